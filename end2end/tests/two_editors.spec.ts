import { randomUUID } from "node:crypto";

import type { Locator, Page } from "@playwright/test";

import { hasScript, ready, send, sendInVain, visit } from "../support/app";
import { expectAccessible, expectUsable } from "../support/axe";
import { expect, test } from "../support/test";
import { beginFrom, unfold, Wizard } from "../support/wizard";

test.describe.configure({ timeout: 90_000 });

const SAVE = "/api/projects/save-step";
const USED_BY = "Who uses the result, and what does it decide?";
const PROBLEM = "The problem, in one to three sentences";

const begin = (page: Page) => beginFrom(page, "grant_map");

/** Types into a field and keeps it: the wizard does so by itself, or its button does. */
async function keep(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole("main").getByLabel(label, { exact: true });
  await field.fill(text);
  if (hasScript(page)) {
    const kept = page.waitForResponse((response) => new URL(response.url()).pathname === SAVE);
    await field.blur();
    await kept;
  } else {
    await send(page, next(page));
  }
}

function next(page: Page): Locator {
  return page.getByRole("main").getByRole("button", { name: "Save and continue" }).last();
}

test("what two people write in different fields is merged", async ({ as }) => {
  const dee = await as("dee");
  const screen = await begin(dee);
  const jonah = await as("jonah");
  await visit(jonah, screen);
  await visit(dee, screen);
  const used = `The board, to choose three funders ${randomUUID().slice(0, 4)}`;
  await keep(jonah, USED_BY, used);
  await keep(dee, PROBLEM, "We miss deadlines because nobody has read what the funders ask for.");
  if (hasScript(dee)) await expect(new Wizard(dee).saveLine).toHaveText(/^Saved \d\d:\d\d, with what Jonah Reyes changed$/);
  else await expect(dee.getByText("Saved, together with what somebody else changed on that screen.")).toBeVisible();
  await visit(dee, screen);
  await expect(dee.getByLabel(USED_BY)).toHaveValue(used);
  await expect(dee.getByLabel(PROBLEM)).toHaveValue(/^We miss deadlines/);
});

test("what two people write in the same field is shown side by side, and one is chosen", async ({ as }) => {
  const dee = await as("dee");
  const screen = await begin(dee);
  const jonah = await as("jonah");
  await visit(jonah, screen);
  await visit(dee, screen);
  await keep(jonah, PROBLEM, "Jonah’s words for the problem.");
  const main = dee.getByRole("main");
  if (hasScript(dee)) {
    await keep(dee, PROBLEM, "Dee’s words for the problem.");
    await expect(new Wizard(dee).saveLine).toHaveText(/^Jonah Reyes changed the same answer at \d\d:\d\d\.$/);
    await sendInVain(dee, main.getByRole("button", { name: "See both answers" }));
  } else {
    await main.getByLabel(PROBLEM, { exact: true }).fill("Dee’s words for the problem.");
    await sendInVain(dee, next(dee));
  }
  await ready(dee);
  const box = main.locator(".clash").filter({ hasText: /Jonah Reyes changed this at \d\d:\d\d to:/ });
  await expect(box).toContainText("Jonah’s words for the problem.");
  await expect(main.getByLabel(PROBLEM, { exact: true })).toHaveValue("Dee’s words for the problem.");
  await expect(box.getByRole("radio", { name: "Keep mine" })).toBeChecked();
  await expectUsable(dee, "two answers to choose from", true);
  await box.getByRole("radio", { name: "Take theirs" }).check();
  await send(dee, next(dee));
  await expect(dee).toHaveTitle(/step 3 of 7/);
  await visit(dee, screen);
  await expect(dee.getByLabel(PROBLEM)).toHaveValue("Jonah’s words for the problem.");
});

test("a task one person took out and the other wrote on is asked about", async ({ as }) => {
  const dee = await as("dee");
  const screen = (await begin(dee)).replace(/outcome$/, "plan");
  const jonah = await as("jonah");
  await visit(jonah, screen);
  await visit(dee, screen);
  const second = await dee.getByLabel("Task 2", { exact: true }).inputValue();
  await send(jonah, jonah.getByRole("main").getByRole("button", { name: "Remove task 1", exact: true }));
  await expect(jonah.getByLabel("Task 1", { exact: true })).toHaveValue(second);
  const main = dee.getByRole("main");
  await unfold(main.getByLabel("Task 1", { exact: true }));
  await main.getByLabel("Task 1", { exact: true }).fill("Ask the director which grants matter most");
  if (hasScript(dee)) {
    await main.getByLabel("Task 1", { exact: true }).blur();
    await sendInVain(dee, main.getByRole("button", { name: "See both answers" }));
  } else {
    await sendInVain(dee, next(dee));
  }
  await expect(main.getByLabel("Task 1", { exact: true })).toHaveValue(second);
  await expect(main.locator(".clash")).toContainText("Jonah Reyes took this out");
  await send(dee, next(dee));
  await visit(dee, screen);
  const names = dee.getByRole("main").getByLabel(/^Task \d+$/);
  await expect(names.last()).toHaveValue("Ask the director which grants matter most");
});

test("answers outlive a server that does not answer", async ({ as, watch, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, "without script nothing is sent before the button");
  watch.allow(503);
  const dee = await as("dee");
  const screen = await begin(dee);
  await dee.route(`**${SAVE}`, (route) => route.fulfill({ status: 503, body: "{}" }));
  const problem = dee.getByRole("main").getByLabel(PROBLEM, { exact: true });
  await problem.fill("Words that never reached the server.");
  await problem.blur();
  await expect(new Wizard(dee).saveLine).toHaveText("Not saved. Trying again as you type.");
  await visit(dee, screen);
  await dee.unroute(`**${SAVE}`);
  await expect(problem).not.toHaveValue("Words that never reached the server.");
  const offer = dee.locator("#unsent");
  await expect(offer).toContainText(/answers from \d\d:\d\d that could not be saved/);
  await expectAccessible(dee, "answers to restore");
  await send(dee, offer.getByRole("button", { name: "Use them" }));
  await expect(dee.getByRole("main").getByLabel(PROBLEM, { exact: true })).toHaveValue("Words that never reached the server.");
  await expect(dee.locator("#unsent")).toBeHidden();
});
