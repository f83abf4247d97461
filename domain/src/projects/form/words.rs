//! Fields in words, for sentences about them.

/// Fields whose name is no word for them. A table to search, not a match: that is a third of its size in the browser.
const NAMES: [(&str, &str); 31] = [
    ("recurring", "whether the work comes back"),
    ("tangible", "whether it ends with something to hold"),
    ("trained", "whether it needs training"),
    ("used_by", "who uses the result"),
    ("supervisor_name", "who answers questions"),
    ("supervisor_email", "the email address of who answers questions"),
    ("check_in_days", "the days between check-ins"),
    ("check_in_day", "the day of the check-in"),
    ("check_in_minutes", "the minutes of a check-in"),
    ("reply_days", "the business days until an answer"),
    ("seats", "the number of students"),
    ("learning_objective", "what the student can do afterwards"),
    ("hours_low", "the fewest hours"),
    ("hours_high", "the most hours"),
    ("weekly_hours", "the hours in one week"),
    ("start", "the first day"),
    ("end", "the last day"),
    ("place", "where the work is done"),
    ("pay_model", "how the pay is computed"),
    ("amount", "the pay"),
    ("classification", "how the student is classed"),
    ("fund_part", "what the fund pays"),
    ("pay_trigger", "what makes the pay due"),
    ("owner_of_work", "who owns the finished work"),
    ("portfolio_allowed", "whether the student may show the work"),
    ("ai_rule", "the rule for tools with artificial intelligence"),
    ("nda", "what must stay confidential"),
    ("personal_data", "whether the work touches personal data"),
    ("safety_risks", "whether people or places need care"),
    ("blind", "whether names are hidden at first"),
    ("apply_by", "the last day to apply"),
];

/// A field as a sentence names it: `the hours of task 2`.
#[must_use]
pub fn words(field: &str) -> String {
    let mut parts = field.splitn(3, '_');
    let (row, number, what) = (parts.next(), parts.next(), parts.next().unwrap_or_default());
    if let (Some(row), Some(number)) = (row, number.filter(|number| number.parse::<usize>().is_ok())) {
        let what = match what.split('_').next().unwrap_or_default() {
            "" => return format!("{row} {number}"),
            "due" => "day",
            "criterion" => "check",
            other => other,
        };
        return format!("the {what} of {row} {number}");
    }
    let known = NAMES.iter().find(|(name, _)| *name == field);
    known.map_or_else(|| format!("the {}", field.replace('_', " ")), |(_, words)| (*words).to_owned())
}
