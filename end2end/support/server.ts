import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { address, PORTS, ROOT, scratch, SERVER, SITE_ROOT } from "./places";
import type { Release } from "./release";

/** Longest a first start may take: a new cluster, the schema and the demonstration. */
const START = 120_000;
const STOP = 20_000;

/** What of our own environment a server must not see: it has its own. */
const OURS = /^(DATABASE_URL|DATA_DIR|SMTP_URL|MAIL_FROM|LISTEN|SITE_URL|FOOTHOLD_.*|LEPTOS_.*|ADDRESS_HEADER)$/;

/** A release server with its own private database, demonstration data and mail to the test's mail server. */
export class TestServer {
  readonly url: string;
  readonly folder: string;
  private process: ChildProcess | undefined;
  private log = "";
  private release: Release = { server: SERVER, site: SITE_ROOT };

  constructor(
    readonly name: string,
    readonly port: number,
  ) {
    this.url = address(port);
    this.folder = path.join(scratch(), name);
    // PostgreSQL may run as another account and must pass through.
    fs.mkdirSync(this.folder, { recursive: true, mode: 0o755 });
  }

  /** Starts it and waits until it answers. */
  async start(): Promise<void> {
    const kept = Object.entries(process.env).filter(([name]) => !OURS.test(name));
    const mail = { SMTP_URL: `smtp://127.0.0.1:${PORTS.mail}`, MAIL_FROM: `Foothold <no-reply@${this.name}.example>` };
    const started = spawn(this.release.server, ["serve", "--demo", "--port", String(this.port), "--data-dir", path.join(this.folder, "data")], {
      cwd: ROOT,
      env: { ...Object.fromEntries(kept), ...mail, LEPTOS_SITE_ROOT: this.release.site },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process = started;
    this.log = "";
    const keep = (text: Buffer) => {
      this.log += text.toString();
      fs.appendFileSync(path.join(this.folder, "server.log"), text);
    };
    started.stdout?.on("data", keep);
    started.stderr?.on("data", keep);
    await this.until("ready", START, async () => {
      if (started.exitCode !== null) throw new Error(`The server ended with ${started.exitCode}:\n${this.log}`);
      return (await fetch(`${this.url}/readyz`)).ok;
    });
  }

  /** Asks it to stop and waits; what belongs to it ends with it. */
  async stop(): Promise<void> {
    await this.end("SIGTERM", STOP);
    const database = this.databasePid();
    if (database && alive(database)) process.kill(database, "SIGQUIT");
  }

  /** Puts another release in its place, over the same data. */
  async replace(release: Release): Promise<void> {
    await this.end("SIGTERM", STOP);
    this.release = release;
    await this.start();
  }

  /** Ends it as a power cut would. PostgreSQL goes on. */
  async kill(): Promise<void> {
    await this.end("SIGKILL", STOP);
  }

  /** The folder of its private PostgreSQL, which may lie elsewhere when PostgreSQL's account cannot reach ours. */
  databaseFolder(): string | undefined {
    const data = path.join(this.folder, "data");
    const noted = path.join(data, "database.location");
    const parents = [data, ...(fs.existsSync(noted) ? [fs.readFileSync(noted, "utf8").trim()] : [])];
    return parents.map((parent) => path.join(parent, "postgresql")).find((folder) => fs.existsSync(folder));
  }

  /** The main process of its private PostgreSQL. */
  databasePid(): number | undefined {
    const file = path.join(this.databaseFolder() ?? "", "postmaster.pid");
    const pid = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8").split("\n")[0]) : 0;
    return pid || undefined;
  }

  /** Everything it has written. */
  output(): string {
    return this.log;
  }

  private async end(signal: NodeJS.Signals, patience: number): Promise<void> {
    const running = this.process;
    this.process = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => running.once("exit", () => resolve()));
    running.kill(signal);
    const late = setTimeout(() => running.kill("SIGKILL"), patience);
    await ended;
    clearTimeout(late);
  }

  private async until(what: string, patience: number, check: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + patience;
    for (;;) {
      const done = await check().catch((error: unknown) => {
        if (error instanceof Error && error.message.startsWith("The server ended")) throw error;
        return false;
      });
      if (done) return;
      if (Date.now() > end) throw new Error(`${this.name} is not ${what} after ${patience / 1000} s:\n${this.log}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Whether a process of this number runs. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
