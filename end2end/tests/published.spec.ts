import { randomUUID } from "node:crypto";

import type { Page } from "@playwright/test";

import { main, open, press, send, visit } from "../support/app";
import { completeAndSend } from "../support/booking_project";
import { DEVICES } from "../support/people";
import { approve, findProject, takeOn } from "../support/projects";
import { expect, test } from "../support/test";
import { Wizard } from "../support/wizard";

// However a project begins, it gets into the catalogue: what the beginning left open is answered, staff approve it.
// The beginnings themselves are looked at in beginnings.spec.ts, a blank page in novice_host.spec.ts.

test.describe.configure({ timeout: 120_000 });

const NEW = "/host/projects/new";

/** A title nobody else has. */
const named = (words: string) => `${words} ${randomUUID().slice(0, 4)}`;

/** Renames the draft, completes it, sends it; staff approve it; a student finds it. */
async function publish(as: (who: "lucia" | "maya") => Promise<Page>, host: Page, title: string): Promise<void> {
  const wizard = new Wizard(host);
  await wizard.at(2);
  await wizard.answer("title", title);
  await completeAndSend(wizard, 2);
  const staff = await as("lucia");
  await takeOn(staff, title);
  await approve(staff);
  await findProject(await as("maya"), title, title);
}

test("from a template, on a phone", async ({ as }) => {
  const host = await as("dee", DEVICES.phone);
  await visit(host, `${NEW}?need=event`);
  await open(host, /Plan a community event/);
  await press(host, "Start with this");
  await publish(as, host, named("Plan an open day of the pantry"));
});

test("from a pasted text", async ({ as }) => {
  const host = await as("dee");
  await visit(host, NEW);
  await main(host).getByLabel(/^An old posting/).fill(`Title: Map three years of visits

Harbor Street Pantry looks for a student who turns our visit files into something we can plan with. Every month we guess
how many families will come, and every month we buy too much or too little. With three years in one table we could plan.

Deliverables:
- Clean file of visits with a log of changes
- Five charts with one sentence each

Skills: Excel, writing
Hours: 15 to 20
Pay: $400
`);
  await press(host, "Read this text");
  const wizard = new Wizard(host);
  await wizard.at(1);
  await wizard.complete({ recurring: "no", tangible: "yes", trained: "no" });
  await wizard.goOn();
  await expect(wizard.control("title")).toHaveValue("Map three years of visits");
  await publish(as, host, named("Map three years of pantry visits"));
});

test("from a copy of an earlier project, on a phone", async ({ as }) => {
  const host = await as("dee", DEVICES.phone);
  await visit(host, NEW);
  const earlier = main(host).getByRole("region", { name: "Copy or repeat an earlier project" });
  await send(host, earlier.getByRole("button", { name: "Copy : Build a four-week social media campaign for the winter food drive" }));
  await publish(as, host, named("Build a four-week campaign for the spring food drive"));
});
