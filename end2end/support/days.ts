/** The zone of the demonstration's program, as backend/src/seed/moments.rs has it. */
const ZONE = "America/New_York";

const DAY = 86_400_000;

/** A day as the site writes it in forms, `2026-11-30`, in milliseconds. */
function read(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Today where the program is. */
function today(): number {
  return read(new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(new Date()));
}

/** Days from today to a day, where the program is. A day too many would let the onboarding lapse. */
export function daysUntil(day: string): number {
  return (read(day) - today()) / DAY;
}

/** The day so many days after another. */
export function plusDays(day: string, days: number): string {
  return new Date(read(day) + days * DAY).toISOString().slice(0, 10);
}

/** The first Monday at least so many days from today. */
export function mondayIn(days: number): string {
  const earliest = new Date(today() + days * DAY);
  const left = (8 - earliest.getUTCDay()) % 7;
  return plusDays(earliest.toISOString().slice(0, 10), left);
}

/** Whether a day lies in the demonstration's exams, as backend/src/seed/moments.rs has them: no project ends in them. */
export function isInExams(day: string): boolean {
  const weekday = (new Date(read(day)).getUTCDay() + 6) % 7;
  const monday = plusDays(day, -weekday);
  const year = day.slice(0, 4);
  return weekday < 5 && [`${year}-05-12`, `${year}-12-14`].some((exam) => monday <= exam && exam <= plusDays(monday, 6));
}
