import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";

import { PASSWORD } from "./personas";

/** Contexts in which no script runs. */
const withoutScript = new WeakSet<BrowserContext>();

/** Notes that a context runs no scripts. */
export function markWithoutScript(context: BrowserContext): void {
  withoutScript.add(context);
}

/** Whether scripts run in this page. */
export function hasScript(page: Page): boolean {
  return !withoutScript.has(page.context());
}

/** The messages above a form that came back. */
export function summaryOf(page: Page): Locator {
  return page.locator(".summary[role=alert]");
}

/** What a page is about, without its frame. */
export function main(page: Page): Locator {
  return page.locator("main#main");
}

/** Waits until the islands of a page answer; a document page has none. */
export async function ready(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  if (!hasScript(page) || (await page.locator("template#hydration").count()) === 0) return;
  await page.locator("html[data-hydrated]").waitFor({ state: "attached", timeout: 15_000 });
}

/** Opens a page of the site and waits until it can be used. */
export async function visit(page: Page, path: string, status = 200): Promise<void> {
  // To another part of the page it shows, the browser only scrolls.
  const response = (await page.goto(path)) ?? (await page.reload());
  expect(response?.status(), `status of ${path}`).toBe(status);
  await ready(page);
}

/** Follows a link and waits for the page behind it. */
export async function follow(page: Page, link: Locator): Promise<void> {
  await mark(page);
  await link.click();
  await page.locator("html:not([data-left]) body").waitFor({ state: "attached" });
  await ready(page);
}

/**
 * Presses a button that sends a form, and waits for the page the server leads to. A form that comes back with messages
 * fails the test with these messages.
 */
export async function send(page: Page, button: Locator): Promise<void> {
  await mark(page);
  // Messages of an earlier try are no answer to this one.
  if (hasScript(page)) await summaryOf(page).evaluateAll((all) => all.forEach((one) => one.setAttribute("data-earlier", "")));
  await button.click();
  await page.locator("html:not([data-left]) body, .summary[role=alert]:not([data-earlier])").first().waitFor({ state: "attached", timeout: 20_000 });
  await ready(page);
  const summary = summaryOf(page);
  if (await summary.count()) throw new Error(`The form came back: ${await summary.first().innerText()}`);
}

/** Presses the first such button of the content, which sends a form. Words are meant whole, patterns in part. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await send(page, main(page).getByRole("button", { name, exact: typeof name === "string" }).first());
}

/** Follows the first such link of the content. */
export async function open(page: Page, name: string | RegExp): Promise<void> {
  await follow(page, main(page).getByRole("link", { name }).first());
}

/** Expects a sentence on the page. */
export async function sees(page: Page, words: string | RegExp): Promise<void> {
  await expect(page.getByText(words).filter({ visible: true }).first()).toBeVisible();
}

/** Opens the page that an address in a mail leads to, which is one of this site. */
export async function openLink(page: Page, link: string | undefined): Promise<void> {
  const to = new URL(link ?? "none:");
  await visit(page, to.pathname + to.search + to.hash);
}

/** Presses a button and expects the form back with messages. */
export async function sendInVain(page: Page, button: Locator): Promise<Locator> {
  await button.click();
  const summary = summaryOf(page).first();
  await expect(summary).toBeVisible();
  await ready(page);
  return summary;
}

/** Signs in through the form. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await visit(page, "/sign-in");
  await fillSignIn(page, email, password);
  await send(page, signInButton(page));
}

/** Types an address and a password into the form of the page that asks for them. */
export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
}

/** The button of the sign-in form. */
export function signInButton(page: Page): Locator {
  return page.getByRole("main").getByRole("button", { name: "Sign in", exact: true });
}

/** So that the next document can be told from this one. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute("data-left", ""));
}
