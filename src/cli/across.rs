//! Items across boards, each with its file and line: what `find` and `actions` share.
//! It must not know which items are wanted, nor what is said of them.

use std::path::Path;

use super::files::{self, BoardFile};
use super::{Outcome, output, pool};
use crate::document::Read;
use crate::error::Result;
use crate::exchange::Json;
use crate::exchange::json::Items;
use crate::model::{Board, ItemAt, ItemView};
use crate::terminal::out::{BOLD, PLAIN};
use crate::text::safe_line;
use crate::yaml::line_col;

/// How items are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As a list of maps.
    Json,
    /// A line each.
    Plain,
    /// The same, with emphasis.
    Terminal,
}

impl Form {
    /// As JSON where that was asked for, else as suits standard output.
    pub fn new(json: bool) -> Self {
        match json {
            true => Self::Json,
            false if output::is_terminal() => Self::Terminal,
            false => Self::Plain,
        }
    }

    /// Words that stand out where they can.
    pub fn emphasised(self, words: &str) -> String {
        if self == Self::Terminal { format!("{BOLD}{words}{PLAIN}") } else { words.to_owned() }
    }
}

/// An item with the line it stands in, from 1.
pub(super) type Placed<'b> = (ItemAt, usize, ItemView<'b>);

/// What holds the items of a list in its text: each file's are written where it is read, and joined at the end.
const LIST: (&str, &str) = ("[\n", "\n]\n");

/// Prints what `rows` makes of each board: lines, or what [`rows_of_json`] answers, by their keys and else in the order of
/// the files. A refused file is told and passed over; where there is nothing else, the work failed.
pub(super) fn print<K: Ord + Send>(
    files: &[BoardFile],
    form: Form,
    rows: impl Fn(&Path, &Board) -> Vec<(K, String)> + Sync,
) -> Result<Outcome> {
    let mut found = Vec::new();
    let mut failed = true;
    for of_file in pool::each(files, |file| read(file, &rows)) {
        match of_file {
            Ok(Ok(rows)) => {
                failed = false;
                found.extend(rows);
            }
            Ok(Err(why)) => output::message(&why),
            Err(error) => output::error(&error),
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    let found = found.into_iter().map(|(_, row)| row).collect::<Vec<String>>();
    match form {
        Form::Json if found.is_empty() => output::exact(&Json::List(Vec::new()).to_text()),
        Form::Json => output::exact(&(LIST.0.to_owned() + &found.join(",\n") + LIST.1)),
        Form::Plain | Form::Terminal => output::text(&found.concat()),
    }?;
    Ok(if failed { Outcome::Problems } else { Outcome::Done })
}

/// What is printed of a file, or the message that it is no board.
fn read<R>(
    BoardFile { path, .. }: &BoardFile,
    rows: &impl Fn(&Path, &Board) -> R,
) -> Result<std::result::Result<R, String>> {
    Ok(match files::read(path)? {
        Read::Board(document, _) => Ok(rows(path, document.board())),
        Read::Refused(findings) => Err(files::told(path, &findings)),
    })
}

/// The items with their lines, in the order of the text: then one pass finds all lines.
pub(super) fn placed(board: &Board, items: impl IntoIterator<Item = ItemAt>) -> Vec<Placed<'_>> {
    let view = |at: ItemAt| board.item(at).map(|view| (at, view));
    let mut places = items.into_iter().filter_map(view).collect::<Vec<_>>();
    places.sort_by_key(|(_, view)| view.offset());
    let (mut from, mut line) = (0, 1);
    let placed = places.into_iter().map(|(at, view)| {
        line += line_col(board.text.get(from..).unwrap_or_default(), view.offset() - from).0 - 1;
        from = view.offset();
        (at, line, view)
    });
    placed.collect()
}

/// A line for each item: its place, and what is said of it.
pub(super) fn lines(path: &Path, placed: &[Placed], say: impl Fn(&Placed) -> String) -> Vec<String> {
    let path = files::shown(path);
    let line = |item: &Placed| format!("{path}:{}: {}\n", item.1, say(item));
    placed.iter().map(line).collect()
}

/// The sheet that an item stands on, for people.
pub(super) fn sheet(board: &Board, at: ItemAt) -> String {
    safe_line(board.sheets.get(at.list.sheet).map_or("", |sheet| sheet.title())).into_owned()
}

/// The items of a file, each as it stands in a list of JSON: its place, what `more` says of it, and all that the board's own
/// JSON has.
pub(super) fn rows_of_json(
    path: &Path,
    board: &Board,
    placed: &[Placed],
    more: impl Fn(&Placed) -> Vec<(&'static str, Json)>,
) -> Vec<String> {
    let items = Items::new(board);
    let rows = placed.iter().map(|item| {
        let (at, line, _) = item;
        let place = [
            ("path", path.to_string_lossy().as_ref().into()),
            ("line", (*line).into()),
            ("sheet", board.sheets.get(at.list.sheet).map_or("", |sheet| sheet.title()).into()),
            ("pane", board.pane(at.list).map_or("", |pane| pane.key.as_str()).into()),
        ];
        let entries = place.into_iter().chain(more(item)).map(|(key, value)| (key.to_owned(), value));
        let list =
            Json::List(vec![Json::Map(entries.chain(items.entries(*at).unwrap_or_default()).collect())]);
        let text = list.to_text();
        text.strip_prefix(LIST.0).and_then(|row| row.strip_suffix(LIST.1)).unwrap_or_default().to_owned()
    });
    rows.collect()
}
