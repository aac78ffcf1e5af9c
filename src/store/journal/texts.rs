//! The texts of one file since the last one known saved: the first whole, then only what each changed.
//!
//! The writing journal keeps them to begin a new file from; the reading one gets the same from the records. It must not
//! know files, nor what the texts mean.

use super::record::Splice;
use crate::store::fingerprint::Fingerprint;
use crate::store::shared::SharedText;

/// What became of a text.
#[derive(Debug, Clone)]
pub(super) struct Change {
    at: usize,
    cut: usize,
    text: Box<str>,
}

impl Change {
    /// What turns the one text into the other.
    pub(super) fn between(old: &str, new: &str) -> Self {
        let (from, to) = crate::text::difference(old, new);
        Self { at: from.start, cut: from.len(), text: new[to].into() }
    }

    pub(super) fn splice(&self) -> Splice<'_> {
        Splice { at: self.at, cut: self.cut, text: &self.text }
    }

    /// The change as a record tells it, where it is one of this text.
    pub(super) fn read(splice: &Splice, text: &str) -> Option<Self> {
        let end = splice.at.checked_add(splice.cut)?;
        let fits = text.is_char_boundary(splice.at) && text.is_char_boundary(end);
        fits.then(|| Self { at: splice.at, cut: splice.cut, text: splice.text.into() })
    }

    pub(super) fn apply(&self, text: &mut String) {
        text.replace_range(self.at..self.at + self.cut, &self.text);
    }
}

/// A content that the file was to get.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) print: Fingerprint,
    /// From our text before.
    pub(super) change: Change,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Our next text.
    Ours { edits: u64 },
    /// Our text of that fingerprint with somebody else's changes; our next text does not follow from it.
    Merged { includes: Fingerprint },
}

/// Oldest first. Our texts among the first `saved` steps are in the file.
#[derive(Debug, Clone)]
pub(super) struct Texts {
    base: SharedText,
    steps: Vec<Step>,
    saved: usize,
    /// The step with the content that the file holds, where that is a merged one.
    in_file: Option<usize>,
}

impl Texts {
    pub(super) fn new(base: SharedText) -> Self {
        Self { base, steps: Vec::new(), saved: 0, in_file: None }
    }

    pub(super) fn base(&self) -> &SharedText {
        &self.base
    }

    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    pub(super) fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Whether the file holds that content, and nothing came since that may be written still.
    pub(super) fn is_in_file(&self, print: Fingerprint) -> bool {
        let known = self.in_file.map_or(self.saved, |at| at + 1);
        known == self.steps.len() && self.print(self.in_file) == print
    }

    /// The step whose content the file holds, where that is a merged one.
    pub(super) fn in_file(&self) -> Option<usize> {
        self.in_file
    }

    /// The file holds the content of that fingerprint. One that is not known says nothing about our texts, and of equal
    /// texts (something was done and taken back) the first is meant: what lies between may still be on its way.
    pub(super) fn saved(&mut self, print: Fingerprint) {
        let from = self.saved;
        let is_it = |step: &&Step| step.print == print;
        let newest = self.steps.iter().skip(from).rfind(is_it);
        let is_current = self.print_of_ours(from) == print;
        if newest.is_none_or(Step::is_ours) && is_current {
            self.in_file = None;
            let same = self.steps.iter().skip(from).take_while(|step| step.is_ours() && step.print == print);
            self.saved += same.count();
            return;
        }
        let Some(newest) = newest else { return };
        let at = if newest.is_ours() {
            self.steps.iter().skip(from).position(|step| step.is_ours() && step.print == print)
        } else {
            self.steps.iter().skip(from).rposition(|step| step.print == print)
        };
        let Some(at) = at.map(|at| from + at) else { return };
        match self.steps[at].kind {
            Kind::Ours { .. } => (self.saved, self.in_file) = (at + 1, None),
            Kind::Merged { includes } => {
                self.saved = self.after(includes, at).unwrap_or(from);
                self.in_file = Some(at);
            }
        }
    }

    /// Whether the file holds our newest text, maybe with somebody else's changes.
    pub(super) fn is_saved(&self) -> bool {
        !self.steps[self.saved..].iter().any(Step::is_ours)
    }

    /// Whether the newest text is the one that the file holds, though it need not be told as saved: for leaving, when
    /// nothing is on its way any more.
    pub(super) fn ends_as_saved(&self) -> bool {
        self.in_file.is_none() && self.print_of_ours(self.steps.len()) == self.print_of_ours(self.saved)
    }

    /// The edits that are not saved.
    pub(super) fn edits(&self) -> u64 {
        let edits = self.steps[self.saved..].iter().map(|step| match step.kind {
            Kind::Ours { edits } => edits,
            Kind::Merged { .. } => 0,
        });
        edits.fold(0, u64::saturating_add)
    }

    /// Lets go of what is older than the last saved text of ours; `last` is the newest one.
    pub(super) fn forget(&mut self, last: &SharedText) {
        if self.saved == 0 {
            return;
        }
        let is_newest = self.print_of_ours(self.saved) == last.print();
        self.base = if is_newest { last.clone() } else { self.ours(self.saved).into() };
        self.steps.drain(..self.saved);
        self.in_file = self.in_file.map(|at| at - self.saved);
        self.saved = 0;
    }

    /// As few bytes as can be: the texts between the last saved one and the newest are given up.
    pub(super) fn collapse(&mut self, last: &SharedText) {
        self.forget(last);
        let (edits, is_saved) = (self.edits(), self.is_saved());
        let print = self.print_of_ours(self.steps.len());
        self.steps.clear();
        self.in_file = None;
        if !is_saved {
            let change = Change::between(&self.base, last);
            self.push(Step { print, change, kind: Kind::Ours { edits } });
        }
    }

    /// Whether that is our last saved text or one since.
    pub(super) fn is_ours(&self, print: Fingerprint) -> bool {
        self.after(print, self.steps.len()).is_some()
    }

    /// The contents that the file can hold by our own doing, oldest first: our last saved text, or the step whose
    /// content it is. What was merged with an older text than the saved one cannot come any more.
    pub(super) fn contents(&self) -> Vec<Option<usize>> {
        let may_come = |at: &usize| match self.steps[*at].kind {
            Kind::Ours { .. } => true,
            Kind::Merged { includes } => {
                self.in_file.is_none_or(|in_file| *at > in_file) && self.after(includes, *at).is_some()
            }
        };
        std::iter::once(self.in_file)
            .chain((self.saved..self.steps.len()).filter(may_come).map(Some))
            .collect()
    }

    pub(super) fn print(&self, content: Option<usize>) -> Fingerprint {
        content.map_or_else(|| self.print_of_ours(self.saved), |at| self.steps[at].print)
    }

    pub(super) fn content(&self, content: Option<usize>) -> String {
        match content.map(|at| (at, &self.steps[at])) {
            None => self.ours(self.saved),
            Some((at, step)) if step.is_ours() => self.ours(at + 1),
            Some((at, step)) => {
                let mut text = self.ours(at);
                step.change.apply(&mut text);
                text
            }
        }
    }

    /// The text of ours that a content includes.
    pub(super) fn included(&self, content: Option<usize>) -> String {
        match content.map(|at| (at, self.steps[at].kind)) {
            None => self.ours(self.saved),
            Some((at, Kind::Ours { .. })) => self.ours(at + 1),
            Some((at, Kind::Merged { includes })) => {
                self.ours(self.after(includes, at).unwrap_or(self.saved))
            }
        }
    }

    /// Whether that was ever a content.
    pub(super) fn has(&self, print: Fingerprint) -> bool {
        self.base.print() == print || self.steps.iter().any(|step| step.print == print)
    }

    /// The newest of all the contents there were, newest first.
    pub(super) fn past(&self, most: usize) -> Vec<String> {
        let mut ours = String::from(&*self.base);
        let mut past = vec![ours.clone()];
        for (at, step) in self.steps.iter().enumerate() {
            let mut content = if step.is_ours() { std::mem::take(&mut ours) } else { ours.clone() };
            step.change.apply(&mut content);
            if step.is_ours() {
                ours.clone_from(&content);
            }
            if at + most >= self.steps.len() {
                past.push(content);
            }
        }
        past.reverse();
        past.truncate(most);
        past
    }

    /// After how many of the first steps our newest text had that fingerprint; none that is older than the saved one.
    fn after(&self, print: Fingerprint, steps: usize) -> Option<usize> {
        let mut known = self.steps[self.saved.min(steps)..steps].iter();
        let newest = known.rposition(|step| step.is_ours() && step.print == print);
        let is_saved = || (self.print_of_ours(self.saved) == print).then_some(self.saved);
        newest.map(|at| self.saved + at + 1).or_else(is_saved)
    }

    /// Our text after so many steps.
    fn ours(&self, after: usize) -> String {
        let mut text = String::from(&*self.base);
        for step in self.steps[..after].iter().filter(|step| step.is_ours()) {
            step.change.apply(&mut text);
        }
        text
    }

    fn print_of_ours(&self, after: usize) -> Fingerprint {
        let newest = self.steps[..after].iter().rfind(|step| step.is_ours());
        newest.map_or(self.base.print(), |step| step.print)
    }
}

impl Step {
    pub(super) fn is_ours(&self) -> bool {
        matches!(self.kind, Kind::Ours { .. })
    }
}
