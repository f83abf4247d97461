import { expect, type Locator, type Page } from "@playwright/test";

import { follow, hasScript, main, press, send, visit } from "./app";

/** Answers by the field's name in the form, in the order in which they are given. */
export type Answers = Readonly<Record<string, string>>;

/** The wizard in a browser window. */
export class Wizard {
  constructor(readonly page: Page) {}

  /** Expects one of the seven screens. */
  async at(step: number): Promise<void> {
    await expect(this.page, `screen ${step}`).toHaveTitle(new RegExp(`step ${step} of 7`));
  }

  /** The control of a field; a question with cards has one for each of them. */
  control(field: string): Locator {
    return main(this.page).locator(`[name="fields[${field}]"]`);
  }

  /** The line that says what became of the latest input. */
  get saveLine(): Locator {
    return this.page.locator(".scope .save, .dock .save").filter({ visible: true });
  }

  /** Keeps the screen and goes on to the next one. */
  async goOn(): Promise<void> {
    await press(this.page, "Save and continue");
  }

  /** Goes to another screen by the list of steps, which a phone keeps folded. What was typed is kept before. */
  async goTo(step: number, name: string): Promise<void> {
    const steps = this.page.getByRole("navigation", { name: "Steps" });
    const fold = steps.locator("summary");
    if (await fold.isVisible()) await fold.click();
    await follow(this.page, steps.getByRole("link", { name }));
    await this.at(step);
  }

  /** Gives one answer, in a new row where it needs one. */
  async answer(field: string, text: string): Promise<void> {
    const control = this.control(field);
    if ((await control.count()) === 0) await this.addRow(field);
    await unfold(control);
    switch (await kindOf(control)) {
      case "select-one":
        return void (await control.selectOption(text));
      case "radio":
        return main(this.page).locator(`[name="fields[${field}]"][value="${text}"]`).check();
      case "checkbox":
        return control.setChecked(text === "yes");
      default:
        return control.fill(text);
    }
  }

  /** Gives all these answers. */
  async fill(answers: Answers): Promise<void> {
    for (const [field, text] of Object.entries(answers)) await this.answer(field, text);
  }

  /** Gives those of the answers that the screen has a field for and that nobody has given yet. */
  async complete(answers: Answers): Promise<void> {
    for (const [field, text] of Object.entries(answers)) {
      if ((await this.control(field).count()) && (await this.isEmpty(field))) await this.answer(field, text);
    }
  }

  /**
   * Expects that a rule says something beside a field. With script it says so while somebody types; without, on coming
   * back to the screen.
   */
  async notices(rule: string, field: string, words: string | RegExp): Promise<void> {
    if (!hasScript(this.page)) {
      await this.goOn();
      await press(this.page, "Back");
    }
    await expect(this.note(rule, field)).toContainText(words);
    await expect(this.note(rule, field)).toBeVisible();
  }

  /** Expects that the rule is content. Without script it is known after the next time the screen is kept. */
  async isContent(rule: string, field: string): Promise<void> {
    if (hasScript(this.page)) await expect(this.note(rule, field)).toBeHidden();
  }

  /** What a rule says beside a field. */
  private note(rule: string, field: string): Locator {
    return main(this.page).locator(`[data-finding="${rule}:${field}"]`);
  }

  private async addRow(field: string): Promise<void> {
    // `deliverable_1_criterion_2` is a row of `deliverable_1_criterion`.
    const list = field.replace(/_\d+(_[a-z]+)*$/, "");
    await send(this.page, main(this.page).locator(`button[name="fields[add]"][value="${list}"]`));
  }

  private async isEmpty(field: string): Promise<boolean> {
    const control = this.control(field);
    const kind = await kindOf(control);
    if (kind === "radio" || kind === "checkbox") {
      return control.evaluateAll((all) => all.every((one) => !(one as HTMLInputElement).checked));
    }
    return (await control.inputValue()) === "";
  }
}

/** Opens what a field is folded away in: a row that is filled in, or fields that few projects need. */
export async function unfold(control: Locator): Promise<void> {
  const folded = control.first().locator("xpath=ancestor::details[not(@open)]");
  while ((await folded.count()) > 0) await folded.first().locator("> summary").click();
}

/** `text`, `textarea`, `select-one`, `radio` and so on. */
function kindOf(control: Locator): Promise<string> {
  return control.first().evaluate((one) => (one as HTMLInputElement).type);
}

/** Begins a draft from a template and answers the address of its second screen. */
export async function beginFrom(page: Page, template: string): Promise<string> {
  await visit(page, `/host/projects/new/${template}`);
  await press(page, "Start with this");
  await new Wizard(page).at(2);
  return new URL(page.url()).pathname;
}
