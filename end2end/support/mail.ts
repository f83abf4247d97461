import fs from "node:fs";
import path from "node:path";

import { expect } from "@playwright/test";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

import { scratch } from "./places";

/** A mail as it arrived. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The first address of this site in it. */
  link: string | undefined;
}

function folderOf(server: string): string {
  return path.join(scratch(), "mail", server);
}

/** A real mail server: what it accepts lies as files in the scratch folder, by the server that sent it. */
export async function startMailServer(port: number): Promise<SMTPServer> {
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData(stream, session, done) {
      simpleParser(stream).then((parsed) => {
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
        const folder = folderOf(from.split("@")[1]?.replace(/\.example$/, "") ?? "unknown");
        fs.mkdirSync(folder, { recursive: true });
        const text = parsed.text ?? "";
        const mail: Mail = {
          to: session.envelope.rcptTo.map((receiver) => receiver.address).join(", "),
          subject: parsed.subject ?? "",
          text,
          html: parsed.html || "",
          link: text.match(/http:\/\/127\.0\.0\.1:\d+\/\S*/)?.[0],
        };
        count += 1;
        const name = path.join(folder, `${String(count).padStart(6, "0")}.json`);
        // Written whole under another name first: a reader never sees half a mail.
        fs.writeFileSync(`${name}.part`, JSON.stringify(mail));
        fs.renameSync(`${name}.part`, name);
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

/** Every mail a server has sent to somebody, oldest first. */
export function mailsTo(server: string, email: string): Mail[] {
  const folder = folderOf(server);
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
  const mails = names.map((name) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")) as Mail);
  return mails.filter((mail) => mail.to === email);
}

/** Waits for a mail whose subject fits, and answers the newest. */
export async function mailArrives(server: string, email: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      () => {
        found = mailsTo(server, email).findLast((mail) => subject.test(mail.subject));
        return found ? "arrived" : `only ${JSON.stringify(mailsTo(server, email).map((mail) => mail.subject))}`;
      },
      { message: `a mail ${subject} to ${email}`, timeout: 20_000, intervals: [250] },
    )
    .toBe("arrived");
  return found as Mail;
}
