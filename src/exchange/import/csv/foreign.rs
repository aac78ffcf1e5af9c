//! From the tables of spreadsheets and retrospective tools to a board: columns are fields by their names, or panes.
//! It must not know our own table.

use super::{Row, plain};
use crate::exchange::draft::ItemDraft;
use crate::exchange::import::columns::{self, Columns, Role};
use crate::exchange::import::place::Placing;
use crate::exchange::import::{Imported, Unplaced, fields, names};
use crate::model::{Field, Kind, kind};

/// How many rows are looked at for the one with the names.
pub(super) const LOOK_AHEAD: usize = 12;

pub(super) fn read(rows: &[Row]) -> Imported {
    let (mut placing, mut lost) = (Placing::default(), Vec::new());
    let head = head(rows).map(|(at, _)| at);
    for row in &rows[..head.unwrap_or(0)] {
        before(row, &mut placing);
    }
    let names = head.map_or_else(Vec::new, |at| texts(&rows[at]));
    let body = &rows[head.map_or(0, |at| at + 1)..];
    if columns::are_panes(&names) {
        panes(&names, body, &mut placing);
    } else {
        let widest = body.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(names.len());
        let mut names = names;
        names.resize(widest, String::new());
        items(&names, body, &mut placing, &mut lost, head.map_or(1, |at| rows[at].line));
    }
    Imported { board: placing.finish(), unplaced: Unplaced::in_order(lost) }
}

fn texts(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| plain(cell).trim().to_owned()).collect()
}

/// The row with the names of the columns, the first of those that say most, and how many names are known.
pub(super) fn head(rows: &[Row]) -> Option<(usize, usize)> {
    let score = |row: &Row| {
        let names = texts(row);
        let known = names.iter().filter(|name| Columns::new(std::slice::from_ref(name)).known() > 0).count();
        if columns::are_panes(&names) { known.max(2) } else { known }
    };
    let scores = rows.iter().take(LOOK_AHEAD).map(score).enumerate().collect::<Vec<_>>();
    let best = scores.into_iter().rev().max_by_key(|(_, score)| *score)?;
    (best.1 > 0).then_some(best)
}

/// A row above the names: a heading line, or a note.
fn before(row: &Row, placing: &mut Placing) {
    let cells = texts(row).into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<String>>();
    let is_head = match &cells[..] {
        [name, value] => names::head(name).is_some_and(|head| placing.set_head(head, value)),
        _ => false,
    };
    if !is_head && !cells.is_empty() {
        placing.note(ItemDraft::from_line(&cells.join(": ")));
    }
}

/// Columns that are panes; one that is a field between them belongs to the pane before it.
fn panes(names: &[String], rows: &[Row], placing: &mut Placing) {
    for row in rows {
        let mut is_filled = false;
        for (at, cell) in row.cells.iter().enumerate() {
            let name = names.get(at).map_or("", String::as_str);
            let field = fields::named(name).filter(|_| names::pane(name).is_none());
            if let Some((field, _)) = field {
                let value = fields::value(field, plain(cell)).ok().flatten();
                if let (true, Some(value), Some(item)) = (is_filled, value, placing.last_item()) {
                    item.set_field(field, value);
                }
                continue;
            }
            placing.pane_named(name);
            is_filled = false;
            for text in columns::lines(plain(cell)) {
                placing.push(ItemDraft::from_line(text));
                is_filled = true;
            }
        }
    }
}

fn items(
    names: &[String],
    rows: &[Row],
    placing: &mut Placing,
    lost: &mut Vec<(usize, String)>,
    line: usize,
) {
    let mut columns = Columns::new(names);
    columns.want_text();
    let column = |role: &Role| columns.of(role);
    let (sheet, pane, tag, text) =
        (column(&Role::Sheet), column(&Role::Pane), column(&Role::Tag), column(&Role::Text));
    let are_promised =
        [Field::Owner, Field::Due, Field::Done].iter().any(|field| column(&Role::Field(*field)).is_some());
    let mut title = String::new();
    for row in rows {
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.cells.get(at)).map(|cell| plain(cell).trim()).unwrap_or_default()
        };
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if !cell(sheet).is_empty() && cell(sheet) != title {
            cell(sheet).clone_into(&mut title);
            begin_sheet(&title, placing);
        }
        if !cell(pane).is_empty() {
            placing.pane_named(cell(pane));
        } else if pane.is_none() && are_promised {
            placing.sheet_of(Kind::Retro);
            placing.pane(kind::ACTIONS);
        } else {
            placing.leave_pane();
        }
        let mut item = match cell(tag) {
            "" => ItemDraft::from_line(cell(text)),
            tag => {
                let mut item = ItemDraft::default();
                item.draft.tag = Some(tag.to_owned());
                cell(text).clone_into(&mut item.draft.text);
                item
            }
        };
        for (at, cell) in row.cells.iter().enumerate() {
            columns.fill(&mut item, at, plain(cell));
        }
        placing.push(item);
    }
    lost.extend(columns.not_understood().map(|told| (line, told)));
}

fn begin_sheet(title: &str, placing: &mut Placing) {
    if placing.go_to(title) {
        return;
    }
    placing.begin_open_sheet(title);
    if let Some(kind) = names::kind(title) {
        placing.sheet_of(kind);
    }
}
