//! What waits for the student, in words.

use backend::applications::Need;
use backend::programs::Program;
use domain::time::{Day, due_words as due, long_date, short_date};
use leptos::prelude::*;

use crate::routes;
use crate::ui::{Icon, LinkButton, icon};

/// One thing to do: what, why, until when, and where.
#[derive(Default)]
struct Words {
    title: String,
    text: String,
    /// The part of the text that stands out.
    strong: String,
    when: String,
    href: String,
    button: &'static str,
}

/// "Two things need you, Maya".
pub fn headline(count: usize, name: &str) -> String {
    let number = match count {
        0 => return format!("Nothing needs you, {name}"),
        1 => return format!("One thing needs you, {name}"),
        2 => "Two".to_owned(),
        3 => "Three".to_owned(),
        4 => "Four".to_owned(),
        5 => "Five".to_owned(),
        6 => "Six".to_owned(),
        more => more.to_string(),
    };
    format!("{number} things need you, {name}")
}

/// The list of what waits.
pub fn list(needs: &[Need], today: Day, program: &Program) -> impl IntoView + use<> {
    let lines = needs
        .iter()
        .map(|need| {
            let words = words(need, today, program);
            let strong = (!words.strong.is_empty()).then(|| view! { " " <b>{words.strong}</b> });
            view! {
                <li>
                    <div class="stack tight">
                        <h2>{words.title}</h2>
                        <p>{words.text} {strong}</p>
                        <p><Icon glyph=icon::CLOCK/> " " {words.when}</p>
                    </div>
                    <LinkButton href=words.href>{words.button}</LinkButton>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="needs" aria-label="Needs you">{lines}</ul> }
}

/// Where the first thing is done, and the words of its button.
pub fn first(needs: &[Need], today: Day, program: &Program) -> Option<(String, &'static str)> {
    let words = words(needs.first()?, today, program);
    Some((words.href, words.button))
}

/// Where each of them is done.
pub fn places(needs: &[Need], today: Day, program: &Program) -> Vec<String> {
    needs.iter().map(|need| words(need, today, program).href).collect()
}

fn words(need: &Need, today: Day, program: &Program) -> Words {
    match need {
        Need::Offer { application, host, title, pay, hours, until } => Words {
            title: format!("Answer the offer from {host}"),
            text: format!("{title}."),
            strong: pay
                .map(|pay| match pay.per_hour {
                    Some(per_hour) => format!("{} net for {hours} h, {} an hour.", pay.net.exact(), per_hour.exact()),
                    None => format!("{} net.", pay.net.exact()),
                })
                .unwrap_or_default(),
            when: until.map(|until| format!("Yours until {}", program.long(until))).unwrap_or_default(),
            href: routes::application(*application),
            button: "See the offer",
        },
        Need::Confirm { application, host, title, by } => Words {
            title: format!("{host} changed a project you applied to"),
            text: format!("{title}. See what is different, then confirm or take your application back."),
            strong: String::new(),
            when: format!("Answer by {}", long_date(*by)),
            href: routes::application(*application),
            button: "See the change",
        },
        Need::Sign { engagement, host, title, start } => Words {
            title: format!("Sign the agreement with {host}"),
            text: format!("{title}. Read what you hand in, what it pays and when, then sign."),
            strong: String::new(),
            when: format!("Work starts {}", long_date(*start)),
            href: routes::engagement_room(*engagement, "agreement"),
            button: "Read and sign",
        },
        Need::Start { engagement, host, start } => Words {
            title: format!("Start your work for {host}"),
            text: "Everybody has signed. Press Start on the first day you work; the host does the same.".to_owned(),
            strong: String::new(),
            when: format!("First day {}", long_date(*start)),
            href: routes::onboarding(*engagement),
            button: "Go to Start",
        },
        Need::Prepare { engagement, host, left, start } => Words {
            title: format!("Get ready for your work with {host}"),
            text: match left {
                1 => "One more thing on the list waits for you.".to_owned(),
                count => format!("{count} more things on the list wait for you."),
            },
            strong: String::new(),
            when: format!("First day {}", long_date(*start)),
            href: routes::onboarding(*engagement),
            button: "Open the list",
        },
        Need::SendWeek { .. }
        | Need::CheckIn { .. }
        | Need::Milestone { .. }
        | Need::HandIn { .. }
        | Need::Review { .. } => work_words(need, today).unwrap_or_default(),
    }
}

/// What an engagement asks for while it goes on and when it is over; nothing for the rest.
fn work_words(need: &Need, today: Day) -> Option<Words> {
    Some(match need {
        Need::SendWeek { engagement, host, week, time, returned } => {
            let days = format!("{} to {}", short_date(week.monday()), short_date(week.sunday()));
            Words {
                title: if *returned {
                    format!("Change your hours of {days}")
                } else {
                    format!("Send your hours of {days}")
                },
                text: if *returned {
                    format!("{host} sent them back with a reason. You logged {time}.")
                } else {
                    format!("You logged {time}. Only hours that are sent can be approved.")
                },
                strong: String::new(),
                when: if *returned {
                    "As soon as you can".to_owned()
                } else {
                    format!("The week ended {}", long_date(week.sunday()))
                },
                href: routes::week(*engagement, *week),
                button: if *returned { "See the reason" } else { "Check and send" },
            }
        }
        Need::CheckIn { engagement, with, due: day } => Words {
            title: "Send this week’s check-in".to_owned(),
            text: format!("Three short questions. {with} answers them too."),
            strong: String::new(),
            when: due(*day, today),
            href: routes::engagement_room(*engagement, "check-in"),
            button: "Start, 2 minutes",
        },
        Need::Milestone { engagement, milestone, name, due: day, changes } => Words {
            title: if *changes { format!("Change and hand in again: {name}") } else { format!("Hand in: {name}") },
            text: if *changes {
                "Your host named what is missing.".to_owned()
            } else {
                "A link or a few words are enough; your host answers with acceptance or what is missing.".to_owned()
            },
            strong: String::new(),
            when: due(*day, today),
            href: routes::milestone(*engagement, *milestone),
            button: if *changes { "See what to change" } else { "Hand it in" },
        },
        Need::HandIn { engagement, title, end } => Words {
            title: "Hand in the whole work".to_owned(),
            text: format!(
                "Every milestone of “{title}” is in. Hand the work in and your host accepts it; then you are paid."
            ),
            strong: String::new(),
            when: due(*end, today),
            href: routes::engagement(*engagement),
            button: "Hand it in",
        },
        Need::Review { engagement, host, closes_on } => Words {
            title: format!("Review {host}"),
            text: "Neither side sees the other’s review until both are in.".to_owned(),
            strong: String::new(),
            when: due(*closes_on, today),
            href: routes::engagement_room(*engagement, "review"),
            button: "Write the review",
        },
        Need::Offer { .. } | Need::Confirm { .. } | Need::Sign { .. } | Need::Prepare { .. } | Need::Start { .. } => {
            return None;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_says_what_is_the_case() {
        assert_eq!(headline(0, "Maya"), "Nothing needs you, Maya");
        assert_eq!(headline(1, "Maya"), "One thing needs you, Maya");
        assert_eq!(headline(2, "Maya"), "Two things need you, Maya");
        assert_eq!(headline(12, "Maya"), "12 things need you, Maya");
    }
}
