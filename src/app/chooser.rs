//! A list with a line to type in: what can be chosen, what of it matches the typed words, which row is selected.
//!
//! The palette and the boards of a workspace are both one of these. It must not know what choosing does, nor how it is drawn.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::path::PathBuf;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::action::{Action, Context};
use crate::app::editor::Editor;
use crate::text::Words;

/// Letters that must be typed before something that deletes is performed from a list.
pub const LETTERS_TO_DELETE: usize = 3;

/// An open list.
#[derive(Debug)]
pub struct Chooser {
    /// What it lists.
    pub of: Choices,
    /// The typed words.
    pub query: Editor,
    /// Everything that can be chosen, in the order in which it stands while nothing is typed.
    pub entries: Vec<Entry>,
    /// The entries that match, best first.
    pub hits: Vec<usize>,
    /// The selected one of `hits`.
    pub selected: usize,
    /// Whether more may still come.
    pub is_filling: bool,
    /// `hits`, each with how well it matches.
    ranked: Vec<(Rank, usize)>,
}

/// What a list is of.
#[derive(Debug)]
pub enum Choices {
    /// The actions that work in a context.
    Actions(Context),
    /// The board files of the workspace.
    Boards(Boards),
}

/// The board files of the workspace, as far as they are known.
#[derive(Debug, Default)]
pub struct Boards {
    /// Which asking this is: what an earlier one brings late is none of its.
    pub asked: u32,
    /// The files; the first entries of the list stand for them, in the same order.
    pub files: Vec<BoardFile>,
    /// The file on the screen, if it is one of them.
    pub current: Option<usize>,
    /// The file that was asked for before its turn.
    pub wanted: Option<usize>,
}

/// A board file that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The board's name.
    pub board: String,
    /// Its period, as the file is named; nothing for a board of one file.
    pub period: Option<String>,
    /// Where it is.
    pub path: PathBuf,
}

/// A board file of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardFile {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it; nothing while it was not read.
    pub summary: Option<Summary>,
}

/// What a board file holds, in short.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// The board's title.
    pub title: String,
    /// Its period.
    pub period: String,
    /// Its sheets: title and number of items.
    pub sheets: Vec<(String, usize)>,
    /// Actions that are not done.
    pub open_actions: usize,
    /// Why it cannot be read as a board, if so.
    pub problem: Option<String>,
}

/// One row that can be chosen. Its texts are harmless, so that what is matched is what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is called.
    pub name: String,
    /// More words about it.
    pub detail: String,
    /// Its keys, each as people read it.
    pub keys: Vec<String>,
    /// Words that mean exactly this when nothing else is typed.
    pub words: Vec<String>,
    /// What is chosen.
    pub what: Chosen,
}

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// An action.
    Action(Action),
    /// A file of [`Boards::files`], and a sheet of it.
    Board(usize, Option<usize>),
}

/// Which letters of an entry match, counted in grapheme clusters.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// Of the name, ascending.
    pub name: Vec<u32>,
    /// Of the detail, ascending.
    pub detail: Vec<u32>,
}

/// How well an entry matches: the smallest is the best.
type Rank = (Class, Reverse<u32>, bool);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// It is the very word.
    Exact,
    /// Its name has all typed words.
    Name,
    /// Name and detail together have them.
    Detail,
    /// It deletes, and too little is typed for that.
    Deleting,
}

impl Chooser {
    /// A list with nothing typed yet.
    pub fn new(of: Choices, entries: Vec<Entry>) -> Self {
        let query = Editor::new("", true);
        let mut chooser =
            Self { of, query, entries, hits: Vec::new(), selected: 0, is_filling: false, ranked: Vec::new() };
        chooser.rank();
        chooser
    }

    /// The selected entry.
    pub fn chosen(&self) -> Option<&Entry> {
        self.entries.get(*self.hits.get(self.selected)?)
    }

    /// Whether enough is typed to perform what a row stands for.
    pub fn may_perform(&self, what: Chosen) -> bool {
        let letters = || self.query.text().chars().filter(|letter| !letter.is_whitespace()).count();
        !matches!(what, Chosen::Action(action) if action.deletes()) || letters() >= LETTERS_TO_DELETE
    }

    /// Finds anew what matches, the best selected.
    pub fn rank(&mut self) {
        self.ranked.clear();
        self.find((0..self.entries.len()).collect());
        self.selected = 0;
    }

    /// The same after some entries came in or were changed: only those are looked at, and what the person went to stays
    /// selected.
    pub fn rank_again(&mut self, changed: Vec<usize>) {
        let kept = self.hits.get(self.selected).copied().filter(|_| self.selected > 0);
        let is_changed = changed.iter().copied().collect::<HashSet<usize>>();
        self.ranked.retain(|(_, index)| !is_changed.contains(index));
        self.find(changed);
        let place = kept.and_then(|entry| self.hits.iter().position(|hit| *hit == entry));
        self.selected = place.unwrap_or(0);
    }

    /// Adds those of some entries that match, each in its place.
    fn find(&mut self, indexes: Vec<usize>) {
        let text = self.query.text();
        let query = text.trim();
        let mut search = Search::new(query);
        for index in indexes {
            let Some(entry) = self.entries.get(index) else { continue };
            let is_sheet = matches!(entry.what, Chosen::Board(_, Some(_)));
            // Sheets are listed only where something is typed: there may be many.
            let unsearched = || (!is_sheet).then_some((Class::Name, 0));
            let found = if query.is_empty() { unsearched() } else { search.find(entry) };
            let Some((class, score)) = found else { continue };
            let too_early = !query.is_empty() && !self.may_perform(entry.what);
            let class = if too_early { Class::Deleting } else { class };
            self.ranked.push(((class, Reverse(score), is_sheet), index));
        }
        self.ranked.sort_unstable();
        self.hits = self.ranked.iter().map(|(_, index)| *index).collect();
    }

    /// Moves the selection by so many rows, not beyond the ends.
    pub fn go(&mut self, by: isize) {
        let last = self.hits.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Which letters of entries match the typed words.
    pub fn matched<'e>(&self, entries: impl Iterator<Item = &'e Entry>) -> Vec<Matched> {
        let text = self.query.text();
        let mut search = Search::new(text.trim());
        entries.map(|entry| search.letters(entry)).collect()
    }
}

/// The typed words, ready to be looked for.
struct Search<'q> {
    query: &'q str,
    /// Letters of each word in their order, with others in between.
    name: Pattern,
    /// Each word as it is typed: in a sentence, scattered letters are found everywhere. Not nucleo's own substrings:
    /// those of 0.3.1 miss a word at a text's end.
    both: Words,
    matcher: Matcher,
    chars: Vec<char>,
    joined: String,
}

impl<'q> Search<'q> {
    fn new(query: &'q str) -> Self {
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Self {
            query,
            name: Pattern::new(query, CaseMatching::Smart, Normalization::Smart, AtomKind::Fuzzy),
            both: Words::new(query),
            matcher: Matcher::new(config),
            chars: Vec::new(),
            joined: String::new(),
        }
    }

    fn find(&mut self, entry: &Entry) -> Option<(Class, u32)> {
        if entry.words.iter().any(|word| word == self.query) {
            return Some((Class::Exact, 0));
        }
        let name = Utf32Str::new(&entry.name, &mut self.chars);
        if let Some(score) = self.name.score(name, &mut self.matcher) {
            return Some((Class::Name, score));
        }
        self.join(entry);
        self.both.are_in(&self.joined).then_some((Class::Detail, 0))
    }

    fn letters(&mut self, entry: &Entry) -> Matched {
        let mut matched = Matched::default();
        if self.query.is_empty() {
            return matched;
        }
        let name = Utf32Str::new(&entry.name, &mut self.chars);
        let name_letters = name.len() as u32;
        if self.name.indices(name, &mut self.matcher, &mut matched.name).is_none() {
            // A part of the words may be noted before another is missing.
            matched.name.clear();
            self.join(entry);
            if self.both.are_in(&self.joined) {
                let letters = self.both.letters(&self.joined);
                matched.name = letters.iter().copied().filter(|at| *at < name_letters).collect();
                matched.detail = letters.iter().filter_map(|at| at.checked_sub(name_letters + 1)).collect();
            }
        }
        matched.name.sort_unstable();
        matched.name.dedup();
        matched
    }

    fn join(&mut self, entry: &Entry) {
        self.joined.clear();
        self.joined.push_str(&entry.name);
        self.joined.push(' ');
        self.joined.push_str(&entry.detail);
    }
}

#[cfg(test)]
mod tests;
