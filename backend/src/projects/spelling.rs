//! Misspelled words of a search, put right by the words of projects that were published.

use std::collections::HashMap;

use domain::searches::{nearest, put_right as replace, slips, typed_words, words};
use domain::skills::fold;
use sqlx::PgConnection;

use crate::cx::Visit;
use crate::failure::Failure;

/// Most words one misspelled word is compared with: the shortest first, then in order, so that the same search always
/// meets the same ones.
const COMPARED: i64 = 20_000;

/// The search as it was most likely meant; nothing when every word is known or none is near. A search that is another name
/// for a skill was meant as the skill.
pub(super) async fn put_right(visit: &Visit, search: &str) -> Result<Option<String>, Failure> {
    if search.trim().is_empty() || search.contains('\0') {
        return Ok(None);
    }
    let vocabulary = crate::skills::vocabulary(visit).await?;
    if let Some(name) = vocabulary.find(search).filter(|name| fold(name) != fold(search)) {
        return Ok(Some(name.to_owned()));
    }
    let typed = typed_words(search);
    if typed.is_empty() {
        return Ok(None);
    }
    let apart: Vec<i32> = typed.iter().map(|word| i32::try_from(slips(word)).unwrap_or(0)).collect();
    // What the text search leaves out, `with`, is no slip either. Both lookups are ranges of an index, the second in the
    // order of search_words_nearby.
    let rows = sqlx::query_as!(
        Near,
        r#"select t.word as "word!",
            case when k.known then '{}' else coalesce((select array_agg(n.word) from
                (select s.word from search_words s where s.program_id = $1
                    and s.letters between char_length(t.word) - t.apart and char_length(t.word) + t.apart
                    order by s.letters, s.word limit $4) n), '{}')
            end as "near!"
           from unnest($2::text[], $3::int[]) as t (word, apart),
            lateral (select to_tsvector('english', t.word) as found) f,
            lateral (select f.found = ''::tsvector or exists (select 1 from search_words s
                where s.program_id = $1 and s.lexeme = any(tsvector_to_array(f.found))) as known) k"#,
        visit.program().id.0,
        &typed,
        &apart,
        COMPARED,
    )
    .fetch_all(visit.pool())
    .await?;
    // Tens of thousands of comparisons take long enough for other requests to wait behind them.
    let compared = tokio::task::spawn_blocking(move || {
        let meant = |row: Near| Some((nearest(&row.word, row.near.iter().map(String::as_str))?.to_owned(), row.word));
        rows.into_iter().filter_map(meant).map(|(meant, word)| (word, meant)).collect::<HashMap<String, String>>()
    });
    let right = compared.await.map_err(|error| Failure::Internal(Box::new(error)))?;
    Ok((!right.is_empty()).then(|| replace(search, &right)))
}

/// A word of a search, with the known words of about its length; none where the word itself is known.
struct Near {
    word: String,
    near: Vec<String>,
}

/// Notes the words of a text that students can find from now on.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn learn(db: &mut PgConnection, program: uuid::Uuid, text: &str) -> Result<(), Failure> {
    // In order: two projects published at once never wait for each other in a circle.
    sqlx::query!(
        "insert into search_words (program_id, word, lexeme)
         select $1, w.word, coalesce((tsvector_to_array(to_tsvector('english', w.word)))[1], '')
         from unnest($2::text[]) with ordinality as w (word, place) order by w.place on conflict do nothing",
        program,
        &words(text),
    )
    .execute(db)
    .await?;
    Ok(())
}
