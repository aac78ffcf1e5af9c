//! The power is cut, or the process killed, at thousands of moments of random runs: what was promised is still there.
//!
//! Only for tests. The short form runs with the others. The long one:
//! `STRATBOARD_CRASHES=10000 cargo test --release --lib power -- --nocapture`. A failure prints the seed of its run;
//! `STRATBOARD_SEED=<that seed>` runs that one alone.

mod found;
mod kept;
mod promises;
mod saves;

use super::fs::simulated::{Dice, End, Simulated};
use std::fmt::Write as _;
use std::time::Instant;

/// As many crash states come from one run.
const STATES_OF_A_RUN: usize = 25;

/// A run on a simulated disk, and what may be asked of any state it may be left in.
pub(crate) trait Run {
    /// The disk after the whole run.
    fn disk(&self) -> &Simulated;
    /// What the next start does.
    fn next_start(&self, left: &Simulated);
    /// What is wrong after that, where the run broke off after so many operations.
    fn check(&self, left: &Simulated, at: usize) -> Result<(), String>;
}

/// Looks at as many crash states as are asked for, or at `few`; each run begins with the dice of another seed.
pub(crate) fn campaign<R: Run>(name: &str, few: usize, run: impl Fn(&mut Dice) -> R) {
    let number = |name| std::env::var(name).ok().map(|value| value.parse().expect("a number"));
    let states = number("STRATBOARD_CRASHES").unwrap_or(few);
    let only: Option<usize> = number("STRATBOARD_SEED");
    let (begun, mut cuts) = (Instant::now(), [0; 3]);
    for seed in only.map_or(0..states.div_ceil(STATES_OF_A_RUN), |seed| seed..seed + 1) {
        let mut dice = Dice::new(seed as u64);
        let run = run(&mut dice);
        for _ in 0..STATES_OF_A_RUN {
            let end = dice.below(3);
            cuts[end] += 1;
            if let Err(wrong) = crash(&run, [End::Kill, End::Ordered, End::Hostile][end], &mut dice) {
                panic!("{name}: STRATBOARD_SEED={seed}: {wrong}");
            }
        }
    }
    let [kills, ordered, hostile] = cuts;
    println!(
        "{name}: {} crash states ({kills} kills, {ordered} power cuts on a journaling disk, {hostile} on a hostile one), \
         0 losses, {:.1} s",
        kills + ordered + hostile,
        begun.elapsed().as_secs_f64()
    );
}

/// Ends the run somewhere, and now and then the start after it too.
fn crash(run: &impl Run, end: End, dice: &mut Dice) -> Result<(), String> {
    let at = dice.below(run.disk().length() + 1);
    let mut left = run.disk().cut(at, end, dice);
    let mut story = format!("{end:?} after {at} operations\n{}", run.disk().log(at));
    let starts = 1 + usize::from(dice.once_in(3)) + usize::from(dice.once_in(9));
    for start in 1..=starts {
        let before = left.length();
        run.next_start(&left);
        if start < starts {
            let again = before + dice.below(left.length() + 1 - before);
            let end = *dice.pick(&[End::Kill, End::Ordered, End::Hostile]);
            let log = left.log(again);
            // Writing to a string cannot fail.
            let _ = write!(story, "then a start, and {end:?} after {again} operations\n{log}");
            left = left.cut(again, end, dice);
        }
    }
    run.check(&left, at)
        .map_err(|wrong| format!("{wrong}\n{story}\nlast start:\n{}", left.log(left.length())))
}
