import { randomUUID } from "node:crypto";

import { expect, type Page } from "@playwright/test";

import { send, visit } from "./app";
import { mailArrives } from "./mail";

/** Somebody who joins during a test, so that no two tests share an account. */
export interface Newcomer {
  name: string;
  email: string;
  password: string;
}

/** A person nobody has met. */
export function newcomer(name: string): Newcomer {
  const word = name.toLowerCase().replace(/[^a-z]+/g, ".");
  return { name, email: `${word}.${randomUUID().slice(0, 8)}@students.example`, password: "seven quiet rivers run" };
}

/** Joins as a student through the form and confirms the address by the link in the mail. */
export async function joinAsStudent(page: Page, who: Newcomer, server = "shared"): Promise<void> {
  await visit(page, "/sign-up/student");
  await page.getByLabel("Your name").fill(who.name);
  await page.getByLabel("Email address").fill(who.email);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByLabel("School and year").fill("Rivermark College, second year");
  await page.getByLabel("I agree to the rules on pay, fairness and privacy").check();
  await send(page, page.getByRole("button", { name: "Join", exact: true }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your email");
  const mail = await mailArrives(server, who.email, /confirm/i);
  expect(mail.link, "a link in the mail").toBeDefined();
  await visit(page, new URL(mail.link ?? "").pathname + new URL(mail.link ?? "").search);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await send(page, page.getByRole("button", { name: "Confirm and sign in" }));
}

/** Joins; confirming the address signs in. */
export async function arriveAsStudent(page: Page, name: string, server = "shared"): Promise<Newcomer> {
  const who = newcomer(name);
  await joinAsStudent(page, who, server);
  await expect(page).toHaveURL(/\/student$/);
  return who;
}
