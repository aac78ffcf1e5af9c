//! Mutated bytes against every reader of what comes from outside: no panic, and no input that takes long.
//!
//! `cargo test` runs a short form with a fixed seed. For long, and with seeds by the clock:
//! `STRATBOARD_FUZZ=600 cargo test --release --test fuzz -- --nocapture` (seconds). `STRATBOARD_FUZZ_SEED` repeats a run.
#![cfg(test)]

#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/targets.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use mutate::{Mutator, seeds};
use targets::TARGETS;

/// Rounds over all targets in the short form.
const ROUNDS: usize = 100;
/// The longest time for one input of at most some 100 KB; a program without optimisation is about ten times as slow.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn no_mutated_input_makes_a_reader_fail_or_dawdle() {
    let long = number("STRATBOARD_FUZZ").map(Duration::from_secs);
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let first = number("STRATBOARD_FUZZ_SEED").unwrap_or_else(|| if long.is_some() { clock() } else { 1 });
    let seeds = seeds();
    let start = Instant::now();
    let (mut round, mut slowest) = (0, (Duration::ZERO, ""));
    while long.map_or(round < ROUNDS, |long| start.elapsed() < long) {
        let seed = first + round as u64;
        let mut mutator = Mutator::new(seed, &seeds);
        for (name, target) in TARGETS {
            let input = mutator.input();
            let begun = Instant::now();
            let outcome = catch_unwind(AssertUnwindSafe(|| target(&input)));
            let took = begun.elapsed();
            slowest = slowest.max((took, name));
            if outcome.is_err() || took > LIMIT {
                let file = std::env::temp_dir().join(format!("stratboard-fuzz-{name}-{seed}"));
                std::fs::write(&file, &input).unwrap();
                panic!(
                    "{name} with STRATBOARD_FUZZ_SEED={seed} after {took:?}: the input is {}",
                    file.display()
                );
            }
        }
        round += 1;
    }
    println!(
        "seeds {first}..{}: {} inputs for {} targets in {:?}, the slowest took {:?} ({})",
        first + round as u64,
        round * TARGETS.len(),
        TARGETS.len(),
        start.elapsed(),
        slowest.0,
        slowest.1
    );
}
