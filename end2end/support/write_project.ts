import { expect } from "@playwright/test";

import type { Somebody } from "./people";
import { Wizard } from "./wizard";

/** Goes through the seven screens of the wizard from a template, with the host's own answers, and sends the project to
 * staff. Answers the first day of work as the last screens have it. */
export async function writeProject(host: Somebody, title: string, script: boolean): Promise<string> {
  const { page, main } = host;
  const wizard = new Wizard(page);
  const choose = (question: string, answer: string) =>
    main.getByRole("group", { name: question }).getByRole("radio", { name: answer }).check();

  await host.visit("/host/projects/new");
  await host.follow(/^Money or grants/);
  await host.follow(/^Map grants that fit our program/);
  await host.press("Start with this");

  await wizard.at(2);
  await host.press("Back");
  await wizard.at(1);
  await choose("Does this work come back every week or month?", "No");
  await choose("Does it end with something you can hold?", "Yes");
  await choose("Does it need somebody who is trained already?", "No");
  await wizard.goOn();

  await wizard.at(2);
  await main.getByLabel("Title", { exact: true }).fill(title);
  await host.fill("Who uses the result, and what does it decide?", "Dee, our director, to decide which three grants we apply for");
  // A deliverable more, taken out again: rows come and go without script as well.
  await host.press("Add a deliverable");
  await host.fill("Name of deliverable 3", "A third thing");
  await host.press("Remove deliverable 3");
  await expect(main.getByLabel("Name of deliverable 3")).toHaveCount(0);
  await expect(main.getByLabel("Title", { exact: true })).toHaveValue(title);
  await wizard.goOn();

  await wizard.at(3);
  await host.fill("Who answers the student’s questions", "Dee Lindqvist");
  await host.fill(/^Their role/, "Director");
  await host.fill("Their email address", "dee@harborstreet.example");
  await wizard.goOn();

  await wizard.at(4);
  await host.fill("What can the student do afterwards?", "The student can judge how well a funder fits and outline an application.");
  await wizard.goOn();

  await wizard.at(5);
  const start = await main.getByLabel("First day").inputValue();
  expect(start).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  await host.fill("Hours in one week", "8");
  // Below the wage floor: the check says so, beside the field and before anything is sent.
  await host.fill("Pay of one student for the whole project, before tax", "150");
  await main.getByLabel("How the student is classed").selectOption({ label: "Employee" });
  if (script) {
    const check = page.getByRole("complementary", { name: "Scope check" });
    await expect(check.getByText(/Blocks submit.*Q08/)).toBeVisible();
    await host.fill("Pay of one student for the whole project, before tax", "300");
    await expect(check.getByText(/Blocks submit.*Q08/)).toHaveCount(0);
    await expect(check.getByText("$18.47").first()).toBeVisible();
  } else {
    await host.fill("Pay of one student for the whole project, before tax", "300");
  }
  // The example and the student's page open without script as well, and nothing that was typed is lost.
  await main.getByRole("button", { name: "See a finished example" }).click();
  await expect(page.getByRole("complementary", { name: "A finished example" })).toBeVisible();
  await page.getByRole("button", { name: "Close the example" }).click();
  await expect(main.getByRole("img", { name: /Students apply: / })).toBeVisible();
  await host.press("See it as a student");
  await expect(host.heading).toHaveText(title);
  await host.follow("Back to writing");
  await wizard.at(5);
  await expect(main.getByLabel("Hours in one week")).toHaveValue("8");
  await wizard.goOn();

  await wizard.at(6);
  await main.getByRole("group", { name: "May the student show the work?" }).getByRole("radio", { name: "Yes" }).check();
  await host.fill(/^Question 1/, "Which funder would you read about first, and why?");
  await wizard.goOn();

  await wizard.at(7);
  await expect(main.getByRole("heading", { name: title })).toBeVisible();
  await main.getByLabel(/^We keep to the program’s terms/).check();
  await host.press("Send to staff");
  return start;
}
