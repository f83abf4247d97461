import type { Page } from "@playwright/test";

import { main, ready, visit } from "../support/app";
import { expectAccessible, expectNoSidewaysScroll } from "../support/axe";
import { addressOf, ROUTES } from "../support/routes";
import { expect, test } from "../support/test";
import { answersAreLost, comeBack, entry, kept, line, network, networkHangs, openKeptWeek, sent, WAITS, waiting, workerDays, write } from "../support/week";

// What a device of its own kind does to a week: answers that get lost, networks that hang, clocks that are wrong, work that
// ends, a phone that others use. The tests go one after the other on the weeks of one student.
test.describe.configure({ mode: "serial", timeout: 180_000 });

async function openWeek(page: Page): Promise<string> {
  const route = ROUTES.find((one) => one.path === "/engagements/{id}/time");
  if (!route) throw new Error("no row for the week");
  const address = await addressOf(page, route);
  await openKeptWeek(page, address);
  return address;
}

test("who never opened a week is told in our words that there is no network", async ({ own, watch }) => {
  watch.mayLoseTheNetwork();
  const { arrive } = await own("device");
  const { page } = await arrive("maya", "phone");
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await network(page.context(), false);
  await page.goto("/home");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no network");
  await expect(page.locator("#weeks")).toHaveText("No week was opened on this device yet.");
  await network(page.context(), true);
  await openWeek(page);
});

test("what arrived and was not answered counts once, and a network that hangs keeps nobody waiting", async ({ own, watch }) => {
  watch.mayLoseTheNetwork();
  const { arrive } = await own("device");
  const { page } = await arrive("maya", "phone");
  const address = await openWeek(page);

  await test.step("the answer is lost", async () => {
    const found = await answersAreLost(page);
    await write(page, "0.25 wrote while the train left the station");
    expect(await waiting(page), "kept, because nobody knows that it arrived").toBe(1);
    await found();
    await comeBack(page, address);
    await sent(page, "wrote while the train left the station");
    await expect(entry(page, "wrote while the train left the station")).toHaveCount(1);
  });

  await test.step("the network hangs and the page is closed", async () => {
    const goesOn = await networkHangs(page);
    const second = await page.context().newPage();
    await visit(second, address);
    await line(second).fill("0.25 wrote in the tunnel before the phone closed");
    await line(second).press("Enter");
    await expect.poll(() => waiting(page)).toBe(1);
    await second.close();
    await comeBack(page, address);
    await expect(entry(page, "wrote in the tunnel before the phone closed")).toContainText(WAITS, { timeout: 20_000 });
    await goesOn();
    await comeBack(page, address);
    await sent(page, "wrote in the tunnel before the phone closed");
    await expect(entry(page, "wrote in the tunnel before the phone closed")).toHaveCount(1);
  });
});

test("a device whose clock is a day behind logs for the day it is", async ({ own, watch }) => {
  watch.mayLoseTheNetwork();
  const { arrive } = await own("device");
  const { page } = await arrive("maya", "phone");
  const address = await openWeek(page);
  await workerDays(page, -1);
  await page.clock.install({ time: Date.now() - 24 * 60 * 60_000 });
  await network(page.context(), false);
  await page.goto(address);
  await ready(page);
  // The last line is that of the server's today: the later of the two days holds.
  await write(page, "0.25 wrote with the clock of yesterday");
  await expect(entry(page, "wrote with the clock of yesterday")).toContainText(WAITS);
  await network(page.context(), true);
  await sent(page, "wrote with the clock of yesterday");
  await expect(page.locator("li.today").filter({ hasText: "wrote with the clock of yesterday" })).toHaveCount(1);
});

test("a week is sent only after what waits, and a timer that runs stays in sight", async ({ own, watch }) => {
  watch.mayLoseTheNetwork();
  watch.allow(409);
  const { arrive } = await own("device");
  const { page } = await arrive("maya", "phone");
  const address = await openWeek(page);
  const timer = page.locator("#timer");
  await write(page, "0.25 sorted the answers of the cooks");
  await timer.getByLabel("What you are working on").fill("drew the map of the pantry");
  await timer.getByRole("button", { name: "Start the timer" }).click();

  await test.step("while an entry cannot be sent, the week is not", async () => {
    await network(page.context(), false);
    await page.goto(address);
    await ready(page);
    await write(page, "0.25 wrote just before the week was sent");
    await main(page).getByRole("button", { name: "Send the week now" }).click();
    await expect(page.locator(".summary[role=alert]")).toContainText("One entry of this week is kept on this device");
    await network(page.context(), true);
    await sent(page, "wrote just before the week was sent");
    await main(page).getByRole("button", { name: "Send the week now" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your week is with the host");
    await ready(page);
  });

  await test.step("the timer is on the week that was sent and on the one before", async () => {
    await expect(timer).toContainText("drew the map of the pantry");
    await expect(timer).toContainText("No time can be logged here now");
    await expect(timer.getByRole("button", { name: "Copy it" })).toBeVisible();
    await expect(timer.getByRole("button", { name: "Stop and keep the time" })).toBeHidden();
    await expectAccessible(page, "a timer on a week that was sent");
    await expectNoSidewaysScroll(page, "a timer on a week that was sent");
    const before = main(page).getByRole("link", { name: /^Week before/ });
    if (await before.count()) {
      await before.click();
      await ready(page);
      await expect(timer.getByRole("link", { name: "Open its week" })).toBeVisible();
    }
    await timer.getByRole("button", { name: "Throw it away" }).click();
    await expect(timer).toBeHidden();
  });
});

test("a device that others use forgets everything without a network", async ({ own, watch }) => {
  watch.mayLoseTheNetwork();
  const { arrive } = await own("device");
  const { page } = await arrive("maya", "phone");
  const address = await openWeek(page);
  await page.evaluate(() => localStorage.setItem("timer-somebody", "1"));
  await network(page.context(), false);
  await page.goto(address);
  await ready(page);
  await expect(page.locator("#forget-here"), "offered on the kept week").toBeVisible();
  await page.goto("/student/pay");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no network");
  await page.getByText("Forget everything on this device").click();
  await expectAccessible(page, "the way out without a network");
  await page.getByRole("button", { name: "Yes, forget everything" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This device has forgotten everything");
  await expectAccessible(page, "a device that has forgotten everything");
  expect([await kept(page), await waiting(page)]).toEqual([0, 0]);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);

  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no network");
  await expect(page.locator("#weeks")).toHaveText("No week was opened on this device yet.");
  await network(page.context(), true);
  await page.goto("/student");
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await page.goto(address);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test("work that ended meanwhile keeps what was written on the device, with its reason", async ({ own, watch }) => {
  watch.mayLoseTheNetwork();
  const { arrive } = await own("device");
  const [phone, laptop] = [await arrive("maya", "phone"), await arrive("dee", "desktop")];
  const { page } = phone;
  // The week was sent above: the host returns it, so that it takes time again.
  const address = await openWeek(page);
  await laptop.visit(address);
  await laptop.main.locator("summary").filter({ hasText: "Send it back" }).click();
  await laptop.fill("Reason", "Please say on Monday which of the cooks you asked.");
  await laptop.press("Send it back");
  await comeBack(page, address);
  await network(page.context(), false);
  await page.goto(address);
  await ready(page);
  await write(page, "0.25 wrote after the work had ended");
  await laptop.visit(new URL(address, page.url()).pathname.replace(/\/time$/, ""));
  await laptop.main.locator("summary").filter({ hasText: "End the work early" }).click();
  await laptop.main.locator("#cancel-kind").selectOption("need_gone");
  const reason = laptop.main.locator("#cancel-reason");
  await reason.fill("The pantry closes for good at the end of this month, so the work stops here.");
  await laptop.press("End the work");
  await network(page.context(), true);
  const late = entry(page, "wrote after the work had ended");
  await expect(late).toContainText(/The work is over|has been sent/, { timeout: 20_000 });
  await expect(late.getByLabel("Right words")).toHaveValue("wrote after the work had ended");
  await late.getByRole("button", { name: "Remove it" }).click();
  await expect.poll(() => waiting(page)).toBe(0);
});
