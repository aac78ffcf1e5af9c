//! `show`: a board as plain text for pipes and pagers. It must not know how text is laid out: that is [`page`].

mod page;

use std::path::PathBuf;

use clap::Args;

use super::{Outcome, export, files, output, preferences, sheet_number};
use crate::error::Result;
use crate::exchange::json;
use page::Look;

/// Print a board as text
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// Board file, board folder (its latest period) or folder of boards (its first)
    path: PathBuf,
    /// Only this sheet, counted from 1
    #[arg(short, long, value_name = "N", value_parser = sheet_number)]
    sheet: Option<usize>,
    /// Columns of the text [default: the terminal's, else 80]
    #[arg(short, long, value_name = "W", value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,
    /// Print it as JSON, as `export --to json` does
    #[arg(long, conflicts_with = "width")]
    json: bool,
}

pub(super) fn run(args: &ShowArgs) -> Result<Outcome> {
    let Some(document) = files::board(&args.path)? else { return Ok(Outcome::Problems) };
    let board = document.board();
    let only = args.sheet.map(|number| export::sheet_index(board, number, &args.path)).transpose()?;
    if args.json {
        output::exact_by(|out| json::write_board(board, only, out))?;
        return Ok(Outcome::Done);
    }
    let width = args.width.map_or_else(output::width, usize::from);
    let look = Look { bold: output::is_terminal(), chrome: preferences::chrome() };
    output::text(&page::page(board, only, width, look))?;
    Ok(Outcome::Done)
}
