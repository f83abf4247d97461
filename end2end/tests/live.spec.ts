import { visit } from "../support/app";
import { arriveAsStudent } from "../support/join";
import { apply, fillApplication, openApplicationForm, openFirstProject } from "../support/projects";
import { expect, test } from "../support/test";

test("the staff's home shows an application by itself, where it was scrolled to", async ({ as }) => {
  test.setTimeout(60_000);
  const student = await as("nobody");
  const { name } = await arriveAsStudent(student, "Tova Lindgren");
  const title = await openFirstProject(student);
  await openApplicationForm(student);
  await fillApplication(student);

  const staff = await as("lucia", { viewport: { width: 1280, height: 500 } });
  await visit(staff, "/staff");
  await expect(staff.getByRole("status").filter({ hasText: /^Live/ })).toBeVisible();
  const line = staff.getByRole("log", { name: "Activity" }).getByRole("listitem").filter({ hasText: name });
  await expect(line.filter({ hasText: "applied" })).toHaveCount(0);
  await staff.evaluate(() => {
    window.scrollTo(0, 120);
    document.documentElement.dataset.same = "yes";
  });
  const before = await staff.evaluate(() => window.scrollY);
  expect(before).toBeGreaterThan(0);

  const kept = student.waitForResponse((response) => response.url().endsWith("/api/applications/apply"));
  await student.getByRole("button", { name: "Send the application" }).click();
  expect((await kept).status()).toBeLessThan(400);
  await expect(line.filter({ hasText: "applied" })).toContainText(title);

  expect(await staff.evaluate(() => document.documentElement.dataset.same), "not loaded again").toBe("yes");
  expect(await staff.evaluate(() => window.scrollY)).toBe(before);
});

test("held news stay away until they are let in", async ({ as }) => {
  test.setTimeout(60_000);
  const student = await as("nobody");
  const { name } = await arriveAsStudent(student, "Ivo Marchetti");
  const staff = await as("lucia");
  await visit(staff, "/staff");
  await expect(staff.getByRole("status").filter({ hasText: /^Live/ })).toBeVisible();
  await staff.getByRole("button", { name: "Hold" }).click();

  await openFirstProject(student);
  await apply(student);
  const line = staff.getByRole("log", { name: "Activity" }).getByRole("listitem").filter({ hasText: name });
  await expect(line).toHaveCount(0);
  await staff.getByRole("button", { name: "Go on" }).click();
  await expect(line).toContainText("applied");
});
