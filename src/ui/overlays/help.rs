//! The help page: every key that works in a context, read from the table of actions and the keymap.
//! It must not know what an action does; what has no key is not listed.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::page;
use crate::action::{Action, Context, Row, TABLE, group};
use crate::app::{App, Filter, Mode};
use crate::config::keymap::Keymap;
use crate::config::theme::{Chrome, Theme};
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
/// The last key of a row of numbered actions.
const LAST_DIGIT: usize = 9;

/// Draws the keys of the context that the help is about. Nothing where no help is open.
pub fn draw(frame: &mut Frame, area: Rect, app: &App, theme: &Theme) {
    if let Mode::Help { about, top, filter, .. } = &app.mode {
        let page = Page { keymap: &app.keymap, about: *about, words: words(filter.as_deref()) };
        page.paint(frame, area, filter.as_deref(), *top, theme);
    }
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
}

impl Page<'_> {
    fn paint(&self, frame: &mut Frame, area: Rect, filter: Option<&Filter>, top: usize, theme: &Theme) {
        let area = page::inner(area);
        let Some(filter) = filter.filter(|_| area.height > 0) else {
            let body = page::heading(frame, area, title(self.about), "", theme);
            page::lines(frame, body, &self.lines(area.width, theme), top, theme);
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
        page::lines(frame, body, &self.lines(area.width, theme), top, theme);
    }

    fn lines(&self, cells: u16, theme: &Theme) -> Vec<Line<'static>> {
        let groups = self.groups(theme.chrome);
        let cells = usize::from(cells);
        let two = cells + 2 >= usize::from(WIDE) && groups.len() > 1 && !theme.is_spoken();
        let column = if two { (cells - GUTTER) / 2 } else { cells };
        let widest = groups.iter().flat_map(|(_, entries)| entries).map(|entry| width(&entry.keys)).max();
        let keys = widest.unwrap_or(0).min(WIDEST_KEYS).min(column / 3);
        let blocks = groups.iter().map(|(title, entries)| self.block(title, entries, keys, column, theme));
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
        groups
    }

    /// A group: its title, its entries, and a blank line after it.
    fn block(
        &self,
        title: &str,
        entries: &[Entry],
        keys: usize,
        cells: usize,
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        // A style of the whole line would not survive standing beside another line.
        let mut lines =
            vec![Line::from(page::lit(title, &self.words.letters(title), theme.pane_title, theme))];
        for entry in entries {
            let rows = page::beside((&entry.keys, theme.key), (&entry.help, theme.text), keys, cells);
            lines.extend(rows.into_iter().map(|row| self.lit(row, theme)));
        }
        lines.push(Line::default());
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
    (!keys.is_empty()).then(|| Entry { keys: keys.join(" "), help: row.help.to_owned() })
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
    (count > 1 && first + count > LAST_DIGIT).then(|| (Entry { keys, help: help.to_owned() }, count))
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

fn joined(blocks: &[Vec<Line<'static>>]) -> Vec<Line<'static>> {
    let mut lines = blocks.concat();
    lines.pop();
    lines
}

/// How many blocks stand on the left so that the taller column is as short as it can be.
fn split(blocks: &[Vec<Line>]) -> usize {
    let height = |range: Range<usize>| blocks[range].iter().map(Vec::len).sum::<usize>();
    let taller = |at: &usize| height(0..*at).max(height(*at..blocks.len()));
    (1..blocks.len()).min_by_key(taller).unwrap_or(blocks.len())
}

fn side_by_side(left: Vec<Line<'static>>, right: Vec<Line<'static>>, column: usize) -> Vec<Line<'static>> {
    let height = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let row = |_| {
        let mut line = left.next().unwrap_or_default();
        let gap = (column + GUTTER).saturating_sub(page::line_width(&line));
        line.spans.push(Span::raw(" ".repeat(gap)));
        line.spans.extend(right.next().unwrap_or_default().spans);
        line
    };
    (0..height).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{SIZES, is_harmless, screen};
    use super::*;
    use crate::app::editor::Editor;

    fn help(size: (u16, u16), about: Context, top: usize, theme: &Theme) -> Vec<String> {
        let page = Page { keymap: &Keymap::default(), about, words: Words::default() };
        screen(size, |frame, area| page.paint(frame, area, None, top, theme)).0
    }

    fn searched(size: (u16, u16), about: Context, query: &str, theme: &Theme) -> Vec<String> {
        let filter = Filter { query: Editor::new(query, true), is_typing: true };
        let page = Page { keymap: &Keymap::default(), about, words: Words::new(query) };
        screen(size, |frame, area| page.paint(frame, area, Some(&filter), 0, theme)).0
    }

    /// All lines of a page in one column.
    fn whole(keymap: &Keymap, about: Context) -> Vec<String> {
        let page = Page { keymap, about, words: Words::default() };
        page.lines(78, &Theme::mono()).iter().map(Line::to_string).collect()
    }

    #[test]
    fn every_action_with_a_key_is_listed_under_its_group() {
        for about in Context::ALL {
            let lines = whole(&Keymap::default(), about);
            let with_key = |row: &&Row| row.context == about && !row.keys.is_empty();
            let rows = TABLE.iter().filter(with_key).filter(|row| number(row.action).is_none());
            for row in rows {
                assert!(lines.contains(&group(row.action).to_owned()), "{} has no group", row.name);
                assert!(lines.iter().any(|line| line.contains(row.help)), "{} is not listed", row.name);
            }
        }
    }

    #[test]
    fn keys_are_named_as_people_read_them() {
        let lines = whole(&Keymap::default(), Context::Board);
        assert!(lines.contains(&"h ←       Go to the pane on the left".to_owned()), "{lines:#?}");
        assert!(lines.contains(&"1 … 9     Go to that sheet".to_owned()), "{lines:#?}");
        assert!(lines.contains(&"s0 … s9   Score so many tenths".to_owned()), "{lines:#?}");
        assert!(lines.contains(&"ss        Score 1.0".to_owned()), "{lines:#?}");
        assert_eq!(lines.iter().filter(|line| line.contains("Go to sheet")).count(), 0);
    }

    #[test]
    fn the_keymap_of_the_person_is_what_is_shown() {
        let Ok(keymap) = Keymap::with_user("board:\n  sheet-3: ['<F3>']\n  density: []\n  zoom: ['小']\n")
        else {
            panic!("a good keymap");
        };
        let lines = whole(&keymap, Context::Board);
        let line = |help: &str| lines.iter().find(|line| line.contains(help)).cloned().unwrap_or_default();
        assert_eq!(line("Go to sheet 3"), "F3        Go to sheet 3");
        assert_eq!(line("Go to sheet 2"), "2         Go to sheet 2", "1 … 9 would be a lie");
        assert_eq!(line("Go to that sheet"), "4 … 9     Go to that sheet");
        assert_eq!(line("Show more or less"), "", "what has no key does not work");
        assert_eq!(line("This pane alone"), "小        This pane alone, or all");
    }

    #[test]
    fn two_columns_stand_side_by_side_on_a_wide_screen() {
        let rows = help((120, 36), Context::Board, 0, &Theme::default16());
        assert!(rows[0].starts_with(" Keys on the board ───"), "{rows:#?}");
        assert!(rows[1].starts_with(" Walking "), "{rows:#?}");
        assert!(rows[1].trim_end().len() > 60, "a group on the right: {rows:#?}");
        let rows = help((80, 24), Context::Board, 0, &Theme::default16());
        assert_eq!(rows[1], " Walking");
        assert!(rows[23].starts_with(" ↓ "), "{rows:#?}");
    }

    #[test]
    fn long_sentences_hang_beside_their_keys() {
        let rows = help((44, 20), Context::Board, 0, &Theme::default16());
        let at = rows.iter().position(|row| row.starts_with(" j ↓")).unwrap_or_default();
        assert_eq!(
            &rows[at..at + 2],
            [" j ↓       Go down; at a pane's end on to", "           the pane below"]
        );
    }

    #[test]
    fn the_page_ends_with_its_last_line_and_scrolls_no_further() {
        let end = help((80, 24), Context::Board, usize::MAX, &Theme::default16());
        assert!(end[23].contains("C-c C-c"), "{end:#?}");
        assert!(end[1].starts_with(" ↑ "), "{end:#?}");
    }

    #[test]
    fn words_leave_the_lines_that_have_them() {
        let rows = searched((80, 24), Context::Board, "pane letter", &Theme::default16());
        let expected =
            [" Ranking and moving", " m  Move the item to the pane with a letter"].map(str::to_owned);
        assert_eq!(rows[1..3], expected, "{rows:#?}");
        assert!(rows[0].starts_with(" Keys on the board: / pane letter ─") && rows[0].ends_with(" 1"));
        let rows = searched((44, 20), Context::Board, "weighing", &Theme::default16());
        assert!(rows[1] == " Weighing" && rows.iter().any(|row| row.contains("One vote more")), "{rows:#?}");
        let rows = searched((20, 3), Context::Board, "xyz", &Theme::default16());
        assert!(rows[0].starts_with(" / xyz ") && rows[1].starts_with(" no key here"), "{rows:#?}");
    }

    #[test]
    fn ascii_chrome_needs_no_other_sign() {
        for about in Context::ALL {
            let theme = Theme::mono().with_chrome(Chrome::Ascii);
            let page = Page { keymap: &Keymap::default(), about, words: Words::default() };
            let lines = page.lines(118, &theme);
            assert!(lines.iter().all(|line| line.to_string().is_ascii()), "{lines:#?}");
            assert!(help((80, 9), about, 3, &theme).iter().all(|row| row.is_ascii()));
        }
    }

    #[test]
    fn every_size_is_drawn() {
        for size in SIZES {
            for about in Context::ALL {
                assert!(is_harmless(&help(size, about, 2, &Theme::default16())));
                for query in ["", "down", "no such", "a line that is longer than a small screen is wide"] {
                    assert!(is_harmless(&searched(size, about, query, &Theme::default16())));
                }
            }
        }
    }
}
