//! A drawn screen as a picture: an SVG file that needs nothing from elsewhere and is the same bytes every time.
//!
//! It must not know what is on the screen. Every piece of text is placed by its column and stretched to its columns,
//! so that a font that measures otherwise, or a missing one, cannot shift what follows.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::{Style, ansi_number, cells, rows, width};

/// Pixels of a column, a row, the edge around the screen, the font, and from a row's top to the text's base line.
const COLUMN: u32 = 9;
const ROW: u32 = 19;
const EDGE: u32 = 12;
const FONT: u32 = 15;
const BASE: u32 = 14;

/// Text, background and the 16 colours on a light and on a dark page; each reads well on its background.
const LIGHT: [&str; 18] = [
    "#1f2328", "#ffffff", "#24292f", "#b3202c", "#1a6f35", "#7d5600", "#0a55b8", "#7a36b8", "#0f6a75",
    "#57606a", "#4f5862", "#c9303c", "#1f7f3c", "#8a6200", "#1a66cc", "#8a48c8", "#147884", "#24292f",
];
const DARK: [&str; 18] = [
    "#dfe5ec", "#14181e", "#6e7681", "#ff8078", "#5fce74", "#dcae45", "#7ab6ff", "#d0a3ff", "#54cfdd",
    "#c3cad3", "#9aa4b0", "#ffa39c", "#80dd90", "#eac467", "#9ccaff", "#dfbfff", "#7fdfea", "#ffffff",
];

/// The screen as an SVG picture, with the caret (column and row) as a thin bar where one is given.
/// Light or dark follows the reader's `prefers-color-scheme`.
pub fn svg(buffer: &Buffer, caret: Option<(u16, u16)>) -> String {
    let mut out = Svg::new(buffer);
    for y in rows(buffer) {
        let runs = runs(buffer, y);
        for run in &runs {
            out.background(run, y);
        }
        for run in &runs {
            out.text(run, y);
        }
    }
    if let Some((x, y)) = caret {
        let (bar, _) = page(buffer);
        out.rect(x, y, (2, ROW), 0, &bar);
    }
    out.text.push_str("</svg>\n");
    out.text
}

/// Neighbouring cells of one style that are drawn as one piece.
struct Run {
    x: u16,
    columns: u16,
    text: String,
    style: Style,
}

/// The runs of a row. A run is text of the Latin, Greek and Cyrillic kind, or the same sign again and again (a rule);
/// every other cell is a run of its own.
fn runs(buffer: &Buffer, y: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (x, cell) in cells(buffer, y) {
        let style = Style::of(cell);
        match runs.last_mut().filter(|run| run.style == style && joins(run, cell)) {
            Some(run) => {
                run.columns += width(cell);
                run.text.push_str(cell.symbol());
            }
            None => runs.push(Run { x, columns: width(cell), text: cell.symbol().to_owned(), style }),
        }
    }
    runs
}

/// Whether a cell of the run's style may be drawn with it.
fn joins(run: &Run, cell: &Cell) -> bool {
    // A character for each column on both sides, so that stretching the whole keeps each in its column.
    let one_each = width(cell) == 1 && usize::from(run.columns) == run.text.chars().count();
    let mut next = cell.symbol().chars();
    let (Some(c), None) = (next.next(), next.next()) else { return false };
    // Below U+0530 stand the scripts whose letters every monospace font has, but for the combining marks.
    let plain = |c: char| c < '\u{300}' || ('\u{370}'..'\u{530}').contains(&c);
    one_each && (run.text.chars().all(|other| other == c) || (plain(c) && run.text.chars().all(plain)))
}

/// How something is filled: by a class that the style sheet colours, or by its own colour.
enum Paint {
    Class(String),
    Own(String),
}

impl Paint {
    fn of(color: Color, default: &str) -> Self {
        match (ansi_number(color), color) {
            (Some(n), _) => Self::Class(format!("c{n}")),
            (None, Color::Indexed(n)) => Self::Own(indexed(n)),
            (None, Color::Rgb(r, g, b)) => Self::Own(hex(r, g, b)),
            (None, _) => Self::Class(default.into()),
        }
    }

    /// The attributes that paint so, with further classes.
    fn attributes(&self, classes: &str) -> String {
        match self {
            Self::Class(class) => format!("class=\"{class}{classes}\""),
            Self::Own(color) if classes.is_empty() => format!("fill=\"{color}\""),
            Self::Own(color) => format!("fill=\"{color}\" class=\"{}\"", classes.trim_start()),
        }
    }
}

/// The paint of a run's text and of what is behind it.
fn paints(style: Style) -> (Paint, Paint) {
    let (fg, bg) = (Paint::of(style.fg, "fg"), Paint::of(style.bg, "bg"));
    if style.modifier.contains(Modifier::REVERSED) { (bg, fg) } else { (fg, bg) }
}

/// The paint of plain text and of the page, as a screen with colours of its own has them in its first cell.
fn page(buffer: &Buffer) -> (Paint, Paint) {
    buffer
        .content()
        .first()
        .map_or_else(|| paints(Style::of(&Cell::default())), |cell| paints(Style::of(cell)))
}

fn hex(r: u8, g: u8, b: u8) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The colour of the 256 colour palette above the first 16 (xterm's cube of 6 steps, then 24 greys).
fn indexed(n: u8) -> String {
    if let Some(grey) = n.checked_sub(232) {
        let level = 8 + 10 * grey;
        return hex(level, level, level);
    }
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    let cube = n.saturating_sub(16);
    hex(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
}

struct Svg {
    text: String,
}

impl Svg {
    fn new(buffer: &Buffer) -> Self {
        let width = u32::from(buffer.area.width) * COLUMN + 2 * EDGE;
        let height = u32::from(buffer.area.height) * ROW + 2 * EDGE;
        let (_, behind) = page(buffer);
        let behind = behind.attributes("");
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" xml:space=\"preserve\">\n<style>\n\
             text{{font:{FONT}px ui-monospace,\"SF Mono\",Menlo,Consolas,\"DejaVu Sans Mono\",\"Liberation Mono\",\
             \"Noto Sans Mono CJK SC\",monospace;white-space:pre}}\n\
             .b{{font-weight:bold}}.i{{font-style:italic}}.d{{opacity:.65}}\n{}\n\
             @media (prefers-color-scheme:dark){{\n{}\n}}\n</style>\n\
             <rect width=\"{width}\" height=\"{height}\" rx=\"8\" {behind}/>\n",
            sheet(&LIGHT),
            sheet(&DARK)
        );
        Self { text }
    }

    fn line(&mut self, arguments: std::fmt::Arguments<'_>) {
        let written = self.text.write_fmt(arguments);
        debug_assert!(written.is_ok(), "a String takes all that is written to it");
        self.text.push('\n');
    }

    /// A rectangle from a cell's left edge, `down` pixels below its top.
    fn rect(&mut self, x: u16, y: u16, (width, height): (u32, u32), down: u32, paint: &Paint) {
        let (left, top) = (left(x), top(y) + down);
        let paint = paint.attributes("");
        self.line(format_args!(
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" {paint}/>"
        ));
    }

    fn background(&mut self, run: &Run, y: u16) {
        let (_, behind) = paints(run.style);
        if !matches!(&behind, Paint::Class(class) if class == "bg") {
            self.rect(run.x, y, (u32::from(run.columns) * COLUMN, ROW), 0, &behind);
        }
    }

    fn text(&mut self, run: &Run, y: u16) {
        let has = |modifier| run.style.modifier.contains(modifier);
        let (paint, _) = paints(run.style);
        let columns = u32::from(run.columns) * COLUMN;
        // Lines are rectangles: text decoration and stretched text do not go together in every viewer.
        for (modifier, down) in [(Modifier::UNDERLINED, BASE + 2), (Modifier::CROSSED_OUT, ROW / 2)] {
            if has(modifier) {
                self.rect(run.x, y, (columns, 1), down, &paint);
            }
        }
        if has(Modifier::HIDDEN) {
            return;
        }
        if let Some((width, height)) = run.text.chars().next().and_then(block) {
            for x in run.x..run.x + run.columns {
                self.rect(x, y, (width, height), ROW - height, &paint);
            }
            return;
        }
        let trimmed = run.text.trim_matches(' ');
        if trimmed.is_empty() {
            return;
        }
        let before = (run.text.len() - run.text.trim_start_matches(' ').len()) as u32;
        let after = (run.text.len() - run.text.trim_end_matches(' ').len()) as u32;
        let classes: String = [(Modifier::BOLD, " b"), (Modifier::ITALIC, " i"), (Modifier::DIM, " d")]
            .into_iter()
            .filter_map(|(modifier, class)| has(modifier).then_some(class))
            .collect();
        let (x, base) = (left(run.x) + before * COLUMN, top(y) + BASE);
        let length = columns - (before + after) * COLUMN;
        let (paint, escaped) = (paint.attributes(&classes), escaped(trimmed));
        self.line(format_args!(
            "<text x=\"{x}\" y=\"{base}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\" {paint}>{escaped}</text>"
        ));
    }
}

/// Width and height in pixels of the block elements that bars and sparklines are made of (U+2581 to U+258F), which stand
/// at the left and at the bottom of their cell. As text they would leave gaps between rows.
fn block(c: char) -> Option<(u32, u32)> {
    let eighths = |whole: u32, n: u32| (whole * n + 4) / 8;
    match u32::from(c) {
        code @ 0x2581..=0x2588 => Some((COLUMN, eighths(ROW, code - 0x2580))),
        code @ 0x2589..=0x258f => Some((eighths(COLUMN, 0x2590 - code), ROW)),
        _ => None,
    }
}

fn left(x: u16) -> u32 {
    EDGE + u32::from(x) * COLUMN
}

fn top(y: u16) -> u32 {
    EDGE + u32::from(y) * ROW
}

/// The style sheet's rules for a palette.
fn sheet([fg, bg, colors @ ..]: &[&str; 18]) -> String {
    let mut rules = format!(".fg{{fill:{fg}}}.bg{{fill:{bg}}}");
    for (n, color) in colors.iter().enumerate() {
        let written = write!(rules, ".c{n}{{fill:{color}}}");
        debug_assert!(written.is_ok(), "a String takes all that is written to it");
    }
    rules
}

/// Text with XML's own signs written out; what XML 1.0 cannot hold becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
