//! From a text in another form to a board that is to be made, with what found no place on it.
//! One file a form; it must not know files on disk, nor what becomes of the board.

mod columns;
pub(in crate::exchange) mod csv;
mod dates;
mod decode;
mod fields;
pub(in crate::exchange) mod markdown;
mod names;
mod page;
mod place;

use clap::ValueEnum;

pub use decode::decode;

use super::draft::BoardDraft;
use crate::document::{Document, Read};
use crate::error::{Error, Result};
use crate::yaml::VALUES_LIMIT;

/// A form that boards are made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Markdown: a page that `export` wrote, or the notes of a team
    Markdown,
    /// A table as CSV: one that `export` wrote, or that of a spreadsheet or a retrospective tool
    Csv,
    /// The text of a strategy page or an article, as copied from a browser
    Page,
    /// JSON as `export` writes it
    Json,
}

impl Form {
    /// The form of files whose names end like this, in any case; nothing where the ending does not say.
    pub fn of_ending(ending: &str) -> Option<Self> {
        match &*ending.to_ascii_lowercase() {
            "md" | "markdown" => Some(Self::Markdown),
            "csv" | "tsv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// What a text in another form became.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// The board.
    pub board: BoardDraft,
    /// What is not on it, in the order of the text.
    pub unplaced: Vec<Unplaced>,
}

/// A piece of an imported text that found no place on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Its line in the text, from 1.
    pub line: usize,
    /// Its words, in one line.
    pub text: String,
}

impl Unplaced {
    /// Pieces with their lines, in the order of the text.
    fn in_order(mut pieces: Vec<(usize, String)>) -> Vec<Self> {
        pieces.sort_by_key(|(line, _)| *line);
        let piece = |(line, text): (usize, String)| Self {
            line,
            text: text.split_whitespace().collect::<Vec<&str>>().join(" "),
        };
        pieces.into_iter().map(piece).collect()
    }
}

impl Imported {
    /// The text of the new board file; what found no place stands in comments at its end.
    pub fn to_yaml(&self) -> Result<String> {
        let mut remarks = Vec::new();
        if !self.unplaced.is_empty() {
            remarks.push("Not placed by import, each with its line there:".to_owned());
            remarks.extend(self.unplaced.iter().map(|piece| format!("{}: {}", piece.line, piece.text)));
        }
        self.board.to_yaml(&remarks)
    }
}

/// Reads a text in that form.
///
/// # Errors
/// It is not of that form, or it is more than a board file holds: told before much of it is read where its lines alone say so.
pub fn read(text: &str, form: Form) -> Result<Imported> {
    let said = text.lines().filter(|line| !line.trim_ascii().is_empty()).count();
    // A heading becomes a key with a list and at least one item in it.
    let headings = || text.lines().filter(|line| line.starts_with('#')).count() * 4;
    let is_too_much = match form {
        Form::Json => false,
        Form::Markdown => said > VALUES_LIMIT || headings() > VALUES_LIMIT,
        Form::Csv | Form::Page => said > VALUES_LIMIT,
    };
    if is_too_much {
        return Err(too_much());
    }
    let imported = match form {
        Form::Markdown => markdown::read(text),
        Form::Csv => csv::read(text)?,
        Form::Page => page::read(text),
        Form::Json => Imported { board: BoardDraft::from_json(text)?, unplaced: Vec::new() },
    };
    if imported.board.values() > VALUES_LIMIT { Err(too_much()) } else { Ok(imported) }
}

fn too_much() -> Error {
    let cause = "a board file holds at most 2 million texts, lists and maps, and this has more";
    let remedy = "import it in several parts; each column that is left out of a table helps too";
    Error::new("make one board of this", cause, remedy)
}

/// Whether a text is a board file already.
pub fn is_board(text: &str) -> bool {
    let may_be = text.lines().any(|line| line.starts_with("sheets:"));
    may_be
        && matches!(Document::read(text.to_owned(), None), Read::Board(document, _) if !document.board().sheets.is_empty())
}

/// The form that a text is most likely written in.
pub fn recognise(text: &str) -> Form {
    let begin = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if begin.starts_with('{') || begin.starts_with('[') && !markdown::is_likely(begin) {
        Form::Json
    } else if csv::is_likely(begin) {
        Form::Csv
    } else if markdown::is_likely(begin) {
        Form::Markdown
    } else {
        Form::Page
    }
}
