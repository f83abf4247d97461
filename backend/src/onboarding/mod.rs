//! Onboarding: what a program asks for, the texts of agreements with their signatures and PDF copies, training, and
//! surveys. The steps of the checklist themselves are orders of the engagement (`engagements/prepare.rs`,
//! `engagements/signing.rs`).

pub(crate) mod agreements;
mod copies;
mod lists;
mod rules;
mod surveys;
mod training;
mod views;

pub(crate) use agreements::{amend, open};
pub use copies::copy;
pub use lists::{agreement_page, onboarding_page};
pub(crate) use rules::rules;
pub use rules::{save_clauses, save_rules, settings_page};
pub use surveys::{answer_survey, survey_page};
pub use training::{answer_module, module_page, training_page};
pub use views::{
    AgreementPage, ModuleLine, ModulePage, OnboardingPage, Settings, SettingsLine, Signature, SurveyPage, Version,
};
