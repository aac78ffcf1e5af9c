//! A strategy page line by line: each line is a heading, an item, a paragraph whose meaning shows later, or nothing.
//! It must not know what the board is called in the end; that is `finish`.

mod objectives;
mod open;
mod plain;
mod told;

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
    /// Each paragraph is one, some below a line of their own that names them.
    Prose,
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
    /// Whether the page has just said its mission again, below items: a further part of it begins.
    begins_anew: bool,
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
            begins_anew: false,
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
            return self.begin_anew();
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
        self.begins_anew = false;
        self.place = place;
    }

    /// Takes what a line says of when: the sheets of one period may be of several days, and the last one is the board's.
    fn told_when(&mut self, at: usize, told: Updated) {
        let known = self.updated;
        let of_same = match (known.period, told.period) {
            (Some(known), Some(told)) => known == told,
            _ => true,
        };
        if of_same {
            self.updated = Updated { day: known.day.max(told.day), period: known.period.or(told.period) };
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
        if !is_item && (self.begins_plain_plan(at) || self.pane_in_line(at)) {
            return;
        }
        if let Some((label, words)) = names::labelled(text).filter(|_| !is_item) {
            return self.labelled(at, label, words);
        }
        match &self.place {
            Place::Label(Label::Conclusion, _) => self.conclude(at),
            Place::Label(Label::Company, _) => self.name(Label::Company, text),
            Place::Label(Label::Team, _) => self.name(Label::Team, text),
            Place::Pane { style: Style::Open | Style::Plain | Style::Prose, .. } => self.plain_item(at),
            Place::Objectives(sheet) => self.objective_words(at, *sheet),
            Place::Legal if prose::is_of_terms(text) => {}
            _ => self.pending.push(at),
        }
    }

    /// A label and its text in one line.
    fn labelled(&mut self, at: usize, label: Label, words: &str) {
        match label {
            Label::Mission if self.mission.as_deref() == Some(words) => {}
            Label::Conclusion => self.conclude_with(at, words),
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

    /// Whether a short line stands right before the heading of a sheet: a motto, or a name.
    fn is_before_sheet(&self, at: usize) -> bool {
        let text = self.text(at);
        let is_short = text.split(' ').count() <= MOTTO_WORDS && prose::is_heading(text);
        let is_name = is_short && tag::split(text, false).0.is_none();
        let following = self.lines.iter().skip(at + 1).take(3).filter(|line| !line.bullet);
        let mut meanings = following.map(|line| &line.meaning);
        let next = meanings.find(|meaning| !matches!(meaning, Meaning::Furniture | Meaning::Logo(_)));
        is_name && matches!(next, Some(Meaning::Sheet(_)))
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
}
