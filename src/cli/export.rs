//! `export`: a board for other programs and for people without a terminal. It must not know the form that it is exported to.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::{Outcome, files, output, sheet_number};
use crate::error::{Error, Result};
use crate::exchange::{BoardDraft, csv, html, json, markdown, svg};
use crate::model::Board;
use crate::run::trends_before;
use crate::store::file::try_load;
use crate::store::workspace::is_yaml;
use crate::store::{Fs, RealFs, fs::Kind, save};

/// Write a board for other programs
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// Board file, board folder (its latest period) or folder of boards (its first)
    path: PathBuf,
    /// The form
    #[arg(long, value_name = "FORM")]
    to: Form,
    /// The file to write, new or not, instead of standard output; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only this sheet, counted from 1
    #[arg(short, long, value_name = "N", value_parser = sheet_number)]
    sheet: Option<usize>,
}

/// A form of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// A page that prints on one sheet of paper for each sheet of the board
    Html,
    /// One page of Markdown for a pull request, a chat or a wiki; a retro alone becomes its minutes
    #[value(alias = "md")]
    Markdown,
    /// A table for spreadsheets, one row an item
    Csv,
    /// JSON; the fields are those of the file
    Json,
    /// A picture of one sheet for slides, the first unless --sheet says which
    Svg,
}

impl Form {
    /// Writes a board, all sheets or the one with that index.
    fn write(self, board: &Board, file: &Path, only: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Html => html::write(board, only, super::today(), &trends_before(&RealFs, file, board), out),
            Self::Markdown => {
                let draft = BoardDraft::of(board, only).map_err(io::Error::other)?;
                let page = if only.is_some() { markdown::minutes(&draft) } else { markdown::page(&draft) };
                out.write_all(page.as_bytes())
            }
            Self::Csv => {
                let draft = BoardDraft::of(board, only).map_err(io::Error::other)?;
                out.write_all(csv::table(&draft).map_err(io::Error::other)?.as_bytes())
            }
            Self::Json => json::write_board(board, only, out),
            Self::Svg => {
                let trends = trends_before(&RealFs, file, board);
                let picture = svg::picture(board, only.unwrap_or(0), super::today(), &trends);
                out.write_all(picture.as_ref().map_or("", |picture| &picture.text).as_bytes())?;
                tell_cut(picture.map_or(0, |picture| picture.cut));
                Ok(())
            }
        }
    }
}

pub(super) fn run(args: &ExportArgs) -> Result<Outcome> {
    let path = files::one(&args.path)?;
    let Some(document) = files::board(&path)? else { return Ok(Outcome::Problems) };
    let board = document.board();
    let number = args.sheet.or((args.to == Form::Svg).then_some(1));
    let only = number.map(|number| sheet_index(board, number, &args.path)).transpose()?;
    if args.to == Form::Svg && args.sheet.is_none() && board.sheets.len() > 1 {
        output::message(&format!("sheet 1 of {}; --sheet N draws another", board.sheets.len()));
    }
    match &args.output {
        Some(file) if file.as_os_str() != "-" => {
            let mut bytes = Vec::new();
            let progress = progress(args);
            let written = args.to.write(board, &path, only, &mut bytes);
            drop(progress);
            written.map_err(|error| Error::new(format!("export {}", args.path.display()), error, ""))?;
            save_to(file, &bytes, &path)?;
        }
        _ => {
            // Where the export itself goes to the terminal, it shows how far it is.
            let _progress = (!output::is_terminal()).then(|| progress(args));
            output::exact_by(|out| args.to.write(board, &path, only, out))?;
        }
    }
    Ok(Outcome::Done)
}

/// Shows that a large board is being written; a picture is small, and may have something to tell meanwhile.
fn progress(args: &ExportArgs) -> Option<Progress> {
    (args.to != Form::Svg).then(|| Progress::of(format!("exporting {}", args.path.display())))
}

/// Tells what has no room in a picture.
fn tell_cut(items: usize) {
    if items > 0 {
        let (noun, has) = if items == 1 { ("item", "has") } else { ("items", "have") };
        output::message(&format!("{items} {noun} {has} no room in the picture; --to html shows all"));
    }
}

/// Writes the export to its file, whatever an export before it left there, but never over a board.
fn save_to(file: &Path, bytes: &[u8], board: &Path) -> Result<()> {
    let refused = |cause: &str, remedy: &str| {
        Err(Error::new(format!("write the export to {}", file.display()), cause, remedy))
    };
    match RealFs.stat(file).map(|meta| meta.kind) {
        Ok(Kind::Folder) => return refused("it is a folder", "name a file in it"),
        Ok(Kind::File) | Err(_) => {}
        Ok(_) => return refused("it is no regular file", "leave -o out, and send standard output there"),
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| RealFs.stat(folder).is_err()) {
        return refused("its folder is not there", "make the folder first");
    }
    let before = try_load(&RealFs, file)?;
    let board = try_load(&RealFs, board)?.map(|board| board.real_path);
    if before.as_ref().is_some_and(|before| Some(&before.real_path) == board.as_ref()) {
        return refused("that file is the board itself", "name another file");
    }
    let real = before.as_ref().map_or(file, |before| &before.real_path);
    if is_yaml(file) || is_yaml(real) {
        return refused(
            "a file of that name is a board",
            "let its name end as the form does: .html, .md, .csv",
        );
    }
    let expected = before.as_ref().map(|before| &before.fingerprint);
    save(&RealFs, file, bytes, expected).map_err(|error| error.error())?;
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
