//! The lines above the panes: mission, or a brief's source and summary, and the heading line that is selected.
//! It must not know the panes.

use ratatui::layout::Rect;

use crate::model::{Focus, Head, HeadAt, Kind};
use crate::text::{ellipsize, safe_line, width, wrap};

use super::arrange::{Arrangement, Request};
use super::flow::finished;
use super::item::Row;
use super::line::{Line, On, Piece, Role};
use super::typed::{Typed, caret_row, typed_rows};

/// From this number of rows on the mission has two rows, and a blank one below it.
const TALL: u16 = 30;
/// From this number of rows on it has one.
const MIDDLE: u16 = 22;
/// Up to this number of rows it may give its row away to the panes.
pub(super) const MAY_HIDE: u16 = 24;
/// From this number of columns on a brief's source line says all.
const WIDE: u16 = 110;

/// Whether a selected heading line has a row, or the one of its editor's caret.
pub(super) fn shows(lines: &[Line], head: Option<HeadAt>) -> bool {
    let is_it = |on: Option<On>| on == Some(On::Typed) || on == head.map(On::Head);
    lines.iter().any(|line| line.selected && is_it(line.on))
}

/// The heading lines above the panes; answers the row below them.
pub(super) fn place_leads(
    request: &Request,
    plan: &mut Arrangement,
    placed: Option<HeadAt>,
    from: u16,
    hides: bool,
) -> u16 {
    let brief = request.board.sheets.get(request.sheet).and_then(|page| page.kind) == Some(Kind::Brief);
    let tall = request.size.1 >= TALL;
    let leads = leads(request, placed, hides);
    let mut y = from + u16::from(brief && tall && !leads.is_empty());
    // At least two rows stay for panes, whatever is written above them.
    let end = request.size.1.saturating_sub(4).max(from + 1);
    let any = !leads.is_empty();
    for lead in leads {
        y = place_lead(request, plan, lead, y, end);
    }
    y + u16::from(any && tall)
}

fn place_lead(request: &Request, plan: &mut Arrangement, lead: Lead, from: u16, end: u16) -> u16 {
    let area = Rect::new(1, from, request.size.0.saturating_sub(2), end.saturating_sub(from));
    let caret = caret_row(&lead.rows).unwrap_or(0);
    let skip = (caret + 1).saturating_sub(usize::from(area.height));
    let mut y = from;
    for mut row in lead.rows.into_iter().skip(skip).take(usize::from(area.height)) {
        if lead.selected {
            let role = if lead.typed { Role::EditBar } else { Role::Bar };
            row.insert(0, Piece::new(0, role, if lead.typed { "┃" } else { "▌" }));
        }
        let on = Some(if lead.typed { On::Typed } else { On::Head(lead.at) });
        let line = Line { y, pieces: row, on, selected: lead.selected, ..Line::default() };
        plan.lines.push(finished(line, area));
        y += 1;
    }
    y
}

/// One heading line with its rows, at columns of a pane that fills the screen.
struct Lead {
    pub at: HeadAt,
    pub rows: Vec<Row>,
    pub selected: bool,
    pub typed: bool,
}

/// The heading lines that are shown now, top to bottom. `placed` has a place elsewhere on the sheet; `hides` leaves the
/// mission out unless it is selected.
fn leads(request: &Request, placed: Option<HeadAt>, hides: bool) -> Vec<Lead> {
    let page = request.board.sheets.get(request.sheet);
    let brief = page.and_then(|page| page.kind) == Some(Kind::Brief);
    let mut leads = Vec::new();
    if brief {
        leads.extend(source(request));
        leads.extend(summary(request));
    } else {
        leads.extend(mission(request, hides));
    }
    let selected = selected_head(request).filter(|at| Some(*at) != placed);
    if let Some(at) = selected.filter(|at| !leads.iter().any(|lead| lead.at == *at)) {
        leads.push(labelled(request, at));
    }
    leads
}

/// The heading line that is selected or edited.
pub(super) fn selected_head(request: &Request) -> Option<HeadAt> {
    match (request.typing.map(|typing| typing.what), request.focus) {
        (Some(Typed::Head(at)), _) | (None, Some(Focus::Head(at))) => Some(at),
        _ => None,
    }
}

fn lead(request: &Request, at: HeadAt, rows: Vec<Row>) -> Lead {
    let typed = request.typing.is_some_and(|typing| typing.what == Typed::Head(at));
    Lead { at, rows, selected: selected_head(request) == Some(at), typed }
}

/// The column behind the last one of the screen that lines use.
fn end(request: &Request) -> usize {
    usize::from(request.size.0.saturating_sub(1)).max(2)
}

fn mission(request: &Request, hides: bool) -> Option<Lead> {
    let at = HeadAt::Board(Head::Mission);
    let selected = selected_head(request) == Some(at);
    let text = request.board.mission().trim_end();
    let rows = match request.size.1 {
        TALL.. => 2,
        MIDDLE.. if !hides => 1,
        _ => 0,
    };
    if let Some(typing) = request.typing.filter(|typing| typing.what == Typed::Head(at)) {
        return Some(lead(request, at, typed_rows(typing, 1, 1, end(request))));
    }
    if text.is_empty() {
        let hint = "No mission yet: one sentence that says what all this is for".to_owned();
        return selected.then(|| lead(request, at, vec![vec![Piece::new(1, Role::Hint, hint)]]));
    }
    let rows = if selected { usize::MAX } else { rows };
    (rows > 0).then(|| lead(request, at, paragraph(text, 1, end(request), rows)))
}

/// Wrapped words, at most so many rows; the last one ends with `…` where more follows.
pub(super) fn paragraph(text: &str, from: usize, end: usize, most: usize) -> Vec<Row> {
    let cells = end.saturating_sub(from).max(1);
    if most == 1 {
        let line = safe_line(text);
        return vec![vec![Piece::new(from, Role::Lead, ellipsize(&line, cells)).showing(0..text.len())]];
    }
    let rows = wrap(text, cells, cells);
    let mut shown = Vec::new();
    for (at, row) in rows.iter().enumerate().take(most) {
        let rest = if at + 1 == most && rows.len() > most {
            ellipsize(&safe_line(&text[row.range.start..]), cells).into_owned()
        } else {
            row.shown(text).into_owned()
        };
        shown.push(vec![Piece::new(from, Role::Lead, rest).showing(row.range.clone())]);
    }
    shown
}

/// Where a brief comes from: title, source and author, date.
fn source(request: &Request) -> Option<Lead> {
    let page = request.board.sheets.get(request.sheet)?;
    let at = HeadAt::Sheet(request.sheet, Head::Source);
    if let Some(typing) = request.typing.filter(|typing| typing.what == Typed::Head(at)) {
        return Some(lead(request, at, typed_rows(typing, 1, 1, end(request))));
    }
    let said = |head| page.head(head).map(str::trim).filter(|text| !text.is_empty());
    let by = [said(Head::Source), said(Head::Author)].into_iter().flatten().collect::<Vec<&str>>().join(", ");
    let wide = request.size.0 >= WIDE;
    let published =
        said(Head::Published).map(|date| if wide { format!("published {date}") } else { date.to_owned() });
    let parts = [said(Head::Title).map(str::to_owned), Some(by).filter(|by| !by.is_empty()), published];
    let text = parts.into_iter().flatten().collect::<Vec<String>>().join(" · ");
    if text.is_empty() || request.size.1 < MIDDLE && selected_head(request) != Some(at) {
        return None;
    }
    let mut rows = paragraph(&text, 1, end(request), 1);
    // It shows more than the source, so no place in it is one of the source's text.
    rows.iter_mut().flatten().for_each(|piece| piece.bytes = None);
    Some(lead(request, at, rows))
}

fn summary(request: &Request) -> Option<Lead> {
    let at = HeadAt::Sheet(request.sheet, Head::Summary);
    if let Some(typing) = request.typing.filter(|typing| typing.what == Typed::Head(at)) {
        return Some(lead(request, at, typed_rows(typing, 2, 2, end(request))));
    }
    let selected = selected_head(request) == Some(at);
    let text = request.board.head_at(at).map_or("", str::trim_end);
    let rows = if selected {
        usize::MAX
    } else if request.size.1 >= TALL {
        2
    } else {
        0
    };
    (rows > 0 && !text.is_empty()).then(|| lead(request, at, paragraph(text, 2, end(request), rows)))
}

/// A line that is shown only while it is selected, with its name.
fn labelled(request: &Request, at: HeadAt) -> Lead {
    let label = at.head().label();
    let from = 1 + width(label) + 2;
    let typing = request.typing.filter(|typing| typing.what == Typed::Head(at));
    let mut rows = match typing {
        Some(typing) => typed_rows(typing, from, from, end(request)),
        None => match request.board.head_at(at).map(str::trim_end).filter(|text| !text.is_empty()) {
            Some(text) => paragraph(text, from, end(request), usize::MAX),
            None => vec![vec![Piece::new(from, Role::Hint, empty(request, at))]],
        },
    };
    if let Some(first) = rows.first_mut() {
        first.insert(0, Piece::new(1, Role::Label, label));
    }
    lead(request, at, rows)
}

/// What stands for a heading line that the file does not hold.
fn empty(request: &Request, at: HeadAt) -> String {
    match at {
        HeadAt::Sheet(sheet, Head::Title) => {
            let title = request.board.sheets.get(sheet).map_or("", |page| page.title());
            safe_line(title).into_owned()
        }
        _ => "not written yet".to_owned(),
    }
}
