//! The mails of an application: everybody concerned hears of every step in the words of this file.

use domain::actor::Role;
use domain::event::Reason;
use domain::ids::{ApplicationId, HostId, PersonId, ProjectId};
use domain::revisions::Change;
use domain::time::{Day, Instant, long_date};

use super::rows::Row;
use crate::cx::Tx;
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host, queue_to_role};

fn page(id: ApplicationId) -> String {
    format!("/applications/{id}")
}

/// "by Tuesday 8 December", or the promise without its day where none is printed.
fn by_day(day: Option<Day>) -> String {
    day.map_or_else(|| "soon".to_owned(), |day| format!("by {}", long_date(day)))
}

async fn to_student(
    tx: &mut Tx<'_>,
    row: &Row,
    subject: String,
    lines: Vec<String>,
    words: &str,
) -> Result<(), Failure> {
    let action = Some((words.to_owned(), page(row.application.id)));
    queue(tx, Letter { to: row.student, subject, lines, action, dedupe: None }).await
}

async fn to_host(tx: &mut Tx<'_>, row: &Row, subject: String, lines: Vec<String>) -> Result<(), Failure> {
    let action = Some(("Read the applications".to_owned(), format!("/host/projects/{}/applicants", row.project)));
    queue_to_host(tx, row.host, subject, lines, action).await
}

/// What the two letters about a new application say.
pub struct Sent<'a> {
    pub id: ApplicationId,
    pub student: PersonId,
    pub host: HostId,
    pub title: &'a str,
    pub host_name: &'a str,
    pub decision_due: Option<Day>,
    /// Where the host reads its applications.
    pub applicants: String,
}

/// To the student: it arrived, and when the answer comes. To the host: somebody applied; no name,
/// because reading comes before knowing.
pub async fn sent(tx: &mut Tx<'_>, sent: &Sent<'_>) -> Result<(), Failure> {
    let due = by_day(sent.decision_due);
    let letter = Letter {
        to: sent.student,
        subject: format!("Your application arrived: {}", sent.title),
        lines: vec![
            format!("{} has your application to “{}”.", sent.host_name, sent.title),
            format!(
                "You get an answer {due}, whatever it is. Until then you can take the application back at any time."
            ),
        ],
        action: Some(("See your application".to_owned(), page(sent.id))),
        dedupe: None,
    };
    queue(tx, letter).await?;
    let lines = vec![
        format!("A student applied to “{}”.", sent.title),
        format!("Every applicant was promised an answer {due}."),
    ];
    let action = Some(("Read the applications".to_owned(), sent.applicants.clone()));
    queue_to_host(tx, sent.host, format!("A new application: {}", sent.title), lines, action).await
}

/// What the letters about answers that are owed say.
pub struct Owed<'a> {
    pub project: ProjectId,
    pub host: HostId,
    pub title: &'a str,
    pub host_name: &'a str,
    /// Applicants who wait.
    pub waiting: i64,
    /// The printed day.
    pub due: Option<Day>,
}

impl Owed<'_> {
    fn who(&self) -> String {
        let count = if self.waiting == 1 { "One applicant".to_owned() } else { format!("{} applicants", self.waiting) };
        format!("{count} to “{}” {} for an answer.", self.title, if self.waiting == 1 { "waits" } else { "wait" })
    }

    fn page(&self) -> String {
        format!("/host/projects/{}/applicants", self.project)
    }
}

/// To the host: the printed day comes near.
pub async fn answers_due(tx: &mut Tx<'_>, owed: &Owed<'_>) -> Result<(), Failure> {
    let lines = vec![
        owed.who(),
        format!(
            "Each of them was promised one {}. Whoever still waits after {} business days is answered automatically, and that \
             counts against you.",
            by_day(owed.due),
            tx.cx().policy().automatic_answer_days
        ),
    ];
    let action = Some(("Answer them".to_owned(), owed.page()));
    queue_to_host(tx, owed.host, format!("Answers are due: {}", owed.title), lines, action).await
}

/// To staff: the printed day is here.
pub async fn answers_late(tx: &mut Tx<'_>, owed: &Owed<'_>) -> Result<(), Failure> {
    let lines = vec![
        owed.who(),
        format!("{} promised it {}. Write to them, or answer for them.", owed.host_name, by_day(owed.due)),
    ];
    let action = Some(("See the applicants".to_owned(), owed.page()));
    queue_to_role(tx, Role::Staff, format!("Applicants wait: {}", owed.title), lines, action).await
}

/// To the student: considered further.
pub async fn shortlisted(tx: &mut Tx<'_>, row: &Row) -> Result<(), Failure> {
    let due = by_day(row.application.facts.decision_due);
    let lines = vec![
        format!("{} shortlisted you for “{}”. They now see your name and your school.", row.host_name, row.title),
        format!("You get their decision {due}. There is nothing you have to do."),
    ];
    to_student(tx, row, format!("You are shortlisted: {}", row.title), lines, "See your application").await
}

/// To the student: an offer, and until when it stands.
pub async fn offered(tx: &mut Tx<'_>, row: &Row, until: Option<Instant>) -> Result<(), Failure> {
    let until = until.map(|at| tx.cx().program().long(at)).unwrap_or_default();
    let lines = vec![
        format!("{} offers you “{}”.", row.host_name, row.title),
        format!("The seat is yours until {until}. See what it pays and when it starts, then accept or decline."),
    ];
    to_student(tx, row, format!("An offer for you: {}", row.title), lines, "Answer the offer").await
}

/// To the student: the offer stands longer.
pub async fn extended(tx: &mut Tx<'_>, row: &Row, until: Option<Instant>) -> Result<(), Failure> {
    let until = until.map(|at| tx.cx().program().long(at)).unwrap_or_default();
    let lines =
        vec![format!("{} gives you more time. The offer of “{}” is yours until {until}.", row.host_name, row.title)];
    to_student(tx, row, format!("More time for your answer: {}", row.title), lines, "Answer the offer").await
}

/// To the student: others were chosen, in the words that were given.
pub async fn not_selected(tx: &mut Tx<'_>, row: &Row, reason: &Reason) -> Result<(), Failure> {
    let lines = vec![
        format!("{} chose others for “{}”.", row.host_name, row.title),
        reason.as_str().to_owned(),
        "Other projects are open now. Your answers are kept with this application, so the next one is quicker."
            .to_owned(),
    ];
    to_student(tx, row, format!("An answer to your application: {}", row.title), lines, "Read the answer").await
}

/// To the student: nobody answered in time, so the system does.
pub async fn answered_for_host(tx: &mut Tx<'_>, row: &Row, reason: &Reason) -> Result<(), Failure> {
    let lines = vec![
        reason.as_str().to_owned(),
        "You do not have to wait any longer: this application is closed and no longer counts as open.".to_owned(),
    ];
    to_student(tx, row, format!("An answer to your application: {}", row.title), lines, "See your application").await
}

/// To the student: the project is over before it began.
pub async fn closed(tx: &mut Tx<'_>, row: &Row, reason: &Reason) -> Result<(), Failure> {
    let lines = vec![format!("“{}” by {} was closed.", row.title, row.host_name), reason.as_str().to_owned()];
    to_student(tx, row, format!("This project was closed: {}", row.title), lines, "See your application").await
}

/// To the student: they cannot have this project, and why.
pub async fn ineligible(tx: &mut Tx<'_>, row: &Row, reason: &Reason) -> Result<(), Failure> {
    let lines = vec![
        format!("Your application to “{}” by {} has ended.", row.title, row.host_name),
        reason.as_str().to_owned(),
        "If that is not right, write to the program’s staff.".to_owned(),
    ];
    to_student(tx, row, format!("Your application has ended: {}", row.title), lines, "See your application").await
}

/// To the host: no; the seat is free.
pub async fn declined(tx: &mut Tx<'_>, row: &Row) -> Result<(), Failure> {
    let lines = vec![
        format!("{} declined your offer of “{}”.", row.student_name, row.title),
        "The seat is free again. Offer it to the next student on your shortlist.".to_owned(),
    ];
    to_host(tx, row, format!("{} declined: {}", row.student_name, row.title), lines).await
}

/// To the host: one applicant fewer. No name: it may never have been shown.
pub async fn withdrawn(tx: &mut Tx<'_>, row: &Row) -> Result<(), Failure> {
    let lines =
        vec![format!("A student took their application to “{}” back. You do not have to answer it.", row.title)];
    to_host(tx, row, format!("An application was withdrawn: {}", row.title), lines).await
}

/// To the student: the seats are taken, and theirs is the next one.
pub async fn next_in_line(tx: &mut Tx<'_>, row: &Row, start: Day) -> Result<(), Failure> {
    let lines = vec![
        format!("Every seat of “{}” is taken now. {} would choose you next.", row.title, row.host_name),
        format!(
            "Should a student leave before the work begins, you get the offer at once. You have a final answer by {}. \
             There is nothing you have to do; you can take your application back at any time.",
            long_date(start)
        ),
    ];
    to_student(tx, row, format!("You are next in line: {}", row.title), lines, "See your application").await
}

/// To the host: the seat was offered to the runner-up.
pub async fn runner_up_offered(tx: &mut Tx<'_>, row: &Row) -> Result<(), Failure> {
    let lines = vec![
        format!("An offer of “{}” was not taken, so the seat went to your runner-up: {}.", row.title, row.student_name),
        "There is nothing you have to do. You hear of the answer.".to_owned(),
    ];
    to_host(tx, row, format!("Your runner-up has an offer: {}", row.title), lines).await
}

/// To both: the offer ran out.
pub async fn offer_expired(tx: &mut Tx<'_>, row: &Row) -> Result<(), Failure> {
    let lines = vec![
        format!("{} did not answer your offer of “{}” in time.", row.student_name, row.title),
        "The seat is free again. Offer it to the next student on your shortlist.".to_owned(),
    ];
    to_host(tx, row, format!("An offer ran out: {}", row.title), lines).await?;
    let lines = vec![
        format!(
            "The offer of “{}” by {} was not answered in time, so the seat is free for others.",
            row.title, row.host_name
        ),
        "Ask the program’s staff if something kept you from answering.".to_owned(),
    ];
    to_student(tx, row, format!("The offer ran out: {}", row.title), lines, "See your application").await
}

/// To the student: the project is another one now; do they still want it?
pub async fn confirm(tx: &mut Tx<'_>, row: &Row, by: Day, changes: &[Change]) -> Result<(), Failure> {
    let mut lines =
        vec![format!("{} changed “{}” after you applied, and staff approved the change.", row.host_name, row.title)];
    lines.extend(crate::projects::revisions::lines(changes));
    lines.push(format!(
        "Do you still want it? Answer by {}. Until then your application stays, but you cannot be offered the seat. \
         Without an answer it is closed.",
        long_date(by)
    ));
    to_student(tx, row, format!("Please confirm: {} changed", row.title), lines, "Confirm or take it back").await
}

/// To the student: the project became better; there is nothing to do.
pub async fn changed(tx: &mut Tx<'_>, row: &Row, changes: &[Change]) -> Result<(), Failure> {
    let mut lines = vec![format!("{} changed “{}”, which you applied to:", row.host_name, row.title)];
    lines.extend(crate::projects::revisions::lines(changes));
    lines.push("There is nothing you have to do. Your application stays as it is.".to_owned());
    to_student(tx, row, format!("Changed for the better: {}", row.title), lines, "See your application").await
}

/// To the student: changed terms were not confirmed.
pub async fn lapsed(tx: &mut Tx<'_>, row: &Row, reason: &Reason) -> Result<(), Failure> {
    let lines = vec![format!("This is about “{}” by {}.", row.title, row.host_name), reason.as_str().to_owned()];
    to_student(tx, row, format!("Your application is closed: {}", row.title), lines, "See your application").await
}
