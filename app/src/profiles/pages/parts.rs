//! School, interests, courses, languages, links.

use backend::profiles::ProfileView;
use domain::machine::Word as _;
use domain::people::{Fluency, MOST_LANGUAGES};
use domain::projects::categories;
use leptos::prelude::*;

use super::{folded, hidden, name_of, summary};
use crate::layout::{Kept, kept_now};
use crate::ui::{Button, CheckGroup, Checkbox, Choice, ErrorSummary, Field, FormState, Select, TextArea};

pub const ABOUT: &str = "/api/profiles/save-about";
pub const INTERESTS: &str = "/api/profiles/save-interests";
pub const BACKGROUND: &str = "/api/profiles/save-background";

/// Languages that are offered while somebody types; any other can be written.
const LANGUAGES: [&str; 24] = [
    "American Sign Language",
    "Arabic",
    "Bengali",
    "Cantonese",
    "English",
    "Farsi",
    "French",
    "German",
    "Haitian Creole",
    "Hindi",
    "Hmong",
    "Italian",
    "Japanese",
    "Korean",
    "Mandarin",
    "Polish",
    "Portuguese",
    "Russian",
    "Somali",
    "Spanish",
    "Swahili",
    "Tagalog",
    "Ukrainian",
    "Vietnamese",
];

pub fn about(view: &ProfileView, state: &FormState) -> impl IntoView + use<> {
    let (school, words) = (&view.about.school, &view.about.about);
    let kept = kept_now(state, view.version, &[("school", "School and year", school), ("about", "About you", words)]);
    view! {
        <p class="soft">"Where applications are read without names, a host learns your name, school and these words only after shortlisting you."</p>
        <form method="post" action=ABOUT class="stack">
            <ErrorSummary items=summary(state)/>
            {kept} {hidden(view)}
            <Field name="school" label="School and year" required=true maxlength=120
                value=state.value("school", school) error=state.error("school")/>
            <TextArea name="about" label="About you" optional=true hint="What you have done and want to learn. Not your age, origin or health." maxlength=1000
                counter=true value=state.value("about", words) error=state.error("about")/>
            <p><Button>"Save school and about you"</Button></p>
        </form>
    }
}

pub fn interests(view: &ProfileView, state: &FormState) -> impl IntoView + use<> {
    let said = &view.interests;
    let known = categories();
    let boxes = known
        .iter()
        .enumerate()
        .map(|(at, category)| {
            let field = format!("category_{at}");
            let kept = if said.interests.iter().any(|name| name == category) { category } else { "" };
            let checked = !state.value(&box_of(at), kept).is_empty();
            view! { <Checkbox name=box_of(at) id=field label=*category value=*category checked=checked/> }
        })
        .collect_view();
    let own: Vec<&str> = said.interests.iter().map(String::as_str).filter(|name| !known.contains(name)).collect();
    let (own, courses) = (own.join(", "), said.courses.join("\n"));
    let kept = kept_interests(view, state, &own, &courses);
    let now = [said.interests.join(", "), said.courses.join(", ")].into_iter().filter(|part| !part.is_empty());
    let now = now.collect::<Vec<_>>().join(". Courses: ");
    let form = view! {
        <form method="post" action=INTERESTS class="stack">
            <ErrorSummary items=summary(state)/>
            {kept} {hidden(view)}
            <CheckGroup id="categories" legend="Kinds of projects you care about"><div class="columns">{boxes}</div></CheckGroup>
            <Field name="own_interests" label="Other interests" optional=true hint="At most 6, with commas between them."
                value=state.value("own_interests", &own) error=state.error("own_interests")/>
            <TextArea name="courses" label="Courses that matter for work" optional=true rows=3 hint="One a line, at most 12."
                value=state.value("courses", &courses) error=state.error("courses")/>
            <p><Button>"Save interests and courses"</Button></p>
        </form>
    };
    folded(now, "Change interests and courses", state, form.into_any())
}

/// The name of a category's box.
fn box_of(at: usize) -> String {
    name_of(&format!("category_{at}"))
}

fn kept_interests(view: &ProfileView, state: &FormState, own: &str, courses: &str) -> Option<AnyView> {
    let ticked = |name: &str| view.interests.interests.iter().any(|kept| kept == name);
    let boxes: Vec<(String, &str)> = categories()
        .into_iter()
        .enumerate()
        .map(|(at, name)| (box_of(at), if ticked(name) { name } else { "" }))
        .collect();
    let fields: Vec<(&str, &str)> = boxes.iter().map(|(name, now)| (name.as_str(), *now)).collect();
    let words: Vec<&str> = boxes.iter().map(|(_, now)| *now).filter(|now| !now.is_empty()).collect();
    Kept::beside(state)
        .answer("Kinds of projects you care about", &fields, &words.join(", "))
        .answer("Other interests", &[("own_interests", own)], own)
        .answer("Courses that matter for work", &[("courses", courses)], &courses.replace('\n', ", "))
        .banner(view.version)
}

pub fn background(view: &ProfileView, state: &FormState) -> impl IntoView + use<> {
    let said = &view.background;
    let rows = (1..=MOST_LANGUAGES)
        .map(|number| {
            let (name, level) = (format!("language_{number}_name"), format!("language_{number}_level"));
            let kept = said.languages.get(number - 1);
            let kept_name = kept.map_or("", |language| language.name.as_str());
            let kept_level = kept.map_or("", |language| language.level.word());
            let levels = Fluency::ALL.iter().map(|level| Choice::new(level.word(), level.label())).collect::<Vec<_>>();
            view! {
                <div class="cols">
                    <Field name=name_of(&name) id=name.clone() label=format!("Language {number}") list="language-names" maxlength=60 optional=true
                        autocomplete="off" value=state.value(&name_of(&name), kept_name) error=state.error(&name_of(&name))/>
                    <Select name=name_of(&level) id=level.clone() label=format!("How well, language {number}") choices=levels empty="Choose"
                        value=state.value(&name_of(&level), kept_level) error=state.error(&name_of(&level))/>
                </div>
            }
        })
        .collect_view();
    let languages: Vec<String> =
        said.languages.iter().map(|one| format!("{} ({})", one.name, one.level.label().to_lowercase())).collect();
    let kept = kept_background(view, state);
    let links = match said.links.len() {
        0 => String::new(),
        1 => "1 link".to_owned(),
        many => format!("{many} links"),
    };
    let now = [languages.join(", "), links].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
    let options = LANGUAGES.iter().map(|name| view! { <option value=*name></option> }).collect_view();
    let form = view! {
        <form method="post" action=BACKGROUND class="stack">
            <ErrorSummary items=summary(state)/>
            {kept} {hidden(view)}
            {rows}
            <datalist id="language-names">{options}</datalist>
            <TextArea name="links" label="Links to what you made" optional=true rows=3 hint="One web address a line, at most 5."
                value=state.value("links", &said.links.join("\n")) error=state.error("links")/>
            <p><Button>"Save languages and links"</Button></p>
        </form>
    };
    folded(now, "Change languages and links", state, form.into_any())
}

fn kept_background(view: &ProfileView, state: &FormState) -> Option<AnyView> {
    let said = &view.background;
    let links = said.links.join("\n");
    let compared = (1..=MOST_LANGUAGES).fold(Kept::beside(state), |compared, number| {
        let (name, level) = (format!("language_{number}_name"), format!("language_{number}_level"));
        let (name, level) = (name_of(&name), name_of(&level));
        let kept = said.languages.get(number - 1);
        let words = kept.map(|one| format!("{} ({})", one.name, one.level.label().to_lowercase())).unwrap_or_default();
        let (kept_name, kept_level) = kept.map_or(("", ""), |one| (one.name.as_str(), one.level.word()));
        compared.answer(&format!("Language {number}"), &[(&name, kept_name), (&level, kept_level)], &words)
    });
    compared.answer("Links to what you made", &[("links", &links)], &links.replace('\n', ", ")).banner(view.version)
}
