//! Tables without names for their columns: a row with the name of a pane, and the items of that pane in the rows below it.
//! It must not know columns.

use super::{Lost, Row, before, filled, labelled};
use crate::exchange::draft::ItemDraft;
use crate::exchange::import::place::Placing;
use crate::exchange::import::{columns, fields, names};
use crate::model::Field;

/// So many rows tell whether a table is one.
const SAMPLE: usize = 1000;

/// The name of a pane that stands alone in its row.
fn name(row: &Row) -> Option<&str> {
    let mut cells = filled(row);
    let (name, None) = (cells.next()?, cells.next()) else { return None };
    (names::pane(name).is_some() || names::is_retro_column(name)).then_some(name)
}

/// Whether two panes are named so, with items below the first one.
pub(super) fn are_sections(rows: &[Row]) -> bool {
    let mut places = rows.iter().take(SAMPLE).enumerate().filter(|(_, row)| name(row).is_some());
    let (first, second) = (places.next(), places.next());
    first.zip(second).is_some_and(|((first, _), (second, _))| second > first + 1)
}

/// Whether rows look like such a table and not like a page: each item has votes, or something with a name, beside it.
pub(super) fn are_likely(rows: &[Row]) -> bool {
    let is_told = |cell: &str| labelled(cell).is_some() || Field::Votes.shape().admits(cell);
    let is_item = |row: &&Row| filled(row).nth(1).is_some() && filled(row).skip(1).all(is_told);
    let mut items = rows.iter().filter(|row| name(row).is_none()).peekable();
    are_sections(rows) && items.peek().is_some() && items.all(|row| is_item(&row))
}

pub(super) fn read(rows: &[Row], placing: &mut Placing, lost: &mut Lost) {
    let mut is_open = false;
    for row in rows {
        if let Some(name) = name(row) {
            placing.pane_named(name);
            is_open = true;
        } else if is_open {
            let mut cells = filled(row);
            if let Some(text) = cells.next() {
                placing.push(item(text, cells));
            }
        } else {
            before(row, placing, lost);
        }
    }
}

/// An item, with what stands beside it: `Votes: 3`, a bare figure for its votes, or a note.
fn item<'c>(text: &str, cells: impl Iterator<Item = &'c str>) -> ItemDraft {
    let mut item = ItemDraft::from_line(text);
    for cell in cells {
        let named = labelled(cell).and_then(|(name, value)| Some((fields::named(name)?.0, value)));
        let is_count = Field::Votes.shape().admits(cell);
        let field = named.or(is_count.then_some((Field::Votes, cell)));
        match field.map(|(field, value)| (field, fields::value(field, value))) {
            Some((field, Ok(Some(value)))) if item.field(field).is_none() => item.set_field(field, value),
            Some((_, Ok(None))) => {}
            _ => columns::keep(&mut item, "x-cell", cell),
        }
    }
    item
}
