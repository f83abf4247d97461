import { type BrowserContext, expect, type Locator, type Page, type Worker } from "@playwright/test";

import { main, ready, visit } from "./app";

/** What stands beside an entry that the device keeps. */
export const WAITS = "Kept on this device, sent when you are back online";

/** Opens a week and waits until its worker is there and has kept it. */
export async function openKeptWeek(page: Page, address: string): Promise<void> {
  await visit(page, address);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await expect.poll(() => kept(page)).toBeGreaterThan(0);
}

/** Asks a page something, and once more where it was loaded anew meanwhile: the worker does that when an entry was sent. */
async function asked<T>(page: Page, question: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await page.evaluate(question);
    } catch (error) {
      if (tries === 5 || !String(error).includes("Execution context was destroyed")) throw error;
      await page.waitForLoadState();
    }
  }
}

/** Opens a week again, also where the worker loads it anew at the same moment: that ends the first attempt. */
export async function comeBack(page: Page, address: string): Promise<void> {
  try {
    await visit(page, address);
  } catch (error) {
    if (!String(error).includes("net::ERR_ABORTED")) throw error;
    await page.waitForLoadState();
    await visit(page, address);
  }
}

/** How many pages this device keeps. */
export async function kept(page: Page): Promise<number> {
  return asked(page, async () => {
    let count = 0;
    for (const name of await caches.keys()) if (name.startsWith("weeks-")) count += (await (await caches.open(name)).keys()).length;
    return count;
  });
}

/** How many entries this device keeps. */
export async function waiting(page: Page): Promise<number> {
  return asked(page, async () => {
    // Opening it would make it.
    if (!(await indexedDB.databases()).some((one) => one.name === "foothold")) return 0;
    return new Promise<number>((done, fail) => {
      const opening = indexedDB.open("foothold");
      opening.onerror = () => fail(opening.error);
      opening.onsuccess = () => {
        const asked = opening.result.transaction("outbox").objectStore("outbox").count();
        asked.onsuccess = () => {
          opening.result.close();
          done(asked.result);
        };
      };
    });
  });
}

/** Waits until nothing waits any more and the page shows an entry as the server has it. */
export async function sent(page: Page, words: string): Promise<void> {
  await expect(main(page).locator("[data-entry]").filter({ hasText: words })).toHaveCount(1, { timeout: 20_000 });
  await expect.poll(() => waiting(page), { timeout: 20_000 }).toBe(0);
}

/** The line of the newest day that can be written on. */
export function line(page: Page): Locator {
  return main(page).locator("form.line input[name=line]").filter({ visible: true }).last();
}

/** Writes one line; the page comes again with it. */
export async function write(page: Page, words: string): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute("data-left", ""));
  await line(page).fill(words);
  await line(page).press("Enter");
  await page.locator("html:not([data-left]) body").waitFor({ state: "attached" });
  await ready(page);
}

/** Takes the network away, or gives it back. */
export async function network(context: BrowserContext, on: boolean): Promise<void> {
  await context.setOffline(!on);
}

/** The entries of a week that hold these words. */
export function entry(page: Page, words: string): Locator {
  return main(page).locator(".entry").filter({ hasText: words });
}

/** The worker of a page's site. */
function worker(page: Page): Worker {
  const [one] = page.context().serviceWorkers();
  if (!one) throw new Error("the page has no worker");
  return one;
}

/** From now on what the worker sends arrives and its answer does not; until the function that comes back is called. */
export async function answersAreLost(page: Page): Promise<() => Promise<void>> {
  await worker(page).evaluate(() => {
    const scope = self as unknown as { fetch: typeof fetch; real?: typeof fetch };
    const real = (scope.real = scope.fetch);
    scope.fetch = async (what, how) => {
      const answer = await real(what, how);
      if (how?.method === "POST") throw new TypeError("lost on the way back");
      return answer;
    };
  });
  return async () => givesBack(page);
}

/** From now on nobody answers what the worker sends, and nothing fails either; until the function that comes back is called. */
export async function networkHangs(page: Page): Promise<() => Promise<void>> {
  await worker(page).evaluate(() => {
    const scope = self as unknown as { fetch: typeof fetch; real?: typeof fetch; hung: (() => void)[] };
    const real = (scope.real = scope.fetch);
    scope.hung = [];
    scope.fetch = (what, how) => {
      if (how?.method !== "POST") return real(what, how);
      return new Promise((_, fail) => scope.hung.push(() => fail(new TypeError("the network went away"))));
    };
  });
  return async () => givesBack(page);
}

async function givesBack(page: Page): Promise<void> {
  await worker(page).evaluate(() => {
    const scope = self as unknown as { fetch: typeof fetch; real?: typeof fetch; hung?: (() => void)[] };
    if (scope.real) scope.fetch = scope.real;
    for (const end of scope.hung ?? []) end();
  });
}

/** Sets the worker's clock some days off, as that of a whole device would be: Playwright's reaches pages only. */
export async function workerDays(page: Page, days: number): Promise<void> {
  await worker(page).evaluate((off) => {
    const real = Date.now.bind(Date);
    Date.now = () => real() + off;
  }, days * 24 * 60 * 60_000);
}
