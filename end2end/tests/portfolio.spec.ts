import { randomUUID } from "node:crypto";

import { follow, main, open, ready, sees, send, sendInVain, visit } from "../support/app";
import { expectUsable } from "../support/axe";
import { DEVICES } from "../support/people";
import { PORTFOLIO } from "../support/personas";
import { expect, test } from "../support/test";

// Finished work: lines for a résumé, permission of the host, a public page. What changes anything has a server of its own.

test.describe.configure({ timeout: 300_000 });

const PANTRY = "Research and verify 200 partner organizations";

test("a stranger with the link sees what is allowed, and nothing leads further", async ({ as }) => {
  const page = await as("nobody", DEVICES.phone);
  await visit(page, PORTFOLIO);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Maya Okafor");
  await expect(page.locator("script[src]"), "nothing runs but the framework's empty lists").toHaveCount(0);
  const pantry = main(page).getByRole("region", { name: PANTRY });
  await expect(pantry).toContainText("Harbor Street Pantry");
  await expect(pantry.getByRole("listitem").filter({ hasText: "Compiled a checked list of organizations" })).toBeVisible();
  await expect(pantry.locator("figure")).toContainText("Maya sent a small sample first");
  await expect(main(page).getByText("Maya found two postings")).toHaveCount(0);
  await expect(main(page).locator("a[href*='engagements'], a[href*='student'], a[href^='mailto']")).toHaveCount(0);
  // It holds at the width of a small phone, and at four times the size of its letters.
  await page.setViewportSize({ width: 320, height: 640 });
  await expectUsable(page, "a public portfolio", true);
});

test("on paper the page has no controls and breaks between works", async ({ as }) => {
  const page = await as("maya");
  await visit(page, "/student/portfolio/preview");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("This is what people with your link see")).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(main(page).getByRole("region", { name: PANTRY })).toBeVisible();
  expect(await main(page).getByRole("region", { name: PANTRY }).evaluate((one) => getComputedStyle(one).breakInside)).toBe("avoid");
});

test("lines, order, permission and the link", async ({ own, watch }) => {
  // With script a form that was refused says so by this status.
  watch.allow(422);
  const { arrive, script } = await own("portfolio");
  const student = await arrive("maya", "phone");
  const host = await arrive("dee", "desktop");
  const page = student.page;
  if (script) await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const work = student.main.getByRole("region", { name: PANTRY });

  await test.step("a line is changed, copied and made again", async () => {
    await student.visit("/student/portfolio");
    await student.accessible("one's own portfolio");
    const line = work.getByRole("list", { name: "Lines for your résumé" }).getByRole("listitem").first();
    const words = `Checked 214 organizations against public sources ${randomUUID().slice(0, 4)}`;
    await line.getByText("Change this line").click();
    await line.getByLabel("The line in your words").fill("Call me: 212 555 0123");
    await sendInVain(page, line.getByRole("button", { name: "Save the line" }));
    await student.sees(/Leave email addresses and telephone numbers out/);
    await expect(line.getByLabel("The line in your words")).toHaveValue("Call me: 212 555 0123");
    await line.getByLabel("The line in your words").fill(words);
    await send(page, line.getByRole("button", { name: "Save the line" }));
    await expect(line.locator("p").first()).toHaveText(words);
    const copy = line.getByRole("button", { name: /^Copy/ });
    if (script) {
      await copy.click();
      await expect(line.getByRole("button", { name: "Copied" })).toBeVisible();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(words);
    }
    await student.visit("/student/portfolio/text");
    await expect(page.getByLabel("Your portfolio", { exact: true })).toHaveValue(new RegExp(words));
    await student.visit("/student/portfolio");
    await line.getByText("Change this line").click();
    await send(page, line.getByRole("button", { name: "Back to the made line" }));
    await expect(line.locator("p").first()).toContainText("Compiled a checked list of organizations");
  });

  await test.step("order and hiding by keyboard alone", async () => {
    // Asked while the page is on its way there is no answer yet.
    const titles = () => student.main.locator("h3").allInnerTexts().catch(() => []);
    const before = await titles();
    const raise = student.main.getByRole("button", { name: /^Move up/ }).first();
    await raise.focus();
    await expect(raise).toBeFocused();
    await page.keyboard.press("Enter");
    await expect.poll(titles).toEqual([...before].reverse());
    await ready(page);
    await send(page, work.getByRole("button", { name: /^Hide/ }));
    await expect(work.getByText("Hidden", { exact: true })).toBeVisible();
    await send(page, work.getByRole("button", { name: /^Show again/ }));
    await expect(work.getByText("Hidden", { exact: true })).toHaveCount(0);
  });

  await test.step("the host takes its permission back and gives it again", async () => {
    await open(page, PANTRY);
    await host.visit(new URL(page.url()).pathname);
    await host.accessible("finished work with the question what may be shown");
    const section = host.main.getByRole("region", { name: "What Maya Okafor may show" });
    await section.getByLabel(/^Nothing that names you/).check();
    await send(host.page, section.getByRole("button", { name: "Save what may be shown" }));
    await student.visit(PORTFOLIO);
    await expect(student.main.getByText("Harbor Street Pantry")).toHaveCount(0);
    await expect(student.main.getByText(PANTRY)).toHaveCount(0);
    await student.visit("/student/portfolio");
    await student.press("Ask Harbor Street Pantry for permission");
    await host.opensMail(/^Maya Okafor asks to show the work/);
    await section.getByLabel(/^The work and your words/).check();
    await send(host.page, section.getByRole("button", { name: "Save what may be shown" }));
    await student.visit(PORTFOLIO);
    await expect(work).toContainText("Maya sent a small sample first");
  });

  await test.step("a link is made, opened and switched off", async () => {
    await student.visit("/student/portfolio");
    await student.press("Make a new link");
    await student.sees("This is your link");
    const address = await student.main.getByLabel("Public link").inputValue();
    await student.accessible("a link that was just made");
    await follow(page, student.main.getByRole("link", { name: "Open it" }));
    await expect(student.heading).toHaveText(student.name);
    await visit(page, PORTFOLIO, 404);
    await student.visit("/student/portfolio");
    await student.press("Switch it off");
    await student.sees("Only you can see it");
    await visit(page, new URL(address).pathname, 404);
  });
});

test("before anything is finished the page says what will stand there", async ({ as }) => {
  const page = await as("samir", DEVICES.phone);
  await visit(page, "/student/portfolio");
  await sees(page, "What will stand here");
  await expect(main(page).getByRole("button", { name: /link/ })).toHaveCount(0);
  await open(page, "Find a project");
  await expect(page).toHaveURL(/\/projects$/);
});
