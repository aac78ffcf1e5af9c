//! Tables of a document: a row is an item, its fields by the columns' names; or the columns are panes, and each cell holds items.
//! It must not know how tables are spelled.

use super::entry::{self, Place};
use super::line::Line;
use crate::exchange::import::columns::{self, Columns, Role};
use crate::exchange::import::names;
use crate::exchange::import::place::Placing;
use crate::model::{Kind, kind};

type Rows = Vec<Vec<Line>>;

/// Names of the column with the time of an event.
const WHEN: [&str; 8] = ["time", "date", "when", "timestamp", "datetime", "time utc", "date time", "day"];
/// So many rows tell what stands in a column.
const SAMPLE: usize = 200;

/// Places a table, its head first.
pub(super) fn place(rows: Rows, placing: &mut Placing, lost: &mut Vec<(usize, String)>) {
    let names = rows.first().map(|head| texts(head)).unwrap_or_default();
    lost.extend(
        rows.iter().flatten().flat_map(|cell| cell.comments.iter().map(|comment| (cell.at, comment.clone()))),
    );
    if columns::are_panes(&names) {
        panes(rows, placing);
    } else if rows.iter().flatten().filter(|cell| pane_in(cell).is_some()).count() > 1 {
        quarters(rows, placing, lost);
    } else if rows.iter().any(|row| is_objective(row)) {
        plan(rows, placing, lost);
    } else if are_pairs(&names) {
        pairs(&rows, placing);
    } else {
        items(rows, &names, placing, lost);
    }
}

/// A table of two columns that begins with a heading line: `| Date | 27 Jun 2025 |`.
fn are_pairs(names: &[String]) -> bool {
    let [first, second] = names else { return false };
    names::head(first).is_some() && Columns::new(std::slice::from_ref(second)).known() == 0
}

fn pairs(rows: &Rows, placing: &mut Placing) {
    for row in rows {
        let [name, value] = &row[..] else { continue };
        let text = entry::with_links(value);
        let is_head = names::head(&name.text).is_some_and(|head| placing.set_head(head, &text));
        if !(is_head || name.is_empty() && value.is_empty()) {
            let words = Line { text: format!("{}: {text}", name.text), ..name.clone() };
            placing.note(entry::words(&words, Place::default()));
        }
    }
}

/// The pane whose name is the first line of a cell, and the lines of its items.
fn pane_in(cell: &Line) -> Option<(&str, &str)> {
    let (name, rest) = cell.text.split_once('\n')?;
    names::pane(name).is_some().then_some((name, rest))
}

/// The four quarters of a SWOT, each a cell that begins with its name; what stands around them is listed.
fn quarters(rows: Rows, placing: &mut Placing, lost: &mut Vec<(usize, String)>) {
    for cell in rows.into_iter().flatten().filter(|cell| !cell.is_empty()) {
        let Some((name, items)) = pane_in(&cell) else {
            lost.push((cell.at, cell.text));
            continue;
        };
        placing.pane_named(name);
        let place = placing.pane_key().map_or_else(Place::default, Place::of);
        for text in columns::lines(items) {
            placing
                .push(entry::words(&Line { at: cell.at, text: text.to_owned(), ..Line::default() }, place));
        }
    }
    placing.leave_pane();
}

fn is_objective(row: &[Line]) -> bool {
    row.len() == 2 && names::folded(&row[0].text) == "objective"
}

/// An objective and its key results, one below the other, each with its name before it.
fn plan(rows: Rows, placing: &mut Placing, lost: &mut Vec<(usize, String)>) {
    placing.sheet_of(Kind::Plan);
    placing.pane(kind::OBJECTIVES);
    for row in rows {
        let [name, words] = &row[..] else { continue };
        let item = entry::words(words, Place::default());
        let is_result = columns::is_result(&name.text);
        match placing.last_item().filter(|_| is_result) {
            Some(objective) => objective.results.get_or_insert_default().push(item),
            None if is_objective(&row) || is_result => placing.push(item),
            None => lost
                .extend(row.iter().filter(|cell| !cell.is_empty()).map(|cell| (cell.at, cell.text.clone()))),
        }
    }
    placing.leave_pane();
}

fn texts(cells: &[Line]) -> Vec<String> {
    cells.iter().map(|cell| cell.text.trim().to_owned()).collect()
}

/// The four quarters of a SWOT have their names in two rows.
fn panes(rows: Rows, placing: &mut Placing) {
    let mut names = Vec::new();
    for row in rows {
        let texts = texts(&row);
        if names.is_empty()
            || columns::are_panes(&texts) && texts.iter().all(|text| names::pane(text).is_some())
        {
            names = texts;
            continue;
        }
        for (cell, name) in row.into_iter().zip(&names) {
            placing.pane_named(name);
            let place = placing.pane_key().map_or_else(Place::default, Place::of);
            let is_one = columns::lines(&cell.text).nth(1).is_none();
            for text in columns::lines(&cell.text) {
                let alone = Line { at: cell.at, text: text.to_owned(), ..Line::default() };
                let as_it_is = is_one && text == cell.text;
                placing.push(entry::words(if as_it_is { &cell } else { &alone }, place));
            }
        }
    }
}

fn items(rows: Rows, names: &[String], placing: &mut Placing, lost: &mut Vec<(usize, String)>) {
    let at = rows.iter().flatten().map(|cell| cell.at).find(|at| *at > 0).unwrap_or(1);
    if rows.len() < 2 {
        let cells = rows.into_iter().flatten().filter(|cell| !cell.is_empty());
        return lost.extend(cells.map(|cell| (cell.at, cell.text)));
    }
    let sample = rows.iter().skip(1).take(SAMPLE).map(|row| row.iter().map(|cell| &*cell.text).collect());
    let mut columns = Columns::of_table(names, &sample.collect::<Vec<Vec<&str>>>());
    columns.want_text();
    let is_when = |name: &String| WHEN.contains(&&*names::folded(name));
    if placing.pane_key() == Some("events")
        && let Some(at) = names.iter().position(is_when).filter(|_| columns.of(&Role::Tag).is_none())
    {
        columns.roles[at] = Role::Tag;
    }
    let (text, pane) = (columns.of(&Role::Text), columns.of(&Role::Pane));
    let is_action =
        names.first().and_then(|name| names::pane(name)).is_some_and(|(_, key)| key == kind::ACTIONS);
    if placing.pane_key().is_none() && is_action {
        placing.pane_named("actions");
    }
    for row in rows.into_iter().skip(1).filter(|row| row.iter().any(|cell| !cell.is_empty())) {
        if let Some(cell) = pane.and_then(|pane| row.get(pane)) {
            placing.pane_named(&cell.text);
        }
        let place = placing.pane_key().map_or_else(Place::default, Place::of);
        let words = text.and_then(|text| row.get(text)).cloned().unwrap_or_default();
        let mut item = entry::words(&words, place);
        for (at, cell) in row.iter().enumerate() {
            match columns.roles.get(at) {
                Some(Role::Tag) if !cell.text.is_empty() => item.draft.tag = Some(cell.text.clone()),
                Some(Role::Sheet) if !cell.text.is_empty() => {
                    item.extra.push(("x-sheet".to_owned(), cell.text.as_str().into()));
                }
                _ => columns.fill(&mut item, at, &entry::with_links(cell)),
            }
        }
        placing.push(item);
    }
    lost.extend(columns.not_understood().map(|told| (at, told)));
}
