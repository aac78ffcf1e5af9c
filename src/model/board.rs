//! A board, its sheets and their panes: a reading of a file's text. Pure data: `document` fills and replaces it.

use super::address::{HeadAt, ItemAt, ListAt};
use super::head::Head;
use super::item::{Item, ItemView};
use super::kind::{ACTIONS, Kind, OBJECTIVES, PaneSpec, title_from_key};
use super::period::Period;

/// A reading of one board file, with the file's text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Board {
    /// The file's text, byte for byte (a byte order mark included).
    pub text: String,
    /// The scalars of the board that the file holds, as written.
    pub heads: Vec<(Head, String)>,
    /// The period that the file's name says, used where the file holds none.
    pub stem_period: Option<Period>,
    /// Unknown keys of the board.
    pub extra: Vec<String>,
    /// Its sheets, in the file's order.
    pub sheets: Vec<Sheet>,
    /// Whether the file holds anchors or aliases: then each edit looks at the whole file.
    pub has_anchors: bool,
}

/// One page of a board.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it is for; nothing where the file's word is unknown or missing.
    pub kind: Option<Kind>,
    /// The scalars that the file holds, as written.
    pub heads: Vec<(Head, String)>,
    /// Its panes: those of the kind, then the extra ones in the file's order.
    pub panes: Vec<Pane>,
    /// Keys that are neither scalars nor panes, in the file's order.
    pub extra: Vec<String>,
}

/// A titled list of items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pane {
    /// The key in the file.
    pub key: String,
    /// The row of the kind's table; nothing for an extra pane.
    pub spec: Option<&'static PaneSpec>,
    /// Its items, in order.
    pub items: Vec<Item>,
    /// Whether its items stand as a block list, one below the other: then an edit looks at their lines alone.
    pub in_block: bool,
}

impl Pane {
    /// An empty pane of a kind.
    pub fn of_kind(spec: &'static PaneSpec) -> Self {
        Self { key: spec.key.to_owned(), spec: Some(spec), items: Vec::new(), in_block: false }
    }

    /// Its full title.
    pub fn title(&self) -> String {
        self.spec.map_or_else(|| title_from_key(&self.key), |spec| spec.title.to_owned())
    }

    /// Its heading on the screen.
    pub fn heading(&self) -> String {
        self.spec.map_or_else(|| title_from_key(&self.key), |spec| spec.heading.to_owned())
    }

    /// Whether each of its items is a pane of key results.
    pub fn holds_objectives(&self) -> bool {
        self.spec.is_some_and(|spec| spec.key == OBJECTIVES)
    }
}

impl Sheet {
    /// A scalar of the sheet as written.
    pub fn head(&self, head: Head) -> Option<&str> {
        self.heads.iter().find(|(name, _)| *name == head).map(|(_, value)| value.as_str())
    }

    /// Its title: its own, else that of its kind.
    pub fn title(&self) -> &str {
        let own = self.head(Head::Title).filter(|title| !title.trim().is_empty());
        own.unwrap_or_else(|| self.kind.map_or("Sheet", Kind::title))
    }

    /// The pane with that key.
    pub fn pane_with_key(&self, key: &str) -> Option<usize> {
        self.panes.iter().position(|pane| pane.key == key)
    }
}

impl Board {
    /// A scalar of the board as written.
    pub fn head(&self, head: Head) -> Option<&str> {
        self.heads.iter().find(|(name, _)| *name == head).map(|(_, value)| value.as_str())
    }

    /// A heading line as written.
    pub fn head_at(&self, at: HeadAt) -> Option<&str> {
        match at {
            HeadAt::Board(head) => self.head(head),
            HeadAt::Sheet(sheet, head) => self.sheets.get(sheet)?.head(head),
        }
    }

    /// Its title; empty where the file has none.
    pub fn title(&self) -> &str {
        self.head(Head::Title).unwrap_or_default()
    }

    /// Its mission; empty where the file has none.
    pub fn mission(&self) -> &str {
        self.head(Head::Mission).unwrap_or_default()
    }

    /// The effective period: the file's, else that of the file's name.
    pub fn period(&self) -> Option<Period> {
        match self.head(Head::Period) {
            Some(period) if !period.is_empty() => period.parse().ok(),
            _ => self.stem_period,
        }
    }

    /// The pane that a list belongs to.
    pub fn pane(&self, list: ListAt) -> Option<&Pane> {
        self.sheets.get(list.sheet)?.panes.get(list.pane)
    }

    /// The items of a list; none where there is no such list.
    pub fn items(&self, list: ListAt) -> &[Item] {
        let Some(pane) = self.pane(list) else { return &[] };
        match list.objective {
            None => &pane.items,
            Some(objective) => {
                let more = pane.items.get(objective).and_then(|item| item.more.as_ref());
                more.and_then(|more| more.results.as_deref()).unwrap_or(&[])
            }
        }
    }

    /// The items of a list, each with its text.
    pub fn views(&self, list: ListAt) -> impl ExactSizeIterator<Item = ItemView<'_>> + DoubleEndedIterator {
        self.items(list).iter().map(|item| ItemView::new(&self.text, item))
    }

    /// One item with its text.
    pub fn item(&self, at: ItemAt) -> Option<ItemView<'_>> {
        self.items(at.list).get(at.index).map(|item| ItemView::new(&self.text, item))
    }

    /// All lists of a sheet in reading order: an objective's key results right after it stand as lists of their own.
    pub fn lists(&self, sheet: usize) -> Vec<ListAt> {
        let Some(page) = self.sheets.get(sheet) else { return Vec::new() };
        let mut lists = Vec::new();
        for (index, pane) in page.panes.iter().enumerate() {
            lists.push(ListAt::pane(sheet, index));
            if pane.holds_objectives() {
                lists.extend((0..pane.items.len()).map(|objective| ListAt::results(sheet, index, objective)));
            }
        }
        lists
    }

    /// All items of all sheets, key results too, in the file's order of sheets.
    pub fn all_items(&self) -> impl Iterator<Item = (ItemAt, ItemView<'_>)> {
        let lists = (0..self.sheets.len()).flat_map(|sheet| self.lists(sheet));
        lists.flat_map(|list| self.views(list).enumerate().map(move |(index, view)| (list.item(index), view)))
    }

    /// How many action items are not done.
    pub fn open_actions(&self) -> usize {
        let panes = self.sheets.iter().flat_map(|sheet| &sheet.panes).filter(|pane| pane.key == ACTIONS);
        let items = panes.flat_map(|pane| &pane.items).map(|item| ItemView::new(&self.text, item));
        items.filter(|item| !item.is_done()).count()
    }

    /// The line of a byte offset of the text, from 1.
    pub fn line_of(&self, offset: usize) -> usize {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }
}
