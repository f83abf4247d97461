import { randomUUID } from "node:crypto";

import { expect, type Page } from "@playwright/test";

import { openLink, send, visit } from "./app";
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
  await confirmByMail(page, who, server);
}

/** Follows the link in the mail; confirming signs in. */
async function confirmByMail(page: Page, who: Newcomer, server: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your email");
  const mail = await mailArrives(server, who.email, /confirm/i);
  expect(mail.link, "a link in the mail").toBeDefined();
  await openLink(page, mail.link);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await send(page, page.getByRole("button", { name: "Confirm and sign in" }));
}

/** A newcomer who registers an organisation. */
export interface NewHost extends Newcomer {
  organisation: string;
}

/** Somebody of an organisation nobody has met: its site and its mail have one domain. */
export function newHost(name: string, organisation: string): NewHost {
  const id = randomUUID().slice(0, 8);
  const domain = `${organisation.toLowerCase().replace(/[^a-z]+/g, "-")}-${id}.example`;
  return { ...newcomer(name), organisation: `${organisation} ${id}`, email: `hello@${domain}` };
}

/** Registers an organisation through the form, confirms by the link in the mail and lands on the host's home. */
export async function joinAsHost(page: Page, who: NewHost, server = "shared"): Promise<void> {
  await visit(page, "/sign-up/host");
  await page.getByLabel("Name of the organisation").fill(who.organisation);
  await page.getByLabel("Kind of organisation").selectOption("government");
  await page.getByLabel("Web site").fill(who.email.replace(/^.*@/, ""));
  await page.getByLabel("What you do").fill("We lend books, tools and two meeting rooms to everybody who lives near us.");
  await page.getByLabel("Your name").fill(who.name);
  await page.getByLabel("Email address").fill(who.email);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByLabel("I agree to the rules on pay, fairness and privacy").check();
  await send(page, page.getByRole("button", { name: "Register", exact: true }));
  await confirmByMail(page, who, server);
  await expect(page).toHaveURL(/\/host$/);
}

/** Joins; confirming the address signs in. */
export async function arriveAsStudent(page: Page, name: string, server = "shared"): Promise<Newcomer> {
  const who = newcomer(name);
  await joinAsStudent(page, who, server);
  await expect(page).toHaveURL(/\/student$/);
  return who;
}
