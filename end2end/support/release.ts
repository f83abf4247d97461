import fs from "node:fs";
import path from "node:path";

import { SERVER, SITE_ROOT } from "./places";

/** Where a server and its site lie. */
export interface Release {
  server: string;
  site: string;
}

/**
 * The release build once more, as if it were the next one: scripts and WebAssembly, which name each other, have other names
 * of the same length, so that pages and the worker differ from those of before.
 */
export function nextRelease(folder: string): Release {
  const next = path.join(folder, "next-release");
  const release = { server: path.join(next, "server"), site: path.join(next, "site") };
  fs.rmSync(next, { recursive: true, force: true });
  fs.cpSync(SITE_ROOT, release.site, { recursive: true });
  fs.copyFileSync(SERVER, release.server);
  const hashes = fs.readFileSync(path.join(path.dirname(SERVER), "hash.txt"), "utf8");
  const names = ["js", "split", "wasm"].map((kind) => {
    const old = hashes.match(new RegExp(`^${kind}:\\s*(\\S+)$`, "m"))?.[1];
    if (!old) throw new Error(`hash.txt names no ${kind}`);
    return { old, fresh: `next-${old.slice(5)}` };
  });
  const renamed = (text: string) => names.reduce((now, { old, fresh }) => now.replaceAll(old, fresh), text);
  fs.writeFileSync(path.join(next, "hash.txt"), renamed(hashes));
  const pkg = path.join(release.site, "pkg");
  for (const name of fs.readdirSync(pkg)) {
    if (!names.some(({ old }) => name.includes(`.${old}.`))) continue;
    const file = path.join(pkg, name);
    // What was compressed names the old ones; the server sends the plain file then. Each byte is a letter of Latin 1.
    if (!name.endsWith(".br") && !name.endsWith(".gz")) {
      fs.writeFileSync(path.join(pkg, renamed(name)), renamed(fs.readFileSync(file, "latin1")), "latin1");
    }
    fs.rmSync(file);
  }
  return release;
}
