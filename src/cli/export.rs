//! `export`: a board for other programs. It must not know the form that it is exported to.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Outcome, files, output, sheet_number};
use crate::error::{Error, Result};
use crate::exchange::{BoardDraft, json, markdown};
use crate::model::Board;
use crate::store::file::try_load;
use crate::store::{RealFs, save};

/// Write a board for other programs
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// Board file, board folder (its latest period) or folder of boards (its first)
    path: PathBuf,
    /// The form
    #[arg(long, value_name = "FORM")]
    to: Form,
    /// The file to write, new or not, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only this sheet, counted from 1
    #[arg(short, long, value_name = "N", value_parser = sheet_number)]
    sheet: Option<usize>,
}

/// A form of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// One page of Markdown for a pull request, a chat or a wiki; a retro alone becomes its minutes
    Markdown,
    /// JSON; the fields are those of the file
    Json,
}

pub(super) fn run(args: &ExportArgs) -> Result<Outcome> {
    let Some(document) = files::board(&args.path)? else { return Ok(Outcome::Problems) };
    let board = document.board();
    let only = args.sheet.map(|number| sheet_index(board, number, &args.path)).transpose()?;
    match (args.to, &args.output) {
        (Form::Markdown, file) => give(&markdown_of(board, only)?, file.as_deref(), &args.path)?,
        (Form::Json, None) => output::exact_by(|out| json::write_board(board, only, out))?,
        (Form::Json, Some(file)) => write(file, &json::text(board, only), &files::one(&args.path)?)?,
    }
    Ok(Outcome::Done)
}

/// The page of a board, or of one sheet of it.
fn markdown_of(board: &Board, only: Option<usize>) -> Result<String> {
    let draft = BoardDraft::of(board, only)?;
    Ok(if only.is_some() { markdown::minutes(&draft) } else { markdown::page(&draft) })
}

/// Prints the export, or writes it to a file.
fn give(text: &str, file: Option<&Path>, board: &Path) -> Result<()> {
    match file {
        None => output::exact(text),
        Some(file) => write(file, text, &files::one(board)?),
    }
}

/// Writes the export to its file, whatever an export before it left there, but never over the board itself.
fn write(file: &Path, text: &str, board: &Path) -> Result<()> {
    let before = try_load(&RealFs, file)?;
    let board = try_load(&RealFs, board)?.map(|board| board.real_path);
    if before.as_ref().is_some_and(|before| Some(&before.real_path) == board.as_ref()) {
        let attempt = format!("write the export to {}", file.display());
        return Err(Error::new(attempt, "that file is the board itself", "name another file"));
    }
    let expected = before.as_ref().map(|before| &before.fingerprint);
    save(&RealFs, file, text.as_bytes(), expected).map_err(|error| error.error())?;
    Ok(())
}

/// The index of the sheet that people count as `number`.
pub(super) fn sheet_index(board: &Board, number: usize, path: &Path) -> Result<usize> {
    let count = board.sheets.len();
    if (1..=count).contains(&number) {
        return Ok(number - 1);
    }
    let cause = format!("the board has {count} sheet{}", if count == 1 { "" } else { "s" });
    Err(Error::new(format!("find sheet {number} of {}", path.display()), cause, "sheets are counted from 1"))
}
