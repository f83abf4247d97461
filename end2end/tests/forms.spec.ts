import type { Page } from "@playwright/test";

import { fillSignIn, follow, hasScript, ready, send, sendInVain, signIn, signInButton, summaryOf, visit } from "../support/app";
import { expectAccessible } from "../support/axe";
import { arriveAsStudent, joinAsStudent, newcomer } from "../support/join";
import { mailArrives, mailsTo } from "../support/mail";
import { PASSWORD, PERSONAS } from "../support/personas";
import { apply, fillApplication, openApplicationForm, openFirstProject, PITCH } from "../support/projects";
import { expect, test } from "../support/test";

test.describe.configure({ timeout: 60_000 });

const APPLY = "/api/applications/apply";

/** The status with which the next post to a path is answered. */
function nextStatus(page: Page, path: string): Promise<number> {
  return page.waitForResponse((response) => new URL(response.url()).pathname === path).then((response) => response.status());
}

test("wrong answers stay, with the message beside the field and the focus on the summary", async ({ page, watch }) => {
  watch.allow(422);
  await arriveAsStudent(page, "Ines Carvalho");
  await openFirstProject(page);
  await openApplicationForm(page);
  await fillApplication(page);
  await page.getByLabel("Your pitch").fill("Too short.");
  // The browser's own check is not what is tested here.
  await page.locator(`form[action='${APPLY}']`).evaluate((form) => form.setAttribute("novalidate", ""));

  const status = nextStatus(page, APPLY);
  const summary = await sendInVain(page, page.getByRole("button", { name: "Send the application" }));
  expect(await status).toBe(422);

  await expect(summary.getByRole("link")).toHaveCount(1);
  await expect(summary.getByRole("heading")).toContainText("needs another look");
  const pitch = page.getByLabel("Your pitch");
  await expect(pitch).toHaveValue("Too short.");
  await expect(pitch).toHaveAttribute("aria-invalid", "true");
  await expect(pitch).toHaveAccessibleDescription(/30/);
  await expect(page.getByLabel("I meet what this project asks")).toBeChecked();
  if (hasScript(page)) {
    await expect(summary).toBeFocused();
    await expectAccessible(page, "a form with messages");
  }
  await summary.getByRole("link").click();
  await expect(pitch).toBeFocused();

  await pitch.fill(PITCH);
  await page.evaluate(() => document.documentElement.setAttribute("data-left", ""));
  await page.getByRole("button", { name: "Send the application" }).click();
  await expect(page).toHaveURL(/\/applications\/[0-9a-f-]{36}$/);
  await expect(summaryOf(page)).toHaveCount(0);
});

test("hostile text comes back as text", async ({ page, watch }) => {
  watch.allow(422);
  const hostile = "</textarea></title><script>document.title='taken'</script><img src=x onerror=alert(1)>";
  await visit(page, "/sign-up/host");
  await page.getByLabel("Name of the organisation").fill(hostile);
  await page.getByLabel("Kind of organisation").selectOption("business");
  await page.getByLabel("What you do").fill(hostile);
  await page.getByLabel("Your name").fill("Nils Ek");
  await page.getByLabel("Email address").fill("nils@example.org");
  await page.getByLabel("Password", { exact: true }).fill("short");
  const summary = await sendInVain(page, page.getByRole("button", { name: "Register" }));
  await expect(summary).toContainText("12 characters");
  await expect(page.getByLabel("What you do")).toHaveValue(hostile);
  await expect(page.getByLabel("Name of the organisation")).toHaveValue(hostile);
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue(hasScript(page) ? "short" : "");
  await expect(page).not.toHaveTitle("taken");
});

test("a form sent twice acts once", async ({ page, request }) => {
  const who = await arriveAsStudent(page, "Oren Blum");
  const title = await openFirstProject(page);
  await openApplicationForm(page);
  await fillApplication(page);
  const form = page.locator(`form[action='${APPLY}']`);
  const fields = await form.evaluate((element) =>
    [...new FormData(element as HTMLFormElement)].map(([name, value]) => [name, String(value)]),
  );
  const button = page.getByRole("button", { name: "Send the application" });
  if (hasScript(page)) await button.dblclick();
  else await button.click();
  await expect(page).toHaveURL(/\/applications\/[0-9a-f-]{36}$/);
  await ready(page);
  const where = page.url();

  // The same form again, as after a lost answer.
  const cookies = (await page.context().cookies()).map((cookie) => `${cookie.name}=${cookie.value}`).join("; ");
  const again = await request.post(APPLY, {
    headers: { cookie: cookies, origin: new URL(where).origin, accept: "application/json" },
    form: Object.fromEntries(fields as [string, string][]),
    maxRedirects: 0,
  });
  expect(again.status(), await again.text()).toBeLessThan(400);
  expect(again.headers().location).toBe(new URL(where).pathname);

  await visit(page, "/student/applications");
  await expect(page.getByRole("main").getByRole("link", { name: title })).toHaveCount(1);
  expect(mailsTo("shared", who.email).filter((mail) => mail.subject.includes(title)).length).toBeLessThanOrEqual(1);
});

test("without a network, after a lost answer and when the session ends, what was typed stays and is sent once", async ({ page, watch }) => {
  test.skip(!hasScript(page), "without script the browser itself keeps a form that found no server");
  watch.mayLoseTheNetwork();
  watch.allow(401);
  const who = await arriveAsStudent(page, "Nora Lindqvist");
  const title = await openFirstProject(page);
  await openApplicationForm(page);
  await fillApplication(page);
  const button = page.getByRole("button", { name: "Send the application" });

  await page.context().setOffline(true);
  const offline = await sendInVain(page, button);
  await expect(offline).toContainText("The server does not answer. Nothing is lost");
  await expect(page.getByLabel("Your pitch")).toHaveValue(PITCH);
  await page.context().setOffline(false);

  await page.context().clearCookies({ name: "sid" });
  await button.click();
  await expect(summaryOf(page).first()).toContainText("You are signed out. Nothing is lost");
  await expectAccessible(page, "a form whose session has ended");
  const opened = page.context().waitForEvent("page");
  await summaryOf(page).getByRole("link", { name: "Sign in in a new tab" }).click();
  const beside = await opened;
  await ready(beside);
  await fillSignIn(beside, who.email, who.password);
  await send(beside, signInButton(beside));
  await beside.close();

  // The request arrives, and its answer does not.
  await page.route(`**${APPLY}`, async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await button.click();
  await expect(summaryOf(page).first()).toContainText("The server does not answer. Nothing is lost");
  await expect(page.getByLabel("Your pitch")).toHaveValue(PITCH);
  await send(page, button);
  await expect(page).toHaveURL(/\/applications\/[0-9a-f-]{36}$/);
  await visit(page, "/student/applications");
  await expect(page.getByRole("main").getByRole("link", { name: title })).toHaveCount(1);
});

test("the back button leads back through a form", async ({ page }) => {
  await arriveAsStudent(page, "Lena Brandt");
  await openFirstProject(page);
  await apply(page);
  const application = page.url();
  await page.goBack();
  await ready(page);
  await expect(page).toHaveURL(/\/apply$/);
  await page.goForward();
  await ready(page);
  await expect(page).toHaveURL(application);
  await visit(page, new URL(application).pathname);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("answers");
});

test("joining, confirming by the link in the mail, signing in", async ({ page, watch }) => {
  watch.allow(409, 422);
  const who = newcomer("Amara Diallo");
  await visit(page, "/sign-up/student");
  await page.getByLabel("Your name").fill(who.name);
  await page.getByLabel("Email address").fill(who.email);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByLabel("School and year").fill("Rivermark College, first year");
  await page.getByLabel("I agree to the rules on pay, fairness and privacy").check();
  await send(page, page.getByRole("button", { name: "Join", exact: true }));
  const mail = await mailArrives("shared", who.email, /^Confirm your email address$/);
  expect(mail.text).not.toContain(who.name);

  // Not before the address is confirmed.
  await visit(page, "/sign-in");
  await fillSignIn(page, who.email, who.password);
  const summary = await sendInVain(page, signInButton(page));
  await expect(summary).toContainText("Confirm your email address first");

  const link = new URL(mail.link ?? "");
  await visit(page, link.pathname + link.search);
  await page.getByLabel("Password", { exact: true }).fill("somebody else's words");
  await expect(await sendInVain(page, page.getByRole("button", { name: "Confirm and sign in" }))).toContainText("not the password");
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.evaluate(() => document.documentElement.setAttribute("data-left", ""));
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page).toHaveURL(/\/student$/);
  await expect(page.getByText("Your email address is confirmed.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Amara");

  // The link works once.
  await visit(page, link.pathname + link.search);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await sendInVain(page, page.getByRole("button", { name: "Confirm and sign in" }));
});

test("a new password by the link in the mail; the old one and old sessions are over", async ({ page, as, watch }) => {
  watch.allow(401, 422);
  const who = await arriveAsStudent(page, "Teo Salinas");
  const other = await as("nobody");
  await visit(other, "/reset-password");
  await other.getByLabel("Email address").fill(who.email);
  await send(other, other.getByRole("button", { name: "Send me a link" }));
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Check your email");
  const mail = await mailArrives("shared", who.email, /^Choose a new password$/);
  const link = new URL(mail.link ?? "");
  await visit(other, link.pathname + link.search);
  await other.getByLabel("Password", { exact: true }).fill("four calm harbours wait");
  await send(other, other.getByRole("button", { name: "Set this password" }));
  await expect(other.getByText("Your password is changed.")).toBeVisible();

  await page.goto("/student");
  await expect(page, "the old session is over").toHaveURL(/\/sign-in\?next=/);
  await ready(page);
  await fillSignIn(page, who.email, who.password);
  await sendInVain(page, signInButton(page));
  await page.getByLabel("Password", { exact: true }).fill("four calm harbours wait");
  await page.evaluate(() => document.documentElement.setAttribute("data-left", ""));
  await signInButton(page).click();
  await expect(page, "and on to the page that was asked for").toHaveURL(/\/student$/);
});

test("signing out everywhere ends the other browser's session", async ({ page, as }) => {
  const who = newcomer("Yara Haddad");
  await joinAsStudent(page, who);
  const phone = await as("nobody");
  await signIn(phone, who.email, who.password);
  await visit(page, "/account");
  await send(page, page.getByRole("button", { name: "Sign out everywhere" }));
  await expect(page.getByText("You are signed out on every device.")).toBeVisible();
  await phone.goto("/student");
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
  await follow(phone, phone.getByRole("link", { name: "Sign in", exact: true }));
  await expect(phone).toHaveURL(/\/sign-in/);
});

for (const next of ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"]) {
  test(`next=${next} does not lead away`, async ({ as }) => {
    const page = await as("nobody");
    await visit(page, `/sign-in?next=${encodeURIComponent(next)}`);
    await fillSignIn(page, PERSONAS.samir.email, PASSWORD);
    await send(page, signInButton(page));
    await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/student$/);
  });
}

test("next= leads on to a page of this site", async ({ as }) => {
  const page = await as("nobody");
  await page.goto("/student/pay");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fstudent%2Fpay$/);
  await ready(page);
  await fillSignIn(page, PERSONAS.samir.email, PASSWORD);
  await send(page, signInButton(page));
  await expect(page).toHaveURL(/\/student\/pay$/);
});

test("a wrong password says so without saying whether the account exists", async ({ page, watch }) => {
  watch.allow(422);
  const words: string[] = [];
  for (const email of ["nobody.at.all@rivermark.example", newcomer("Kim Sato").email]) {
    await visit(page, "/sign-in");
    await fillSignIn(page, email, "not the password");
    words.push(await (await sendInVain(page, signInButton(page))).innerText());
  }
  expect(words[0]).toBe(words[1]);
  await follow(page, page.getByRole("link", { name: "Choose a new password" }));
});

test("the theme is kept", async ({ page }) => {
  await visit(page, "/fairness");
  await page.evaluate(() => document.documentElement.setAttribute("data-left", ""));
  await page.getByRole("button", { name: "Dark", exact: true }).click();
  await expect(page.locator("html[data-theme=dark]:not([data-left])")).toHaveCount(1);
  await expect(page).toHaveURL(/\/fairness$/);
});
