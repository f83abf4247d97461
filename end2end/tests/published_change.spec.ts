import { sendInVain } from "../support/app";
import { fillApplication } from "../support/projects";
import { expect, test } from "../support/test";

// A host pays less for a project that students have applied to: staff look at it, the student is asked again.

const TITLE = "Build a four-week social media campaign for the winter food drive";

test("a host lowers the pay of a published project", async ({ own, watch }) => {
  test.setTimeout(240_000);
  watch.allow(422);
  const { arrive } = await own("change");
  const host = await arrive("dee", "desktop");
  const coordinator = await arrive("lucia", "desktop");
  const student = await arrive("maya", "phone");

  await test.step("a student applies", async () => {
    await student.visit("/projects");
    await student.follow(TITLE);
    await student.follow(/^Apply/);
    await fillApplication(student.page);
    await student.press("Send the application");
    await student.sees("Application sent. You get an answer by the printed date.");
  });

  await test.step("the host asks for less pay; first too little", async () => {
    await host.visit("/host");
    await host.follow(TITLE);
    await host.follow("Change this project");
    await host.accessible("the form that changes a project");
    await host.fill("Pay for each student, before tax", "100");
    await host.fill(/^Why you change it/, "The grant became smaller.");
    await sendInVain(host.page, host.main.getByRole("button", { name: "Change the project", exact: true }));
    await expect(host.main.getByLabel("Pay for each student, before tax")).toHaveValue("100");
    await expect(host.main.getByLabel("Pay for each student, before tax")).toHaveAttribute("aria-invalid", "true");
    await host.fill("Pay for each student, before tax", "480");
    await host.press("Change the project");
    await host.sees("Sent to staff. The published terms hold until they have decided.");
    await host.sees("Your change waits for staff");
    await host.accessible("a change that waits");
  });

  await test.step("students read the old terms with a note", async () => {
    await student.visit("/projects");
    await student.follow(TITLE);
    await student.sees("The host asked to change these terms.");
    await student.sees(/\$525/);
  });

  await test.step("staff approve it", async () => {
    await coordinator.opensMail(new RegExp(`^A change to decide about: ${TITLE}`));
    await coordinator.sees("This is a material change.");
    await coordinator.sees("$480.00");
    await coordinator.accessible("a change to decide about");
    await coordinator.press("Approve the change");
    await expect(coordinator.heading).toHaveText("This change holds");
    await host.gets(new RegExp(`^Changed: ${TITLE}`));
  });

  await test.step("the student confirms", async () => {
    const mail = await student.gets(new RegExp(`^Please confirm: ${TITLE} changed`));
    expect(mail.text).toContain("$480.00 instead of $525.00");
    await student.visit("/student");
    await student.follow("See the change");
    await expect(student.heading).toHaveText("Harbor Street Pantry changed this project");
    await student.accessible("a change to confirm");
    await student.press("Yes, keep my application");
    await student.sees("Confirmed. Your application goes on.");
    await expect(student.main.getByText("Do you still want it?")).toHaveCount(0);
  });
});
