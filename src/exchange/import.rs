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
use crate::error::Result;

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
pub fn read(text: &str, form: Form) -> Result<Imported> {
    match form {
        Form::Markdown => Ok(markdown::read(text)),
        Form::Csv => csv::read(text),
        Form::Page => Ok(page::read(text)),
        Form::Json => Ok(Imported { board: BoardDraft::from_json(text)?, unplaced: Vec::new() }),
    }
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
