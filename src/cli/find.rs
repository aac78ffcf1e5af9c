//! `find`: the items of all boards that hold a text, as the board's own find answers.
//! It must not know what an item is compared with.

use std::path::PathBuf;

use clap::Args;

use super::across::{self, Form, Placed};
use super::{Outcome, files};
use crate::error::Result;
use crate::find::Query;
use crate::layout::pane_name;
use crate::model::{Board, Part};
use crate::terminal::out::{BOLD, PLAIN};
use crate::text::safe_line;

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

pub(super) fn run(args: &FindArgs) -> Result<Outcome> {
    let files = files::all(args.path.as_deref())?;
    let query = Query::new(&args.query);
    let form = Form::new(args.json);
    across::print(&files, form, |path, board| {
        let Some(query) = &query else { return Vec::new() };
        let placed = across::placed(board, query.items(board));
        let rows = match form {
            Form::Json => across::rows_of_json(path, board, &placed, |(at, ..)| {
                let objective = at.list.parent().and_then(|at| board.item(at));
                objective.map(|view| ("objective", view.name().into())).into_iter().collect()
            }),
            Form::Plain | Form::Terminal => {
                across::lines(path, &placed, |item| told(board, item, query, form))
            }
        };
        // The answers stay in the order of the files: those of one can be one row.
        let rows = if form == Form::Json { rows.join(",\n") } else { rows.concat() };
        if rows.is_empty() { Vec::new() } else { vec![((), rows)] }
    })
}

/// `TAG: words (Sheet, Pane)`, and the owner or the note where that is what holds it.
fn told(board: &Board, (at, _, view): &Placed, query: &Query, form: Form) -> String {
    let lit = |text: &str| lit(text, query, form);
    let tag = view.tag().map(|tag| lit(tag) + ": ").unwrap_or_default();
    let words = lit(view.text().trim_end());
    let place = format!("({}, {})", across::sheet(board, *at), safe_line(&pane_name(board, at.list)));
    let beside = match query.part(*view) {
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
    for span in query.spans(text).take_while(|_| form == Form::Terminal) {
        let (before, found) = (safe_line(&text[from..span.start]), safe_line(&text[span.clone()]));
        line.extend([&*before, BOLD, &*found, PLAIN]);
        from = span.end;
    }
    line + &safe_line(&text[from..])
}
