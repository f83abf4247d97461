//! Typed addresses for links: no page writes a path by hand.

/// Where somebody comes after a link in a letter has done what it was for.
pub const DONE_BY_EMAIL: &str = "/by-email/done";

/// What a link in a letter does.
#[must_use]
pub fn by_email(secret: &str) -> String {
    format!("/by-email/{secret}")
}

/// Where a résumé is posted to.
pub const UPLOAD_RESUME: &str = "/upload/resume";
/// Where a deliverable with its files is posted to.
pub const UPLOAD_HAND_IN: &str = "/upload/hand-in";
/// Where files in pieces begin.
pub const UPLOAD_PIECES: &str = "/upload/pieces";
/// Whether a form is posted there that carries files.
#[must_use]
pub fn carries_files(path: &str) -> bool {
    path == UPLOAD_RESUME || path == UPLOAD_HAND_IN
}

/// A file to download.
#[must_use]
pub fn file(id: domain::ids::FileId) -> String {
    format!("/files/{id}")
}

/// A project's public page.
#[must_use]
pub fn project(id: domain::ids::ProjectId) -> String {
    format!("/projects/{id}")
}

/// Where a student applies.
#[must_use]
pub fn apply(id: domain::ids::ProjectId) -> String {
    format!("/projects/{id}/apply")
}

/// A part of the student's own profile. The version makes it another address after each write: one that differs in its
/// fragment alone would not be loaded again.
#[must_use]
pub fn profile_part(part: &str, version: i32) -> String {
    format!("/student/profile?v={}#{part}", version.saturating_add(1))
}

/// The student's own profile with so many rows for skills, at the last of them.
#[must_use]
pub fn profile_rows(version: i32, rows: usize) -> String {
    format!("/student/profile?v={}&rows={rows}#skill_{rows}_name", version.saturating_add(1))
}

/// A part of the student's own portfolio; another address after each write, as for [`profile_part`].
#[must_use]
pub fn portfolio_part(part: &str, version: i32) -> String {
    format!("/student/portfolio?v={}#{part}", version.saturating_add(1))
}

/// A portfolio behind its public link.
#[must_use]
pub fn portfolio_link(secret: &str) -> String {
    format!("/portfolio/{secret}")
}

/// The student's own portfolio as a text file. A route of `server`.
pub const PORTFOLIO_TEXT: &str = "/student/portfolio.txt";

/// The same as a PDF.
pub const PORTFOLIO_PDF: &str = "/student/portfolio.pdf";

/// One application, for the student and the host alike.
#[must_use]
pub fn application(id: domain::ids::ApplicationId) -> String {
    format!("/applications/{id}")
}

/// The same as a PDF, with what its reader may see. A route of `server`.
#[must_use]
pub fn application_print(id: domain::ids::ApplicationId) -> String {
    format!("/applications/{id}/application.pdf")
}

/// One engagement, for everybody concerned.
#[must_use]
pub fn engagement(id: domain::ids::EngagementId) -> String {
    format!("/engagements/{id}")
}

/// The list of what must be done before the work.
#[must_use]
pub fn onboarding(id: domain::ids::EngagementId) -> String {
    engagement_room(id, "onboarding")
}

/// The typeset copy of one text of an agreement. A route of `server`, for whoever may see the agreement.
#[must_use]
pub fn agreement_copy(id: domain::ids::EngagementId, number: i32) -> String {
    format!("/engagements/{id}/agreement/version-{number}.pdf")
}

/// A training module.
#[must_use]
pub fn training(key: &str) -> String {
    format!("/student/training/{}", encoded(key))
}

/// A room of an engagement: `agreement`, `onboarding`, `survey`, `time`, `check-in`, `mid-point`, `messages`, `plan`,
/// `problem`, `review`.
#[must_use]
pub fn engagement_room(id: domain::ids::EngagementId, room: &str) -> String {
    format!("/engagements/{id}/{room}")
}

/// The newest messages of an engagement, at the place to write one.
#[must_use]
pub fn thread_end(id: domain::ids::EngagementId) -> String {
    format!("/engagements/{id}/messages#write")
}

/// The messages of an engagement before one of them.
#[must_use]
pub fn thread_before(id: domain::ids::EngagementId, before: domain::ids::MessageId) -> String {
    format!("/engagements/{id}/messages?before={before}")
}

/// One problem, for staff and whoever may read it.
#[must_use]
pub fn problem(id: domain::ids::ProblemId) -> String {
    format!("/problems/{id}")
}

/// One thing that needs attention, for staff.
#[must_use]
pub fn attention_item(id: domain::ids::AttentionItemId) -> String {
    format!("/staff/attention/{id}")
}

/// One week of an engagement's time.
#[must_use]
pub fn week(id: domain::ids::EngagementId, week: domain::time::Week) -> String {
    format!("/engagements/{id}/time?week={}", week.monday())
}

/// The same, with the offer to put back what was just taken out.
#[must_use]
pub fn week_without(id: domain::ids::EngagementId, at: domain::time::Week, entry: domain::ids::TimeEntryId) -> String {
    format!("{}&removed={entry}", week(id, at))
}

/// Where somebody signs in, to come back to `next` afterwards.
#[must_use]
pub fn sign_in_for(next: &str) -> String {
    format!("/sign-in?next={}", encoded(next))
}

/// The worker of the timesheet (`server/src/endpoints/worker`). A route of `server`; it serves what a device keeps.
pub const WORKER: &str = "/sw.js";

/// Where a browser forgets what it keeps of a person, after signing out. A route of `server`; the worker leaves it alone.
pub const FORGET: &str = "/forget";

/// What is shown for a page that needs a network when there is none.
pub const OFFLINE: &str = "/offline";

/// Where people sign in.
pub const SIGN_IN: &str = "/sign-in";

/// What the worker keeps on this device, answered by the worker itself: there is no such route on the server.
pub const ON_THIS_DEVICE: &str = "/on-this-device";

/// One milestone.
#[must_use]
pub fn milestone(engagement: domain::ids::EngagementId, id: domain::ids::MilestoneId) -> String {
    format!("/engagements/{engagement}/milestones/{id}")
}

/// The résumé on the student's own profile, after a write: the file makes it another address, so that it is loaded again.
#[must_use]
pub fn resume_part(file: Option<domain::ids::FileId>) -> String {
    let file = file.map_or_else(|| "none".to_owned(), |file| file.to_string());
    format!("/student/profile?file={file}#resume")
}

/// A person's calendar for other programs, behind its secret. A route of `server`, open to whoever knows the secret.
#[must_use]
pub fn calendar_feed(secret: &str) -> String {
    format!("/calendar/{secret}.ics")
}

/// A host's view of its project.
#[must_use]
pub fn host_project(id: domain::ids::ProjectId) -> String {
    format!("/host/projects/{id}")
}

/// A screen of the wizard.
#[must_use]
pub fn wizard(id: domain::ids::ProjectId, step: &str) -> String {
    format!("/host/projects/{id}/edit/{step}")
}

/// A template as a host sees it before beginning with it.
#[must_use]
pub fn template_preview(key: &str) -> String {
    format!("/host/projects/new/{key}")
}

/// The ways to begin a project, with the templates of one need.
#[must_use]
pub fn beginnings_for(need: &str) -> String {
    format!("/host/projects/new?need={need}#templates")
}

/// A program's template on the desk of staff.
#[must_use]
pub fn template(id: domain::ids::TemplateId) -> String {
    format!("/staff/templates/{id}")
}

/// A draft as a student would see it; `step` is the screen that leads there.
#[must_use]
pub fn preview(id: domain::ids::ProjectId, step: &str) -> String {
    format!("/host/projects/{id}/preview?step={step}")
}

/// The form that changes a published project.
#[must_use]
pub fn change_project(id: domain::ids::ProjectId) -> String {
    format!("/host/projects/{id}/change")
}

/// A change of a published project, for staff.
#[must_use]
pub fn revision(id: domain::ids::RevisionId) -> String {
    format!("/staff/revisions/{id}")
}

/// A host organisation, for staff.
#[must_use]
pub fn staff_host(id: domain::ids::HostId) -> String {
    format!("/staff/hosts/{id}")
}

/// What a host organisation says of itself, for its own members.
#[must_use]
pub fn organisation(id: domain::ids::HostId) -> String {
    format!("/host/organisation?host={id}")
}

/// The applicants of a project.
#[must_use]
pub fn applicants(id: domain::ids::ProjectId) -> String {
    format!("/host/projects/{id}/applicants")
}

/// Where a host tells applicants that others were chosen.
#[must_use]
pub fn decline(id: domain::ids::ProjectId) -> String {
    format!("/host/projects/{id}/decline")
}

/// The same with some of them picked.
#[must_use]
pub fn decline_picked(id: domain::ids::ProjectId, picked: &[domain::ids::ApplicationId]) -> String {
    let picks: Vec<String> = picked.iter().map(|one| format!("{}=on", pick(*one))).collect();
    format!("{}?{}", decline(id), picks.join("&"))
}

/// The name of the box that picks an applicant.
#[must_use]
pub fn pick(id: domain::ids::ApplicationId) -> String {
    format!("pick-{id}")
}

/// A project in the review queue.
#[must_use]
pub fn review(id: domain::ids::ProjectId) -> String {
    format!("/staff/queue/{id}")
}

/// The figures of the program, with what a new one would do to projects.
#[must_use]
pub fn policy_preview(name: &str, value: &str, valid_from: &str, source: &str) -> String {
    let (name, value, valid_from, source) = (encoded(name), encoded(value), encoded(valid_from), encoded(source));
    format!("/staff/policy?figure={name}&value={value}&valid_from={valid_from}&source={source}&preview=yes#preview")
}

/// A value for a query.
#[must_use]
pub fn encoded(value: &str) -> String {
    domain::searches::encoded(value)
}

/// All metrics of what is asked, as values a spreadsheet reads. A route of `server`.
pub const METRICS_CSV: &str = "/staff/metrics/figures.csv";
/// One metric likewise.
pub const METRIC_CSV: &str = "/staff/metrics/{metric}/figures.csv";

/// A snapshot likewise.
pub const REPORT_CSV: &str = "/staff/metrics/reports/{id}/figures.csv";
/// Figures that were frozen.
pub const REPORTS: &str = "/staff/metrics/reports";

/// A report of frozen figures.
#[must_use]
pub fn report(id: domain::ids::SnapshotId) -> String {
    format!("{REPORTS}/{id}")
}

/// Its values.
#[must_use]
pub fn report_values(id: domain::ids::SnapshotId) -> String {
    REPORT_CSV.replace("{id}", &id.to_string())
}

/// All metrics, with what is asked as a query.
#[must_use]
pub fn metrics(query: &str) -> String {
    format!("/staff/metrics?{query}")
}

/// One metric.
#[must_use]
pub fn metric(metric: domain::metrics::Metric, query: &str) -> String {
    format!("/staff/metrics/{}?{query}", metric.slug())
}

/// The values of one metric, or of all.
#[must_use]
pub fn metric_values(metric: Option<domain::metrics::Metric>, query: &str) -> String {
    let path = metric.map_or_else(|| METRICS_CSV.to_owned(), |one| METRIC_CSV.replace("{metric}", one.slug()));
    format!("{path}?{query}")
}

/// Finance's list: one stage, or everything that waits for finance.
#[must_use]
pub fn payments(stage: Option<domain::payments::Stage>) -> String {
    use domain::machine::Word as _;
    stage.map_or_else(|| "/staff/payments".to_owned(), |stage| format!("/staff/payments?stage={}", stage.word()))
}
