import type { Page } from "@playwright/test";

import { follow, send, visit } from "../support/app";
import { expectUsable } from "../support/axe";
import { DEVICES } from "../support/people";
import { expect, test } from "../support/test";

test.describe.configure({ timeout: 120_000 });

/** Opens the engagement of this list whose link has these words. */
async function openWork(page: Page, list: string, words: RegExp): Promise<string> {
  await visit(page, list);
  await follow(page, page.getByRole("link", { name: words }).first());
  return new URL(page.url()).pathname;
}

test("both sides write to each other, and a message can be taken back", async ({ as }) => {
  const maya = await as("maya");
  const work = await openWork(maya, "/student/work", /pantry visits/);
  await follow(maya, maya.getByRole("link", { name: "Messages", exact: true }));
  await expect(maya.getByRole("heading", { level: 1, name: /^Messages with/ })).toBeVisible();
  await maya.getByLabel("Your message").fill("Minutes it is.\nSee https://example.org/map");
  await send(maya, maya.getByRole("button", { name: "Send" }));
  const last = maya.getByRole("list", { name: /newest last/ }).getByRole("listitem").last();
  await expect(last).toContainText("Minutes it is.");
  await expect(last.getByRole("link", { name: "https://example.org/map" })).toBeVisible();

  const dee = await as("dee");
  await visit(dee, "/host");
  await expect(dee.getByRole("link", { name: /new message.* Maya Okafor/ })).toBeVisible();
  await visit(dee, `${work}/messages`);
  await expect(dee.getByRole("listitem").filter({ hasText: "Minutes it is." })).toContainText("New");

  await send(maya, last.getByRole("button", { name: "Take it back" }));
  await expect(maya.getByRole("list", { name: /newest last/ }).getByRole("listitem").last()).toContainText("Taken back");
});

test("a problem goes to staff alone until it is a dispute", async ({ as }) => {
  const maya = await as("maya");
  const work = await openWork(maya, "/student/work", /pantry visits/);
  await follow(maya, maya.getByRole("link", { name: "Report a problem to staff" }));
  await maya.getByLabel("Hours", { exact: true }).check();
  await maya.getByLabel("What happened").fill("Two hours of Monday were struck out without a word.");
  await send(maya, maya.getByRole("button", { name: "Tell staff" }));
  await expect(maya.getByText("Staff are told.")).toBeVisible();
  await follow(maya, maya.getByRole("link", { name: "Hours", exact: true }));
  const problem = new URL(maya.url()).pathname;

  const dee = await as("dee");
  const answer = await dee.goto(problem);
  expect(answer?.status()).toBe(404);

  const staff = await as("lucia");
  await visit(staff, "/staff/problems");
  await follow(staff, staff.getByRole("link", { name: /Maya Okafor: Hours/ }));
  await staff.getByText("Answer whoever told you").click();
  const form = staff.locator("form").filter({ has: staff.getByRole("button", { name: "Answer", exact: true }) });
  await form.getByLabel("Reason").fill("We look at the week with Dee.");
  await send(staff, form.getByRole("button", { name: "Answer", exact: true }));

  await visit(maya, problem);
  await expect(maya.getByText("We look at the week with Dee.")).toBeVisible();
  await maya.getByText("Ask staff to decide: open a dispute").click();
  await maya.getByLabel(/Disputed pay/).fill("45");
  await send(maya, maya.getByRole("button", { name: "Open a dispute" }));
  await visit(dee, problem);
  await expect(dee.getByText("Say what happened", { exact: true })).toBeVisible();
  await visit(maya, work);
  await expect(maya.getByText("A problem: Hours")).toBeVisible();
});

test("hours and pay are read on a phone, and a pause is asked for and taken back", async ({ as }) => {
  const maya = await as("maya", DEVICES.phone);
  const work = await openWork(maya, "/student/work", /pantry visits/);
  await follow(maya, maya.getByRole("link", { name: "Hours and pay" }));
  await expect(maya.getByRole("heading", { name: "What an hour brings" })).toBeVisible();
  await expectUsable(maya, "hours and pay", true);

  await visit(maya, work);
  await maya.getByText("Ask for a pause", { exact: true }).first().click();
  const day = new Date(Date.now() + 6 * 24 * 3_600_000).toISOString().slice(0, 10);
  await maya.getByLabel("Last day of the pause").fill(day);
  await maya.locator("#pause-reason").fill("Two exams next week.");
  await send(maya, maya.getByRole("button", { name: "Ask for a pause" }));
  await expect(maya.getByRole("heading", { name: "Your request for a pause waits" })).toBeVisible();

  const dee = await as("dee");
  await visit(dee, work);
  await expect(dee.getByRole("button", { name: "Agree to the pause" })).toBeVisible();
  await send(maya, maya.getByRole("button", { name: "Take it back" }));
  await expect(maya.getByRole("heading", { level: 1 })).toContainText("under way");
});
