//! What a new figure would do to projects, on the page where it is set.

use backend::dashboards::FigurePreview;
use backend::projects::{Effect, Effects};
use domain::access::Action;
use domain::actor::Person;
use domain::ids::ProgramId;
use domain::machine::Word as _;
use domain::projects::Stage;
use domain::time::long_date;
use leptos::prelude::*;

use crate::layout::Request;
use crate::routes;
use crate::text::stage_word;
use crate::ui::{Banner, FormState};

/// The form as it was typed before the preview: it came back in the address.
pub(super) fn typed(request: &Request) -> FormState {
    let fields = [("name", "figure"), ("value", "value"), ("valid_from", "valid_from"), ("source", "source")];
    FormState::typed(fields.map(|(field, query)| (field.to_owned(), request.query(query))))
}

/// The change in a sentence, how many projects it would reach, and the first of them.
pub(super) fn preview_box(
    preview: &FigurePreview,
    person: Option<&Person>,
    program: ProgramId,
) -> impl IntoView + use<> {
    let (figure, effects) = (preview.figure, &preview.effects);
    let (from, to) = (figure.shown(preview.before), figure.shown(preview.after));
    let change = if preview.before == preview.after {
        format!("{} is {to} on {} already.", figure.words, long_date(preview.day))
    } else {
        format!("{} would be {to} in place of {from} from {} on.", figure.words, long_date(preview.day))
    };
    let may_review = domain::access::may(person, Action::ReviewProjects, program);
    let named = effects.projects.iter().map(|effect| line(effect, may_review)).collect_view();
    let all = effects.blocked.max(effects.referred).max(effects.warned);
    let first = (all > effects.projects.len())
        .then(|| view! { <p class="meta">{format!("The first {} are listed.", effects.projects.len())}</p> });
    let more = effects.more.then(|| {
        view! { <p class="meta">{format!("Only the newest {} were looked at.", effects.looked_at)}</p> }
    });
    view! {
        <section class="sec stack" aria-labelledby="preview">
            <h2 id="preview" tabindex="-1">"What this would do"</h2>
            <Banner role="status" title=change><p>"Nothing is set yet."</p></Banner>
            <p>{in_words(effects)}</p>
            {more}
            {(!effects.projects.is_empty()).then(|| view! { <ul class="rows">{named}</ul> })}
            {first}
        </section>
    }
}

/// `Of 12 projects that are sent, in review or published, 1 would be blocked, …`
fn in_words(effects: &Effects) -> String {
    let of = match effects.looked_at {
        0 => return "No project is sent, in review or published.".to_owned(),
        1 => "The one project that is sent, in review or published".to_owned(),
        count => format!("Of {count} projects that are sent, in review or published,"),
    };
    let counts = [
        (effects.blocked, "would be blocked by something new"),
        (effects.referred, "would need a decision of staff on something new"),
        (effects.warned, "would be warned of something new"),
        (effects.relieved, "would lose a finding"),
    ];
    let one = effects.looked_at == 1;
    let said: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| if one { (*words).to_owned() } else { format!("{count} {words}") })
        .collect();
    match said.as_slice() {
        [] if one => format!("{of} would be judged as it is today."),
        [] => format!("{of} none would be judged otherwise by the scope check."),
        [only] => format!("{of} {only}."),
        [first @ .., last] => format!("{of} {} and {last}.", first.join(", ")),
    }
}

fn line(effect: &Effect, may_review: bool) -> impl IntoView + use<> {
    let href = match effect.stage {
        Stage::Published => Some(routes::project(effect.id)),
        _ => may_review.then(|| routes::review(effect.id)),
    };
    let title = if effect.title.is_empty() { "Untitled".to_owned() } else { effect.title.clone() };
    let name = match href {
        Some(href) => view! { <a class="name" href=href>{title}</a> }.into_any(),
        None => view! { <b>{title}</b> }.into_any(),
    };
    let about = format!("{}, {}", effect.host, stage_word(effect.stage.word()).to_lowercase());
    let findings = effect
        .findings
        .iter()
        .map(|finding| {
            view! { <li>{format!("{} {}: {}", finding.severity.label(), finding.id, finding.message)}</li> }
        })
        .collect_view();
    view! { <li>{name} <p class="meta">{about}</p> <ul>{findings}</ul></li> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_are_said_in_one_sentence() {
        let effects = |looked_at, blocked, warned| Effects { looked_at, blocked, warned, ..Effects::default() };
        assert_eq!(in_words(&effects(0, 0, 0)), "No project is sent, in review or published.");
        assert_eq!(
            in_words(&effects(1, 1, 0)),
            "The one project that is sent, in review or published would be blocked by something new."
        );
        assert_eq!(
            in_words(&effects(5, 1, 2)),
            "Of 5 projects that are sent, in review or published, 1 would be blocked by something new and 2 would be warned of something new."
        );
        assert!(in_words(&effects(5, 0, 0)).ends_with("none would be judged otherwise by the scope check."));
    }
}
