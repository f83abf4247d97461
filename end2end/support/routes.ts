import fs from "node:fs";
import path from "node:path";

import { expect, type Page } from "@playwright/test";

import { visit } from "./app";
import { BY_EMAIL, PORTFOLIO, type Who } from "./personas";
import { ROOT } from "./places";

/** What app/src/routes says of a page. */
export interface Declared {
  path: string;
  kind: "Document" | "Form" | "Live";
}

/** The pages of app/src/routes. */
export function declaredPages(): Declared[] {
  const read = (file: string) => fs.readFileSync(path.join(ROOT, "app/src/routes", file), "utf8");
  const source = read("access.rs");
  // An address that is needed elsewhere too has a name.
  const names = new Map([...read("addresses.rs").matchAll(/const ([A-Z_]+): &str = "([^"]+)"/g)].map(([, name, path]) => [name, path]));
  const rows = source.matchAll(/^\s*page\((?:"([^"]+)"|([A-Z_]+)),\s*(Document|Form|Live),/gm);
  return [...rows].map(([, path, name, kind]) => ({ path: path ?? names.get(name), kind }) as Declared);
}

/** How a test gets to a page. */
export interface Route {
  /** As app/src/routes writes it. */
  path: string;
  /** Who opens it; each in a run of their own. */
  as: readonly Who[];
  /** The address, where it has no ids. */
  at?: string;
  /** Where it ends, when it leads on. */
  leadsTo?: RegExp;
  /** Pages with links, one behind the other; the last pattern is the page itself. */
  find?: readonly [string, ...RegExp[]];
  /** What the found address is turned into, where no link leads to the page itself. */
  turn?: (found: string) => string;
}

const ID = "[0-9a-f]{8}-[0-9a-f-]{27}";
const at = (pattern: string) => new RegExp(`^${pattern.replaceAll("{id}", ID)}$`);

const PROJECT = at("/projects/{id}");
const APPLICATION = at("/applications/{id}");
const ENGAGEMENT = at("/engagements/{id}");
const HOST_PROJECT = at("/host/projects/{id}");
const APPLICANTS = at("/host/projects/{id}/applicants");
const STUDENT_WORK = "/student/work";
const STAFF_WORK = "/staff/engagements";

/** One row for each page of the site, with the people who may see it. */
export const ROUTES: readonly Route[] = [
  { path: "/", as: ["nobody"] },
  { path: "/projects", as: ["nobody", "maya"] },
  { path: "/projects/{id}", as: ["nobody", "maya"], find: ["/projects", PROJECT] },
  { path: "/fairness", as: ["nobody"] },
  { path: "/privacy", as: ["nobody"] },
  { path: "/offline", as: ["nobody"] },
  { path: "/sign-in", as: ["nobody"] },
  { path: "/sign-up", as: ["nobody"] },
  { path: "/sign-up/student", as: ["nobody"] },
  { path: "/sign-up/host", as: ["nobody"] },
  { path: "/confirm-email", as: ["nobody"], at: "/confirm-email?token=unknown" },
  { path: "/reset-password", as: ["nobody"] },
  { path: "/reset-password/new", as: ["nobody"], at: "/reset-password/new?token=unknown" },
  { path: "/check-your-mail", as: ["nobody"] },
  { path: "/home", as: ["maya", "dee", "ruth", "lucia", "henry", "noor", "ada"], leadsTo: /\/(student|host|faculty|staff)/ },
  { path: "/account", as: ["maya", "dee", "ruth", "lucia", "henry", "noor"] },
  { path: "/account/reminders", as: ["maya", "dee", "lucia"] },
  { path: "/student", as: ["maya", "samir"] },
  { path: "/student/applications", as: ["maya", "samir"] },
  { path: "/student/offers", as: ["maya", "samir"] },
  { path: "/student/searches", as: ["maya", "samir"] },
  { path: "/searches/stop", as: ["nobody"], at: "/searches/stop?key=unknown" },
  { path: STUDENT_WORK, as: ["maya"] },
  { path: "/student/pay", as: ["maya"] },
  { path: "/student/calendar", as: ["maya"] },
  { path: "/student/profile", as: ["maya"] },
  { path: "/student/portfolio", as: ["maya", "samir"] },
  { path: "/student/portfolio/preview", as: ["maya"] },
  { path: "/student/portfolio/text", as: ["maya"] },
  { path: "/portfolio/{secret}", as: ["nobody", "maya"], at: PORTFOLIO },
  { path: "/by-email/done", as: ["nobody"] },
  { path: "/by-email/{secret}", as: ["nobody"], at: BY_EMAIL },
  { path: "/student/training", as: ["maya"] },
  { path: "/student/training/{module}", as: ["maya"], at: "/student/training/resume" },
  { path: "/projects/{id}/apply", as: ["maya"], find: ["/projects", PROJECT, at("/projects/{id}/apply")] },
  { path: "/applications/{id}", as: ["maya"], find: ["/student/applications", APPLICATION] },
  { path: "/engagements/{id}", as: ["maya"], find: [STUDENT_WORK, ENGAGEMENT] },
  { path: "/engagements/{id}", as: ["dee"], find: ["/host", ENGAGEMENT] },
  { path: "/engagements/{id}", as: ["lucia"], find: [STAFF_WORK, ENGAGEMENT] },
  { path: "/engagements/{id}/agreement", as: ["maya"], find: [STUDENT_WORK, ENGAGEMENT, at("/engagements/{id}/agreement")] },
  { path: "/engagements/{id}/agreement", as: ["lucia"], find: [STAFF_WORK, ENGAGEMENT, at("/engagements/{id}/agreement")] },
  { path: "/engagements/{id}/onboarding", as: ["maya"], find: [STUDENT_WORK, ENGAGEMENT], turn: (found) => `${found}/onboarding` },
  { path: "/engagements/{id}/onboarding", as: ["lucia"], find: [`${STAFF_WORK}?stage=onboarding`, ENGAGEMENT], turn: (found) => `${found}/onboarding` },
  { path: "/engagements/{id}/survey", as: ["maya"], find: [STUDENT_WORK, ENGAGEMENT], turn: (found) => `${found}/survey` },
  { path: "/engagements/{id}/time", as: ["maya"], find: [STUDENT_WORK, ENGAGEMENT, at("/engagements/{id}/time")] },
  { path: "/engagements/{id}/time", as: ["dee"], find: ["/host/hours", at("/engagements/{id}/time")] },
  { path: "/engagements/{id}/check-in", as: ["maya"], find: [STUDENT_WORK, ENGAGEMENT], turn: (found) => `${found}/check-in` },
  {
    path: "/engagements/{id}/milestones/{milestone}",
    as: ["maya"],
    find: [STUDENT_WORK, ENGAGEMENT, at("/engagements/{id}/milestones/{id}")],
  },
  { path: "/engagements/{id}/messages", as: ["maya"], find: [STUDENT_WORK, ENGAGEMENT], turn: (found) => `${found}/messages` },
  { path: "/engagements/{id}/messages", as: ["dee"], find: ["/host", ENGAGEMENT], turn: (found) => `${found}/messages` },
  { path: "/engagements/{id}/plan", as: ["maya"], find: [STUDENT_WORK, ENGAGEMENT], turn: (found) => `${found}/plan` },
  { path: "/engagements/{id}/plan", as: ["lucia"], find: [STAFF_WORK, ENGAGEMENT], turn: (found) => `${found}/plan` },
  { path: "/engagements/{id}/mid-point", as: ["maya"], find: [STUDENT_WORK, ENGAGEMENT], turn: (found) => `${found}/mid-point` },
  { path: "/engagements/{id}/problem", as: ["maya"], find: [STUDENT_WORK, ENGAGEMENT], turn: (found) => `${found}/problem` },
  { path: "/engagements/{id}/problem", as: ["dee"], find: ["/host", ENGAGEMENT], turn: (found) => `${found}/problem` },
  { path: "/problems/{id}", as: ["lucia"], find: ["/staff/problems", at("/problems/{id}")] },
  { path: "/engagements/{id}/review", as: ["maya"], find: [STUDENT_WORK, ENGAGEMENT], turn: (found) => `${found}/review` },
  { path: "/engagements/{id}/review", as: ["dee"], find: ["/host", ENGAGEMENT], turn: (found) => `${found}/review` },
  { path: "/engagements/{id}/review", as: ["lucia"], find: [`${STAFF_WORK}?stage=completed`, ENGAGEMENT, at("/engagements/{id}/review")] },
  { path: "/host", as: ["dee", "jonah"] },
  { path: "/host/projects/new", as: ["dee", "lucia"] },
  { path: "/host/projects/new/{key}", as: ["dee", "lucia"], at: "/host/projects/new/automate_report" },
  { path: "/host/projects/example", as: ["dee", "lucia"] },
  { path: "/host/projects/{id}/preview", as: ["dee"], find: ["/host", HOST_PROJECT], turn: (found) => `${found}/preview` },
  { path: "/host/projects/{id}", as: ["dee"], find: ["/host", HOST_PROJECT] },
  { path: "/host/projects/{id}", as: ["ruth"], find: ["/faculty", HOST_PROJECT] },
  { path: "/host/projects/{id}/edit/{step}", as: ["dee"], find: ["/host", HOST_PROJECT, at("/host/projects/{id}/edit/[a-z]+")] },
  { path: "/host/projects/{id}/change", as: ["dee"], find: ["/host", HOST_PROJECT, at("/host/projects/{id}/change")] },
  { path: "/host/projects/{id}/applicants", as: ["dee"], find: ["/host", HOST_PROJECT, APPLICANTS] },
  { path: "/host/projects/{id}/decline", as: ["dee"], find: ["/host", HOST_PROJECT, APPLICANTS, at("/host/projects/{id}/decline")] },
  { path: "/host/organisation", as: ["dee", "jonah"] },
  { path: "/host/hours", as: ["dee"] },
  { path: "/host/calendar", as: ["dee"] },
  { path: "/faculty", as: ["ruth"] },
  { path: "/staff", as: ["lucia", "ada"] },
  { path: "/staff/onboarding", as: ["lucia"] },
  { path: "/staff/problems", as: ["lucia"] },
  { path: "/staff/reviews", as: ["lucia"] },
  { path: "/staff/attention", as: ["lucia"] },
  { path: "/staff/attention/{id}", as: ["lucia"], find: ["/staff/attention", at("/staff/attention/{id}")] },
  { path: "/staff/queue", as: ["lucia"] },
  { path: "/staff/queue/{id}", as: ["lucia"], find: ["/staff/queue", at("/staff/queue/{id}")] },
  { path: "/staff/revisions/{id}", as: ["lucia"], find: ["/staff/queue", at("/staff/revisions/{id}")] },
  { path: "/staff/projects", as: ["lucia"] },
  { path: "/staff/skills", as: ["lucia", "ada"] },
  { path: "/staff/templates", as: ["lucia"] },
  { path: "/staff/templates/{id}", as: ["lucia"], find: ["/staff/templates", at("/staff/templates/{id}")] },
  { path: "/staff/people", as: ["lucia"] },
  { path: "/staff/payments/books", as: ["lucia", "henry"] },
  { path: "/staff/funds", as: ["lucia", "henry"] },
  { path: "/staff/hosts", as: ["lucia", "ruth"] },
  { path: "/staff/hosts/{id}", as: ["lucia", "ruth"], find: ["/staff/hosts", at("/staff/hosts/{id}")] },
  { path: STAFF_WORK, as: ["lucia"] },
  { path: "/staff/metrics", as: ["lucia", "ada"] },
  { path: "/staff/metrics/reports", as: ["lucia", "ada"] },
  { path: "/staff/metrics/reports/{id}", as: ["lucia", "ada"], find: ["/staff/metrics/reports", at("/staff/metrics/reports/{id}")] },
  { path: "/staff/metrics/{metric}", as: ["lucia", "ada"], at: "/staff/metrics/fill-rate?period=12-months&rows=shown" },
  { path: "/staff/payments", as: ["henry", "lucia"] },
  { path: "/staff/clearance", as: ["noor"] },
  { path: "/staff/policy", as: ["ada", "lucia"] },
  { path: "/staff/calendar", as: ["ada"] },
  { path: "/demo", as: ["nobody"] },
  { path: "/mails", as: ["nobody"] },
  { path: "/mails/{id}", as: ["nobody"], find: ["/mails", at("/mails/{id}")] },
  { path: "/dev/gallery", as: ["nobody"] },
];

/** Finds the address of a row by following links of the demonstration. */
export async function addressOf(page: Page, route: Route): Promise<string> {
  if (!route.find) return route.at ?? route.path;
  const [start, ...patterns] = route.find;
  const found = await search(page, start, patterns);
  expect(found, `a way from ${start} to ${route.path}`).toBeDefined();
  return route.turn ? route.turn(found as string) : (found as string);
}

/** Depth first: the first page whose links lead through all patterns. A query counts only where the pattern has one. */
async function search(page: Page, from: string, patterns: readonly RegExp[]): Promise<string | undefined> {
  const [pattern, ...rest] = patterns;
  if (!pattern) return from;
  await visit(page, from);
  const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  const cut = pattern.source.includes("\\?") ? /#/ : /[?#]/;
  const fitting = [...new Set(links.map((link) => link.split(cut)[0] ?? ""))].filter((link) => pattern.test(link));
  // Other tests add to the top of lists; what the demonstration has stands below.
  for (const link of [...fitting.slice(0, 4), ...fitting.slice(4).reverse()].slice(0, 16)) {
    const found = await search(page, link, rest);
    if (found) return found;
  }
  return undefined;
}
