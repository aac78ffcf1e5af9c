//! One file as the saving thread knows it: what it holds, which text of ours that includes, and what it held before.
//! It must not know how a file is written.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Took;
use super::job::SaveJob;
use super::lines;
use crate::merge;
use crate::store::Displaced;

/// Earlier contents that are remembered: an editor that loaded one of them may still save over ours.
const MOST_PAST: usize = 64;
const MOST_PAST_BYTES: usize = 16 * 1024 * 1024;

/// Nobody loads a version, rewords an item by hand and saves within this time.
const BY_HAND: Duration = Duration::from_secs(2);

/// A file.
pub(super) struct Line {
    pub(super) took: Took,
    /// The text of ours that the file's content includes.
    pub(super) shared: Arc<str>,
    /// What the file held when we last knew.
    pub(super) disk: Arc<str>,
    /// What it held before, newest first.
    past: VecDeque<Arc<str>>,
    /// Since when it holds this.
    since: Instant,
    /// What somebody else wrote last took much away: if the rest comes later, it is to come back.
    pub(super) after_loss: bool,
    /// The failure that was told last.
    pub(super) told: Option<(u64, String)>,
    /// The revision that was told as saved last.
    pub(super) saved: Option<u64>,
    /// What a save displaced, and what it held: who has it open may still write into it.
    pub(super) displaced: Option<(Displaced, Arc<str>)>,
    /// It was displaced since it was last looked at.
    pub(super) is_fresh: bool,
}

impl Line {
    pub(super) fn new(took: Took, content: Arc<str>) -> Self {
        Self {
            took,
            shared: Arc::clone(&content),
            disk: content,
            past: VecDeque::new(),
            since: Instant::now(),
            after_loss: false,
            told: None,
            saved: None,
            displaced: None,
            is_fresh: false,
        }
    }

    /// Hears which content the job's text descends from.
    pub(super) fn hear(&mut self, job: &SaveJob) {
        if job.took == self.took {
            self.shared = Arc::clone(&self.disk);
        }
    }

    /// Whether no merge stands between the texts of ours and the file.
    pub(super) fn is_plain(&self) -> bool {
        Arc::ptr_eq(&self.shared, &self.disk) || self.shared == self.disk
    }

    /// The file holds `content`, which includes the text `ours`.
    pub(super) fn holds(&mut self, ours: &Arc<str>, content: Arc<str>) {
        if *ours != content {
            self.took.number += 1;
        }
        self.shared = Arc::clone(ours);
        if content != self.disk {
            let before = std::mem::replace(&mut self.disk, content);
            self.remember(before);
            self.since = Instant::now();
        }
        self.told = None;
    }

    /// Of many earlier contents the older half is thinned out, so that far back there is always one not far away.
    pub(super) fn remember(&mut self, content: Arc<str>) {
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
        known: &Arc<str>,
        ours: &Arc<str>,
        theirs: &str,
        stem: Option<&str>,
    ) -> Arc<str> {
        let candidates: Vec<&Arc<str>> = [known, ours, &self.disk].into_iter().chain(&self.past).collect();
        let is_return = candidates.iter().any(|candidate| ***candidate == *theirs);
        // Where nothing of what we knew is missing or changed, nothing can be taken for deleted.
        if self.after_loss || is_return || lines::has_all(theirs, known) {
            return Arc::clone(known);
        }
        let texts: Vec<&str> = candidates.iter().map(|candidate| &***candidate).collect();
        let by_hand = self.since.elapsed() > BY_HAND;
        let best = merge::best_base(&texts, theirs, stem, by_hand).unwrap_or_default();
        Arc::clone(candidates[best])
    }
}
