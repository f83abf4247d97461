import { Somebody } from "../support/people";
import { expect, test } from "../support/test";

// Onboarding as its people do it: staff ask for a tax form and training, the student works the list off on a phone, the
// host agrees on the goals, the officer clears the authorization, and a changed text is signed anew.

test("the list of a student from abroad is worked off", async ({ own, watch }) => {
  // Looking at a text before it is kept answers so: nothing was saved.
  watch.allow(422);
  test.setTimeout(300_000);
  const { arrive } = await own("onboarding");
  const student = await arrive("hana", "phone");
  const coordinator = await arrive("lucia", "desktop");
  const officer = await arrive("noor", "desktop");
  let list = "";

  await test.step("the student sees one next step and the whole list", async () => {
    await coordinator.visit("/staff/engagements?stage=onboarding");
    const row = coordinator.main.getByRole("row").filter({ hasText: student.name });
    list = `${await row.locator("a[href^='/engagements/']").first().getAttribute("href")}/onboarding`;
    await student.visit(list);
    await expect(student.heading).toContainText("left before the start");
    await student.accessible("the list");
    await student.sees(/Waits for the host/);
  });

  await test.step("the survey, with one answer forgotten first", async () => {
    await student.visit(list.replace(/onboarding$/, "survey"));
    await student.accessible("the survey");
    await answerSurvey(student);
    await student.sees("Thank you. The same sentences come again at the end.");
  });

  await test.step("the training, with a wrong answer first", async () => {
    await student.visit("/student/training");
    await student.follow("Working with a host");
    await student.accessible("a training module");
    for (const index of [1, 2, 3, 4]) await student.main.locator(`input[name=question_${index}]`).first().check();
    await student.press("Check my answers");
    await student.sees(/A better answer/);
    const right = [1, 2, 0, 1];
    for (const [index, place] of right.entries()) {
      await student.main.locator(`input[name=question_${index + 1}][value='${place}']`).check();
    }
    await student.press("Answer once more");
    await student.sees("Passed: 4 of 4 are right");
    await student.accessible("a passed module");
  });

  await test.step("the officer clears days and hours, and the coordinator records the tax form", async () => {
    await officer.visit("/staff/clearance");
    await officer.fill("Evidence", "I-20 endorsed for part-time CPT");
    await officer.press("Clear to start");
    await officer.sees("Cleared.");
    await coordinator.visit(list);
    await coordinator.accessible("the list for staff");
    await coordinator.main.getByLabel("On file with the program").check();
    await coordinator.fill("Which form, and where", "Form W-4, payroll office");
    await coordinator.press("Record it");
    await coordinator.sees("Recorded. The student is told.");
  });

  await test.step("a changed classification makes a second version, which is signed anew", async () => {
    const agreement = list.replace(/onboarding$/, "agreement");
    await coordinator.visit(agreement);
    await coordinator.accessible("the agreement for staff");
    await coordinator.main.locator("summary", { hasText: "Change the agreement" }).click();
    await coordinator.main.locator("input[name=classification][value=stipend]").check();
    await coordinator.fill("Why", "It is an award of the college.");
    await coordinator.press("Keep it on record");
    await student.visit(agreement);
    await expect(student.heading).toHaveText("Read and sign the agreement");
    await student.sees(/^Version 2\./);
    await student.main.locator("summary", { hasText: "Read the full text" }).click();
    await student.accessible("the full text");
    await student.fill("Type your full name to sign", student.name);
    await student.main.getByLabel("I sign this electronically, as if on paper").check();
    await student.press("Sign");
    await student.sees("Signed.");
    const copy = await student.page.request.get(`${agreement}/version-2.pdf`);
    expect(copy.headers()["content-type"]).toBe("application/pdf");
    expect((await copy.body()).subarray(0, 5).toString()).toBe("%PDF-");
  });

  await test.step("what the program asks for is a page of its own", async () => {
    await coordinator.visit("/staff/onboarding");
    await coordinator.accessible("what is asked for");
    await coordinator.press("Show the agreement");
    await coordinator.sees("With made-up names. Nothing is saved yet.");
  });
});

async function answerSurvey(student: Somebody): Promise<void> {
  for (const key of ["plan", "ask", "explain", "feedback", "tools", "write", "belong", "worth"]) {
    await student.main.locator(`input[name='answers[${key}]'][value='4']`).check();
  }
  await student.press("Send my answers");
}
