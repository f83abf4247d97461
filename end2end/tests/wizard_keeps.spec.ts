import { hasScript, ready, visit } from "../support/app";
import { expect, test } from "../support/test";
import { beginFrom, Wizard } from "../support/wizard";

test.describe.configure({ timeout: 90_000 });

const SAVE = "/api/projects/save-step";
/** As long as the field allows, with what could be mistaken on the way. */
const LONG = [..."Copying takes a day a month & <b>mistakes</b> return. ".concat("Zahlen, числа, 数字 👩‍👩‍👧‍👦. ".repeat(90))]
  .slice(0, 1_900)
  .join("")
  .trim();

test("going back and forward keeps what was typed", async ({ as }) => {
  const dee = await as("dee");
  const screen = await beginFrom(dee, "grant_map");
  const wizard = new Wizard(dee);
  const problem = "We miss deadlines because nobody reads what funders ask for.";
  await wizard.answer("problem", problem);
  await wizard.goOn();
  await wizard.at(3);

  const provides = "A list of last year’s applications and an hour with the director.";
  if (hasScript(dee)) {
    // Nobody presses a button here: the wizard keeps it by itself.
    const kept = dee.waitForResponse((response) => new URL(response.url()).pathname === SAVE && response.ok());
    await wizard.answer("provides", provides);
    await wizard.control("provides").blur();
    await kept;
  }

  await dee.goBack();
  await ready(dee);
  await wizard.at(2);
  await expect(wizard.control("problem")).toHaveValue(problem);
  await dee.goForward();
  await ready(dee);
  await wizard.at(3);
  if (hasScript(dee)) await expect(wizard.control("provides")).toHaveValue(provides);

  // A page one has come back to is not an old one: what is typed on it is kept, and asks nobody to choose.
  await dee.goBack();
  await ready(dee);
  await wizard.at(2);
  const better = `${problem} Two were missed this year.`;
  await wizard.answer("problem", better);
  await wizard.goOn();
  await wizard.at(3);
  await visit(dee, screen);
  await expect(wizard.control("problem")).toHaveValue(better);
  await expect(dee.getByRole("main").locator(".clash")).toHaveCount(0);
});

test("a long text outlives a tab that is closed before it was kept", async ({ as, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, "without script nothing leaves the page before the button");
  const dee = await as("dee");
  const screen = await beginFrom(dee, "grant_map");
  const context = dee.context();
  await new Wizard(dee).control("problem").fill(LONG);
  // Leaving by another address is what a page sees of its tab being closed; no pause, no button.
  await dee.goto("about:blank");
  await dee.close();

  const again = await context.newPage();
  const wizard = new Wizard(again);
  await expect(async () => {
    await visit(again, screen);
    await expect(wizard.control("problem")).toHaveValue(LONG, { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(again.locator("#unsent")).toBeHidden();
});

test("a long text that is kept is there in another tab", async ({ as }) => {
  const dee = await as("dee");
  const screen = await beginFrom(dee, "grant_map");
  const wizard = new Wizard(dee);
  await wizard.answer("problem", LONG);
  await wizard.goOn();
  await wizard.at(3);
  const other = await dee.context().newPage();
  await visit(other, screen);
  await expect(new Wizard(other).control("problem")).toHaveValue(LONG);
});
