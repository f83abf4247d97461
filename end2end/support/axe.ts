import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

import { hasScript } from "./app";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails on any accessibility violation of any impact in what the page shows now. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await expectNone(axe(page).withTags(RULES), what);
}

/** As expectAccessible, for a page already judged in another theme: only its colours are judged again. */
export async function expectReadableColours(page: Page, what: string): Promise<void> {
  await expectNone(axe(page).withRules(["color-contrast", "link-in-text-block"]), what);
}

/** Legacy mode looks at one frame, and opens no second page to do so; no page of the site has frames. */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true);
}

async function expectNone(builder: AxeBuilder, what: string): Promise<void> {
  const { violations } = await builder.analyze();
  const words = violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${node.target.join(" ")}: ${node.failureSummary?.replace(/\s+/g, " ")}`),
  );
  expect(words, `accessibility of ${what}`).toEqual([]);
}

/** Fails when the page must be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    const over = root.scrollWidth - root.clientWidth;
    if (over <= 0) return [];
    const edge = root.clientWidth;
    const all = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > edge + 1);
    return [`${over} px too wide`, ...all.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
  });
  expect(wide, `width of ${what}`).toEqual([]);
}

/** What every screen must stand: axe where scripts run, and on a phone no scrolling sideways. */
export async function expectUsable(page: Page, what: string, isMobile: boolean): Promise<void> {
  if (hasScript(page)) await expectAccessible(page, what);
  if (isMobile) await expectNoSidewaysScroll(page, what);
}
