import { expect, type Page } from "@playwright/test";

import { follow, main, open, press, sees, send, visit } from "./app";

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

/** Searches the catalogue and expects a project in what it finds. */
export async function findProject(page: Page, words: string, title: string): Promise<void> {
  await visit(page, "/projects");
  await main(page).getByRole("searchbox").fill(words);
  await follow(page, main(page).getByRole("button", { name: "Search" }));
  await expect(main(page).getByRole("link", { name: title, exact: true })).toBeVisible();
}

/** Takes a project from the queue. */
export async function takeOn(staff: Page, title: string): Promise<void> {
  await visit(staff, "/staff/queue?view=unclaimed");
  await open(staff, title);
  await sees(staff, "Nobody has taken it on yet.");
  await press(staff, "Review it");
}

/** Approves the project on the desk. */
export async function approve(staff: Page): Promise<void> {
  await press(staff, "Approve and publish");
  await sees(staff, "Approved and published.");
}

/** Looks at the organisation of the project on the desk, which nobody has verified, and comes back to the desk. */
export async function verifyHost(staff: Page, title: string): Promise<void> {
  await expect(main(staff).getByRole("button", { name: "Approve and publish" })).toBeDisabled();
  await open(staff, "Open the host");
  await expect(main(staff).getByRole("region", { name: "What speaks for it" })).toBeVisible();
  await press(staff, "Verify");
  await sees(staff, "Verified. The host is told; its projects can be published.");
  await open(staff, title);
}
