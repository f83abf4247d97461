//! What of a mail is not its message: greetings, thanks, signatures, footers, and the mails it answers.

use super::page::{Kind, Line, Section, is};

/// Words of a writer's own above a mail that is answered: with fewer, the answered mail is the message.
const OWN_WORDS: usize = 40;
/// Lines of a signature at most.
const SIGNATURE: usize = 8;
/// Longest line of a signature.
const SIGNATURE_LINE: usize = 80;
/// Words that begin the end of a mail.
const ENDINGS: [&str; 16] = [
    "best",
    "thanks",
    "thank",
    "thx",
    "regards",
    "sincerely",
    "cheers",
    "warmly",
    "warm",
    "kind",
    "yours",
    "many",
    "respectfully",
    "all",
    "talk",
    "ty",
];
/// Words such an end is made of.
const END_WORDS: [&str; 34] = [
    "best",
    "thanks",
    "thank",
    "thx",
    "regards",
    "sincerely",
    "cheers",
    "warmly",
    "warm",
    "kind",
    "yours",
    "many",
    "respectfully",
    "all",
    "talk",
    "ty",
    "you",
    "so",
    "much",
    "the",
    "in",
    "advance",
    "again",
    "wishes",
    "warmest",
    "kindest",
    "truly",
    "soon",
    "very",
    "a",
    "lot",
    "bunch",
    "and",
    "everyone",
];
/// How lines begin that mail programs add.
const DEVICES: [&str; 5] = ["sent from my ", "sent from mail", "sent from outlook", "sent via ", "get outlook for"];
/// How paragraphs begin that lawyers and lists add.
const FOOTERS: [&str; 7] = [
    "this email and any",
    "this e-mail and any",
    "this message and any",
    "confidentiality notice",
    "unsubscribe",
    "you received this",
    "view this email",
];

/// Marks ends, footers and answered mails.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    footers(lines);
    ends(lines);
    if let Some(first) = answered(lines) {
        lines.iter_mut().skip(first).for_each(|line| line.kind = Kind::Away);
    }
}

/// The line of a device; a footer with what is left of its paragraph.
fn footers(lines: &mut [Line<'_>]) {
    let mut open = false;
    for line in lines {
        let begins = |start: &&str| line.text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
        let device = DEVICES.iter().any(begins);
        open = line.kind != Kind::Blank && (open || FOOTERS.iter().any(begins));
        if open || device {
            line.kind = Kind::Away;
        }
    }
}

/// `Best,` with the short lines below it.
fn ends(lines: &mut [Line<'_>]) {
    let mut left = 0_usize;
    for line in lines {
        let divider = line.kind == Kind::Blank && line.text == "--";
        if divider || (line.kind == Kind::Text && is_end(line.text)) {
            left = SIGNATURE + 1;
        } else if line.text.len() > SIGNATURE_LINE || matches!(line.kind, Kind::Mail | Kind::Item | Kind::Heading) {
            left = 0;
        }
        if left > 0 && line.kind != Kind::Blank {
            left -= 1;
            line.section = Section::End;
        }
    }
}

/// `Best,`, `Many thanks!`, `Best, Dana Ruiz`, `thx! Pat / pat@example.org`.
pub(super) fn is_end(text: &str) -> bool {
    let plain = |word: &str| is(word.trim_matches(|c: char| !c.is_alphanumeric()), &END_WORDS);
    let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if !is(first, &ENDINGS) || text.len() > SIGNATURE_LINE {
        return false;
    }
    let mut closed = true;
    let mut rest = 0;
    for word in text.split_whitespace() {
        if rest == 0 && plain(word) {
            // What follows a comma or the like may be a name.
            closed = word.ends_with([',', '!', '.', '-', '–', '—']);
        } else {
            rest += 1;
        }
    }
    // `All`, `Kind`, `Warm` alone end nothing.
    let alone = is(text.trim_end_matches([',', '.', '!', ':']), &["all", "kind", "warm", "many", "talk", "all the"]);
    !alone && (rest == 0 || (closed && rest <= 6))
}

/// Where the mail begins that is answered by enough words of one's own. What is passed on stays.
fn answered(lines: &[Line<'_>]) -> Option<usize> {
    let mut own = 0;
    for (index, line) in lines.iter().enumerate() {
        let plain = line.text.trim_matches(['-', '_', ' ', ':']);
        if is(plain, &["forwarded message", "begin forwarded message"]) {
            return None;
        }
        let next = || lines.iter().skip(index + 1).find(|line| line.kind != Kind::Blank);
        let wrote = line.text.starts_with("On ")
            && (line.text.ends_with("wrote:") || next().is_some_and(|line| line.text.ends_with("wrote:")));
        let sender = line.kind == Kind::Mail && line.label.is_some_and(|(label, _)| is(label, &["from"]));
        if own >= OWN_WORDS && (wrote || sender || is(plain, &["original message"])) {
            return Some(index);
        }
        if matches!(line.kind, Kind::Text | Kind::Item | Kind::More) && line.section != Section::End {
            own += line.text.split_whitespace().count();
        }
    }
    None
}

/// What follows `Hi all,` in the same line; the whole text when it begins with no greeting, or is nothing else.
pub(super) fn without_greeting(text: &str) -> &str {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let greets = is(first, &["hi", "hello", "hey", "hiya", "dear", "greetings"])
        || (is(first, &["good"]) && is(second, &["morning", "afternoon", "evening", "day"]))
        || (is(first, &["happy"]) && second.len() > 5 && second.ends_with("day"));
    let Some(end) = text.find([',', '!', ':', '–', '—', '-', '.']).filter(|_| greets) else { return text };
    let few = text.get(..end).is_some_and(|head| head.split_whitespace().take(6).count() < 6);
    let rest = text.get(end..).unwrap_or_default().trim_start_matches([',', '!', ':', '–', '—', '-', '.', ' ']);
    if few && !rest.is_empty() { rest } else { text }
}

/// A paragraph without greeting, small talk at its start, and thanks at its end.
pub(super) fn message(text: &str) -> &str {
    let mut text = without_greeting(text);
    while let Some((_, rest)) = first_sentence(text).filter(|(first, _)| is_small_talk(first)) {
        text = rest;
    }
    // `Thanks! Dana`: a name may stand behind the thanks.
    let starts = sentence_starts(text);
    let end = starts.iter().rev().take(2).filter(|start| **start > 0).find(|start| {
        let tail = text.get(**start..).unwrap_or_default();
        tail.split_whitespace().take(11).count() < 11 && (is_end(tail) || is_thanks(tail))
    });
    end.and_then(|end| text.get(..*end)).unwrap_or(text).trim_end()
}

fn is_thanks(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    is(first.trim_end_matches(['!', ',', '.']), &["thanks", "thx"])
        || (is(first, &["thank"]) && is(second.trim_end_matches(['!', ',', '.']), &["you"]))
}

/// `Hope you are well!`, `Thanks for the call.`
fn is_small_talk(sentence: &str) -> bool {
    let mut words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let hopes =
        is(first, &["hope"]) || (is(first, &["i", "we"]) && words.next().is_some_and(|word| is(word, &["hope"])));
    // `Thanks to a grant` tells of something.
    let to = sentence.split_whitespace().nth(1).is_some_and(|word| is(word, &["to"]));
    (hopes || (is_thanks(sentence) && !to)) && sentence.split_whitespace().take(13).count() < 13
}

fn first_sentence(text: &str) -> Option<(&str, &str)> {
    let next = sentence_starts(text).into_iter().find(|start| *start > 0)?;
    Some((text.get(..next)?, text.get(next..)?))
}

/// Where sentences begin: at the start, and behind a full stop or the like and a space.
pub(super) fn sentence_starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut word = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            if matches!(before, '.' | '!' | '?') {
                let last = text.get(word..at).unwrap_or_default();
                let short = before == '.' && super::tokens::is_short_form(last.trim_matches(['.', '(']));
                let rest = text.get(at..).unwrap_or_default();
                let next = at + (rest.len() - rest.trim_start().len());
                if !short && next < text.len() {
                    starts.push(next);
                }
            }
            word = at + c.len_utf8();
        }
        before = c;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_mails_are_known() {
        for text in [
            "Best,",
            "Thanks!",
            "Many thanks in advance,",
            "Best, Dana Ruiz",
            "thx! Pat O'Neil / pat@x.org",
            "All the best",
            "Kind regards",
        ] {
            assert!(is_end(text), "{text}");
        }
        for text in
            ["", "Best practices for our store", "Thanks for posting this", "All", "Kind", "Many people ask", "A map"]
        {
            assert!(!is_end(text), "{text}");
        }
    }

    #[test]
    fn a_message_is_without_greeting_small_talk_and_thanks() {
        for (text, left) in [
            ("Hi all, we need a map.", "we need a map."),
            ("Good morning Noor! We need a map.", "We need a map."),
            ("Hope you're well! We need a map. Thanks! Dana", "We need a map."),
            ("We need a map. Thank you so much for your help!", "We need a map."),
            ("Hi all,", "Hi all,"),
            ("High streets need maps, too.", "High streets need maps, too."),
            ("We need a map. Best of all, it is paid.", "We need a map. Best of all, it is paid."),
            ("Thanks, Dana", "Thanks, Dana"),
            ("Ask Dr. Ruiz. Cheers, D", "Ask Dr. Ruiz."),
        ] {
            assert_eq!(message(text), left, "{text}");
        }
    }
}
