import fs from "node:fs";

import type { Page } from "@playwright/test";

import { signIn, visit } from "../support/app";
import { PERSONAS } from "../support/personas";
import { address, PORTS } from "../support/places";
import { TestServer } from "../support/server";
import { expect, test } from "../support/test";

test.describe.configure({ mode: "serial", timeout: 120_000 });

const server = () => new TestServer("faults", PORTS.faults);
let running: TestServer | undefined;

test.afterAll(async () => {
  await running?.stop();
});

/** Changes the profile; returns once the server has acknowledged it. */
async function write(page: Page, words: string): Promise<void> {
  await visit(page, "/student/profile");
  await page.locator("textarea[name=about]").fill(words);
  const answer = page.waitForResponse((response) => response.url().endsWith("/api/profiles/save-about"));
  await page.getByRole("main").locator("form[action='/api/profiles/save-about'] button:not([formaction])").last().click();
  expect((await answer).status()).toBeLessThan(400);
}

test.use({ baseURL: address(PORTS.faults) });

test("what was acknowledged survives kill -9 of the server", async ({ page }) => {
  running = server();
  await running.start();
  await signIn(page, PERSONAS.samir.email);
  await write(page, "I keep bees and spreadsheets, in that order.");
  await running.kill();
  await running.start();
  await visit(page, "/student/profile");
  await expect(page.locator("textarea[name=about]")).toHaveValue("I keep bees and spreadsheets, in that order.");
});

test("kill -9 of PostgreSQL is over within seconds and loses nothing", async ({ page }) => {
  const database = theDatabase();
  await signIn(page, PERSONAS.samir.email);
  await write(page, "I also fix bicycles.");
  process.kill(database, "SIGKILL");
  await expect.poll(() => open(page), { timeout: 20_000, intervals: [100] }).toBe(200);
  await expect.poll(() => running?.databasePid(), "PostgreSQL runs anew").not.toBe(database);
  await expect.poll(() => open(page), { timeout: 20_000, intervals: [100] }).toBe(200);
  await expect(page.locator("textarea[name=about]")).toHaveValue("I also fix bicycles.");
});

test("while PostgreSQL cannot come back a page says so, and then everything works again by itself", async ({ page }) => {
  const database = theDatabase();
  await signIn(page, PERSONAS.samir.email);
  const [folder, away] = [running?.databaseFolder() ?? "", `${running?.databaseFolder()}.away`];
  fs.renameSync(folder, away);
  try {
    process.kill(database, "SIGKILL");
    await expect.poll(() => open(page), { timeout: 40_000, intervals: [100] }).toBe(503);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Back in a moment");
    expect((await page.request.get("/readyz")).status()).toBe(503);
    expect((await page.request.get("/livez")).status()).toBe(200);
  } finally {
    fs.renameSync(away, folder);
  }
  await expect.poll(() => open(page), { timeout: 20_000, intervals: [100] }).toBe(200);
  await expect(page.locator("textarea[name=about]")).toHaveValue("I also fix bicycles.");
});

function theDatabase(): number {
  const database = running?.databasePid();
  expect(database, "PostgreSQL's process").toBeDefined();
  return database as number;
}

/** The status with which the profile opens. */
async function open(page: Page): Promise<number> {
  const response = await page.goto("/student/profile");
  return response?.status() ?? 0;
}
