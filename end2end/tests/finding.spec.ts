import { follow, hasScript, main, open, sees, send, visit } from "../support/app";
import { DEVICES } from "../support/people";
import { fillApplication } from "../support/projects";
import { expectAccessible } from "../support/axe";
import { expect, test } from "../support/test";

// A student on a phone: finds in spite of a slip, keeps the search, looks at the application as the host will, and goes back
// to it with everything that was typed. Nothing is sent, so that other tests find what they expect.

test.describe.configure({ timeout: 90_000 });

test("a slip is put right, the search is kept and let go", async ({ as }) => {
  const page = await as("maya", DEVICES.phone);
  await visit(page, "/projects?q=volunteer+guied");
  await sees(page, "Showing results for volunteer guide");
  await expectAccessible(page, "a search that was put right");
  await main(page).getByText("Keep this search and hear of new projects").click();
  await main(page).getByLabel("Name").fill("Guides for volunteers");
  await send(page, main(page).getByRole("button", { name: "Keep this search" }));
  await sees(page, "You keep this search as “Guides for volunteers”.");
  await visit(page, "/student/searches");
  await expectAccessible(page, "the searches that are kept");
  const row = main(page).getByRole("listitem").filter({ hasText: "Guides for volunteers" });
  await send(page, row.getByRole("button", { name: /^Turn emails off/ }));
  await expect(row).toContainText("Emails off");
  await send(page, row.getByRole("button", { name: /^Remove/ }));
  await expect(row).toHaveCount(0);
});

test("an application is looked at as the host will see it", async ({ as, watch }) => {
  // With script the form asks first, and is told by this status that it is to be drawn anew.
  watch.allow(422);
  const page = await as("samir", DEVICES.phone);
  await visit(page, "/projects?q=family+ticket");
  await open(page, /^Compare five family-ticket offers/);
  await follow(page, page.locator("a[href$='/apply']:visible").first());
  const pitch = "I compared the fares of three ferry lines for a class, with a source for each number in the table.";
  await fillApplication(page, pitch);
  await follow(page, main(page).getByRole("button", { name: "See what the host will see" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look at it once more, then send it");
  const preview = main(page).getByRole("region", { name: /will see$/ });
  await expect(preview).toContainText(pitch);
  await expect(preview).toContainText("Applicant, with a code in place of your name");
  await expect(page.getByLabel("Your pitch")).toHaveValue(pitch);
  await expect(page.getByLabel("I meet what this project asks")).toBeChecked();
  if (hasScript(page)) await expectAccessible(page, "the preview of an application");
});
