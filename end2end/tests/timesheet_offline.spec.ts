import type { Page } from "@playwright/test";

import { main, ready, signIn, visit } from "../support/app";
import { expectAccessible, expectNoSidewaysScroll } from "../support/axe";
import { nextRelease } from "../support/release";
import { addressOf, ROUTES } from "../support/routes";
import type { Somebody } from "../support/people";
import { PASSWORD, PERSONAS } from "../support/personas";
import { expect, test } from "../support/test";
import { comeBack, entry, kept, line, network, openKeptWeek, sent, waiting, WAITS, write } from "../support/week";

// The week on a phone whose network comes and goes: a real worker, the release build, a server of the tests' own. The tests
// go one after the other on the weeks of one student.
test.describe.configure({ mode: "serial", timeout: 180_000 });

/** The newest week of the student's work. */
async function weekOf(page: Page): Promise<string> {
  const route = ROUTES.find((one) => one.path === "/engagements/{id}/time");
  if (!route) throw new Error("no row for the week");
  return addressOf(page, route);
}

/** Opens the newest week and waits until its worker is there and has kept it. */
async function openWeek(page: Page): Promise<string> {
  const address = await weekOf(page);
  await openKeptWeek(page, address);
  return address;
}

test("a week is opened, written and read without a network, and sent once and in order", async ({ own, watch }) => {
  watch.mayLoseTheNetwork();
  const { arrive } = await own("offline");
  const student = await arrive("maya", "phone");
  const { page } = student;
  const address = await openWeek(page);

  await test.step("without a network the page opens and keeps what is written", async () => {
    await network(page.context(), false);
    await page.goto(address);
    await ready(page);
    for (const words of ["0.25 asked the first cook again", "0:15 asked the second cook again", "15m asked the third cook again"]) {
      await write(page, words);
    }
    await expect(main(page).getByText(WAITS)).toHaveCount(3);
    await expect(main(page).getByText("3 entries, 45 min.")).toBeVisible();
    await expect(page.locator("#desk-state")).toHaveText("Offline, 3 to send");
    expect(await waiting(page)).toBe(3);
    await expectAccessible(page, "a week with entries that wait");
    await expectNoSidewaysScroll(page, "a week with entries that wait");
  });

  await test.step("the rules hold without a network", async () => {
    await line(page).fill("soon asked the fourth cook");
    await line(page).press("Enter");
    await expect(main(page).locator(".error").first()).toContainText("Begin with the time");
    await expect(line(page)).toHaveValue("soon asked the fourth cook");
    await line(page).fill("");
    expect(await waiting(page)).toBe(3);
  });

  await test.step("one that waits can be taken back", async () => {
    await write(page, "0.25 wrote something by mistake");
    await entry(page, "wrote something by mistake").getByRole("button", { name: "Take it back" }).click();
    await expect.poll(() => waiting(page)).toBe(3);
  });

  await test.step("it is still there after the page was closed", async () => {
    const again = await page.context().newPage();
    await again.goto(address);
    await expect(main(again).getByText(WAITS)).toHaveCount(3);
    await again.close();
  });

  await test.step("other pages say that there is no network, and lead to the week", async () => {
    await page.goto("/student/pay");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no network");
    await expectAccessible(page, "the page without a network");
    await page.locator("#weeks a").first().click();
    await expect(main(page).getByText(WAITS)).toHaveCount(3);
  });

  await test.step("with a network everything is sent, once, in order", async () => {
    await network(page.context(), true);
    await sent(page, "asked the third cook again");
    await expect(main(page).getByText(WAITS)).toHaveCount(0);
    const words = await main(page).locator(".entry > span:first-child").filter({ hasText: /asked the .* cook again/ }).allInnerTexts();
    expect(words.map((text) => text.trim())).toEqual(["first", "second", "third"].map((which) => `asked the ${which} cook again`));
    await expect(page.locator("#desk-state")).toHaveText("");
  });
});

test("a session that is over loses nothing, one ended on purpose leaves nothing, and nobody sees another’s", async ({ own, watch }) => {
  watch.mayLoseTheNetwork();
  watch.allow(401);
  const { arrive } = await own("offline");
  const [phone, laptop] = [await arrive("maya", "phone"), await arrive("maya", "desktop")];
  const address = await openWeek(phone.page);

  await test.step("signing in again sends what waited", async () => {
    await network(phone.page.context(), false);
    await phone.page.goto(address);
    await ready(phone.page);
    await write(phone.page, "0.25 wrote while the session ran out");
    await phone.page.context().clearCookies({ name: "sid" });
    await network(phone.page.context(), true);
    await expect(phone.page.locator("#kept-over")).toBeVisible({ timeout: 20_000 });
    await comeBack(phone.page, address);
    await expect(phone.page.getByText("Sign in and your entry of time is sent.")).toBeVisible();
    expect(await waiting(phone.page)).toBe(1);
    await phone.page.getByLabel("Email address").fill(PERSONAS.maya.email);
    await phone.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await phone.page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(phone.page).toHaveURL(new RegExp(`${address.split("?")[0]}`));
    await sent(phone.page, "wrote while the session ran out");
  });

  await test.step("signing out everywhere reaches the next page of the phone", async () => {
    expect(await kept(phone.page)).toBeGreaterThan(0);
    await laptop.visit("/account");
    await main(laptop.page).getByRole("button", { name: /on every device|everywhere/ }).click();
    await expect(laptop.page.getByText("You are signed out on every device.")).toBeVisible();
    await phone.page.goto(address);
    await expect(phone.page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
    await visit(phone.page, "/sign-in");
    expect([await kept(phone.page), await waiting(phone.page)]).toEqual([0, 0]);
  });

  await test.step("whoever signs in next finds nothing of the one before", async () => {
    await signIn(phone.page, PERSONAS.maya.email);
    await openWeek(phone.page);
    await phone.page.context().clearCookies({ name: "sid" });
    await signIn(phone.page, PERSONAS.samir.email);
    await expect.poll(() => kept(phone.page)).toBe(0);
    await network(phone.page.context(), false);
    await phone.page.goto(address);
    await expect(phone.page.getByRole("heading", { level: 1 })).toHaveText("There is no network");
    await expect(phone.page.locator("#weeks")).toHaveText("No week was opened on this device yet.");
  });
});

test("the timer outlives its page and counts the time that passed, also in the night the clocks change", async ({ own, watch }) => {
  watch.allow(422);
  const { arrive } = await own("offline");
  const { page } = await arrive("maya", "phone");
  const address = await openWeek(page);
  const timer = page.locator("#timer");

  await page.clock.install({ time: new Date() });
  await comeBack(page, address);
  await timer.getByLabel("What you are working on").fill("drew the map of the pantry");
  await timer.getByRole("button", { name: "Start the timer" }).click();
  await expect(timer).toContainText("also when this page is closed");
  const later = await page.context().newPage();
  await later.clock.install({ time: Date.now() + 20 * 60_000 });
  await comeBack(later, address);
  const still = later.locator("#timer");
  await expect(still).toContainText("0:20");
  await expect(still.getByLabel("What you are working on")).toHaveValue("drew the map of the pantry");
  await still.getByRole("button", { name: "Stop and keep the time" }).click();
  await expect(entry(later, "drew the map of the pantry")).toContainText("0:20");
  await expect(still.getByRole("button", { name: "Start the timer" })).toBeVisible();
  await later.close();

  // New York: on 14 March 2027 at 2:00 the clocks go to 3:00, so from 1:30 to 3:30 is an hour; on 7 November 2027 at 2:00 they
  // go back to 1:00, so from 0:30 to 1:30, the second one, are two.
  for (const [from, to, time, day] of [
    ["2027-03-14T06:30:00Z", "2027-03-14T07:30:00Z", "1:00", "2027-03-14"],
    ["2027-11-07T04:30:00Z", "2027-11-07T06:30:00Z", "2:00", "2027-11-07"],
  ] as const) {
    const night = await page.context().newPage();
    await night.clock.install({ time: new Date(from) });
    await comeBack(night, address);
    await night.locator("#timer").getByRole("button", { name: "Start the timer" }).click();
    await night.clock.setFixedTime(new Date(to));
    await night.locator("#timer").getByRole("button", { name: "Stop and keep the time" }).click();
    await expect(night.locator("#timer input[name=time]")).toHaveValue(time);
    await expect(night.locator("#timer input[name=day]")).toHaveValue(day);
    await night.locator("#timer").getByRole("button", { name: "Throw it away" }).click();
    await night.close();
  }
});

test("a device whose clock is a day ahead is told the day, and the text stays", async ({ own, watch }) => {
  watch.mayLoseTheNetwork();
  const { arrive } = await own("offline");
  const { page } = await arrive("maya", "phone");
  const address = await openWeek(page);
  await network(page.context(), false);
  await page.clock.setFixedTime(Date.now() + 24 * 60 * 60_000);
  await page.goto(address);
  await ready(page);
  await write(page, "0.25 wrote a day too early");
  await network(page.context(), true);
  const early = main(page).locator("[data-kept]").filter({ hasText: "wrote a day too early" });
  // On a Sunday tomorrow is in no row of the week, and the line of today took it: then nothing is refused.
  await expect.poll(async () => (await waiting(page)) === 0 || (await early.innerText()).includes("still to come"), { timeout: 20_000 }).toBe(true);
  if (await waiting(page)) {
    await expect(early.getByLabel("Right words")).toHaveValue("wrote a day too early");
    await early.getByRole("button", { name: "Remove it" }).click();
    await expect.poll(() => waiting(page)).toBe(0);
  }
});

test("a device without room says so and the text stays in the form", async ({ own, watch }) => {
  watch.mayLoseTheNetwork();
  watch.allow(507);
  const { arrive } = await own("offline");
  const { page } = await arrive("maya", "phone");
  const address = await openWeek(page);
  await network(page.context(), false);
  await page.goto(address);
  await ready(page);
  // Chromium goes on for half a minute by what it knew of the room on the disk: the refusal is made here instead.
  const [worker] = page.context().serviceWorkers();
  await worker?.evaluate(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await line(page).fill("0.25 wrote on a full device");
  await line(page).press("Enter");
  await expect(page.locator(".summary[role=alert]")).toContainText("no room left on this device");
  await expect(line(page)).toHaveValue("0.25 wrote on a full device");
});

test("a new release is taken over, and until then the old page works without a network", async ({ own, watch }) => {
  watch.mayLoseTheNetwork();
  const stage = await own("offline");
  const { page } = await stage.arrive("maya", "phone");
  const address = await openWeek(page);
  const script = () => page.locator("link[rel=modulepreload], script[type=module]").first().evaluate((one) => one.outerHTML.match(/foothold\.[\w-]+\.js/)?.[0]);
  const files = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("assets-")).length);
  const before = await script();

  await stage.server.replace(nextRelease(stage.server.folder));
  await network(page.context(), false);
  await page.goto(address);
  await ready(page);
  expect(await script(), "the kept page, with its own files").toBe(before);
  await write(page, "0.25 wrote on the old release");

  await network(page.context(), true);
  await comeBack(page, address);
  await sent(page, "wrote on the old release");
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect.poll(files, { timeout: 20_000 }).toBe(1);
  await network(page.context(), false);
  await page.goto(address);
  await ready(page);
  expect(await script(), "the page of the new release, kept with its files").not.toBe(before);
  await expect(entry(page, "wrote on the old release")).toHaveCount(1);
});

test("what the server refuses is shown with its reason and can be settled", async ({ own, watch }) => {
  watch.mayLoseTheNetwork();
  const { arrive } = await own("locked");
  const [phone, laptop] = [await arrive("maya", "phone"), await arrive("maya", "desktop")];
  const address = await openWeek(phone.page);

  await test.step("two devices write one week: both count, and of two at one time one is told", async () => {
    await network(phone.page.context(), false);
    await phone.page.goto(address);
    await ready(phone.page);
    await write(phone.page, "0:00-0:15 wrote on the phone at night");
    await write(phone.page, "0.25 wrote on the phone in the bus");
    await laptop.visit(address);
    await write(laptop.page, "0:00-0:10 wrote on the laptop at night");
    await network(phone.page.context(), true);
    const clash = entry(phone.page, "wrote on the phone at night");
    await expect(clash).toContainText("You already logged 0:00 to 0:10 that day", { timeout: 20_000 });
    await expect.poll(() => waiting(phone.page)).toBe(1);
    await expectAccessible(phone.page, "an entry that was refused");
    await clash.getByLabel("Right time").fill("0:10-0:25");
    await clash.getByRole("button", { name: "Send it again" }).click();
    await sent(phone.page, "wrote on the phone at night");
    await laptop.visit(address);
    for (const words of ["on the phone at night", "on the phone in the bus", "on the laptop at night"]) {
      await expect(entry(laptop.page, words)).toHaveCount(1);
    }
  });

  await test.step("an entry that another device changed is not overwritten unseen", async () => {
    await comeBack(phone.page, address);
    await network(phone.page.context(), false);
    const change = async (somebody: Somebody, words: string) => {
      const own = entry(somebody.page, "on the phone in the bus").first();
      await own.getByRole("button", { name: /^Change / }).click();
      const dialog = somebody.page.locator("dialog:popover-open, dialog[open]");
      await dialog.getByLabel("What it was").fill(words);
      await somebody.page.evaluate(() => document.documentElement.setAttribute("data-left", ""));
      await dialog.getByRole("button", { name: "Keep the change" }).click();
      await somebody.page.locator("html:not([data-left]) body").waitFor({ state: "attached" });
      await ready(somebody.page);
    };
    await change(phone, "wrote on the phone in the bus, twice");
    await expect(entry(phone.page, "Change: wrote on the phone in the bus, twice")).toContainText(WAITS);
    await laptop.visit(address);
    await change(laptop, "wrote on the phone in the bus, then in the train");
    await network(phone.page.context(), true);
    const told = entry(phone.page, "Change: wrote on the phone in the bus, twice");
    await expect(told).toContainText("then in the train", { timeout: 20_000 });
    await told.getByRole("button", { name: "Remove it" }).click();
    await expect.poll(() => waiting(phone.page)).toBe(0);
  });

  await test.step("a week that was sent meanwhile keeps the entry on the device, with its words", async () => {
    await comeBack(phone.page, address);
    await network(phone.page.context(), false);
    await write(phone.page, "0.25 wrote after the week was sent");
    await laptop.visit(address);
    await laptop.press("Send the week now");
    await network(phone.page.context(), true);
    const late = entry(phone.page, "wrote after the week was sent");
    await expect(late).toContainText("has been sent", { timeout: 20_000 });
    await expect(late.getByLabel("Right words")).toHaveValue("wrote after the week was sent");
    await comeBack(phone.page, address);
    await expect(late).toContainText("has been sent");
  });

  await test.step("signing out warns of it once, and then leaves nothing", async () => {
    watch.allow(409);
    await visit(phone.page, "/account");
    const out = main(phone.page).getByRole("button", { name: "Sign out", exact: true });
    await out.click();
    await expect(phone.page.locator(".summary[role=alert]").first()).toContainText("One entry of time is kept on this device");
    await out.click();
    await expect(phone.page.getByText("You are signed out.")).toBeVisible();
    expect([await kept(phone.page), await waiting(phone.page)]).toEqual([0, 0]);
    await network(phone.page.context(), false);
    await phone.page.goto(address).catch(() => undefined);
    await expect(phone.page.getByText("wrote after the week was sent")).toHaveCount(0);
  });
});
