//! A board as one HTML file that needs nothing from elsewhere: for people without a terminal, on a screen and on paper.
//! Knows nothing of files on disk. How it looks stands in `assets/export.css`; what a text may do in `inert`.
//!
//! It is well-formed XML too, so that other programs can check and read it. No script, no picture, no address is loaded:
//! the policy in its head forbids even that which is not there.

mod fields;
mod fit;
mod inert;
mod item;
mod sheet;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use jiff::civil::Date;

use self::fields::date;
use self::inert::{Line, Text};
use super::source::Source;
use crate::model::{Board, Head, Trends};
use crate::yaml::Tree;

/// How it looks. Without `<` and `&`: it stands in the file as it is.
const STYLE: &str = include_str!("../../assets/export.css");

/// The SHA-256 of [`STYLE`] in base 64: browsers take this style sheet and no other. A test tells it anew.
const STYLE_SHA256: &str = "FXtCUBkNdcqsKIj2vtJw73zHZKWLHPjTQldj3ISG08Q=";

/// Writes a board, all sheets or the one with that index, as it stands on a day: what was due before it is late. `trends`
/// holds the metrics of the periods before.
///
/// # Errors
/// `out` takes no more.
pub fn write(
    board: &Board,
    only: Option<usize>,
    today: Date,
    trends: &Trends,
    out: &mut dyn Write,
) -> io::Result<()> {
    let tree = Tree::parse(&board.text).ok();
    let source = tree.as_ref().and_then(Source::root);
    let shown = (0..board.sheets.len()).filter(|index| only.is_none_or(|only| only == *index));
    let shown = shown.collect::<Vec<usize>>();
    head(board, out)?;
    masthead(board, &shown, source, today, out)?;
    writeln!(out, "<main>")?;
    let maps = source.map(|source| source.list("sheets")).unwrap_or_default();
    for index in shown {
        let source = maps.get(index).and_then(|node| source?.at(*node));
        sheet::Context { board, index, source, today, trends }.write(out)?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

fn head(board: &Board, out: &mut dyn Write) -> io::Result<()> {
    let title = if board.title().trim().is_empty() { "Board" } else { board.title() };
    let version = env!("CARGO_PKG_VERSION");
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_SHA256}'; \
         base-uri 'none'; form-action 'none'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<meta name=\"referrer\" content=\"no-referrer\"/>\n\
         <meta name=\"generator\" content=\"stratboard {version}\"/>\n<title>{}",
        Line(title)
    )?;
    if let Some(period) = board.period() {
        write!(out, " · {period}")?;
    }
    writeln!(out, "</title>\n<style>{STYLE}</style>\n</head>\n<body>")
}

/// What stands above all sheets: title, period, mission, and the way to each sheet.
fn masthead(
    board: &Board,
    shown: &[usize],
    source: Option<Source<'_>>,
    today: Date,
    out: &mut dyn Write,
) -> io::Result<()> {
    if let Some(first) = shown.first() {
        writeln!(out, "<a class=\"skip\" href=\"#sheet-{}\">Skip to the first sheet</a>", first + 1)?;
    }
    let title = if board.title().trim().is_empty() { "Board without a title" } else { board.title() };
    write!(out, "<header class=\"masthead\">\n<h1 dir=\"auto\">{}</h1>\n<p class=\"facts\">", Text(title))?;
    let written = board.head(Head::Period).filter(|period| !period.is_empty()).map(str::to_owned);
    if let Some(period) = written.or_else(|| board.period().map(|period| period.to_string())) {
        write!(out, "<span class=\"period\"><bdi>{}</bdi></span>", Text(&period))?;
    }
    if let Some(updated) = board.head(Head::Updated).filter(|updated| !updated.is_empty()) {
        write!(out, "<span>Updated {}</span>", date(updated))?;
    }
    writeln!(out, "<span>As of {}</span></p>", fields::Day(today))?;
    if !board.mission().trim().is_empty() {
        writeln!(out, "<p class=\"mission\" dir=\"auto\">{}</p>", Text(board.mission()))?;
    }
    fields::unknown(&board.extra, source, out)?;
    if shown.len() > 1 {
        writeln!(out, "<nav aria-label=\"Sheets\">\n<ol>")?;
        for index in shown {
            let title = board.sheets.get(*index).map_or("", |sheet| sheet.title());
            let number = index + 1;
            writeln!(
                out,
                "<li><a href=\"#sheet-{number}\"><span class=\"number\">{number}</span> <bdi>{}</bdi></a></li>",
                Text(title)
            )?;
        }
        writeln!(out, "</ol>\n</nav>")?;
    }
    writeln!(out, "</header>")
}
