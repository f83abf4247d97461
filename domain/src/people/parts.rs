//! The parts of a profile, and what each is good for.

crate::words! {
    /// A part of a student's profile that is worth filling in. Demographics are none: nobody gains by answering them.
    pub enum ProfilePart {
        /// Skills with level and evidence.
        Skills = "skills",
        /// Hours a week and when.
        FreeHours = "free_hours",
        /// School and a few words.
        About = "about",
        /// The résumé.
        Resume = "resume",
        /// Interests and courses.
        Interests = "interests",
        /// Languages and links.
        Background = "background",
        /// Access needs and work authorization.
        Private = "private",
    }
}

impl ProfilePart {
    /// As headings name it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Skills => "Skills",
            Self::FreeHours => "Free hours",
            Self::About => "School and about you",
            Self::Resume => "Résumé",
            Self::Interests => "Interests and courses",
            Self::Background => "Languages and links",
            Self::Private => "Access needs and work authorization",
        }
    }

    /// What it is good for.
    #[must_use]
    pub const fn good_for(self) -> &'static str {
        match self {
            Self::Skills => "We can say which projects use what you can do, and what is missing.",
            Self::FreeHours => "We can tell you which projects fit your week.",
            Self::About => "A host reads it when they shortlist you, and you need not write it again.",
            Self::Resume => "You can send it with an application, with one tick and without looking for the file.",
            Self::Interests => "Among projects that fit alike, those you care about come first.",
            Self::Background => "A host who shortlists you sees what you made and which languages you work in.",
            Self::Private => "You learn early whether work must be cleared first, and what you need can be arranged.",
        }
    }
}
