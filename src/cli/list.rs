//! `list`: which boards there are, with their periods, items, open actions and last change.
//! It must not know how a board is read.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::files::{self, BoardFile};
use super::{Outcome, output, pool};
use crate::document::Read;
use crate::error::Result;
use crate::exchange::Json;
use crate::store::{Fs, RealFs};
use crate::text;

/// List boards and periods
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Board file, board folder or folder of boards [default: ./boards, else .]
    path: Option<PathBuf>,
    /// Print the list as JSON
    #[arg(long)]
    json: bool,
}

/// The widest title in the table, in cells.
const TITLE_CELLS: usize = 40;

/// One board file.
struct Row {
    path: PathBuf,
    title: String,
    period: Option<String>,
    items: usize,
    open_actions: usize,
    changed: Option<Timestamp>,
}

pub(super) fn run(args: &ListArgs) -> Result<Outcome> {
    let files = files::all(args.path.as_deref())?;
    let mut rows = Vec::new();
    for row in pool::each(&files, read) {
        match row {
            Ok(Ok(row)) => rows.push(row),
            Ok(Err(why)) => output::message(&why),
            Err(error) => output::error(&error),
        }
    }
    if args.json { output::exact(&as_json(&rows)) } else { output::text(&as_table(&rows)) }?;
    // Refused files are told and passed over; where there is nothing else, the work failed.
    Ok(if rows.is_empty() { Outcome::Problems } else { Outcome::Done })
}

/// A file's row, or the message that it is no board.
fn read(BoardFile { path, .. }: &BoardFile) -> Result<std::result::Result<Row, String>> {
    let document = match files::read(path)? {
        Read::Board(document, _) => document,
        Read::Refused(findings) => return Ok(Err(files::told(path, &findings))),
    };
    let board = document.board();
    let changed = RealFs.stat(path).ok().and_then(|meta| Timestamp::try_from(meta.modified).ok());
    Ok(Ok(Row {
        path: path.clone(),
        title: board.title().to_owned(),
        period: board.period().map(|period| period.to_string()),
        items: board.all_items().count(),
        open_actions: board.open_actions(),
        changed,
    }))
}

fn as_json(rows: &[Row]) -> String {
    let rows = rows.iter().map(|row| {
        let mut entries =
            vec![("path", row.path.to_string_lossy().as_ref().into()), ("title", row.title.as_str().into())];
        entries.extend(row.period.as_deref().map(|period| ("period", period.into())));
        entries.extend([("items", row.items.into()), ("open_actions", row.open_actions.into())]);
        entries.extend(row.changed.map(|changed| ("changed", to_the_second(changed).to_string().into())));
        Json::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    });
    Json::List(rows.collect()).to_text()
}

fn to_the_second(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}

/// A table whose columns stand below each other: words on the left, numbers on the right, the path last.
fn as_table(rows: &[Row]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let zone = TimeZone::system();
    let head = ["BOARD", "PERIOD", "ITEMS", "OPEN", "CHANGED", "PATH"].map(str::to_owned);
    let cells = rows.iter().map(|row| {
        let title = text::safe_line(&row.title).into_owned();
        let day = row.changed.map(|changed| changed.to_zoned(zone.clone()).date().to_string());
        [
            text::ellipsize(&title, TITLE_CELLS).into_owned(),
            row.period.clone().unwrap_or_default(),
            row.items.to_string(),
            row.open_actions.to_string(),
            day.unwrap_or_default(),
            files::shown(&row.path),
        ]
    });
    let table = std::iter::once(head).chain(cells).collect::<Vec<[String; 6]>>();
    let mut widths = [0; 6];
    for (column, width) in widths.iter_mut().enumerate() {
        *width = table.iter().map(|row| text::width(&row[column])).max().unwrap_or(0);
    }
    table.iter().map(|row| line(row, &widths)).collect()
}

/// The columns that hold numbers: items and open actions.
const NUMBERS: std::ops::RangeInclusive<usize> = 2..=3;

fn line(row: &[String; 6], widths: &[usize; 6]) -> String {
    let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, width))| {
        let blanks = " ".repeat(width - text::width(cell));
        if NUMBERS.contains(&column) { format!("{blanks}{cell}") } else { format!("{cell}{blanks}") }
    });
    format!("{}\n", cells.collect::<Vec<String>>().join("  ").trim_end())
}
