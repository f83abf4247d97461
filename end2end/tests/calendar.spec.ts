import ICAL from "ical.js";

import { main, send, visit } from "../support/app";
import { expectAccessible } from "../support/axe";
import { DEVICES } from "../support/people";
import { expect, test } from "../support/test";

// The parser here is that of a calendar people use; the server's own tests read the file with another one.

/** The zone of the demonstration's program, in which whole days are meant. */
const ZONE = "America/New_York";

test("the calendar of a phone reads what the page lists", async ({ as, request }) => {
  const page = await as("maya", DEVICES.phone);
  await visit(page, "/student/calendar");
  await send(page, main(page).getByRole("button", { name: /^Make a (secret|new) address$/ }));
  const secret = await main(page).getByLabel("Secret address").inputValue();
  await expectAccessible(page, "a secret address, shown once");

  // Other tests may hand in something of hers between the two reads.
  await expect(async () => {
    await visit(page, "/student/calendar");
    const listed = await main(page)
      .locator("ul.rows > li")
      .evaluateAll((lines) => lines.map((line) => `${line.querySelector("time")?.dateTime} ${line.querySelector("a")?.textContent}`));
    const file = await request.get(new URL(secret).pathname);
    expect(file.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
    const calendar = new ICAL.Component(ICAL.parse(await file.text()));
    const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
    expect(listed.length, "she has dates").toBeGreaterThan(3);
    expect(events.map((one) => `${dayOf(one.startDate)} ${one.summary.replace(/ \(.*\)$/s, "")}`).sort()).toEqual(listed.sort());
    expect(new Set(events.map((one) => one.uid)).size).toBe(events.length);
    for (const one of events) expect(one.duration.toSeconds(), `length of ${one.summary}`).toBeGreaterThan(0);
  }).toPass({ timeout: 20_000 });

  await send(page, main(page).getByRole("button", { name: "Switch it off" }));
  expect((await request.get(new URL(secret).pathname)).status()).toBe(404);
});

function dayOf(time: ICAL.Time): string {
  if (time.isDate) return time.toString();
  return new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(time.toJSDate());
}
