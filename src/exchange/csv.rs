//! A board as a table for spreadsheets, one row an item, that comes back equal.
//!
//! What a cell cannot show stands in the last column, exactly (see [`exact`]). No cell begins a formula, and none becomes
//! another number or a date: a `'` stands before what would, and is taken away again (see `guard`). It must not know files;
//! how CSV is spelled is the csv crate's.

mod guard;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashSet;

use super::draft::{BoardDraft, ItemDraft, PaneDraft, SheetDraft};
use super::exact;
use super::import::{csv as reader, markdown::key_titled};
use super::json::{self, Json};
use crate::error::{Error, Result};
use crate::model::{Field, Head, Kind, Value, kind};
use crate::text;
use guard::words;

/// The first columns; a field each follows, and the last one holds what no other can.
pub const COLUMNS: [&str; 4] = ["sheet", "pane", "tag", "text"];
/// The last column.
pub const MORE: &str = "more";
/// The pane of the rows that are key results of the objective above them.
pub const KEY_RESULTS: &str = "Key Results";

/// The table of a board: RFC 4180, UTF-8 with the mark that makes spreadsheets read it as such.
///
/// # Errors
/// The table cannot be written.
pub fn table(board: &BoardDraft) -> Result<String> {
    let mut rows = Rows::new(board);
    rows.board(board);
    for sheet in &board.sheets {
        rows.sheet(sheet);
    }
    rows.finish()
}

struct Rows {
    out: ::csv::Writer<Vec<u8>>,
    fields: Vec<Field>,
    /// The first error of the writer; it writes to memory.
    failed: Option<::csv::Error>,
}

impl Rows {
    fn new(board: &BoardDraft) -> Self {
        let used = used(board);
        let fields = Field::ALL.into_iter().filter(|field| used.contains(field)).collect::<Vec<Field>>();
        let out = ::csv::WriterBuilder::new()
            .quote_style(::csv::QuoteStyle::Always)
            .terminator(::csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        let mut rows = Self { out, fields, failed: None };
        let names = rows.fields.iter().map(|field| field.key()).collect::<Vec<&str>>();
        rows.write(&[&COLUMNS[..], &names, &[MORE]].concat());
        rows
    }

    fn write(&mut self, cells: &[&str]) {
        if let Err(error) = self.out.write_record(cells) {
            self.failed.get_or_insert(error);
        }
    }

    /// A row without fields.
    fn row(&mut self, cells: [&str; 4], more: Option<&Json>) {
        self.row_of(&cells.map(words), more);
    }

    fn row_of(&mut self, cells: &[Cow<'_, str>; 4], more: Option<&Json>) {
        let more = more.map(Json::to_line).unwrap_or_default();
        let mut row = cells.iter().map(AsRef::as_ref).collect::<Vec<&str>>();
        row.resize(COLUMNS.len() + self.fields.len(), "");
        row.push(&more);
        self.write(&row);
    }

    fn board(&mut self, board: &BoardDraft) {
        let mut read = BoardDraft::default();
        keep_shown(&board.heads, &mut read.heads);
        let title = board.head(Head::Title).unwrap_or_default();
        self.row(["", "", Head::Title.key(), title], exact::beside_board(&read, board).as_ref());
        self.heads("", &board.heads);
    }

    fn heads(&mut self, sheet: &str, heads: &[(Head, String)]) {
        for (head, value) in heads.iter().filter(|(head, _)| *head != Head::Title) {
            // A day is one here too.
            let value = if head.is_date() { guard::value(Field::Due, value) } else { words(value) };
            self.row_of(&[words(sheet), "".into(), head.key().into(), value], None);
        }
    }

    fn sheet(&mut self, sheet: &SheetDraft) {
        let title = sheet.title();
        let kind = sheet.kind.clone().unwrap_or_default();
        let mut read =
            SheetDraft { kind: Some(kind.clone()).filter(|kind| is_shown(kind)), ..SheetDraft::default() };
        keep_shown(&sheet.heads, &mut read.heads);
        self.row([title, "", "kind", &kind], exact::beside_sheet(&read, sheet).as_ref());
        self.heads(title, &sheet.heads);
        let mut titles = HashSet::new();
        for pane in &sheet.panes {
            self.pane(title, pane, sheet.known_kind(), &mut titles);
        }
    }

    fn pane(&mut self, sheet: &str, pane: &PaneDraft, kind: Option<Kind>, titles: &mut HashSet<String>) {
        let title = pane.title(kind);
        let title = if title.trim().is_empty() { "(no title)".to_owned() } else { title };
        let is_of_kind = kind.is_some_and(|kind| kind.panes().iter().any(|spec| spec.key == pane.key));
        let is_new = titles.insert(text::safe(&title).into_owned());
        let is_told =
            is_shown(&title) && key_titled(&title, kind) == pane.key && is_new && title != KEY_RESULTS;
        if !is_told || pane.items.is_empty() && !is_of_kind {
            let key = Json::map([("key", pane.key.as_str().into())]);
            self.row([sheet, &title, "", ""], Some(&key));
        }
        for item in &pane.items {
            let results =
                item.results.as_deref().filter(|_| pane.key == kind::OBJECTIVES).unwrap_or_default();
            self.item([sheet, &title], item, results.is_empty());
            for result in results {
                self.item([sheet, KEY_RESULTS], result, true);
            }
        }
    }

    /// The row of an item; its key results stand beside it unless they are rows.
    fn item(&mut self, place: [&str; 2], item: &ItemDraft, with_results: bool) {
        let value = |field: &Field| (*field, item.field(*field).map(Value::to_text).unwrap_or_default());
        let values = self.fields.iter().map(value).collect::<Vec<(Field, String)>>();
        let said = [item.draft.tag.as_deref().unwrap_or_default(), &item.draft.text];
        let values = values.iter().map(|(field, value)| guard::value(*field, value));
        let mut cells = place.into_iter().chain(said).map(words).chain(values).collect::<Vec<Cow<str>>>();
        let shown = cells.iter().map(AsRef::as_ref).collect::<Vec<&str>>();
        let read = reader::item_of(&shown[place.len()..], &self.fields);
        let mut wanted = item.clone();
        if !with_results {
            wanted.results = None;
        }
        let more = exact::beside_item(&read, &wanted).map(|json| json.to_line()).unwrap_or_default();
        cells.push(Cow::Owned(more));
        let cells = cells.iter().map(AsRef::as_ref).collect::<Vec<&str>>();
        self.write(&cells);
    }

    fn finish(self) -> Result<String> {
        let wrong = |cause: String| Error::new("write the board as CSV", cause, "");
        if let Some(error) = self.failed {
            return Err(wrong(error.to_string()));
        }
        let bytes = self.out.into_inner().map_err(|error| wrong(error.to_string()))?;
        String::from_utf8(bytes).map_err(|error| wrong(error.to_string()))
    }
}

/// The fields that any item has.
fn used(board: &BoardDraft) -> HashSet<Field> {
    let items = board.sheets.iter().flat_map(|sheet| &sheet.panes).flat_map(|pane| &pane.items);
    let all = items.flat_map(|item| std::iter::once(item).chain(item.results.iter().flatten()));
    all.flat_map(|item| item.draft.fields.iter().map(|(field, _)| *field)).collect()
}

/// The heading lines that their cells bring back.
fn keep_shown(heads: &[(Head, String)], read: &mut Vec<(Head, String)>) {
    read.extend(heads.iter().filter(|(_, value)| is_shown(value)).cloned());
}

/// Whether a cell shows the text as it is.
fn is_shown(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && c != '\n' || json::is_active(c))
}
