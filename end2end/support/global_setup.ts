import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { startMailServer } from "./mail";
import { PORTS, SERVER, SITE_ROOT } from "./places";
import { TestServer } from "./server";

/** Starts the mail server and the shared server, and answers how both are stopped. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  for (const needed of [SERVER, path.join(SITE_ROOT, "pkg")]) {
    if (!fs.existsSync(needed)) throw new Error("The release build is missing. Run `cargo xtask end2end`, which makes it first.");
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "foothold-end2end-"));
  fs.chmodSync(folder, 0o755);
  process.env.END2END_SCRATCH = folder;
  const mail = await startMailServer(PORTS.mail);
  const server = new TestServer("shared", PORTS.shared);
  const end = async () => {
    await server.stop();
    const panic = server.output().match(/.*panicked.*/);
    await new Promise<void>((resolve) => mail.close(() => resolve()));
    if (!process.env.END2END_KEEP) fs.rmSync(folder, { recursive: true, force: true });
    if (panic) throw new Error(`The server panicked: ${panic[0]}`);
  };
  try {
    await server.start();
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
