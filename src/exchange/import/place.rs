//! A board that is being put together from headings and items: where the next item goes, sheets whose kind shows later.
//! It must not know the form that is read.

use std::collections::HashMap;

use crate::exchange::draft::{BoardDraft, ItemDraft, PaneDraft, SheetDraft};
use crate::exchange::exact::heads_of;
use crate::exchange::import::{dates, names};
use crate::model::{Field, Head, Kind, kind};
use crate::yaml::VALUES_LIMIT;

/// The extra pane for what stands on a sheet and in none of its panes.
const NOTES: &str = "notes";

/// A board with a place in it.
#[derive(Debug, Default)]
pub(super) struct Placing {
    pub board: BoardDraft,
    /// For each sheet what is known of it beside its contents.
    sheets: Vec<Known>,
    sheet: Option<usize>,
    pane: Option<usize>,
    /// The last sheet of each kind.
    last: HashMap<Kind, usize>,
    /// Sheets by the titles they were begun with.
    titled: HashMap<String, usize>,
    /// How many values its items hold.
    values: usize,
}

#[derive(Debug, Default)]
struct Known {
    panes: HashMap<String, usize>,
    /// Whether its panes have still to say of what kind it is.
    is_open: bool,
    /// Heading lines that wait for the kind.
    waiting: Vec<(Head, String)>,
}

impl Placing {
    /// Begins a sheet that is what it is.
    pub fn begin_sheet(&mut self, sheet: SheetDraft) {
        self.sheet = Some(self.board.sheets.len());
        self.pane = None;
        if let (Some(kind), Some(at)) = (sheet.known_kind(), self.sheet) {
            self.last.insert(kind, at);
        }
        self.sheets.push(Known { panes: places(&sheet), ..Known::default() });
        self.board.sheets.push(sheet);
    }

    /// Begins a sheet whose kind the panes in it will say.
    pub fn begin_open_sheet(&mut self, title: &str) {
        self.begin_sheet(SheetDraft::default());
        self.titled.entry(title.to_owned()).or_insert(self.sheets.len() - 1);
        if let Some(known) = self.sheets.last_mut() {
            known.is_open = true;
        }
        self.set_title(title);
    }

    /// The sheet that is being filled.
    pub fn sheet(&mut self) -> Option<&mut SheetDraft> {
        self.board.sheets.get_mut(self.sheet?)
    }

    /// Gives the sheet a title, where it has none.
    pub fn set_title(&mut self, title: &str) {
        if let Some(sheet) = self.sheet().filter(|sheet| sheet.head(Head::Title).is_none()) {
            sheet.set_head(Head::Title, title);
        }
    }

    /// Whether the sheet waits for this kind, or is of it and nothing stands on it.
    pub fn is_blank(&mut self, kind: Kind) -> bool {
        let is_open = self.is_open();
        self.sheet().is_some_and(|sheet| {
            let is_empty = sheet.heads.is_empty() && sheet.panes.iter().all(|pane| pane.items.is_empty());
            is_open && sheet.head(Head::Title).is_none() || sheet.known_kind() == Some(kind) && is_empty
        })
    }

    /// Whether the sheet is of this kind, and the panes of that are empty.
    pub fn has_no_items(&mut self, kind: Kind) -> bool {
        let is_of_kind = |key: &str| kind.panes().iter().any(|spec| spec.key == key);
        self.sheet().is_some_and(|sheet| {
            sheet.known_kind() == Some(kind)
                && sheet.panes.iter().all(|pane| pane.items.is_empty() || !is_of_kind(&pane.key))
        })
    }

    fn is_open(&self) -> bool {
        self.sheet.is_some_and(|at| self.sheets[at].is_open)
    }

    /// Begins a sheet of a kind, unless the one being filled waits for it.
    pub fn sheet_of(&mut self, kind: Kind) {
        if self.is_open() {
            self.decide(kind);
        } else if self.sheet().is_none_or(|sheet| sheet.known_kind() != Some(kind)) {
            match self.last.get(&kind) {
                Some(at) => {
                    self.sheet = Some(*at);
                    self.pane = None;
                }
                None => self.begin_sheet(SheetDraft::of_kind(kind)),
            }
        }
    }

    /// Goes on with the sheet of that title: one that was begun with it, or the last of its kind. Whether there is one.
    pub fn go_to(&mut self, title: &str) -> bool {
        let mut of_kinds = self.last.values().copied();
        let at = self.titled.get(title).copied();
        let at = at.or_else(|| of_kinds.find(|at| self.board.sheets[*at].title() == title));
        if at.is_some() {
            self.sheet = at;
            self.pane = None;
        }
        at.is_some()
    }

    /// Goes on in the pane of that name, on a sheet that has it; none where the name is empty.
    pub fn pane_named(&mut self, name: &str) {
        match names::pane(name) {
            Some((kind, key)) => {
                self.sheet_of(kind);
                self.pane(key);
            }
            None if name.trim().is_empty() => self.leave_pane(),
            None => {
                if names::is_retro_column(name) {
                    self.sheet_of(Kind::Retro);
                }
                self.extra_pane(&names::pane_key(name));
            }
        }
    }

    /// Says of what kind the open sheet is.
    fn decide(&mut self, kind: Kind) {
        let Some(at) = self.sheet else { return };
        let key = self.pane_key().map(str::to_owned);
        let open = std::mem::replace(&mut self.board.sheets[at], SheetDraft::of_kind(kind));
        let sheet = &mut self.board.sheets[at];
        sheet.extra = open.extra;
        for (head, value) in &open.heads {
            sheet.set_head(*head, value);
        }
        sheet.add_panes(open.panes);
        let waiting = std::mem::take(&mut self.sheets[at].waiting);
        self.sheets[at] = Known { panes: places(sheet), ..Known::default() };
        self.last.insert(kind, at);
        self.pane = key.and_then(|key| self.sheets[at].panes.get(&key).copied());
        for (head, value) in waiting {
            if !self.set_head(head, &value) {
                self.note(ItemDraft::from_line(&format!("{}: {value}", head.label().to_uppercase())));
            }
        }
    }

    /// Goes on in the pane of that key on the sheet, made where it is missing.
    pub fn pane(&mut self, key: &str) {
        if self.sheet.is_none() {
            self.begin_open_sheet("");
        }
        let Some(at) = self.sheet else { return };
        let panes = &mut self.board.sheets[at].panes;
        let there = self.sheets[at].panes.get(key).copied();
        self.pane = Some(there.unwrap_or_else(|| {
            panes.push(PaneDraft { key: key.to_owned(), items: Vec::new() });
            self.sheets[at].panes.insert(key.to_owned(), panes.len() - 1);
            panes.len() - 1
        }));
    }

    /// As [`Self::pane`], for a pane of the sheet's kind or an extra one; the key of what is no list gets an `x-` before it.
    pub fn extra_pane(&mut self, key: &str) {
        let is_taken = key == "kind" || Head::OF_SHEETS.iter().any(|head| head.key() == key);
        if is_taken { self.pane(&format!("x-{key}")) } else { self.pane(key) }
    }

    /// Takes an extra pane without items away again. Whether it was there, on the sheet that is being filled.
    pub fn drop_empty(&mut self, key: &str) -> bool {
        let Some(at) = self.sheet else { return false };
        let there = self.sheets[at].panes.get(key).and_then(|pane| self.board.sheets[at].panes.get(*pane));
        if there.is_none_or(|pane| !pane.items.is_empty()) {
            return false;
        }
        let open = self.pane_key().filter(|open| *open != key).map(str::to_owned);
        let sheet = &mut self.board.sheets[at];
        let is_of_kind =
            sheet.known_kind().is_some_and(|kind| kind.panes().iter().any(|spec| spec.key == key));
        let panes = sheet.panes.len();
        sheet.panes.retain(|pane| is_of_kind || pane.key != key || !pane.items.is_empty());
        if sheet.panes.len() == panes {
            return false;
        }
        self.sheets[at].panes = places(sheet);
        self.pane = open.and_then(|open| self.sheets[at].panes.get(&open).copied());
        true
    }

    /// No pane is open any more.
    pub fn leave_pane(&mut self) {
        self.pane = None;
    }

    /// The key of the pane that items go to.
    pub fn pane_key(&self) -> Option<&str> {
        Some(&self.board.sheets.get(self.sheet?)?.panes.get(self.pane?)?.key)
    }

    /// Adds an item to the pane; where none is open, to the notes of the sheet.
    pub fn push(&mut self, item: ItemDraft) {
        if self.pane.is_none() {
            self.pane(NOTES);
            self.push_here(item);
            self.pane = None;
        } else {
            self.push_here(item);
        }
    }

    fn push_here(&mut self, item: ItemDraft) {
        // More than a board holds is refused in the end: what follows need not be kept until then.
        if let (Some(at), Some(pane)) = (self.sheet, self.pane)
            && self.values <= VALUES_LIMIT
        {
            self.values += item.values();
            self.board.sheets[at].panes[pane].items.push(item);
        }
    }

    /// Adds an item to a pane of a kind, and goes on in the pane that was open.
    pub fn push_to(&mut self, kind: Kind, key: &str, item: ItemDraft) {
        let open = self.pane_key().map(str::to_owned);
        self.sheet_of(kind);
        let sheet = self.sheet;
        self.extra_pane(key);
        self.push(item);
        self.pane = None;
        if let Some(open) = open.filter(|_| self.sheet == sheet) {
            self.pane(&open);
        }
    }

    /// Adds an item to the notes of the sheet.
    pub fn note(&mut self, item: ItemDraft) {
        let pane = self.pane.take();
        self.push(item);
        self.pane = pane;
    }

    /// The last item of the pane.
    pub fn last_item(&mut self) -> Option<&mut ItemDraft> {
        let pane = self.pane?;
        self.sheet()?.panes.get_mut(pane)?.items.last_mut()
    }

    /// Gives the board or the sheet a heading line. Whether there is a place for it that is free.
    pub fn set_head(&mut self, head: Head, value: &str) -> bool {
        let is_brief = self.sheet().is_some_and(|sheet| sheet.known_kind() == Some(Kind::Brief));
        let head = if is_brief && head == Head::Date { Head::Published } else { head };
        let value = match head {
            Head::Period => dates::period(value).map(|period| period.to_string()),
            head if head.is_date() => dates::date(value),
            _ => Some(value.to_owned()),
        };
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else { return false };
        if Head::OF_BOARD.contains(&head) && (head != Head::Title || self.sheet.is_none()) {
            let there = self.board.head(head);
            let (is_free, is_said) = (there.is_none(), there == Some(&value));
            if is_free {
                self.board.set_head(head, &value);
            }
            return is_free || is_said;
        }
        if self.sheet.is_none() && head != Head::Title {
            self.begin_open_sheet("");
        }
        if self.is_open() && !matches!(head, Head::Title | Head::Motto) {
            let Some(known) = self.sheet.map(|at| &mut self.sheets[at]) else { return false };
            known.waiting.push((head, value));
            return true;
        }
        let Some(sheet) = self.sheet() else { return false };
        let there = sheet.head(head);
        let is_said = there == Some(&value);
        let is_free = heads_of(sheet).contains(&head) && there.is_none();
        if is_free {
            sheet.set_head(head, &value);
        }
        is_free || is_said
    }

    /// How many items are in the pane.
    pub fn pane_len(&mut self) -> usize {
        self.pane_items_from(0).len()
    }

    /// The items of the pane from an index on.
    pub fn pane_items_from(&mut self, from: usize) -> &mut [ItemDraft] {
        let Some(pane) = self.pane else { return &mut [] };
        let pane = self.sheet().and_then(|sheet| sheet.panes.get_mut(pane));
        pane.and_then(|pane| pane.items.get_mut(from..)).unwrap_or_default()
    }

    /// The board; a sheet that no pane said the kind of is a retro where somebody is to do something, else a brief.
    pub fn finish(mut self) -> BoardDraft {
        for at in 0..self.sheets.len() {
            if self.sheets[at].is_open {
                let items = self.board.sheets[at].panes.iter().flat_map(|pane| &pane.items);
                let is_retro = items.into_iter().any(|item| {
                    item.field(Field::Done).or(item.field(Field::Due)).or(item.field(Field::Owner)).is_some()
                });
                self.sheet = Some(at);
                self.pane = None;
                self.decide(if is_retro { Kind::Retro } else { Kind::Brief });
            }
        }
        self.board
    }
}

/// Whether items of that pane are objectives.
pub(super) fn holds_objectives(key: Option<&str>) -> bool {
    key == Some(kind::OBJECTIVES)
}

fn places(sheet: &SheetDraft) -> HashMap<String, usize> {
    sheet.panes.iter().enumerate().map(|(at, pane)| (pane.key.clone(), at)).collect()
}
