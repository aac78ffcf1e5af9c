//! Hostile board files against the real program, each run a process of its own under a limit of memory and of time:
//! no signal, no panic, no byte that acts, bounded messages, the file untouched unless an edit was meant.
//!
//! `tests/hostile/README.md` says what the files are for. `STRATBOARD_HOSTILE=all` runs every command on every file;
//! without it each file meets one of them, in turn, and every second one an edit.
#![cfg(test)]

#[path = "hostile/big.rs"]
mod big;
#[path = "hostile/inspect.rs"]
mod inspect;
#[path = "hostile/names.rs"]
mod names;
#[path = "hostile/runner.rs"]
mod runner;

use std::fs;
use std::path::{Path, PathBuf};

use inspect::{Run, commands};
use runner::{Limits, Room, each};

/// What a meant edit adds: none of it stands in the corpus, and where nothing can be added, none of it is a key.
const ADDED: &str = "ŻÓŁĆ§€";
/// What a first item may stand in the place of.
const EMPTY_PANES: [&str; 6] = ["", "[]", "~", "null", "Null", "NULL"];

fn corpus() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/corpus");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let mut files = files.collect::<Vec<PathBuf>>();
    files.sort();
    files
}

fn is_full() -> bool {
    std::env::var("STRATBOARD_HOSTILE").is_ok_and(|form| form == "all")
}

#[test]
fn every_hostile_file_is_answered_within_limits_and_left_as_it_is() {
    let files = corpus();
    assert!(files.len() >= 200, "{} files", files.len());
    let all = commands();
    let faults = each(&files, |index, path| {
        let bytes = fs::read(path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let turn = |at: &usize| is_full() || (at + index).is_multiple_of(all.len());
        let runs = (0..all.len()).filter(turn).map(|at| all[at].clone()).collect::<Vec<Run>>();
        let mut faults = meet(&bytes, &runs, Limits::for_small_files());
        faults.extend(edit(&bytes, index));
        faults.into_iter().map(|fault| format!("{name}: {fault}")).collect()
    });
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn files_too_large_to_store_are_answered_within_limits() {
    let texts = big::texts();
    let all = commands();
    let faults = each(&texts, |index, (name, text)| {
        let turn = |at: &usize| is_full() || (at + index).is_multiple_of(3);
        let runs = (0..all.len()).filter(turn).map(|at| all[at].clone()).collect::<Vec<Run>>();
        let faults = meet(text.as_bytes(), &runs, Limits::for_large_files());
        faults.into_iter().map(|fault| format!("{name}: {fault}")).collect()
    });
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Runs commands that change nothing on a board of these bytes; what is wrong with how they went.
fn meet(bytes: &[u8], runs: &[Run], limits: Limits) -> Vec<String> {
    let room = Room::new();
    let file = room.put("board.yaml", bytes);
    let mut faults = Vec::new();
    for run in runs {
        let outcome = room.run(&run.arguments, limits, bytes.len());
        let found = inspect::faults(run, &outcome);
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", run.arguments.join(" "))));
        if fs::read(&file).unwrap() != bytes {
            faults.push(format!("{}: the file is another", run.arguments.join(" ")));
            room.put("board.yaml", bytes);
        }
        if room.names() != ["board.yaml"] {
            faults.push(format!("{}: left {:?}", run.arguments.join(" "), room.names()));
        }
    }
    faults
}

/// Adds an item and takes it back, and in another run only adds it: the first changes nothing, the second only what it must.
fn edit(bytes: &[u8], index: usize) -> Vec<String> {
    let room = Room::new();
    let file = room.put("board.yaml", bytes);
    let keys = format!("a{ADDED}<CR><Esc>");
    let mut faults = Vec::new();
    let both = [format!("{keys}u"), keys];
    let turn = |at: usize| is_full() || at == index % 4;
    for keys in both.iter().enumerate().filter(|(at, _)| turn(*at)).map(|(_, keys)| keys) {
        let run = Run::text(&["open", "board.yaml", "--print", "text", "--size", "80x24", "--keys", keys]);
        let outcome = room.run(&run.arguments, Limits::for_small_files(), bytes.len());
        faults.extend(inspect::faults(&run, &outcome).into_iter().map(|fault| format!("{keys}: {fault}")));
        let after = fs::read(&file).unwrap();
        if keys.ends_with('u') && after != bytes {
            faults.push("undo does not bring the file's bytes back".to_owned());
            room.put("board.yaml", bytes);
        } else if after != bytes {
            faults.extend(needless_change(bytes, &after));
        }
    }
    faults
}

/// What a file with one more item says that it must not.
fn needless_change(before: &[u8], after: &[u8]) -> Option<String> {
    let head = before.iter().zip(after).take_while(|(old, new)| old == new).count();
    let rest = before.len().min(after.len()) - head;
    let tail =
        before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(old, new)| old == new).count();
    let gone = String::from_utf8_lossy(&before[head..before.len() - tail]).into_owned();
    let come = String::from_utf8_lossy(&after[head..after.len() - tail]).into_owned();
    // A word of one item may become `text:` of a map, which then holds the new one.
    let is_kept = EMPTY_PANES.contains(&gone.trim()) || come.contains(gone.trim());
    let is_meant = is_kept && come.contains(ADDED);
    (!is_meant).then(|| format!("an added item took {gone:?} and gave {come:?}"))
}
