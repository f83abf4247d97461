import type { Page } from "@playwright/test";

import { hasScript, ready, visit } from "../support/app";
import { expectAccessible, expectNoSidewaysScroll, expectReadableColours } from "../support/axe";
import { addressOf, declaredPages, ROUTES } from "../support/routes";
import { expect, test } from "../support/test";

const KINDS = new Map(declaredPages().map((page) => [page.path, page.kind]));

test("the table has every page of the site and no other", () => {
  const [declared, known] = [[...KINDS.keys()], ROUTES.map((route) => route.path)];
  expect(declared.length, "pages read from app/src/routes").toBeGreaterThan(40);
  expect([...new Set(known)].sort()).toEqual(declared.sort());
});

for (const route of ROUTES) {
  for (const who of route.as) {
    const way = route.find ? ` from ${route.find[0]}` : "";
    test(`${route.path} as ${who}${way}`, async ({ as }) => {
      test.setTimeout(60_000);
      const page = await as(who);
      const address = await addressOf(page, route);
      await page.emulateMedia({ colorScheme: "dark" });
      await visit(page, address);
      if (route.leadsTo) await expect(page).toHaveURL(route.leadsTo);
      await expectWhole(page, route.leadsTo ? undefined : KINDS.get(route.path));
      // One visit is judged in both colours at both sizes: no style asks for more than the width of the window.
      await expectReadableColours(page, `${address} in dark`);
      await page.emulateMedia({ colorScheme: "light" });
      await expectAccessible(page, `${address} in light`);
      await page.setViewportSize({ width: 390, height: 844 });
      await ready(page);
      await expectNoSidewaysScroll(page, `${address} at 390 px`);
      await expectAccessible(page, `${address} in light on a phone`);
      await page.emulateMedia({ colorScheme: "dark" });
      await expectReadableColours(page, `${address} in dark on a phone`);
      await page.setViewportSize({ width: 320, height: 844 });
      await expectNoSidewaysScroll(page, `${address} at 320 px`);
    });
  }
}

for (const address of ["/nothing-here", "/projects/00000000-0000-4000-8000-000000000000", "/projects/x"]) {
  test(`an address without a page: ${address}`, async ({ as }) => {
    const page = await as("nobody");
    await visit(page, address, 404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("We cannot find this page");
    await expectAccessible(page, address);
  });
}

for (const theme of ["light", "dark"] as const) {
  test(`the switch to ${theme} paints over the device's own`, async ({ as }) => {
    const page = await as("lucia");
    await page.context().addCookies([{ name: "theme", value: theme, domain: "127.0.0.1", path: "/", sameSite: "Lax" }]);
    const paper: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await visit(page, "/staff");
      await expectReadableColours(page, `the switch to ${theme} on a ${colorScheme} device`);
      paper.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    }
    expect(paper[0]).toBe(paper[1]);
  });
}

test("somebody else's page is not found, in one's own frame", async ({ as }) => {
  const page = await as("maya");
  await visit(page, "/staff/payments", 404);
  await expect(page.getByRole("link", { name: "Go to your home" })).toHaveAttribute("href", "/student");
  await expectAccessible(page, "a refused page");
});

/** One heading, a title, a main part, the frame's ways in, and script only where the page's kind allows it. */
async function expectWhole(page: Page, kind: string | undefined): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page).toHaveTitle(/\S/);
  await expect(page.locator("main#main")).toHaveCount(1);
  await expect(page.getByRole("link", { name: "Skip to the content" })).toHaveCount(1);
  const scripts = page.locator("template#hydration, script[type=module], link[rel=modulepreload], link[as=fetch]");
  if (kind === "Document") await expect(scripts).toHaveCount(0);
  else if (kind && hasScript(page)) await expect(page.locator("html[data-hydrated]")).toHaveCount(1);
}
