//! The supervisor: name, role and address.

use super::letters::is_end;
use super::page::{Kind, Line, Page, is, says, starts_upper};
use super::tokens::Is;
use super::{Pasted, one_line};
use crate::projects::limits;

const CUES: [&str; 14] = [
    "contact",
    "supervisor",
    "supervised",
    "mentor",
    "mentored",
    "manager",
    "report",
    "reports",
    "reporting",
    "questions",
    "reach",
    "coordinator",
    "lead",
    "email",
];
/// Mailboxes of nobody in particular.
const SHARED: [&str; 14] = [
    "noreply",
    "no-reply",
    "donotreply",
    "jobs",
    "careers",
    "career",
    "hr",
    "apply",
    "internships",
    "internship",
    "info",
    "office",
    "admin",
    "recruiting",
];
const ROLES: [&str; 27] = [
    "director",
    "manager",
    "coordinator",
    "lead",
    "officer",
    "head",
    "chief",
    "founder",
    "assistant",
    "associate",
    "professor",
    "supervisor",
    "specialist",
    "president",
    "owner",
    "editor",
    "librarian",
    "dean",
    "analyst",
    "engineer",
    "designer",
    "administrator",
    "secretary",
    "treasurer",
    "curator",
    "principal",
    "partner",
];
/// Words with a capital that begin no name.
const NO_NAME: [&str; 43] = [
    "the",
    "a",
    "an",
    "please",
    "email",
    "e-mail",
    "contact",
    "questions",
    "best",
    "regards",
    "thanks",
    "thank",
    "dear",
    "hi",
    "hello",
    "office",
    "department",
    "university",
    "college",
    "program",
    "project",
    "center",
    "centre",
    "team",
    "sincerely",
    "you",
    "we",
    "our",
    "your",
    "this",
    "if",
    "to",
    "for",
    "at",
    "or",
    "and",
    "phone",
    "website",
    "street",
    "apply",
    "main",
    "all",
    "name",
];
/// An address in the text.
struct Address {
    text: String,
    /// Its token; `None` in the head of a mail.
    token: Option<usize>,
    /// What stands before it in the head of a mail.
    name: Option<String>,
    line: usize,
    rank: u8,
}

pub(super) fn read(page: &Page<'_>, pasted: &mut Pasted) {
    let addresses = addresses(page);
    let mut chosen: Option<&Address> = None;
    for address in &addresses {
        if chosen.is_none_or(|best| address.rank > best.rank) {
            chosen = Some(address);
        }
    }
    if let Some(address) = chosen {
        pasted.draft.supervisor_email.clone_from(&address.text);
        pasted.note("supervisor_email", &address.text);
    }
    if let Some((first, last)) = labelled(page).or_else(|| told(page)) {
        write_name(page, pasted, first, last);
    } else if let Some(address) = chosen {
        match (&address.name, address.token) {
            (Some(name), _) => {
                // Below the mail the name may stand with a role.
                match signed(page).filter(|(first, last)| page.slice(*first, *last) == name) {
                    Some((first, last)) => write_name(page, pasted, first, last),
                    None => {
                        pasted.draft.supervisor_name = one_line(name, limits::LINE);
                        pasted.note("supervisor_name", name);
                    }
                }
            }
            (None, Some(token)) => {
                let found = before(page, token).or_else(|| above(page, address.line));
                if let Some((first, last)) = found.or_else(|| signed(page)) {
                    write_name(page, pasted, first, last);
                }
            }
            (None, None) => {}
        }
    } else if let Some((first, last)) = signed(page) {
        write_name(page, pasted, first, last);
    }
}

/// Every address but those that nobody reads, with how likely it is the supervisor's.
fn addresses(page: &Page<'_>) -> Vec<Address> {
    let mut all = Vec::new();
    for (index, line) in page.lines.iter().enumerate() {
        if line.kind == Kind::Mail {
            all.extend(sender(line).map(|(name, text)| Address { text, token: None, name, line: index, rank: 2 }));
            continue;
        }
        for token in line.tokens.clone() {
            let Some(text) = page.tokens.get(token).filter(|it| it.kind == Is::Link).and_then(|it| email(it.text))
            else {
                continue;
            };
            let mailbox = text.split('@').next().unwrap_or_default();
            if is(mailbox, &["noreply", "no-reply", "donotreply"]) {
                continue;
            }
            let cued = page.around(token, token, 12, 0, &CUES);
            let rank = match (is(mailbox, &SHARED), cued) {
                (false, true) => 3,
                (false, false) => 1,
                (true, true) => 1,
                (true, false) => 0,
            };
            all.push(Address { text, token: Some(token), name: None, line: index, rank });
        }
    }
    // Of a mail that was passed on, the last sender is the first writer.
    let last = all.iter().rposition(|address| address.token.is_none());
    for (index, address) in all.iter_mut().enumerate() {
        if address.token.is_none() && Some(index) != last {
            address.rank = 1;
        }
    }
    all
}

/// `From: Dee Lindqvist <dee@harborstreet.example>`.
fn sender(line: &Line<'_>) -> Option<(Option<String>, String)> {
    let (_, value) = line.label.filter(|(label, _)| is(label, &["from"]))?;
    let text = value.split([' ', '<', '>', '(', ')', '[', ']', '"', ',', ';']).find_map(email)?;
    let name = value.split(['<', '(', '[']).next().unwrap_or_default().trim_matches(['"', '\'', ' ']);
    let words = name.split_whitespace().take(5).count();
    let named = (2..=4).contains(&words) && !name.contains('@') && name.split_whitespace().all(starts_upper);
    Some((named.then(|| name.to_owned()), text))
}

/// The address in a piece of text, in lower case.
pub(super) fn email(piece: &str) -> Option<String> {
    let (before, after) = piece.split_once('@')?;
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-'".contains(byte);
    let user = before.bytes().rev().take(65).take_while(plain).count();
    let host = after.bytes().take(254).take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte)).count();
    let user = before.get(before.len() - user..)?.trim_start_matches(['.', '\'', '-']);
    let host = after.get(..host)?.trim_end_matches(['.', '-']);
    let dotted = host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty());
    let whole = !after.get(host.len()..).unwrap_or_default().contains('@');
    ((1..=64).contains(&user.len()) && dotted && whole).then(|| format!("{user}@{host}").to_ascii_lowercase())
}

fn write_name(page: &Page<'_>, pasted: &mut Pasted, first: usize, last: usize) {
    let name = page.slice(first, last);
    pasted.draft.supervisor_name = one_line(name, limits::LINE);
    pasted.note("supervisor_name", name);
    if let Some(role) = role(page, last) {
        pasted.draft.supervisor_role = one_line(role, limits::LINE);
        pasted.note("supervisor_role", role);
    }
}

/// The name that begins at a token: two to four words with capitals, an initial, a hyphen.
fn name_at(page: &Page<'_>, first: usize, single: bool) -> Option<(usize, usize)> {
    let mut at = first;
    let mut words = 0;
    let titled = page.word(at, 0, &["dr", "mr", "mrs", "ms", "prof", "professor"]);
    if titled {
        at += 1 + usize::from(page.mark(at, 1, "."));
    }
    let start = at;
    let mut last = None;
    while words < 4 {
        let Some((_, token)) = page.near(at, 0).filter(|(_, token)| token.kind == Is::Word) else { break };
        if page.tokens.get(first).is_none_or(|begin| begin.sentence != token.sentence) {
            break;
        }
        // `Finance Director` is an office, not a person.
        if is(token.text, &ROLES) {
            return None;
        }
        let particle = words > 0 && is(token.text, &["de", "van", "von", "da", "la", "del", "bin", "al", "der"]);
        if !particle && (!starts_upper(token.text) || is(token.text, &NO_NAME)) {
            break;
        }
        words += usize::from(!particle);
        if !particle {
            last = Some(at);
        }
        let initial = token.text.len() == 1 && page.mark(at, 1, ".");
        let hyphen = page.mark(at, 1, "-") && page.touches(at) && page.touches(at + 1);
        at += 1 + usize::from(initial || hyphen);
    }
    let enough = words >= 2 || (words == 1 && (titled || single));
    // Without its title a lone family name would look like a first name.
    last.filter(|_| enough).map(|last| (if words == 1 { first } else { start }, last))
}

/// `Supervisor: Dee Lindqvist`.
fn labelled(page: &Page<'_>) -> Option<(usize, usize)> {
    let names = ["contact", "supervisor", "mentor", "manager", "lead", "supervised", "reports"];
    page.lines.iter().find_map(|line| {
        let (label, value) = line.label?;
        if matches!(line.kind, Kind::Mail | Kind::Away) || value.is_empty() || !says(label, &names) {
            return None;
        }
        let colon = line.tokens.clone().find(|at| page.mark(*at, 0, ":"))?;
        name_at(page, colon + 1, true)
    })
}

/// `report to Dee Lindqvist`, `contact Dee Lindqvist`, `your supervisor will be Dee Lindqvist`.
fn told(page: &Page<'_>) -> Option<(usize, usize)> {
    (0..page.tokens.len()).filter(|at| page.word(*at, 0, &CUES)).find_map(|at| {
        let skip = ["to", "by", "with", "is", "will", "be", "out", "me", "directly"];
        let by = (1..=3).take_while(|by| page.word(at, *by, &skip)).count();
        let (next, _) = page.near(at, isize::try_from(by).ok()?.saturating_add(1))?;
        name_at(page, next, false)
    })
}

/// `Dee Lindqvist at dee@…`, `Dee Lindqvist, Director (dee@…)`.
fn before(page: &Page<'_>, token: usize) -> Option<(usize, usize)> {
    // The longest name that begins within a few tokens before the address.
    (2..=12).rev().find_map(|by| {
        let (at, _) = page.near(token, -by)?;
        name_at(page, at, false).filter(|(_, last)| *last < token)
    })
}

/// A name alone in one of the four lines above an address.
fn above(page: &Page<'_>, line: usize) -> Option<(usize, usize)> {
    (1..=4).find_map(|up| page.lines.get(line.checked_sub(up)?).and_then(|line| alone(page, line)))
}

/// The line below `Best,` or `Thanks,`.
fn signed(page: &Page<'_>) -> Option<(usize, usize)> {
    page.lines.iter().enumerate().rev().find_map(|(index, line)| {
        if line.kind != Kind::Text || line.text.len() > 30 || !is_end(line.text) {
            return None;
        }
        let below = page.lines.iter().skip(index + 1).take(3);
        below.filter(|line| line.kind == Kind::Text).find_map(|line| alone(page, line))
    })
}

/// A line that is a name, or a name and a role behind a comma.
fn alone(page: &Page<'_>, line: &Line<'_>) -> Option<(usize, usize)> {
    if line.kind != Kind::Text || line.text.len() > 60 {
        return None;
    }
    let (first, last) = name_at(page, line.tokens.start, false)?;
    let ends = last + 1 == line.tokens.end || page.mark(last, 1, ",|");
    let role = (first..=last).any(|at| page.word(at, 0, &ROLES));
    (ends && !role).then_some((first, last))
}

/// `, Programs Director` behind a name, or the line below it.
fn role<'a>(page: &Page<'a>, name: usize) -> Option<&'a str> {
    let line = page.lines.iter().position(|line| line.tokens.contains(&name))?;
    let end = page.lines.get(line).map_or(name, |line| line.tokens.end);
    if page.mark(name, 1, ",|(-–—") {
        let words = (name + 2..end.min(name + 9)).take_while(|at| {
            let word = |at: usize| page.near(at, 0).is_some_and(|(_, token)| token.kind == Is::Word);
            (word(*at) && !page.word(*at, 0, &["at", "or"])) || (page.mark(*at, 0, "&-") && word(at + 1))
        });
        let last = words.last()?;
        let says_role = (name + 2..=last).any(|at| page.word(at, 0, &ROLES));
        return says_role.then(|| page.slice(name + 2, last));
    }
    let below = page.lines.get(line + 1).filter(|below| below.kind == Kind::Text && below.text.len() <= 60)?;
    let ends = end == name + 1;
    let part = below.text.split([',', '|']).next().unwrap_or_default().trim();
    (ends && says(part, &ROLES) && !part.contains('@')).then_some(part)
}
