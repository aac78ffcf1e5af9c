//! Boards from tables: our own export exactly, and those of spreadsheets and retrospective tools by the names of their columns.
//! How CSV is spelled is the csv crate's; what people call things is in `names`, `fields` and `columns`.

mod foreign;
mod ours;

use ::csv::{ReaderBuilder, StringRecord};

use super::Imported;
use crate::error::{Error, Result};
use crate::exchange::csv::{COLUMNS, MORE};
use crate::exchange::draft::ItemDraft;
use crate::model::{Field, Shape, Value};

/// A row with its line in the file.
struct Row {
    line: usize,
    cells: StringRecord,
}

/// The widest table that becomes a board: each column may become a key of each item.
const MOST_COLUMNS: usize = 2000;

/// Reads a table.
///
/// # Errors
/// A row cannot be read: told with its line.
pub(super) fn read(text: &str) -> Result<Imported> {
    let text = text.trim_start_matches('\u{feff}');
    let (separator, text, skipped) = separator(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut cells = StringRecord::new();
    loop {
        match reader.read_record(&mut cells) {
            Ok(false) => break,
            Ok(true) if cells.len() > MOST_COLUMNS => {
                let cause = format!("row {} has more than {MOST_COLUMNS} columns", rows.len() + 1);
                return Err(Error::new(
                    "read this as CSV",
                    cause,
                    "take away the columns that hold no items",
                ));
            }
            Ok(true) => {
                let line = cells.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(0)) + skipped;
                rows.push(Row { line, cells: std::mem::take(&mut cells) });
            }
            Err(error) => {
                return Err(Error::new(
                    "read this as CSV",
                    error,
                    "save it as CSV in UTF-8 and import it again",
                ));
            }
        }
    }
    let is_ours = rows.first().is_some_and(|head| is_head(&head.cells));
    Ok(if is_ours { ours::read(&rows) } else { foreign::read(&rows) })
}

/// Whether a text looks like a table: one of its first rows names two columns, or one where all have the same number of cells.
pub(super) fn is_likely(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    if text.starts_with("sep=") {
        return true;
    }
    let (separator, text, _) = separator(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let records = reader.records().take(foreign::LOOK_AHEAD).map_while(std::result::Result::ok);
    let rows = records.map(|cells| Row { line: 0, cells }).collect::<Vec<Row>>();
    let Some(head) = rows.first() else { return false };
    let are_even =
        rows.len() > 1 && rows.iter().all(|row| row.cells.len() == head.cells.len() && row.cells.len() > 1);
    is_head(&head.cells) || foreign::head(&rows).is_some_and(|(_, score)| score > 1 || are_even)
}

fn is_head(head: &StringRecord) -> bool {
    head.iter().take(COLUMNS.len()).eq(COLUMNS) && head.iter().next_back() == Some(MORE)
}

/// What parts the cells: what `sep=;` says, else the one that is most often in the first lines outside quotes; the text behind
/// that line, and how many lines that is.
fn separator(text: &str) -> (u8, &str, usize) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some((mark, rest)) = rest.split_once('\n')
        && let [mark] = mark.trim_end_matches('\r').as_bytes()
    {
        return (*mark, rest, 1);
    }
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let (mut is_quoted, mut lines) = (false, 0);
    for byte in text.bytes().take(1 << 16) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => lines += 1,
            _ if is_quoted => {}
            byte => counts.iter_mut().filter(|(mark, _)| *mark == byte).for_each(|(_, count)| *count += 1),
        }
        if lines == 5 {
            break;
        }
    }
    // Of equals the first.
    let best = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    (best.map_or(b',', |(mark, _)| mark), text, 0)
}

/// The item of a row of ours: the cells from its tag on.
pub(in crate::exchange) fn item_of(cells: &[&str], fields: &[Field]) -> ItemDraft {
    let mut cells = cells.iter().map(|cell| plain(cell));
    let mut item = ItemDraft::default();
    item.draft.tag = cells.next().filter(|tag| !tag.is_empty()).map(str::to_owned);
    cells.next().unwrap_or_default().clone_into(&mut item.draft.text);
    for (field, cell) in fields.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        // As spreadsheets save it.
        let cell = if *field == Field::Done && cell == "TRUE" { "true" } else { cell };
        let tags = cell.split(", ").map(str::to_owned).collect::<Vec<String>>();
        let is_list = field.shape() == Shape::Tags && tags.len() > 1;
        item.set_field(*field, if is_list { Value::Tags(tags) } else { cell.into() });
    }
    item
}

/// A cell without the `'` that keeps it from being a formula or another value.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}
