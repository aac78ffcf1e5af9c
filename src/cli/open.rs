//! `open`: the board on the screen. It only turns arguments into what the loop wants to know.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::sheet_number;
use crate::config::keys::{Input, parse_keys};
use crate::error::Result;
use crate::model::Period;
use crate::run::{self, Form, Launch};

/// Open a board (this is what happens without a command, too)
#[derive(Debug, Args)]
pub(super) struct OpenArgs {
    /// A board file, a board folder (its latest period) or a folder of boards [default: ./boards, else the current folder]
    path: Option<PathBuf>,
    /// Begin on this sheet, counted from 1
    #[arg(short, long, value_name = "N", value_parser = sheet_number)]
    sheet: Option<usize>,
    /// Open this period, such as 2025-Q2
    #[arg(short, long)]
    period: Option<Period>,
    /// Change nothing
    #[arg(long)]
    read_only: bool,
    /// Keys that come first, as in the keymap file: `ggaWords<CR><Esc>`
    #[arg(long, value_parser = keys, allow_hyphen_values = true)]
    keys: Option<Keys>,
    /// Print the screen after the keys, instead of opening a terminal
    #[arg(long, value_name = "FORM")]
    print: Option<Print>,
    /// The size of the printed screen, columns by rows
    #[arg(long, value_name = "WxH", value_parser = size, default_value = "120x36", requires = "print")]
    size: Size,
}

/// How a screen is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Print {
    /// Plain text
    Text,
    /// A picture
    Svg,
    /// Text with colours
    Ansi,
}

/// Keys that were read already, so that an unknown one is a wrong command line.
#[derive(Debug, Clone)]
struct Keys(Vec<Input>);

/// Columns and rows.
#[derive(Debug, Clone, Copy)]
struct Size(u16, u16);

fn keys(text: &str) -> std::result::Result<Keys, String> {
    parse_keys(text).map(Keys).map_err(|error| format!("{}: {}", error.cause(), error.remedy()))
}

fn size(text: &str) -> std::result::Result<Size, String> {
    let parts = text.split_once('x').and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    match parts {
        Some((columns, rows)) if (1..=MOST_CELLS).contains(&columns) && (1..=MOST_CELLS).contains(&rows) => {
            Ok(Size(columns, rows))
        }
        _ => Err("a size is columns by rows, such as 80x24".to_owned()),
    }
}

/// The most columns and rows of a printed screen.
const MOST_CELLS: u16 = 1000;
