//! What stands on a sheet beside its panes: the conclusion, and below a TOWS the tags of its SWOT and what no move meets.
//! It must not know how a pane is laid out.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use crate::model::{Board, Field, Head, HeadAt, Kind, ListAt};
use crate::text::{safe_line, width, wrap};

use super::arrange::Request;
use super::flow::finished;
use super::heads::selected_head;
use super::item::Row;
use super::line::{Line, On, Piece, Role, tag_role};
use super::typed::{Typed, typed_rows};

/// From this width on what no move meets has a heading of its own.
const WIDE: u16 = 110;
/// Tags of a quadrant that are listed.
const MOST_TAGS: usize = 8;
/// Items of a pane that are looked at for their tags.
const LOOKED_AT: usize = 200;

const THREATS: &str = "Threats without a move:";
const OPPORTUNITIES: &str = "Opportunities nothing serves:";

/// A part with a title that is no pane.
pub(super) struct Part {
    pub title: &'static str,
    pub count: String,
    pub rows: Vec<Row>,
    /// The heading line that it shows.
    pub head: Option<HeadAt>,
}

impl Part {
    /// Its lines in an area: the heading, then what fits of the rows.
    pub fn lines(self, area: Rect, request: &Request) -> Vec<Line> {
        let at = |y: u16, pieces| finished(Line { y, pieces, ..Line::default() }, area);
        let end = usize::from(area.width) + 1;
        let count_from = end.saturating_sub(width(&self.count));
        let rule_from = 1 + width(self.title) + 1;
        let gap = usize::from(!self.count.is_empty());
        let rule = "─".repeat(count_from.saturating_sub(rule_from + gap));
        let mut heading =
            vec![Piece::new(1, Role::Title, self.title), Piece::new(rule_from, Role::Rule, rule)];
        heading.push(Piece::new(count_from, Role::Text, self.count));
        let on = self.head.map(On::Head);
        let mut lines = vec![Line { on, ..at(area.y, heading) }];
        let selected = self.head.is_some() && selected_head(request) == self.head;
        let typed = request.typing.is_some_and(|typing| Some(typing.what) == self.head.map(Typed::Head));
        let on = if typed { Some(On::Typed) } else { on };
        let room = usize::from(area.height.saturating_sub(1));
        let caret = super::typed::caret_row(&self.rows).unwrap_or(0);
        let skip = if typed { (caret + 1).saturating_sub(room) } else { 0 };
        for (y, mut row) in (area.y + 1..area.bottom()).zip(self.rows.into_iter().skip(skip)) {
            if selected {
                let role = if typed { Role::EditBar } else { Role::Bar };
                row.insert(0, Piece::new(0, role, if typed { "┃" } else { "▌" }));
            }
            lines.push(Line { on, selected, ..at(y, row) });
        }
        lines
    }
}

/// The conclusion of a sheet, `cells` wide.
pub(super) fn conclusion(request: &Request, cells: u16) -> Part {
    let head = HeadAt::Sheet(request.sheet, Head::Conclusion);
    let end = usize::from(cells.min(super::WIDEST_TEXT + 2)) + 1;
    let typing = request.typing.filter(|typing| typing.what == Typed::Head(head));
    let text = request.board.head_at(head).map_or("", str::trim_end);
    let rows = match typing {
        Some(typing) => typed_rows(typing, 3, 3, end),
        None if text.is_empty() => {
            let hint = "No conclusion yet: one or two sentences that lead to the plan.";
            let key = request.conclusion_key;
            let hint = if key.is_empty() { hint.to_owned() } else { format!("{hint}  {key} writes it") };
            wrapped(&hint, end, Role::Hint)
        }
        None => wrapped(text, end, Role::Text),
    };
    Part { title: "Conclusion", count: String::new(), rows, head: Some(head) }
}

fn wrapped(text: &str, end: usize, role: Role) -> Vec<Row> {
    let cells = end.saturating_sub(3).max(1);
    let piece = |row: &crate::text::Row| Piece::new(3, role, row.shown(text)).showing(row.range.clone());
    wrap(text, cells, cells).iter().map(|row| vec![piece(row)]).collect()
}

/// The lines below a TOWS, where the free rows have room for them.
pub(super) fn tows(request: &Request, free: Rect) -> Vec<Line> {
    let board = request.board;
    let Some(swot) = swot_for(board, request.sheet) else { return Vec::new() };
    let [threats, opportunities] = [3, 2].map(|pane| unmet(board, request.sheet, ListAt::pane(swot, pane)));
    if request.size.0 < WIDE {
        return unmet_below(&threats, &opportunities, free);
    }
    let mut lines = Vec::new();
    let mut y = free.y + 1;
    let quadrants = (0..4).map(|pane| ListAt::pane(swot, pane));
    let rows = quadrants.clone().map(|list| board.items(list).len().min(MOST_TAGS)).max().unwrap_or(0);
    let rows = u16::try_from(rows).unwrap_or(0);
    if y + 1 + rows + 3 <= free.bottom() {
        let width = (free.width.saturating_sub(6)) / 4;
        for (list, column) in quadrants.zip(0u16..) {
            let area = Rect::new(free.x + column * (width + 2), y, width - u16::from(column < 3), rows + 1);
            lines.extend(tags_of(board, list).lines(area, request));
        }
        y += rows + 2;
    }
    if y + 2 <= free.bottom() {
        let row = unmet_in_full(&threats, &opportunities);
        let part = Part { title: "Not met yet", count: String::new(), rows: vec![row], head: None };
        lines.extend(part.lines(Rect::new(free.x, y, free.width, 2), request));
    }
    lines
}

/// What no move of a TOWS meets, in sentences; nothing on other sheets.
pub(super) fn told(request: &Request) -> Vec<String> {
    let (board, sheet) = (request.board, request.sheet);
    if board.sheets.get(sheet).is_none_or(|page| page.kind != Some(Kind::Tows)) {
        return Vec::new();
    }
    let Some(swot) = swot_for(board, sheet) else { return Vec::new() };
    let said = |(label, pane): (&str, usize)| {
        let tags = unmet(board, sheet, ListAt::pane(swot, pane)).into_iter().map(safe_line);
        let tags = tags.collect::<Vec<_>>().join(", ");
        format!("{label} {}", if tags.is_empty() { "none" } else { &tags })
    };
    [(THREATS, 3), (OPPORTUNITIES, 2)].map(said).into()
}

/// The tags of a quadrant.
fn tags_of(board: &Board, list: ListAt) -> Part {
    let row = |name: &str| vec![Piece::new(1, tag_role(name), safe_line(name))];
    let rows = board.views(list).take(MOST_TAGS).map(|view| row(view.name())).collect();
    let title = board.pane(list).and_then(|pane| pane.spec).map_or("", |spec| spec.heading);
    Part { title, count: board.items(list).len().to_string(), rows, head: None }
}

/// The SWOT whose quadrants a TOWS pairs: the one that holds most of the tags that its moves come from.
fn swot_for(board: &Board, sheet: usize) -> Option<usize> {
    let is_swot = |at: &usize| board.sheets.get(*at).is_some_and(|page| page.kind == Some(Kind::Swot));
    let met = met(board, sheet);
    let common = |at: &usize| {
        let quadrants = (0..4).flat_map(|pane| board.views(ListAt::pane(*at, pane)).take(LOOKED_AT));
        quadrants.filter(|view| view.tag().is_some_and(|tag| met.contains(tag))).count()
    };
    (0..board.sheets.len()).filter(is_swot).max_by_key(|at| (common(at), std::cmp::Reverse(*at)))
}

/// The tags that the moves of a TOWS come from.
fn met(board: &Board, sheet: usize) -> BTreeSet<&str> {
    let moves = (0..4).flat_map(|pane| board.views(ListAt::pane(sheet, pane)).take(LOOKED_AT));
    moves.flat_map(|view| view.tags_of(Field::From)).collect()
}

/// The tags of a quadrant that no move of the sheet comes from.
fn unmet(board: &Board, sheet: usize, quadrant: ListAt) -> Vec<&str> {
    let met = met(board, sheet);
    board
        .views(quadrant)
        .take(MOST_TAGS * 4)
        .filter_map(|view| view.tag())
        .filter(|tag| !met.contains(tag))
        .collect()
}

/// Some tags, each in its colour, with commas between them.
fn push_tags(row: &mut Row, from: usize, tags: &[&str]) -> usize {
    let mut x = from;
    for (at, tag) in tags.iter().enumerate() {
        if at > 0 {
            row.push(Piece::new(x, Role::Text, ","));
            x += 2;
        }
        row.push(Piece::new(x, tag_role(tag), safe_line(tag)));
        x += width(tag);
    }
    if tags.is_empty() {
        row.push(Piece::new(x, Role::Text, "none"));
        x += 4;
    }
    x
}

fn unmet_in_full(threats: &[&str], opportunities: &[&str]) -> Row {
    let mut row = Row::new();
    let mut x = 3;
    for (label, tags) in [(THREATS, threats), (OPPORTUNITIES, opportunities)] {
        row.push(Piece::new(x, Role::Text, label));
        x = push_tags(&mut row, x + width(label) + 1, tags).max(44) + 2;
    }
    row
}

/// What no move meets in one row, or in three where one is too short.
fn unmet_below(threats: &[&str], opportunities: &[&str], free: Rect) -> Vec<Line> {
    let parts = [("T", threats), ("O", opportunities)];
    let title = || Piece::new(1, Role::Title, "Not met yet:");
    let mut one = vec![title()];
    let mut x = 14;
    for part in parts {
        x = push_part(&mut one, x, part) + 3;
    }
    let too_long = one.last().is_some_and(|piece| piece.end() > usize::from(free.width) + 1);
    let rows = if too_long && free.height > 3 {
        let row = |part| {
            let mut row = Row::new();
            push_part(&mut row, 3, part);
            row
        };
        std::iter::once(vec![title()]).chain(parts.map(row)).collect()
    } else {
        vec![one]
    };
    let y = free.y + u16::from(free.height > 1);
    let at = |(y, pieces)| finished(Line { y, pieces, ..Line::default() }, free);
    (y..free.bottom()).zip(rows).map(at).collect()
}

/// A quadrant's letter and tags; answers the column behind them.
fn push_part(row: &mut Row, from: usize, (label, tags): (&'static str, &[&str])) -> usize {
    row.push(Piece::new(from, Role::Text, label));
    push_tags(row, from + 2, tags)
}
