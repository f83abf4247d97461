//! What no host reads: access needs, what eligibility depends on, and, apart, who somebody is.

use backend::profiles::ProfileView;
use domain::machine::Word;
use domain::people::{Gender, Origin, WorkStatus, YesNo};
use domain::time::{dated, iso};
use leptos::prelude::*;

use super::{folded, hidden, name_of, summary};
use crate::layout::Kept;
use crate::ui::{
    Button, CheckGroup, Checkbox, Choice, DateField, ErrorSummary, FormState, Icon, RadioCards, Select, TextArea, icon,
};

pub const FACTS: &str = "/api/profiles/save-private";
pub const DEMOGRAPHICS: &str = "/api/profiles/save-demographics";

pub fn facts(view: &ProfileView, state: &FormState) -> impl IntoView + use<> {
    let said = &view.private;
    let statuses = WorkStatus::ALL.iter().map(|status| Choice::new(status.word(), status.label())).collect::<Vec<_>>();
    let ends = said.ends_on.map(iso).unwrap_or_default();
    let kept = Kept::beside(state)
        .answer("What you need to do your best work", &[("access_needs", &said.access_needs)], &said.access_needs)
        .answer("May you take paid work?", &[("work_status", said.work_status.word())], said.work_status.label())
        .answer(
            "Your program or permission ends on",
            &[("ends_on", &ends)],
            &said.ends_on.map(dated).unwrap_or_default(),
        )
        .banner(view.version);
    let mut now = Vec::new();
    if !said.access_needs.is_empty() {
        now.push("Your access needs are written down".to_owned());
    }
    if said.work_status != WorkStatus::Unsaid {
        now.push(if said.work_status.needs_clearance() {
            "Work must be cleared before your first day".to_owned()
        } else {
            "You can take paid work without a clearance".to_owned()
        });
    }
    let form = view! {
        <form method="post" action=FACTS class="stack">
            <ErrorSummary items=summary(state)/>
            {kept} {hidden(view)}
            <TextArea name="access_needs" label="What you need to do your best work" optional=true maxlength=1000 counter=true
                hint="For example captions, step-free places, breaks. You decide whom you tell: copy from here when you ask for it."
                value=state.value("access_needs", &said.access_needs) error=state.error("access_needs")/>
            <RadioCards name="work_status" legend="May you take paid work?" choices=statuses
                hint="Decides only whether your international-student officer clears work before its first day. You can apply either way."
                value=state.value("work_status", said.work_status.word()) error=state.error("work_status")/>
            <DateField name="ends_on" label="Your program or permission ends on" optional=true
                value=state.value("ends_on", &ends) error=state.error("ends_on")/>
            <p><Button>"Save privately"</Button></p>
        </form>
    };
    view! {
        <p class="soft"><Icon glyph=icon::LOCK/> " Private. No host sees these answers, and they change nothing of what is recommended to you. Where work must be cleared first, the agreement says only that it must."</p>
        {folded(now.join(". "), "Change access needs and work authorization", state, form.into_any())}
    }
}

fn choices<W: Word>(label: fn(W) -> &'static str) -> Vec<Choice> {
    W::ALL.iter().map(|word| Choice::new(word.word(), label(*word))).collect()
}

const fn yes_no(answer: YesNo) -> &'static str {
    match answer {
        YesNo::Yes => "Yes",
        YesNo::No => "No",
    }
}

pub fn demographics(view: &ProfileView, state: &FormState) -> impl IntoView + use<> {
    let said = &view.demographics;
    let origins = Origin::ALL
        .iter()
        .map(|origin| {
            let field = format!("origin_{}", origin.word());
            let kept = if said.origins.contains(origin) { "on" } else { "" };
            let checked = !state.value(&name_of(&field), kept).is_empty();
            view! { <Checkbox name=name_of(&field) id=field label=origin.label() value="on" checked=checked/> }
        })
        .collect_view();
    let first = said.first_generation.map_or("", Word::word);
    let gender = said.gender.map_or("", Word::word);
    let disability = said.disability.map_or("", Word::word);
    let form = view! {
        <form method="post" action=DEMOGRAPHICS class="stack">
            <ErrorSummary items=summary(state)/>
            {hidden(view)}
            <Select name="first_generation" label="Are you the first in your family at college?" choices=choices(yes_no) empty="No answer"
                value=state.value("first_generation", first) error=state.error("first_generation") width="w-m"/>
            <Select name="gender" label="Gender" choices=choices(Gender::label) empty="No answer"
                value=state.value("gender", gender) error=state.error("gender") width="w-m"/>
            <CheckGroup id="origins" legend="Origin, any number"><div class="columns">{origins}</div></CheckGroup>
            <Select name="disability" label="Do you live with a disability?" choices=choices(yes_no) empty="No answer"
                value=state.value("disability", disability) error=state.error("disability") width="w-m"/>
            <p><Button>"Save, or forget what is left empty"</Button></p>
        </form>
    };
    let now = if said.is_empty() { "" } else { "You have answered some of it." };
    view! {
        <section class="sec" id="demographics" aria-labelledby="demographics-h">
            <h2 id="demographics-h">"Who you are, if you want to say it"</h2>
            <p class="soft">
                "Kept apart from everything else and used only in totals, to see whether offers and pay are fair; no host, no reviewer and no recommendation ever reads it."
            </p>
            {folded(now.to_owned(), "Answer or change", state, form.into_any())}
        </section>
    }
}
