//! The frame of each role: navigation, notice, `main`, footer.

use domain::actor::{Person, Role};
use leptos::prelude::*;

use crate::layout::page::Request;
use crate::text;
use crate::ui::{Avatar, Brand, Glyph, Icon, Notice, icon};

/// Which frame surrounds a page, and which entry of its navigation is current (its path).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Frame {
    /// For anybody: header and footer.
    Public,
    /// For anybody, one narrow column: forms.
    Slim,
    /// Tab bar on a phone, side navigation on a desktop.
    Student(&'static str),
    /// Top navigation.
    Host(&'static str),
    /// Top navigation, for people of the faculty.
    Faculty(&'static str),
    /// The top navigation of whoever writes; the body brings its own `main` (the wizard's three columns).
    Wizard,
    /// Side navigation, dense.
    Staff(&'static str),
}

type Entry = (&'static str, &'static str, Glyph);

const STUDENT: [Entry; 5] = [
    ("/student", "Home", icon::HOUSE),
    ("/projects", "Find", icon::SEARCH),
    ("/student/work", "Work", icon::TIMER),
    ("/student/pay", "Pay", icon::WALLET),
    ("/student/profile", "Me", icon::USER_ROUND),
];

const HOST: [Entry; 4] = [
    ("/host", "Home", icon::HOUSE),
    ("/host/hours", "Hours", icon::TIMER),
    ("/host/calendar", "Calendar", icon::CALENDAR_DAYS),
    ("/account", "Account", icon::USER_ROUND),
];

const FACULTY: [Entry; 3] = [
    ("/faculty", "Home", icon::HOUSE),
    ("/projects", "Projects", icon::SEARCH),
    ("/account", "Account", icon::USER_ROUND),
];

const STAFF: [Entry; 3] = [
    ("/staff", "Today", icon::LAYOUT_DASHBOARD),
    ("/staff/projects", "Projects", icon::BRIEFCASE),
    ("/account", "Account", icon::USER_ROUND),
];

impl Frame {
    /// The frame a page shared by several roles has for this person.
    #[must_use]
    pub fn of(person: &Person, student: &'static str, host: &'static str, staff: &'static str) -> Self {
        if !person.hosts.is_empty() {
            Self::Host(host)
        } else if [Role::Staff, Role::Admin, Role::Finance, Role::Dso].into_iter().any(|role| person.has(role)) {
            Self::Staff(staff)
        } else if person.has(Role::Student) {
            Self::Student(student)
        } else if person.has(Role::Faculty) {
            Self::Faculty("/faculty")
        } else {
            Self::Public
        }
    }

    pub(super) fn around(self, request: &Request, body: AnyView) -> AnyView {
        let notice = crate::caller::cookie("notice").and_then(|word| text::Notice::sentence(&word));
        if notice.is_some() {
            crate::caller::set_cookie("notice=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly");
        }
        let notice = notice.map(|sentence| view! { <Notice text=sentence/> });
        let kind_is_form = needs_script();
        let enhancer = kind_is_form.then(|| view! { <crate::ui::islands::FormEnhancer/> });
        match self {
            Self::Public => view! {
                <div>
                    {skip()} {public_header(request)} {notice}
                    <main id="main" class="page" tabindex="-1">{body}</main>
                    {footer(request)} {enhancer}
                </div>
            }
            .into_any(),
            Self::Slim => view! {
                <div>
                    {skip()} {public_header(request)} {notice}
                    <main id="main" class="page slim" tabindex="-1">{body}</main>
                    {footer(request)} {enhancer}
                </div>
            }
            .into_any(),
            Self::Student(current) => view! {
                <div class="student">
                    {skip()}
                    <nav class="tabbar" aria-label="Main">
                        <Brand href="/student" class="wide"/>
                        <ul>{STUDENT.into_iter().map(|entry| nav_entry(entry, current)).collect_view()}</ul>
                    </nav>
                    <div>
                        {notice}
                        <main id="main" class="page" tabindex="-1">{body}</main>
                        {enhancer}
                    </div>
                </div>
            }
            .into_any(),
            Self::Host(current) | Self::Faculty(current) => view! {
                <div class="host">
                    {skip()} {top_header(request, current)} {notice}
                    <main id="main" class="page" tabindex="-1">{body}</main>
                    {enhancer}
                </div>
            }
            .into_any(),
            Self::Wizard => view! {
                <div class="host">{skip()} {top_header(request, "")} {notice} {body} {enhancer}</div>
            }
            .into_any(),
            Self::Staff(current) => view! {
                <div class="staff dense">
                    {skip()} {staff_rail(request, current)}
                    <div>
                        {staff_header(request)} {notice}
                        <main id="main" class="page" tabindex="-1">{body}</main>
                        {enhancer}
                    </div>
                </div>
            }
            .into_any(),
        }
    }
}

/// Whether this page's kind allows script: a document page ships none.
pub(super) fn needs_script() -> bool {
    let Some(parts) = use_context::<http::request::Parts>() else { return false };
    let pattern = parts.extensions.get::<crate::routes::Page>();
    pattern.is_some_and(|page| page.kind != crate::routes::Kind::Document)
}

fn skip() -> impl IntoView {
    view! { <a class="skip" href="#main">"Skip to the content"</a> }
}

fn nav_entry((path, word, glyph): Entry, current: &str) -> impl IntoView + use<> {
    let here = (path == current).then_some("page");
    view! { <li><a href=path aria-current=here><Icon glyph=glyph/>{word}</a></li> }
}

/// The home of a signed-in person.
pub(crate) fn home_of(person: &Person) -> &'static str {
    if !person.hosts.is_empty() {
        "/host"
    } else if person.has(Role::Staff) || person.has(Role::Admin) {
        "/staff"
    } else if person.has(Role::Finance) {
        "/staff/payments"
    } else if person.has(Role::Dso) {
        "/staff/clearance"
    } else if person.has(Role::Faculty) {
        "/faculty"
    } else {
        "/student"
    }
}

fn public_header(request: &Request) -> impl IntoView + use<> {
    let entry = match &request.visitor.person {
        Some(person) => view! { <a class="btn small" href=home_of(person)>"Your home"</a> }.into_any(),
        None => view! { <a class="btn small" href="/sign-in">"Sign in"</a> }.into_any(),
    };
    view! {
        <header class="bar">
            <Brand/>
            <nav class="push" aria-label="Main">
                <ul>
                    <li><a href="/projects">"Projects"</a></li>
                    <li class="wide"><a href="/#hosts">"For hosts"</a></li>
                    <li class="wide"><a href="/#programs">"For programs"</a></li>
                    <li>{entry}</li>
                </ul>
            </nav>
        </header>
    }
}

/// The entries for hosts, or for staff and faculty who write for one.
fn top_header(request: &Request, current: &str) -> impl IntoView + use<> {
    let home = request.visitor.person.as_ref().map_or("/", home_of);
    let list: &[Entry] = match home {
        "/host" => &HOST,
        "/faculty" => &FACULTY,
        _ => &STAFF,
    };
    let entries = list
        .iter()
        .map(|(path, word, _)| {
            let here = (*path == current).then_some("page");
            view! { <li><a href=*path aria-current=here>{*word}</a></li> }
        })
        .collect_view();
    let name = request.visitor.person.as_ref().map(|p| p.name.clone()).unwrap_or_default();
    view! {
        <header class="bar">
            <Brand href=home/>
            <nav aria-label="Main"><ul>{entries}</ul></nav>
            <div class="who push"><span class="wide meta">{name.clone()}</span><Avatar name=name/></div>
        </header>
    }
}

/// Whether the visitor may do this in any program of theirs.
fn may(request: &Request, action: domain::access::Action) -> bool {
    let person = request.visitor.person.as_ref();
    person.is_some_and(|p| p.roles.iter().any(|(program, _)| domain::access::may(Some(p), action, *program)))
}

fn staff_rail(request: &Request, current: &str) -> impl IntoView + use<> {
    use domain::access::Action;
    let today: &[(Entry, Action)] = &[
        (("/staff", "Today", icon::LAYOUT_DASHBOARD), Action::ViewStaffHome),
        (("/staff/queue", "Review queue", icon::INBOX), Action::ReviewProjects),
        (("/staff/attention", "Attention", icon::BELL), Action::KeepAttention),
    ];
    let program: &[(Entry, Action)] = &[
        (("/staff/projects", "Projects", icon::BRIEFCASE), Action::ViewStaffHome),
        (("/staff/templates", "Templates", icon::COPY), Action::KeepTemplates),
        (("/staff/skills", "Skills", icon::LIST_CHECKS), Action::KeepSkills),
        (("/staff/engagements", "Engagements", icon::TIMER), Action::ViewStaffHome),
        (("/staff/onboarding", "Onboarding", icon::FLAG), Action::KeepAgreements),
        (("/staff/problems", "Problems", icon::MESSAGE_SQUARE), Action::KeepProblems),
        (("/staff/reviews", "Reviews", icon::STAR), Action::KeepReviews),
        (("/staff/metrics", "Metrics", icon::TABLE), Action::ViewMetrics),
        (("/staff/people", "People", icon::GRADUATION_CAP), Action::ViewPeople),
        (("/staff/hosts", "Hosts", icon::BUILDING), Action::ViewHosts),
    ];
    let money: &[(Entry, Action)] = &[
        (("/staff/payments", "Payments", icon::HAND_COINS), Action::ViewPayments),
        (("/staff/funds", "Funds", icon::LANDMARK), Action::KeepFunds),
        (("/staff/clearance", "Work clearance", icon::SHIELD_CHECK), Action::ClearAuthorization),
        (("/staff/policy", "Policy", icon::SCALE), Action::ViewPolicy),
        (("/staff/calendar", "Calendar and floors", icon::CALENDAR_DAYS), Action::ManagePolicy),
        (("/account", "Account", icon::USER_ROUND), Action::ViewAccount),
    ];
    let group = |entries: &[(Entry, Action)]| {
        entries
            .iter()
            .filter(|(_, action)| may(request, *action))
            .map(|(entry, _)| nav_entry(*entry, current))
            .collect::<Vec<_>>()
    };
    // A heading over nothing says nothing.
    let titled = |title: &'static str, entries: Vec<_>| {
        (!entries.is_empty()).then(|| view! { <h2>{title}</h2> <ul class="list">{entries}</ul> })
    };
    let first = group(today);
    view! {
        <nav class="rail" id="nav" popover aria-label="Main">
            <Brand href="/home"/>
            {(!first.is_empty()).then(|| view! { <ul class="list">{first}</ul> })}
            {titled("Program", group(program))}
            {titled("Money and rules", group(money))}
        </nav>
    }
}

fn staff_header(request: &Request) -> impl IntoView + use<> {
    let name = request.visitor.person.as_ref().map(|p| p.name.clone()).unwrap_or_default();
    let find = may(request, domain::access::Action::ViewPeople).then(|| {
        view! {
            <form class="find-person" action="/staff/people" method="get" role="search" aria-label="Jump to a person">
                <label class="vh" for="jump">"Find a person"</label>
                <input id="jump" name="q" type="search" placeholder="Find a person"/>
            </form>
        }
    });
    view! {
        <header class="bar">
            <button class="btn icon narrow" popovertarget="nav" aria-label="Menu"><Icon glyph=icon::MENU/></button>
            {find}
            <div class="who push"><span class="wide meta">{name.clone()}</span><Avatar name=name/></div>
        </header>
    }
}

/// The appearance that was chosen: `light`, `dark` or `system`.
pub(crate) fn theme() -> String {
    crate::caller::cookie("theme")
        .filter(|theme| theme == "light" || theme == "dark")
        .unwrap_or_else(|| "system".to_owned())
}

fn footer(request: &Request) -> impl IntoView + use<> {
    let here = request.here.clone();
    let now = theme();
    let choice = |value: &'static str, word: &'static str| {
        let here = here.clone();
        let pressed = if now == value { "true" } else { "false" };
        view! {
            <li>
                <form method="post" action="/api/display/theme">
                    <input type="hidden" name="next" value=here/>
                    <button class="btn quiet small" name="theme" value=value aria-pressed=pressed>{word}</button>
                </form>
            </li>
        }
    };
    view! {
        <footer class="foot-page">
            <div class="row between">
                <p>"Runs on Foothold, open-source software."</p>
                <nav aria-label="Footer">
                    <ul>
                        <li><a href="/fairness">"Pay and fairness rules"</a></li>
                        <li><a href="/privacy">"Privacy"</a></li>
                    </ul>
                </nav>
                <ul class="row" aria-label="Appearance">{choice("light", "Light")} {choice("dark", "Dark")} {choice("system", "As the device")}</ul>
            </div>
        </footer>
    }
}
