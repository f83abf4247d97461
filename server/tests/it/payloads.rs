//! What a form can be sent with that it was not made for.

use std::collections::BTreeSet;

use crate::crawl::Seen;
use crate::hostile::{DEE, LUCIA, MAYA};
use crate::support::Web;

/// Functions whose form waits for something the demonstration does not have. Who sends it, and its fields: `@table` is an id
/// out of that table, `~` is typed.
pub const WITHOUT_FORM: &[(&str, &str, &str)] = &[
    ("/api/people/sign-out-everywhere", MAYA, ""),
    ("/api/portfolios/ask", MAYA, "engagement=@engagements version=0"),
    ("/api/engagements/hand-in", MAYA, "engagement=@engagements reflection=~"),
    ("/api/extensions/answer", MAYA, "engagement=@engagements extension=@extensions decision=accept reason=~"),
    ("/api/messages/withdraw", MAYA, "engagement=@engagements message=@messages"),
    ("/api/onboarding/agree-goals", MAYA, "engagement=@engagements"),
    ("/api/onboarding/answer-survey", MAYA, "engagement=@engagements answers[confidence]=~ answers[expect]=~"),
    ("/api/onboarding/confirm-data", MAYA, "engagement=@engagements agree_data=yes"),
    ("/api/onboarding/hand-in-tax-form", MAYA, "engagement=@engagements"),
    ("/api/pauses/answer", MAYA, "engagement=@engagements pause=@pauses decision=accept reason=~"),
    ("/api/problems/open-dispute", MAYA, "problem=@problems amount=~"),
    (
        "/api/reviews/submit",
        MAYA,
        "engagement=@engagements ratings[clear]=5 strengths=~ improve=~ would_work_again=yes note=~",
    ),
    ("/api/reviews/revise", MAYA, "engagement=@engagements version=1 ratings[clear]=5 strengths=~ improve=~ note=~"),
    ("/api/timesheets/restore-entry", MAYA, "engagement=@engagements entry=@time_entries week=2026-11-02"),
    ("/api/interviews/answer", MAYA, "id=@applications answer=none at=~ reason=~"),
    ("/upload/pieces", MAYA, "milestone=@milestones name=~ size=1 mark=~"),
    ("/api/applications/decline", DEE, "project=@projects words[0]=~"),
    ("/api/engagements/decide-work", DEE, "engagement=@engagements decision=accept criterion=~ reason=~"),
    ("/api/milestones/decide", DEE, "engagement=@engagements milestone=@milestones decision=accept reason=~"),
    ("/api/plans/answer", DEE, "engagement=@engagements check=@hours_checks decision=accept reason=~"),
    ("/api/plans/propose", DEE, "engagement=@engagements choice=~ criterion=~ milestone=@milestones reason=~"),
    ("/api/timesheets/approve-several", DEE, "weeks[0]=~"),
    ("/api/revisions/withdraw", DEE, "id=@project_revisions"),
    (
        "/api/attention/act",
        LUCIA,
        "item=@attention_items version=1 command=note colleague=@people subject=~ message=~ note=~ until=~ reason=~",
    ),
    ("/api/extensions/decide", LUCIA, "engagement=@engagements extension=@extensions decision=accept reason=~"),
    ("/api/onboarding/record-safety", LUCIA, "engagement=@engagements safety_note=~"),
    ("/api/people/lift-strike", LUCIA, "engagement=@engagements reason=~"),
    ("/api/problems/decide", LUCIA, "problem=@problems decision=accepted award=~ reason=~"),
    ("/api/reviews/decide-flag", LUCIA, "flag=@review_flags decision=keep reason=~"),
    ("/api/funds/close", LUCIA, "fund=@funds version=0 reason=~"),
    ("/api/skills/remove", LUCIA, "id=@program_skills"),
    ("/api/dashboards/staff-home", LUCIA, ""),
    ("/api/searches/stop", "", "token=~"),
];

/// Text that is markup, ends attributes and elements, runs right to left, and holds what no text should.
pub const MARKUP: &str = "</textarea></title></script><script>hostile(1)</script><img src=x onerror=hostile(2)> \
                      \" onmouseover=\"hostile(3) ' onfocus='hostile(4) {{7*7}} '; drop table people; --";
pub const UNUSUAL: &str = "\u{202e}live\u{202c} \u{1}\u{7}\u{1b}[31m\u{7f}\u{85}\u{feff}\u{2028} e\u{301}\u{301}\u{301} 👩🏽\u{200d}🚀🏳️\u{200d}🌈 \r\n\t";
pub const WITH_NUL: &str = "a\0b<script>hostile(5)</script>";
pub const LINK: &str = "javascript:hostile(6)//https://example.org";

/// What no number, day or time is.
pub const NO_FIGURES: &[&str] = &[
    "-1",
    "0",
    "NaN",
    "1e309",
    "99999999999999999999999",
    "2147483648",
    "-9223372036854775808",
    "0x10",
    "1,5",
    "٣",
    "2026-02-30",
    "0000-00-00",
    "+262144-01-01",
    "9999-12-31",
    "-009999-01-01",
    "24:61",
    "T",
];

/// Ids nobody has.
pub const NOBODY: &str = "01920000-0000-7000-8000-000000000000";

/// Fields nobody asked for.
pub fn unknown(text: &str) -> Vec<(String, String)> {
    let names = [
        "__proto__",
        "nope",
        "fields[",
        "fields[a][b][c]",
        "fields[]",
        "key[]",
        "",
        "a]b[",
        "\0",
        "fields[skill_999999_name]",
    ];
    names.iter().map(|name| ((*name).to_owned(), text.to_owned())).collect()
}

/// The ids of a table, as text.
pub async fn ids(web: &Web, table: &str) -> Vec<String> {
    let query = format!("select id::text from {table} order by id limit 500");
    sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_all(&web.backend.pool).await.expect("a table")
}

/// Of the table an id is of, one that somebody was never shown, with the texts of its row that they were never shown either.
pub async fn foreign(web: &Web, seen: &Seen, email: &str, id: &str) -> Option<(String, Vec<String>)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select table_name::text from information_schema.columns
         where table_schema = 'public' and column_name = 'id' and data_type = 'uuid'",
    )
    .fetch_all(&web.backend.pool)
    .await
    .expect("tables");
    for table in tables {
        let all = ids(web, &table).await;
        if !all.iter().any(|one| one == id) {
            continue;
        }
        let never_shown: Vec<String> = all.into_iter().filter(|one| !seen.has(one)).collect();
        // What names them as its writer is theirs, although no page shows its id.
        let query = format!(
            "select id::text, to_jsonb(t)::text from {table} t where id::text = any($1)
                and not exists (select 1 from people d where d.email = $2 and to_jsonb(t)::text like '%' || d.id || '%')
             order by id limit 1"
        );
        let row: Option<(String, String)> = sqlx::query_as(sqlx::AssertSqlSafe(query))
            .bind(&never_shown)
            .bind(email)
            .fetch_optional(&web.backend.pool)
            .await
            .expect("a row");
        let (foreign, row) = row?;
        let mut texts = texts(&serde_json::from_str(&row).expect("a row"));
        texts.retain(|text| text.len() > 12 && *text != foreign && !seen.has(text));
        return Some((foreign, texts.into_iter().collect()));
    }
    None
}

fn texts(value: &serde_json::Value) -> BTreeSet<String> {
    match value {
        serde_json::Value::String(text) => BTreeSet::from([text.clone()]),
        serde_json::Value::Array(values) => values.iter().flat_map(texts).collect(),
        serde_json::Value::Object(values) => values.values().flat_map(texts).collect(),
        _ => BTreeSet::new(),
    }
}
