//! The campaign: shows on the real program that the promises hold, in a table of their shape.
//!
//! ```text
//! cargo test --test promises                            the short form of all rows, about a minute
//! cargo test --release --test promises -- full          the full form, with the figures promised; an hour or two
//! cargo test --test promises -- kill typing             rows by (a part of) their names, those that wait too
//! cargo test --test promises -- --list                  the names
//! STRATBOARD_SEED=7 cargo test --test promises -- kill   other random cases; the seed of a failing case is printed
//! ```
//!
//! One line a row: `promise | test | figure promised | measured`; below it, each case that failed. The exit status is 1
//! where a row does not hold. Without row names, rows in [`WAITING`] are named with their reason and not run.
#![cfg(test)]

#[path = "promises/clean.rs"]
mod clean;
#[path = "promises/disk.rs"]
mod disk;
#[path = "promises/elsewhere.rs"]
mod elsewhere;
#[path = "terminal/encode.rs"]
mod encode;
#[path = "promises/faults.rs"]
mod faults;
#[path = "terminal/harness.rs"]
#[expect(dead_code, reason = "the tests of the terminal use all of it")]
mod harness;
#[path = "promises/inside.rs"]
mod inside;
#[path = "promises/kill.rs"]
mod kill;
#[path = "promises/kinds.rs"]
mod kinds;
#[path = "promises/outside.rs"]
mod outside;
#[path = "promises/plan.rs"]
mod plan;
#[path = "laws/random.rs"]
#[expect(dead_code, reason = "the laws use all of it")]
mod random;
#[path = "promises/readers.rs"]
mod readers;
#[path = "promises/scene.rs"]
mod scene;
#[path = "promises/script.rs"]
mod script;
#[path = "promises/writers.rs"]
mod writers;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;

use plan::{Outcome, Plan, Row, Verdict};

/// Rows that cannot hold yet, each with what it waits for. Named on the command line they run.
const WAITING: &[(&str, &str)] = &[];

/// Cases that are told of a row.
const MOST_TOLD: usize = 12;

/// All rows in the order of the promises.
fn rows() -> Vec<&'static Row> {
    let modules = [
        kill::ROWS,
        clean::ROWS,
        readers::ROWS,
        faults::ROWS,
        writers::ROWS,
        outside::ROWS,
        disk::ROWS,
        elsewhere::ROWS,
        kinds::ROWS,
    ];
    modules.into_iter().flatten().collect()
}

fn main() -> ExitCode {
    let arguments = Arguments::read(std::env::args().skip(1));
    if arguments.lists {
        for row in rows() {
            println!("{}: test", row.name);
        }
        return ExitCode::SUCCESS;
    }
    // A case that fails is told in the table, not in between.
    #[expect(clippy::disallowed_methods, reason = "a test prints no text of boards")]
    std::panic::set_hook(Box::new(|_| ()));
    let case = std::env::var("STRATBOARD_CASE").ok().and_then(|case| case.parse().ok());
    let plan = Plan { full: arguments.full, seed: seed(), case };
    if let Ok(name) = std::env::var(inside::VARIABLE) {
        rows().iter().filter(|row| row.name == name).for_each(|row| inside::print(&run(row, &plan)));
        return ExitCode::SUCCESS;
    }
    let begin = Instant::now();
    let (mut broken, mut told) = (0, 0);
    for row in rows() {
        if !arguments.wants(row.name) {
            continue;
        }
        told += 1;
        let waits = WAITING.iter().find(|(name, _)| *name == row.name && arguments.names.is_empty());
        let start = Instant::now();
        let verdict = match waits {
            Some((_, reason)) => {
                Verdict { outcome: Outcome::Waiting, measured: (*reason).to_owned(), faults: vec![] }
            }
            None => run(row, &plan),
        };
        let is_broken = verdict.outcome == Outcome::Broken;
        broken += usize::from(is_broken);
        if arguments.is_quiet && !is_broken {
            continue;
        }
        println!("{}", line(row, &verdict, start.elapsed().as_secs_f32()));
    }
    if told > 0 {
        println!("\n{told} promises, {broken} broken; {:.0} s", begin.elapsed().as_secs_f32());
    }
    ExitCode::from(u8::from(broken > 0))
}

fn run(row: &Row, plan: &Plan) -> Verdict {
    catch_unwind(AssertUnwindSafe(|| (row.run)(plan))).unwrap_or_else(|panic| {
        Verdict::broken("the row itself failed", vec![plan::words_of(panic.as_ref())])
    })
}

fn line(row: &Row, verdict: &Verdict, seconds: f32) -> String {
    let mark = match verdict.outcome {
        Outcome::Holds => "",
        Outcome::Broken => "BROKEN: ",
        Outcome::Skipped => "skipped: ",
        Outcome::Elsewhere => "elsewhere: ",
        Outcome::Waiting => "waiting: ",
    };
    let Row { name, promise, test, figure, .. } = row;
    let measured = format!("{mark}{} [{seconds:.1} s]", verdict.measured);
    let mut lines = vec![format!("{promise} | {test} ({name}) | {figure} | {measured}")];
    for fault in verdict.faults.iter().take(MOST_TOLD) {
        let words = fault.lines().filter(|words| !words.trim().is_empty()).enumerate();
        lines.extend(words.map(|(at, words)| format!("    {}{words}", if at == 0 { "- " } else { "  " })));
    }
    if verdict.faults.len() > MOST_TOLD {
        lines.push(format!("    - and {} more", verdict.faults.len() - MOST_TOLD));
    }
    lines.join("\n")
}

fn seed() -> u64 {
    std::env::var("STRATBOARD_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

/// What the command line asks for; what libtest understands is passed over.
#[derive(Default)]
struct Arguments {
    names: Vec<String>,
    full: bool,
    lists: bool,
    none: bool,
    is_quiet: bool,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Self {
        let mut read = Self::default();
        while let Some(word) = words.next() {
            match word.as_str() {
                "full" => read.full = true,
                "--list" => read.lists = true,
                "-q" | "--quiet" => read.is_quiet = true,
                // Nothing here is ignored, and nothing is a benchmark.
                "--ignored" | "--bench" => read.none = true,
                "--skip" | "--test-threads" | "--format" | "--color" | "-Z" => drop(words.next()),
                flag if flag.starts_with('-') => {}
                _ => read.names.push(word),
            }
        }
        read
    }

    fn wants(&self, name: &str) -> bool {
        !self.none && (self.names.is_empty() || self.names.iter().any(|part| name.contains(part.as_str())))
    }
}
