//! The last line: the mode in words, the keys that matter here or a message, and the place; a prompt's text while one is open.
//! What has no room in one line takes rows above it, until the next key. It must not know which keys matter.

use ratatui::style::{Modifier, Style};

use crate::app::{App, Ask, Mode, Pointed, Prompt};
use crate::config::keys::Key;
use crate::config::theme::Theme;
use crate::terminal::Frame;
use crate::text::{safe_line, width, wrap};

use super::overlays::page;
use super::{hints, paint, told};
use prompt::{PromptLine, prompt_end};
use word::{place, shown_word};

mod prompt;
mod word;

/// Below this width the board's mode needs no word, and the place only its number.
pub(super) const NARROW: u16 = 50;
/// From this width on the mode has room beside what can follow a first key.
const WIDE: u16 = 110;
/// Below this width the line only says the place.
const TINY: u16 = 30;
/// The most rows that it takes.
const MOST_ROWS: u16 = 3;

/// Draws the line, and the rows above it that it needs.
pub(super) fn draw(frame: &mut Frame, app: &App, theme: &Theme) {
    let area = frame.area();
    let block = Block::new(app, (area.width, area.height), theme);
    let top = area.height.saturating_sub(block.rows);
    for y in top..area.height.saturating_sub(1) {
        paint::text(frame, (0, y), area.width, &" ".repeat(usize::from(area.width)), theme.text);
    }
    for piece in &block.pieces {
        paint::text(
            frame,
            (piece.x, top + piece.row),
            area.width.saturating_sub(piece.x),
            &piece.text,
            piece.style,
        );
    }
    if let Some(line) = block.typed {
        paint::caret(frame, (line.caret, area.height - 1));
    }
}

/// The rows that it takes.
pub(super) fn rows(app: &App, size: (u16, u16), theme: &Theme) -> u16 {
    Block::new(app, size, theme).rows
}

/// What stands in a cell of these rows; nothing for all other cells.
pub(super) fn at(app: &App, theme: &Theme, (x, y): (u16, u16)) -> Option<Pointed> {
    let block = Block::new(app, app.size, theme);
    let row = y.checked_sub(app.size.1.saturating_sub(block.rows))?;
    let here =
        |piece: &&Piece| piece.row == row && (piece.x..piece.x + paint::cells(&piece.text)).contains(&x);
    let on = block.pieces.iter().rev().find(here).map(|piece| &piece.on);
    Some(match (on, &app.mode, block.typed) {
        (Some(On::Keys(keys)), ..) if !keys.is_empty() => Pointed::Keys(keys.clone()),
        (Some(On::Typed), Mode::Prompt(prompt), Some(line)) => {
            Pointed::Prompt(line.byte(prompt, x.saturating_sub(line.from)))
        }
        _ => Pointed::Nothing,
    })
}

/// What the line says instead of hints: the message, or on a board the note that something is found in.
fn message(app: &App) -> Option<String> {
    app.message.clone().or_else(|| hints::found_in(app).filter(|_| matches!(app.mode, Mode::Board)))
}

/// What is said of a prompt's text: the message, the note that something is found in, or how the text is read.
fn said(app: &App, prompt: &Prompt) -> String {
    let found_in = || hints::found_in(app).filter(|_| prompt.ask == Ask::Find);
    app.message.clone().or_else(found_in).unwrap_or_else(|| hints::reading(prompt).to_owned())
}

/// What a click on a piece is on.
#[derive(Debug, Clone)]
enum On {
    /// Nothing.
    Nothing,
    /// Keys that it names.
    Keys(Vec<Key>),
    /// The text that is typed.
    Typed,
}

/// Some text of one style, its row counted from the first one.
struct Piece {
    row: u16,
    x: u16,
    text: String,
    style: Style,
    on: On,
}

/// The last line and the rows above it that are needed: what stands where.
struct Block<'a> {
    app: &'a App,
    theme: &'a Theme,
    width: u16,
    /// The most rows that there may be.
    most: u16,
    rows: u16,
    pieces: Vec<Piece>,
    /// The text that is typed, in the last row.
    typed: Option<PromptLine>,
}

impl<'a> Block<'a> {
    fn new(app: &'a App, (width, height): (u16, u16), theme: &'a Theme) -> Self {
        let most = MOST_ROWS.min(height.saturating_sub(3)).max(1);
        let mut block = Self { app, theme, width, most, rows: 1, pieces: Vec::new(), typed: None };
        let word = shown_word(app, width, theme);
        let x = word.as_ref().map_or(0, |word| paint::cells(word)) + 1;
        let place = place(app, width, theme);
        if let Mode::Prompt(prompt) = &app.mode {
            block.ask(prompt, &place, x);
        } else if let Some(message) = message(app) {
            block.tell(&safe_line(&message), &place, x);
        } else {
            let x = block.pending(x);
            // What can follow a first key stands in whole rows, with their blank column at the edge.
            let edge = u16::from(!app.pending.is_empty());
            let beside = block.place_from(&place).saturating_sub(2);
            let end = if place.is_empty() { width - edge } else { beside };
            if width >= TINY || !app.pending.is_empty() {
                block.hint(x, end);
            }
            block.put_place(&place);
        }
        if let Some(word) = word {
            // Beside a text that is typed it stands where that does.
            let row = if block.typed.is_some() { block.rows - 1 } else { 0 };
            block.put((0, row), word, theme.mode_word, On::Nothing);
        }
        block
    }

    /// Puts some text somewhere; answers the column behind it.
    fn put(&mut self, (x, row): (u16, u16), text: impl Into<String>, style: Style, on: On) -> u16 {
        let text = text.into();
        let end = x.saturating_add(paint::cells(&text));
        self.pieces.push(Piece { row, x, text, style, on });
        end
    }

    fn place_from(&self, place: &str) -> u16 {
        (self.width - 1).saturating_sub(paint::cells(place))
    }

    fn put_place(&mut self, place: &str) {
        let at = (self.place_from(place), self.rows - 1);
        self.put(at, place, self.theme.text, On::Nothing);
    }

    /// A message: beside the place where it fits there, else in as many rows as it needs.
    fn tell(&mut self, message: &str, place: &str, x: u16) {
        let cells = paint::cells(message);
        let beside = self.place_from(place).saturating_sub(2);
        if x.saturating_add(cells) <= if place.is_empty() { self.width } else { beside } {
            self.put_told(message, 0..message.len(), (x, 0));
            self.put_place(place);
            return;
        }
        self.told_in_rows(message, x);
    }

    /// A message in rows of the whole width, the first from a column on; what has no room in the last is cut.
    fn told_in_rows(&mut self, message: &str, x: u16) {
        let rest = usize::from(self.width.saturating_sub(2)).max(1);
        let rows = wrap(message, usize::from(self.width.saturating_sub(x + 1)), rest);
        self.rows = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(self.most);
        for (index, row) in (0..self.rows).zip(&rows) {
            let from = if index == 0 { x } else { 1 };
            if index + 1 == self.rows && rows.len() > usize::from(self.rows) {
                let room = usize::from(self.width.saturating_sub(from));
                let cut = paint::short(&message[row.range.start..], room, self.theme);
                self.put((from, index), self.theme.chars(&cut), self.theme.message, On::Nothing);
            } else {
                self.put_told(message, row.range.clone(), (from, index));
            }
        }
    }

    /// Some bytes of a message; what names a key can be clicked.
    fn put_told(&mut self, message: &str, bytes: std::ops::Range<usize>, (mut x, row): (u16, u16)) {
        let mut at = bytes.start;
        let named = told::named(self.app, message);
        while at < bytes.end {
            let here = named.iter().find(|(part, _)| part.contains(&at));
            let next = named.iter().map(|(part, _)| part.start).filter(|start| *start > at).min();
            let end = here.map(|(part, _)| part.end).or(next).unwrap_or(bytes.end).min(bytes.end);
            let on = here.map_or(On::Nothing, |(_, keys)| On::Keys(keys.clone()));
            x = self.put((x, row), self.theme.chars(&message[at..end]), self.theme.message, on);
            at = end;
        }
    }

    /// The keys of a chord that was begun.
    fn pending(&mut self, x: u16) -> u16 {
        let keys = self.app.pending.iter().map(crate::config::keys::label).collect::<Vec<String>>().join(" ");
        if keys.is_empty() {
            return x;
        }
        let theme = self.theme;
        let x = self.put((x, 0), keys, theme.key, On::Nothing);
        self.put((x, 0), theme.chars(" … ").into_owned(), theme.key_label, On::Nothing)
    }

    /// As many hints as have room, the last one always among them. What can follow a first key is all there is: it
    /// takes the rows that it needs.
    fn hint(&mut self, from: u16, end: u16) {
        let taken = |hint: &hints::Hint| self.cells(hint) + 2;
        let mut hints = hints::hints(self.app);
        if self.app.pending.is_empty() {
            let room = end.saturating_sub(from) + 2;
            let last = hints.pop();
            let mut left = room.saturating_sub(last.as_ref().map_or(0, taken));
            let in_prompt = matches!(self.app.mode, Mode::Prompt(_));
            let fits = |hint: &&hints::Hint| {
                let fits = taken(hint) <= left;
                left = left.saturating_sub(taken(hint));
                fits
            };
            let shown = hints.iter().take_while(fits).count();
            if shown == 0 && in_prompt {
                // Beside a text that is typed, keeping it matters more than help; there may be no room at all.
                hints.truncate(1);
                hints.retain(|hint| taken(hint) <= room);
            } else {
                hints.truncate(shown);
                hints.extend(last);
            }
        }
        self.put_hints(&hints, from, end);
    }

    fn put_hints(&mut self, hints: &[hints::Hint], from: u16, end: u16) {
        let (mut x, mut row) = (from, self.rows - 1);
        let is_all = !self.app.pending.is_empty();
        for (index, hint) in hints.iter().enumerate() {
            // Where not all has room, the last row says so.
            let sign = if row + 1 == self.most && index + 1 < hints.len() { 3 } else { 0 };
            if is_all && x > 1 && x + self.cells(hint) + sign > end {
                if row + 1 == self.most {
                    self.put((x, row), self.theme.chars("…").into_owned(), self.theme.key, On::Nothing);
                    break;
                }
                (x, row) = (1, row + 1);
            }
            x = self.put_hint(hint, (x, row)) + 2;
        }
        self.rows = self.rows.max(row + 1);
    }

    fn put_hint(&mut self, hint: &hints::Hint, (mut x, row): (u16, u16)) -> u16 {
        let theme = self.theme;
        for (keys, press) in &hint.keys {
            x = self.put((x, row), spelled(keys, theme), theme.key, On::Keys(press.clone()));
        }
        if hint.label.is_empty() {
            return x;
        }
        let press = hint.keys.iter().map(|(_, press)| press).find(|press| !press.is_empty());
        let on = press.map_or(On::Nothing, |press| On::Keys(press.clone()));
        self.put((x, row), theme.chars(&format!(" {}", hint.label)), theme.key_label, on)
    }

    /// Cells of a hint.
    fn cells(&self, hint: &hints::Hint) -> u16 {
        let keys = hint.keys.iter().map(|(keys, _)| paint::cells(&spelled(keys, self.theme))).sum::<u16>();
        keys + if hint.label.is_empty() { 0 } else { paint::cells(&hint.label) + 1 }
    }

    /// A prompt's text with the caret, then what is made of it, above it where there is no room beside, and hints.
    fn ask(&mut self, prompt: &Prompt, place: &str, x: u16) {
        let said = said(self.app, prompt);
        let said = safe_line(&said).into_owned();
        let end = prompt_end(place, self.width, x);
        let line = PromptLine::new(prompt, (x, end));
        let cells = if said.is_empty() { 0 } else { paint::cells(&said) + 2 };
        let whole = width(&line.text) == width(&safe_line(&prompt.editor.text()));
        let beside = line.end.saturating_add(cells) <= end && whole || self.most == 1;
        if !beside && !said.is_empty() {
            self.most -= 1;
            self.told_in_rows(&said, 1);
            self.rows += 1;
        }
        let (row, theme) = (self.rows - 1, self.theme);
        if end < self.place_from(place) {
            self.put_place(place);
        }
        let style = if prompt.untouched { theme.text.add_modifier(Modifier::REVERSED) } else { theme.text };
        let behind = self.put((x, row), line.text.as_str(), style, On::Typed);
        // Behind its end a click means its end.
        self.put((behind, row), " ", theme.text, On::Typed);
        self.put((x + paint::cells(&line.text), row), line.ghost.as_str(), theme.ghost, On::Typed);
        let mut from = line.end + 3;
        if beside && !said.is_empty() {
            let room = usize::from(end.saturating_sub(line.end + 2));
            from = self.put(
                (line.end + 2, row),
                theme.chars(&paint::short(&said, room, theme)),
                theme.message,
                On::Nothing,
            ) + 3;
        }
        self.hint(from, end);
        self.typed = Some(line);
    }
}

/// Keys as they are shown.
fn spelled(keys: &str, theme: &Theme) -> String {
    theme.chars(&page::spelled(keys, theme.chrome)).into_owned()
}
