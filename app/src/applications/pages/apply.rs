//! Applying to a project: what is required first, then what the host reads, and how it will look there.

use backend::applications::{ApplyForm, ApplyView, Check, Verdict, as_host_sees};
use domain::applications::{Earlier, LEAST_ANSWER, MOST_ANSWER};
use domain::ids::ProjectId;
use domain::time::long_date;
use leptos::prelude::*;

use super::application::person;
use super::parts::{answers, hours, receipt, span};
use crate::layout::{Frame, Page, hidden_key, page};
use crate::routes;
use crate::ui::{
    Banner, Button, ButtonKind, CheckGroup, Checkbox, ErrorSummary, Fact, Facts, FormState, Icon, LinkButton, More,
    TextArea, Tone, icon,
};

const APPLY: &str = "/api/applications/apply";

/// `/projects/{id}/apply`.
#[component]
pub fn ApplyPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let project: ProjectId = request.id("id")?;
        let view = backend::applications::apply_page(&cx, project).await?;
        let form = request.form_for(APPLY);
        let looking = form.is_clean() && form.value("go", "") == "preview";
        let title = match (&view.refused, view.application) {
            (_, Some(_)) => "You applied to this project",
            (Some(_), None) => "You cannot apply to this project now",
            (None, None) if looking => "Look at it once more, then send it",
            (None, None) => "Apply in about five minutes",
        };
        let body = match (view.refused.clone(), view.application) {
            (_, Some(id)) => view! {
                <Banner title="One application is all it takes."><p>"See where it stands, or take it back."</p></Banner>
                <p><LinkButton href=routes::application(id) kind=ButtonKind::Primary>"See your application"</LinkButton></p>
            }
            .into_any(),
            (Some(sentence), None) => view! {
                <Banner tone=Tone::Need title="Not possible now."><p>{sentence}</p></Banner>
                {checks(&view.checks)}
                <p><LinkButton href="/projects" kind=ButtonKind::Primary icon=icon::SEARCH>"Find another project"</LinkButton></p>
            }
            .into_any(),
            (None, None) if looking => apply_form(&view, &form, true).into_any(),
            (None, None) => view! { {checks(&view.checks)} {apply_form(&view, &form, false)} }.into_any(),
        };
        Ok(Page::new(format!("Apply, {}", view.title), Frame::Student("/projects"), layout(&view, title, body)))
    })
}

fn layout(view: &ApplyView, title: &'static str, body: AnyView) -> impl IntoView + use<> {
    let mut facts = vec![
        Fact::with(icon::TIMER, format!("{} to {}", view.hours_low, hours(view.hours_high))),
        Fact::with(icon::CLOCK, format!("{} h a week", view.weekly_hours)),
    ];
    facts.extend(view.dates.map(|dates| Fact::with(icon::CALENDAR_DAYS, span(dates))));
    if !view.place.is_empty() {
        facts.push(Fact::with(icon::LAPTOP, view.place.clone()));
    }
    view! {
        <p>
            <a class="link" href=routes::project(view.project)>
                <Icon glyph=icon::ARROW_LEFT/> {view.title.clone()}
            </a>
        </p>
        <header class="stack tight">
            <p class="eyebrow">{view.host.clone()}</p>
            <h1>{title}</h1>
            <Facts items=facts/>
        </header>
        <div class="split">
            <div class="stack loose">{body}</div>
            <aside class="stack loose" aria-label="Pay and answer">{pay(view)} {promise(view)} {seen(view)}</aside>
        </div>
    }
}

/// Every requirement with its answer: yes, no, not known yet, or good to know; and where it is answered.
fn checks(checks: &[Check]) -> impl IntoView + use<> {
    let lines = checks
        .iter()
        .map(|check| {
            let (glyph, word) = match check.verdict {
                Verdict::Met => (icon::CHECK, "Yes: "),
                Verdict::Note => (icon::INFO, "Good to know: "),
                Verdict::Unknown => (icon::CIRCLE, "Not known yet: "),
                Verdict::Missing => (icon::X, "No: "),
            };
            let unknown = (check.verdict == Verdict::Unknown).then_some("Not known yet. ");
            let place = check.answered_at.map(|(words, href)| view! { " " <a class="link" href=href>{words}</a> });
            let more = !check.text.is_empty() || unknown.is_some() || place.is_some();
            let text = more.then(|| view! { <br/> <span class="meta">{unknown} {check.text.clone()} {place}</span> });
            view! {
                <li>
                    <Icon glyph=glyph/>
                    <span><span class="vh">{word}</span> {check.title.clone()} {text}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="sec" aria-labelledby="requirements">
            <h2 id="requirements">"What this project asks of you"</h2>
            <ul class="tick">{lines}</ul>
        </section>
    }
}

/// One field for words with the earlier answers that fit it. Of these one may just have been taken over.
struct Words<'v> {
    name: String,
    label: String,
    hint: String,
    rows: u32,
    earlier: &'v [Earlier],
}

impl Words<'_> {
    /// What stands in the field: what was taken over with the last press, or what was typed.
    fn value(&self, form: &FormState) -> (String, Option<String>) {
        let taken = form.value("go", "");
        let taken = taken.strip_prefix("use:").and_then(|rest| rest.split_once(':'));
        let taken = taken.filter(|(field, _)| *field == self.name).and_then(|(_, at)| at.parse::<usize>().ok());
        let typed = form.value(&self.name, "");
        match taken.and_then(|at| self.earlier.get(at)) {
            Some(one) => (one.answer.clone(), Some(format!("From “{}”. Change what does not fit here.", one.title))),
            None => (typed, None),
        }
    }

    fn view(&self, form: &FormState) -> impl IntoView + use<> {
        let (least, most) = (u32::try_from(LEAST_ANSWER).ok(), u32::try_from(MOST_ANSWER).ok());
        let (value, taken) = self.value(form);
        let hint = taken.unwrap_or_else(|| self.hint.clone());
        let error = form.error(&self.name);
        let earlier = (!self.earlier.is_empty()).then(|| {
            let rows = self.earlier.iter().enumerate().map(|(at, one)| before(&self.name, at, one)).collect_view();
            view! { <More summary="Use an answer you wrote before"><ul class="rows">{rows}</ul></More> }
        });
        view! {
            <TextArea
                name=self.name.clone() label=self.label.clone() value=value error=error minlength=least maxlength=most
                counter=true rows=self.rows hint=hint
            />
            {earlier}
        }
    }
}

fn before(field: &str, at: usize, one: &Earlier) -> impl IntoView + use<> {
    let (from, value) = (format!("{}, {}", one.title, one.host), format!("use:{field}:{at}"));
    let (of, answer) = (format!(" from {}", one.title), one.answer.clone());
    view! {
        <li class="stack tight">
            <p class="meta">{from}</p>
            <p>{answer}</p>
            <p><Button small=true name="go" value=value icon=icon::COPY>"Use this one" <span class="vh">{of}</span></Button></p>
        </li>
    }
}

fn apply_form(view: &ApplyView, form: &FormState, looking: bool) -> impl IntoView + use<> {
    let pitch = Words {
        name: "statement".to_owned(),
        label: "Your pitch".to_owned(),
        hint: "Why you, for this project. One thing you made or did says more than adjectives.".to_owned(),
        rows: 6,
        earlier: &view.pitches,
    };
    let questions = view
        .questions
        .iter()
        .zip(&view.earlier)
        .enumerate()
        .map(|(index, (question, earlier))| {
            let (name, label) = (format!("answer_{}", index + 1), question.clone());
            Words { name, label, hint: String::new(), rows: 5, earlier }.view(form)
        })
        .collect_view();
    let samples = samples(view, form);
    let resume = resume(view, form);
    let preview = looking.then(|| preview(view, form));
    view! {
        <form method="post" action=APPLY class="stack loose">
            <ErrorSummary items=form.summary()/>
            {hidden_key()}
            <input type="hidden" name="project" value=view.project.to_string()/>
            {preview}
            <section class="sec stack" aria-labelledby="yours">
                <h2 id="yours">{format!("What {} reads", view.host)}</h2>
                {pitch.view(form)}
                {questions}
                {resume}
                {samples}
            </section>
            <Checkbox
                name="confirm" label="I meet what this project asks, and I have the time for it"
                checked=form.value("confirm", "") == "true" error=form.error("confirm")
            />
            <p class="meta">{answered_by(view)}</p>
            <div class="actions row">
                <Button kind=ButtonKind::Primary icon=icon::SEND>"Send the application"</Button>
                <Button name="go" value="preview" icon=icon::EYE>"See what the host will see"</Button>
                <LinkButton href=routes::project(view.project) kind=ButtonKind::Quiet>"Not now"</LinkButton>
            </div>
        </form>
    }
}

/// The promise, where the application is sent.
fn answered_by(view: &ApplyView) -> String {
    view.decide_by.map_or_else(
        || "You get an answer either way.".to_owned(),
        |day| format!("{} answers by {}. You can take the application back until then.", view.host, long_date(day)),
    )
}

/// Work samples of the profile, all of them picked until the student says otherwise.
fn samples(view: &ApplyView, form: &FormState) -> impl IntoView + use<> {
    if view.samples.is_empty() {
        let link = view! { <a class="link" href="/student/profile#background">"Add links to your profile"</a> };
        return view! { <p class="meta">"Work samples can be picked from the links of your profile; it has none yet. " {link}</p> }
            .into_any();
    }
    let boxes = view
        .samples
        .iter()
        .enumerate()
        .map(|(at, address)| {
            let name = sample_field(at);
            let checked = form.value(&name, address) == *address;
            view! { <Checkbox name=name id=format!("sample-{}", at + 1) value=address.clone() label=address.clone() checked=checked/> }
        })
        .collect_view();
    let hint = if view.blind {
        "From your profile. The host sees them with your name, once you are shortlisted."
    } else {
        "From your profile. The host sees those that are ticked."
    };
    view! { <CheckGroup id="samples" legend="Work samples to show" hint=hint>{boxes}</CheckGroup> }.into_any()
}

/// The résumé of the profile, sent along where the student ticks it.
fn resume(view: &ApplyView, form: &FormState) -> impl IntoView + use<> {
    let Some(file) = &view.resume else {
        let link = view! { <a class="link" href="/student/profile#resume">"Add your résumé to your profile"</a> };
        return view! { <p class="meta">"A résumé can be sent along; your profile has none. " {link}</p> }.into_any();
    };
    let id = file.id.to_string();
    let hint = format!(
        "{} ({}). {} This application keeps it as it is today.",
        file.name,
        crate::files::kind_and_size(file),
        if view.blind { "The host can open it once you are shortlisted." } else { "The host can open it at once." }
    );
    let checked = form.value("resume", &id) == id;
    view! { <Checkbox name="resume" value=id label="Send my résumé" hint=hint checked=checked error=form.error("resume")/> }
        .into_any()
}

fn sample_field(at: usize) -> String {
    format!("samples[s{}]", at + 1)
}

/// What the host will see of this very form, first while names are hidden and then after shortlisting.
fn preview(view: &ApplyView, form: &FormState) -> impl IntoView + use<> {
    let typed = ApplyForm {
        statement: form.value("statement", ""),
        answers: [1, 2, 3].map(|number| form.value(&format!("answer_{number}"), "")),
        resume: form.value("resume", "").parse().ok(),
        samples: (0..view.samples.len()).map(|at| form.value(&sample_field(at), "")).collect(),
        confirm: false,
    };
    let first = as_host_sees(view, &typed, false);
    let later = first.hidden.then(|| {
        let later = as_host_sees(view, &typed, true);
        view! {
            <More summary="What the host sees after shortlisting you" open=true>
                <p><b>{later.name.clone()}</b></p>
                {person(&later)}
            </More>
        }
    });
    let who = if first.hidden { "Applicant, with a code in place of your name".to_owned() } else { first.name.clone() };
    view! {
        <section class="box stack" aria-labelledby="preview">
            <h2 id="preview">{format!("What {} will see", view.host)}</h2>
            <p class="meta">"Nothing is sent yet."</p>
            <p><b>{who}</b></p>
            {person(&first)}
            {answers(&first)}
            {later}
            <p class="meta">"Change it below, or send it as it is."</p>
        </section>
    }
}

fn pay(view: &ApplyView) -> Option<impl IntoView + use<>> {
    let pay = view.pay?;
    let most = hours(view.hours_high);
    let per_hour = pay.per_hour.map(|net| {
        view! { <div><p class="big">{net.exact()}</p><p class="soft">{format!("net an hour if it takes the full {most}")}</p></div> }
    });
    Some(view! {
        <section class="box stack" aria-labelledby="pay">
            <h2 id="pay">"Your pay"</h2>
            {per_hour}
            {receipt(&pay)}
            <p class="meta">"Income tax may be held back as well; most students get it back."</p>
        </section>
    })
}

fn promise(view: &ApplyView) -> impl IntoView + use<> {
    let apply_by = view.apply_by.map(|day| format!("Apply by {}.", long_date(day)));
    let answer =
        view.decide_by.map(|day| format!("{} answers by {}. You get an answer either way.", view.host, long_date(day)));
    let left = view.limit - view.open;
    let count = match (view.application, left) {
        (Some(_), _) | (None, ..=0) => format!("You have {} of {} open applications.", view.open, view.limit),
        (None, 1) => format!("This is the last of your {} open applications.", view.limit),
        (None, _) => format!("After this one you have {} of {} open applications.", view.open + 1, view.limit),
    };
    view! {
        <section class="stack" aria-labelledby="answer">
            <h2 id="answer">"When you hear back"</h2>
            <p><b>{apply_by}</b> " " {answer}</p>
            <p class="meta">{count}</p>
        </section>
    }
}

fn seen(view: &ApplyView) -> impl IntoView + use<> {
    let skills = if view.skills.is_empty() { "none in your profile yet".to_owned() } else { view.skills.join(", ") };
    let who = if view.school.is_empty() { view.name.clone() } else { format!("{}, {}", view.name, view.school) };
    let when =
        if view.blind { "Hidden until you are shortlisted, so that the work decides" } else { "Shown from the start" };
    let resume = view.resume.is_some().then(|| {
        let glyph = if view.blind { icon::EYE_OFF } else { icon::EYE };
        view! { <li><Icon glyph=glyph/><span>"Your résumé, if you tick it" <br/> <span class="meta">{when}</span></span></li> }
    });
    view! {
        <section class="stack" aria-labelledby="seen">
            <h2 id="seen">"What the host sees"</h2>
            <ul class="tick">
                <li><Icon glyph=icon::EYE/><span>"Your pitch and your answers"</span></li>
                <li><Icon glyph=icon::EYE/><span>{format!("Your skills: {skills}")}</span></li>
                <li><Icon glyph=icon::EYE/><span>{format!("The time you can give: {} h a week", view.free_hours)}</span></li>
                <li>
                    <Icon glyph=if view.blind { icon::EYE_OFF } else { icon::EYE }/>
                    <span>{who} <br/> <span class="meta">{when}</span></span>
                </li>
                {resume}
            </ul>
            <p><a class="link" href="/student/profile">"Change your profile"</a></p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_answer_is_put_into_its_own_field_alone() {
        let one = Earlier {
            application: uuid_of_nobody(),
            title: "Poster".into(),
            host: "Museum".into(),
            question: "Why".into(),
            answer: "Because I did it before.".into(),
        };
        let earlier = [one];
        let field = |name: &str| Words {
            name: name.into(),
            label: String::new(),
            hint: String::new(),
            rows: 5,
            earlier: &earlier,
        };
        let form = FormState::typed([
            ("go".to_owned(), "use:answer_1:0".to_owned()),
            ("answer_1".to_owned(), "typed".to_owned()),
            ("answer_2".to_owned(), "typed too".to_owned()),
        ]);
        assert_eq!(field("answer_1").value(&form).0, "Because I did it before.");
        assert_eq!(field("answer_2").value(&form), ("typed too".to_owned(), None));
        let odd = FormState::typed([
            ("go".to_owned(), "use:answer_1:9".to_owned()),
            ("answer_1".to_owned(), "typed".to_owned()),
        ]);
        assert_eq!(field("answer_1").value(&odd).0, "typed");
    }

    fn uuid_of_nobody() -> domain::ids::ApplicationId {
        "01920000-0000-7000-8000-000000000000".parse().unwrap()
    }
}
