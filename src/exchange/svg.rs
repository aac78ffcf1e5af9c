//! One sheet as a picture of 1600 by 900, as people paste it into slides: an SVG file that needs nothing from elsewhere.
//! Knows nothing of files on disk, nor of the screen: that one's picture is `open --print svg`.
//!
//! Nothing but rectangles and lines of text with plain attributes: every viewer draws these alike, also those that know
//! no style sheets. The letters are as large as the sheet's content lets them be; what has no room even in the smallest
//! is counted in the picture.

mod content;
mod entry;
mod measure;
mod place;
#[cfg(test)]
mod tests;

use std::fmt::Write;

use jiff::civil::Date;

use self::measure::{Face, ellipsized, wrapped};
use self::place::Place;
use crate::model::{Board, Head, Kind, Sheet, Trends};
use crate::text::safe_line;

/// The picture, in pixels.
const SIZE: (f64, f64) = (1600.0, 900.0);
/// Blank on all sides.
const EDGE: f64 = 64.0;
/// Letters of the panes, the smallest size first.
const LETTERS: [f64; 12] = [15.0, 16.0, 17.0, 18.0, 19.0, 20.0, 21.0, 22.0, 23.0, 24.0, 25.0, 26.0];
/// What stands above the panes is told in at most so many rows.
const LEAD_ROWS: usize = 2;

/// Colours; each text reads well on white.
const INK: &str = "#1c2126";
const QUIET: &str = "#57606a";
const LINE: &str = "#d9d5cc";
const QUIET_FILL: &str = "#a9a498";
const ACCENT: &str = "#0a55b8";
const GOLD: &str = "#7d5600";
const GOOD: &str = "#1a6f35";
const BAD: &str = "#b3202c";
const TAGS: [&str; 6] = ["#0a55b8", "#7a36b8", "#0f6a75", "#7d5600", "#a02c7d", "#24292f"];

/// The first is what the widths are measured for: some viewers look no further. None is for emoji: viewers that ask
/// fontconfig would take the digits from it too.
const FONTS: &str = "Arial, Helvetica, 'Liberation Sans', 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', \
    'Microsoft YaHei', sans-serif";

/// A drawn sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The SVG file.
    pub text: String,
    /// Items that have no room in it, or not with all of their words.
    pub cut: usize,
}

/// The sheet with that index as a picture, as it stands on a day, with the metrics of the periods before; nothing where
/// there is none.
pub fn picture(board: &Board, index: usize, today: Date, trends: &Trends) -> Option<Picture> {
    let sheet = board.sheets.get(index)?;
    let mut canvas = Canvas::new(board, sheet);
    let top = canvas.head(board, sheet);
    let content = content::of(board, index, today, trends);
    let place = Place { x: EDGE, y: top, width: SIZE.0 - 2.0 * EDGE, height: SIZE.1 - EDGE * 0.75 - top };
    let fitting = LETTERS.partition_point(|size| content.height(place.width, *size) <= place.height);
    let size = LETTERS[fitting.saturating_sub(1)];
    let cut = content.draw(place, size, &mut canvas);
    canvas.text.push_str("</svg>\n");
    Some(Picture { text: canvas.text, cut })
}

/// The file as it grows.
struct Canvas {
    text: String,
}

impl Canvas {
    fn new(board: &Board, sheet: &Sheet) -> Self {
        let (width, height) = SIZE;
        let mut canvas = Self { text: String::new() };
        canvas.push(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FONTS}\">\n<title>{}</title>\n",
            Escaped(&facts([Some(board.title()), period(board).as_deref(), Some(sheet.title())]))
        ));
        canvas.rect(Place { x: 0.0, y: 0.0, width, height }, "#ffffff");
        canvas
    }

    fn push(&mut self, arguments: std::fmt::Arguments<'_>) {
        let written = self.text.write_fmt(arguments);
        debug_assert!(written.is_ok(), "a String takes all that is written to it");
    }

    fn rect(&mut self, Place { x, y, width, height }: Place, fill: &str) {
        self.push(format_args!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\"/>\n"
        ));
    }

    /// A line of text whose letters stand on `y`.
    fn words(&mut self, (x, y): (f64, f64), words: &str, face: Face, fill: &str) {
        if words.trim().is_empty() {
            return;
        }
        let (size, weight) = (face.size, if face.bold { " font-weight=\"bold\"" } else { "" });
        let style = if face.italic { " font-style=\"italic\"" } else { "" };
        self.push(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\"{weight}{style} fill=\"{fill}\">{}</text>\n",
            Escaped(words)
        ));
    }

    /// Several runs of words in one line, each after the one before and its own gap.
    fn runs(&mut self, (x, y): (f64, f64), runs: &[Run<'_>]) {
        self.push(format_args!("<text x=\"{x:.1}\" y=\"{y:.1}\">"));
        for Run { words, face, fill, gap } in runs.iter().filter(|run| !run.words.is_empty()) {
            let weight = if face.bold { " font-weight=\"bold\"" } else { "" };
            let style = if face.italic { " font-style=\"italic\"" } else { "" };
            let (size, words) = (face.size, Escaped(words));
            self.push(format_args!(
                "<tspan dx=\"{gap:.1}\" font-size=\"{size:.1}\"{weight}{style} fill=\"{fill}\">{words}</tspan>"
            ));
        }
        self.text.push_str("</text>\n");
    }

    /// The same, ending at `x`.
    fn words_before(&mut self, (x, y): (f64, f64), words: &str, face: Face, fill: &str) {
        let (size, weight) = (face.size, if face.bold { " font-weight=\"bold\"" } else { "" });
        self.push(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\"{weight} fill=\"{fill}\" text-anchor=\"end\">{}</text>\n",
            Escaped(words)
        ));
    }

    /// A line of text that is written from the right to the left, beginning (`start`) or ending (`end`) at `x`.
    fn words_mirrored(&mut self, (x, y): (f64, f64), words: &str, face: Face, fill: &str, anchor: &str) {
        if words.trim().is_empty() {
            return;
        }
        let (size, weight) = (face.size, if face.bold { " font-weight=\"bold\"" } else { "" });
        self.push(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size:.1}\"{weight} fill=\"{fill}\" direction=\"rtl\" \
             text-anchor=\"{anchor}\">{}</text>\n",
            Escaped(words)
        ));
    }

    /// Board, title and what leads to the panes; answers where these begin.
    fn head(&mut self, board: &Board, sheet: &Sheet) -> f64 {
        let across = SIZE.0 - 2.0 * EDGE;
        let small = Face::plain(20.0);
        let above = facts([Some(board.title()), period(board).as_deref(), sheet.head(Head::Date)]);
        self.words((EDGE, 66.0), &ellipsized(&above, across, small), small, QUIET);
        let large = Face::bold(42.0);
        let title = ellipsized(&safe_line(sheet.title()), across, large);
        let room = across - large.width(&title) - 20.0;
        let italic = Face { italic: true, ..Face::plain(24.0) };
        let motto = sheet.head(Head::Motto).filter(|_| room > 200.0).map(safe_line).unwrap_or_default();
        let motto = ellipsized(&motto, room, italic);
        let title = Run { words: &title, face: large, fill: INK, gap: 0.0 };
        self.runs((EDGE, 116.0), &[title, Run { words: &motto, face: italic, fill: QUIET, gap: 20.0 }]);
        let mut y = 124.0;
        for (words, face, fill) in leads(board, sheet) {
            let rows = wrapped(&words, across * 0.9, across * 0.9, face);
            for (at, row) in rows.iter().take(LEAD_ROWS).enumerate() {
                y += face.size * 1.35;
                let is_cut = at + 1 == LEAD_ROWS && rows.len() > LEAD_ROWS;
                let row =
                    if is_cut { ellipsized(&format!("{row} …"), across * 0.9, face) } else { row.clone() };
                self.words((EDGE, y), &row, face, fill);
            }
        }
        y + 34.0
    }
}

/// Some words of a line.
struct Run<'t> {
    words: &'t str,
    face: Face,
    fill: &'t str,
    /// Pixels before them.
    gap: f64,
}

/// What stands above the panes of a sheet: the mission, or where a brief comes from and what it says in short.
fn leads(board: &Board, sheet: &Sheet) -> Vec<(String, Face, &'static str)> {
    let said =
        |text: &str, face, fill| (!text.trim().is_empty()).then(|| (text.trim().to_owned(), face, fill));
    let lead = Face { italic: true, ..Face::plain(21.0) };
    let from = [Head::Source, Head::Author, Head::Published].map(|head| sheet.head(head));
    let all = match sheet.kind {
        Some(Kind::Brief) => vec![
            said(&facts(from), Face::plain(20.0), QUIET),
            sheet.head(Head::Summary).and_then(|summary| said(summary, lead, INK)),
        ],
        _ => vec![said(board.mission(), lead, INK)],
    };
    all.into_iter().flatten().collect()
}

fn period(board: &Board) -> Option<String> {
    board.period().map(|period| period.to_string())
}

/// What is there of some facts, in one line.
fn facts<const N: usize>(facts: [Option<&str>; N]) -> String {
    let there = facts.into_iter().flatten().map(str::trim).filter(|fact| !fact.is_empty());
    there.map(|fact| safe_line(fact).into_owned()).collect::<Vec<String>>().join(" · ")
}

/// Text with XML's own signs written out; what XML 1.0 cannot hold becomes U+FFFD.
struct Escaped<'t>(&'t str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                c if c.is_control() || u32::from(c) & 0xfffe == 0xfffe => out.write_char('\u{fffd}')?,
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}
