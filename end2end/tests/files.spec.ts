import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { hasScript, main, send, sendInVain } from "../support/app";
import type { Somebody } from "../support/people";
import { expect, test } from "../support/test";

// A student on a phone sends a résumé and hands in work with files; the host downloads it. On a server of the test's own, and
// once more without script.

test.describe.configure({ mode: "default", timeout: 240_000 });

const PDF = Buffer.from("%PDF-1.4\nA page of the report.\n%%EOF\n");
/** Some pieces long, so that a lost connection falls into the middle of it. */
const LONG = Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(3_000_000, "x"), Buffer.from("\n%%EOF\n")]);

const file = (name: string, buffer: Buffer, mimeType = "application/pdf") => ({ name, mimeType, buffer });

/** The first milestone of the work under way that can be handed in. */
async function openMilestone(student: Somebody): Promise<string> {
  await student.visit("/student/work");
  const work = await student.main.locator("a[href^='/engagements/']").first().getAttribute("href");
  await student.visit((work as string).split("#")[0] as string);
  const links = await student.main.locator("a[href*='/milestones/']").evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute("href") as string))]);
  for (const link of links) {
    await student.visit(link);
    if (await student.main.getByLabel("Files").count()) return link;
  }
  throw new Error("no milestone can be handed in");
}

/** Without script the field keeps the file until the form is sent; with it, it is there as soon as it is ticked. */
async function attach(page: Page, label: string | RegExp, ...files: ReturnType<typeof file>[]): Promise<void> {
  await main(page).getByLabel(label).setInputFiles(files);
  if (!hasScript(page)) return;
  for (const one of files) await expect(main(page).getByRole("checkbox", { name: one.name })).toBeChecked({ timeout: 30_000 });
}

test("work is handed in with files, and downloaded", async ({ own, watch }) => {
  // A refused file is answered so, with script and without.
  watch.allow(422);
  const stage = await own("files");
  const student = await stage.arrive("maya", "phone");
  const milestone = await openMilestone(student);
  const page = student.page;

  await test.step("a program by another name is refused beside the field", async () => {
    const program = file("report.pdf", Buffer.from("MZ\u0000 a program"));
    await main(page).getByLabel("Files").setInputFiles([program]);
    if (hasScript(page)) {
      await expect(main(page).getByText("This is a program, whatever its name says.")).toBeVisible();
      await main(page).getByRole("button", { name: "Remove report.pdf" }).click();
    } else {
      await main(page).getByLabel("The work itself, or a note about it").fill("A note that must stay.");
      await sendInVain(page, main(page).getByRole("button", { name: "Hand in" }));
      await expect(main(page).getByText("This is a program, whatever its name says.").first()).toBeVisible();
      await expect(main(page).getByLabel("The work itself, or a note about it")).toHaveValue("A note that must stay.");
    }
    await student.accessible("a file that was refused");
  });

  await test.step("two files are handed in", async () => {
    await attach(page, "Files", file("report.pdf", PDF), file("visits.csv", Buffer.from("day,visits\n1,2\n"), "text/csv"));
    await main(page).getByLabel("The work itself, or a note about it").fill("The report, and the table behind it.");
    await student.accessible("files to be handed in");
    await send(page, main(page).getByRole("button", { name: "Hand in" }));
    await student.sees("Version 1");
    await student.sees("visits.csv");
  });

  await test.step("the host opens one and writes about it", async () => {
    const host = await stage.arrive("dee", "desktop");
    await host.visit(milestone);
    const download = host.page.waitForEvent("download");
    await host.main.getByRole("link", { name: "report.pdf" }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe("report.pdf");
    expect(await readFile(await saved.path())).toEqual(PDF);
    await host.main.getByLabel("Your comment").fill("Clear. Where does the second number come from?");
    await host.press("Send the comment");
    await host.sees("Where does the second number come from?");
    await host.accessible("a version with comments");
    await host.main.getByText("Ask for a change").click();
    await host.main.getByLabel("Reason").fill("The second number needs its source.");
    await host.press("Ask for this change");
  });

  await test.step("the second version stands above the first", async () => {
    await student.visit(milestone);
    await attach(page, "Files", file("report.pdf", PDF));
    await send(page, main(page).getByRole("button", { name: "Hand in" }));
    await expect(main(page).getByRole("heading", { name: "Version 2" })).toBeVisible();
    await expect(main(page).getByText(/^Version 1\. Handed in/)).toBeVisible();
  });

  await test.step("a résumé is sent, and no other kind of file", async () => {
    await student.visit("/student/profile");
    const part = main(page).locator("section#resume");
    await attach(page, /^(A newer|Your) résumé/, file("Maya, newest.pdf", PDF));
    await send(page, part.getByRole("button", { name: /my résumé$/ }).first());
    await expect(part.getByRole("link", { name: "Maya, newest.pdf" })).toBeVisible();
    await student.accessible("the profile with a résumé");
  });
});

test("a lost connection costs one piece", async ({ own, watch }) => {
  const stage = await own("files");
  test.skip(!stage.script, "without script a file is sent whole");
  // The server is away for one piece, on purpose.
  watch.allow(503);
  const student = await stage.arrive("maya", "phone");
  await openMilestone(student);
  const { page } = student;
  let sent = 0;
  await page.route("**/upload/pieces/*", async (route) => {
    if (route.request().method() === "PATCH") sent += 1;
    if (sent === 4 && route.request().method() === "PATCH") return route.fulfill({ status: 503 });
    return route.continue();
  });
  await attach(page, "Files", file("long.pdf", LONG));
  expect(sent).toBeGreaterThan(5);
  await page.reload();
  await expect(main(page).getByRole("checkbox", { name: "long.pdf" })).toBeChecked();
});
