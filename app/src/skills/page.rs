//! `/staff/skills`, and the list other pages offer while somebody types.

use backend::skills::{OwnListed, SkillsView};
use domain::skills::{Vocabulary, skills};
use domain::time::short_date;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::layout::{Frame, Page, hidden_key, page};
use crate::ui::{Button, ButtonKind, EmptyState, ErrorSummary, Field, FormState, More, icon};

const ADD: &str = "/api/skills/add";
const REMOVE: &str = "/api/skills/remove";

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/staff/skills") view=SkillsPage ssr=SsrMode::Async/> }
        .into_inner()
        .into_any_nested_route()
}

/// The names of the vocabulary for the browser's own list under a field; other names for a skill stand beside its name,
/// so that typing them finds it.
pub fn datalist(id: &'static str, vocabulary: &Vocabulary) -> impl IntoView + use<> {
    let own = vocabulary.own().iter().map(|skill| (skill.name.clone(), skill.also.join(", ")));
    let all = skills().iter().map(|skill| (skill.name.to_owned(), skill.also.join(", ")));
    let options = own
        .chain(all)
        .map(|(name, also)| {
            let label = (!also.is_empty()).then(|| format!("{name}: {also}"));
            view! { <option value=name label=label></option> }
        })
        .collect_view();
    view! { <datalist id=id>{options}</datalist> }
}

#[component]
fn SkillsPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let view = backend::skills::skills_page(&cx).await?;
        let (form, failed) = (request.form_for(ADD), request.form_for(REMOVE));
        let wanted = request.query("name");
        let body = view! {
            <header class="stack tight">
                <p class="eyebrow">"Skills"</p>
                <h1>"What skills are called here"</h1>
                <p class="lede">
                    {format!("{} names come with Foothold. What your students and hosts need beside them, you add here.", skills().len())}
                </p>
            </header>
            <div class="split">
                <div class="stack loose">{own(&view, &failed)} {unlisted(&view)}</div>
                {add_form(&form, &wanted)}
            </div>
            {come_with()}
        };
        Ok(Page::new("Skills", Frame::Staff("/staff/skills"), body))
    })
}

fn own(view: &SkillsView, failed: &FormState) -> impl IntoView + use<> {
    if view.own.is_empty() {
        let text = "Add the first one beside this, or take up a word that students use.";
        return view! { <EmptyState title="No skills of your own yet" text=text/> }.into_any();
    }
    let rows = view.own.iter().map(own_row).collect_view();
    let wrong = failed.summary();
    view! {
        <section class="sec" aria-labelledby="own">
            <h2 id="own">"Added by the program"</h2>
            <ErrorSummary items=wrong/>
            <table class="data">
                <thead>
                    <tr><th scope="col">"Skill"</th><th scope="col">"Also called"</th><th scope="col" class="num">"Students"</th><th scope="col">"Added"</th><th scope="col"><span class="vh">"Take out"</span></th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn own_row(one: &OwnListed) -> impl IntoView + use<> {
    let name = one.skill.name.clone();
    let added = if one.by.is_empty() { short_date(one.on) } else { format!("{} by {}", short_date(one.on), one.by) };
    view! {
        <tr>
            <th scope="row">{name.clone()}</th>
            <td data-label="Also called">{one.skill.also.join(", ")}</td>
            <td class="num" data-label="Students">{one.students}</td>
            <td data-label="Added">{added}</td>
            <td class="act">
                <form method="post" action=REMOVE>
                    {hidden_key()}
                    <input type="hidden" name="id" value=one.id.to_string()/>
                    <Button small=true icon=icon::TRASH>"Take out" <span class="vh">{format!(" {name}")}</span></Button>
                </form>
            </td>
        </tr>
    }
}

fn unlisted(view: &SkillsView) -> Option<impl IntoView + use<>> {
    let rows = view
        .unlisted
        .iter()
        .map(|one| {
            let students =
                if one.students == 1 { "1 student".to_owned() } else { format!("{} students", one.students) };
            let href = format!("/staff/skills?name={}#add", crate::routes::encoded(&one.name));
            view! {
                <li class="row between">
                    <span><b>{one.name.clone()}</b> " " <span class="meta">{students}</span></span>
                    <a class="link" href=href>"Take up " <span class="vh">{one.name.clone()}</span></a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="unlisted">
                <h2 id="unlisted">"Words students use that are in no list"</h2>
                <p class="soft">"A project asks for a skill by its name in the list. What stands here is found only where it is written alike."</p>
                <ul class="rows">{rows}</ul>
            </section>
        }
    })
}

fn add_form(form: &FormState, wanted: &str) -> impl IntoView + use<> {
    view! {
        <section class="sec" aria-labelledby="add-h" id="add">
            <h2 id="add-h">"Add a skill"</h2>
            <form method="post" action=ADD class="stack">
                {hidden_key()}
                <ErrorSummary items=form.summary()/>
                <Field name="name" label="Name" maxlength=40 hint="As a student would write it: River kayaking."
                    value=form.value("name", wanted) error=form.error("name")/>
                <Field name="also" label="Also called" optional=true hint="Other names for the same skill, with commas between them."
                    value=form.value("also", "") error=form.error("also")/>
                <Button kind=ButtonKind::Primary>"Add to the list"</Button>
            </form>
        </section>
    }
}

/// The list of the product, by group.
fn come_with() -> impl IntoView {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for skill in skills() {
        match groups.last_mut().filter(|(group, _)| *group == skill.group) {
            Some((_, names)) => names.push(skill.name),
            None => groups.push((skill.group, vec![skill.name])),
        }
    }
    let groups = groups
        .into_iter()
        .map(|(group, names)| view! { <div><dt><b>{group}</b></dt><dd>{names.join(", ")}</dd></div> })
        .collect_view();
    view! {
        <section class="sec" aria-labelledby="all">
            <h2 id="all">"The names that come with Foothold"</h2>
            <p class="soft">"Written for Foothold, under the project’s own licence."</p>
            <More summary="Show all of them"><dl class="stack">{groups}</dl></More>
        </section>
    }
}
