import { randomUUID } from "node:crypto";

import { hasScript, main, open, openLink, press, sees, signIn, visit } from "../support/app";
import { expectUsable } from "../support/axe";
import { SCREENS, sendToStaff } from "../support/booking_project";
import { joinAsHost, newHost } from "../support/join";
import { mailArrives } from "../support/mail";
import { DEVICES } from "../support/people";
import { approve, findProject, takeOn, verifyHost } from "../support/projects";
import { expect, test } from "../support/test";
import { type Answers, Wizard } from "../support/wizard";

// A host who has never run a project: joins, writes one from a blank page as a beginner does, is verified, and a student
// finds it. On a desktop, on a phone and without script.

const answersOf = (step: number): Answers => SCREENS[step - 1] as Answers;

test("from a blank page into the catalogue", async ({ page, as, isMobile }) => {
  test.setTimeout(480_000);
  const host = newHost("Bea Novak", "Willow Street Library");
  const title = `Compare five booking tools and recommend one ${randomUUID().slice(0, 4)}`;
  const wizard = new Wizard(page);
  const usable = (what: string) => expectUsable(page, what, isMobile);

  await test.step("joins, and may begin before anybody has verified the organisation", async () => {
    await joinAsHost(page, host);
    await sees(page, `is verifying ${host.organisation}`);
    await usable("the home of a new host");
    await open(page, "Start a project");
    await press(page, "Start with a blank page");
    await wizard.at(1);
  });

  await test.step("says first that the work never ends", async () => {
    await wizard.fill({ ...answersOf(1), recurring: "yes" });
    await wizard.notices("Q12", "recurring", "Work that comes back every week is a part-time job.");
    await usable("screen 1 with a finding");
    await wizard.answer("recurring", "no");
    await wizard.isContent("Q12", "recurring");
    if (hasScript(page)) await sees(page, "This is a project. Go on to what you will hold at the end.");
    await wizard.goOn();
  });

  await test.step("learns beside the title and beside a check what is wrong with them", async () => {
    await wizard.at(2);
    await wizard.control("title").pressSequentially("Help wanted");
    await wizard.notices("Q01", "title", "The title has 11 characters.");
    await wizard.answer("title", title);
    await wizard.isContent("Q01", "title");
    // Somebody forgets an answer; the last screen will say so.
    const { used_by: _, ...others } = answersOf(2);
    await wizard.fill({ ...others, deliverable_1_criterion_1: "Looks professional" });
    await wizard.notices("Q04", "deliverable_1_criterion_1", "Table of five booking tools cannot be checked.");
    await usable("screen 2 with a finding");
    await wizard.fill({ deliverable_1_criterion_1: others.deliverable_1_criterion_1 as string });
    await wizard.isContent("Q04", "deliverable_1_criterion_1");
    await wizard.goOn();
  });

  await test.step("leaves, and finds everything again on another device", async () => {
    await wizard.at(3);
    const provides = wizard.control("provides");
    await provides.fill("Half a sentence about the bookings");
    if (hasScript(page)) await expect(wizard.saveLine).toHaveText(/^Saved \d\d:\d\d$/, { timeout: 10_000 });
    const elsewhere = await as("nobody", isMobile ? DEVICES.desktop : DEVICES.phone);
    await signIn(elsewhere, host.email, host.password);
    await open(elsewhere, title);
    await open(elsewhere, "Continue");
    const there = new Wizard(elsewhere);
    // The forgotten answer stands on the second screen: that is where to go on.
    await there.at(2);
    await expect(there.control("title")).toHaveValue(title);
    await there.goOn();
    if (hasScript(page)) await expect(there.control("provides")).toHaveValue("Half a sentence about the bookings");
    await elsewhere.close();
    await visit(page, new URL(page.url()).pathname);
  });

  await test.step("plans the work and says what is learned", async () => {
    await wizard.fill(answersOf(3));
    await usable("screen 3");
    await wizard.goOn();
    await wizard.at(4);
    await wizard.fill(answersOf(4));
    await usable("screen 4");
    await wizard.goOn();
  });

  await test.step("offers too little pay, and raises it", async () => {
    await wizard.at(5);
    await wizard.fill({ ...answersOf(5), amount: "200" });
    await wizard.notices("Q08", "amount", "$10.00 an hour is below the floor of $15.00.");
    await usable("screen 5 with a finding");
    await wizard.answer("amount", answersOf(5).amount as string);
    await wizard.isContent("Q08", "amount");
    await wizard.goOn();
    await wizard.at(6);
    await wizard.fill(answersOf(6));
    await usable("screen 6");
    await wizard.goOn();
  });

  await test.step("is led to what was forgotten, and sends", async () => {
    await wizard.at(7);
    await expect(main(page).getByRole("button", { name: "Send to staff" })).toBeDisabled();
    const left = main(page).getByRole("region", { name: "Before you send it" }).getByRole("listitem");
    await expect(left).toHaveCount(1);
    await usable("screen 7 with something left");
    await open(page, /^Not answered yet/);
    await wizard.at(2);
    await wizard.answer("used_by", answersOf(2).used_by as string);
    await wizard.goOn();
    await wizard.goTo(7, "Review");
    await usable("screen 7");
    await sendToStaff(wizard);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  });

  await test.step("staff verify the organisation, then approve", async () => {
    const staff = await as("lucia", DEVICES.desktop);
    await takeOn(staff, title);
    await verifyHost(staff, title);
    await approve(staff);
  });

  await test.step("the host is told, and a student finds it", async () => {
    const mail = await mailArrives("shared", host.email, new RegExp(`^Published: ${title}`));
    await openLink(page, mail.link);
    await sees(page, /Students can apply until/);
    const student = await as("maya", DEVICES.phone);
    await findProject(student, "booking tools", title);
    await open(student, title);
    await sees(student, host.organisation);
    await sees(student, /net an hour/);
  });
});
