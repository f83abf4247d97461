//! Start from pasted text: an old posting or an e-mail becomes a draft to confirm.
//!
//! Fixed rules over words, no service and no learning: the same text on the same day gives the same
//! draft. Whatever is found is a guess that carries the words it came from, so that the screen can
//! show both and the host confirms. What the text does not say stays unanswered; nothing is made up.
//!
//! | File | What it finds |
//! |---|---|
//! | `page.rs`, `tokens.rs` | lines with their kind and section; words, numbers and links |
//! | `letters.rs` | what of a mail is not its message: greetings, thanks, signatures, answered mails |
//! | `prose.rs` | title and problem |
//! | `contacts.rs` | mail addresses, phone numbers and street addresses, which stay out of both |
//! | `hours.rs`, `pay.rs`, `dates.rs`, `moments.rs` | figures, money, days and what each day is for |
//! | `place.rs`, `results.rs`, `sentences.rs`, `skills.rs`, `people.rs` | where, deliverables in lists and in sentences, skills, the supervisor |
//!
//! Each of them walks over the tokens once and looks only a few tokens around, so the time grows with
//! the text and no faster. Upper and lower case are the same for ASCII letters only, as in the scope
//! check: Unicode tables would weigh more than this room.

mod contacts;
mod dates;
mod hours;
mod letters;
mod moments;
mod page;
mod pay;
mod people;
mod place;
mod prose;
mod results;
mod sentences;
mod skills;
mod tokens;

#[cfg(test)]
mod tests;

use super::draft::{Draft, limits};
use crate::time::Day;

/// Most characters that are read; what follows them is ignored.
pub const MOST_CHARACTERS: usize = 50_000;

/// What was found in a text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pasted {
    /// A draft with what was found; every other answer is empty.
    pub draft: Draft,
    /// One for each field that was found, in the order of finding; no field stands there twice.
    pub guesses: Vec<Guess>,
}

/// A field that was filled from the text and waits for the host's eyes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guess {
    /// Name of the field, as in the form: `hours_high`, `deliverable_2_name`.
    pub field: &'static str,
    /// The piece of text it came from, in one line of at most 200 characters.
    pub words: String,
}

impl Pasted {
    /// The words a field was guessed from; `None` when the text does not fill it.
    #[must_use]
    pub fn words(&self, field: &str) -> Option<&str> {
        self.guesses.iter().find(|guess| guess.field == field).map(|guess| guess.words.as_str())
    }

    /// Remembers where the answer of a field came from; the first note of a field stays.
    fn note(&mut self, field: &'static str, words: &str) {
        if self.words(field).is_none() {
            self.guesses.push(Guess { field, words: one_line(words, limits::LINE) });
        }
    }
}

/// Reads a text into a draft. Never fails: what cannot be understood is left out, and an empty text
/// gives an empty draft.
///
/// Days without a year, and days that are over, become the next such day from `today` on. Money an
/// hour becomes the pay of the whole project where the text says the hours.
#[must_use]
pub fn read(text: &str, today: Day) -> Pasted {
    let clean = page::clean(text);
    let page = page::Page::read(&clean);
    let mut pasted = Pasted::default();
    prose::read(&page, &mut pasted);
    results::read(&page, &mut pasted);
    people::read(&page, &mut pasted);
    skills::read(&page, &mut pasted);
    // Pay an hour is multiplied by the hours: they come first.
    hours::read(&page, &mut pasted);
    moments::read(&page, today, &mut pasted);
    place::read(&page, &mut pasted);
    pay::read(&page, &mut pasted);
    pasted
}

/// Words between single spaces, cut after a whole word within `most` characters.
fn one_line(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count() + usize::from(length > 0);
        if length + more > most {
            // A single endless word is cut; otherwise the last whole word ends the line.
            if length == 0 {
                line.extend(word.chars().take(most));
            }
            break;
        }
        if length > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += more;
    }
    line
}
