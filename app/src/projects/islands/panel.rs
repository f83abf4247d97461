//! The side panel of the wizard: score, pay, findings. Drawn by the server and again in the browser.

use domain::machine::Word as _;
use domain::policy::{NetPay, Policy};
use domain::projects::scope::{Finding, Report, Severity};
use domain::projects::{Draft, Step};
use leptos::prelude::*;

use crate::ui::{Button, ButtonKind, Finding as FindingCard, FindingKind, Meter, More, Receipt, ReceiptRow, icon};

/// What the panel shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// The scope check.
    pub report: Report,
    /// What reaches the student.
    pub pay: Option<NetPay>,
    /// Most hours.
    pub hours: i32,
    /// What an hour of the pay is: net, or before tax.
    pub hour: (&'static str, &'static str),
}

impl Shown {
    /// Of a draft and its check.
    pub fn of(draft: &Draft, report: Report, policy: &Policy) -> Self {
        Self { report, pay: draft.net_pay(policy), hours: draft.hours_high, hour: draft.hour_words() }
    }
}

/// `1 to fix`; nothing when nothing blocks.
pub fn to_fix(count: usize) -> String {
    if count == 0 { String::new() } else { format!("{count} to fix") }
}

/// Pay an hour, or a dash while hours or amount are missing.
pub fn per_hour(shown: &Shown) -> String {
    shown.pay.and_then(|pay| pay.per_hour).map_or_else(|| "–".to_owned(), |hour| hour.exact())
}

/// The two big figures and the four parts of the score.
pub fn score(shown: &Shown, policy: &Policy) -> impl IntoView + use<> {
    let score = shown.report.score;
    let gain: u32 = shown.report.findings.iter().map(|finding| u32::from(finding.worth)).sum();
    let gain = gain.min(u32::from(100 - score.total.min(100)));
    let gain = (gain > 0).then(|| format!(" Fixing every finding gains {gain} points."));
    let part = |name: &'static str, value: u8, of: u8| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd><Meter value=f64::from(value) max=f64::from(of)/></dd>
                <dd class="num">{format!("{value} of {of}")}</dd>
            </div>
        }
    };
    view! {
        <div class="score">
            <p><b class="big">{score.total.to_string()}</b> <br/> <span>"of 100"</span></p>
            <p>
                <b class="big">{per_hour(shown)}</b> <br/>
                <span>{format!("{}, floor {}", shown.hour.0, policy.wage_floor.exact())}</span>
            </p>
        </div>
        <p class="meta">{format!("You can send it from {} on.", policy.review_score)} {gain}</p>
        <dl class="parts">
            {part("Clarity", score.clarity, 30)} {part("Realism", score.realism, 25)} {part("Support", score.support, 25)}
            {part("Fairness", score.fairness, 20)}
        </dl>
    }
}

/// Where a finding is put right: on this screen or on another one.
fn fix_href(screens: &str, here: Step, finding: &Finding) -> String {
    let screen = if finding.step == here { ["", ""] } else { [screens, finding.step.word()] };
    [&screen.concat(), "#", &finding.field].concat()
}

/// Its weight as the card shows it.
pub fn kind(severity: Severity) -> FindingKind {
    match severity {
        Severity::Block => FindingKind::Block,
        Severity::Staff => FindingKind::Ask,
        Severity::Warn => FindingKind::Warn,
    }
}

/// `Blocks submit. Worth 9 points (rule Q04)`.
pub fn weight(finding: &Finding) -> String {
    let worth = match finding.worth {
        0 => String::new(),
        1 => ". Worth 1 point".to_owned(),
        points => format!(". Worth {points} points"),
    };
    let label = finding.severity.label();
    // An answer that is missing is the business of no rule.
    if finding.id.is_empty() { label.to_owned() } else { format!("{label}{worth} (rule {})", finding.id) }
}

/// Findings, those of this screen first and what blocks before what does not; each with the reason of its rule. What is
/// special about it, and how to put it right, stands beside its field.
pub fn findings(shown: &Shown, screens: &str, here: Step, reasons: &[(String, String)]) -> impl IntoView + use<> {
    let mut all = shown.report.findings.clone();
    all.sort_by_key(|finding| {
        (finding.step != here, Severity::ALL.iter().position(|s| *s == finding.severity), finding.step.number())
    });
    if all.is_empty() {
        return view! { <p class="soft">"Nothing stands in the way."</p> }.into_any();
    }
    all.into_iter()
        .map(|finding| {
            let why = reasons.iter().find(|(id, _)| *id == finding.id).map(|(_, why)| why.clone()).unwrap_or_default();
            let href = fix_href(screens, here, &finding);
            let words = if finding.step == here {
                "Fix it here".to_owned()
            } else {
                format!("Fix in {}", finding.step.title().to_ascii_lowercase())
            };
            view! {
                <FindingCard kind=kind(finding.severity) title=finding.message.clone() meta=weight(&finding) why=why>
                    <a class="link" href=href>{words}<span class="vh">": " {finding.message.clone()}</span></a>
                </FindingCard>
            }
        })
        .collect_view()
        .into_any()
}

/// From the fee to the hour.
pub fn receipt(shown: &Shown) -> impl IntoView + use<> {
    shown.pay.map(|pay| {
        let mut rows = vec![ReceiptRow::new("Your fee for one student", pay.gross.exact())];
        if pay.withheld.0 > 0 {
            rows.push(ReceiptRow::new("Social Security, Medicare", format!("−{}", pay.withheld.exact())));
        }
        rows.push(ReceiptRow::new("At most", format!("{} h", shown.hours)));
        rows.push(ReceiptRow::sum(shown.hour.1, per_hour(shown)));
        view! { <More summary="What the student gets"><Receipt rows=rows/></More> }
    })
}

/// The line a phone keeps at its lower edge.
///
/// It counts what is left to fix up to the screen `here`: who has just begun has not failed at the screens to come.
pub fn dock(shown: &Shown, here: Step) -> impl IntoView + use<> {
    let blocks = shown.report.blocks();
    let blocks = blocks.iter().filter(|finding| finding.step.number() <= here.number()).count();
    let words = if blocks == 0 { "nothing to fix so far".to_owned() } else { to_fix(blocks) };
    view! {
        <div><b>{shown.report.score.total.to_string()} " " <small>"of 100"</small></b> <span>{words}</span></div>
        <div><b>{per_hour(shown)}</b> <span>{shown.hour.0}</span></div>
        <Button class="push" icon=icon::LIST_CHECKS opens="check">"Check"</Button>
    }
}

/// Closes the panel on a phone.
pub fn close() -> impl IntoView {
    view! { <Button kind=ButtonKind::Quiet class="narrow" icon=icon::X label="Close" closes="check"/> }
}
