//! One file as the saving thread knows it: what it holds, which text of ours that includes, and what it held before.
//! It must not know how a file is written.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::Took;
use super::job::SaveJob;
use super::lines;
use crate::merge;
use crate::store::fs::Meta;
use crate::store::{Displaced, SharedText};

/// Earlier contents that are remembered: an editor that loaded one of them may still save over ours.
const MOST_PAST: usize = 64;
const MOST_PAST_BYTES: usize = 16 * 1024 * 1024;

/// Displaced files that are watched for late words: some programs take their time between opening and writing.
const MOST_DISPLACED: usize = 4;
const MOST_DISPLACED_BYTES: usize = 16 * 1024 * 1024;

/// Nobody loads a version, rewords an item by hand and saves within this time.
const BY_HAND: Duration = Duration::from_secs(2);

/// A file.
pub(super) struct Line {
    /// The merge that was told last.
    pub(super) took: Took,
    /// The merge from which the texts descend that we hear of.
    heard: u32,
    /// Merges that were told, and may be taken over still.
    merges: Vec<Told>,
    /// The text of ours that the file's content includes.
    pub(super) shared: SharedText,
    /// What the file held when we last knew.
    pub(super) disk: SharedText,
    /// What the file was when that was last read back.
    pub(super) meta: Option<Meta>,
    /// What it held before, newest first.
    past: VecDeque<SharedText>,
    /// Since when it holds this.
    since: Instant,
    /// The failure that was told last.
    pub(super) told: Option<(u64, String)>,
    /// The revision that was told as saved last.
    pub(super) saved: Option<u64>,
    /// What saves displaced, newest first, each with what it held: who has it open may still write into it.
    pub(super) displaced: VecDeque<(Displaced, SharedText)>,
    /// Something was displaced since it was last looked at closely.
    pub(super) is_fresh: bool,
    /// What was written into it later and is not in the file yet, each with what it was written over.
    pub(super) late: Vec<(SharedText, SharedText)>,
}

/// A merged text that was told.
struct Told {
    number: u32,
    /// The revision that it was told for: it is taken over only where that is the newest one still.
    revision: u64,
    content: SharedText,
}

impl Line {
    pub(super) fn new(took: Took, content: SharedText) -> Self {
        Self {
            took,
            heard: took.number,
            merges: Vec::new(),
            shared: content.clone(),
            disk: content,
            meta: None,
            past: VecDeque::new(),
            since: Instant::now(),
            told: None,
            saved: None,
            displaced: VecDeque::new(),
            is_fresh: false,
            late: Vec::new(),
        }
    }

    /// Hears which content the job's text descends from: a merge that was told, though others may have been told since,
    /// or else the text of ours before it.
    pub(super) fn hear(&mut self, job: &SaveJob) {
        let number = job.took.number;
        if number != self.heard
            && let Some(told) = self.merges.iter().find(|told| told.number == number)
        {
            self.shared = told.content.clone();
            self.heard = number;
        }
        self.merges.retain(|told| told.number > number && told.revision >= job.revision);
    }

    /// The number under which a merged text is told.
    pub(super) fn tell(&mut self, revision: u64, content: &SharedText) -> Took {
        if let Some(told) = self.merges.last_mut().filter(|told| told.content == *content) {
            told.revision = revision;
        } else {
            self.took.number += 1;
            let number = self.took.number;
            self.merges.push(Told { number, revision, content: content.clone() });
        }
        self.took
    }

    /// Whether no merge stands between the texts of ours and the file.
    pub(super) fn is_plain(&self) -> bool {
        self.shared == self.disk
    }

    /// The file holds `content`, which includes the text `ours`; what it was when it was read back, where it was.
    pub(super) fn holds(&mut self, ours: &SharedText, content: SharedText, meta: Option<Meta>) {
        self.shared = ours.clone();
        self.meta = meta;
        if content != self.disk {
            let before = std::mem::replace(&mut self.disk, content);
            self.remember(before);
            self.since = Instant::now();
        }
        self.told = None;
    }

    /// As many displaced files are kept, always the newest: they take room on the disk, and an open file each.
    pub(super) fn kept_displaced(&self) -> usize {
        let mut bytes = 0;
        let few = self.displaced.iter().take(MOST_DISPLACED).take_while(|(_, held)| {
            let before = bytes;
            bytes += held.len();
            before == 0 || bytes <= MOST_DISPLACED_BYTES
        });
        few.count()
    }

    /// Whether the file held that content before.
    pub(super) fn has_held(&self, content: &str) -> bool {
        [&self.disk].into_iter().chain(&self.past).any(|held| &**held == content)
    }

    /// What somebody else wrote took much away: what was there before is no base any more, so that the rest comes back
    /// where it was only late.
    pub(super) fn forget_past(&mut self) {
        self.past.clear();
    }

    /// Of many earlier contents the older half is thinned out, so that far back there is always one not far away.
    pub(super) fn remember(&mut self, content: SharedText) {
        self.past.push_front(content);
        if self.past.len() > MOST_PAST {
            let half = self.past.len() / 2;
            let last = self.past.len() - 1;
            let mut at = 0;
            self.past.retain(|_| {
                at += 1;
                at <= half || at % 2 == 0 || at == last + 1
            });
        }
        while self.past.iter().map(|text| text.len()).sum::<usize>() > MOST_PAST_BYTES {
            self.past.pop_back();
        }
    }

    /// The content that somebody who wrote `theirs` most likely started from. `known` is what the file held last, `ours`
    /// what we wrote or were about to write: they may have seen it for a moment.
    ///
    /// The one with the fewest item differences, not blindly the last: an editor that loaded an hour ago and saves over
    /// our newer version did not delete our items. But who brings back an earlier version to the letter means it.
    pub(super) fn base_of(
        &self,
        known: &SharedText,
        ours: &SharedText,
        theirs: &str,
        stem: Option<&str>,
    ) -> SharedText {
        let candidates: Vec<&SharedText> = [known, ours, &self.disk].into_iter().chain(&self.past).collect();
        let earlier = candidates.iter().copied().chain([&self.shared]);
        let is_return = earlier.into_iter().any(|earlier| &**earlier == theirs);
        // Where nothing of what we knew is missing or changed, nothing can be taken for deleted.
        if is_return || lines::has_all(theirs, known) {
            return known.clone();
        }
        let texts: Vec<&str> = candidates.iter().map(|candidate| &***candidate).collect();
        let by_hand = self.since.elapsed() > BY_HAND;
        let best = merge::best_base(&texts, theirs, stem, by_hand).unwrap_or_default();
        candidates[best].clone()
    }
}
