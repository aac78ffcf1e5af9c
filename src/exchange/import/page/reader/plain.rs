//! Items of a list without bullets: a line each, or a paragraph each, some with a line of their own that names them.
//! It must not know how bullets are read.

use super::{Place, Reader, SENTENCE_WORDS, Style, told};
use crate::exchange::draft::ItemDraft;
use crate::exchange::import::page::line::Line;
use crate::exchange::import::page::names::{self, Meaning};
use crate::exchange::import::page::prose;
use crate::model::{Kind, kind, tag};

/// The pane of words that guide a team, which pages also write in one line.
const VALUES: &str = "values";
/// Such a word has no more words.
const PIECE_WORDS: usize = 4;

impl Reader<'_> {
    /// A line of a pane that has no bullets, as far as it is known.
    pub(super) fn plain_item(&mut self, at: usize) {
        let text = self.text(at);
        if self.prose_item(at) {
            return;
        }
        // Above the first sheet, words such as `Products` may be a link among others.
        let is_text = self.heading.is_some_and(|at| names::is_text(self.text(at)));
        let few = text.split(' ').count() < SENTENCE_WORDS;
        let may_be_link = self.sections.current.is_none() && few && !is_text;
        if may_be_link {
            self.go_to(Place::Between);
        }
        let ends = self.is_before_sheet(at) && self.stands_out(at);
        // What is said of a whole sheet stands in no list below a heading such as `Strategy`.
        let tells = self.heading.is_some() && prose::is_narrative(text) && told::about(text).is_some();
        if may_be_link || ends || tells || self.is_bullet(at + 1) || prose::is_paragraph(text) {
            return self.pending.push(at);
        }
        if let Place::Pane { sheet, key, style } = &mut self.place {
            *style = Style::Plain;
            self.heading = None;
            let several =
                commas(text).filter(|_| key == VALUES && self.lines.get(at + 1).is_none_or(Line::is_known));
            if let Some(values) = several {
                let (sheet, key) = (*sheet, key.clone());
                values.for_each(|value| self.sections.push_item(sheet, &key, ItemDraft::from_line(value)));
                return;
            }
            let before = at.checked_sub(1).map_or("", |at| &self.lines[at].text);
            let (sheet, key) = (*sheet, key.clone());
            if !self.sections.add_words(sheet, &key, before, text) {
                self.sections.push_item(sheet, &key, ItemDraft::from_line(text));
            }
        }
    }

    /// Whether a line without a tag follows one with a tag, or begins as mottos do, or names the board.
    fn stands_out(&self, at: usize) -> bool {
        let text = self.text(at);
        let before = at.checked_sub(1).map_or("", |before| self.text(before));
        text.starts_with("Align ")
            || text.starts_with("Drive ")
            || tag::split(before, false).0.is_some()
            || self.names().any(|name| text.starts_with(name))
    }

    /// Takes a paragraph of a pane that is written in such, or the line that names the next one. Whether it was one.
    fn prose_item(&mut self, at: usize) -> bool {
        let text = self.text(at);
        let Place::Pane { sheet, key, style: style @ (Style::Open | Style::Prose) } = &self.place else {
            return false;
        };
        let is_item = prose::is_paragraph(text) || *style == Style::Prose && !prose::is_heading(text);
        let names_next = prose::is_heading(text) && !tells_of_sheet(text) && self.is_paragraph(at + 1);
        let is_own = self.heading.is_none() && self.sections.current == Some(*sheet);
        if !is_own || !(is_item || names_next) || tells_of_sheet(text) || self.bullets_come(at) {
            return false;
        }
        let (sheet, key) = (*sheet, key.clone());
        self.place = Place::Pane { sheet, key: key.clone(), style: Style::Prose };
        if names_next {
            self.pending.push(at);
            return true;
        }
        let name = self.pending.pop_if(|name| *name + 1 == at).map(|name| self.text(name));
        self.flush_pending();
        let mut item = ItemDraft::from_line(text);
        if let Some(name) = name.map(|name| name.trim_end_matches(':')) {
            let is_tag = name.chars().count() <= tag::MOST_CHARS && !name.contains(": ");
            (item.draft.tag, item.draft.text) = if is_tag {
                (Some(name.to_owned()), text.to_owned())
            } else {
                (None, format!("{name}: {text}"))
            };
        }
        self.sections.push_item(sheet, &key, item);
        true
    }

    /// Takes a pane in one line: `Values: Courage, Candor`. Whether it was one.
    pub(super) fn pane_in_line(&mut self, at: usize) -> bool {
        let Some((name, words)) = self.text(at).split_once(':').filter(|(name, _)| name.len() <= 40) else {
            return false;
        };
        let Meaning::Pane(kind @ (Kind::Plan | Kind::Swot), key) = names::meaning(name) else { return false };
        if words.trim().is_empty() || key == kind::OBJECTIVES {
            return false;
        }
        self.flush();
        let Some((sheet, _)) = self.sections.of_pane(kind, key) else { return false };
        let one = || vec![words.trim()];
        for words in commas(words.trim()).map_or_else(one, Iterator::collect) {
            self.sections.push_item(sheet, key, ItemDraft::from_line(words));
        }
        self.place = Place::Between;
        true
    }

    /// Whether that line is a paragraph of a list, and not of the whole sheet.
    fn is_paragraph(&self, at: usize) -> bool {
        let line = self.lines.get(at).filter(|line| !line.bullet && !line.is_known());
        line.is_some_and(|line| prose::is_paragraph(&line.text) && !tells_of_sheet(&line.text))
    }

    /// Whether bullets come before anything else begins.
    fn bullets_come(&self, at: usize) -> bool {
        let mut rest = self.lines.iter().skip(at + 1);
        let next = rest.find(|line| line.bullet || line.is_known() && line.meaning != Meaning::Furniture);
        next.is_some_and(|line| line.bullet)
    }
}

/// The pieces of a list in one line: `Courage, Candor, Care`.
fn commas(text: &str) -> Option<impl Iterator<Item = &str>> {
    let pieces = || text.split([',', ';', '•', '|']).map(str::trim).filter(|piece| !piece.is_empty());
    let are_short = pieces().all(|piece| piece.split(' ').count() <= PIECE_WORDS);
    (are_short && pieces().nth(1).is_some() && !text.ends_with('.')).then(pieces)
}

/// Whether it tells what a whole sheet says.
fn tells_of_sheet(text: &str) -> bool {
    told::about(text).is_some()
}
