//! From a table that this program wrote, and that people may have edited since, to its board.
//! It must not know the tables of other programs.

use std::collections::HashMap;

use super::{Row, item_of, plain};
use crate::exchange::csv::{COLUMNS, KEY_RESULTS};
use crate::exchange::draft::SheetDraft;
use crate::exchange::exact;
use crate::exchange::import::markdown::key_titled;
use crate::exchange::import::place::{Placing, holds_objectives};
use crate::exchange::import::{Imported, Unplaced};
use crate::exchange::json::Json;
use crate::model::{Field, Head};

pub(super) fn read(rows: &[Row]) -> Imported {
    let head = rows
        .first()
        .map(|row| row.cells.iter().skip(COLUMNS.len()).collect::<Vec<&str>>())
        .unwrap_or_default();
    let fields = head.iter().map_while(|name| Field::from_key(name)).collect();
    let mut table = Table { fields, ..Table::default() };
    for row in rows.iter().skip(1) {
        table.row(row);
    }
    Imported { board: table.placing.board, unplaced: Unplaced::in_order(table.lost) }
}

#[derive(Default)]
struct Table {
    placing: Placing,
    fields: Vec<Field>,
    /// The title in the cells of the sheet that is being filled.
    sheet: String,
    /// The keys of panes that a row told, by their titles there.
    keys: HashMap<String, String>,
    lost: Vec<(usize, String)>,
}

impl Table {
    fn row(&mut self, row: &Row) {
        let cells = row.cells.iter().collect::<Vec<&str>>();
        let cell = |at: usize| cells.get(at).copied().map(plain).unwrap_or_default();
        let more = cells.get(COLUMNS.len() + self.fields.len()).copied().unwrap_or_default();
        let beside = Json::parse(more).ok().filter(|json| matches!(json, Json::Map(_)));
        if !more.is_empty() && beside.is_none() {
            self.lost.push((row.line, more.to_owned()));
        }
        let (sheet, pane) = (cell(0), cell(1));
        if !pane.is_empty() {
            self.item(row.line, &cells, beside);
        } else if sheet.is_empty() || cell(2) != "kind" {
            self.head(row.line, [sheet, cell(2), cell(3)], beside.as_ref());
        } else {
            self.begin_sheet(row.line, sheet, cell(3), beside.as_ref());
        }
    }

    fn begin_sheet(&mut self, line: usize, title: &str, kind: &str, beside: Option<&Json>) {
        let said = beside.and_then(exact::kind_beside);
        let kind = said.unwrap_or_else(|| Some(kind.to_owned()).filter(|kind| !kind.is_empty()));
        let of_kind = SheetDraft { kind: kind.clone(), ..SheetDraft::default() }.known_kind();
        let mut sheet = of_kind.map_or_else(SheetDraft::default, SheetDraft::of_kind);
        sheet.kind = kind;
        sheet.set_head(Head::Title, title);
        self.over(line, beside, |beside| exact::lay_over_sheet(&mut sheet, beside));
        self.placing.begin_sheet(sheet);
        title.clone_into(&mut self.sheet);
        self.keys.clear();
    }

    fn over(&mut self, line: usize, beside: Option<&Json>, lay: impl FnOnce(&Json) -> bool) {
        if let Some(beside) = beside
            && !lay(beside)
        {
            self.lost.push((line, beside.to_line()));
        }
    }

    /// A heading line; what stood exactly beside the title holds.
    fn head(&mut self, line: usize, [sheet, key, value]: [&str; 3], beside: Option<&Json>) {
        let mut board = std::mem::take(&mut self.placing.board);
        self.over(line, beside, |beside| exact::lay_over_board(&mut board, beside));
        self.placing.board = board;
        let heads = match self.placing.sheet() {
            Some(there) if !sheet.is_empty() => exact::heads_of(there),
            _ => &Head::OF_BOARD[..],
        };
        let Some(head) = heads.iter().find(|head| head.key() == key) else {
            if !value.is_empty() {
                self.lost.push((line, format!("{key}: {value}")));
            }
            return;
        };
        if sheet.is_empty() {
            if self.placing.board.head(*head).is_none() {
                self.placing.board.set_head(*head, value);
            }
        } else if let Some(there) = self.placing.sheet().filter(|there| there.head(*head).is_none()) {
            there.set_head(*head, value);
        }
    }

    fn item(&mut self, line: usize, cells: &[&str], beside: Option<Json>) {
        let (sheet, title) = (plain(cells[0]), plain(cells[1]));
        if sheet != self.sheet {
            self.other_sheet(sheet);
        }
        if let Some(key) = beside.as_ref().and_then(key_in) {
            self.placing.pane(&key);
            self.keys.insert(title.to_owned(), key);
            return;
        }
        let mut item = item_of(&cells[2..], &self.fields);
        if let Some(beside) = beside {
            let line_of_it = beside.to_line();
            if !exact::lay_over_item(&mut item, beside) {
                self.lost.push((line, line_of_it));
            }
        }
        let is_result = title == KEY_RESULTS
            && !self.keys.contains_key(title)
            && holds_objectives(self.placing.pane_key());
        if is_result && let Some(objective) = self.placing.last_item() {
            objective.results.get_or_insert_default().push(item);
            return;
        }
        let kind = self.placing.sheet().and_then(|sheet| sheet.known_kind());
        let key = self.keys.get(title).cloned().unwrap_or_else(|| key_titled(title, kind));
        self.placing.pane(&key);
        self.placing.push(item);
    }

    /// Rows that somebody sorted or added: on with the sheet of that title, or with a new one.
    fn other_sheet(&mut self, title: &str) {
        if !self.placing.go_to(title) {
            self.placing.begin_open_sheet(title);
        }
        title.clone_into(&mut self.sheet);
        self.keys.clear();
    }
}

fn key_in(beside: &Json) -> Option<String> {
    match beside {
        Json::Map(entries) => match &entries[..] {
            [(key, Json::Text(text))] if key == "key" => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}
