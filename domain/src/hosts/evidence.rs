//! What speaks for a host organisation: facts that staff look at before its first project is shown, and a trust score that
//! names its parts. Pure: the caller reads the rows.
//!
//! The score advises, a person decides: no score verifies anybody, and the first project of a host is always reviewed.

use super::Ein;

/// What is on record about a host with one program.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Known {
    /// Its web site; empty when it has none.
    pub website: String,
    /// The addresses of its members.
    pub emails: Vec<String>,
    /// Its tax number, when it gave one.
    pub ein: Option<Ein>,
    /// Its postal address; empty when it gave none.
    pub address: String,
    /// Projects it completed.
    pub completed: i64,
    /// Projects it called off after they were published, within twelve months.
    pub cancelled: i64,
    /// Applicants the system had to answer in its place, within twelve months.
    pub late_answers: i64,
    /// Times it was put on watch or suspended, within twelve months.
    pub strikes: i64,
}

/// How one fact looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// As one would expect.
    Good,
    /// Nothing is known: ask.
    Unknown,
    /// Unusual: look closer.
    Odd,
}

/// One fact with what it means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// `Web site`.
    pub name: &'static str,
    /// How it looks.
    pub look: Look,
    /// What is the case, in a sentence.
    pub says: String,
    /// Points it gives to the trust score,
    pub points: u8,
    /// of this many.
    pub of: u8,
}

/// The facts and what they add up to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
    /// In the order in which staff look.
    pub facts: Vec<Fact>,
    /// The sum of all points, 0 to 100.
    pub trust: u8,
    /// Whether its next project is its first and therefore reviewed by a person, whatever the score.
    pub first_post: bool,
}

/// Looks at what is known.
#[must_use]
pub fn evidence(known: &Known) -> Evidence {
    let facts = vec![
        website(known),
        mail(known),
        tax_number(known),
        address(known),
        finished(known),
        record(
            "Called off",
            known.cancelled,
            10,
            3,
            "project called off within a year",
            "projects called off within a year",
        ),
        record(
            "Late answers",
            known.late_answers,
            10,
            2,
            "applicant answered in its place",
            "applicants answered in its place",
        ),
        record("Strikes", known.strikes, 10, 10, "strike within a year", "strikes within a year"),
    ];
    let trust = facts.iter().map(|fact| fact.points).sum();
    Evidence { facts, trust, first_post: known.completed < 1 }
}

fn fact(name: &'static str, look: Look, says: impl Into<String>, points: u8, of: u8) -> Fact {
    Fact { name, look, says: says.into(), points, of }
}

fn website(known: &Known) -> Fact {
    let site = known.website.trim();
    let domain = domain_of_site(site);
    if site.is_empty() {
        fact("Web site", Look::Unknown, "None on file. Ask where one can read about the organisation.", 0, 15)
    } else if domain.is_empty() || is_free_page(&domain) {
        fact("Web site", Look::Odd, format!("{domain} is a place where anybody can make a page."), 0, 15)
    } else if !site.to_ascii_lowercase().starts_with("https://") {
        fact("Web site", Look::Odd, format!("{domain} is given without encryption (http)."), 8, 15)
    } else {
        fact("Web site", Look::Good, format!("{domain}, a site of its own."), 15, 15)
    }
}

fn mail(known: &Known) -> Fact {
    let domain = domain_of_site(&known.website);
    let theirs = |email: &&String| belong_together(&domain, mail_domain(email));
    let matching = known.emails.iter().filter(theirs).count();
    let private = known.emails.iter().filter(|email| is_free_mail(mail_domain(email))).count();
    let all = known.emails.len();
    if all == 0 {
        fact("Email", Look::Unknown, "It has no members yet.", 0, 15)
    } else if matching == all && !is_free_page(&domain) {
        fact("Email", Look::Good, "Its members write from the domain of its site.", 15, 15)
    } else if matching > 0 && !is_free_page(&domain) {
        let says = format!("{matching} of {all} members write from the domain of its site.");
        fact("Email", Look::Odd, says, 8, 15)
    } else if private == all {
        fact("Email", Look::Odd, "Its members write from private mailboxes. Call the organisation.", 0, 15)
    } else if domain.is_empty() {
        fact("Email", Look::Unknown, "There is no site to compare the addresses of its members with.", 0, 15)
    } else {
        fact("Email", Look::Odd, "Its members write from another domain than its site.", 0, 15)
    }
}

fn tax_number(known: &Known) -> Fact {
    if known.ein.is_some() {
        fact("Tax number", Look::Good, "Given, with a prefix that is in use.", 5, 5)
    } else {
        fact("Tax number", Look::Unknown, "Not given. An international student’s school will ask for it.", 0, 5)
    }
}

fn address(known: &Known) -> Fact {
    let lower = known.address.to_lowercase();
    if lower.trim().is_empty() {
        return fact("Address", Look::Unknown, "Not given.", 0, 5);
    }
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let pair = |one: &str, other: &str| words.windows(2).any(|two| two == [one, other]);
    if pair("po", "box") || words.windows(3).any(|three| three == ["p", "o", "box"]) || pair("self", "storage") {
        return fact("Address", Look::Odd, "A mailbox or a storage unit.", 0, 5);
    }
    if words.iter().any(|word| matches!(*word, "apartment" | "apt")) {
        return fact("Address", Look::Odd, "An apartment.", 2, 5);
    }
    fact("Address", Look::Good, "A street address.", 5, 5)
}

fn finished(known: &Known) -> Fact {
    let points = u8::try_from(known.completed.clamp(0, 3) * 10).unwrap_or(0);
    let says = match known.completed {
        ..=0 => "No project of it has been completed here yet.".to_owned(),
        1 => "One project completed.".to_owned(),
        count => format!("{count} projects completed."),
    };
    fact("Experience", if points > 0 { Look::Good } else { Look::Unknown }, says, points, 30)
}

/// Points that are full at first and are lost one by one.
fn record(name: &'static str, count: i64, of: u8, each: i64, one: &str, many: &str) -> Fact {
    let lost = u8::try_from(count.max(0).saturating_mul(each).min(i64::from(of))).unwrap_or(of);
    match count {
        ..=0 => fact(name, Look::Good, "None on record.", of, of),
        1 => fact(name, Look::Odd, format!("One {one}."), of - lost, of),
        count => fact(name, Look::Odd, format!("{count} {many}."), of - lost, of),
    }
}

/// Providers of private mailboxes: the list that Q17 reads.
fn is_free_mail(domain: &str) -> bool {
    listed(include_str!("../../data/words/free_mail.txt"), domain)
}

/// Places where anybody can make a page: the domain itself and everything under it.
fn is_free_page(domain: &str) -> bool {
    let under = |listed: &str| domain == listed || domain.strip_suffix(listed).is_some_and(|rest| rest.ends_with('.'));
    include_str!("../../data/words/free_pages.txt").lines().any(under)
}

fn listed(list: &str, domain: &str) -> bool {
    list.lines().any(|line| line.eq_ignore_ascii_case(domain))
}

/// `https://www.Harbor.example/about` -> `harbor.example`; empty when there is none.
fn domain_of_site(site: &str) -> String {
    let rest = site.split_once("//").map_or(site, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().trim().trim_end_matches('.').to_lowercase();
    let bare = host.strip_prefix("www.").unwrap_or(&host);
    if bare.contains('.') { bare.to_owned() } else { String::new() }
}

fn mail_domain(email: &str) -> &str {
    email.rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// Whether two domains are of one registrant: they are the same, or one lies under the other, and the shorter is one that
/// can be registered. Siblings under a domain that is on neither side are not compared, so that no complete list of
/// registries is needed: what is not certain counts as different, and a person looks.
fn belong_together(site: &str, mail: &str) -> bool {
    let mail = mail.trim_end_matches('.').to_lowercase();
    let (shorter, longer) = if site.len() <= mail.len() { (site, mail.as_str()) } else { (mail.as_str(), site) };
    let registered = shorter.contains('.')
        && !listed(include_str!("../../data/words/shared_suffixes.txt"), shorter)
        && !is_free_page(shorter)
        && !is_free_mail(shorter);
    registered && (longer == shorter || longer.strip_suffix(shorter).is_some_and(|rest| rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn known() -> Known {
        Known {
            website: "https://www.harborstreet.example/about".into(),
            emails: vec!["dee@harborstreet.example".into()],
            ein: Ein::parse("53-0196605").ok(),
            address: "12 Harbor Street, Rivermark".into(),
            ..Known::default()
        }
    }

    fn look(known: &Known, name: &str) -> Look {
        evidence(known).facts.into_iter().find(|fact| fact.name == name).unwrap().look
    }

    #[test]
    fn a_new_host_with_everything_in_order_is_still_reviewed() {
        let found = evidence(&known());
        assert_eq!((found.trust, found.first_post), (70, true));
        let old = evidence(&Known { completed: 4, ..known() });
        assert_eq!((old.trust, old.first_post), (100, false));
    }

    #[rstest]
    #[case::same("https://harborstreet.example", "dee@harborstreet.example", Look::Good)]
    #[case::mail_under_the_site("https://harborstreet.example", "dee@mail.harborstreet.example", Look::Good)]
    #[case::site_under_the_mail("https://jobs.harborstreet.example", "dee@harborstreet.example", Look::Good)]
    #[case::looks_alike("https://harborstreet.example", "dee@notharborstreet.example", Look::Odd)]
    #[case::other_end("https://harborstreet.example", "dee@harborstreet.test", Look::Odd)]
    #[case::registry("https://a.co.uk", "dee@co.uk", Look::Odd)]
    #[case::free_mail("https://harborstreet.example", "dee@gmail.com", Look::Odd)]
    #[case::free_page("https://harbor.wordpress.com", "dee@harbor.wordpress.com", Look::Odd)]
    #[case::capitals("HTTPS://WWW.HarborStreet.example", "Dee@HARBORSTREET.EXAMPLE", Look::Good)]
    #[case::port("https://harborstreet.example:8443/", "dee@harborstreet.example", Look::Good)]
    fn addresses_are_compared_with_the_site(#[case] website: &str, #[case] email: &str, #[case] expected: Look) {
        let known = Known { website: website.into(), emails: vec![email.into()], ..known() };
        assert_eq!(look(&known, "Email"), expected);
    }

    #[rstest]
    #[case::own("https://harborstreet.example", Look::Good)]
    #[case::none("", Look::Unknown)]
    #[case::not_encrypted("http://harborstreet.example", Look::Odd)]
    #[case::free_page("https://sites.google.com/view/harbor", Look::Odd)]
    #[case::no_domain("https://localhost", Look::Odd)]
    fn a_site_of_ones_own(#[case] website: &str, #[case] expected: Look) {
        assert_eq!(look(&Known { website: website.into(), ..known() }, "Web site"), expected);
    }

    #[rstest]
    #[case("12 Harbor Street", Look::Good)]
    #[case("P.O. Box 12", Look::Odd)]
    #[case("PO Box 12", Look::Odd)]
    #[case("9 Elm Street, Apt 4", Look::Odd)]
    #[case("  ", Look::Unknown)]
    fn an_address_is_a_street(#[case] address: &str, #[case] expected: Look) {
        assert_eq!(look(&Known { address: address.into(), ..known() }, "Address"), expected);
    }

    proptest! {
        /// Every part explains its points; worse never scores higher; nothing panics.
        #[test]
        fn the_score_is_the_sum_of_its_parts(
            website in ".{0,40}", email in ".{0,40}", address in ".{0,40}",
            completed in -1_i64..9, cancelled in 0_i64..9, late in 0_i64..99, strikes in 0_i64..9,
        ) {
            let known = Known {
                website, emails: vec![email], address, completed, cancelled, late_answers: late, strikes, ein: None,
            };
            let found = evidence(&known);
            prop_assert!(found.trust <= 100);
            prop_assert_eq!(found.facts.iter().map(|fact| u32::from(fact.of)).sum::<u32>(), 100);
            prop_assert!(found.facts.iter().all(|fact| fact.points <= fact.of && fact.says.ends_with('.')));
            let worse_ones = [
                Known { strikes: strikes + 1, ..known.clone() },
                Known { cancelled: cancelled + 1, ..known.clone() },
                Known { late_answers: late + 1, ..known.clone() },
            ];
            for worse in worse_ones {
                prop_assert!(evidence(&worse).trust <= found.trust);
            }
            let better = Known { completed: completed + 1, ..known };
            prop_assert!(evidence(&better).trust >= found.trust);
        }
    }
}
