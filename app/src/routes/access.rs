//! The access table of pages, server functions and routes for files. A path without a row here is refused.

use super::addresses::{DONE_BY_EMAIL, UPLOAD_HAND_IN, UPLOAD_PIECES, UPLOAD_RESUME};
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
    page("/host/projects/{id}", Form, May(Action::DraftProject)),
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
    page("/staff/metrics", Document, May(Action::ViewMetrics)),
    page("/staff/metrics/reports", Document, May(Action::ViewMetrics)),
    page("/staff/metrics/reports/{id}", Document, May(Action::ViewMetrics)),
    page("/staff/metrics/{metric}", Document, May(Action::ViewMetrics)),
    page("/staff/payments", Form, May(Action::ViewPayments)),
    page("/staff/payments/books", Document, May(Action::ViewPayments)),
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
    ("/api/people/lift-strike", May(Action::ViewPeople)),
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
    ("/api/interviews/propose", May(Action::ViewApplicants)),
    ("/api/interviews/answer", SignedIn),
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
    ("/api/timesheets/approve-several", May(Action::ViewHostHome)),
    ("/api/metrics/freeze", May(Action::ViewMetrics)),
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
