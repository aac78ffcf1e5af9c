//! What a crash left in a journal comes back: the edits that were kept and are in no file, merged into what the file holds
//! now. It must not know when boards are opened, nor what is shown of it.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::lines;
use crate::merge;
use crate::store::journal::{Crashed, Left, Typing};
use crate::store::{Fingerprint, Fs, save_with_state};

/// As many contents that the file may descend from are compared.
const MOST_COMPARED: usize = 64;

/// What comes back of a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// What the file holds, with the edits that were kept.
    pub text: String,
    /// How many edits that are; none where the file has them all.
    pub edits: usize,
    /// How many items were changed on both sides.
    pub conflicts: usize,
    /// What was being typed.
    pub typing: Option<Typing>,
    /// Why some of it stays in the journal, in plain words.
    pub stays: Option<String>,
}

/// Crashed journals that have something for one file, locked while this lives.
#[derive(Default)]
pub(super) struct Leftover {
    pub(super) crashed: Vec<Crashed>,
    /// Why they were let go.
    stays: Option<String>,
}

impl Leftover {
    /// Journals of processes that are gone; those without anything for this real path are let go at once. With them the
    /// other files for which kept edits wait, and how many.
    pub(super) fn of(fs: &dyn Fs, state: &Path, real: &Path) -> (Self, Vec<(PathBuf, usize)>) {
        let mut crashed = crate::store::journal::crashed(fs, state);
        let left = crashed.iter().flat_map(Crashed::left);
        let others = left.filter(|left| left.path != real && left.edits > 0);
        let others = others.map(|left| (left.path.clone(), left.edits)).collect();
        crashed.retain(|crashed| crashed.left().iter().any(|left| left.path == real));
        (Self { crashed, stays: None }, others)
    }

    /// What the file held last by what the newest of them knows.
    pub(super) fn last(&self, real: &Path) -> Option<String> {
        let left = self.crashed.last()?.left().iter().find(|left| left.path == real)?;
        left.content(0)
    }

    /// Makes durable what the file holds, before a journal is given up for it: a killed program may have written it and
    /// not yet synced it. Where that fails, everything stays for another time.
    pub(super) fn rely_on(&mut self, fs: &dyn Fs, state: &Path, real: &Path, file: &str) {
        if self.crashed.is_empty() {
            return;
        }
        let held = Fingerprint::of(file.as_bytes());
        if let Err(error) = save_with_state(fs, Some(state), real, file.as_bytes(), Some(&held)) {
            self.crashed.clear();
            self.stays = Some(error.short().to_owned());
        }
    }

    /// What comes back over `file`, the board's text; nothing where nothing was left. Journals whose edits cannot be
    /// brought in are let go, for another time.
    pub(super) fn recover(&mut self, real: &Path, file: &str, stem: Option<&str>) -> Option<Recovered> {
        if self.crashed.is_empty() && self.stays.is_none() {
            return None;
        }
        let stays = self.stays.take();
        let mut all = Recovered { text: file.to_owned(), edits: 0, conflicts: 0, typing: None, stays };
        self.crashed.retain(|crashed| {
            let Some(left) = crashed.left().iter().find(|left| left.path == real) else { return false };
            match bring_in(left, &all.text, stem) {
                Ok((text, conflicts)) => {
                    // What was saved and saved over by somebody who had not read it is one more.
                    all.edits += if text == all.text { 0 } else { left.edits.max(1) };
                    all.conflicts += conflicts;
                    all.text = text;
                    all.typing = left.typing.clone().or(all.typing.take());
                    true
                }
                Err(why) => {
                    all.stays = Some(why);
                    false
                }
            }
        });
        Some(all)
    }

    /// It is dealt with. Where that cannot be written down, it is offered once more after the next crash, and found done.
    pub(super) fn settle(&mut self, real: &Path) {
        for crashed in &mut self.crashed {
            let _ = crashed.settle(real);
        }
    }
}

/// The newest text of a journal brought into what the file holds now, and how many items both changed.
fn bring_in(left: &Left, file: &str, stem: Option<&str>) -> Result<(String, usize), String> {
    let merge = |base: &str, ours: &str, theirs: &str| {
        merge::merge(base, ours, theirs, stem).map_err(|unmerged| unmerged.why())
    };
    let found = left.find(Fingerprint::of(file.as_bytes()));
    let (at, earlier) = found.map_or_else(|| nearest(left, file, stem), |at| (at, None));
    let (Some(content), Some(included)) = (left.content(at), left.ours(at)) else {
        return Ok((file.to_owned(), 0));
    };
    // The file holds others' changes merged into an earlier text of ours: the newest one gets them too.
    let (ours, before) = if included == content {
        (left.last.clone(), 0)
    } else {
        let merged = merge(&included, &left.last, &content)?;
        (merged.text, merged.conflicts.len())
    };
    if found.is_some() {
        return Ok((ours, before));
    }
    let merged = merge(&earlier.unwrap_or(content), &ours, file)?;
    Ok((merged.text, before + merged.conflicts.len()))
}

/// The content that somebody who wrote the file most likely started from: of equal ones the newest. A content that may
/// never have been in the file counts only where the file shows what it had of ours, or its lack would delete it. The
/// text of one from before our last saved text comes with it.
fn nearest(left: &Left, file: &str, stem: Option<&str>) -> (usize, Option<String>) {
    let known = left.content(0).unwrap_or_default();
    let was_there = |at: &usize| *at == 0 || left.ours(*at).is_some_and(|ours| shows(file, &known, &ours));
    let newest_first =
        (0..left.contents()).rev().take(MOST_COMPARED).filter(was_there).collect::<Vec<usize>>();
    let mut texts = newest_first.iter().filter_map(|at| left.content(*at)).collect::<Vec<String>>();
    let earlier = left.earlier();
    let oldest = earlier.last().cloned().unwrap_or_default();
    texts.extend(earlier.into_iter().filter(|text| shows(file, &oldest, text)));
    let compared = texts.iter().map(String::as_str).collect::<Vec<&str>>();
    let best = merge::best_base(&compared, file, stem, true).unwrap_or_default();
    match newest_first.get(best) {
        Some(at) => (*at, None),
        None => (0, texts.into_iter().nth(best)),
    }
}

/// Whether every line that `after` has more or less often than `before` is there as often in the file.
fn shows(file: &str, before: &str, after: &str) -> bool {
    let (file, before, after) = (lines::counts(file), lines::counts(before), lines::counts(after));
    before.keys().chain(after.keys()).all(|line| {
        let times = |counts: &HashMap<&str, usize>| counts.get(line).copied().unwrap_or_default();
        match times(&after).cmp(&times(&before)) {
            Ordering::Equal => true,
            Ordering::Greater => times(&file) >= times(&after),
            Ordering::Less => times(&file) <= times(&after),
        }
    })
}
