//! The first line: board and period, the tabs of its sheets, and whether all is in the file.
//! It must not know what a sheet holds.

use ratatui::style::Style;

use crate::action::Action;
use crate::app::{App, FileState, Mode, OpenBoard, Pointed};
use crate::config::theme::Theme;
use crate::model::{Board, Kind, Sheet};
use crate::terminal::Frame;

use super::footer::NARROW;
use super::paint;

/// Below this width the tabs are one: `[5/12 Brief]`.
const ONE_TAB: u16 = 60;
/// Title cells that are kept however much stands beside.
const SHORTEST_TITLE: usize = 8;

/// Cells of `… writing`.
const USUAL_STATE: u16 = 9;

/// Cells of the longest news whose sign says enough, ` ↺ 10 recovered`; others need their words.
const USUAL_NEWS: u16 = 15;

/// A piece of the line, and what a click on it is on.
#[derive(Clone)]
struct Part {
    text: String,
    style: Style,
    on: Pointed,
}

type Parts = Vec<Part>;

fn part(text: impl Into<String>, style: Style) -> Part {
    Part { text: text.into(), style, on: Pointed::Nothing }
}

fn paint_parts(frame: &mut Frame, from: (u16, u16), end: u16, parts: Parts) {
    let parts = parts.into_iter().map(|part| (part.text, part.style)).collect::<Vec<_>>();
    paint::parts(frame, from, end, &parts);
}

/// Draws the line.
pub(super) fn draw(frame: &mut Frame, app: &App, theme: &Theme) {
    let Some(open) = app.open() else { return };
    let (left, state, state_from) = placed(app, open, theme, frame.area().width);
    paint_parts(frame, (1, 0), state_from.saturating_sub(1), left);
    paint_parts(frame, (state_from, 0), frame.area().width.saturating_sub(1), state);
}

/// What stands in a column of the line.
pub(super) fn at(app: &App, theme: &Theme, column: u16) -> Pointed {
    let Some(open) = app.open().filter(|_| !theme.is_spoken()) else { return Pointed::Nothing };
    let (left, state, state_from) = placed(app, open, theme, app.size.0);
    let in_state = column >= state_from;
    let (mut end, parts) = if in_state { (state_from, state) } else { (1, left) };
    if column < end || !in_state && column >= state_from.saturating_sub(1) {
        return Pointed::Nothing;
    }
    let part = parts.into_iter().find(|part| {
        end = end.saturating_add(paint::cells(&part.text));
        end > column
    });
    part.map_or(Pointed::Nothing, |part| part.on)
}

/// What stands at the left and at the right, and the column where the latter begins.
fn placed(app: &App, open: &OpenBoard, theme: &Theme, width: u16) -> (Parts, Parts, u16) {
    let end = width.saturating_sub(1);
    let mut state = state(app, open, theme, usize::from(width) * 6 / 10);
    let all =
        app.board().map_or(0, |board| cells(&left(board, open.sheet, theme, width, usize::from(u16::MAX))));
    if all.saturating_add(cells(&state)) > end {
        // News that come and go with each key must not move the tabs.
        state[1..]
            .iter_mut()
            .filter(|news| paint::cells(&news.text) <= USUAL_NEWS)
            .for_each(|news| sign_only(&mut news.text));
        // Nor while something is typed and written, for a moment each.
        if cells(&state) > USUAL_STATE && !matches!(open.state, FileState::NotSaved(_)) {
            close_up(&mut state);
        }
    }
    let state_cells = cells(&state);
    let state_from = end.saturating_sub(state_cells).max(1);
    // Where there is room for the longest of the usual states it is kept, so that no tab moves while something is typed and written.
    let usual = if width < NARROW { state_cells } else { USUAL_STATE };
    let left_end = state_from.min(end.saturating_sub(usual)).max(1);
    let room = usize::from(left_end.saturating_sub(2));
    let left = app
        .board()
        .map_or_else(|| file_name(open, theme, room), |board| left(board, open.sheet, theme, width, room));
    (left, state, state_from)
}

/// Leaves the sign of news: ` ⇄ merged 2` becomes ` ⇄`.
fn sign_only(news: &mut String) {
    let sign = news.trim_start().split(' ').next().map_or(0, str::len);
    news.truncate(news.len() - news.trim_start().len() + sign);
}

/// Puts the sign of news beside the state without a blank, and leaves it out where it has no room there either.
fn close_up(state: &mut Parts) {
    let is_sign = |news: &Part| news.text.starts_with(' ') && paint::cells(&news.text) == 2;
    if let Some(news) = state.get_mut(1).filter(|news| is_sign(news)) {
        news.text.remove(0);
        if cells(state) > USUAL_STATE {
            state.truncate(1);
        }
    }
}

fn cells(parts: &[Part]) -> u16 {
    parts.iter().map(|part| paint::cells(&part.text)).fold(0, u16::saturating_add)
}

/// A file that is no board is called by its path.
fn file_name(open: &OpenBoard, theme: &Theme, room: usize) -> Parts {
    let name = open.path.as_ref().map_or_else(String::new, |path| path.display().to_string());
    vec![Part { on: Pointed::Action(Action::Boards), ..part(paint::short(&name, room, theme), theme.title) }]
}

/// Title, period and tabs in so many cells.
fn left(board: &Board, sheet: usize, theme: &Theme, width: u16, room: usize) -> Parts {
    let roomy = width >= ONE_TAB;
    let title = paint::short(board.title(), room, theme);
    let title = if title.trim().is_empty() { "(no title)".to_owned() } else { title };
    let period = board.period().map(|period| period.to_string()).unwrap_or_default();
    let tabs = tabs(board, theme);
    let name_with = |title: String, with_period: bool, gap: &str| {
        let boards = Pointed::Action(Action::Boards);
        let mut parts = vec![Part { on: boards.clone(), ..part(title, theme.title) }];
        if with_period && !period.is_empty() {
            let period = format!("{}{period}", if roomy { "  " } else { " " });
            parts.push(Part { on: boards, ..part(period, theme.period) });
        }
        parts.push(part(gap, theme.text));
        parts
    };
    for gap in ["   ", "  ", " "] {
        let all = [name_with(title.clone(), true, gap), windowed(&tabs, sheet, usize::MAX, theme)].concat();
        if roomy && usize::from(cells(&all)) <= room + 1 {
            return all;
        }
    }
    let name = |title, with_period| name_with(title, with_period, " ");
    let fixed = name(String::new(), true);
    let least = usize::from(cells(&fixed)) + crate::text::width(&title).min(SHORTEST_TITLE * 2);
    if roomy {
        let windowed = windowed(&tabs, sheet, room.saturating_sub(least), theme);
        let rest = room.saturating_sub(usize::from(cells(&fixed)) + usize::from(cells(&windowed)));
        let gap = if crate::text::width(&title) + 2 <= rest { "   " } else { " " };
        return [name_with(paint::short(&title, rest, theme), true, gap), windowed].concat();
    }
    let one = one_tab(board, sheet, theme, room);
    let tab_cells = usize::from(cells(&one));
    let rest = room.saturating_sub(tab_cells + usize::from(cells(&fixed)));
    if rest >= SHORTEST_TITLE.min(crate::text::width(&title)) {
        return [name(paint::short(&title, rest, theme), true), one].concat();
    }
    let rest = room.saturating_sub(tab_cells + 1);
    if rest >= 4 { [name(paint::short(&title, rest, theme), false), one].concat() } else { one }
}

/// Every sheet's tab.
fn tabs(board: &Board, theme: &Theme) -> Parts {
    let tab = |(index, page): (usize, &Sheet)| {
        let text = format!(" {} {} ", index + 1, paint::short(tab_title(page), 24, theme));
        Part { on: Pointed::Tab(index), ..part(text, theme.tab) }
    };
    board.sheets.iter().enumerate().map(tab).collect()
}

/// What a sheet's tab says; a brief's title stands in its source line.
fn tab_title(page: &Sheet) -> &str {
    if page.kind == Some(Kind::Brief) { Kind::Brief.title() } else { page.title() }
}

fn bracketed(tab: &str, theme: &Theme) -> Part {
    part(format!("[{}]", tab.trim_matches(' ')), theme.tab_current)
}

/// The tabs around the current one, with signs where more follow.
fn windowed(tabs: &[Part], sheet: usize, room: usize, theme: &Theme) -> Parts {
    let Some(last) = tabs.len().checked_sub(1) else { return Parts::new() };
    let at = sheet.min(last);
    let signs = |from: usize, to: usize| usize::from(from > 0) + usize::from(to < last);
    let tab_cells = |index: usize| usize::from(paint::cells(&tabs[index].text));
    let (mut from, mut to, mut taken) = (at, at, tab_cells(at));
    loop {
        let (left, right) = (at - from, to - at);
        let before = from > 0 && taken + tab_cells(from - 1) + signs(from - 1, to) <= room;
        let after = to < last && taken + tab_cells(to + 1) + signs(from, to + 1) <= room;
        if before && (left < right || !after) {
            from -= 1;
            taken += tab_cells(from);
        } else if after {
            to += 1;
            taken += tab_cells(to);
        } else {
            break;
        }
    }
    let mut shown = Parts::new();
    if from > 0 {
        shown.push(Part { on: Pointed::Tab(from - 1), ..part(theme.chars("‹"), theme.rule) });
    }
    shown.extend(tabs[from..=to].iter().cloned());
    let current = at - from + usize::from(from > 0);
    shown[current] = bracketed(&shown[current].text, theme);
    if to < last {
        shown.push(Part { on: Pointed::Tab(to + 1), ..part(theme.chars("›"), theme.rule) });
    }
    shown
}

/// The current sheet's tab alone: its number, how many there are, its title where it has room.
fn one_tab(board: &Board, sheet: usize, theme: &Theme, room: usize) -> Parts {
    let Some(page) = board.sheets.get(sheet) else { return Parts::new() };
    let numbers = format!("{}/{}", sheet + 1, board.sheets.len());
    let title = paint::short(tab_title(page), room.saturating_sub(numbers.len() + 3).min(16), theme);
    let with_title = room >= 16 && !title.is_empty();
    let tab = if with_title { format!("{numbers} {title}") } else { numbers };
    // The only tab turns to the next sheet, around the end.
    let next = (sheet + 1) % board.sheets.len().max(1);
    vec![Part { on: Pointed::Tab(next), ..bracketed(&tab, theme) }]
}

/// Whether an open editor holds text that is not kept, also under the help page.
fn is_typing(mode: &Mode) -> bool {
    match mode {
        Mode::Edit(edit) => edit.is_changed(),
        Mode::Help { under, .. } => is_typing(under),
        _ => false,
    }
}

/// The same as [`state`], as words in one text.
pub(super) fn state_in_words(app: &App, open: &OpenBoard, theme: &Theme, room: usize) -> String {
    let parts = state(app, open, theme, room);
    parts.iter().map(|part| part.text.trim()).collect::<Vec<&str>>().join(", ")
}

/// Whether what is on the screen is in the file, and what came from outside.
fn state(app: &App, open: &OpenBoard, theme: &Theme, room: usize) -> Parts {
    let typing = is_typing(&app.mode);
    let (text, style) = match &open.state {
        FileState::NotSaved(why) => {
            (format!("! NOT SAVED: {}", crate::text::safe_line(why)), theme.state_bad)
        }
        _ if typing => (theme.chars("✎ typing").into_owned(), theme.state_waiting),
        FileState::Writing => (theme.chars("… writing").into_owned(), theme.state_waiting),
        FileState::Kept => (theme.chars("• kept").into_owned(), theme.state_waiting),
        FileState::Saved if open.document().is_none() => ("read-only".to_owned(), theme.state_waiting),
        FileState::Saved if open.path.is_none() => ("sample".to_owned(), theme.state_waiting),
        FileState::Saved => (theme.chars("✓ saved").into_owned(), theme.state_good),
    };
    let mut parts = vec![part(paint::short(&text, room, theme), style)];
    if matches!(open.state, FileState::NotSaved(_)) {
        parts[0].on = Pointed::Action(Action::Save);
    }
    if let Some(news) = &open.news {
        let left = room.saturating_sub(usize::from(cells(&parts)) + 1);
        let words = paint::short(news, left, theme);
        parts.push(part(format!(" {}", theme.chars(&words)), theme.news));
    }
    parts
}
