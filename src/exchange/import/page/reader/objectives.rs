//! The objectives of a plan: a name in capitals with its sentence, a numbered one, or a bullet with bullets below it.
//! It must not know how panes with other items are read.

use super::{Place, Reader};
use crate::exchange::draft::ItemDraft;
use crate::exchange::import::page::line::{Line, is_capitals};
use crate::exchange::import::page::{names, prose};
use crate::model::{Kind, kind, tag};

/// The objective that key results go to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Open {
    /// Whether there is one.
    any: bool,
    /// Blanks before its bullet, where it was one.
    indent: Option<usize>,
    /// Whether its key results have no bullets.
    plain_results: bool,
}

/// What the number of a key result is made of.
const NUMBER: [char; 11] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.'];
/// How many lines of an objective's sentence may follow each other.
const SENTENCES: usize = 3;

impl Reader<'_> {
    /// A line of words among the objectives of a sheet.
    pub(super) fn objective_words(&mut self, at: usize, sheet: usize) {
        let text = self.text(at);
        if self.is_before_sheet(at) || prose::is_paragraph(text) && !self.bullets_follow(at) {
            return self.pending.push(at);
        }
        let has_tag = tag::split(text, false).0.is_some();
        let (is_open, has_text, has_results) = self.state(sheet);
        if let Some(rest) = numbered(text) {
            self.start(sheet, objective(rest, ""));
        } else if is_capitals(text) && !has_tag {
            match self.sections.objective(sheet) {
                Some(item) if is_open && !has_text => text.clone_into(&mut item.draft.text),
                _ => self.start(sheet, objective(text, "")),
            }
        } else if has_tag && (self.is_bullet(at + 1) || !is_open) {
            self.start(sheet, ItemDraft::from_line(text));
        } else if has_tag || is_open && has_results && self.objective.plain_results {
            self.result(sheet, text, true);
        } else if !is_open || has_results {
            self.pending.push(at);
        } else if !self.has_sentence(sheet) || self.bullets_follow(at) {
            self.add_sentence(sheet, text);
        } else {
            self.result(sheet, text, true);
        }
    }

    /// A bullet among the objectives of a sheet: an objective where it holds others or stands beside one, else a key result.
    pub(super) fn objective_bullet(&mut self, at: usize, sheet: usize) {
        let (text, indent) = (self.text(at), self.lines.get(at).map_or(0, |line| line.indent));
        let is_result = self.objective.any && self.objective.indent.is_none_or(|of| indent > of);
        if is_result {
            self.result(sheet, text, false);
        } else {
            self.start(sheet, ItemDraft::from_line(text));
            self.objective.indent = Some(indent);
        }
    }

    /// Takes a name, and its sentence, that wait before a bullet, as an objective; says whether they are one.
    pub(super) fn objective_of_pending(&mut self) -> bool {
        let is_plan = self.sections.kind() == Some(Kind::Plan);
        if !is_plan && !self.begins_plan() {
            return false;
        }
        let Some(sheet) = self.sections.current else { return false };
        let last = |back: usize| {
            self.pending.len().checked_sub(back).and_then(|at| self.pending.get(at)).map(|at| self.text(*at))
        };
        let Some(sentence) = last(1) else { return false };
        let (name, sentence, lines) = match last(2) {
            Some(name) if prose::is_heading(name) => (name, sentence, 2),
            _ => (sentence, "", 1),
        };
        if !matches!(self.place, Place::Objectives(_)) && !is_capitals(name) {
            return false;
        }
        self.pending.truncate(self.pending.len() - lines);
        self.start(sheet, objective(name, sentence));
        self.place = Place::Objectives(sheet);
        true
    }

    /// Begins such a plan where nothing has bullets: its name, its sentence, and key results with a tag each.
    pub(super) fn begins_plain_plan(&mut self, at: usize) -> bool {
        let has_tag = |text: &str| tag::split(text, false).0.is_some();
        let (name, sentence, result) = (self.text(at), self.text(at + 1), self.text(at + 2));
        let is_objective =
            is_capitals(name) && !has_tag(name) && !is_capitals(sentence) && !has_tag(sentence);
        let are_words =
            (at..at + 3).all(|at| self.lines.get(at).is_some_and(|line| !line.bullet && !line.is_known()));
        if !(self.begins_anew && is_objective && are_words && has_tag(result)) {
            return false;
        }
        self.flush();
        let Some((sheet, _)) = self.sections.of_pane(Kind::Plan, kind::OBJECTIVES) else { return false };
        self.begins_anew = false;
        self.place = Place::Objectives(sheet);
        self.objective_words(at, sheet);
        true
    }

    /// Begins a plan without a heading where the page begins anew with a name in capitals and its sentence.
    fn begins_plan(&mut self) -> bool {
        let [.., name, sentence] = self.pending[..] else { return false };
        let (name, sentence) = (self.text(name), self.text(sentence));
        let is_objective = is_capitals(name) && tag::split(name, false).0.is_none() && !is_capitals(sentence);
        self.begins_anew && is_objective && self.sections.of_pane(Kind::Plan, kind::OBJECTIVES).is_some()
    }

    fn start(&mut self, sheet: usize, item: ItemDraft) {
        self.flush();
        self.sections.push_item(sheet, kind::OBJECTIVES, item);
        self.objective = Open { any: true, ..Open::default() };
    }

    fn result(&mut self, sheet: usize, text: &str, plain: bool) {
        self.objective.plain_results = plain;
        if let Some(item) = self.sections.objective(sheet) {
            item.results.get_or_insert_default().push(ItemDraft::from_line(unnumbered(text)));
        }
    }

    /// Whether an objective is open, has words, has key results.
    fn state(&mut self, sheet: usize) -> (bool, bool, bool) {
        let is_open = self.objective.any;
        let item = self.sections.objective(sheet).filter(|_| is_open);
        item.map_or((false, false, false), |item| (true, !item.draft.text.is_empty(), item.results.is_some()))
    }

    /// Whether the open objective has its sentence besides its name.
    fn has_sentence(&mut self, sheet: usize) -> bool {
        self.sections.objective(sheet).is_some_and(|item| {
            item.draft.tag.is_some() || !item.draft.text.is_empty() && !is_capitals(&item.draft.text)
        })
    }

    /// Gives the open objective its sentence, or goes on with it; its name becomes the tag.
    fn add_sentence(&mut self, sheet: usize, sentence: &str) {
        let Some(item) = self.sections.objective(sheet) else { return };
        let draft = &mut item.draft;
        if draft.text.is_empty() {
            sentence.clone_into(&mut draft.text);
        } else if draft.tag.is_none() && is_capitals(&draft.text) {
            *item = objective(&std::mem::take(&mut draft.text), sentence);
        } else {
            draft.text.push(' ');
            draft.text.push_str(sentence);
        }
    }

    /// Whether bullets follow soon, with nothing but words before them.
    fn bullets_follow(&self, at: usize) -> bool {
        let mut next = self.lines.iter().skip(at + 1).take(SENTENCES);
        let ends = |line: &Line| line.is_known() && names::words(&line.text) != "key results";
        next.find(|line| line.bullet || ends(line) || is_capitals(&line.text)).is_some_and(|line| line.bullet)
    }
}

/// An objective of a name and its sentence.
fn objective(name: &str, sentence: &str) -> ItemDraft {
    let mut item = ItemDraft::default();
    let is_tag = !sentence.is_empty() && name.chars().count() <= tag::MOST_CHARS && !name.contains(": ");
    match (is_tag, sentence) {
        (true, _) => (item.draft.tag, item.draft.text) = (Some(name.to_owned()), sentence.to_owned()),
        (false, "") => return ItemDraft::from_line(name),
        (false, _) => item.draft.text = format!("{name}: {sentence}"),
    }
    item
}

/// A key result without its number: `KR1: Win`, `KR 2.1 – Grow`.
fn unnumbered(text: &str) -> &str {
    let behind = text.strip_prefix("KR").map(|rest| rest.trim_start().trim_start_matches(NUMBER));
    let words = behind.and_then(|behind| behind.trim_start().strip_prefix([':', '-', '–', '—', ')']));
    let words = words.filter(|words| words.starts_with(' ')).map(str::trim_start);
    words.filter(|words| !words.is_empty()).unwrap_or(text)
}

/// What follows the number of an objective: `Objective 1: Win`, `O2 – Grow`, `Objective 3`.
fn numbered(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("Objective ").or_else(|| text.strip_prefix("OBJECTIVE "));
    let rest = rest.or_else(|| text.strip_prefix('O'))?;
    let behind = rest.trim_start_matches('#').trim_start_matches(|c: char| c.is_ascii_digit());
    let numbers = rest.len() - behind.len();
    let ends = behind.is_empty() || behind.starts_with([':', '.', ')', ' ']);
    (numbers > 0 && numbers <= 3 && ends)
        .then(|| behind.trim_start_matches([':', '.', ')', '-', '–', '—', ' ']))
}
