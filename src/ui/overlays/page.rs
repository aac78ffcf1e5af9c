//! A page: a heading with its rule, and lines below it that scroll when they do not fit.
//! It knows neither what the lines say nor whose they are; whoever makes them makes their text harmless.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::action::{Action, Context};
use crate::app::editor::Editor;
use crate::config::keymap::Keymap;
use crate::config::keys::{label_ascii, parse_sequence};
use crate::config::theme::{Chrome, Theme};
use crate::terminal::Frame;
use crate::text::{graphemes, safe_line, width, wrap};
use crate::ui::paint;

/// The narrowest area that has a blank column at both edges.
const NARROWEST_WITH_EDGES: u16 = 20;

/// The area without the blank columns at its edges.
pub fn inner(area: Rect) -> Rect {
    if area.width < NARROWEST_WITH_EDGES {
        return area;
    }
    Rect { x: area.x + 1, width: area.width - 2, ..area }
}

/// What a heading leaves for lines. One or two rows have none: there the lines matter more.
pub fn below_heading(area: Rect) -> Rect {
    if area.height < 3 { area } else { Rect { y: area.y + 1, height: area.height - 1, ..area } }
}

/// Draws `title ──── note` into the first row, where there is one to spare, and answers what is left below it.
pub fn heading(frame: &mut Frame, area: Rect, title: &str, note: &str, theme: &Theme) -> Rect {
    let below = below_heading(area);
    if below == area {
        return area;
    }
    let cells = usize::from(area.width);
    let note = if width(note) * 2 > cells { String::new() } else { safe_line(note).into_owned() };
    let taken = if note.is_empty() { 0 } else { width(&note) + 1 };
    let title = one_line(title, cells.saturating_sub(taken + 1), theme);
    let rule = cells.saturating_sub(width(&title) + 1 + taken);
    let mut spans = vec![
        Span::styled(title, theme.title),
        Span::raw(" "),
        Span::styled(theme.chars("─").repeat(rule), theme.rule),
    ];
    if !note.is_empty() {
        let note = theme.chars(&note).into_owned();
        spans.extend([Span::raw(" "), Span::styled(note, theme.text)]);
    }
    paint::line(frame, (area.x, area.y), area.width, &Line::from(spans));
    below
}

/// A line to type in at the top of a page: `title words ──── note`.
pub struct Query<'a> {
    /// What stands before the words.
    pub title: &'a str,
    /// What can be typed, where nothing is.
    pub invitation: &'a str,
    /// The words.
    pub editor: &'a Editor,
    /// Whether they have the caret.
    pub is_typing: bool,
    /// What stands at the right end.
    pub note: &'a str,
}

impl Query<'_> {
    /// Draws it into the first row, with the caret.
    pub fn paint(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let note = theme.chars(&format!(" {}", self.note)).into_owned();
        let from = (area.x + paint::cells(self.title) + 1).min(area.right());
        let end = area.right().saturating_sub(paint::cells(&note)).max(from);
        paint::text(frame, (area.x, area.y), area.width, self.title, theme.title);
        let text = self.editor.text();
        let (before, after) = text.split_at(self.editor.caret().min(text.len()));
        let (before, after) = (safe_line(before), safe_line(after));
        let room = usize::from(end - from).saturating_sub(1);
        // The caret stays in view: what is left of it goes out on the left.
        let mut shown = &*before;
        while width(shown) > room {
            let first = graphemes(shown).next().map_or(shown.len(), str::len);
            shown = &shown[first..];
        }
        let typed = if text.is_empty() {
            (one_line(self.invitation, room, theme), theme.ghost)
        } else {
            (format!("{shown}{after}"), theme.text)
        };
        let x = paint::parts(frame, (from, area.y), end, &[typed]) + 1;
        let rule = end.saturating_sub(x);
        paint::text(frame, (x, area.y), rule, &theme.chars("─").repeat(usize::from(rule)), theme.rule);
        paint::text(frame, (end, area.y), area.right() - end, &note, theme.text);
        if self.is_typing {
            paint::caret(frame, (from + paint::cells(shown), area.y));
        }
    }
}

/// A text in spans of one style, but for those of its grapheme clusters that were looked for.
pub fn lit(text: &str, letters: &[u32], style: Style, theme: &Theme) -> Vec<Span<'static>> {
    let found = style.patch(theme.key).patch(theme.selected_tag);
    let mut spans = Vec::<Span>::new();
    for (at, cluster) in (0..).zip(graphemes(text)) {
        let style = if letters.binary_search(&at).is_ok() { found } else { style };
        match spans.last_mut().filter(|span| span.style == style) {
            Some(span) => span.content.to_mut().push_str(cluster),
            None => spans.push(Span::styled(cluster.to_owned(), style)),
        }
    }
    spans
}

/// The furthest that so many lines scroll in so many rows.
pub fn last_top(lines: usize, rows: u16) -> usize {
    lines.saturating_sub(usize::from(rows))
}

/// Draws the lines from `top` on. Where lines are hidden, the first and the last row say how many.
pub fn lines(frame: &mut Frame, area: Rect, lines: &[Line<'static>], top: usize, theme: &Theme) {
    window(frame, area, lines.len(), top, theme, |index| lines.get(index).cloned().unwrap_or_default());
}

/// As [`lines`], where only the visible ones of `count` lines are made.
pub fn window(
    frame: &mut Frame,
    area: Rect,
    count: usize,
    top: usize,
    theme: &Theme,
    line: impl Fn(usize) -> Line<'static>,
) {
    let rows = usize::from(area.height);
    let top = top.min(last_top(count, area.height));
    let (above, below) = marks(count, rows, top);
    let more = |sign: &str, hidden: usize| {
        let words = match sign {
            _ if !theme.is_spoken() => theme.chars(&format!("{sign} {hidden} more")).into_owned(),
            "↑" => format!("{hidden} more above"),
            _ => format!("{hidden} more below"),
        };
        Line::styled(words, theme.hint)
    };
    for (row, y) in (area.y..area.bottom()).enumerate().take(count - top) {
        let line = match row {
            0 if above => more("↑", top + 1),
            _ if below && row + 1 == rows => more("↓", count + 1 - top - rows),
            _ => line(top + row),
        };
        paint::line(frame, (area.x, y), area.width, &line);
    }
}

/// Whether a row of so many says that lines are hidden, of `count` shown from `top` on.
pub fn is_mark(count: usize, rows: u16, top: usize, row: usize) -> bool {
    let (above, below) = marks(count, usize::from(rows), top);
    above && row == 0 || below && row + 1 == usize::from(rows)
}

/// Whether the first row says what is hidden above, and the last what is hidden below. One or two rows have no room
/// for both.
fn marks(lines: usize, rows: usize, top: usize) -> (bool, bool) {
    (top > 0 && rows >= 3, lines > top + rows && rows >= 2)
}

/// The top that shows the lines of `wanted`, or as many of its first as there is room for, in so many rows.
pub fn top_for(wanted: &Range<usize>, lines: usize, rows: u16) -> usize {
    let last = last_top(lines, rows);
    let (_, below) = marks(lines, usize::from(rows), 0);
    if last == 0 || wanted.end + usize::from(below) <= usize::from(rows) {
        return 0;
    }
    let mark_above = usize::from(rows >= 3);
    let mark_below = usize::from(rows >= 2 && wanted.end < lines);
    let lowest = (wanted.end + mark_below).saturating_sub(usize::from(rows));
    lowest.min(wanted.start.saturating_sub(mark_above)).min(last)
}

/// The top of the page with that line, where pages are turned instead of scrolled: a step within one draws nothing anew.
pub fn page_for(wanted: usize, lines: usize, rows: u16) -> usize {
    // A row above and one below say what is hidden.
    let step = usize::from(rows.saturating_sub(2)).max(1);
    (wanted.saturating_sub(1) / step * step).min(last_top(lines, rows))
}

/// Two texts side by side, each wrapped in its own columns: the right one begins at `left_cells` + 2 of `cells`.
pub fn beside(
    left: (&str, Style),
    right: (&str, Style),
    left_cells: usize,
    cells: usize,
) -> Vec<Line<'static>> {
    let left_rows = shown_rows(left.0, left_cells.max(1));
    let right_rows = shown_rows(right.0, cells.saturating_sub(left_cells + 2).max(1));
    let row = |index: usize| {
        let name = left_rows.get(index).map_or("", String::as_str);
        let gap = " ".repeat((left_cells + 2).saturating_sub(width(name)));
        let words = right_rows.get(index).cloned().unwrap_or_default();
        Line::from(vec![Span::styled(name.to_owned(), left.1), Span::raw(gap), Span::styled(words, right.1)])
    };
    (0..left_rows.len().max(right_rows.len())).map(row).collect()
}

/// The rows of a wrapped text as they are shown.
pub fn shown_rows(text: &str, cells: usize) -> Vec<String> {
    wrap(text, cells, cells).iter().map(|row| row.shown(text).into_owned()).collect()
}

/// Cells that a line takes.
pub fn line_width(line: &Line) -> usize {
    line.spans.iter().map(|span| width(&span.content)).sum()
}

/// A text on one line of so many cells: harmless, and marked where it is cut.
pub fn one_line(text: &str, cells: usize, theme: &Theme) -> String {
    paint::short(text, cells, theme)
}

/// The keys of an action as they are shown.
pub fn keys(keymap: &Keymap, context: Context, action: Action, chrome: Chrome) -> Vec<String> {
    let labels = match chrome {
        Chrome::Unicode => keymap.labels_of(context, action),
        Chrome::Ascii | Chrome::Words => {
            keymap.keys_of(context, action).iter().map(|text| ascii(text)).collect()
        }
    };
    labels.iter().map(|label| safe_line(label).into_owned()).collect()
}

/// Keys as people read them, in the signs of a chrome.
pub fn spelled(label: &str, chrome: Chrome) -> String {
    let arrows = [('↵', "Enter"), ('↑', "Up"), ('↓', "Down"), ('←', "Left"), ('→', "Right")];
    let plain = |text: String, (sign, name): (char, &str)| text.replace(sign, name);
    match chrome {
        Chrome::Unicode => safe_line(label).into_owned(),
        Chrome::Ascii | Chrome::Words => arrows.into_iter().fold(safe_line(label).into_owned(), plain),
    }
}

/// A sequence in key text as people read it, without arrows.
fn ascii(sequence: &str) -> String {
    let keys = parse_sequence(sequence).unwrap_or_default();
    let labels = keys.iter().map(label_ascii).collect::<Vec<String>>();
    labels.join(if labels.iter().any(|label| label.len() > 1) { " " } else { "" })
}

#[cfg(test)]
mod tests {
    use super::super::testing::screen;
    use super::*;

    fn page(count: usize, rows: u16, top: usize) -> Vec<String> {
        let all = (0..count).map(|number| Line::raw(format!("line {number}"))).collect::<Vec<Line>>();
        screen((20, rows), |frame, area| lines(frame, area, &all, top, &Theme::mono())).0
    }

    #[test]
    fn what_is_hidden_is_counted_where_it_is_hidden() {
        assert_eq!(page(3, 3, 0), ["line 0", "line 1", "line 2"]);
        assert_eq!(page(9, 4, 0), ["line 0", "line 1", "line 2", "↓ 6 more"]);
        assert_eq!(page(9, 4, 2), ["↑ 3 more", "line 3", "line 4", "↓ 4 more"]);
        assert_eq!(page(9, 4, 5), ["↑ 6 more", "line 6", "line 7", "line 8"]);
        assert_eq!(page(9, 4, 99), page(9, 4, 5), "nobody scrolls beyond the end");
        assert_eq!(page(9, 1, 3), ["line 3"]);
    }

    #[test]
    fn a_wanted_line_is_never_under_a_mark() {
        for rows in 1..8 {
            for count in 1..20 {
                for wanted in 0..count {
                    let top = top_for(&(wanted..wanted + 1), count, rows);
                    let shown = page(count, rows, top);
                    assert!(
                        shown.contains(&format!("line {wanted}")),
                        "{wanted} of {count} in {rows}: {shown:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_page_holds_its_lines_and_stays_while_they_are_walked() {
        for rows in 3..8 {
            let tops = (0..20).map(|wanted| page_for(wanted, 20, rows)).collect::<Vec<usize>>();
            for (wanted, top) in tops.iter().enumerate() {
                let shown = page(20, rows, *top);
                assert!(shown.contains(&format!("line {wanted}")), "{wanted} in {rows}: {shown:?}");
            }
            let turns = tops.windows(2).filter(|pair| pair[0] != pair[1]).count();
            assert!(turns <= 20 / (usize::from(rows) - 2), "{rows}: {tops:?}");
        }
    }

    #[test]
    fn a_block_that_is_too_tall_shows_its_beginning() {
        assert_eq!(
            page(20, 5, top_for(&(7..15), 20, 5)),
            ["↑ 7 more", "line 7", "line 8", "line 9", "↓ 10 more"]
        );
        assert_eq!(top_for(&(2..4), 20, 5), 0, "it fits without scrolling");
    }

    #[test]
    fn two_texts_stand_in_their_own_columns() {
        let style = Style::new();
        let rows = beside(("C-w A-BS", style), ("Delete the word", style), 4, 16);
        let rows = rows.iter().map(Line::to_string).collect::<Vec<String>>();
        assert_eq!(rows, ["C-w   Delete the", "A-BS  word"]);
    }

    #[test]
    fn a_heading_says_title_and_note_and_gives_way_where_there_is_no_room() {
        let draw = |size, title: &str| {
            screen(size, |frame, area| {
                heading(frame, area, title, "5", &Theme::mono());
            })
            .0
        };
        assert_eq!(draw((16, 3), "Keys")[0], "Keys ───────── 5");
        assert_eq!(draw((12, 3), "小米小米小米")[0], "小米小米…  5");
        assert_eq!(draw((12, 2), "Keys")[0], "");
    }
}
