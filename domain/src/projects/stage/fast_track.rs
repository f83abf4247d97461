//! The fast track (`wizard.md`, Score): a clean project of a host that has proved itself is published without a reviewer.

use crate::hosts::Stage as HostStage;
use crate::policy::Policy;
use crate::refusal::Refusal;

/// What speaks for a project without a reviewer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Record {
    /// Its score, 0 to 100.
    pub score: u8,
    /// Findings on which staff must decide.
    pub for_staff: usize,
    /// Projects its host completed in this program.
    pub completed: i64,
    /// Times its host was put on watch or suspended within twelve months.
    pub strikes: i64,
    /// Whether a member of its host wrote it and sent it.
    pub by_host: bool,
    /// Whether staff have sent it back before.
    pub sent_back: bool,
}

impl Record {
    /// Whether it may skip the queue. The first project of a host never does, whatever its score.
    ///
    /// # Errors
    /// What stands against it.
    pub fn qualifies(&self, host: HostStage, policy: &Policy) -> Result<(), Refusal> {
        let against = if !policy.fast_track {
            "This program reviews every project."
        } else if !self.by_host {
            "The program wrote this project, so somebody else reads it."
        } else if self.sent_back {
            "Staff asked for changes in this project, so they read it again."
        } else if host != HostStage::Verified {
            "The host is not in good standing."
        } else if self.completed < 1 {
            "The first project of a host is always reviewed."
        } else if self.strikes > 0 {
            "The host was put on watch or suspended within the last twelve months."
        } else if self.for_staff > 0 {
            "Staff have to decide on a finding."
        } else if i32::from(self.score) < policy.fast_track_score {
            "The score is too low for the fast track."
        } else {
            return Ok(());
        };
        Err(Refusal::rule(against))
    }

    /// The rule that was applied, for the history.
    pub(super) fn in_words(self, policy: &Policy) -> String {
        let done = match self.completed {
            1 => "one completed project".to_owned(),
            count => format!("{count} completed projects"),
        };
        format!(
            "Fast track: score {} of 100 (at least {}), {done} of this host, no strike, nothing for staff to decide.",
            self.score, policy.fast_track_score
        )
    }
}
