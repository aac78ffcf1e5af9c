//! Commands over 10,000 boards, as a person runs them: the whole program, its output thrown away.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::boards;

const BOARDS: usize = 1_000;
const PERIODS: [&str; 10] = [
    "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1",
    "2025-Q2",
];
const ROUNDS: usize = 5;

/// The least time of each command over boards of so many items, and what it took of the processor.
pub fn measure(items: usize, mut print: impl FnMut(&str, f64, &str)) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), items);
    let commands: [&[&str]; 4] = [&["list"], &["find", "another"], &["actions", "--open"], &["check"]];
    for command in commands {
        let best = (0..ROUNDS)
            .map(|_| run(command, folder.path()))
            .reduce(|one, other| (one.0.min(other.0), one.1.min(other.1)));
        let (clock, cpu) = best.unwrap_or_default();
        print(&format!("{} of 10,000 files", command[0]), clock, &format!("{cpu:.0} ms of the processor"));
    }
}

fn write(folder: &Path, items: usize) {
    let text = boards::board(items);
    for board in 0..BOARDS {
        let folder = folder.join(format!("team-{board}"));
        fs::create_dir(&folder).unwrap();
        for period in PERIODS {
            fs::write(folder.join(format!("{period}.yaml")), &text).unwrap();
        }
    }
}

/// Milliseconds by the clock and of the processor.
fn run(command: &[&str], folder: &Path) -> (f64, f64) {
    let (start, before) = (Instant::now(), ticks_of_children());
    let mut program = Command::new(env!("CARGO_BIN_EXE_stratboard"));
    program.args(command).arg(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    program.status().unwrap();
    let ticks = u32::try_from(ticks_of_children() - before).unwrap_or(u32::MAX);
    (start.elapsed().as_secs_f64() * 1000.0, f64::from(ticks) * 10.0)
}

/// What children that have ended took of the processor, in hundredths of a second (`proc(5)`); nothing off Linux.
fn ticks_of_children() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program stands in brackets and may hold blanks; `cutime` and `cstime` are the fields 16 and 17.
    let fields = stat.rsplit_once(") ").map_or("", |(_, fields)| fields).split(' ');
    fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum()
}
