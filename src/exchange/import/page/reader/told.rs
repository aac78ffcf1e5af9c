//! What a page says in sentences: whose conclusion a paragraph is, and what becomes of lines whose meaning shows late.
//! It must not know how items are read.

use super::{MOST_TOP, Place, Reader, open};
use crate::exchange::draft::ItemDraft;
use crate::exchange::import::page::{prose, time};
use crate::model::Kind;

/// The extra pane for what a retro concludes.
const CONCLUSIONS: &str = "conclusions";

impl Reader<'_> {
    /// Takes a conclusion that does not name its sheet: that of the sheet it stands on. A retro has none, but a list of them.
    pub(super) fn conclude_with(&mut self, at: usize, words: &str) {
        let words = words.to_owned();
        let section = match (self.sections.kind(), self.sections.current) {
            (Some(Kind::Retro), Some(sheet)) => {
                return self.sections.push_item(sheet, CONCLUSIONS, ItemDraft::from_line(&words));
            }
            (Some(Kind::Plan), _) => self.sections.current(),
            _ => self.sections.about(Kind::Swot),
        };
        match section {
            Some(section) => section.conclusion.push(words),
            None => self.waiting.push((Kind::Swot, at)),
        }
    }

    /// Below the items of a sheet the mission stands again where the next sheet begins, also one without a heading.
    pub(super) fn begin_anew(&mut self) {
        let is_filled = self.sections.current().is_some_and(|section| !section.is_empty());
        // Between the heading of a plan and its objectives a site may say something of itself.
        if let Some(sheet) = self.sections.current.filter(|_| self.sections.kind() == Some(Kind::Plan))
            && !is_filled
        {
            return self.go_to(Place::Objectives(sheet));
        }
        if is_filled && !matches!(self.place, Place::Label(..)) {
            self.go_to(Place::Between);
            self.begins_anew = true;
        }
    }

    pub(super) fn conclude(&mut self, at: usize) {
        let text = self.text(at);
        if self.is_bullet(at + 1) && prose::is_heading(text) || self.is_before_sheet(at) {
            return self.pending.push(at);
        }
        let before = at.checked_sub(1).and_then(|at| self.lines.get(at));
        let is_first = before.is_some_and(|line| line.is_known() || time::updated(&line.text).is_some());
        if !is_first && !prose::goes_on(text) {
            self.go_to(Place::Between);
            return self.pending.push(at);
        }
        self.conclude_with(at, text);
    }

    /// Before something new begins: whatever waits finds its place or is listed.
    pub(super) fn flush(&mut self) {
        if let Some(at) = self.heading.take() {
            self.leave(at);
        }
        self.flush_pending();
    }

    pub(super) fn flush_pending(&mut self) {
        for at in std::mem::take(&mut self.pending) {
            self.prose(at);
        }
    }

    /// Whether a long text between a sheet's heading and its first list tells what the sheet says, if only to `you`.
    fn introduces(&mut self, text: &str) -> bool {
        let is_before_items =
            self.place == Place::Between && self.sections.current().is_some_and(|section| section.is_empty());
        is_before_items && prose::tells_at_length(text)
    }

    /// Finds the place of a paragraph or a short line that is no heading of anything.
    pub(super) fn prose(&mut self, at: usize) {
        let text = self.text(at);
        let here = self.sections.kind();
        if self.place == Place::Aside && prose::is_of_site(text) {
            return;
        }
        let kind = if !prose::is_narrative(text) && !self.introduces(text) {
            None
        } else if let Some(kind) = about(text) {
            Some(kind)
        } else if matches!(self.place, Place::Aside | Place::Legal) {
            None
        } else {
            here.filter(|kind| matches!(kind, Kind::Swot | Kind::Plan))
        };
        match kind.map(|kind| (kind, self.sections.about(kind))) {
            Some((_, Some(section))) => section.conclusion.push(text.to_owned()),
            Some((kind, None)) => self.waiting.push((kind, at)),
            None if here.is_none() && self.place == Place::Between && self.top.len() < MOST_TOP => {
                self.top.push(at);
            }
            None if open::is_motto(text) && text.starts_with("Align the ") => self.set_motto(at),
            None => self.leave(at),
        }
    }
}

/// The sheet that a paragraph speaks of: the one that it names first.
pub(super) fn about(text: &str) -> Option<Kind> {
    let first = |(word, kind)| text.find(word).map(|at| (at, kind));
    let named = [("SWOT", Kind::Swot), ("OKR", Kind::Plan)].into_iter().filter_map(first);
    named.min_by_key(|(at, _)| *at).map(|(_, kind)| kind)
}
