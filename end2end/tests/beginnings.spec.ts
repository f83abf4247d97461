import { follow, hasScript, main, open, press, send, sendInVain, summaryOf, visit } from "../support/app";
import { expectUsable } from "../support/axe";
import { expect, test } from "../support/test";

// The ways a project begins, as Dee does them: on a desktop, on a phone, and without script.

test.describe.configure({ timeout: 120_000 });

const NEW = "/host/projects/new";

const POSTING = `Title: Map three years of visits

Harbor Street Pantry looks for a student who turns our visit files into something we can plan with.

Deliverables:
- Clean file of visits with a log of changes
- Five charts with one sentence each

Skills: Excel, writing
Hours: 15 to 20
Pay: $400
`;

test("by need: pick, look, start", async ({ as, isMobile }) => {
  const page = await as("dee");
  await visit(page, NEW);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What do you need help with?");
  await expectUsable(page, "the ways to begin", isMobile);
  await open(page, /^An event/);
  await expect(page).toHaveURL(/need=event/);
  const templates = main(page).getByRole("region", { name: /^Templates for/ });
  await expect(templates.getByRole("link", { name: /Plan a community event/ })).toBeVisible();
  await expect(templates.getByText("Made of a project of this program"), "the program's own stands beside it").toBeVisible();
  await expect(templates.getByRole("link", { name: /Automate one report/ })).toHaveCount(0);

  await open(page, /Plan a community event/);
  await expect(page.getByRole("heading", { name: "What a student would see" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "What you hand in" })).toBeVisible();
  await expectUsable(page, "a template before it is used", isMobile);
  await press(page, "Start with this");
  await expect(page).toHaveURL(/\/edit\/outcome$/);
  await expect(main(page).getByLabel("Title", { exact: true })).toHaveValue(/community event/);
});

test("the calendar follows the days of the form", async ({ as, isMobile }) => {
  const page = await as("dee");
  await visit(page, `${NEW}/grant_map`);
  await press(page, "Start with this");
  await visit(page, new URL(page.url()).pathname.replace("outcome", "pay"));
  const calendar = main(page).getByRole("img", { name: /Work: / });
  const before = (await calendar.getAttribute("aria-label")) ?? "";
  const last = main(page).getByLabel("Last day", { exact: true });
  const day = new Date(`${await last.inputValue()}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 7);
  const list = main(page).locator("#calendar details");
  await main(page).getByText("The calendar as a list").click();
  await last.fill(day.toISOString().slice(0, 10));
  if (hasScript(page)) {
    await last.blur();
    await expect(calendar).not.toHaveAttribute("aria-label", before);
    await expect(list, "what was open stays open").toHaveAttribute("open", "");
    await expectUsable(page, "a calendar drawn anew", isMobile);
  } else {
    await press(page, "Save and continue");
    await visit(page, new URL(page.url()).pathname.replace("terms", "pay"));
    await expect(calendar).not.toHaveAttribute("aria-label", before);
  }
});

test("the address is asked where somebody has to come, and is not lost", async ({ as, isMobile }) => {
  const page = await as("dee");
  await visit(page, `${NEW}/grant_map`);
  await press(page, "Start with this");
  await visit(page, new URL(page.url()).pathname.replace("outcome", "pay"));
  const place = main(page).getByLabel("Where", { exact: true });
  const address = main(page).getByLabel(/^Address/);
  await place.selectOption({ value: "remote" });
  await expect(address).toBeHidden();
  await place.selectOption({ value: "on_site" });
  await address.fill("12 Mill Lane, Rivermark");
  await place.selectOption({ value: "remote" });
  await expect(address).toBeHidden();
  await place.selectOption({ value: "hybrid" });
  await expect(address).toHaveValue("12 Mill Lane, Rivermark");
  await expectUsable(page, "the place of hybrid work", isMobile);
});

test("the student’s view beside the form follows what is typed", async ({ as, isMobile }) => {
  const page = await as("dee");
  await visit(page, `${NEW}/grant_map`);
  await press(page, "Start with this");
  const title = main(page).getByLabel("Title", { exact: true });
  await main(page).getByRole("button", { name: "See the student’s view" }).click();
  const view = page.getByRole("complementary", { name: "As a student sees it" });
  await expect(view).toBeVisible();
  await expect(view.getByText(await title.inputValue())).toBeVisible();
  if (hasScript(page)) {
    await title.fill("Map twelve grants that fit our kitchen");
    await expect(view.getByText("Map twelve grants that fit our kitchen")).toBeVisible();
  }
  await expectUsable(page, "the student’s view beside the form", isMobile);
  await page.getByRole("button", { name: "Close the student’s view" }).click();
  await expect(view).toBeHidden();
});

test("from a text: what was read is marked until it was seen", async ({ as, watch, isMobile }) => {
  watch.allow(422);
  const page = await as("dee");
  await visit(page, NEW);
  const text = main(page).getByLabel(/^An old posting/);
  await text.fill("Hm.");
  // The browser's own check is not what is tested here.
  const summary = await sendInVain(page, main(page).getByRole("button", { name: "Read this text" }));
  await expect(summary).toContainText("could be read as part of a project");
  await expect(main(page).getByLabel(/^An old posting/)).toHaveValue("Hm.");
  await expect(main(page).getByLabel(/^An old posting/)).toHaveAttribute("aria-invalid", "true");
  await expectUsable(page, "a text that says nothing", isMobile);

  await main(page).getByLabel(/^An old posting/).fill(POSTING);
  await page.evaluate(() => document.documentElement.setAttribute("data-left", ""));
  await main(page).getByRole("button", { name: "Read this text" }).click();
  await expect(page).toHaveURL(/\/edit\/fit$/);
  await expect(summaryOf(page)).toHaveCount(0);
  const found = main(page).getByText(/answers were found in your text/);
  await expect(found).toBeVisible();
  await expectUsable(page, "the first screen after a text", isMobile);
  await open(page, "Outcome and deliverables");
  await expect(main(page).getByLabel("Title", { exact: true })).toHaveValue("Map three years of visits");
  await expect(main(page).getByText(/^From your text: “.*Map three years of visits/)).toBeVisible();
  await expectUsable(page, "guesses beside their fields", isMobile);
  const address = new URL(page.url()).pathname;
  // Reading it again is no check; going on is.
  await visit(page, address);
  await expect(main(page).getByText(/^From your text:/).first()).toBeVisible();
  await press(page, "Save and continue");
  await expect(page).toHaveURL(/\/edit\/plan$/);
  await visit(page, address);
  await expect(main(page).getByText(/^From your text:/)).toHaveCount(0);
});

test("from a finished project: repeated with what was learned", async ({ as, isMobile }) => {
  const page = await as("dee");
  await visit(page, "/host");
  // Drafts that other runs began have the same title.
  const finished = main(page).getByRole("listitem").filter({ hasText: "Completed" });
  await follow(page, finished.getByRole("link", { name: "Research and verify 200 partner organizations" }));
  await press(page, /^Repeat this project/);
  await expect(page).toHaveURL(/\/edit\/outcome$/);
  await expect(main(page).getByText(/^You repeat “Research and verify 200 partner organizations”/)).toBeVisible();
  await expect(main(page).getByLabel("Title", { exact: true })).toHaveValue("Research and verify 200 partner organizations");
  await expect(main(page).getByText("Last time the work was accepted in the first round.")).toBeVisible();
  await expectUsable(page, "a repeated project", isMobile);
  await visit(page, new URL(page.url()).pathname.replace("outcome", "pay"));
  await expect(main(page).getByText("Planned 20 to 30 h; took 15 h (1 student, approved hours).")).toBeVisible();
  await expect(main(page).getByLabel("First day")).toHaveValue("");
});

test("a copy of one's own, from the list", async ({ as }) => {
  const page = await as("dee");
  await visit(page, NEW);
  const earlier = main(page).getByRole("region", { name: "Copy or repeat an earlier project" });
  await send(page, earlier.getByRole("button", { name: /^Copy/ }).first());
  await expect(page).toHaveURL(/\/edit\/outcome$/);
  await expect(main(page).getByLabel("Title", { exact: true })).not.toHaveValue("");
});

test("staff share a finished project, and a host begins with it", async ({ as, isMobile, javaScriptEnabled }) => {
  // The demonstration has few finished projects, and each becomes one template: one run is enough.
  test.skip(isMobile || javaScriptEnabled === false, "on a desktop only");
  const staff = await as("lucia");
  await visit(staff, "/staff/templates");
  const offers = main(staff).getByRole("button", { name: /^Make a template/ });
  await send(staff, offers.first());
  await expect(main(staff).getByRole("button", { name: "Publish it to all hosts" })).toBeVisible();
  const title = `Shared ${Date.now().toString(36)}`;
  await main(staff).getByLabel("Title", { exact: true }).fill(title);
  await main(staff).getByRole("checkbox", { name: "Books in order" }).check();
  await press(staff, "Save");
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText(title);
  await press(staff, "Publish it to all hosts");
  await expectUsable(staff, "a published template", false);

  const host = await as("dee");
  await visit(host, `${NEW}?need=books`);
  await open(host, title);
  await press(host, "Start with this");
  await expect(main(host).getByLabel("Title", { exact: true })).toHaveValue(title);
});
