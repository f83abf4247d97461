//! What the pages of the checklist and of the agreement read.

use std::collections::BTreeMap;

use domain::actor::Party;
use domain::engagements::Stage;
use domain::extensions::Stage as ExtensionStage;
use domain::ids::EngagementId;
use domain::onboarding::{Line, agreement_text, items, module};
use domain::time::Minutes;

use super::views::{AgreementPage, ModuleLine, OnboardingPage, Signature, Version};
use super::{agreements, rules, training};
use crate::Cx;
use crate::engagements::{Held, is_any, visible};
use crate::failure::Failure;

/// Most texts of one agreement on a page; there is one for each extension.
const MOST: i64 = 40;

/// The checklist, for everybody concerned.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern.
pub async fn onboarding_page(cx: &Cx, id: EngagementId) -> Result<OnboardingPage, Failure> {
    let Held { engagement, terms, .. } = visible(cx, id).await?;
    let row = sqlx::query!(
        "select learning_goals, classification_note, tax_note, safety_note, data_terms, kickoff_minute, kickoff_place, modules, student_id
         from engagements where id = $1",
        id.0
    )
    .fetch_one(cx.pool())
    .await?;
    let mut db = cx.pool().acquire().await?;
    let passed = training::passed(&mut db, row.student_id.into()).await?;
    let line = |key: &String| {
        let module = module(key)?;
        Some(ModuleLine { module, passed: passed.contains(key), required: true })
    };
    let sees_tax = is_any(cx, &engagement, &[Party::Student, Party::Staff]);
    Ok(OnboardingPage {
        lines: if is_any(cx, &engagement, &[Party::Student, Party::Staff, Party::Dso]) {
            items(&engagement.facts)
        } else {
            items(&engagement.facts).into_iter().map(Line::for_host).collect()
        },
        goals: row.learning_goals,
        classification_note: row.classification_note,
        tax_note: if sees_tax { row.tax_note } else { String::new() },
        safety_note: row.safety_note,
        data_terms: row.data_terms,
        kickoff_at: row.kickoff_minute.map(|minute| Minutes(minute.into())),
        kickoff_place: row.kickoff_place,
        modules: row.modules.iter().filter_map(line).collect(),
        engagement,
        terms,
    })
}

/// The agreement with every text it has had.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern.
pub async fn agreement_page(cx: &Cx, id: EngagementId) -> Result<AgreementPage, Failure> {
    let held = visible(cx, id).await?;
    let note = sqlx::query_scalar!("select classification_note from engagements where id = $1", id.0)
        .fetch_one(cx.pool())
        .await?;
    let mut db = cx.pool().acquire().await?;
    let (newest, own) = rules::clauses(&mut db, held.engagement.belongs.program).await?;
    drop(db);
    let (used, versions) = versions(cx, id).await?;
    let text = versions.first().cloned().unwrap_or_else(|| unkept(&held, &own));
    let mut extended = crate::extensions::of_engagement(cx, &held.engagement).await?;
    extended.retain(|one| one.stage == ExtensionStage::InEffect);
    extended.reverse();
    let Held { engagement, terms, .. } = held;
    Ok(AgreementPage {
        clauses_are_newer: engagement.stage() == Stage::Onboarding && used.is_some_and(|used| used < newest),
        engagement,
        terms,
        classification_note: note,
        text,
        versions,
        extended,
    })
}

/// The text of an engagement that began before texts were kept.
fn unkept(held: &Held, clauses: &str) -> Version {
    let body = agreement_text(&held.terms, clauses, &[]);
    Version {
        number: 1,
        is_extension: false,
        sha256: agreements::fingerprint(&body),
        body,
        reason: String::new(),
        at: None,
        signatures: Vec::new(),
    }
}

/// Every kept text, newest first, with its signatures; and the number of the clauses in the newest.
pub(super) async fn versions(cx: &Cx, id: EngagementId) -> Result<(Option<i32>, Vec<Version>), Failure> {
    let rows = sqlx::query!(
        "select id, number, kind, clauses, body, sha256, reason, created_at from agreement_versions
         where engagement_id = $1 order by number desc limit $2",
        id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    let signed = sqlx::query!(
        "select s.version_id, s.side, s.name, s.way, s.network, s.note, s.created_at
         from agreement_signatures s join agreement_versions v on v.id = s.version_id
         where v.engagement_id = $1 order by s.created_at, s.side limit $2",
        id.0,
        3 * MOST
    )
    .fetch_all(cx.pool())
    .await?;
    let mut by_text: BTreeMap<uuid::Uuid, Vec<Signature>> = BTreeMap::new();
    for row in signed {
        by_text.entry(row.version_id).or_default().push(Signature {
            side: row.side,
            name: row.name,
            way: row.way,
            network: row.network,
            note: row.note,
            at: row.created_at.to_jiff(),
        });
    }
    let used = rows.first().map(|row| row.clauses);
    let versions = rows
        .into_iter()
        .map(|row| Version {
            number: row.number,
            is_extension: row.kind == "extension",
            body: row.body,
            sha256: row.sha256,
            reason: row.reason,
            at: Some(row.created_at.to_jiff()),
            signatures: by_text.remove(&row.id).unwrap_or_default(),
        })
        .collect();
    Ok((used, versions))
}
