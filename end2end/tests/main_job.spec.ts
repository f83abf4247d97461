import { randomUUID } from "node:crypto";

import { follow, ready, send } from "../support/app";
import { daysUntil } from "../support/days";
import { Somebody } from "../support/people";
import { PORTFOLIO } from "../support/personas";
import { approve, fillApplication, findProject } from "../support/projects";
import { expect, test } from "../support/test";
import { network, openKeptWeek, sent, WAITS, write } from "../support/week";
import { writeProject } from "../support/write_project";

// The main job of the product as its people do it, once with script and once without (project "no-script"):
// host, coordinator, two students on phones, finance. Weeks go by in the middle: the demonstration lets time pass. The first
// student finds, applies, signs, works, logs time without a network, hands in, is paid, and shows the work.

const DONE = "Read the last two applications and listed what each funder asks for.";
const IN_THE_SUBWAY = "Wrote down which funders answer new applicants";
const GOALS = "Judge how well a funder fits\nOutline an application\nAsk before guessing";

test("from an idea to paid, reviewed work", async ({ own, watch }) => {
  test.setTimeout(600_000);
  watch.mayLoseTheNetwork();
  const { arrive, script } = await own("main");
  const host = await arrive("dee", "desktop");
  const coordinator = await arrive("lucia", "desktop");
  const student = await arrive("maya", "phone");
  const second = await arrive("samir", "phone");
  const finance = await arrive("henry", "desktop");
  const title = `Map twenty grants that fit our pantry ${randomUUID().slice(0, 4)}`;
  const titled = new RegExp(title);
  let start = "";

  await test.step("the host writes a project in seven screens and sends it", async () => {
    start = await writeProject(host, title, script);
    await host.sees("Staff answer within two business days.");
    await expect(host.heading).toHaveText(title);
    const mail = await coordinator.gets(new RegExp(`^To review: ${title}`));
    expect(mail.text).toContain("within 2 business days");
  });

  await test.step("the coordinator takes it from the queue and approves it", async () => {
    await coordinator.visit("/staff/queue");
    await coordinator.follow(title);
    await coordinator.press("Review it");
    await coordinator.main.getByRole("button", { name: "Ask for changes" }).click();
    await coordinator.accessible("the dialog that asks for changes");
    await coordinator.main.getByRole("button", { name: "Not yet" }).click();
    await approve(coordinator.page);
    await host.opensMail(new RegExp(`^Published: ${title}`));
    await host.sees(/Students can apply until/);
  });

  await test.step("both students find it by search and apply", async () => {
    for (const one of [student, second]) {
      await findProject(one.page, "grants pantry", title);
      await one.follow(title);
      await one.sees(/net an hour/);
      await one.sees(/You get an answer either way\./);
      await one.follow(/^Apply/);
      await fillApplication(one.page, pitchOf(one));
      await one.press("Send the application");
      await one.sees("Application sent. You get an answer by the printed date.");
      await one.gets(new RegExp(`^Your application arrived: ${title}`));
    }
    await host.gets(new RegExp(`^A new application: ${title}`));
  });

  await test.step("the host reads blind, shortlists one and offers a seat", async () => {
    await host.visit("/host");
    await host.follow(title);
    await host.press("Close applications and choose");
    await host.follow(/^Choose$/);
    await expect(host.heading).toContainText("Choose from 2 applicants");
    await expect(host.main.getByText(student.name), "names are hidden").toHaveCount(0);
    await host.accessible("blind applicants");
    await openApplicantWith(host, pitchOf(student));
    await host.sees("Nobody’s scores are shown to you before yours are saved.");
    await score(host, 3);
    await host.sees("Nobody else has scored this application yet.");
    await host.press("Shortlist");
    await host.sees("Shortlisted.");
    await host.sees(student.name);
    await student.gets(new RegExp(`^You are shortlisted: ${title}`));
    await host.press("Offer a seat");
    await host.sees("Offer sent. The student has 48 hours.");
  });

  await test.step("the student accepts; the second student is told", async () => {
    await student.opensMail(new RegExp(`^An offer for you: ${title}`));
    await expect(student.heading).toContainText("offers you this project");
    await student.sees(/That is 4[78] hours from now\./);
    await student.accessible("an offer");
    await student.main.getByRole("button", { name: "Accept the offer" }).click();
    await student.accessible("the dialog that asks once more");
    await student.press("Yes, accept it");
    await student.sees("Accepted. Next: sign the agreement.");

    await second.opensMail(new RegExp(`^An answer to your application: ${title}`));
    await expect(second.heading).toHaveText("You were not selected this time");
    expect(second.subjects().filter((subject) => titled.test(subject))).toHaveLength(2);
  });

  let work = "";
  await test.step("all three sign, then agree on the first steps", async () => {
    await expect(student.heading).toHaveText("Read and sign the agreement");
    work = new URL(student.page.url()).pathname.replace(/\/agreement$/, "");
    await student.accessible("an agreement to sign");
    await student.sees(/\$300/);
    await sign(student);
    await host.opensMail(/^Sign the agreement with Maya Okafor/);
    await sign(host);
    await coordinator.opensMail(/^Sign for the program: Maya Okafor/);
    await sign(coordinator);
    await expect(coordinator.heading).toHaveText("Signed by all three");
    await host.opensMail(new RegExp(`^Signed by all: ${title}`));
    await host.fill("Kick-off meeting", start);
    await host.press("Save");
    await student.opensMail(new RegExp(`^Signed by all: ${title}`));
    await student.accessible("the list before the start");
    await student.fill("Learning goals", GOALS);
    await student.press("Save");
    await host.opensMail(/^Maya Okafor proposes learning goals/);
    await host.sees("Outline an application");
    await host.press("Agree on these goals");
    await student.visit(`${work}/survey`);
    for (const key of ["plan", "ask", "explain", "feedback", "tools", "write", "belong", "worth"]) {
      await student.main.locator(`input[name='answers[${key}]'][value='3']`).check();
    }
    await student.press("Send my answers");
    await student.sees(/Everything is ready\. Press Start on/);
    await expect(student.main.getByRole("button", { name: "Start the work" })).toHaveCount(0);
  });

  await test.step("on the first day both press Start", async () => {
    await waitDays(coordinator, daysUntil(start));
    for (const one of [student, host, coordinator, second, finance]) await one.signIn();
    await student.visit("/student");
    await student.follow("Go to Start");
    await student.press("Start the work");
    await student.sees("Start recorded.");
    await host.visit(`${work}/onboarding`);
    await host.sees("The student has pressed Start.");
    await host.press("Start the work");
    await student.visit(work);
    await expect(student.heading).toHaveText("Work with Harbor Street Pantry is under way");
  });

  await test.step("the student logs time and sends the week; the host approves it", async () => {
    await student.follow("Log time");
    await student.main.getByRole("button", { name: "Add time" }).click();
    await student.accessible("the sheet that adds time");
    await student.fill("How long", "1:30");
    await student.fill("What you did", DONE);
    await student.press("Save");
    await student.sees("Time saved.");
    await writeInTheSubway(student, script);
    await student.sees("2 h 30 min logged");
    await student.press("Send the week now");
    await student.sees(/^Week sent\./);
    await host.opensMail(/^Hours to approve: Maya Okafor/);
    await expect(host.heading).toHaveText("Approve Maya Okafor’s week");
    await host.accessible("a week to approve");
    await host.sees(DONE);
    await host.sees(IN_THE_SUBWAY);
    await host.press("Approve 2 h 30 min");
    await host.sees("Hours approved.");
  });

  await test.step("the student hands in every milestone and then the work; the host accepts", async () => {
    await student.visit(work);
    const milestones = await student.main.locator(`a[href^='${work}/milestones/']`).evaluateAll((links) => [
      ...new Set(links.map((link) => link.getAttribute("href") ?? "")),
    ]);
    expect(milestones).toHaveLength(4);
    for (const milestone of milestones) {
      await student.visit(milestone);
      await student.fill(/^Link to the work/, "https://files.example/pantry/grants");
      await student.fill(/^The work itself/, "The table has twenty rows; notes are in the second sheet.");
      await student.press("Hand in");
      await student.sees("Handed in.");
    }
    await host.visit(milestones[0] as string);
    await host.sees("https://files.example/pantry/grants");
    await host.press("Accept");
    await host.sees(/is accepted/);
    await student.visit(work);
    await student.fill("What you learned", "I learned to ask for the last report before I judge a funder by its web page.");
    await student.press("Hand in");
    await expect(student.heading).toHaveText("The work is with Harbor Street Pantry");

    await host.opensMail(/^Maya Okafor has handed in the work/);
    await expect(host.heading).toHaveText("Maya Okafor has handed in the work");
    await host.accessible("work to accept");
    await host.press("Accept the work");
    await host.sees("Accepted. Payment is on its way.");
    const mail = await student.gets(/^Your work is accepted/);
    expect(mail.text).toContain("within 10 business days");
    await finance.gets(/^Payment ready: Maya Okafor/);
  });

  await test.step("finance settles the payment with a reference", async () => {
    await finance.visit("/staff/payments");
    await settle(finance, title, "ACH-2026-0417");
    await student.visit("/student/pay");
    const receipt = student.main.getByRole("region", { name: title });
    await expect(receipt).toContainText("Reference ACH-2026-0417.");
    await expect(receipt).toContainText("$277.05");
  });

  await test.step("both review; neither sees the other's before", async () => {
    const [ofHost, ofStudent] = ["Dee answered every question the same day.", "Maya asked the right questions early."];
    await student.visit(`${work}/review`);
    await student.accessible("a review to write");
    await review(student, ofHost);
    await host.visit(`${work}/review`);
    await expect(host.page.getByText(ofHost)).toHaveCount(0);
    await review(host, ofStudent);
    await host.visit(`${work}/review`);
    await host.sees(ofHost);
    await student.opensMail(/^Harbor Street Pantry wrote about your work/);
    await student.sees(ofStudent);
    await student.visit(work);
    await expect(student.heading).toHaveText("Complete");
  });

  await test.step("the host lets the student show the work, and the portfolio has it", async () => {
    await host.visit(work);
    const section = host.main.getByRole("region", { name: `What ${student.name} may show` });
    await section.getByLabel(/^The work and your words/).check();
    await send(host.page, section.getByRole("button", { name: "Save what may be shown" }));
    await student.visit("/student/portfolio");
    await expect(student.main.getByRole("region", { name: title }).getByRole("listitem").first()).toBeVisible();
    await student.visit(PORTFOLIO);
    await expect(student.main.getByRole("region", { name: title })).toContainText("Harbor Street Pantry");
  });

  await test.step("the coordinator sees the whole story", async () => {
    await coordinator.visit("/staff");
    const log = coordinator.page.getByRole("log", { name: "Activity" });
    await expect(log.getByRole("listitem").filter({ hasText: title }).first()).toBeVisible();
    await coordinator.visit(work);
    await expect(coordinator.heading).toHaveText("Complete");
  });
});

/** Lets days pass as anybody in a demonstration can. */
async function waitDays(one: Somebody, days: number): Promise<void> {
  await one.visit("/demo");
  for (let left = days; left > 0; ) {
    const [words, count] = left >= 7 ? (["Wait a week", 7] as const) : left >= 3 ? (["Wait three days", 3] as const) : (["Wait one day", 1] as const);
    await one.press(words);
    left -= count;
  }
}

/** Logs an hour in one line: without a network where scripts run, and the phone sends it later. */
async function writeInTheSubway(student: Somebody, script: boolean): Promise<void> {
  const { page } = student;
  const address = page.url();
  if (script) {
    await openKeptWeek(page, address);
    await network(page.context(), false);
    await page.goto(address);
    await ready(page);
  }
  await write(page, `1:00 ${IN_THE_SUBWAY}`);
  if (!script) return;
  await expect(student.main.getByText(WAITS)).toHaveCount(1);
  await network(page.context(), true);
  await sent(page, IN_THE_SUBWAY);
}

/** Words that tell the students' applications apart while their names are hidden. */
function pitchOf(one: Somebody): string {
  const what = one.name === "Maya Okafor" ? "food pantry's sign-up sheets" : "sailing club's books";
  return `For two years I have kept a ${what}, and I read the small print of every form before I fill it in.`;
}

/** Reads one applicant after the other until the pitch is the one. */
async function openApplicantWith(host: Somebody, pitch: string): Promise<void> {
  if (await host.main.getByText(pitch).count()) return;
  const other = host.main.getByRole("navigation", { name: "Applicants" }).locator("a:not([aria-current])").first();
  await follow(host.page, other);
  await host.sees(pitch);
}

/** Gives every criterion of the open application the same score. */
async function score(host: Somebody, points: number): Promise<void> {
  const scales = host.main.locator(".anchors");
  for (let scale = 0; scale < (await scales.count()); scale += 1) {
    await scales.nth(scale).locator(`input[value="${points}"]`).check();
  }
  await host.press("Save your scores");
}

async function sign(one: Somebody): Promise<void> {
  await one.fill("Type your full name to sign", one.name);
  await one.main.getByLabel("I sign this electronically, as if on paper").check();
  await one.press("Sign");
  await one.sees("Signed.");
}

/** Leads the payment for a project through approval to settlement. */
async function settle(finance: Somebody, title: string, reference: string): Promise<void> {
  const row = finance.main.getByRole("row").filter({ hasText: title });
  await send(finance.page, row.getByRole("button", { name: /^Approve/ }));
  await finance.sees("Payment recorded.");
  await row.locator("summary", { hasText: "Settle" }).click();
  await row.getByLabel("Reference of the bank, payroll or host").fill(reference);
  await send(finance.page, row.getByRole("button", { name: "Settle" }));
  await finance.sees("Payment recorded.");
}

async function review(one: Somebody, words: string): Promise<void> {
  const best = one.main.locator("form[action='/api/reviews/submit'] input[name^='ratings['][value='4']");
  for (const sentence of await best.all()) await sentence.check();
  await one.fill("What went well", words);
  await one.main.locator("input[name=would_work_again][value=yes]").check();
  await one.press("Send the review");
  await one.sees(/^Review sent\./);
}
