import { randomUUID } from "node:crypto";

import { approve, takeOn } from "../support/projects";
import { expect, test } from "../support/test";
import { writeProject } from "../support/write_project";

// Staff ask for changes beside two answers; the host answers one and changes the other; staff see both and approve.
// Once with script and once without (project "no-script").

test("what staff ask for is answered, shown and approved", async ({ own }) => {
  test.setTimeout(300_000);
  const { arrive, script } = await own("changes");
  const host = await arrive("dee", "desktop");
  const coordinator = await arrive("lucia", "desktop");
  const title = `Map twenty grants that fit our pantry ${randomUUID().slice(0, 4)}`;
  await writeProject(host, title, script);

  await test.step("the coordinator comments beside two answers and sends it back", async () => {
    await takeOn(coordinator.page, title);
    await coordinator.main.locator("summary", { hasText: "Comment on title and problem" }).click();
    for (const [field, words] of [
      ["Title", "Name the year the table is for."],
      ["The problem, in one to three sentences", "Whose deadlines are missed?"],
    ] as const) {
      await coordinator.main.locator("summary").filter({ hasText: new RegExp(`^\\s*Comment: ${field}\\s*$`) }).click();
      await coordinator.fill(`Comment: ${field}`, words);
    }
    await coordinator.accessible("the review desk with comments");
    await coordinator.main.getByRole("button", { name: "Ask for changes" }).click();
    await coordinator.fill("What should the host do?", "Two answers could say more; the comments stand beside them.");
    await coordinator.press("Send back");
    await coordinator.sees("Sent back with your comments.");
  });

  await test.step("the host answers one and changes the other", async () => {
    await host.opensMail(new RegExp(`^Changes asked for: ${title}`));
    await host.follow("Continue");
    await expect(host.page).toHaveTitle(/step 2 of 7/);
    const screen = new URL(host.page.url()).pathname;
    await host.visit(screen.replace(/outcome$/, "review"));
    await host.sees("2 comments have neither a change nor an answer.");
    await host.visit(screen);
    const asked = host.main.locator(".callout").filter({ hasText: "Name the year the table is for." });
    await asked.getByLabel(/^Your answer/).fill("It holds for any year: funders repeat their rounds.");
    await host.accessible("comments with answers");
    const problem = host.main.getByLabel("The problem, in one to three sentences", { exact: true });
    await problem.fill("Our pantry misses grant deadlines because nobody has read what each funder asks for.");
    await host.press("Save and continue");
    await host.visit(screen.replace(/outcome$/, "review"));
    await expect(host.main.getByText(/neither a change nor an answer/)).toHaveCount(0);
    await host.main.getByLabel(/^We keep to the program’s terms/).check();
    await host.press("Send to staff");
    await host.sees("Staff answer within two business days.");
  });

  await test.step("the coordinator sees what changed and approves", async () => {
    await coordinator.visit("/staff/queue?view=again");
    await coordinator.follow(title);
    const changed = coordinator.main.getByRole("region", { name: "What changed since it was sent back" });
    await expect(changed.getByRole("rowheader")).toHaveText(["The problem, in one to three sentences"]);
    await expect(changed.locator("ins").first()).toContainText("pantry");
    const asked = coordinator.main.getByRole("region", { name: "Comments so far" });
    await expect(asked).toContainText("Dee Lindqvist answered: It holds for any year: funders repeat their rounds.");
    await expect(asked).toContainText("Each has a change or an answer");
    await coordinator.accessible("the review desk with changes");
    await coordinator.press("Review it");
    await approve(coordinator.page);
  });
});
