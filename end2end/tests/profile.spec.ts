import { main, press, ready, visit } from "../support/app";
import { expectUsable } from "../support/axe";
import { arriveAsStudent } from "../support/join";
import { expect, test } from "../support/test";

// The free hours of a new student: painted with the mouse, and by keyboard alone.

test("the free parts of a week are painted and kept", async ({ page }) => {
  test.setTimeout(60_000);
  await arriveAsStudent(page, "Tove Anker");
  await visit(page, "/student/profile");
  const part = main(page).locator("section#free_hours");
  const week = part.locator("table.week");
  // The part is folded while others come first.
  if (!(await week.isVisible())) await part.locator("summary").first().click();
  const box = (day: number, from: number) => week.locator(`#free_${day}_${from}`);

  await test.step("dragged over with the mouse", async () => {
    await box(0, 10).scrollIntoViewIfNeeded();
    await box(0, 10).hover();
    await page.mouse.down();
    await box(1, 10).hover();
    await box(1, 12).hover();
    await page.mouse.up();
    for (const [day, from] of [[0, 10], [1, 10], [1, 12]] as const) await expect(box(day, from)).toBeChecked();
    await expect(week.locator("input:checked")).toHaveCount(3);
    await box(1, 12).click();
    await expect(box(1, 12)).not.toBeChecked();
  });

  await test.step("walked with the arrow keys: one stop of the Tab key", async () => {
    await box(1, 12).focus();
    await page.keyboard.press("ArrowRight");
    await expect(box(2, 12)).toBeFocused();
    await page.keyboard.press("Space");
    await expect(box(2, 12)).toBeChecked();
    await page.keyboard.press("ArrowUp");
    await expect(box(2, 10)).toBeFocused();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("table.week"))).toBeNull();
  });

  await test.step("kept", async () => {
    await part.getByLabel("Hours a week you can give").fill("8");
    await expectUsable(page, "the week with boxes ticked", true);
    await press(page, "Save free hours");
    await visit(page, "/student/profile");
    await ready(page);
    const now = main(page).locator("table.week input:checked");
    await expect(now).toHaveCount(3);
  });
});
