//! The help page: every key that works in a context, read from the table of actions and the keymap.
//! It must not know what an action does; what has no key is not listed.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::page;
use crate::action::{Action, Context, MOUSE, Row, TABLE, group};
use crate::app::{App, Filter, Mode};
use crate::config::keymap::Keymap;
use crate::config::theme::{Chrome, Theme};
use crate::terminal::Frame;
use crate::text::{Words, width};
use crate::ui::paint;

/// From this width on the keys stand in two columns.
const WIDE: u16 = 110;
/// Blank columns between the two.
const GUTTER: usize = 3;
/// Below this width the words that are searched for have the first line for themselves.
const NARROW: u16 = 50;
/// The widest column of keys; longer lists of keys wrap.
const WIDEST_KEYS: usize = 15;
/// The group of what the mouse does.
const WITH_MOUSE: &str = "With the mouse";
/// The last key of a row of numbered actions.
const LAST_DIGIT: usize = 9;

/// Draws the keys of the context that the help is about. Nothing where no help is open.
pub fn draw(frame: &mut Frame, area: Rect, app: &App, theme: &Theme) {
    if let Mode::Help { about, top, filter, .. } = &app.mode {
        let page = Page { keymap: &app.keymap, about: *about, words: words(filter.as_deref()) };
        page.paint(frame, area, filter.as_deref(), *top, theme);
    }
}

/// The action that the line in a cell tells of.
pub fn action_at(app: &App, area: Rect, theme: &Theme, (x, y): (u16, u16)) -> Option<Action> {
    let Mode::Help { about, top, filter, .. } = &app.mode else { return None };
    let page = Page { keymap: &app.keymap, about: *about, words: words(filter.as_deref()) };
    let body = below(page::inner(area), filter.is_some());
    let lines = page.lines(body.width, theme);
    let top = (*top).min(page::last_top(lines.len(), body.height));
    let row = usize::from(y.checked_sub(body.y).filter(|_| y < body.bottom())?);
    if page::is_mark(lines.len(), body.height, top, row) {
        return None;
    }
    let told = lines.get(top + row)?;
    let right = column(body.width) + GUTTER;
    let is_right =
        body.width + 2 >= WIDE && !theme.is_spoken() && usize::from(x.saturating_sub(body.x)) >= right;
    if is_right { told.right } else { told.action }
}

/// Cells of one of two columns.
fn column(cells: u16) -> usize {
    usize::from(cells).saturating_sub(GUTTER) / 2
}

/// The number of lines of the page in an area of that width, its heading not counted.
pub fn lines(app: &App, width: u16) -> usize {
    let Mode::Help { about, filter, .. } = &app.mode else { return 0 };
    let cells = page::inner(Rect::new(0, 0, width, 1)).width;
    let page = Page { keymap: &app.keymap, about: *about, words: words(filter.as_deref()) };
    page.lines(cells, &Theme::mono()).len()
}

/// The furthest that the page scrolls in that area: what `Mode::Help::top` is kept to.
pub fn last_top(app: &App, area: Rect) -> usize {
    let is_searched = matches!(&app.mode, Mode::Help { filter: Some(_), .. });
    page::last_top(lines(app, area.width), below(area, is_searched).height)
}

/// What the first line leaves. The words that are searched for are always in view.
fn below(area: Rect, is_searched: bool) -> Rect {
    match area.height {
        0 => area,
        height if is_searched => Rect { y: area.y + 1, height: height - 1, ..area },
        _ => page::below_heading(area),
    }
}

fn words(filter: Option<&Filter>) -> Words {
    filter.map_or_else(Words::default, |filter| Words::new(&filter.query.text()))
}

/// The page: whose keys it lists, and the words that its lines must have.
struct Page<'a> {
    keymap: &'a Keymap,
    about: Context,
    words: Words,
}

fn title(about: Context) -> &'static str {
    match about {
        Context::Board => "Keys on the board",
        Context::Edit => "Keys while you write",
        Context::Form => "Keys in the form",
        Context::Help => "Keys in the help",
        Context::Choose => "Keys in a list",
        Context::Welcome => "Keys to begin with",
        Context::Refused => "Keys in a file that is no board",
    }
}

/// One line of the page before it is wrapped: keys and what they do.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    keys: String,
    help: String,
    /// What it tells of, where that is one action.
    action: Option<Action>,
}

/// A line as it is shown, and the action that it tells of: of lines side by side both, and the column of the second.
#[derive(Debug, Clone, Default)]
struct Told {
    line: Line<'static>,
    action: Option<Action>,
    right: Option<Action>,
}

impl Page<'_> {
    fn paint(&self, frame: &mut Frame, area: Rect, filter: Option<&Filter>, top: usize, theme: &Theme) {
        let area = page::inner(area);
        let Some(filter) = filter.filter(|_| area.height > 0) else {
            let body = page::heading(frame, area, title(self.about), "", theme);
            self.paint_lines(frame, body, top, theme);
            return;
        };
        let title = if area.width < NARROW { "/".to_owned() } else { format!("{}: /", title(self.about)) };
        let found = self.groups(theme.chrome).iter().map(|(_, entries)| entries.len()).sum::<usize>();
        let (editor, is_typing) = (&filter.query, filter.is_typing);
        let line = page::Query {
            title: &title,
            invitation: "some words",
            editor,
            is_typing,
            note: &found.to_string(),
        };
        line.paint(frame, area, theme);
        let body = below(area, true);
        if found == 0 {
            let told =
                page::one_line("no key here does something with these words", usize::from(area.width), theme);
            paint::text(frame, (body.x, body.y), body.width, &told, theme.hint);
            return;
        }
        self.paint_lines(frame, body, top, theme);
    }

    fn paint_lines(&self, frame: &mut Frame, body: Rect, top: usize, theme: &Theme) {
        let lines = self.lines(body.width, theme).into_iter().map(|told| told.line).collect::<Vec<Line>>();
        page::lines(frame, body, &lines, top, theme);
    }

    fn lines(&self, cells: u16, theme: &Theme) -> Vec<Told> {
        let groups = self.groups(theme.chrome);
        let two = cells + 2 >= WIDE && groups.len() > 1 && !theme.is_spoken();
        let column = if two { column(cells) } else { usize::from(cells) };
        // What the mouse does has longer names: they do not take room from the keys.
        let keys = |of_mouse: bool| {
            let same = groups.iter().filter(|(title, _)| (*title == WITH_MOUSE) == of_mouse);
            let widest = same.flat_map(|(_, entries)| entries).map(|entry| width(&entry.keys)).max();
            widest.unwrap_or(0).min(WIDEST_KEYS).min(column / 3)
        };
        let blocks = groups
            .iter()
            .map(|(title, entries)| self.block(title, entries, keys(*title == WITH_MOUSE), column, theme));
        let mut blocks = blocks.collect::<Vec<_>>();
        if !two {
            return joined(&blocks);
        }
        let right = blocks.split_off(split(&blocks));
        side_by_side(joined(&blocks), joined(&right), column)
    }

    /// The actions that have keys, by groups: those in the order in which the table first names them.
    fn groups(&self, chrome: Chrome) -> Vec<(&'static str, Vec<Entry>)> {
        let rows = TABLE.iter().filter(|row| row.context == self.about).collect::<Vec<&Row>>();
        let mut groups = Vec::<(&str, Vec<Entry>)>::new();
        let mut next = 0;
        while let Some(row) = rows.get(next) {
            let (entry, taken) = match numbered(self.keymap, &rows[next..], chrome) {
                Some((entry, taken)) => (Some(entry), taken),
                None => (entry(self.keymap, row, chrome), 1),
            };
            next += taken;
            let title = group(row.action);
            let is_found =
                |entry: &Entry| self.words.are_in(&format!("{} {} {title}", entry.keys, entry.help));
            let Some(entry) = entry.filter(is_found) else { continue };
            match groups.iter_mut().find(|(other, _)| *other == title) {
                Some((_, entries)) => entries.push(entry),
                None => groups.push((title, vec![entry])),
            }
        }
        groups.extend(self.mouse());
        groups
    }

    /// What the mouse does, on the board.
    fn mouse(&self) -> Option<(&'static str, Vec<Entry>)> {
        let told =
            MOUSE.iter().filter(|(keys, help)| self.words.are_in(&format!("{keys} {help} {WITH_MOUSE}")));
        let entry = |(keys, help): &(&str, &str)| Entry {
            keys: (*keys).to_owned(),
            help: (*help).to_owned(),
            action: None,
        };
        let entries = told.map(entry).collect::<Vec<Entry>>();
        (self.about == Context::Board && !entries.is_empty()).then_some((WITH_MOUSE, entries))
    }

    /// A group: its title, its entries, and a blank line after it.
    fn block(&self, title: &str, entries: &[Entry], keys: usize, cells: usize, theme: &Theme) -> Vec<Told> {
        let told = |line, action| Told { line, action, right: None };
        // A style of the whole line would not survive standing beside another line.
        let title = Line::from(page::lit(title, &self.words.letters(title), theme.pane_title, theme));
        let mut lines = vec![told(title, None)];
        for entry in entries {
            let rows = page::beside((&entry.keys, theme.key), (&entry.help, theme.text), keys, cells);
            lines.extend(rows.into_iter().map(|row| told(self.lit(row, theme), entry.action)));
        }
        lines.push(Told::default());
        lines
    }

    /// A row with the letters lit that are searched for. A word that is broken over two rows is not.
    fn lit(&self, row: Line<'static>, theme: &Theme) -> Line<'static> {
        if self.words.is_empty() {
            return row;
        }
        let parts = row.spans.into_iter();
        let lit =
            |span: Span| page::lit(&span.content, &self.words.letters(&span.content), span.style, theme);
        Line::from(parts.flat_map(lit).collect::<Vec<Span>>())
    }
}

fn entry(keymap: &Keymap, row: &Row, chrome: Chrome) -> Option<Entry> {
    let keys = page::keys(keymap, row.context, row.action, chrome);
    (!keys.is_empty()).then(|| Entry {
        keys: keys.join(" "),
        help: row.help.to_owned(),
        action: Some(row.action),
    })
}

/// Actions that only a number tells apart are one entry (`1 … 9`) where their keys too are only numbered: a person may
/// have given one of them another key. Answers the number of rows that it stands for.
fn numbered(keymap: &Keymap, rows: &[&Row], chrome: Chrome) -> Option<(Entry, usize)> {
    let (help, first) = number(rows.first()?.action)?;
    let only_key = |row: &Row| {
        <[String; 1]>::try_from(page::keys(keymap, row.context, row.action, chrome)).ok().map(|[key]| key)
    };
    let first_key = only_key(rows.first()?)?;
    let before = first_key.strip_suffix(&first.to_string())?;
    let follows = |index: usize, row: &Row| {
        let wanted = first + index;
        number(row.action) == Some((help, wanted)) && only_key(row) == Some(format!("{before}{wanted}"))
    };
    let count = rows.iter().enumerate().take_while(|(index, row)| follows(*index, row)).count();
    let dots = if chrome == Chrome::Unicode { "…" } else { ".." };
    let keys = format!("{first_key} {dots} {before}{LAST_DIGIT}");
    let entry = || Entry { keys, help: help.to_owned(), action: None };
    (count > 1 && first + count > LAST_DIGIT).then(|| (entry(), count))
}

/// What all actions of a numbered family do, and which of them it is.
fn number(action: Action) -> Option<(&'static str, usize)> {
    match action {
        Action::Sheet(number) => Some(("Go to that sheet", usize::from(number))),
        Action::Score(Some(tenths)) if usize::from(tenths) <= LAST_DIGIT => {
            Some(("Score so many tenths", usize::from(tenths)))
        }
        _ => None,
    }
}

fn joined(blocks: &[Vec<Told>]) -> Vec<Told> {
    let mut lines = blocks.concat();
    lines.pop();
    lines
}

/// How many blocks stand on the left so that the taller column is as short as it can be.
fn split(blocks: &[Vec<Told>]) -> usize {
    let height = |range: Range<usize>| blocks[range].iter().map(Vec::len).sum::<usize>();
    let taller = |at: &usize| height(0..*at).max(height(*at..blocks.len()));
    (1..blocks.len()).min_by_key(taller).unwrap_or(blocks.len())
}

fn side_by_side(left: Vec<Told>, right: Vec<Told>, column: usize) -> Vec<Told> {
    let height = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let row = |_| {
        let (mut told, beside) = (left.next().unwrap_or_default(), right.next().unwrap_or_default());
        let gap = (column + GUTTER).saturating_sub(page::line_width(&told.line));
        told.line.spans.push(Span::raw(" ".repeat(gap)));
        told.line.spans.extend(beside.line.spans);
        Told { right: beside.action, ..told }
    };
    (0..height).map(row).collect()
}

#[cfg(test)]
mod tests;
