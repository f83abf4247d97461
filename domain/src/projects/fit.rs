//! The first screen: is this a project at all, and if not, what is it?

use super::draft::Fit;

crate::words! {
    /// What the three answers of the first screen make of the work.
    pub enum Verdict {
        /// Go on.
        Project = "project",
        /// Comes back: a part-time job.
        Job = "job",
        /// Needs training: a course project with an instructor.
        CourseProject = "course_project",
        /// Ends with nothing one can hold.
        NotSuitable = "not_suitable",
    }
}

impl Fit {
    /// What the answers make of the work; `None` until all three are there or one decides alone.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        match (self.recurring, self.tangible, self.trained) {
            (Some(true), _, _) => Some(Verdict::Job),
            (_, Some(false), _) => Some(Verdict::NotSuitable),
            (_, _, Some(true)) => Some(Verdict::CourseProject),
            (Some(false), Some(true), Some(false)) => Some(Verdict::Project),
            _ => None,
        }
    }
}

impl Verdict {
    /// The honest next step.
    #[must_use]
    pub const fn next_step(self) -> &'static str {
        match self {
            Self::Project => "This is a project. Go on to what you will hold at the end.",
            Self::Job => {
                "Work that comes back is a part-time job. Ask staff to post it as one, or pick one piece of it that ends."
            }
            Self::CourseProject => {
                "This needs training first. It can be a course project, where an instructor teaches it. Staff can connect you with a course."
            }
            Self::NotSuitable => {
                "Without something to hold at the end, nobody can say when it is done. Shadowing and volunteering are posted elsewhere; if there is a report, a file or a plan in it, start with that."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_answer_can_decide_alone() {
        let fit = |recurring, tangible, trained| Fit { recurring, tangible, trained, ..Fit::default() };
        assert_eq!(fit(Some(true), None, None).verdict(), Some(Verdict::Job));
        assert_eq!(fit(Some(false), Some(false), None).verdict(), Some(Verdict::NotSuitable));
        assert_eq!(fit(None, None, Some(true)).verdict(), Some(Verdict::CourseProject));
        assert_eq!(fit(Some(false), Some(true), Some(false)).verdict(), Some(Verdict::Project));
        assert_eq!(fit(Some(false), Some(true), None).verdict(), None);
    }
}
