//! From the tables of spreadsheets and retrospective tools to a board: columns are fields by their names, or panes.
//! A file may hold several, parted by blank lines. It must not know our own table.

mod rows;
mod sections;

use super::{Row, plain};
use crate::exchange::draft::ItemDraft;
use crate::exchange::import::columns::{self, Columns};
use crate::exchange::import::place::Placing;
use crate::exchange::import::{Imported, Unplaced, names};
use crate::model::{Head, tag};

/// How many rows are looked at for the one with the names.
pub(super) const LOOK_AHEAD: usize = 12;
/// The name of a column is no longer.
const NAME_CHARS: usize = 60;
/// A line above a table that is longer is no title.
const TITLE_CHARS: usize = 200;

type Lost = Vec<(usize, String)>;

pub(super) fn read(rows: &[Row]) -> Imported {
    let (mut placing, mut lost) = (Placing::default(), Vec::new());
    if sections::are_sections(rows) {
        sections::read(rows, &mut placing, &mut lost);
    } else {
        let mut rest = rows;
        while !rest.is_empty() {
            let (first, others) = rest.split_at(table_ends(rest));
            table(first, &mut placing, &mut lost);
            rest = others;
        }
    }
    Imported { board: placing.finish(), unplaced: Unplaced::in_order(lost) }
}

/// Whether rows look like a table without names for its columns.
pub(super) fn are_likely_sections(rows: &[Row]) -> bool {
    sections::are_likely(rows)
}

/// How many rows the first table has: up to a blank line with the names of another one below it.
fn table_ends(rows: &[Row]) -> usize {
    let begin = head(rows).map_or(0, |(at, _)| at);
    let begins = |at: &usize| {
        let blank = rows[*at].line > rows[at - 1].ends() + 1;
        let names = rows[*at..].iter().take(3).position(|row| filled(row).nth(1).is_some());
        blank && names.is_some_and(|names| score(&rows[at + names]) > 1 && !is_item(&rows[at + names]))
    };
    (begin + 1..rows.len()).find(begins).unwrap_or(rows.len())
}

/// Whether a row holds figures, as no row of names does.
fn is_item(row: &Row) -> bool {
    filled(row).any(|cell| cell.bytes().all(|byte| byte.is_ascii_digit()))
}

fn table(rows: &[Row], placing: &mut Placing, lost: &mut Lost) {
    let head = head(rows).map(|(at, _)| at);
    for row in &rows[..head.unwrap_or(0)] {
        before(row, placing, lost);
    }
    let names = head.map_or_else(Vec::new, |at| texts(&rows[at]));
    let body = &rows[head.map_or(0, |at| at + 1)..];
    if columns::are_panes(&names) {
        rows::panes(&names, body, placing);
    } else {
        let widest = body.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(names.len());
        let mut names = names;
        names.resize(widest, String::new());
        rows::items(&names, body, placing, lost, head.map_or(1, |at| rows[at].line));
    }
}

fn texts(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| plain(cell).trim().to_owned()).collect()
}

fn filled(row: &Row) -> impl Iterator<Item = &str> {
    row.cells.iter().map(|cell| plain(cell).trim()).filter(|cell| !cell.is_empty())
}

/// The row with the names of the columns, the first of those that say most, and how many names are known.
pub(super) fn head(rows: &[Row]) -> Option<(usize, usize)> {
    let scores = rows.iter().take(LOOK_AHEAD).map(score).enumerate().collect::<Vec<_>>();
    let best = scores.into_iter().rev().max_by_key(|(_, score)| *score)?;
    (best.1 > 0).then_some(best)
}

fn score(row: &Row) -> usize {
    let names = texts(row);
    let is_name = |name: &&String| name.chars().count() <= NAME_CHARS && labelled(name).is_none();
    let known = |name: &&String| Columns::new(std::slice::from_ref(*name)).known() > 0;
    let count = names.iter().filter(is_name).filter(known).count();
    if columns::are_panes(&names) { count.max(2) } else { count }
}

/// `Votes: 3`: the name, and what it is.
fn labelled(cell: &str) -> Option<(&str, &str)> {
    let (name, value) = cell.split_once(':')?;
    (!value.trim().is_empty()).then(|| (name.trim(), value.trim()))
}

/// A row above the names: a heading line, a title, the name of the pane of all rows, or a note.
fn before(row: &Row, placing: &mut Placing, lost: &mut Lost) {
    let cells = filled(row).collect::<Vec<&str>>();
    match cells[..] {
        [] => {}
        [text] if names::pane(text).is_some() => placing.pane_named(text),
        [text] if placing.board.head(Head::Title).is_none() && text.len() <= TITLE_CHARS => {
            title(text, placing);
        }
        [text] if placing.board.sheets.is_empty() && tag::split(text, false).0.is_none() => {
            lost.push((row.line, text.to_owned()));
        }
        [name, value] if names::head(name).is_some_and(|head| placing.set_head(head, value)) => {}
        [name, value] => {
            placing.note(ItemDraft::from_line(&format!("{}: {value}", name.trim_end_matches(':'))));
        }
        _ => placing.note(ItemDraft::from_line(&cells.join(": "))),
    }
}

/// The title of a table: what it names in quotes, as in `Retrospectives Summary for 'Sprint 12' (https://…)`, else all of it.
fn title(text: &str, placing: &mut Placing) {
    let quoted = text.split_once(" for '").and_then(|(_, rest)| rest.split_once('\''));
    placing.set_head(Head::Title, quoted.map_or(text, |(name, _)| name));
    if quoted.is_some() {
        placing.note(ItemDraft::from_line(text));
    }
}
