//! Steps with their times, printed as they run and as a table at the end.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::Outcome;

/// The steps done so far.
pub struct Steps {
    begun: Instant,
    done: Vec<(String, Duration)>,
}

impl Steps {
    pub fn new() -> Self {
        Self { begun: Instant::now(), done: Vec::new() }
    }

    /// A step that prints nothing itself: one line with its name, time and what it says about itself.
    pub fn quick(&mut self, name: &str, work: impl FnOnce() -> Outcome<String>) -> Outcome {
        print!("{name} ... ");
        let _ = std::io::stdout().flush();
        let begun = Instant::now();
        let outcome = work();
        let took = begun.elapsed();
        self.done.push((name.to_owned(), took));
        match outcome {
            Ok(detail) if detail.is_empty() => println!("{}", seconds(took)),
            Ok(detail) => println!("{} ({detail})", seconds(took)),
            Err(why) => {
                println!("failed after {}", seconds(took));
                return Err(format!("{name}: {why}"));
            }
        }
        Ok(())
    }

    /// A step whose commands print what they do: a heading before and the time after.
    pub fn run<T>(&mut self, name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        println!("\n== {name}");
        let begun = Instant::now();
        let outcome = work();
        let took = begun.elapsed();
        self.done.push((name.to_owned(), took));
        println!("   {name}: {}", seconds(took));
        outcome.map_err(|why| format!("{name}: {why}"))
    }

    /// All steps with their times.
    pub fn print_table(&self) {
        let width = self.done.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(5);
        println!();
        for (name, took) in &self.done {
            println!("{name:<width$}  {:>10}", seconds(*took));
        }
        println!("{:<width$}  {:>10}", "total", seconds(self.begun.elapsed()));
    }
}

/// A duration as people read it: `0.1 s`, `3 m 07 s`.
pub fn seconds(took: Duration) -> String {
    let whole = took.as_secs();
    if whole < 60 { format!("{:.1} s", took.as_secs_f64()) } else { format!("{} m {:02} s", whole / 60, whole % 60) }
}
