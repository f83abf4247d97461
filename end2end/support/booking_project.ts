import { expect } from "@playwright/test";

import { main, press, sees } from "./app";
import { isInExams, mondayIn, plusDays } from "./days";
import type { Answers, Wizard } from "./wizard";

// A small project as a host writes it who has never run one: a library chooses a tool that books its meeting rooms.
// Nothing in it blocks, and staff have nothing to decide.

/** Work begins in four weeks: review, posting and signing come before it. A week later where it would end in exams. */
const START = isInExams(plusDays(mondayIn(28), 18)) ? mondayIn(35) : mondayIn(28);
const END = plusDays(START, 18);

/** What the screens ask for, in order; the title and who uses the result are the caller's. */
export const SCREENS: readonly Answers[] = [
  { recurring: "no", tangible: "yes", trained: "no" },
  {
    category: "Market research",
    problem: "Neighbours book our two meeting rooms by phone, and every week a booking is lost. We want to know which booking tool fits a small library.",
    used_by: "Our manager, to choose one tool before the spring season",
    deliverable_1_name: "Table of five booking tools",
    deliverable_1_kind: "dataset",
    deliverable_1_size: "5 tools, 10 facts each",
    deliverable_1_criterion_1: "Each fact has a link to its source",
    deliverable_2_name: "Note with one recommendation",
    deliverable_2_kind: "report",
    deliverable_2_size: "2 pages",
    deliverable_2_criterion_1: "Page 1 names one tool and its price for a year",
  },
  {
    task_1_name: "Ask the front desk what a booking must hold",
    task_1_hours: "3",
    task_1_kind: "communicate",
    task_2_name: "Collect ten facts about each tool",
    task_2_hours: "9",
    task_2_kind: "research",
    task_3_name: "Compare the tools and recommend one",
    task_3_hours: "8",
    task_3_kind: "analyse",
    milestone_1_name: "Questions agreed",
    milestone_1_due: plusDays(START, 3),
    milestone_1_hours: "3",
    milestone_2_name: "Table filled",
    milestone_2_due: plusDays(START, 9),
    milestone_2_hours: "9",
    milestone_3_name: "Note handed in",
    milestone_3_due: plusDays(START, 14),
    milestone_3_hours: "8",
    provides: "Last month’s bookings without names, an hour with the front desk and the tools we have heard of.",
    supervisor_name: "Bea Novak",
    supervisor_email: "bea@harborstreet.example",
    kickoff: START,
    check_in_days: "7",
    reply_days: "2",
    seats: "1",
  },
  {
    skill_1_name: "Research",
    skill_2_name: "Writing",
    competency_1: "Critical thinking",
    learning_objective: "The student can compare tools by facts and put one recommendation into plain words.",
  },
  {
    hours_low: "15",
    hours_high: "20",
    weekly_hours: "8",
    start: START,
    end: END,
    place: "remote",
    pay_model: "fixed_fee",
    amount: "400",
    classification: "employee",
  },
  {
    owner_of_work: "host",
    portfolio_allowed: "yes",
    ai_rule: "disclosed",
    personal_data: "no",
    safety_risks: "no",
    apply_by: plusDays(START, -14),
  },
];

/** For plans with more milestones than ours. */
const LATER: Answers = { milestone_4_due: plusDays(START, 15), milestone_5_due: plusDays(START, 16) };

/** From a screen of a draft on: gives the answers that are missing, screen by screen, and sends the project to staff. */
export async function completeAndSend(wizard: Wizard, from: number): Promise<void> {
  for (const [index, answers] of SCREENS.entries()) {
    if (index + 1 < from) continue;
    await wizard.at(index + 1);
    await wizard.complete({ ...answers, ...LATER });
    await wizard.goOn();
  }
  await sendToStaff(wizard);
}

/** On the last screen: signs the terms and sends. */
export async function sendToStaff(wizard: Wizard): Promise<void> {
  await wizard.at(7);
  const left = main(wizard.page).getByRole("region", { name: "Before you send it" }).getByRole("listitem");
  expect(await left.allInnerTexts(), "what keeps the project from being sent").toEqual([]);
  await main(wizard.page).getByLabel(/^We keep to the program’s terms/).check();
  await press(wizard.page, "Send to staff");
  await sees(wizard.page, "Staff answer within two business days.");
}
