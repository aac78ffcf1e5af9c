//! The sheets that a page becomes while it is read: which sheet a heading belongs to, and where an item goes.
//! It must not know how lines are told apart.

use super::line::is_capitals;
use super::names::SheetName;
use crate::exchange::draft::{ItemDraft, SheetDraft};
use crate::exchange::template::slug;
use crate::model::{Head, Kind, tag};
use crate::yaml::VALUES_LIMIT;

/// A sheet in the making.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub sheet: SheetDraft,
    /// The line of its heading; nothing where its panes began without one.
    pub heading: Option<usize>,
    /// What its heading says as it stands there.
    pub title: String,
    /// The name in its heading: company, team, theme.
    pub name: String,
    /// Paragraphs that tell what follows from it.
    pub conclusion: Vec<String>,
}

impl Section {
    pub(super) fn new(kind: Kind) -> Self {
        Self { sheet: SheetDraft::of_kind(kind), ..Self::default() }
    }

    pub(super) fn kind(&self) -> Option<Kind> {
        self.sheet.known_kind()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sheet.panes.iter().all(|pane| pane.items.is_empty())
    }

    /// Whether it holds items of a kind that a strategy page is made of.
    pub(super) fn is_of_method(&self) -> bool {
        let panes = self.kind().filter(|kind| *kind != Kind::Brief).map_or(&[][..], Kind::panes);
        panes.iter().any(|spec| self.has_items(spec.key))
    }

    fn has_items(&self, key: &str) -> bool {
        self.sheet.panes.iter().any(|pane| pane.key == key && !pane.items.is_empty())
    }
}

/// All sheets of a page.
#[derive(Debug, Default)]
pub(super) struct Sections {
    pub all: Vec<Section>,
    /// The one that is being read.
    pub current: Option<usize>,
    /// How many values its items hold: more than a board can are not kept, since it is refused in the end.
    values: usize,
}

/// A page has no more sheets, and a sheet no more lists of its own: what follows is listed as not placed. More of them is
/// no page of any person, and each would take memory and a look at all others.
pub(super) const MOST_SHEETS: usize = 200;
pub(super) const MOST_EXTRA: usize = 200;

/// The pane of figures with a name each.
const METRICS: &str = "metrics";
/// The title of the sheet for lists that stand outside of all others.
const COMPANY: &str = "Company";

impl Sections {
    pub(super) fn current(&mut self) -> Option<&mut Section> {
        self.current.and_then(|at| self.all.get_mut(at))
    }

    pub(super) fn kind(&self) -> Option<Kind> {
        self.current.and_then(|at| self.all.get(at)).and_then(Section::kind)
    }

    fn push(&mut self, section: Section) -> usize {
        self.all.push(section);
        self.current = Some(self.all.len() - 1);
        self.all.len() - 1
    }

    /// Begins the sheet of a heading, unless there are too many. Panes that came before their sheet's heading belong to it.
    pub(super) fn open(&mut self, name: SheetName, title: &str, line: usize) -> bool {
        let unheaded = |section: &Section| {
            section.heading.is_none() && section.kind() == Some(name.kind) && section.title.is_empty()
        };
        let again = self.current().is_some_and(|section| {
            section.is_empty() && section.kind() == Some(name.kind) && section.title == title
        });
        if again || self.all.len() >= MOST_SHEETS {
            return again;
        }
        let section = match self.all.iter().position(unheaded).filter(|_| name.kind == Kind::Plan) {
            Some(at) => self.all.remove(at),
            None => Section::new(name.kind),
        };
        self.push(Section { heading: Some(line), title: title.to_owned(), name: name.name, ..section });
        true
    }

    /// The sheet that a pane of a kind goes to: this one, one that still lacks it, else a new one.
    /// Also says whether it is a new one. Nothing where there are too many sheets.
    pub(super) fn of_pane(&mut self, kind: Kind, key: &str) -> Option<(usize, bool)> {
        let lacks = |section: &Section| section.kind() == Some(kind) && !section.has_items(key);
        if let Some(at) = self.current.filter(|at| lacks(&self.all[*at])) {
            return Some((at, false));
        }
        let is_here = self.kind() == Some(kind);
        let other = if is_here { None } else { self.all.iter().rposition(lacks) };
        match other {
            Some(at) => {
                self.current = Some(at);
                Some((at, false))
            }
            None => (self.all.len() < MOST_SHEETS).then(|| (self.push(Section::new(kind)), true)),
        }
    }

    /// The sheet for a list that no kind has: this one, else the one for what stands outside of all.
    pub(super) fn of_extra(&mut self) -> usize {
        if let Some(at) = self.current {
            return at;
        }
        let company = self.all.iter().position(|section| section.title == COMPANY);
        company.unwrap_or_else(|| {
            let mut section = Section { title: COMPANY.to_owned(), ..Section::new(Kind::Brief) };
            section.sheet.set_head(Head::Title, COMPANY);
            self.all.push(section);
            self.all.len() - 1
        })
    }

    /// The pane of that key that the SWOT which is read still lacks: lists below `Top 5 Strengths` are it.
    pub(super) fn missing(&self, key: &str) -> Option<&'static str> {
        let section = self.current.and_then(|at| self.all.get(at))?;
        let lacks = section.kind() == Some(Kind::Swot) && !section.has_items(key);
        Kind::Swot.panes().iter().map(|spec| spec.key).find(|pane| lacks && *pane == key)
    }

    /// Whether a sheet has so many lists that it gets no further one of that key.
    pub(super) fn has_too_many(&self, sheet: usize, key: &str) -> bool {
        let panes = self.all.get(sheet).map_or(&[][..], |section| &section.sheet.panes);
        panes.len() >= MOST_EXTRA && panes.iter().all(|pane| pane.key != key)
    }

    /// Gives the last item of a pane, a name in capitals, the words that follow it. Whether it was one.
    pub(super) fn add_words(&mut self, sheet: usize, key: &str, name: &str, words: &str) -> bool {
        let is_name = |text: &str| is_capitals(text) && tag::reads_as_tag(text) && !text.contains(':');
        let is_figure = words.starts_with(|c: char| c.is_ascii_digit() || "$€£¥".contains(c));
        let is_text = !is_capitals(words) || is_figure && key == METRICS;
        let pane = self.all.get_mut(sheet).filter(|_| is_name(name) && is_text);
        let item = pane.and_then(|section| section.sheet.pane_mut(key).items.last_mut());
        let item = item.filter(|item| item.draft.tag.is_none() && item.draft.text == name);
        let Some(item) = item.filter(|_| tag::split(words, false).0.is_none()) else { return false };
        item.draft.tag = Some(std::mem::replace(&mut item.draft.text, words.to_owned()));
        true
    }

    pub(super) fn push_item(&mut self, sheet: usize, key: &str, item: ItemDraft) {
        if let Some(section) = self.all.get_mut(sheet)
            && self.values <= VALUES_LIMIT
        {
            self.values += item.values();
            section.sheet.pane_mut(key).items.push(item);
        }
    }

    /// The objective that is being read.
    pub(super) fn objective(&mut self, sheet: usize) -> Option<&mut ItemDraft> {
        let section = self.all.get_mut(sheet)?;
        section.sheet.pane_mut(crate::model::kind::OBJECTIVES).items.last_mut()
    }

    /// The sheet of a kind that a paragraph about it goes to: this one, else the first one.
    pub(super) fn about(&mut self, kind: Kind) -> Option<&mut Section> {
        let here = self.current.filter(|at| self.all[*at].kind() == Some(kind));
        let at = here.or_else(|| self.all.iter().position(|section| section.kind() == Some(kind)))?;
        self.all.get_mut(at)
    }
}

/// Keys of a sheet that hold no list of items.
const TAKEN: [&str; 11] = [
    "kind",
    "title",
    "motto",
    "conclusion",
    "date",
    "source",
    "author",
    "published",
    "url",
    "summary",
    "extra",
];
const MOST_KEY_CHARS: usize = 60;

/// The key of an extra pane: the words of its heading joined by `_`.
pub(super) fn extra_key(heading: &str) -> String {
    let mut key = slug(heading).replace('-', "_").chars().take(MOST_KEY_CHARS).collect::<String>();
    key.truncate(key.trim_end_matches('_').len());
    match key.as_str() {
        "" => "list".to_owned(),
        "conclusion" => "conclusions".to_owned(),
        taken if TAKEN.contains(&taken) => format!("{taken}_list"),
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_extra_panes_follow_from_their_headings() {
        for (heading, key) in [
            ("Needs Help", "needs_help"),
            ("How Xiaomi Sales can win:", "how_xiaomi_sales_can_win"),
            ("Conclusion", "conclusions"),
            ("…", "list"),
            ("品牌", "品牌"),
        ] {
            assert_eq!(extra_key(heading), key);
        }
    }
}
