import { expect, type Page } from "@playwright/test";

import { follow, send, visit } from "./app";

/** Words long enough for every answer a project asks for. */
export const PITCH =
  "Last spring I sorted the sign-up sheets of our food pantry and turned them into one table the board still uses.";

/** Opens the first project that can be applied to, and answers its title. */
export async function openFirstProject(page: Page): Promise<string> {
  await visit(page, "/projects");
  const first = page.getByRole("main").locator("a[href^='/projects/']").filter({ hasText: /\w/ }).first();
  await follow(page, first);
  return page.getByRole("heading", { level: 1 }).innerText();
}

/** From a project's page to its application form. */
export async function openApplicationForm(page: Page): Promise<void> {
  await follow(page, page.locator("a[href$='/apply']").first());
  await expect(page.getByLabel("Your pitch")).toBeVisible();
}

/** Fills every field of an application. */
export async function fillApplication(page: Page, pitch = PITCH): Promise<void> {
  await page.getByLabel("Your pitch").fill(pitch);
  const answers = page.locator("textarea[name^='answer_']");
  for (let index = 0; index < (await answers.count()); index += 1) {
    await answers.nth(index).fill("I would start with the ten oldest entries, agree on names with you, and then do the rest.");
  }
  await page.getByLabel("I meet what this project asks").check();
}

/** Applies to the open project and lands on the application. */
export async function apply(page: Page): Promise<void> {
  await openApplicationForm(page);
  await fillApplication(page);
  await send(page, page.getByRole("button", { name: "Send the application" }));
  await expect(page).toHaveURL(/\/applications\/[0-9a-f-]{36}$/);
}
