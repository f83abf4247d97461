//! Every path once: typed addresses for links, and the access table of pages and server functions.
//! A path without a row here is refused.

use domain::access::Action;

/// What a page needs of the browser (`quality.md`, three kinds of page).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// HTML and CSS only.
    Document,
    /// Works without script, answers in place with it.
    Form,
    /// Streams or reacts while typing.
    Live,
}

/// Who may come in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Anybody.
    Public,
    /// Anybody signed in; the query behind it narrows what they see.
    SignedIn,
    /// People who may do this in the program.
    May(Action),
    /// Only where the demonstration is switched on.
    Demo,
}

/// One page.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// As axum writes it: `/projects/{id}`.
    pub path: &'static str,
    /// What it needs of the browser.
    pub kind: Kind,
    /// Who may come in.
    pub access: Access,
}

const fn page(path: &'static str, kind: Kind, access: Access) -> Page {
    Page { path, kind, access }
}

use Access::{Demo, May, Public, SignedIn};
use Kind::{Document, Form, Live};

/// Every page.
pub const PAGES: &[Page] = &[
    page("/", Document, Public),
    page("/projects", Document, Public),
    page("/projects/{id}", Document, Public),
    page("/fairness", Document, Public),
    page("/privacy", Document, Public),
    page("/offline", Document, Public),
    page("/sign-in", Form, Public),
    page("/sign-up", Document, Public),
    page("/sign-up/student", Form, Public),
    page("/sign-up/host", Form, Public),
    page("/confirm-email", Form, Public),
    page("/reset-password", Form, Public),
    page("/reset-password/new", Form, Public),
    page("/check-your-mail", Document, Public),
    page("/home", Document, SignedIn),
    page("/account", Form, SignedIn),
    page("/account/reminders", Form, SignedIn),
    page("/student", Form, May(Action::ViewStudentHome)),
    page("/student/applications", Document, May(Action::ViewStudentHome)),
    page("/student/offers", Form, May(Action::ViewStudentHome)),
    page("/student/searches", Form, May(Action::ViewStudentHome)),
    page("/searches/stop", Form, Public),
    page("/student/work", Document, May(Action::ViewStudentHome)),
    page("/student/pay", Document, May(Action::ViewStudentHome)),
    page("/student/calendar", Form, May(Action::ViewStudentHome)),
    page("/student/profile", Form, May(Action::EditStudentProfile)),
    page("/student/portfolio", Form, May(Action::EditStudentProfile)),
    page("/student/portfolio/preview", Document, May(Action::EditStudentProfile)),
    page("/student/portfolio/text", Document, May(Action::EditStudentProfile)),
    page("/portfolio/{secret}", Document, Public),
    page(DONE_BY_EMAIL, Document, Public),
    page("/by-email/{secret}", Document, Public),
    page("/student/training", Document, May(Action::ViewStudentHome)),
    page("/student/training/{module}", Form, May(Action::ViewStudentHome)),
    page("/projects/{id}/apply", Form, May(Action::Apply)),
    page("/applications/{id}", Form, SignedIn),
    page("/engagements/{id}", Form, SignedIn),
    page("/engagements/{id}/agreement", Form, SignedIn),
    page("/engagements/{id}/time", Live, SignedIn),
    page("/engagements/{id}/onboarding", Form, SignedIn),
    page("/engagements/{id}/survey", Form, SignedIn),
    page("/engagements/{id}/check-in", Form, SignedIn),
    page("/engagements/{id}/messages", Form, SignedIn),
    page("/engagements/{id}/plan", Form, SignedIn),
    page("/engagements/{id}/mid-point", Form, SignedIn),
    page("/engagements/{id}/problem", Form, SignedIn),
    page("/problems/{id}", Form, SignedIn),
    page("/engagements/{id}/milestones/{milestone}", Form, SignedIn),
    page("/engagements/{id}/review", Form, SignedIn),
    page("/host", Form, May(Action::ViewHostHome)),
    page("/host/projects/new", Form, May(Action::DraftProject)),
    page("/host/projects/new/{key}", Form, May(Action::DraftProject)),
    page("/host/projects/example", Document, May(Action::DraftProject)),
    page("/host/projects/{id}/preview", Document, May(Action::DraftProject)),
    page("/host/projects/{id}", Form, May(Action::ViewHostHome)),
    page("/host/projects/{id}/edit/{step}", Live, May(Action::DraftProject)),
    page("/host/projects/{id}/change", Form, May(Action::ViewHostHome)),
    page("/host/projects/{id}/applicants", Form, May(Action::ViewApplicants)),
    page("/host/projects/{id}/decline", Form, May(Action::ViewApplicants)),
    page("/host/organisation", Form, May(Action::EditHostProfile)),
    page("/host/hours", Form, May(Action::ViewHostHome)),
    page("/host/calendar", Form, May(Action::ViewHostHome)),
    page("/faculty", Document, May(Action::ViewFacultyHome)),
    page("/staff", Live, May(Action::ViewStaffHome)),
    page("/staff/queue", Document, May(Action::ReviewProjects)),
    page("/staff/queue/{id}", Form, May(Action::ReviewProjects)),
    page("/staff/revisions/{id}", Form, May(Action::ReviewProjects)),
    page("/staff/projects", Document, May(Action::ViewStaffHome)),
    page("/staff/skills", Form, May(Action::KeepSkills)),
    page("/staff/templates", Form, May(Action::KeepTemplates)),
    page("/staff/templates/{id}", Form, May(Action::KeepTemplates)),
    page("/staff/people", Document, May(Action::ViewPeople)),
    page("/staff/hosts", Form, May(Action::ViewHosts)),
    page("/staff/hosts/{id}", Form, May(Action::ViewHosts)),
    page("/staff/engagements", Document, May(Action::ViewStaffHome)),
    page("/staff/problems", Document, May(Action::KeepProblems)),
    page("/staff/reviews", Form, May(Action::KeepReviews)),
    page("/staff/attention", Document, May(Action::KeepAttention)),
    page("/staff/attention/{id}", Form, May(Action::KeepAttention)),
    page("/staff/payments", Form, May(Action::ViewPayments)),
    page("/staff/clearance", Form, May(Action::ClearAuthorization)),
    page("/staff/onboarding", Form, May(Action::KeepAgreements)),
    page("/staff/policy", Form, May(Action::ViewPolicy)),
    page("/staff/calendar", Form, May(Action::ManagePolicy)),
    page("/staff/funds", Form, May(Action::KeepFunds)),
    page("/demo", Form, Demo),
    page("/mails", Document, Demo),
    page("/mails/{id}", Document, Demo),
    page("/dev/gallery", Document, Demo),
];

/// Every server function: its path and who may call it. The command behind it decides the rest.
pub const SERVER_FUNCTIONS: &[(&str, Access)] = &[
    ("/api/display/theme", Public),
    ("/api/demo/wait", Demo),
    ("/api/people/sign-in", Public),
    ("/api/people/sign-up-student", Public),
    ("/api/people/sign-up-host", Public),
    ("/api/people/confirm-email", Public),
    ("/api/people/request-reset", Public),
    ("/api/people/reset-password", Public),
    ("/api/people/sign-out", SignedIn),
    ("/api/people/sign-out-everywhere", SignedIn),
    ("/api/profiles/save-about", May(Action::EditStudentProfile)),
    ("/api/profiles/save-skills", May(Action::EditStudentProfile)),
    ("/api/profiles/save-time", May(Action::EditStudentProfile)),
    ("/api/profiles/save-interests", May(Action::EditStudentProfile)),
    ("/api/profiles/save-background", May(Action::EditStudentProfile)),
    ("/api/profiles/save-private", May(Action::EditStudentProfile)),
    ("/api/profiles/save-demographics", May(Action::EditStudentProfile)),
    ("/api/portfolios/save-about", May(Action::EditStudentProfile)),
    ("/api/portfolios/link", May(Action::EditStudentProfile)),
    ("/api/portfolios/arrange", May(Action::EditStudentProfile)),
    ("/api/portfolios/save-line", May(Action::EditStudentProfile)),
    ("/api/portfolios/ask", May(Action::EditStudentProfile)),
    ("/api/portfolios/permit", SignedIn),
    ("/api/by-email/act", Public),
    ("/api/files/remove-resume", May(Action::EditStudentProfile)),
    ("/api/skills/add", May(Action::KeepSkills)),
    ("/api/skills/remove", May(Action::KeepSkills)),
    ("/api/projects/start", May(Action::DraftProject)),
    ("/api/projects/paste", May(Action::DraftProject)),
    ("/api/projects/save-step", May(Action::DraftProject)),
    ("/api/projects/submit", May(Action::DraftProject)),
    ("/api/projects/move", SignedIn),
    ("/api/projects/review", May(Action::ReviewProjects)),
    ("/api/templates/make", May(Action::KeepTemplates)),
    ("/api/templates/correct", May(Action::KeepTemplates)),
    ("/api/templates/move", May(Action::KeepTemplates)),
    ("/api/revisions/propose", May(Action::ViewHostHome)),
    ("/api/revisions/withdraw", May(Action::ViewHostHome)),
    ("/api/revisions/decide", May(Action::ReviewProjects)),
    ("/api/hosts/decide", SignedIn),
    ("/api/hosts/save-profile", May(Action::EditHostProfile)),
    ("/api/searches/save", May(Action::ViewStudentHome)),
    ("/api/searches/alerts", May(Action::ViewStudentHome)),
    ("/api/searches/remove", May(Action::ViewStudentHome)),
    ("/api/searches/stop", Public),
    ("/api/applications/apply", May(Action::Apply)),
    ("/api/applications/decide", SignedIn),
    ("/api/applications/answer-offer", SignedIn),
    ("/api/applications/decline", May(Action::ViewApplicants)),
    ("/api/rubrics/score", May(Action::ViewApplicants)),
    ("/api/engagements/sign", SignedIn),
    ("/api/engagements/prepare", SignedIn),
    ("/api/onboarding/agree-goals", SignedIn),
    ("/api/onboarding/hand-in-tax-form", SignedIn),
    ("/api/onboarding/record-tax-form", May(Action::ViewStaffHome)),
    ("/api/onboarding/record-safety", May(Action::ViewStaffHome)),
    ("/api/onboarding/confirm-data", May(Action::ViewStudentHome)),
    ("/api/onboarding/sign-on-paper", May(Action::ViewStaffHome)),
    ("/api/onboarding/change-agreement", May(Action::ViewStaffHome)),
    ("/api/onboarding/answer-survey", SignedIn),
    ("/api/onboarding/answer-module", May(Action::ViewStudentHome)),
    ("/api/onboarding/save-rules", May(Action::KeepAgreements)),
    ("/api/onboarding/save-clauses", May(Action::KeepAgreements)),
    ("/api/engagements/clear", May(Action::ClearAuthorization)),
    ("/api/engagements/move", SignedIn),
    ("/api/engagements/check-in", SignedIn),
    ("/api/engagements/answer-check-in", SignedIn),
    ("/api/engagements/mid-point", SignedIn),
    ("/api/engagements/answer-help", May(Action::KeepProblems)),
    ("/api/engagements/hand-in", SignedIn),
    ("/api/engagements/decide-work", SignedIn),
    ("/api/milestones/comment", SignedIn),
    ("/api/milestones/decide", SignedIn),
    ("/api/extensions/propose", SignedIn),
    ("/api/extensions/answer", SignedIn),
    ("/api/extensions/decide", May(Action::ViewStaffHome)),
    ("/api/messages/send", SignedIn),
    ("/api/messages/withdraw", SignedIn),
    ("/api/pauses/propose", SignedIn),
    ("/api/pauses/answer", SignedIn),
    ("/api/plans/propose", SignedIn),
    ("/api/plans/answer", SignedIn),
    ("/api/problems/report", SignedIn),
    ("/api/problems/open-dispute", SignedIn),
    ("/api/problems/move", SignedIn),
    ("/api/problems/decide", May(Action::KeepProblems)),
    ("/api/problems/note", May(Action::KeepProblems)),
    ("/api/attention/act", May(Action::KeepAttention)),
    ("/api/timesheets/add-entry", SignedIn),
    ("/api/timesheets/change-entry", SignedIn),
    ("/api/timesheets/remove-entry", SignedIn),
    ("/api/timesheets/restore-entry", SignedIn),
    ("/api/timesheets/copy-week", SignedIn),
    ("/api/timesheets/move", SignedIn),
    ("/api/payments/move", May(Action::ViewPayments)),
    ("/api/agenda/address", SignedIn),
    ("/api/agenda/save-reminders", SignedIn),
    ("/api/reviews/submit", SignedIn),
    ("/api/reviews/revise", SignedIn),
    ("/api/reviews/reply", SignedIn),
    ("/api/reviews/flag", SignedIn),
    ("/api/reviews/decide-flag", May(Action::KeepReviews)),
    ("/api/dashboards/staff-home", May(Action::ViewStaffHome)),
    ("/api/policies/set", May(Action::ManagePolicy)),
    ("/api/calendar/add-exams", May(Action::ManagePolicy)),
    ("/api/calendar/add-holiday", May(Action::ManagePolicy)),
    ("/api/calendar/set-floor", May(Action::ManagePolicy)),
    ("/api/calendar/end-floor", May(Action::ManagePolicy)),
    ("/api/calendar/remove", May(Action::ManagePolicy)),
    ("/api/funds/save", May(Action::KeepFunds)),
    ("/api/funds/close", May(Action::KeepFunds)),
];

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
/// Routes of `server` for files: their path, their methods and who may call them. The command or query behind decides the
/// rest.
pub const FILE_ROUTES: &[(&str, &str, Access)] = &[
    ("/files/{id}", "GET, HEAD", SignedIn),
    (UPLOAD_RESUME, "POST", May(Action::EditStudentProfile)),
    (UPLOAD_HAND_IN, "POST", SignedIn),
    (UPLOAD_PIECES, "POST", SignedIn),
    ("/upload/pieces/{id}", "HEAD, PATCH, DELETE", SignedIn),
    ("/upload/pieces/{id}/finish", "POST", SignedIn),
];

/// The row of a route for files.
#[must_use]
pub fn file_route_at(path: &str) -> Option<Access> {
    FILE_ROUTES.iter().find(|(p, _, _)| *p == path).map(|(_, _, access)| *access)
}

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

/// The page at an address of the site, such as `/projects/0196…`.
#[must_use]
pub fn page_of(address: &str) -> Option<&'static Page> {
    let fits = |pattern: &str| {
        let (mut asked, mut known) = (address.split('/'), pattern.split('/'));
        loop {
            match (asked.next(), known.next()) {
                (None, None) => return true,
                (Some(part), Some(place)) if part == place || (place.starts_with('{') && !part.is_empty()) => {}
                _ => return false,
            }
        }
    };
    PAGES.iter().find(|page| fits(page.path))
}

/// The row of a page by its axum path.
#[must_use]
pub fn page_at(path: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.path == path)
}

/// The row of a server function.
#[must_use]
pub fn server_function_at(path: &str) -> Option<Access> {
    SERVER_FUNCTIONS.iter().find(|(p, _)| *p == path).map(|(_, access)| *access)
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

/// Finance's list: one stage, or everything that waits for finance.
#[must_use]
pub fn payments(stage: Option<domain::payments::Stage>) -> String {
    use domain::machine::Word as _;
    stage.map_or_else(|| "/staff/payments".to_owned(), |stage| format!("/staff/payments?stage={}", stage.word()))
}
