//! A strategy page line by line: each line is a heading, an item, a paragraph whose meaning shows later, or nothing.
//! It must not know what the board is called in the end; that is `finish`.

mod objectives;
mod open;

use super::line::Line;
use super::names::{self, Label, Meaning};
use super::prose;
use super::section::{MOST_SHEETS, Sections, extra_key};
use super::time::{self, Updated};
use crate::exchange::draft::ItemDraft;
use crate::exchange::import::Unplaced;
use crate::model::{Kind, kind, tag};

/// How the items of a pane stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// None was seen yet.
    Open,
    Bulleted,
    /// Each line is one.
    Plain,
}

/// What the lines that follow belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Between,
    Pane {
        sheet: usize,
        key: String,
        style: Style,
    },
    /// Objectives of a sheet.
    Objectives(usize),
    /// A text with a heading of its own, and the key of the pane that it becomes where it is a list.
    Label(Label, String),
    /// What the page says of itself.
    Aside,
    Legal,
}

/// A page while it is read.
pub(super) struct Reader<'l> {
    pub(super) lines: &'l [Line],
    pub(super) sections: Sections,
    pub(super) mission: Option<String>,
    /// Short lines before the first sheet: one of them may be the title.
    pub(super) top: Vec<usize>,
    /// Whose pictures begin the sections.
    pub(super) logos: Vec<String>,
    /// The name in the title of the page, and its line.
    pub(super) page: Option<(String, usize)>,
    pub(super) company: Option<String>,
    pub(super) team: Option<String>,
    pub(super) updated: Updated,
    /// Paragraphs about a kind of sheet that did not come yet.
    pub(super) waiting: Vec<(Kind, usize)>,
    pub(super) unplaced: Vec<Unplaced>,
    place: Place,
    /// Paragraphs and short lines whose meaning depends on what follows.
    pending: Vec<usize>,
    /// The heading of an extra pane that has no item yet.
    heading: Option<usize>,
    objective: objectives::Open,
}

/// So many lines before the first sheet may be names.
const MOST_TOP: usize = 200;
/// A motto has no more words.
const MOTTO_WORDS: usize = 5;
/// A text of its own has at least so many words.
const SENTENCE_WORDS: usize = 4;

impl<'l> Reader<'l> {
    pub(super) fn read(lines: &'l [Line]) -> Self {
        let mut reader = Self {
            lines,
            sections: Sections::default(),
            mission: prose::mission(lines),
            top: Vec::new(),
            logos: Vec::new(),
            page: None,
            company: None,
            team: None,
            updated: Updated::default(),
            waiting: Vec::new(),
            unplaced: Vec::new(),
            place: Place::Between,
            pending: Vec::new(),
            heading: None,
            objective: objectives::Open::default(),
        };
        for at in 0..lines.len() {
            reader.line(at);
        }
        reader.flush();
        reader
    }

    pub(super) fn text(&self, at: usize) -> &'l str {
        self.lines.get(at).map_or("", |line| &line.text)
    }

    pub(super) fn leave(&mut self, at: usize) {
        let number = self.lines.get(at).map_or(0, |line| line.number);
        self.unplaced.push(Unplaced { line: number, text: self.text(at).to_owned() });
    }

    fn is_bullet(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|line| line.bullet)
    }

    fn line(&mut self, at: usize) {
        let text = self.text(at);
        if self.is_bullet(at) {
            return self.bullet(at);
        }
        if self.mission.as_deref() == Some(text) {
            return;
        }
        if let Some(told) = time::updated(text) {
            return self.told_when(at, told);
        }
        match self.lines.get(at).map(|line| line.meaning.clone()).unwrap_or_default() {
            Meaning::Furniture | Meaning::Results => {}
            Meaning::Logo(name) => {
                self.go_to(Place::Between);
                self.sections.current = None;
                if self.logos.len() < MOST_SHEETS {
                    self.logos.push(name);
                }
            }
            Meaning::Sheet(name) => self.open_sheet(at, name),
            Meaning::Page(name) => {
                self.flush();
                self.page = self.page.take().or(Some((name, at)));
            }
            Meaning::Pane(kind, key) => self.open_pane(at, kind, key),
            Meaning::Label(Label::Lines) => self.open_extra(at),
            Meaning::Label(label) => self.go_to(Place::Label(label, extra_key(text))),
            Meaning::Aside => self.go_to(Place::Aside),
            Meaning::Legal => self.go_to(Place::Legal),
            Meaning::Words if self.is_list_of_page(text) => self.open_extra(at),
            Meaning::Words => self.words(at),
        }
    }

    /// Whether it is the heading of a list with the name of the page before it: `Nike Competitors`.
    fn is_list_of_page(&self, text: &str) -> bool {
        let few = text.split(' ').count() <= MOTTO_WORDS;
        few && self.names().any(|name| text.strip_prefix(name).is_some_and(names::is_list))
    }

    /// The names that the page has said so far.
    fn names(&self) -> impl Iterator<Item = &str> {
        let of_page = self.top.iter().map(|top| self.text(*top)).chain(self.logos.iter().map(String::as_str));
        let of_sheets = self.sections.all.iter().map(|section| section.name.as_str());
        of_page.chain(of_sheets).filter(|name| !name.is_empty())
    }

    fn go_to(&mut self, place: Place) {
        self.flush();
        self.place = place;
    }

    fn told_when(&mut self, at: usize, told: Updated) {
        let known = self.updated;
        let agrees =
            |known: Option<String>, told: Option<String>| told.is_none() || known.is_none() || known == told;
        let day = agrees(known.day.map(|day| day.to_string()), told.day.map(|day| day.to_string()));
        let period = agrees(known.period.map(|of| of.to_string()), told.period.map(|of| of.to_string()));
        if day && period {
            self.updated = Updated { day: known.day.or(told.day), period: known.period.or(told.period) };
        } else {
            self.leave(at);
        }
    }

    /// A line of words alone.
    fn words(&mut self, at: usize) {
        let text = self.text(at);
        let holds_items = match &self.place {
            Place::Pane { style, .. } => *style != Style::Bulleted,
            place => matches!(place, Place::Objectives(_)),
        };
        let is_item = holds_items && tag::split(text, false).0.is_some();
        if let Some((label, words)) = names::labelled(text).filter(|_| !is_item) {
            return self.labelled(at, label, words);
        }
        match &self.place {
            Place::Label(Label::Conclusion, _) => self.conclude(at),
            Place::Label(Label::Company, _) => self.name(Label::Company, text),
            Place::Label(Label::Team, _) => self.name(Label::Team, text),
            Place::Pane { style: Style::Open | Style::Plain, .. } => self.plain_item(at),
            Place::Objectives(sheet) => self.objective_words(at, *sheet),
            Place::Legal if prose::is_of_terms(text) => {}
            _ => self.pending.push(at),
        }
    }

    /// A label and its text in one line.
    fn labelled(&mut self, at: usize, label: Label, words: &str) {
        match label {
            Label::Mission if self.mission.as_deref() == Some(words) => {}
            Label::Conclusion => {
                let words = words.to_owned();
                match self.concluding() {
                    Some(section) => section.conclusion.push(words),
                    None => self.waiting.push((Kind::Swot, at)),
                }
            }
            Label::Company | Label::Team => self.name(label, words),
            Label::Lines => {
                let sheet = self.sections.of_extra();
                let heading = self.text(at).split(':').next().unwrap_or_default();
                self.sections.push_item(sheet, &extra_key(heading), ItemDraft::from_line(words));
            }
            Label::Mission => self.pending.push(at),
        }
    }

    fn name(&mut self, label: Label, name: &str) {
        let place = if label == Label::Company { &mut self.company } else { &mut self.team };
        *place = place.take().or_else(|| Some(name.to_owned()));
        self.go_to(Place::Between);
    }

    /// The sheet that a conclusion without a name belongs to.
    fn concluding(&mut self) -> Option<&mut super::section::Section> {
        match self.sections.kind() {
            Some(Kind::Plan) => self.sections.current(),
            _ => self.sections.about(Kind::Swot),
        }
    }

    fn conclude(&mut self, at: usize) {
        let text = self.text(at);
        if self.is_bullet(at + 1) && prose::is_heading(text) || self.is_before_sheet(at) {
            return self.pending.push(at);
        }
        let is_first = at.checked_sub(1).and_then(|at| self.lines.get(at)).is_some_and(Line::is_known);
        if !is_first && !prose::goes_on(text) {
            self.go_to(Place::Between);
            return self.pending.push(at);
        }
        match self.concluding() {
            Some(section) => section.conclusion.push(text.to_owned()),
            None => self.waiting.push((Kind::Swot, at)),
        }
    }

    /// A line of a pane that has no bullets, as far as it is known.
    fn plain_item(&mut self, at: usize) {
        let text = self.text(at);
        // Above the first sheet, words such as `Products` may be a link among others.
        let is_text = self.heading.is_some_and(|at| names::is_text(self.text(at)));
        let few = text.split(' ').count() < SENTENCE_WORDS;
        let may_be_link = self.sections.current.is_none() && few && !is_text;
        if may_be_link {
            self.go_to(Place::Between);
        }
        let ends = self.is_before_sheet(at) && self.stands_out(at);
        // What is said of a whole sheet stands in no list below a heading such as `Strategy`.
        let tells = self.heading.is_some() && prose::is_narrative(text) && about(text).is_some();
        if may_be_link || ends || tells || self.is_bullet(at + 1) || prose::is_paragraph(text) {
            return self.pending.push(at);
        }
        if let Place::Pane { sheet, key, style } = &mut self.place {
            *style = Style::Plain;
            self.heading = None;
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

    /// Whether a short line stands right before the heading of a sheet: a motto, or a name.
    fn is_before_sheet(&self, at: usize) -> bool {
        let text = self.text(at);
        if text.split(' ').count() > MOTTO_WORDS || tag::split(text, false).0.is_some() {
            return false;
        }
        let following = self.lines.iter().skip(at + 1).take(3).filter(|line| !line.bullet);
        let mut meanings = following.map(|line| &line.meaning);
        let next = meanings.find(|meaning| !matches!(meaning, Meaning::Furniture | Meaning::Logo(_)));
        matches!(next, Some(Meaning::Sheet(_)))
    }

    fn bullet(&mut self, at: usize) {
        let (text, indent) = (self.text(at), self.lines.get(at).map_or(0, |line| line.indent));
        let holds_others = self.lines.get(at + 1).is_some_and(|next| next.bullet && next.indent > indent);
        if holds_others && let Some(Meaning::Pane(kind, key)) = self.lines.get(at).map(|line| &line.meaning) {
            return self.open_pane(at, *kind, key);
        }
        self.settle_heading();
        match &mut self.place {
            Place::Pane { sheet, key, style } => {
                *style = Style::Bulleted;
                self.heading = None;
                self.sections.push_item(*sheet, key, ItemDraft::from_line(text));
            }
            Place::Objectives(sheet) => {
                let sheet = *sheet;
                self.objective_bullet(at, sheet);
            }
            Place::Label(Label::Conclusion, key) => {
                let (key, kind) = (key.clone(), self.sections.kind());
                if let Some(pane) = self.sections.missing(key.rsplit('_').next().unwrap_or_default()) {
                    self.open_pane(at, Kind::Swot, pane);
                } else if key.starts_with("conclusion") && kind.is_none_or(|kind| kind == Kind::Swot) {
                    self.open_pane(at, Kind::Swot, kind::PRIORITIES);
                } else {
                    let sheet = self.sections.of_extra();
                    self.place = Place::Pane { sheet, key, style: Style::Open };
                }
                self.bullet(at);
            }
            _ if self.mission.as_deref() == Some(text) => {}
            _ => self.leave(at),
        }
    }

    /// What stands before a bullet: the heading of its list, or a paragraph that ends the list before it.
    fn settle_heading(&mut self) {
        let Some(last) = self.pending.last().copied() else { return };
        if matches!(self.place, Place::Pane { style: Style::Open, .. }) {
            return self.flush_pending();
        }
        if self.objective_of_pending() {
            return;
        }
        if prose::is_heading(self.text(last)) {
            self.pending.pop();
            self.open_unknown_sheet();
            self.open_extra(last);
        } else {
            self.go_to(Place::Between);
        }
    }

    /// Before something new begins: whatever waits finds its place or is listed.
    fn flush(&mut self) {
        if let Some(at) = self.heading.take() {
            self.leave(at);
        }
        self.flush_pending();
    }

    fn flush_pending(&mut self) {
        for at in std::mem::take(&mut self.pending) {
            self.prose(at);
        }
    }

    /// Finds the place of a paragraph or a short line that is no heading of anything.
    fn prose(&mut self, at: usize) {
        let text = self.text(at);
        let here = self.sections.kind();
        let kind = if !prose::is_narrative(text) {
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
fn about(text: &str) -> Option<Kind> {
    let first = |(word, kind)| text.find(word).map(|at| (at, kind));
    let named = [("SWOT", Kind::Swot), ("OKR", Kind::Plan)].into_iter().filter_map(first);
    named.min_by_key(|(at, _)| *at).map(|(_, kind)| kind)
}
