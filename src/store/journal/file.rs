//! What the journal knows of one board's file: the texts, what is being typed, and what of it waits to be recorded.
//!
//! It must not know where the records go.

use super::KeepJob;
use super::Typing;
use super::record::Record;
use super::texts::{Change, Kind, Step, Texts};
use crate::store::fingerprint::Fingerprint;
use crate::store::shared::SharedText;
use std::path::PathBuf;

/// One file in the writing journal.
pub(super) struct File {
    /// The real path.
    pub(super) path: PathBuf,
    /// What the file held first: somebody may have loaded that and save over all that came since.
    origin: SharedText,
    texts: Texts,
    /// The newest text of ours.
    last: SharedText,
    /// Its number in the journal's file, where it stands there.
    pub(super) number: Option<u32>,
    pub(super) typing: Option<Typing>,
    /// The typing is not recorded as it is now.
    pub(super) is_typing_new: bool,
    /// The newest text that is not recorded yet.
    pub(super) waiting: Option<KeepJob>,
    /// The journals of which the next text takes in what they held.
    pub(super) takes: Vec<u64>,
    pub(super) took: Vec<u64>,
}

impl File {
    pub(super) fn new(path: PathBuf, base: SharedText) -> Self {
        Self {
            path,
            origin: base.clone(),
            texts: Texts::new(base.clone()),
            last: base,
            number: None,
            typing: None,
            is_typing_new: false,
            waiting: None,
            takes: Vec::new(),
            took: Vec::new(),
        }
    }

    /// The file holds this, and our next text starts from it. While texts of ours are not saved it is not taken.
    pub(super) fn begin(&mut self, base: SharedText) {
        if self.is_saved() && self.last != base {
            self.texts = Texts::new(base.clone());
            self.last = base;
            self.number = None;
        }
    }

    /// Whether the file holds our newest text.
    pub(super) fn is_saved(&self) -> bool {
        self.waiting.is_none() && self.texts.is_saved()
    }

    /// Whether nothing of it would be missed after a crash.
    pub(super) fn is_settled(&self) -> bool {
        self.is_saved() && self.typing.is_none()
    }

    /// Whether nothing of it is needed once nothing is on its way any more.
    pub(super) fn is_done(&self) -> bool {
        self.is_settled() || (self.waiting.is_none() && self.typing.is_none() && self.texts.ends_as_saved())
    }

    /// Whether a new journal has to hold it.
    pub(super) fn is_needed(&self) -> bool {
        !self.is_settled() || !self.took.is_empty()
    }

    /// The bytes that it takes at least in a journal.
    pub(super) fn size(&self) -> u64 {
        (self.texts.base().len() + self.last.len()) as u64
    }

    /// Queues a text; one that waits still is overtaken.
    pub(super) fn keep(&mut self, mut job: KeepJob) {
        job.edits += self.waiting.take().map_or(0, |overtaken| overtaken.edits);
        self.waiting = Some(job);
    }

    /// Takes up the text that waits. The job, and its records where the file stands in the journal. A text that the
    /// file holds already, as it does when a merged content became ours, is saved with that.
    pub(super) fn take_up(&mut self, mut record: impl FnMut(&Record)) -> Option<KeepJob> {
        let job = self.waiting.take()?;
        if job.text != self.last || !self.takes.is_empty() {
            let change = Change::between(&self.last, &job.text);
            let print = job.text.print();
            let edits = job.edits as u64;
            let took = std::mem::take(&mut self.takes);
            self.took.extend(&took);
            if let Some(file) = self.number {
                record(&Record::Ours { file, print, edits, splice: change.splice(), took });
            }
            let is_in_file = self.texts.is_in_file(print);
            self.texts.push(Step { print, change, kind: Kind::Ours { edits } });
            self.last = job.text.clone();
            if is_in_file {
                self.saved(print, record);
            }
        }
        Some(job)
    }

    /// A content that is about to be written, with its record. Where it is not known which of our texts it includes, no
    /// newer one than the saved one is.
    pub(super) fn merged(&mut self, ours: Fingerprint, content: &SharedText, record: impl FnOnce(&Record)) {
        let includes = if self.texts.is_ours(ours) { ours } else { self.texts.print(None) };
        let change = Change::between(&self.last, content);
        let print = content.print();
        if let Some(file) = self.number {
            record(&Record::Merged { file, print, includes, splice: change.splice() });
        }
        self.texts.push(Step { print, change, kind: Kind::Merged { includes } });
    }

    /// The file holds this content, with the record of it.
    pub(super) fn saved(&mut self, print: Fingerprint, record: impl FnOnce(&Record)) {
        self.texts.saved(print);
        self.texts.forget(&self.last);
        if let Some(file) = self.number {
            record(&Record::Saved { file, print });
        }
    }

    /// The record of what is being typed now.
    pub(super) fn typing_record(&self, file: u32) -> Record<'_> {
        let typing = self.typing.as_ref().map(|typing| (typing.place.as_str(), typing.text.as_str()));
        Record::Typing { file, typing }
    }

    /// Gives up the texts between the last saved one and the newest.
    pub(super) fn collapse(&mut self) {
        self.texts.collapse(&self.last);
    }

    /// Everything about it, under that number. What it took over stands in the record that holds it: a journal torn
    /// before that has taken over nothing.
    pub(super) fn records(&self, file: u32, mut record: impl FnMut(&Record)) {
        let newest = self.texts.steps().iter().rposition(Step::is_ours);
        let took_at = |at| if newest == at { self.took.clone() } else { Vec::new() };
        let (origin, base) = (&self.origin, self.texts.base());
        if origin == base {
            record(&Record::Base { file, path: &self.path, text: base, took: took_at(None) });
        } else {
            record(&Record::Base { file, path: &self.path, text: origin, took: Vec::new() });
            let (change, print) = (Change::between(origin, base), base.print());
            let splice = change.splice();
            record(&Record::Ours { file, print, edits: 0, splice, took: took_at(None) });
            record(&Record::Saved { file, print });
        }
        for (at, step) in self.texts.steps().iter().enumerate() {
            let (print, splice) = (step.print, step.change.splice());
            record(&match step.kind {
                Kind::Ours { edits } => Record::Ours { file, print, edits, splice, took: took_at(Some(at)) },
                Kind::Merged { includes } => Record::Merged { file, print, includes, splice },
            });
            if self.texts.in_file() == Some(at) {
                record(&Record::Saved { file, print });
            }
        }
        if self.typing.is_some() {
            record(&self.typing_record(file));
        }
    }
}
