//! Rows that need a disk of their own: this program again, in a user and mount namespace, where mounting is allowed.
//! It must not know what a row does there.

use std::path::Path;
use std::process::Command;

use super::plan::{Outcome, Plan, Verdict};

/// Says to this program that it runs inside, and which row.
pub const VARIABLE: &str = "STRATBOARD_PROMISES_INSIDE";

/// Between what a row came to, its figure and its faults.
const BETWEEN: &str = "\u{1f}";

/// Runs a row's body inside; skipped where the machine does not allow that.
pub fn run(name: &str, plan: &Plan, body: fn(&Plan) -> Verdict) -> Verdict {
    if std::env::var_os(VARIABLE).is_some() {
        return body(plan);
    }
    let unshare = ["-U", "-r", "-m", "--propagation", "private"];
    let mount = "mount -t tmpfs -o size=64k none /mnt";
    match Command::new("unshare").args(unshare).args(["sh", "-c", mount]).output() {
        Err(error) => return Verdict::skipped(format!("no unshare here ({error})")),
        Ok(output) if !output.status.success() => {
            let said = String::from_utf8_lossy(&output.stderr);
            return Verdict::skipped(format!("no mounts here ({})", said.lines().next().unwrap_or_default()));
        }
        Ok(_) => {}
    }
    let mut command = Command::new("unshare");
    command.args(unshare).arg(std::env::current_exe().unwrap()).env(VARIABLE, name);
    if plan.full {
        command.arg("full");
    }
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut parts = text.split(BETWEEN).map(str::to_owned);
    let outcome = match parts.next().as_deref() {
        Some("holds") => Outcome::Holds,
        Some("skipped") => Outcome::Skipped,
        _ => Outcome::Broken,
    };
    let measured = parts.next().unwrap_or_else(|| format!("the row ended early: {output:?}"));
    Verdict { outcome, measured, faults: parts.collect() }
}

/// What the program inside prints for the one outside.
pub fn print(verdict: &Verdict) {
    let outcome = match verdict.outcome {
        Outcome::Holds => "holds",
        Outcome::Skipped => "skipped",
        Outcome::Broken | Outcome::Waiting | Outcome::Elsewhere => "broken",
    };
    let mut parts = vec![outcome, &verdict.measured];
    parts.extend(verdict.faults.iter().map(String::as_str));
    print!("{}", parts.join(BETWEEN));
}

/// Mounts a small disk.
pub fn small_disk(at: &Path, kibibytes: usize) {
    std::fs::create_dir_all(at).unwrap();
    mount(&["-t", "tmpfs", "-o", &format!("size={kibibytes}k"), "none", &at.to_string_lossy()]);
}

/// Calls `mount`.
pub fn mount(arguments: &[&str]) {
    let output = Command::new("mount").args(arguments).output().unwrap();
    assert!(output.status.success(), "mount {arguments:?}: {output:?}");
}
