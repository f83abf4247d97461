//! Several people at one draft: what somebody else changed meanwhile, and what staff ask for beside a field.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use backend::Cx;
use backend::projects::{Comment, Edit, Wizard};
use domain::machine::Word as _;
use domain::projects::form::{self, Against, Base, Clash, merge};
use domain::projects::{Draft, Step, shown};
use domain::time::Instant;
use leptos::prelude::*;

use super::fields::{Screen, name_of};
use crate::projects::pages::history::step_of;
use crate::projects::words;
use crate::text::capital;
use crate::ui::{Banner, FormState, TextArea, Tone};

/// A screen together with what others kept since it was drawn.
pub struct Together {
    /// What every field shows.
    pub values: BTreeMap<String, String>,
    /// What the form is drawn with, for its hidden field.
    pub base: String,
    clashes: Vec<Clash>,
    /// Texts that were typed and cannot be kept any more, by field.
    typed: Vec<(String, String)>,
    who: String,
    when: String,
    own: bool,
}

impl Together {
    /// The screen as it is kept.
    pub fn kept(step: Step, page: &Wizard, at: Instant) -> Self {
        let mut values = form::values(step, &page.draft);
        values.extend(answers(page));
        Self {
            base: Base::of(&values, at).write(),
            values,
            clashes: Vec::new(),
            typed: Vec::new(),
            who: "Somebody else".to_owned(),
            when: String::new(),
            own: false,
        }
    }

    /// The screen as it is kept; after a save was refused as a whole, with everything that was typed. `saved` is what the page
    /// that was sent knew when it was kept last.
    pub fn new(step: Step, page: &Wizard, state: &FormState, saved: Option<&Base>, cx: &Cx) -> Self {
        let mut this = Self::kept(step, page, cx.at());
        let here = state.values.get("step").is_some_and(|word| word == step.word());
        if state.whole().is_some() && here {
            let field = |name: &str| Some(name.strip_prefix("fields[")?.strip_suffix(']')?.to_owned());
            let sent: Vec<(String, String)> =
                state.values.iter().filter_map(|(name, text)| Some((field(name)?, text.clone()))).collect();
            let choices = state
                .values
                .iter()
                .filter_map(|(name, choice)| Some((name.strip_prefix("take[")?.strip_suffix(']')?, choice.as_str())));
            let take = words::taken(choices);
            let drawn = Base::read(state.values.get("base").map_or("", String::as_str));
            let drawn = if drawn.is_empty() { Base::of(&this.values, cx.at()) } else { drawn };
            let drawn = match saved {
                Some(saved) => drawn.come_back_to(saved, &sent),
                None => drawn,
            };
            let merged = merge(step, &page.draft, &answers(page), &drawn, &sent, &take);
            let me = cx.actor().person_id();
            if let Some(edit) = Edit::since(&page.edits, me, drawn.drawn()) {
                (this.who, this.when) = (words::who(edit, me), words::when(cx, edit.at));
                this.own = Some(edit.by) == me;
            }
            let now = merged.values();
            let new = now.iter().filter(|(name, text)| this.values.get(*name) != Some(text) && !text.is_empty());
            this.typed = new.map(|(name, text)| (name.clone(), text.clone())).collect();
            this.values = now;
            this.clashes = merged.clashes;
        }
        this
    }

    /// Whether somebody has to choose first.
    pub fn is_open(&self) -> bool {
        !self.clashes.is_empty()
    }

    /// Whether one of these fields has another answer beside it.
    pub fn has(&self, of: impl Fn(&str) -> bool) -> bool {
        self.clashes.iter().any(|clash| of(&clash.field))
    }

    /// What stands against each other, for the summary above the form.
    pub fn summary(&self) -> Option<Vec<(String, String)>> {
        let (who, when) = (&self.who, &self.when);
        let first = match self.clashes.len() {
            0 => return None,
            1 => format!("{who} changed the same answer {when}. Nothing is saved yet: choose beside it, then save."),
            _ => format!("{who} changed the same answers {when}. Nothing is saved yet: choose beside each, then save."),
        };
        let line = |clash: &Clash| {
            let about =
                if clash.field.starts_with("answer:") { "your answer".to_owned() } else { form::words(&clash.about) };
            (clash.field.clone(), format!("Choose: {about}."))
        };
        Some(std::iter::once((String::new(), first)).chain(self.clashes.iter().map(line)).collect())
    }

    /// The other answer beside a field, with the choice between the two.
    pub fn beside(&self, name: &str) -> AnyView {
        let boxes: Vec<AnyView> =
            self.clashes.iter().filter(|clash| clash.field == name).map(|clash| self.choice(clash)).collect();
        boxes.into_any()
    }

    fn choice(&self, clash: &Clash) -> AnyView {
        let (who, when) = (&self.who, &self.when);
        let theirs = shown(&clash.field, &clash.theirs);
        let said = match clash.against {
            Against::Texts if theirs.is_empty() => format!("{who} emptied this {when}."),
            Against::Texts => format!("{who} changed this {when} to:"),
            Against::RowGone => format!("{who} took this out {when}."),
            Against::RowChanged => {
                format!("{who} changed this {when}, so it was not taken out. Remove it once more if it should go.")
            }
            Against::Rows => format!("{who} added to this list {when}. {theirs} Take one out, or empty one of yours."),
        };
        let quoted = (clash.against == Against::Texts && !theirs.is_empty())
            .then(|| view! { <blockquote>{theirs}</blockquote> });
        let (mine, other) = match (clash.against, self.own) {
            (Against::RowGone, _) => ("Keep mine", "Take it out"),
            (_, true) => ("Keep this one", "Take the other one"),
            (_, false) => ("Keep mine", "Take theirs"),
        };
        let name = format!("take[{}]", clash.about);
        let choice = matches!(clash.against, Against::Texts | Against::RowGone).then(|| {
            view! {
                <fieldset>
                    <legend class="vh">{format!("Which one is kept: {}", form::words(&clash.about))}</legend>
                    <div class="row">
                        <label class="check"><input type="radio" name=name.clone() value="mine" checked=true/> <span>{mine}</span></label>
                        <label class="check"><input type="radio" name=name value="theirs"/> <span>{other}</span></label>
                    </div>
                </fieldset>
            }
        });
        view! { <div class="callout warn clash"><p><b>{said}</b></p> {quoted} {choice}</div> }.into_any()
    }

    /// What was typed into a draft that nobody can change any more: to be copied from here.
    pub fn lost(&self) -> Option<AnyView> {
        if self.typed.is_empty() {
            return None;
        }
        let texts = self
            .typed
            .iter()
            .map(|(name, text)| {
                let words = capital(&form::words(name));
                view! { <li><b>{words}</b> <blockquote class="clash">{text.clone()}</blockquote></li> }
            })
            .collect_view();
        let said = format!(
            "{} sent or closed this project while you were typing. This is what you typed; copy what you need.",
            self.who
        );
        Some(
            view! {
                <Banner tone=Tone::Bad title="Your last changes are not saved.">
                    <p>{said}</p>
                    <ul class="rows">{texts}</ul>
                </Banner>
            }
            .into_any(),
        )
    }
}

/// What the host has answered to each comment, by the name of its field.
fn answers(page: &Wizard) -> Vec<(String, String)> {
    page.comments.iter().map(|comment| (comment.answer_name(), comment.answer.clone())).collect()
}

/// What staff ask for on one screen.
pub struct Asked {
    comments: Vec<Comment>,
    editable: bool,
    drawn: RefCell<BTreeSet<String>>,
}

impl Asked {
    /// The open comments that belong to a screen: by the field they stand at, also when it is no longer there.
    pub fn new(step: Step, page: &Wizard) -> Self {
        let has =
            |step: Step, draft: &Draft, field: &str| form::answered(step, draft).iter().any(|(name, _)| name == field);
        let of = |field: &str| {
            let drafts = [Some(&page.draft), page.before.as_ref()];
            let found =
                drafts.into_iter().flatten().find_map(|draft| Step::ALL.iter().find(|step| has(**step, draft, field)));
            found.copied().unwrap_or_else(|| step_of(field))
        };
        let comments = page.comments.iter().filter(|comment| of(&comment.field) == step).cloned().collect();
        Self { comments, editable: page.editable, drawn: RefCell::default() }
    }

    /// Whether something is asked about this field.
    pub fn is_about(&self, name: &str) -> bool {
        self.has(|field| field == name)
    }

    /// Whether something is asked about one of these fields.
    pub fn has(&self, of: impl Fn(&str) -> bool) -> bool {
        self.comments.iter().any(|comment| of(&comment.field))
    }

    /// The comments beside a field, each with room for an answer.
    pub fn beside(&self, name: &str, screen: &Screen) -> AnyView {
        let here: Vec<&Comment> = self.comments.iter().filter(|comment| comment.field == name).collect();
        self.drawn.borrow_mut().extend(here.iter().map(|comment| comment.answer_name()));
        here.into_iter().map(|comment| self.comment(comment, screen, false)).collect_view().into_any()
    }

    /// The comments that no field of the screen has drawn.
    pub fn left_over(&self, screen: &Screen) -> AnyView {
        let left: Vec<&Comment> =
            self.comments.iter().filter(|comment| !self.drawn.borrow().contains(&comment.answer_name())).collect();
        left.into_iter().map(|comment| self.comment(comment, screen, true)).collect_view().into_any()
    }

    fn comment(&self, comment: &Comment, screen: &Screen, named: bool) -> AnyView {
        let name = comment.answer_name();
        let about = named.then(|| view! { <p class="meta">{capital(&form::words(&comment.field))}</p> });
        let said = format!("{} asks: ", comment.author);
        let answer = if self.editable {
            view! {
                <TextArea
                    name=name_of(&name)
                    id=name.clone()
                    label="Your answer"
                    hint="Write it here, or change the field above, or both."
                    value=screen.value(&name)
                    error=screen.error(&name)
                    optional=true
                    rows=2
                />
            }
            .into_any()
        } else if comment.answer.is_empty() {
            ().into_any()
        } else {
            view! { <p><b>"Answered: "</b> {comment.answer.clone()}</p> }.into_any()
        };
        view! {
            <div class="callout warn stack tight">
                {about} <p><b>{said}</b> {comment.body.clone()}</p> {answer} {screen.together.beside(&name)}
            </div>
        }
        .into_any()
    }
}
