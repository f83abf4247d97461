//! Skills with level and evidence: rows that plain buttons add and take out.

use backend::profiles::ProfileView;
use domain::machine::Word as _;
use domain::skills::{Level, MOST_SKILLS, StudentSkill};
use leptos::prelude::*;

use super::{hidden, name_of, summary};
use crate::layout::Kept;
use crate::ui::{Button, ButtonKind, Choice, ErrorSummary, Field, FormState, Repeater, RepeaterItem, Select, icon};

pub const ACTION: &str = "/api/profiles/save-skills";
const LIST: &str = "skill-names";

pub fn form(view: &ProfileView, state: &FormState, wanted: usize) -> impl IntoView + use<> {
    let sent = (1..=MOST_SKILLS).filter(|n| state.values.contains_key(&name_of(&format!("skill_{n}_name")))).max();
    let rows = sent.unwrap_or_else(|| wanted.max(view.skills.len()).clamp(1, MOST_SKILLS));
    let blank = StudentSkill::default();
    let items =
        (1..=rows).map(|number| row(number, view.skills.get(number - 1).unwrap_or(&blank), state)).collect_view();
    let add = if rows < MOST_SKILLS { "Add a skill" } else { "" };
    view! {
        <p class="soft">
            {format!("At most {MOST_SKILLS}. Begin to type and choose from the list: hosts use the same names. Words of your own are fine too.")}
        </p>
        <form method="post" action=ACTION class="stack">
            // The first button is the one that Enter presses.
            <button class="vh" name="go" value="save" tabindex="-1" aria-hidden="true">"Save skills"</button>
            <ErrorSummary items=summary(state)/>
            {kept(view, state)} {hidden(view)}
            <Repeater legend="What you can do" add=add add_name="go" add_value="add">{items}</Repeater>
            <p><Button kind=ButtonKind::Primary name="go" value="save">"Save skills"</Button></p>
            {crate::skills::datalist(LIST, &view.vocabulary)}
        </form>
    }
}

fn row(number: usize, skill: &StudentSkill, state: &FormState) -> impl IntoView + use<> {
    let field = |part: &str| format!("skill_{number}_{part}");
    let value = |part: &str, kept: &str| state.value(&name_of(&field(part)), kept);
    let error = |part: &str| state.error(&name_of(&field(part)));
    let levels = Level::ALL.iter().map(|level| Choice::new(level.word(), level.label())).collect::<Vec<_>>();
    let bad = ["name", "level", "evidence"].iter().any(|part| error(part).is_some());
    let shown = skill.name.clone();
    let out = if shown.is_empty() { format!("Remove skill {number}") } else { format!("Remove {shown}") };
    let cols = view! {
        <div class="cols">
            <Field name=name_of(&field("name")) id=field("name") label=format!("Skill {number}") list=LIST maxlength=40
                autocomplete="off" value=value("name", &skill.name) error=error("name")/>
            <Select name=name_of(&field("level")) id=field("level") label=format!("How well, skill {number}") choices=levels
                empty="Not said" value=value("level", skill.level.map_or("", Level::word)) error=error("level")/>
        </div>
    };
    let evidence = view! {
        <Field name=name_of(&field("evidence")) id=field("evidence") label=format!("What shows it, skill {number}") optional=true maxlength=300
            placeholder="A course, a project, or a link" value=value("evidence", &skill.evidence) error=error("evidence")/>
    };
    view! {
        <RepeaterItem number=number bad=bad>
            {cols} {evidence}
            <p>
                <Button kind=ButtonKind::Quiet small=true icon=icon::TRASH name="go" value=format!("remove_{number}") novalidate=true>{out}</Button>
            </p>
        </RepeaterItem>
    }
}

fn kept(view: &ProfileView, state: &FormState) -> Option<AnyView> {
    let blank = StudentSkill::default();
    let compared = (1..=MOST_SKILLS).fold(Kept::beside(state), |compared, number| {
        let skill = view.skills.get(number - 1).unwrap_or(&blank);
        let field = |part: &str| name_of(&format!("skill_{number}_{part}"));
        let (name, level, evidence) = (field("name"), field("level"), field("evidence"));
        let fields = [
            (name.as_str(), skill.name.as_str()),
            (level.as_str(), skill.level.map_or("", Level::word)),
            (evidence.as_str(), skill.evidence.as_str()),
        ];
        let words = [skill.name.as_str(), skill.level.map_or("", Level::label), skill.evidence.as_str()];
        let words: Vec<&str> = words.into_iter().filter(|part| !part.is_empty()).collect();
        compared.answer(&format!("Skill {number}"), &fields, &words.join(", "))
    });
    compared.banner(view.version)
}
