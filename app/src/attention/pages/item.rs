//! `/staff/attention/{id}`: one thing that needs attention, and what staff can do about it.

use backend::attention::{ItemPage as Item, NOTE};
use domain::attention::{Command, MESSAGE, SNOOZE_DAYS, SUBJECT, WaitsFor};
use domain::ids::PersonId;
use domain::machine::Word as _;
use domain::time::{Day, due_words, long_date};
use leptos::prelude::*;

use super::{DESK, around, owner, subject, tags};
use crate::engagements::{because, summary};
use crate::layout::{Frame, Page, Request, hidden_key, kept_now, page};
use crate::text::attention_step;
use crate::ui::{
    BackLink, Button, ButtonKind, Choice, DateField, ErrorSummary, Field, FormError, FormState, More, Select, TextArea,
    Timeline, TimelineEntry, icon,
};

const ACT: &str = "/api/attention/act";

#[component]
pub(super) fn ItemPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let item = backend::attention::item_page(&cx, request.id("id")?).await?;
        let title = format!("{}: {}", item.line.rule.title(), item.line.title);
        let me = request.person()?.id;
        let program = cx.program();
        let history = item
            .history
            .iter()
            .map(|step| {
                let title = format!("{}: {}", step.who, attention_step(&step.command));
                TimelineEntry::new(program.long(step.at), icon::CIRCLE_DOT, title)
                    .text(step.reason.clone())
                    .datetime(step.at.to_string())
            })
            .collect::<Vec<_>>();
        let body = view! {
            <div class="stack loose">
                <BackLink href=DESK words="Everything that needs somebody"/>
                <header class="stack tight">
                    <p class="eyebrow">{around(&item.line)}</p>
                    <h1>{title.clone()}</h1>
                    <div class="row">{tags(&item.line)}</div>
                </header>
                <FormError message=request.form.whole()/>
                {facts(&item, cx.today())}
                {actions(&request, &item, me)}
                <section class="sec stack" aria-labelledby="history">
                    <h2 id="history">"What happened"</h2>
                    <Timeline items=history/>
                </section>
            </div>
        };
        Ok(Page::new(title, Frame::Staff(DESK), body))
    })
}

/// Why it is here, since when, and what usually helps.
fn facts(item: &Item, today: Day) -> impl IntoView + use<> {
    let line = &item.line;
    let until = line.snoozed_until.map(|day| view! { <p>{format!("Comes back on {}.", long_date(day))}</p> });
    let said = |title: &'static str, words: &str| {
        let words = words.to_owned();
        (!words.is_empty()).then(|| view! { <h3>{title}</h3> <p class="said">{words}</p> })
    };
    let helps = line.rule.helps().iter().map(|help| view! { <li>{*help}</li> }).collect::<Vec<_>>();
    view! {
        <section class="sec stack" aria-labelledby="why">
            <h2 id="why">"Why it is here"</h2>
            <p>{line.reason.clone()}</p>
            <p class="meta">{format!("Since {}. {}. {}.", long_date(line.since), due_words(line.due, today), owner(line))}</p>
            {until}
            <p><a class="link" href=subject(line)>"Open what it is about"</a></p>
            {said("Note of staff", &line.note)}
            {said("Why it was settled", &line.resolution)}
            <h3>"What usually helps"</h3>
            <ul>{helps}</ul>
        </section>
    }
}

/// Whatever this reader can do, the likeliest first.
fn actions(request: &Request, item: &Item, me: PersonId) -> impl IntoView + use<> {
    let mine = item.line.owner.as_ref().is_some_and(|(owner, _)| *owner == me);
    let mut forms: Vec<AnyView> = Vec::new();
    for command in [
        Command::Reopen,
        Command::Take,
        Command::Nudge,
        Command::Snooze,
        Command::Resolve,
        Command::Give,
        Command::Note,
    ] {
        if !item.offers.contains(&command) {
            continue;
        }
        let form = sent(request, command);
        let drawn = match command {
            Command::Reopen => plain(item, command, "Bring it back"),
            // It is theirs already.
            Command::Take if mine => continue,
            Command::Take => plain(item, command, "Look after it yourself"),
            Command::Nudge if item.nudged => {
                view! { <p>"Somebody wrote about this today. Give them until tomorrow."</p> }.into_any()
            }
            Command::Nudge => nudge(item, &form),
            Command::Snooze => snooze(item, &form),
            Command::Resolve => resolve(item, &form),
            Command::Give => give(item, &form, me),
            _ => note(item, &form),
        };
        forms.push(drawn);
    }
    view! {
        <section class="sec stack" aria-labelledby="do">
            <h2 id="do">"What you can do"</h2>
            {forms}
        </section>
    }
}

/// What was sent with this command, if that is the form that failed.
fn sent(request: &Request, command: Command) -> FormState {
    let form = request.form_for(ACT);
    if form.value("command", "") == command.word() { form } else { FormState::default() }
}

fn ids(item: &Item, command: Command) -> impl IntoView + use<> {
    view! {
        {hidden_key()}
        <input type="hidden" name="id" value=item.line.id.to_string()/>
        <input type="hidden" name="version" value=item.line.version.to_string()/>
        <input type="hidden" name="command" value=command.word()/>
    }
}

fn plain(item: &Item, command: Command, words: &'static str) -> AnyView {
    view! { <form method="post" action=ACT>{ids(item, command)} <Button kind=ButtonKind::Primary>{words}</Button></form> }
        .into_any()
}

/// A form that opens on request, and is open when something in it was wrong.
fn folded(
    item: &Item,
    form: &FormState,
    command: Command,
    title: &'static str,
    button: &'static str,
    fields: AnyView,
) -> AnyView {
    let (hidden, errors) = (ids(item, command), summary(form));
    view! {
        <More summary=title open=!form.is_clean()>
            <form class="stack" method="post" action=ACT>
                <ErrorSummary items=errors/>
                {hidden}
                {fields}
                <div><Button>{button}</Button></div>
            </form>
        </More>
    }
    .into_any()
}

fn nudge(item: &Item, form: &FormState) -> AnyView {
    let to = match item.line.rule.waits_for() {
        WaitsFor::Student => "Write to the student",
        WaitsFor::Host => "Write to the host",
        WaitsFor::Staff => "Write to whoever reviews it",
        WaitsFor::Finance => "Write to finance",
        WaitsFor::Dso => "Write to the officer for international students",
    };
    let fields = view! {
        <Field
            name="subject"
            label="Subject"
            value=form.value("subject", &item.nudge.subject)
            error=form.error("subject")
            maxlength=u32::try_from(SUBJECT).ok()
            required=true
        />
        <TextArea
            name="message"
            label="Letter"
            hint="Change it as you like. Your name is put below it."
            value=form.value("message", &item.nudge.message)
            error=form.error("message")
            rows=7
            maxlength=u32::try_from(MESSAGE).ok()
            required=true
        />
    };
    folded(item, form, Command::Nudge, to, "Send the letter", fields.into_any())
}

fn snooze(item: &Item, form: &FormState) -> AnyView {
    let hint = format!("From tomorrow, at most {SNOOZE_DAYS} days away. It comes back earlier if it gets worse.");
    let fields = view! {
        <DateField name="until" label="Until" hint=hint value=form.value("until", "") error=form.error("until") required=true/>
    };
    folded(item, form, Command::Snooze, "Look at it again later", "Put it off", fields.into_any())
}

fn resolve(item: &Item, form: &FormState) -> AnyView {
    let fields = because("reason".to_owned(), form, "What came of it. Colleagues read it.");
    folded(item, form, Command::Resolve, "It is settled", "Settle it", fields.into_any())
}

fn give(item: &Item, form: &FormState, me: PersonId) -> AnyView {
    let owner = item.line.owner.as_ref().map(|(owner, _)| *owner);
    let others = item.colleagues.iter().filter(|one| one.id != me && Some(one.id) != owner);
    let choices = others.map(|one| Choice::new(one.id.to_string(), one.name.clone())).collect::<Vec<_>>();
    if choices.is_empty() {
        return view! { <p class="meta">"There is no other colleague to give it to."</p> }.into_any();
    }
    let fields = view! {
        <Select
            name="colleague"
            label="Colleague"
            hint="They get an email."
            choices=choices
            value=form.value("colleague", "")
            empty="Choose"
            error=form.error("colleague")
            required=true
        />
    };
    folded(item, form, Command::Give, "Give it to a colleague", "Give it", fields.into_any())
}

fn note(item: &Item, form: &FormState) -> AnyView {
    let kept = kept_now(form, item.line.version, &[("note", "Note", &item.line.note)]);
    let fields = view! {
        {kept}
        <TextArea
            name="note"
            label="Note"
            hint="Only staff read it. It takes the place of the one before."
            value=form.value("note", &item.line.note)
            error=form.error("note")
            rows=3
            maxlength=u32::try_from(NOTE).ok()
            optional=true
        />
    };
    folded(item, form, Command::Note, "Keep a note for colleagues", "Keep the note", fields.into_any())
}
