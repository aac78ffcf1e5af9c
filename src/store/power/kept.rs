//! Edits that were reported as kept or saved are there after any crash: in the file, or taken over from the journal.

use super::promises::Places;
use super::{Run, campaign};
use crate::store::fingerprint::Fingerprint;
use crate::store::fs::Fs;
use crate::store::fs::scripted::Scripted;
use crate::store::fs::simulated::{Dice, Simulated};
use crate::store::journal::{Crashed, Journal, KeepJob, crashed};
use crate::store::leftovers::sweep;
use crate::store::safety::finish;
use crate::store::save::{SaveError, save_with_state};
use rustix::io::Errno;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

const BOARDS: &str = "/boards";
const FIRST: &str = "first\n";

/// Up to which edit everything was promised, with the number of operations before the promise.
type Promised = Arc<Mutex<Vec<(usize, u64)>>>;

/// A program that adds lines to a file, one with each edit.
struct Program {
    disk: Simulated,
    /// The disk as this program meets it.
    fs: Arc<dyn Fs>,
    places: Arc<Places>,
    journal: Journal,
    promised: Promised,
    /// What the file held when we last knew, and what it is to hold.
    known: String,
    ours: String,
    edits: u64,
}

/// The lines of both, each once.
fn union(one: &str, other: &str) -> String {
    let new = other.lines().filter(|line| !one.lines().any(|known| known == *line));
    new.fold(one.to_owned(), |all, line| all + line + "\n")
}

impl Program {
    fn start(disk: &Simulated, fs: Arc<dyn Fs>, places: &Arc<Places>) -> Self {
        let promised = Promised::default();
        let (told, at) = (Arc::clone(&promised), disk.clone());
        let journal = Journal::start(Arc::clone(&fs), places.state.clone(), move |kept| {
            at.note(format!("kept {}: {:?}", kept.job.revision, kept.result));
            if kept.result.is_ok() {
                told.lock().unwrap().push((at.length(), kept.job.revision));
            }
        });
        let journal = journal.unwrap();
        let known = String::from_utf8(disk.content(&places.file).unwrap()).unwrap();
        journal.begin(&places.file, known.as_str().into());
        let (ours, places) = (known.clone(), Arc::clone(places));
        Self { disk: disk.clone(), fs, places, journal, promised, known, ours, edits: 0 }
    }

    fn keep(&self) {
        let (path, text) = (self.places.file.clone(), self.ours.as_str().into());
        self.journal.keep(KeepJob { path, text, revision: self.edits, edits: 1 });
    }

    fn edit(&mut self) {
        self.edits += 1;
        // Writing to a string cannot fail.
        let _ = writeln!(self.ours, "ours {}", self.edits);
        self.keep();
    }

    /// As the product does: what somebody else wrote is merged, recorded as that, then written.
    fn save(&mut self) {
        for _ in 0..3 {
            let expected = Fingerprint::of(self.known.as_bytes());
            let (file, state) = (&self.places.file, Some(self.places.state.as_path()));
            let result =
                save_with_state(self.fs.as_ref(), state, file, self.ours.as_bytes(), Some(&expected));
            match result {
                Ok(saved) => {
                    self.disk.note(format!("saved {}", self.edits));
                    self.promised.lock().unwrap().push((self.disk.length(), self.edits));
                    self.journal.saved(file, saved.fingerprint);
                    self.known.clone_from(&self.ours);
                    return;
                }
                Err(SaveError::Changed { now, .. }) => {
                    self.known = now.text.unwrap();
                    let merged = union(&self.ours, &self.known);
                    let ours = Fingerprint::of(self.ours.as_bytes());
                    let told = self.journal.merged(file, ours, merged.as_str().into());
                    self.disk.note(format!("merged: {told:?}"));
                    self.ours = merged;
                }
                Err(error) => {
                    self.disk.note(format!("not saved: {}", error.short()));
                    self.known =
                        if error.landed().is_some() { self.ours.clone() } else { self.known.clone() };
                    return;
                }
            }
        }
    }

    /// What a crash left becomes one more edit.
    fn take_over(&mut self, mut crashed: Crashed) {
        for path in crashed.left().iter().map(|left| left.path.clone()).collect::<Vec<_>>() {
            assert_eq!(path, self.places.file);
            let left = crashed.left().iter().find(|left| left.path == path).unwrap();
            self.ours = union(&self.ours, &left.last);
            self.journal.took_over(&path, crashed.id());
            self.keep();
            self.journal.finish();
            self.save();
            crashed.settle(&path).unwrap();
        }
    }

    fn end(self) -> (Simulated, Promised) {
        self.journal.leave();
        (self.disk, self.promised)
    }
}

/// An editor that reads, adds a line and renames, and syncs what it writes.
fn save_theirs(disk: &Simulated, file: &Path) {
    let content = disk.content(file).unwrap();
    let folder = disk.open_folder(Path::new(BOARDS)).unwrap();
    let mut handle = folder.create("theirs".as_ref(), 0o644).unwrap();
    let line = format!("theirs {}\n", disk.length());
    handle.write_all(&[&content, line.as_bytes()].concat()).unwrap();
    handle.sync().unwrap();
    folder.rename("theirs".as_ref(), "a.yaml".as_ref()).unwrap();
    folder.sync().unwrap();
}

/// Here and there an operation fails, or some in a row.
fn failing(disk: &Simulated, dice: &mut Dice) -> Scripted {
    let faults: Vec<_> = (0..dice.below(4)).map(|_| (dice.below(300), 1 + dice.below(6))).collect();
    let sync = dice.once_in(2).then(|| dice.below(300));
    let fs = disk.clone();
    let script = move |n, name: &'static str| {
        if ["sync", "sync_data"].contains(&name) && sync.is_some_and(|at| (at..at + 12).contains(&n)) {
            fs.fail_next_sync();
        }
        let fails = faults.iter().any(|(at, many)| (*at..at + many).contains(&n));
        if fails { Err(Errno::NOSPC.into()) } else { Ok(()) }
    };
    Scripted::new(script).over(disk.clone())
}

struct Edits {
    disk: Simulated,
    places: Arc<Places>,
    promised: Promised,
}

impl Edits {
    fn new(dice: &mut Dice) -> Self {
        let disk = Simulated::new(&[Path::new(BOARDS), Path::new("/home/.local/state")]);
        let file = PathBuf::from("/boards/a.yaml");
        let folder = disk.open_folder(Path::new(BOARDS)).unwrap();
        folder.create("a.yaml".as_ref(), 0o666).unwrap().write_all(FIRST.as_bytes()).unwrap();
        if dice.once_in(4) {
            disk.hard_link(&file, Path::new("/boards/b.yaml")).unwrap();
        }
        disk.settle();
        let places = Arc::new(Places { file, state: PathBuf::from("/home/.local/state/stratboard") });
        let fs: Arc<dyn Fs> = Arc::new(failing(&disk, dice));
        let mut program = Program::start(&disk, fs, &places);
        for _ in 0..3 + dice.below(10) {
            match dice.below(8) {
                0 => save_theirs(&disk, &places.file),
                1 => {
                    program.journal.finish();
                }
                2..=4 => program.save(),
                _ => program.edit(),
            }
        }
        let (disk, promised) = program.end();
        Self { disk, places, promised }
    }
}

impl Run for Edits {
    fn disk(&self) -> &Simulated {
        &self.disk
    }

    fn next_start(&self, left: &Simulated) {
        finish(left, &self.places.state);
        sweep(left, Some(&self.places.state), &self.places.file);
        let found = crashed(left, &self.places.state);
        let mut program = Program::start(left, Arc::new(left.clone()), &self.places);
        if !found.is_empty() {
            // A journal begins with what the file holds, so that has to be durable: a kill may have come before the sync.
            program.save();
        }
        for crashed in found {
            program.take_over(crashed);
        }
        program.end();
    }

    fn check(&self, left: &Simulated, at: usize) -> Result<(), String> {
        let promised = self.promised.lock().unwrap();
        let edits =
            promised.iter().filter(|(told, _)| *told <= at).map(|(_, edits)| *edits).max().unwrap_or(0);
        let file = left.content(&self.places.file).map_err(|error| error.to_string())?;
        let text = String::from_utf8(file).map_err(|error| error.to_string())?;
        let lost: Vec<_> =
            (1..=edits).filter(|edit| !text.lines().any(|line| line == format!("ours {edit}"))).collect();
        if !lost.is_empty() || !text.starts_with(FIRST) {
            return Err(format!("of {edits} promised edits are lost {lost:?}; the file holds\n{text}"));
        }
        match crashed(left, &self.places.state).len() {
            0 => Ok(()),
            many => Err(format!("{many} journals are offered again")),
        }
    }
}

#[test]
fn a_kept_edit_survives_any_crash() {
    campaign("kept edits", 500, Edits::new);
}
