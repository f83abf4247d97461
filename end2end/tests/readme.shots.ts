import fs from "node:fs";
import path from "node:path";

import type { Page } from "@playwright/test";

import { follow, visit } from "../support/app";
import { DEVICES } from "../support/people";
import type { Who } from "../support/personas";
import { SCREENSHOTS } from "../support/places";
import { addressOf, ROUTES } from "../support/routes";
import { test } from "../support/test";
import { beginFrom } from "../support/wizard";

// The pictures of the README: `cargo xtask end2end -- --project=screenshots`.

interface Shot {
  file: string;
  who: Who;
  /** A path, or the row of the table whose address is looked for. */
  at: string;
  device: keyof typeof DEVICES;
  dark?: boolean;
}

const SHOTS: readonly Shot[] = [
  { file: "public-home", who: "nobody", at: "/", device: "desktop" },
  { file: "browse", who: "nobody", at: "/projects", device: "desktop" },
  { file: "student-home", who: "maya", at: "/student", device: "phone" },
  { file: "student-home-dark", who: "maya", at: "/student", device: "phone", dark: true },
  { file: "timesheet", who: "maya", at: "/engagements/{id}/time", device: "phone" },
  { file: "wizard", who: "dee", at: "/host/projects/{id}/edit/{step}", device: "desktop" },
  { file: "staff-home", who: "lucia", at: "/staff", device: "desktop" },
  { file: "staff-home-dark", who: "lucia", at: "/staff", device: "desktop", dark: true },
  { file: "review-queue", who: "lucia", at: "/staff/queue", device: "desktop" },
];

const STEPS = ["fit", "outcome", "plan", "skills", "pay", "terms", "review"] as const;

// The seven screens of a finished project, as docs/wizard.md shows them: whole, on both sizes.
for (const device of ["desktop", "phone"] as const) {
  test(`wizard on a ${device}`, async ({ as }) => {
    const page = await as("dee", { ...DEVICES[device], colorScheme: "light" });
    const draft = (await beginFrom(page, "usability_check")).replace(/[a-z]+$/, "");
    fs.mkdirSync(SCREENSHOTS, { recursive: true });
    for (const [index, step] of STEPS.entries()) {
      await visit(page, `${draft}${step}`);
      await page.evaluate(() => document.fonts.ready);
      const file = `wizard-${String(index + 1)}-${step}-${device}.png`;
      await page.screenshot({ path: path.join(SCREENSHOTS, file), animations: "disabled" });
    }
  });
}

for (const shot of SHOTS) {
  test(shot.file, async ({ as }) => {
    const page = await as(shot.who, { ...DEVICES[shot.device], deviceScaleFactor: 2, colorScheme: shot.dark ? "dark" : "light" });
    await open(page, shot);
    await page.evaluate(() => document.fonts.ready);
    fs.mkdirSync(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: path.join(SCREENSHOTS, `${shot.file}.png`), animations: "disabled" });
  });
}

async function open(page: Page, shot: Shot): Promise<void> {
  const row = ROUTES.find((route) => route.path === shot.at && route.as.includes(shot.who));
  const address = row?.find ? await addressOf(page, row) : shot.at;
  await visit(page, address);
  if (shot.file !== "wizard") return;
  await follow(page, page.getByRole("navigation", { name: "Steps" }).getByRole("link", { name: /Outcome and deliverables/ }).first());
}
