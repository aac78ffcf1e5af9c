//! A list with a line to type in: the typed words, the rows that match with the matched letters lit, and beside the
//! boards what the selected one holds. It must not know what a row does when it is chosen.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{page, preview};
use crate::app::chooser::{Entry, Matched};
use crate::app::{App, Choices, Chooser, Mode};
use crate::config::theme::Theme;
use crate::terminal::Frame;
use crate::text::{safe_line, width};
use crate::ui::paint;

/// From this width on a row has room for more than a name and keys.
const ROOMY: u16 = 60;
/// From this width on the selected board is shown beside the list.
const WIDE: u16 = 72;
/// From so many rows on it is shown below, where it has no room beside.
const TALL: u16 = 15;
/// Blank columns between the list and what stands beside it.
const GUTTER: u16 = 3;

/// Draws the open list and the caret in its line. Nothing where none is open.
pub fn draw(frame: &mut Frame, area: Rect, app: &App, theme: &Theme) {
    let Mode::Choose(chooser) = &app.mode else { return };
    let area = page::inner(area);
    if area.height == 0 || area.width == 0 {
        return;
    }
    query_line(frame, area, chooser, theme);
    let (below, list, beside) = parts(area, chooser, theme);
    rows(frame, list, chooser, list.width < below.width, theme);
    if let (Some(area), Choices::Boards(boards)) = (beside, &chooser.of) {
        preview::draw(frame, area, boards, chooser.chosen(), theme);
    }
}

/// What stands below the typed words: all of it, the list, and what stands beside the list.
fn parts(area: Rect, chooser: &Chooser, theme: &Theme) -> (Rect, Rect, Option<Rect>) {
    let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let (list, beside) = match &chooser.of {
        Choices::Boards(_) if !theme.is_spoken() => split(below),
        _ => (below, None),
    };
    (below, list, beside)
}

/// The row that stands in a cell, counted among those that match; on the marks of what is hidden, the next hidden one.
pub fn row_at(app: &App, area: Rect, theme: &Theme, (x, y): (u16, u16)) -> Option<usize> {
    let Mode::Choose(chooser) = &app.mode else { return None };
    let area = page::inner(area);
    if area.height == 0 || area.width == 0 {
        return None;
    }
    let (_, list, _) = parts(area, chooser, theme);
    let inside = list.contains(Position { x: x.max(list.x), y }) && x < list.right();
    let row = top(chooser, list, theme) + usize::from(y.checked_sub(list.y)?);
    Some(row).filter(|row| inside && *row < chooser.hits.len())
}

/// The first row that is shown.
fn top(chooser: &Chooser, list: Rect, theme: &Theme) -> usize {
    let (selected, count) = (chooser.selected, chooser.hits.len());
    if theme.is_spoken() {
        page::page_for(selected, count, list.height)
    } else {
        page::top_for(&(selected..selected + 1), count, list.height)
    }
}

/// Where the list stands, and what the selected board holds: beside it, or below where there are rows to spare.
fn split(area: Rect) -> (Rect, Option<Rect>) {
    if area.width + 2 >= WIDE {
        let list = Rect { width: (area.width - GUTTER) / 2, ..area };
        let x = list.right() + GUTTER;
        return (list, Some(Rect { x, width: area.right() - x, ..area }));
    }
    if area.height < TALL {
        return (area, None);
    }
    let list = Rect { height: area.height / 2, ..area };
    (list, Some(Rect { y: list.bottom() + 1, height: area.height - list.height - 1, ..area }))
}

/// `: typed words ──── 12`, with the caret.
fn query_line(frame: &mut Frame, area: Rect, chooser: &Chooser, theme: &Theme) {
    let (title, invitation) = match &chooser.of {
        Choices::Actions(_) => (":", "a name, a number, w q x e h"),
        Choices::Boards(_) => ("Boards:", "some letters of a board, period or sheet"),
    };
    let dots = if chooser.is_filling { "…" } else { "" };
    let count = format!("{}{dots}", chooser.hits.len());
    let line = page::Query { title, invitation, editor: &chooser.query, is_typing: true, note: &count };
    line.paint(frame, area, theme);
}

/// The rows that match, the selected one in view.
fn rows(frame: &mut Frame, area: Rect, chooser: &Chooser, is_beside: bool, theme: &Theme) {
    if chooser.hits.is_empty() {
        let told = match &chooser.of {
            _ if chooser.is_filling => "looking for boards …",
            _ if !chooser.query.text().trim().is_empty() => "nothing has these letters",
            Choices::Actions(_) => "there is nothing to do here",
            Choices::Boards(_) => "there are no boards here",
        };
        let told = page::one_line(&theme.chars(told), usize::from(area.width), theme);
        paint::text(frame, (area.x + 1, area.y), area.width.saturating_sub(1), &told, theme.hint);
        return;
    }
    let count = chooser.hits.len();
    let top = top(chooser, area, theme);
    let entries = chooser.hits.iter().filter_map(|hit| chooser.entries.get(*hit));
    let visible = entries.skip(top).take(usize::from(area.height)).collect::<Vec<&Entry>>();
    let matched = chooser.matched(visible.iter().copied());
    let columns = Columns::of(chooser, area.width, is_beside, theme);
    page::window(frame, area, count, top, theme, |index| {
        let row = index.checked_sub(top).and_then(|row| visible.get(row).zip(matched.get(row)));
        row.map(|(entry, matched)| columns.line(entry, matched, index == chooser.selected))
            .unwrap_or_default()
    });
    if let Some(row) = chooser.selected.checked_sub(top).filter(|_| theme.is_spoken()) {
        paint::caret(frame, (area.x + 1, area.y + u16::try_from(row).unwrap_or(u16::MAX)));
    }
}

/// How many cells each part of a row has, behind the bar.
struct Columns<'t> {
    name: usize,
    detail: usize,
    keys: usize,
    theme: &'t Theme,
}

impl<'t> Columns<'t> {
    fn of(chooser: &Chooser, cells: u16, is_beside: bool, theme: &'t Theme) -> Self {
        let cells_all = usize::from(cells).saturating_sub(1);
        let roomy = cells + 2 >= ROOMY;
        let (name, keys) = match &chooser.of {
            Choices::Boards(_) if is_beside || !roomy => (cells_all, 0),
            Choices::Boards(_) => (cells_all * 6 / 10, 0),
            Choices::Actions(_) => {
                let widest = |of: &dyn Fn(&Entry) -> usize| chooser.entries.iter().map(of).max().unwrap_or(0);
                let keys = widest(&|entry| width(&keys(entry, theme))).min(cells_all / 3);
                let rest = cells_all.saturating_sub(keys + 2);
                let name = if roomy { widest(&|entry| width(&entry.name)).min(cells_all / 3) } else { rest };
                (name, keys)
            }
        };
        let taken = name + 2 + if keys > 0 { keys + 2 } else { 0 };
        Self { name, detail: cells_all.saturating_sub(taken), keys, theme }
    }

    fn line(&self, entry: &Entry, matched: &Matched, is_selected: bool) -> Line<'static> {
        let theme = self.theme;
        if theme.is_spoken() {
            return self.spoken(entry, matched);
        }
        let (bar, name) = if is_selected { ("▌", theme.value) } else { (" ", theme.text) };
        let mut spans = vec![Span::styled(theme.chars(bar).into_owned(), theme.bar)];
        spans.extend(self.part(&entry.name, &matched.name, self.name, name));
        let keys = page::one_line(&keys(entry, theme), self.keys, theme);
        let mut free = self.keys.saturating_sub(width(&keys));
        if self.detail > 0 {
            spans.push(Span::raw("  "));
            // Few rows have as many keys as the column holds: what they leave is the words'.
            spans.extend(self.part(&entry.detail, &matched.detail, self.detail + free, theme.text));
            free = 0;
        }
        if self.keys > 0 {
            spans.push(Span::raw(" ".repeat(2 + free)));
            spans.push(Span::styled(keys, theme.key));
        }
        Line::from(spans)
    }

    /// One after the other: name, keys, what it does.
    fn spoken(&self, entry: &Entry, matched: &Matched) -> Line<'static> {
        let theme = self.theme;
        let mut spans = vec![Span::raw(" ")];
        // As many letters as before, so that the lit ones stay these.
        let name = entry.name.replace(" › ", ",  ");
        spans.extend(page::lit(&theme.chars(&safe_line(&name)), &matched.name, theme.text, theme));
        for part in
            [keys(entry, theme).as_str(), entry.detail.as_str()].into_iter().filter(|part| !part.is_empty())
        {
            spans.push(Span::styled(format!(", {}", safe_line(&theme.chars(part))), theme.text));
        }
        Line::from(spans)
    }

    /// A text in so many cells, filled up, with the matched letters lit.
    fn part(&self, text: &str, letters: &[u32], cells: usize, style: Style) -> Vec<Span<'static>> {
        let shown = self.theme.chars(&page::one_line(text, cells, self.theme)).into_owned();
        let mut spans = page::lit(&shown, letters, style, self.theme);
        spans.push(Span::raw(" ".repeat(cells.saturating_sub(width(&shown)))));
        spans
    }
}

/// The keys of an entry, and the words that mean it, as they are shown.
fn keys(entry: &Entry, theme: &Theme) -> String {
    let spelled = entry.keys.iter().map(|keys| page::spelled(keys, theme.chrome));
    let words = entry.words.iter().filter(|word| word.parse::<u8>().is_err()).map(|word| format!(":{word}"));
    spelled.chain(words).collect::<Vec<String>>().join(" ")
}
