//! What the demonstration's program asks for before the work, and who has done it.

use domain::engagements::{Authorization, Checklist, Order, TaxForm, Terms};
use domain::machine::Word as _;
use domain::onboarding::{Item, Rules, SurveyKind, agreement_text, modules, own_clauses, survey};
use domain::time::Instant;

use super::engagements::Job;
use super::rows::{AgreementRow, OnboardingRow, SignatureRow, SurveyRow, TrainingRow};
use super::story::{Story, reason};
use crate::failure::Failure;

/// The module the program requires, and who has not passed it yet.
const MODULE: &str = "working-with-a-host";
const NOT_YET: &str = "Hana Sato";
/// Where the forms of those at work are.
pub(super) const TAX_NOTE: &str = "Form W-4, on file at the payroll office of the college.";

/// What was asked for until this week: a tax form as well.
pub(super) fn first_rules() -> Rules {
    let words = [Item::TaxForm, Item::Kickoff, Item::Goals, Item::Survey].map(|item| item.word().to_owned());
    Rules::kept(&words, &[MODULE.to_owned()])
}

/// The list of a student of the demonstration who has passed the module, or who has not.
pub(super) fn list(authorization: Authorization) -> Checklist {
    Checklist { required: first_rules().required, classification: true, authorization, ..Checklist::default() }
}

/// Staff note where a form is.
pub(super) fn tax_record() -> Result<Order, Failure> {
    Ok(Order::RecordTaxForm { to: TaxForm::OnFile, note: reason(TAX_NOTE)? })
}

impl Story {
    /// The program's rules, and the training its students have done.
    pub(super) fn onboarding_rules(&mut self) -> Result<(), Failure> {
        let staff = self.who("Lucía Ferrand")?.id;
        let first = first_rules();
        let now =
            Rules { required: domain::engagements::Required { tax_form: false, ..first.required }, ..first.clone() };
        for (number, rules, days) in [(1, first, 88), (2, now, 2)] {
            let at = self.moments.at(self.moments.back(days), 10, 30);
            let id = self.random.id(at);
            self.rows.onboarding.push(OnboardingRow {
                id,
                program_id: self.program,
                number,
                required: rules.words(),
                modules: rules.modules,
                author_id: Some(staff),
                created_at: at,
            });
        }
        let Some(module) = modules().iter().find(|module| module.key == MODULE) else { return Ok(()) };
        let students: Vec<_> = self.rows.students.iter().map(|row| row.person_id).collect();
        let late = self.who(NOT_YET)?.id;
        let chosen: Vec<String> = module.questions.iter().map(|question| question.right.to_string()).collect();
        for person_id in students.into_iter().filter(|person| *person != late) {
            self.rows.training.push(TrainingRow {
                person_id,
                module: module.key.clone(),
                version: module.version,
                right_answers: i32::try_from(module.questions.len()).unwrap_or_default(),
                chosen: format!("{{{}}}", chosen.join(",")),
                passed: true,
                updated_at: self.moments.at(self.moments.back(87), 17, 20),
            });
        }
        Ok(())
    }

    /// The student answers the survey before the work.
    pub(super) fn surveyed(&mut self, job: &mut Job, at: Instant) -> Result<(), Failure> {
        let items = survey(None);
        let answers: std::collections::BTreeMap<&str, i32> =
            items.questions.iter().map(|question| (question.key, self.random.between(2, 4))).collect();
        let id = self.random.id(at);
        self.rows.surveys.push(SurveyRow {
            id,
            kind: SurveyKind::Pre.word(),
            version: items.version,
            person_id: job.student.id,
            engagement_id: job.row.id,
            answers: serde_json::to_string(&answers)?,
            created_at: at,
        });
        job.engagement.facts.checklist.survey = true;
        Ok(())
    }

    /// The text of the agreement and the signatures under it, as far as they were given.
    pub(super) fn keep_agreement(&mut self, job: &Job) -> Result<(), Failure> {
        let row = &job.row;
        let terms: Terms = serde_json::from_str(&row.terms)?;
        let body = agreement_text(&terms, own_clauses(), &[]);
        let id = self.random.id(row.created_at);
        let staff = self.who("Lucía Ferrand")?;
        self.rows.agreements.push(AgreementRow {
            id,
            engagement_id: row.id,
            number: 1,
            kind: "first",
            clauses: 0,
            sha256: crate::onboarding::agreements::fingerprint(&body),
            body,
            created_at: row.created_at,
        });
        let signed = [
            ("student", row.student_signed_at, &row.student_signature, job.student.id, "198.51.100.0/24"),
            ("host", row.host_signed_at, &row.host_signature, job.supervisor.id, "203.0.113.0/24"),
            ("program", row.program_signed_at, &row.program_signature, staff.id, "192.0.2.0/24"),
        ];
        for (side, at, name, person, network) in signed {
            let (Some(created_at), Some(name)) = (at, name.clone()) else { continue };
            self.rows.signatures.push(SignatureRow {
                version_id: id,
                side,
                person_id: Some(person),
                name,
                way: "typed",
                network: network.to_owned(),
                created_at,
            });
        }
        Ok(())
    }
}
