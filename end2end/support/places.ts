import path from "node:path";

/** The checkout. */
export const ROOT = path.resolve(__dirname, "../..");

/** The release build that is tested. */
export const SERVER = path.resolve(ROOT, process.env.SERVER_BINARY ?? "target/release/server");

/** The built site: styles, scripts, WebAssembly. */
export const SITE_ROOT = path.resolve(ROOT, process.env.LEPTOS_SITE_ROOT ?? "target/site");

/** Pictures for the README. */
export const SCREENSHOTS = path.join(ROOT, "docs/screenshots");

const first = Number(process.env.END2END_PORT ?? 3907);

/** One port for each server a run may have; the first is END2END_PORT. */
export const PORTS = {
  shared: first,
  mail: first + 1,
  faults: first + 4,
};

/** Servers of one test alone, by name. The same test without script has the port after it. */
export const OWN_PORTS = {
  main: first + 2,
  changes: first + 5,
  change: first + 9,
  offline: first + 11,
  locked: first + 13,
  portfolio: first + 23,
  onboarding: first + 25,
  files: first + 21,
  device: first + 27,
};

/** The address of the server on a port of this machine. */
export function address(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** The run's own folder: data, mail, sessions. Global set-up names it, workers read the name. */
export function scratch(): string {
  const folder = process.env.END2END_SCRATCH;
  if (!folder) throw new Error("END2END_SCRATCH is not set: global set-up has not run");
  return folder;
}
