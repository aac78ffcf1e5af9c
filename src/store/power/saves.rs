//! Saving, with everything that may come in between: other programs that save, operations that fail, files that no
//! other can replace.

use super::promises::{Event, Places, Promises, Theirs};
use super::{Run, campaign};
use crate::store::fingerprint::Fingerprint;
use crate::store::fs::Fs;
use crate::store::fs::scripted::Scripted;
use crate::store::fs::simulated::{Dice, Simulated};
use crate::store::leftovers::sweep;
use crate::store::safety::finish;
use crate::store::save::{SaveError, save_with_state};
use crate::store::versions;
use rustix::io::Errno;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

const BOARDS: &str = "/boards";

/// What stands in the way of replacing the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    /// Nothing, unless it has another name at the moment.
    Plain,
    /// Nothing can take its place.
    Mounted,
    /// Nothing can be exchanged on this file system.
    WithoutExchange,
}

/// What happens during one save, by the number of its operation.
#[derive(Clone, Copy, Default)]
struct Plan {
    /// With 0, directly before the first exchange.
    theirs: Option<(usize, Theirs)>,
    fault: Option<(usize, Errno, bool)>,
    failed_sync: Option<usize>,
}

struct Saves {
    fs: Simulated,
    target: Target,
    places: Arc<Places>,
    /// The path as it is asked for.
    asked: PathBuf,
    promises: Arc<Mutex<Promises>>,
    known: Fingerprint,
}

/// A few lines of a few letters, so that a mixture of two versions may well be a third.
fn content(dice: &mut Dice, letters: &[&str]) -> Vec<u8> {
    let lines = *dice.pick(&[1, 4, 4, 4, 6]);
    (0..lines).map(|_| dice.pick(letters).repeat(7) + "\n").collect::<String>().into_bytes()
}

/// No other version has their first line.
fn their_content(number: u64) -> Vec<u8> {
    format!("theirs {number}\nbbbbbbb\n").into_bytes()
}

fn save_theirs(fs: &Simulated, content: &[u8], how: Theirs) -> std::io::Result<()> {
    let folder = fs.open_folder(Path::new(BOARDS))?;
    let (name, beside) = (OsStr::new("a.yaml"), OsStr::new("theirs"));
    let mut handle = if how.in_place { folder.open_write(name)? } else { folder.create(beside, 0o644)? };
    handle.cut(0)?;
    handle.write_all(content)?;
    if how.careful {
        handle.sync()?;
    }
    if !how.in_place {
        folder.rename(beside, name)?;
    }
    if how.careful { folder.sync() } else { Ok(()) }
}

/// Somebody else saves, and the promises hear of it.
fn theirs(fs: &Simulated, places: &Places, promises: &Mutex<Promises>, how: Theirs) {
    let at = fs.length();
    let content = their_content(at as u64);
    let over = fs.content(&places.file).unwrap();
    save_theirs(fs, &content, how).unwrap();
    let event = Event::Theirs { content, over, how, until: fs.length() };
    promises.lock().unwrap().add(at, event);
}

impl Saves {
    fn new(dice: &mut Dice) -> Self {
        let fs = Simulated::new(&[Path::new(BOARDS), Path::new("/home/.local/state")]);
        let file = PathBuf::from("/boards/a.yaml");
        let first = content(dice, &["a", "b", "c"]);
        let folder = fs.open_folder(Path::new(BOARDS)).unwrap();
        folder.create("a.yaml".as_ref(), 0o666).unwrap().write_all(&first).unwrap();
        let target = *dice.pick(&[Target::Plain, Target::Plain, Target::Mounted, Target::WithoutExchange]);
        if dice.once_in(3) {
            fs.hard_link(&file, Path::new("/boards/b.yaml")).unwrap();
        }
        fs.symlink(Path::new("boards/a.yaml"), Path::new("/link.yaml")).unwrap();
        fs.settle();
        let asked = if dice.once_in(3) { PathBuf::from("/link.yaml") } else { file.clone() };
        let places = Arc::new(Places { file, state: PathBuf::from("/home/.local/state/stratboard") });
        let promises = Arc::new(Mutex::new(Promises::new(&first)));
        Self { fs, target, places, asked, promises, known: Fingerprint::of(&first) }
    }

    fn add(&self, event: Event) {
        self.promises.lock().unwrap().add(self.fs.length(), event);
    }

    /// The disk as this save meets it.
    fn disk(&self, plan: Plan) -> Scripted {
        let (fs, target) = (self.fs.clone(), self.target);
        let (places, promises) = (Arc::clone(&self.places), Arc::clone(&self.promises));
        let exchanged = AtomicBool::new(false);
        let script = move |n, name: &'static str| {
            let is_first = name == "exchange" && !exchanged.swap(true, Ordering::SeqCst);
            if let Some((at, how)) = plan.theirs
                && (n == at || (is_first && at == 0))
            {
                theirs(&fs, &places, &promises, how);
            }
            if let Some((at, errno, is_lasting)) = plan.fault
                && (n == at || (n > at && is_lasting))
            {
                return Err(errno.into());
            }
            if name == "sync" && plan.failed_sync.is_some_and(|at| n >= at && n < at + 12) {
                fs.fail_next_sync();
            }
            match (name, target) {
                ("exchange", Target::Mounted) => Err(Errno::BUSY.into()),
                ("exchange", Target::WithoutExchange) => Err(std::io::ErrorKind::Unsupported.into()),
                _ => Ok(()),
            }
        };
        Scripted::new(script).over(self.fs.clone())
    }

    fn plan(&self, dice: &mut Dice) -> Plan {
        let mut plan = Plan::default();
        // Without an exchange nobody can notice who saves between the last look and the renaming or writing.
        let is_exchanged =
            self.target == Target::Plain && self.fs.stat(&self.places.file).unwrap().links == 1;
        if is_exchanged && dice.once_in(3) {
            let how = Theirs { in_place: false, careful: !dice.once_in(4) };
            let at = if dice.once_in(2) { 0 } else { 1 + dice.below(25) };
            plan.theirs = Some((at, how));
        }
        if dice.once_in(4) {
            let errno = *dice.pick(&[Errno::NOSPC, Errno::IO, Errno::ACCESS, Errno::ROFS]);
            plan.fault = Some((1 + dice.below(40), errno, dice.once_in(2)));
        } else if dice.once_in(4) && !self.promises.lock().unwrap().is_theirs_unsynced() {
            // What the kernel forgot of what somebody else wrote and did not sync, nobody can notice.
            plan.failed_sync = Some(1 + dice.below(40));
        }
        plan
    }

    fn save(&mut self, dice: &mut Dice) {
        let content = content(dice, &["a", "b", "c"]);
        let disk = self.disk(self.plan(dice));
        self.add(Event::Begun { content: content.clone(), upon: self.known });
        self.fs.note(format!("save {} upon {}", content.escape_ascii(), self.known));
        let result =
            save_with_state(&disk, Some(&self.places.state), &self.asked, &content, Some(&self.known));
        self.fs.note(match &result {
            Ok(_) => "saved".to_owned(),
            Err(error) => error.to_string(),
        });
        match result {
            Ok(saved) => {
                self.known = saved.fingerprint;
                self.add(Event::Saved);
            }
            Err(SaveError::Changed { now, .. }) => self.known = now.fingerprint,
            Err(error) => self.known = error.landed().unwrap_or(self.known),
        }
    }

    fn step(&mut self, dice: &mut Dice) {
        match dice.below(10) {
            0 | 1 => {
                let how = Theirs { in_place: dice.once_in(2), careful: !dice.once_in(4) };
                theirs(&self.fs, &self.places, &self.promises, how);
            }
            2 => {
                // Often one that is there already.
                let bytes = dice.pick(&["x\n", "y\n", "z\n"]).repeat(5).into_bytes();
                let put = versions::put(&self.fs, &self.places.state, &self.places.file, &bytes);
                put.unwrap();
                self.add(Event::Stored(bytes));
            }
            3 => self.change_names(),
            _ => self.save(dice),
        }
    }

    /// The file gets another name, or has one no more.
    fn change_names(&mut self) {
        let (folder, other) = (self.fs.open_folder(Path::new(BOARDS)).unwrap(), Path::new("/boards/b.yaml"));
        if self.fs.lstat(other).is_ok() {
            folder.remove("b.yaml".as_ref()).unwrap();
        } else {
            self.fs.hard_link(&self.places.file, other).unwrap();
        }
        folder.sync().unwrap();
    }
}

impl Run for Saves {
    fn disk(&self) -> &Simulated {
        &self.fs
    }

    fn next_start(&self, left: &Simulated) {
        finish(left, &self.places.state);
        sweep(left, Some(&self.places.state), &self.asked);
    }

    fn check(&self, left: &Simulated, at: usize) -> Result<(), String> {
        self.promises.lock().unwrap().check(left, &self.places, at)?;
        let now = Fingerprint::of(&left.content(&self.places.file).unwrap());
        save_with_state(left, Some(&self.places.state), &self.asked, b"next\n", Some(&now))
            .map_err(|error| format!("the next session cannot save: {error}"))?;
        Ok(())
    }
}

#[test]
fn what_is_saved_or_displaced_survives_any_crash() {
    campaign("saves", 500, |dice| {
        let mut run = Saves::new(dice);
        for _ in 0..2 + dice.below(6) {
            run.step(dice);
        }
        run
    });
}
