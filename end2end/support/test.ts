import fs from "node:fs";
import path from "node:path";

import { type Browser, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";

import { markWithoutScript, signIn } from "./app";
import { type DEVICES, Somebody } from "./people";
import { PERSONAS, type Persona, type Who } from "./personas";
import { OWN_PORTS, scratch } from "./places";
import { TestServer } from "./server";
import { Watch } from "./watch";

export { expect };

/** A server of one test, and the people on it. */
interface Stage {
  /** Whether their browsers run scripts. */
  script: boolean;
  /** Opens a browser window for one of the personas and signs in. */
  arrive: (who: Persona, device: keyof typeof DEVICES) => Promise<Somebody>;
  /** The server itself, to be ended or replaced. */
  server: TestServer;
}

interface Fixtures {
  /** What goes wrong in any browser of the test; a test with something in it fails. */
  watch: Watch;
  /** Opens a browser window of its own for somebody who is signed in on the shared server, or for nobody. */
  as: (who: Who, options?: BrowserContextOptions) => Promise<Page>;
  /** Starts a server of the test's own, for work that others would see or that lets days pass; it stops with the test. */
  own: (name: keyof typeof OWN_PORTS) => Promise<Stage>;
}

/** Playwright's test with a watch on every page. */
export const test = base.extend<Fixtures>({
  watch: [
    async ({}, use, info) => {
      const watch = new Watch();
      await use(watch);
      if (info.status === info.expectedStatus) expect(watch.seen(), "problems seen in the browser").toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, watch, javaScriptEnabled }, use) => {
    watch.context(context, javaScriptEnabled !== false);
    if (javaScriptEnabled === false) markWithoutScript(context);
    await use(context);
  },

  as: async ({ browser, watch, javaScriptEnabled }, use) => {
    const opened: Page[] = [];
    await use(async (who, options = {}) => {
      const storageState = who === "nobody" ? undefined : await sessionOf(browser, who);
      const context = await browser.newContext({ ...options, storageState });
      watch.context(context, javaScriptEnabled !== false);
      if (javaScriptEnabled === false) markWithoutScript(context);
      const page = await context.newPage();
      opened.push(page);
      return page;
    });
    for (const page of opened) await page.context().close();
  },

  own: async ({ browser, watch, javaScriptEnabled }, use, info) => {
    const script = javaScriptEnabled !== false;
    const running: TestServer[] = [];
    await use(async (name) => {
      // A test that is tried again begins on new data: what the first try wrote would be counted twice.
      const data = [name, script ? "" : "plain", info.retry || ""].filter(String).join("-");
      const server = new TestServer(data, OWN_PORTS[name] + (script ? 0 : 1));
      running.push(server);
      await server.start();
      return { script, server, arrive: (who, device) => Somebody.arrive(browser, server, who, { device, script, watch }) };
    });
    for (const server of running) await server.stop();
  },
});

/** The file with a persona's cookies on the shared server; the first who asks signs in through the form. */
async function sessionOf(browser: Browser, who: Persona): Promise<string> {
  const folder = path.join(scratch(), "sessions");
  const file = path.join(folder, `${who}.json`);
  if (fs.existsSync(file)) return file;
  fs.mkdirSync(folder, { recursive: true });
  const context = await browser.newContext({ javaScriptEnabled: true });
  const page = await context.newPage();
  await signIn(page, PERSONAS[who].email);
  await expect(page).toHaveURL(new RegExp(`${PERSONAS[who].home}$`));
  // Under another name first: the other worker may look at the same time.
  const own = `${file}.${process.pid}`;
  await context.storageState({ path: own });
  fs.renameSync(own, file);
  await context.close();
  return file;
}
