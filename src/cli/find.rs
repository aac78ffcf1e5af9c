//! `find`: the items of all boards that hold a text, as the board's own find answers.
//! It must not know what an item is compared with.

use std::path::{Path, PathBuf};

use clap::Args;

use super::files::{self, BoardFile};
use super::{Outcome, output, pool};
use crate::document::Read;
use crate::error::Result;
use crate::exchange::Json;
use crate::exchange::json::Items;
use crate::find::Query;
use crate::layout::pane_name;
use crate::model::{Board, ItemAt, ItemView, Part};
use crate::terminal::out::{BOLD, PLAIN};
use crate::text::safe_line;
use crate::yaml::line_col;

/// Find items that hold a text in their tag, words, note or owner
///
/// A capital letter in QUERY makes it exact.
#[derive(Debug, Args)]
pub(super) struct FindArgs {
    /// The text to find
    query: String,
    /// Board file, board folder or folder of boards [default: ./boards, else .]
    path: Option<PathBuf>,
    /// Print the items as JSON
    #[arg(long)]
    json: bool,
}

/// How items are printed.
#[derive(Clone, Copy)]
enum Form {
    Json,
    Plain,
    /// What is found stands out.
    Terminal,
}

/// What holds the items of a list in its text: each file's are written where it is read, and joined at the end.
const LIST: (&str, &str) = ("[\n", "\n]\n");

pub(super) fn run(args: &FindArgs) -> Result<Outcome> {
    let files = files::all(args.path.as_deref())?;
    let query = Query::new(&args.query);
    let form = match args.json {
        true => Form::Json,
        false if output::is_terminal() => Form::Terminal,
        false => Form::Plain,
    };
    let mut found = Vec::new();
    let mut failed = true;
    for items in pool::each(&files, |file| read(file, query.as_ref(), form)) {
        match items {
            Ok(Ok(items)) => {
                failed = false;
                found.push(items);
            }
            Ok(Err(why)) => output::message(&why),
            Err(error) => output::error(&error),
        }
    }
    found.retain(|items| !items.is_empty());
    match form {
        Form::Json if found.is_empty() => output::exact(&Json::List(Vec::new()).to_text()),
        Form::Json => output::exact(&(LIST.0.to_owned() + &found.join(",\n") + LIST.1)),
        Form::Plain | Form::Terminal => output::text(&found.concat()),
    }?;
    // Refused files are told and passed over; where there is nothing else, the work failed.
    Ok(if failed { Outcome::Problems } else { Outcome::Done })
}

/// What is found in a file as it is printed, or the message that it is no board.
fn read(
    BoardFile { path, .. }: &BoardFile,
    query: Option<&Query>,
    form: Form,
) -> Result<std::result::Result<String, String>> {
    let document = match files::read(path)? {
        Read::Board(document, _) => document,
        Read::Refused(findings) => return Ok(Err(files::told(path, &findings))),
    };
    let Some(query) = query else { return Ok(Ok(String::new())) };
    let board = document.board();
    let found = with_lines(board, query.items(board));
    Ok(Ok(match form {
        Form::Json => as_json(path, board, &found),
        Form::Plain | Form::Terminal => {
            let path = files::shown(path);
            let line = |(at, line): &(ItemAt, usize)| {
                let view = board.item(*at)?;
                Some(format!("{path}:{line}: {}\n", told(board, *at, view, query, form)))
            };
            found.iter().filter_map(line).collect()
        }
    }))
}

/// The items with their lines, in the order of the text: then one pass finds all lines.
fn with_lines(board: &Board, items: Vec<ItemAt>) -> Vec<(ItemAt, usize)> {
    let offset = |at: ItemAt| board.item(at).map(|view| (view.offset(), at));
    let mut places = items.into_iter().filter_map(offset).collect::<Vec<_>>();
    places.sort_by_key(|(offset, _)| *offset);
    let (mut from, mut line) = (0, 1);
    let placed = places.into_iter().map(|(offset, at)| {
        line += line_col(board.text.get(from..).unwrap_or_default(), offset - from).0 - 1;
        from = offset;
        (at, line)
    });
    placed.collect()
}

/// `TAG: words (Sheet, Pane)`, and the owner or the note where that is what holds it.
fn told(board: &Board, at: ItemAt, view: ItemView, query: &Query, form: Form) -> String {
    let lit = |text: &str| lit(text, query, form);
    let tag = view.tag().map(|tag| lit(tag) + ": ").unwrap_or_default();
    let sheet = board.sheets.get(at.list.sheet).map_or("", |page| page.title());
    let words = lit(view.text().trim_end());
    let place = format!("({}, {})", safe_line(sheet), safe_line(&pane_name(board, at.list)));
    let beside = match query.part(view) {
        Some(part @ Part::Owner) => view.part(part).map(|owner| format!(" owner: {}", lit(owner.trim_end()))),
        Some(part @ Part::Note) => view.part(part).map(|note| format!(" note: {}", lit(note.trim_end()))),
        _ => None,
    };
    format!("{tag}{words} {place}{}", beside.unwrap_or_default())
}

/// A text on one line, harmless; on a terminal what is found in it stands out.
fn lit(text: &str, query: &Query, form: Form) -> String {
    let mut line = String::new();
    let mut from = 0;
    for span in query.spans(text).take_while(|_| matches!(form, Form::Terminal)) {
        let (before, found) = (safe_line(&text[from..span.start]), safe_line(&text[span.clone()]));
        line.extend([&*before, BOLD, &*found, PLAIN]);
        from = span.end;
    }
    line + &safe_line(&text[from..])
}

/// The items of a file as they stand in a list, without what begins and ends it; nothing where there are none.
fn as_json(path: &Path, board: &Board, found: &[(ItemAt, usize)]) -> String {
    let items = Items::new(board);
    let rows = found.iter().filter_map(|(at, line)| {
        let sheet = board.sheets.get(at.list.sheet)?.title();
        let pane = board.pane(at.list)?.key.as_str();
        let mut entries = vec![
            ("path".to_owned(), path.to_string_lossy().as_ref().into()),
            ("line".to_owned(), (*line).into()),
            ("sheet".to_owned(), sheet.into()),
            ("pane".to_owned(), pane.into()),
        ];
        let objective = at.list.parent().and_then(|at| board.item(at));
        entries.extend(objective.map(|view| ("objective".to_owned(), view.name().into())));
        entries.extend(items.entries(*at)?);
        Some(Json::Map(entries))
    });
    let list = Json::List(rows.collect()).to_text();
    let rows = list.strip_prefix(LIST.0).and_then(|rows| rows.strip_suffix(LIST.1));
    rows.unwrap_or_default().to_owned()
}
