import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from "@playwright/test";

import { hasScript, main, markWithoutScript, open, openLink, press, sees, signIn, visit } from "./app";
import { expectAccessible } from "./axe";
import { type Mail, mailArrives, mailsTo } from "./mail";
import { PERSONAS, type Persona } from "./personas";
import type { TestServer } from "./server";
import type { Watch } from "./watch";

/** What somebody works with. */
export const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 800 }, hasTouch: false, isMobile: false },
} as const satisfies Record<string, BrowserContextOptions>;

/** A persona in front of a browser of their own, on a server of the test's own. */
export class Somebody {
  private constructor(
    readonly page: Page,
    private readonly who: Persona,
    private readonly server: TestServer,
  ) {}

  /** Opens a browser window and signs in. */
  static async arrive(
    browser: Browser,
    server: TestServer,
    who: Persona,
    how: { device: keyof typeof DEVICES; script: boolean; watch: Watch },
  ): Promise<Somebody> {
    const context = await browser.newContext({ ...DEVICES[how.device], baseURL: server.url, javaScriptEnabled: how.script });
    how.watch.context(context, how.script);
    if (!how.script) markWithoutScript(context);
    const somebody = new Somebody(await context.newPage(), who, server);
    await somebody.signIn();
    return somebody;
  }

  get name(): string {
    return PERSONAS[this.who].name;
  }

  get main(): Locator {
    return main(this.page);
  }

  get heading(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  /** Signs in through the form; after two weeks away everybody has to. */
  async signIn(): Promise<void> {
    await signIn(this.page, PERSONAS[this.who].email);
    await expect(this.page).toHaveURL(new RegExp(`${PERSONAS[this.who].home}$`));
  }

  async visit(path: string): Promise<void> {
    await visit(this.page, path);
  }

  /** Follows a link of the content by its words. */
  async follow(name: string | RegExp): Promise<void> {
    await open(this.page, name);
  }

  /** Presses a button of the content that sends a form. */
  async press(name: string | RegExp): Promise<void> {
    await press(this.page, name);
  }

  /** Types into a field by its label. */
  async fill(label: string | RegExp, text: string): Promise<void> {
    await this.main.getByLabel(label, { exact: typeof label === "string" }).fill(text);
  }

  /** Expects a sentence on the page. */
  async sees(words: string | RegExp): Promise<void> {
    await sees(this.page, words);
  }

  /** Fails on any accessibility violation in what is shown now, where scripts run. */
  async accessible(what: string): Promise<void> {
    if (hasScript(this.page)) await expectAccessible(this.page, what);
  }

  /** Waits for a mail, and answers it. */
  async gets(subject: RegExp): Promise<Mail> {
    return mailArrives(this.server.name, PERSONAS[this.who].email, subject);
  }

  /** Waits for a mail and opens the page its link leads to. */
  async opensMail(subject: RegExp): Promise<void> {
    const mail = await this.gets(subject);
    expect(new URL(mail.link ?? "none:").origin, `the link of “${mail.subject}”`).toBe(this.server.url);
    await openLink(this.page, mail.link);
  }

  /** The subjects of everything that has come so far. */
  subjects(): string[] {
    return mailsTo(this.server.name, PERSONAS[this.who].email).map((mail) => mail.subject);
  }
}
