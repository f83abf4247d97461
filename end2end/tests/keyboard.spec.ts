import type { Locator, Page } from "@playwright/test";

import { main, ready, visit } from "../support/app";
import { joinAsStudent, newcomer } from "../support/join";
import { PITCH } from "../support/projects";
import { addressOf, ROUTES } from "../support/routes";
import { expect, test } from "../support/test";
import { entry, line } from "../support/week";

/** Presses Tab until something has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  await expect(goal).toBeVisible();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await goal.evaluate((element) => element === document.activeElement)) {
      await expectVisibleFocus(goal);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reaches ${goal}`);
}

/** The focus must be seen: an outline or a shadow that is not there otherwise. */
async function expectVisibleFocus(element: Locator): Promise<void> {
  const seen = await element.evaluate((focused) => {
    const own = (at: Element) => {
      const style = getComputedStyle(at);
      return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    };
    const around = focused.parentElement;
    return own(focused) || (around !== null && own(around));
  });
  expect(seen, `visible focus of ${element}`).toBe(true);
}

async function pressEnter(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute("data-left", ""));
  await page.keyboard.press("Enter");
  await page.locator("html:not([data-left]) body").waitFor({ state: "attached" });
  await ready(page);
}

test("the first Tab leads past the navigation", async ({ page }) => {
  await visit(page, "/projects");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("main#main")).toBeFocused();
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => document.activeElement?.closest("main") !== null);
  expect(inside, "the next Tab is inside the content").toBe(true);
});

test("signing in and applying without a mouse", async ({ page }) => {
  test.setTimeout(60_000);
  const who = newcomer("Bela Novak");
  await joinAsStudent(page, who);

  await visit(page, "/sign-in");
  await tabTo(page, page.getByLabel("Email address"));
  await page.keyboard.type(who.email);
  await tabTo(page, page.getByLabel("Password", { exact: true }));
  await page.keyboard.type(who.password);
  await pressEnter(page);
  await expect(page).toHaveURL(/\/student$/);

  await tabTo(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Find" }));
  await pressEnter(page);
  await tabTo(page, page.getByRole("main").locator("a[href^='/projects/']").filter({ hasText: /\w/ }).first());
  await pressEnter(page);
  await tabTo(page, page.locator("a[href$='/apply']:visible").first());
  await pressEnter(page);

  await tabTo(page, page.getByLabel("Your pitch"));
  await page.keyboard.type(PITCH);
  const answers = page.locator("textarea[name^='answer_']");
  for (let index = 0; index < (await answers.count()); index += 1) {
    await tabTo(page, answers.nth(index));
    await page.keyboard.type("I would ask two people who know the file before I change anything in it.");
  }
  await tabTo(page, page.getByLabel("I meet what this project asks"));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("button", { name: "Send the application" }));
  await pressEnter(page);
  await expect(page).toHaveURL(/\/applications\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("answers");
});

test("logging time without a mouse", async ({ as }) => {
  test.setTimeout(60_000);
  const page = await as("maya");
  const route = ROUTES.find((one) => one.path === "/engagements/{id}/time");
  if (!route) throw new Error("no row for the week");
  await visit(page, await addressOf(page, route));

  await test.step("one line in a row of the week", async () => {
    await tabTo(page, line(page));
    await expectVisibleFocus(line(page));
    await page.keyboard.type("0.25 sorted the notes by keyboard alone");
    await pressEnter(page);
    await expect(entry(page, "sorted the notes by keyboard alone")).toHaveCount(1);
  });

  await test.step("the sheet opens, keeps the focus and gives it back", async () => {
    const opener = main(page).getByRole("button", { name: "Add time" });
    await tabTo(page, opener);
    await page.keyboard.press("Enter");
    const sheet = page.locator("dialog[open], dialog:popover-open");
    await expect(sheet).toBeVisible();
    await tabTo(page, sheet.getByLabel("How long"));
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
    await expect(opener).toBeFocused();
  });
});
