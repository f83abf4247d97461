//! How long the scope check takes for the largest draft the wizard keeps: on the server, and in the browser's build under
//! Node.js. `cargo xtask bench` runs both.

use std::hint::black_box;
#[cfg(not(target_arch = "wasm32"))]
use std::time::Instant;

use domain::policy::Policy;
use domain::projects::scope::vectors::{DAY, largest};
use domain::projects::scope::{Facts, check};
use domain::projects::{Step, form, with_missing};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{Instant, console_log, wasm_bindgen_test};

const ROUNDS: usize = 200;

/// Median and 99th percentile, in microseconds, of what one keystroke costs: the answers of a screen are read from its
/// fields, and the whole draft is checked.
fn measure() -> (u128, u128) {
    let (mut draft, policy, facts) = (largest(), Policy::defaults(DAY), Facts::new(DAY, false));
    let fields: Vec<(String, String)> = form::values(Step::Plan, &draft).into_iter().collect();
    let mut rounds: Vec<u128> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            let _ = form::fill(Step::Plan, &mut draft, black_box(&fields));
            black_box(with_missing(&draft, check(black_box(&draft), &policy, &facts)));
            begun.elapsed().as_micros()
        })
        .collect();
    rounds.sort_unstable();
    (rounds[ROUNDS / 2], rounds[ROUNDS * 99 / 100])
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    let (median, p99) = measure();
    println!("scope check, server: median {median} µs, 99th percentile {p99} µs");
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test]
fn largest_draft() {
    let (median, p99) = measure();
    console_log!("scope check, browser: median {median} µs, 99th percentile {p99} µs");
}
