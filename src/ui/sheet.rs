//! Draws a sheet: headings with their rules, rows with their meanings in style, what an empty place says.
//! It must not know where anything stands: that is `layout`'s.

use std::borrow::Cow;

use ratatui::style::{Modifier, Style};

use crate::action::Action;
use crate::app::{App, Mode};
use crate::config::theme::{Chrome, Theme};
use crate::layout::{self, Arrangement, Forecast, Heading, Landing, Line, Piece, Role};
use crate::model::{Board, Focus, ListAt};
use crate::terminal::Frame;
use crate::text::{Row, cut, ellipsize, safe_line, width, wrap};

use super::lit::Lit;
use super::{first, footer, hints, paint};

/// A screen lower than this has no row for a banner while something is written.
const LOW: u16 = 8;
/// From so many rows on a banner that needs two of them gets them.
const TALL_FOR_TWO: u16 = 12;

/// Draws everything between the first and the last line.
pub(super) fn draw(frame: &mut Frame, app: &App, board: &Board, plan: &Arrangement, theme: &Theme) {
    if board.sheets.is_empty() {
        first::draw_no_sheets(frame, app, theme);
        return draw_banner(frame, app, plan, theme);
    }
    let letters = letters(app, board);
    match plan.strip {
        Some(y) if letters.is_empty() => draw_strip(frame, app, board, plan, y, theme),
        Some(y) => draw_letters(frame, board, &letters, y, theme),
        None => {}
    }
    let lit = Lit::of(app, board);
    for heading in &plan.headings {
        let letter = letters.iter().find(|(list, _)| *list == heading.list).map(|(_, letter)| *letter);
        draw_heading(frame, heading, letter, theme);
        if let Some(lit) = lit.filter(|_| letter.is_none()) {
            lit.light_heading(frame, heading, theme);
        }
    }
    for (list, place) in &plan.empty {
        draw_empty(frame, app, *list, (place.x, place.y), place.width, theme);
    }
    draw_lines(frame, app, plan, lit, theme);
    first::draw(frame, app, board, plan, theme);
    draw_landing(frame, app, plan, theme);
    draw_banner(frame, app, plan, theme);
}

/// Where a dragged item would land: a line below the row before that place.
fn draw_landing(frame: &mut Frame, app: &App, plan: &Arrangement, theme: &Theme) {
    let Some((at, landing)) = app.pointing.pressed.zip(app.pointing.landing) else { return };
    let Some((y, (from, to))) = plan.landing_row(at, landing) else {
        return light_strip(frame, app, plan, landing, theme);
    };
    let is_free = |y: u16| {
        let in_pane = plan.panes.iter().any(|(list, area)| *list == landing.list && y < area.bottom());
        in_pane && !plan.lines.iter().any(|line| line.y == y && line.span.0 < to && from < line.span.1)
    };
    if is_free(y + 1) {
        // Between items that stand apart there is a row for it.
        let rule = theme.chars("━").repeat(usize::from(to - from).saturating_sub(1));
        paint::text(frame, (from, y + 1), 1, &theme.chars("▸"), theme.bar);
        paint::text(frame, (from + 1, y + 1), to - from - 1, &rule, theme.bar);
        return;
    }
    frame.underline((from + 1, y), to - from - 1, &theme.chars("▁"), theme.bar);
    paint::text(frame, (from, y), 1, &theme.chars("▸"), theme.bar);
}

/// A pane that is not shown lights up in the strip.
fn light_strip(frame: &mut Frame, app: &App, plan: &Arrangement, landing: Landing, theme: &Theme) {
    let Some((y, board)) = plan.strip.zip(app.board()) else { return };
    let lands = |list: ListAt| {
        list == landing.list || list.parent().is_some_and(|at| at == landing.list.item(landing.index))
    };
    let (mut x, panes) = strip(app, board, plan, app.size.0);
    for (list, text) in panes {
        let cells = paint::cells(&text);
        if lands(list) {
            frame.restyle((x, y), cells, theme.mode_word);
        }
        x = x.saturating_add(cells);
    }
}

fn draw_lines(frame: &mut Frame, app: &App, plan: &Arrangement, lit: Option<Lit>, theme: &Theme) {
    let Some(board) = app.board() else { return };
    let mut before = None;
    for line in &plan.lines {
        draw_line(frame, board, line, lit, theme);
        let marked = line.item.filter(|at| app.open().is_some_and(|open| open.marks.contains(at)));
        // In words it stands in the line itself.
        if marked.is_some() && line.item != before && !theme.is_spoken() {
            // On the selected item it stands where the bar would.
            let style = if line.selected { theme.bar.add_modifier(Modifier::REVERSED) } else { theme.bar };
            paint::text(frame, (line.span.0, line.y), 1, "*", style);
        }
        before = line.item;
    }
}

fn draw_banner(frame: &mut Frame, app: &App, plan: &Arrangement, theme: &Theme) {
    let area = frame.area();
    let rows = banner_rows(app, (area.width, area.height));
    if rows.is_empty() {
        return;
    }
    let from = banner_from(app, plan, theme);
    for (y, words) in (from..).zip(rows) {
        paint::text(frame, (0, y), area.width, &" ".repeat(usize::from(area.width)), theme.text);
        paint::text(frame, (1, y), area.width.saturating_sub(1), &theme.chars(&words), theme.news);
    }
}

/// The first row of the banner: above the last line it makes room for a message that takes more than one row.
pub(super) fn banner_from(app: &App, plan: &Arrangement, theme: &Theme) -> u16 {
    let from = plan.banner.unwrap_or(1);
    if from < plan.bottom { from } else { from.saturating_sub(footer::rows(app, app.size, theme) - 1).max(1) }
}

/// The banner in as few rows as it needs, two at most; on a very low screen none while something is written.
pub(super) fn banner_rows(app: &App, (width, height): (u16, u16)) -> Vec<String> {
    let Some(banner) = app.banner() else { return Vec::new() };
    if height < LOW && !matches!(app.mode, Mode::Board) {
        return Vec::new();
    }
    let most = if height < TALL_FOR_TWO { 1 } else { 2 };
    let cells = usize::from(width.saturating_sub(2)).max(1);
    let banner = safe_line(&banner);
    let rows = wrap(&banner, cells, cells);
    let row = |(index, row): (usize, &Row)| {
        if index + 1 == most && rows.len() > most {
            ellipsize(&banner[row.range.start..], cells).into_owned()
        } else {
            row.shown(&banner).into_owned()
        }
    };
    rows.iter().enumerate().take(most).map(row).collect()
}

/// The panes of a narrow screen in one row.
fn draw_strip(frame: &mut Frame, app: &App, board: &Board, plan: &Arrangement, y: u16, theme: &Theme) {
    let width = frame.area().width;
    let (from, panes) = strip(app, board, plan, width);
    let style = |list| if plan.alone == Some(list) { theme.tab_current } else { theme.tab };
    let parts = panes
        .into_iter()
        .map(|(list, text)| (theme.chars(&text).into_owned(), style(list)))
        .collect::<Vec<_>>();
    paint::parts(frame, (from, y), width.saturating_sub(1), &parts);
}

/// The panes in the strip with what stands for them, and the column of the first.
fn strip(app: &App, board: &Board, plan: &Arrangement, width: u16) -> (u16, Vec<(ListAt, String)>) {
    let lists = layout::panes(board, app.open().map_or(0, |open| open.sheet));
    let cells = usize::from(width.saturating_sub(2));
    let panes = layout::strip_of_panes(board, &lists, plan.alone, cells).into_iter();
    let panes = panes.map(|(list, text)| {
        let text = if plan.alone == Some(list) { format!("[{text}]") } else { format!(" {text} ") };
        (list, text)
    });
    let panes = panes.collect::<Vec<_>>();
    (u16::from(panes.first().is_some_and(|(_, text)| text.starts_with('['))), panes)
}

/// The pane whose name stands in a cell of the strip, or whose letter does.
pub(super) fn strip_at(app: &App, board: &Board, plan: &Arrangement, (x, y): (u16, u16)) -> Option<ListAt> {
    if plan.strip != Some(y) {
        return None;
    }
    let letters = letters(app, board);
    let width = app.size.0;
    let (mut end, panes) = if letters.is_empty() {
        strip(app, board, plan, width)
    } else {
        let named = |(list, letter, title)| (list, format!(" {letter} {title}"));
        (0, lettered(board, &letters, width).into_iter().map(named).collect())
    };
    let at = panes.into_iter().find(|(_, text)| {
        end = end.saturating_add(paint::cells(text));
        x < end
    });
    at.map(|(list, _)| list)
}

/// The letters of the panes while an item is moved to one of them.
fn letters(app: &App, board: &Board) -> Vec<(ListAt, char)> {
    match (&app.mode, app.open()) {
        (Mode::MoveTo, Some(open)) => layout::letters(board, open.sheet),
        _ => Vec::new(),
    }
}

/// The letters in the strip's place, each with as much of its pane's title as has room.
fn draw_letters(frame: &mut Frame, board: &Board, letters: &[(ListAt, char)], y: u16, theme: &Theme) {
    let width = frame.area().width;
    let end = width.saturating_sub(1);
    let parts = lettered(board, letters, width).into_iter().flat_map(|(_, letter, title)| {
        [(format!(" {letter} "), theme.mode_word), (theme.chars(&title).into_owned(), theme.tab)]
    });
    paint::parts(frame, (0, y), end, &parts.collect::<Vec<_>>());
}

/// Each pane with its letter and as much of its title as has room, with blanks at its sides.
fn lettered(board: &Board, letters: &[(ListAt, char)], width: u16) -> Vec<(ListAt, char, String)> {
    let room = usize::from(width.saturating_sub(1)) / letters.len().max(1);
    let titled = |(list, letter): &(ListAt, char)| {
        let name = layout::pane_name(board, *list);
        let name = safe_line(&name);
        (*list, *letter, format!(" {} ", cut(&name, room.saturating_sub(5)).0))
    };
    letters.iter().map(titled).collect()
}

fn draw_heading(frame: &mut Frame, heading: &Heading, letter: Option<char>, theme: &Theme) {
    let (x, y) = heading.at;
    let end = x + heading.width;
    let mut from = x;
    if let Some(letter) = letter {
        paint::text(frame, (x - 1, y), 3, &format!(" {letter} "), theme.mode_word);
        from += 3;
    }
    let sign = if heading.marked { "≠ " } else { "" };
    let title = theme.chars(&format!("{sign}{}", heading.title)).into_owned();
    let style = if heading.done { theme.done } else { theme.pane_title };
    if heading.focused && letter.is_none() {
        let sides = if heading.selected { theme.chars("▌").into_owned() } else { " ".to_owned() };
        paint::text(frame, (x - 1, y), end - x + 1, &format!("{sides}{title} "), theme.pane_focused);
    } else {
        paint::text(frame, (from, y), end.saturating_sub(from), &title, style);
    }
    let count = theme.chars(&heading.count).into_owned();
    let count_at = end.saturating_sub(paint::cells(&count)).max(x);
    let rule = from + paint::cells(&title) + 1..count_at.saturating_sub(1).max(from);
    draw_rule(frame, heading, (rule.start, rule.end), y, theme);
    paint::text(frame, (count_at, y), end - count_at, &count, theme.text);
}

/// The rule between title and count; of an objective it is the gauge.
fn draw_rule(frame: &mut Frame, heading: &Heading, (from, to): (u16, u16), y: u16, theme: &Theme) {
    let cells = usize::from(to.saturating_sub(from));
    let filled = heading.gauge.map_or(0, |gauge| filled(gauge.mean, cells));
    let worst = heading.gauge.and_then(|gauge| gauge.worst);
    let heavy = worst.map_or(theme.text, |forecast| theme.forecast[forecast_index(forecast)]);
    let parts = [
        (theme.chars(&"━".repeat(filled)).into_owned(), heavy),
        (theme.chars(&"─".repeat(cells - filled)).into_owned(), theme.rule),
    ];
    paint::parts(frame, (from, y), to, &parts);
}

/// The cells of a gauge that are filled.
#[expect(clippy::cast_sign_loss, reason = "a mean of scores is never negative")]
#[expect(clippy::cast_precision_loss, reason = "a screen has far fewer cells")]
fn filled(mean: f64, cells: usize) -> usize {
    ((mean * cells as f64).round() as usize).min(cells)
}

fn forecast_index(forecast: Forecast) -> usize {
    match forecast {
        Forecast::Green => 0,
        Forecast::Yellow => 1,
        Forecast::Red => 2,
    }
}

fn draw_empty(frame: &mut Frame, app: &App, list: ListAt, (x, y): (u16, u16), cells: u16, theme: &Theme) {
    let focused = matches!(app.focus(), Some(Focus::Item(at)) if at.list == list);
    if focused && !theme.is_spoken() {
        paint::text(frame, (x - 1, y), 1, &theme.chars("▌"), theme.bar);
    }
    let key = hints::key(app, Action::Add).filter(|_| focused && !app.read_only);
    let words = key.map_or_else(
        || "nothing yet".to_owned(),
        |key| {
            let whole = format!("nothing yet: {key} adds");
            if width(&whole) <= usize::from(cells) { whole } else { format!("{key} adds") }
        },
    );
    paint::text(frame, (x, y), cells, &words, theme.hint);
}

fn draw_line(frame: &mut Frame, board: &Board, line: &Line, lit: Option<Lit>, theme: &Theme) {
    let (_, end) = line.span;
    for piece in &line.pieces {
        if piece.x >= end {
            continue;
        }
        let mut style = style(piece.role, theme);
        let is_bar = matches!(piece.role, Role::Bar | Role::EditBar);
        if line.done && !is_bar {
            style = theme.done;
        }
        if lit.is_some_and(|lit| lit.stands_back(line, piece)) {
            style = theme.not_found;
        }
        if line.selected && matches!(piece.role, Role::Tag(_)) {
            style = style.patch(theme.selected_tag);
        }
        let words = words(board, piece, theme);
        let room = end - piece.x;
        let words = if width(&words) > usize::from(room) {
            paint::short(&words, usize::from(room), theme).into()
        } else {
            words
        };
        paint::text(frame, (piece.x, line.y), room, &words, style);
        if let Some(lit) = lit {
            lit.light(frame, line, piece, room, theme);
        }
    }
}

/// What stands between the parts of a line above the panes.
const PARTED: &str = " · ";

/// What a piece shows in the signs of the theme. Words of the file stay as they are: in them only the mark of a cut, and
/// what parts the lines of the file from each other, are the program's.
fn words<'a>(board: &Board, piece: &'a Piece, theme: &Theme) -> Cow<'a, str> {
    if theme.chrome == Chrome::Unicode {
        return Cow::Borrowed(&piece.text);
    }
    if !matches!(piece.role, Role::Tag(_) | Role::Text | Role::Lead | Role::Typed | Role::Value) {
        return theme.chars(&piece.text);
    }
    let parted = piece.role == Role::Lead && piece.text.contains(PARTED);
    let text = if parted {
        Cow::Owned(piece.text.replace(PARTED, &theme.chars(PARTED)))
    } else {
        Cow::Borrowed(piece.text.as_str())
    };
    let written = piece.source.and_then(|at| board.item(at.item)?.part(at.part)?.get(at.from..));
    // Where the text of the file goes on so, the last sign is the file's own.
    let is_whole = || written.is_some_and(|written| safe_line(written).starts_with(&piece.text));
    match text.strip_suffix('…') {
        Some(words) if piece.role != Role::Typed && !is_whole() => {
            Cow::Owned(format!("{words}{}", theme.chars("…")))
        }
        _ => text,
    }
}

fn style(role: Role, theme: &Theme) -> Style {
    match role {
        Role::Bar | Role::EditBar | Role::Mark | Role::Clash => theme.bar,
        Role::Rank => theme.rank,
        Role::Tag(number) => theme.tag(number),
        Role::Text
        | Role::Aim
        | Role::Typed
        | Role::Score
        | Role::Owner
        | Role::Promise
        | Role::Caret(..) => theme.text,
        Role::Lead => theme.lead,
        Role::Label | Role::Hint | Role::More => theme.hint,
        Role::Value => theme.value,
        Role::Votes(most) => {
            if most {
                theme.votes_most
            } else {
                theme.votes
            }
        }
        Role::Forecast(forecast) => theme.forecast[forecast_index(forecast)],
        Role::Late | Role::Problem => theme.late,
        Role::Done => theme.done,
        Role::Ghost => theme.ghost,
        Role::Title => theme.pane_title,
        Role::Rule => theme.rule,
    }
}
