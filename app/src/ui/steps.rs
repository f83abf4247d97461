use leptos::prelude::*;

use super::icon::{CHECK, CIRCLE_ALERT, Icon};
use super::tag::{Tag, TagKind};
use super::text::given;

/// Where a step stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// Not begun.
    #[default]
    Todo,
    /// Where the person is.
    Now,
    /// Finished.
    Done,
    /// Waits for the person.
    Need,
    /// Past its date.
    Late,
}

impl StepState {
    pub(super) fn class(self) -> Option<&'static str> {
        match self {
            Self::Todo => None,
            Self::Now => Some("now"),
            Self::Done => Some("done"),
            Self::Need => Some("need"),
            Self::Late => Some("late"),
        }
    }

    /// The state in a word for those who do not see the dot.
    pub(super) fn word(self) -> Option<&'static str> {
        match self {
            Self::Todo | Self::Now => None,
            Self::Done => Some(", done"),
            Self::Need => Some(", needs you"),
            Self::Late => Some(", late"),
        }
    }

    pub(super) fn current(self) -> Option<&'static str> {
        (self == Self::Now).then_some("step")
    }
}

/// One step of a progress list or of a row of milestones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub label: String,
    /// Where it stands.
    pub state: StepState,
    /// A second line, mostly who and when.
    pub note: String,
    /// Where its name leads; empty for plain text.
    pub href: String,
    /// A problem in it, for example "1 to fix".
    pub problem: String,
}

impl Step {
    /// A step with its state.
    #[must_use]
    pub fn new(label: impl Into<String>, state: StepState) -> Self {
        Self { label: label.into(), state, ..Self::default() }
    }

    /// Adds the second line.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    /// Makes the name a link.
    #[must_use]
    pub fn href(self, href: impl Into<String>) -> Self {
        Self { href: href.into(), ..self }
    }

    /// Says what has to be fixed in it.
    #[must_use]
    pub fn problem(self, problem: impl Into<String>) -> Self {
        Self { problem: problem.into(), ..self }
    }
}

/// A progress list, top to bottom.
#[component]
pub fn Steps(
    /// The steps in their order.
    items: Vec<Step>,
) -> impl IntoView {
    let lines = items
        .into_iter()
        .map(|step| {
            let word = step.state.word().map(|word| view! { <span class="vh">{word}</span> });
            let name = match given(step.href) {
                Some(href) => view! { <a href=href>{step.label} {word}</a> }.into_any(),
                None => view! { <b>{step.label} {word}</b> }.into_any(),
            };
            let problem =
                given(step.problem).map(|problem| view! { <Tag kind=TagKind::Stop icon=CIRCLE_ALERT label=problem/> });
            view! {
                <li class=step.state.class() aria-current=step.state.current()>
                    <span class="dot">
                        {(step.state == StepState::Done).then(|| view! { <Icon glyph=CHECK/> })}
                    </span>
                    {name}
                    {given(step.note).map(|note| view! { <small>{note}</small> })}
                    {problem}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="steps">{lines}</ol> }
}

/// The same steps as a thin row of bars, for a phone. The words stand beside it ("Step 2 of 7").
#[component]
pub fn StepsBar(
    /// The steps in their order.
    items: Vec<Step>,
) -> impl IntoView {
    let bars = items.into_iter().map(|step| view! { <li class=step.state.class()></li> }).collect_view();
    view! { <ol aria-hidden="true">{bars}</ol> }
}
