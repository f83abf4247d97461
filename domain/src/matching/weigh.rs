//! The weighing itself.

use super::reason::{Missing, Reason};
use crate::money::Cents;
use crate::people::FreeWeek;
use crate::projects::SkillDraft;
use crate::skills::{Level, StudentSkill, Vocabulary, fold};
use crate::time::Day;

crate::words! {
    /// A part of the weighing.
    pub enum Part {
        /// Skills the project uses and the student has.
        Skills = "skills",
        /// Hours a week against the student's free hours.
        Hours = "hours",
        /// Interests the student named.
        Interests = "interests",
        /// Dates against the exams.
        Exams = "exams",
        /// What the student finished before.
        PastWork = "past_work",
    }
}

impl Part {
    /// As the explanation names it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Skills => "Skills it uses that you have",
            Self::Hours => "Hours a week against your free hours",
            Self::Interests => "Your interests",
            Self::Exams => "Dates against the exams",
            Self::PastWork => "Projects you finished",
        }
    }
}

/// The parts and the most points each gives; 100 in all.
pub const PARTS: [(Part, i32); 5] =
    [(Part::Skills, 50), (Part::Hours, 20), (Part::Interests, 12), (Part::Exams, 10), (Part::PastWork, 8)];

/// Most names a reason says; the rest is counted all the same.
const NAMED: usize = 3;
/// What a skill counts that is needed on the first day, and one that is learned on the way.
const NEEDED: i32 = 3;
const LEARNED: i32 = 1;

/// A finished project of a student.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Past {
    /// Its title.
    pub title: String,
    /// Its category.
    pub category: String,
    /// Name of its host organisation.
    pub host: String,
}

/// What the weighing knows of a student. Nothing else may come in here: see the room's first lines.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Student {
    /// Their skills, by the names of the vocabulary.
    pub skills: Vec<StudentSkill>,
    /// Hours a week they give; 0 when they have not said.
    pub weekly_hours: i32,
    /// When; empty when they have not said.
    pub week: FreeWeek,
    /// Interests by name.
    pub interests: Vec<String>,
    /// Finished projects, the newest first.
    pub past: Vec<Past>,
}

impl Student {
    /// Whether this would be their first project.
    #[must_use]
    pub const fn is_first_timer(&self) -> bool {
        self.past.is_empty()
    }

    /// Whether the profile says nothing a project could be weighed by.
    #[must_use]
    pub const fn is_blank(&self) -> bool {
        self.skills.is_empty() && self.interests.is_empty() && self.week.is_empty() && self.past.is_empty()
    }
}

/// What the weighing knows of a project.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// Its skills.
    pub skills: Vec<SkillDraft>,
    /// Hours a week; 0 when they are open.
    pub weekly_hours: i32,
    /// First and last day of work.
    pub dates: Option<(Day, Day)>,
    /// Category as in the catalogue.
    pub category: String,
    /// Name of the host organisation.
    pub host: String,
    /// What reaches the student for an hour.
    pub net_per_hour: Option<Cents>,
}

/// The answer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Match {
    /// 0 to 100: orders lists, and is explained by `parts`.
    pub points: i32,
    /// The points of each part, in the order of [`PARTS`].
    pub parts: [i32; PARTS.len()],
    /// What speaks for it, the weightiest first.
    pub reasons: Vec<Reason>,
    /// What is missing.
    pub missing: Vec<Missing>,
}

impl Match {
    /// Whether somebody without any finished project could begin it: nothing is needed on the first day that their
    /// profile does not show.
    #[must_use]
    pub fn suits_first_timers(&self) -> bool {
        !self.missing.iter().any(|missing| matches!(missing, Missing::Skills(_)))
    }
}

/// Weighs one project for one student. `exams` are the program's exam periods.
#[must_use]
pub fn weigh(student: &Student, asked: &Asked, exams: &[(Day, Day)], vocabulary: &Vocabulary) -> Match {
    let mut said = Match::default();
    let parts = [
        skills(student, asked, vocabulary, &mut said),
        hours(student, asked, &mut said),
        interests(student, asked, &mut said),
        dates(asked, exams, &mut said),
        past(student, asked, &mut said),
    ];
    said.reasons.extend(asked.net_per_hour.map(Reason::Pay));
    Match { points: parts.iter().sum(), parts, ..said }
}

fn most(part: Part) -> i32 {
    PARTS.iter().find(|(known, _)| *known == part).map_or(0, |(_, points)| *points)
}

/// How much of a skill a level is, in per cent. Not saying a level costs nothing against having done it with help.
const fn share(level: Option<Level>) -> i32 {
    match level {
        Some(Level::Learning) => 50,
        Some(Level::Guided) | None => 75,
        Some(Level::Alone | Level::Teaching) => 100,
    }
}

/// A project that names no skills gives half: nothing speaks for or against it.
fn skills(student: &Student, asked: &Asked, vocabulary: &Vocabulary, said: &mut Match) -> i32 {
    let named: Vec<(String, bool)> = asked
        .skills
        .iter()
        .filter(|skill| !skill.name.trim().is_empty())
        .map(|skill| (vocabulary.name_of(&skill.name), skill.must_have))
        .collect();
    if named.is_empty() {
        said.reasons.push(Reason::NothingNeeded);
        return most(Part::Skills) / 2;
    }
    let (mut got, mut all) = (0, 0);
    let (mut uses, mut lacks) = (Vec::new(), Vec::new());
    for (name, must_have) in named {
        let weight = if must_have { NEEDED } else { LEARNED };
        let folded = fold(&name);
        let own = student.skills.iter().filter(|own| fold(&vocabulary.name_of(&own.name)) == folded);
        let best = own.map(|own| share(own.level)).max();
        all += weight;
        match best {
            Some(share) => {
                got += weight * share;
                uses.push(name);
            }
            None if must_have => lacks.push(name),
            None => {}
        }
    }
    uses.truncate(NAMED);
    if !uses.is_empty() {
        said.reasons.push(Reason::Uses(uses));
    }
    if !lacks.is_empty() {
        said.missing.push(Missing::Skills(lacks));
    } else if !asked.skills.iter().any(|skill| skill.must_have) {
        said.reasons.push(Reason::NothingNeeded);
    }
    most(Part::Skills) * got / (100 * all)
}

/// The hours a student gives decide; where they have marked a week, it must hold them too.
fn hours(student: &Student, asked: &Asked, said: &mut Match) -> i32 {
    let (hours, free, full) = (asked.weekly_hours, student.weekly_hours, most(Part::Hours));
    if hours <= 0 || free <= 0 {
        return full / 2;
    }
    if hours > free {
        said.missing.push(Missing::Hours { hours, free });
        return full / 2 * free / hours;
    }
    if student.week.is_empty() {
        said.reasons.push(Reason::FitsHours { hours, free });
        return full * 3 / 4;
    }
    match student.week.days_for(hours) {
        Some(days) => {
            said.reasons.push(Reason::FitsWeek { hours, days });
            full
        }
        None => {
            let free = student.week.hours();
            said.missing.push(Missing::Week { hours, free });
            full / 2 * free / hours
        }
    }
}

/// One interest is enough: naming more must not push a project past another.
fn interests(student: &Student, asked: &Asked, said: &mut Match) -> i32 {
    let category = fold(&asked.category);
    let mut names =
        asked.skills.iter().map(|skill| fold(&skill.name)).chain([category]).filter(|name| !name.is_empty());
    let about: Vec<String> = names.by_ref().collect();
    match student.interests.iter().find(|interest| about.contains(&fold(interest))) {
        Some(interest) => {
            said.reasons.push(Reason::Interest(interest.clone()));
            most(Part::Interests)
        }
        None => 0,
    }
}

fn dates(asked: &Asked, exams: &[(Day, Day)], said: &mut Match) -> i32 {
    let Some((start, end)) = asked.dates else { return 0 };
    match exams.iter().find(|(from, to)| *from <= end && start <= *to) {
        Some((from, to)) => {
            said.missing.push(Missing::Exams { from: *from, to: *to });
            0
        }
        None => {
            // Where nobody has written exams down, being clear of them is no news.
            if !exams.is_empty() {
                said.reasons.push(Reason::ClearOfExams);
            }
            most(Part::Exams)
        }
    }
}

fn past(student: &Student, asked: &Asked, said: &mut Match) -> i32 {
    let full = most(Part::PastWork);
    if let Some(past) = student.past.iter().find(|past| !past.category.is_empty() && past.category == asked.category) {
        said.reasons.push(Reason::PastWork(past.title.clone()));
        return full;
    }
    if let Some(past) = student.past.iter().find(|past| !past.host.is_empty() && past.host == asked.host) {
        said.reasons.push(Reason::SameHost(past.host.clone()));
        return full / 2;
    }
    0
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::machine::Word as _;

    const NAMES: [&str; 6] = ["Excel", "ms excel", "Copywriting", "Figma", "Basket weaving", "Web research"];

    fn own(name: &str, level: Option<Level>) -> StudentSkill {
        StudentSkill { name: name.to_owned(), level, evidence: String::new() }
    }

    fn needs(names: &[(&str, bool)]) -> Vec<SkillDraft> {
        names.iter().map(|(name, must)| SkillDraft { name: (*name).to_owned(), must_have: *must }).collect()
    }

    fn asked() -> Asked {
        Asked {
            skills: needs(&[("ms excel", true), ("Figma", true), ("Copywriting", false)]),
            weekly_hours: 6,
            dates: Some((date(2027, 1, 11), date(2027, 2, 5))),
            category: "Marketing".into(),
            host: "Harbor Street Pantry".into(),
            net_per_hour: Some(Cents(2_250)),
        }
    }

    fn words(said: &Match) -> (Vec<String>, Vec<String>) {
        (said.reasons.iter().map(Reason::words).collect(), said.missing.iter().map(Missing::words).collect())
    }

    fn weighed(student: &Student, asked: &Asked, exams: &[(Day, Day)]) -> Match {
        weigh(student, asked, exams, &Vocabulary::default())
    }

    #[test]
    fn every_reason_is_said_and_what_is_missing_too() {
        let student = Student {
            skills: vec![own("Excel", Some(Level::Alone)), own("Copywriting", None)],
            weekly_hours: 9,
            week: FreeWeek::read(["free_1_14", "free_1_16", "free_3_14"]),
            interests: vec!["marketing".into()],
            past: vec![Past { title: "Poster".into(), category: "Design".into(), host: "Harbor Street Pantry".into() }],
        };
        let exams = [(date(2026, 12, 14), date(2026, 12, 19))];
        let said = weighed(&student, &asked(), &exams);
        let (reasons, missing) = words(&said);
        assert_eq!(
            reasons,
            [
                "Uses your Excel and copywriting",
                "6 h a week fits Tue and Thu",
                "marketing is an interest of yours",
                "Clear of the exams",
                "You have worked with Harbor Street Pantry",
                "$22.50 an hour net",
            ]
        );
        assert_eq!(missing, ["Your profile does not show Figma"]);
        assert_eq!(said.parts, [26, 20, 12, 10, 4]);
        assert_eq!(said.points, 72);
        assert!(!said.suits_first_timers());
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let mut student = Student { weekly_hours: 4, ..Student::default() };
        let exams = [(date(2027, 2, 5), date(2027, 2, 12))];
        let (_, missing) = words(&weighed(&student, &asked(), &exams));
        assert_eq!(missing.len(), 3, "{missing:?}");
        student = Student { weekly_hours: 8, week: FreeWeek::read(["free_0_8", "free_4_8"]), ..student };
        let (_, missing) = words(&weighed(&student, &asked(), &[]));
        assert!(missing.contains(&"Takes 6 h a week, your free hours are 4".to_owned()), "{missing:?}");
    }

    #[test]
    fn a_first_project_needs_nothing_the_student_cannot_show() {
        let open = Asked { skills: needs(&[("Figma", false)]), ..asked() };
        let student = Student { weekly_hours: 10, ..Student::default() };
        assert!(student.is_first_timer() && student.is_blank());
        let said = weighed(&student, &open, &[]);
        assert!(said.suits_first_timers() && said.reasons.contains(&Reason::NothingNeeded));
        assert!(!weighed(&student, &asked(), &[]).suits_first_timers());
        let able = Student { skills: vec![own("figma", None), own("EXCEL", None)], ..student };
        assert!(weighed(&able, &asked(), &[]).suits_first_timers());
    }

    #[test]
    fn the_parts_add_up_to_a_hundred() {
        assert_eq!(PARTS.iter().map(|(_, points)| points).sum::<i32>(), 100);
        assert_eq!(PARTS.map(|(part, _)| part).to_vec(), Part::ALL);
        assert!(PARTS.iter().all(|(part, points)| most(*part) == *points && !part.label().is_empty()));
    }

    fn level() -> impl Strategy<Value = Option<Level>> {
        prop_oneof![Just(None), (1_i16..=4).prop_map(Level::from_number)]
    }

    fn any_student() -> impl Strategy<Value = Student> {
        let skill = (0..NAMES.len(), level()).prop_map(|(at, level)| own(NAMES[at], level));
        (prop::collection::vec(skill, 0..6), -5..60_i32, any::<i64>(), prop::bool::ANY, prop::bool::ANY).prop_map(
            |(skills, weekly_hours, week, interested, worked)| Student {
                skills,
                weekly_hours,
                week: FreeWeek::from_number(week),
                interests: if interested { vec!["Marketing".into(), "Figma".into()] } else { Vec::new() },
                past: if worked { vec![Past { category: "Marketing".into(), ..Past::default() }] } else { Vec::new() },
            },
        )
    }

    fn any_project() -> impl Strategy<Value = Asked> {
        let skill = (0..NAMES.len(), prop::bool::ANY)
            .prop_map(|(at, must_have)| SkillDraft { name: NAMES[at].into(), must_have });
        (prop::collection::vec(skill, 0..7), -5..200_i32, prop::option::of(0..400_i64)).prop_map(
            |(skills, weekly_hours, start)| Asked {
                skills,
                weekly_hours,
                dates: start.map(|days| {
                    let start = crate::time::plus_days(date(2026, 11, 1), days);
                    (start, crate::time::plus_days(start, 20))
                }),
                ..asked()
            },
        )
    }

    proptest! {
        #[test]
        fn the_same_facts_give_the_same_answer_within_bounds(student in any_student(), project in any_project()) {
            let exams = [(date(2026, 12, 14), date(2026, 12, 19))];
            let said = weighed(&student, &project, &exams);
            prop_assert_eq!(&said, &weighed(&student, &project, &exams));
            prop_assert!((0..=100).contains(&said.points), "{}", said.points);
            prop_assert_eq!(said.parts.iter().sum::<i32>(), said.points);
            for (got, (_, most)) in said.parts.iter().zip(PARTS) {
                prop_assert!((0..=most).contains(got));
            }
        }

        #[test]
        fn one_more_skill_or_a_higher_level_never_lowers_it(
            student in any_student(), project in any_project(), name in 0..NAMES.len(), level in level(),
        ) {
            let before = weighed(&student, &project, &[]);
            let mut more = student.clone();
            more.skills.push(own(NAMES[name], level));
            let after = weighed(&more, &project, &[]);
            prop_assert!(after.points >= before.points);
            prop_assert!(after.suits_first_timers() || !before.suits_first_timers());
            for skill in &mut more.skills {
                skill.level = Some(Level::Teaching);
            }
            prop_assert!(weighed(&more, &project, &[]).points >= after.points);
        }

        #[test]
        fn one_more_free_part_or_hour_never_lowers_it(
            student in any_student(), project in any_project(), day in 0..7_usize, part in 0..7_usize,
        ) {
            let before = weighed(&student, &project, &[]).points;
            // Marking the first part of a week says more than nothing, and may turn out not to be enough.
            if !student.week.is_empty() {
                let more = Student { week: student.week.with(day, part), ..student.clone() };
                prop_assert!(weighed(&more, &project, &[]).points >= before);
            }
            if student.weekly_hours > 0 && student.week.is_empty() {
                let more = Student { weekly_hours: student.weekly_hours + 1, ..student };
                prop_assert!(weighed(&more, &project, &[]).points >= before);
            }
        }
    }
}
