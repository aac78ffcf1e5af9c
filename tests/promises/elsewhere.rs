//! Promises that another test program shows: in the full form it is run from here, in the short one it is only named,
//! since `cargo test` runs it anyway.
//! It must not know what those tests do.

use std::process::Command;

use super::plan::{Outcome, Plan, Row, Verdict};

pub const ROWS: &[Row] = &[
    Row {
        name: "one-edit",
        promise: "one edit, one item's lines",
        test: "the 40-row table of rewrites and random edits with fixed seeds, read back by two other parsers",
        figure: "40 of 40; 50,000 random edits, 0 wrong",
        run: |plan| run(plan, "yaml"),
    },
    Row {
        name: "undo",
        promise: "undo is exact",
        test: "undo all of any random run",
        figure: "the file's bytes are the first ones again",
        run: |plan| run(plan, "laws"),
    },
    Row {
        name: "merge",
        promise: "two people's words are never chosen between",
        test: "the conflict table, and random pairs of edits",
        figure: "symmetric, idempotent, nothing absent",
        run: |plan| run(plan, "merge"),
    },
];

fn run(plan: &Plan, test: &str) -> Verdict {
    let arguments = ["test", "--release", "--test", test, "--", "--nocapture"];
    let shown = format!("`STRATBOARD_EDITS=50000 cargo {}`", arguments.join(" "));
    if !plan.full {
        let measured = format!("short form in `cargo test --test {test}`; full: {shown}");
        return Verdict { outcome: Outcome::Elsewhere, measured, faults: Vec::new() };
    }
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("STRATBOARD_EDITS", "50000")
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) => return Verdict::skipped(format!("no cargo here ({error})")),
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let figures = said.lines().filter(|line| line.contains("refused") || line.starts_with("test result"));
    let figures = figures.map(|line| line.trim_start_matches("test result: ")).collect::<Vec<_>>().join("; ");
    if output.status.success() {
        Verdict::of(figures, Vec::new())
    } else {
        Verdict::broken(
            figures,
            said.lines().filter(|line| line.contains("panicked")).map(str::to_owned).collect(),
        )
    }
}
