//! Onboarding: what must be done between an accepted offer and the first day of work, the text of the agreement, the
//! training modules, and the surveys of confidence. Pure; the browser needs none of it.

mod agreement;
mod gates;
mod goals;
mod items;
mod rules;
mod survey;
mod training;

pub use agreement::{Part, address_class, agreement_text, clauses_fault, fingerprint_words, own_clauses, parts};
pub use gates::{data_terms, gates};
pub use goals::{goals_text, names_a_number, read_goals};
pub use items::{Item, Line, State, items, next_for, owner_words, prepare_by, tax_form_words};
pub use rules::Rules;
pub use survey::{Answers, Survey, SurveyKind, SurveyQuestion, survey};
pub use training::{Graded, Module, Question, Section, module, modules};
