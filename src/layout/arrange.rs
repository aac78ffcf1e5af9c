//! The whole arrangement of a sheet for a size: heading lines, panes, their visible rows, the caret.
//! It must not know who asks, nor how anything looks.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use ratatui::layout::Rect;

use crate::document::Touched;
use crate::model::{Board, Focus, Head, HeadAt, ItemAt, Kind, ListAt, Trends};

use super::bands::{Band, Column, ONE_PANE, Slot, bands, single};
use super::banner::{fit_above, give_last_rows, place_banner};
use super::fit::{Fit, Room, Way, fit, way};
use super::flow::finished;
use super::heading::{self, Heading};
use super::heads::{place_leads, selected_head, shows};
use super::line::{Line, On, Piece, Role};
use super::linear::linear;
use super::measured::Measured;
use super::pane::Pane;
use super::typed::{Typed, Typing};
use super::{Density, SMALLEST, Top, pane_name, panes, tail};
use crate::text::{ellipsize, safe_line};

/// From this number of rows on a narrow screen lists the other panes above the one that it shows.
const ROOM_FOR_STRIP: u16 = 8;

/// What is to be laid out.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The board.
    pub board: &'a Board,
    /// What no other state of any board has in its place, see [`Document::version`](crate::document::Document::version).
    pub version: u64,
    /// All that the change to that version touched, where that is known.
    pub touched: Option<&'a Touched>,
    /// What was measured for earlier frames.
    pub measured: &'a Measured,
    /// The sheet that is shown.
    pub sheet: usize,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// Where the person stands.
    pub focus: Option<Focus>,
    /// Whether the focused pane is shown alone.
    pub zoom: bool,
    /// The density chosen by hand.
    pub density: Option<Density>,
    /// Panes shown by votes.
    pub by_votes: &'a BTreeSet<ListAt>,
    /// Where each pane was scrolled to.
    pub scroll: &'a HashMap<ListAt, Top>,
    /// The pane that was scrolled away from the selected item.
    pub peeking: Option<ListAt>,
    /// The open editor.
    pub typing: Option<Typing<'a>>,
    /// For late promises.
    pub today: Date,
    /// How the metrics went in the periods before.
    pub trends: &'a Trends,
    /// Rows that tell of something outside.
    pub banner: u16,
    /// The key that writes the conclusion; empty where it has none.
    pub conclusion_key: &'a str,
    /// Whether a screen reader reads it: then all stands in lines, one below the other, in words.
    pub linear: bool,
    /// Marked items.
    pub marks: &'a BTreeSet<ItemAt>,
}

/// Where everything of a sheet stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrangement {
    /// How much of each item is shown.
    pub density: Density,
    /// The row behind the last one of the sheet.
    pub bottom: u16,
    /// The first row that tells of something outside.
    pub banner: Option<u16>,
    /// The row that lists the panes of a narrow screen.
    pub strip: Option<u16>,
    /// The pane that a narrow or zoomed screen shows alone.
    pub alone: Option<ListAt>,
    /// The headings of the panes that are shown.
    pub headings: Vec<Heading>,
    /// All rows between the first and the last of the screen.
    pub lines: Vec<Line>,
    /// The panes that are shown, each with its cells.
    pub panes: Vec<(ListAt, Rect)>,
    /// The panes without items, each with the row that says so.
    pub empty: Vec<(ListAt, Rect)>,
    /// The scroll positions that were used.
    pub tops: Vec<(ListAt, Top)>,
    /// Panes that found no room above and below those that are shown.
    pub hidden: (Vec<ListAt>, Vec<ListAt>),
    /// Where the caret stands.
    pub caret: Option<Caret>,
    /// Where the caret stands for a screen reader while nothing is edited: the first cell of what is selected.
    pub cursor: Option<(u16, u16)>,
}

/// Where the caret of the open editor stands, and the columns of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caret {
    /// Column and row of the screen.
    pub at: (u16, u16),
    /// The cells of the text's first row and of the others.
    pub cells: (u16, u16),
}

/// Lays a sheet out. Where the screen is smaller than [`SMALLEST`], nothing is shown.
pub fn arrange(request: &Request) -> Arrangement {
    let mut plan = Arrangement {
        density: Density::Whole,
        bottom: request.size.1.saturating_sub(1),
        banner: None,
        strip: None,
        alone: None,
        headings: Vec::new(),
        lines: Vec::new(),
        panes: Vec::new(),
        empty: Vec::new(),
        tops: Vec::new(),
        hidden: (Vec::new(), Vec::new()),
        caret: None,
        cursor: None,
    };
    let (columns, rows) = request.size;
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        return plan;
    }
    if request.linear {
        give_last_rows(request, &mut plan);
        linear(request, &mut plan);
    } else {
        side_by_side(request, &mut plan);
    }
    plan.caret = caret(&plan.lines);
    plan
}

/// The panes side by side as far as the screen has room. What tells of something outside takes the rows of the heading
/// lines, or else the last ones, so that no pane moves when it comes and goes.
fn side_by_side(request: &Request, plan: &mut Arrangement) {
    let (columns, rows) = request.size;
    let focused = focused_list(request);
    let lists = panes(request.board, request.sheet);
    let alone =
        (columns < ONE_PANE || request.zoom).then(|| focused.or_else(|| lists.first().copied())).flatten();
    plan.alone = alone;
    request.measured.begin(request, alone);
    let mut y = 1;
    if columns < ONE_PANE && rows >= ROOM_FOR_STRIP && lists.len() > 1 {
        plan.strip = Some(y);
        y += 1;
    }
    let bands = match alone {
        Some(list) => single(list, columns),
        None => bands(request.board, request.sheet, columns),
    };
    let measured = request.measured;
    let (way, hides) = measured.way(|| way(request, &bands, room_for_panes(request, plan, &bands, y)));
    let empty = plan.clone();
    let place = |plan: &mut Arrangement, placed| {
        let y = place_leads(request, plan, placed, y, hides);
        place_banner(request, plan, y);
        let room = Rect::new(1, y, columns - 2, rows.saturating_sub(y + 1));
        place_bands(request, plan, (&bands, way), room, focused);
    };
    let placed = placed(request, &bands);
    place(plan, placed);
    if placed.is_some() && placed == selected_head(request) && !shows(&plan.lines, placed) {
        // Its place among the panes has no row: above them it has one.
        *plan = empty;
        place(plan, None);
    }
}

/// The list that has the focus; the one that is written into while a new item is.
pub(super) fn focused_list(request: &Request) -> Option<ListAt> {
    match request.typing.map(|typing| typing.what) {
        Some(Typed::New(list, _)) => Some(list),
        _ => request.focus.and_then(Focus::list),
    }
}

/// The rows that are left for panes while no heading line is selected.
fn room_for_panes(request: &Request, plan: &Arrangement, bands: &[Band], from: u16) -> Room {
    let quiet = Request { focus: None, typing: None, ..*request };
    let rows = |hides| {
        let y = place_leads(&quiet, &mut plan.clone(), placed(request, bands), from, hides);
        request.size.1.saturating_sub(y + 1)
    };
    Room { usual: rows(false), most: rows(request.size.1 <= super::heads::MAY_HIDE) }
}

/// The heading line that stands among the panes.
fn placed(request: &Request, bands: &[Band]) -> Option<HeadAt> {
    let has_slot = bands.iter().flatten().any(|column| column.slots.contains(&Slot::Conclusion));
    has_slot.then_some(HeadAt::Sheet(request.sheet, Head::Conclusion))
}

fn place_bands(
    request: &Request,
    plan: &mut Arrangement,
    (bands, way): (&[Band], Way),
    room: Rect,
    focused: Option<ListAt>,
) {
    let (all, left) = (room.height, room.height.min(plan.bottom.saturating_sub(room.y)));
    let fit = fit_above((all, left), bands, focused, |rows| fit(request, bands, rows, way, focused));
    let room = Rect { height: left, ..room };
    let Fit { density, spaced, gap, heights, shown } = fit;
    plan.density = density;
    let lists = |bands: &[Band]| {
        bands.iter().flatten().flat_map(|column| &column.slots).filter_map(|slot| slot.list()).collect()
    };
    plan.hidden = (lists(&bands[..shown.start]), lists(&bands[shown.end..]));
    place_hidden(request, plan, room);
    let mut y = room.y;
    for (band, height) in bands[shown].iter().zip(heights) {
        for column in band {
            let area = Rect::new(column.x, y, column.width, height);
            place_column(request, plan, column, area, (density, spaced, gap), focused);
        }
        y += height + gap;
    }
    let free = Rect::new(
        room.x,
        y.saturating_sub(gap).min(room.bottom()),
        room.width,
        room.bottom().saturating_sub(y.saturating_sub(gap)),
    );
    place_tail(request, plan, bands, free);
}

/// The last row names the panes that found no room.
fn place_hidden(request: &Request, plan: &mut Arrangement, room: Rect) {
    let names = |sign: &str, lists: &[ListAt]| {
        let names = lists.iter().take(9).map(|list| safe_line(&pane_name(request.board, *list)).into_owned());
        (!lists.is_empty()).then(|| format!("{sign} {}", names.collect::<Vec<String>>().join("  ")))
    };
    let said = [names("↑", &plan.hidden.0), names("↓", &plan.hidden.1)];
    let said = said.into_iter().flatten().collect::<Vec<String>>().join("   ");
    if !said.is_empty() && room.height > 1 {
        let text = ellipsize(&said, usize::from(room.width)).into_owned();
        let pieces = vec![Piece::new(1, Role::More, text)];
        plan.lines.push(finished(Line { y: room.bottom() - 1, pieces, ..Line::default() }, room));
    }
}

/// What the free rows below the panes are for.
fn place_tail(request: &Request, plan: &mut Arrangement, bands: &[Band], free: Rect) {
    let kind = request.board.sheets.get(request.sheet).and_then(|page| page.kind);
    let zoomed = plan.alone.is_some() && request.size.0 >= ONE_PANE;
    if zoomed || plan.hidden != Default::default() {
        return;
    }
    let placed = bands.iter().flatten().any(|column| column.slots.contains(&Slot::Conclusion));
    match kind {
        Some(Kind::Tows) => plan.lines.extend(tail::tows(request, free)),
        Some(Kind::Swot) if !placed => {
            let head = HeadAt::Sheet(request.sheet, Head::Conclusion);
            let written = request.board.head_at(head).is_some_and(|text| !text.trim().is_empty());
            let part = tail::conclusion(request, free.width);
            let height = u16::try_from(part.rows.len()).unwrap_or(u16::MAX).saturating_add(1);
            let above = selected_head(request) == Some(head);
            if written && !above && height <= free.height {
                let blank = u16::from(height < free.height);
                plan.lines.extend(part.lines(Rect::new(free.x, free.y + blank, free.width, height), request));
            }
        }
        _ => {}
    }
}

/// The slots of a column, one below the other.
fn place_column(
    request: &Request,
    plan: &mut Arrangement,
    column: &Column,
    area: Rect,
    (density, spaced, gap): (Density, bool, u16),
    focused: Option<ListAt>,
) {
    let heights = super::fit::slot_heights(request, column, area, (density, spaced, gap), focused);
    let mut y = area.y;
    for (slot, height) in column.slots.iter().zip(heights) {
        let height = height.min(area.bottom().saturating_sub(y));
        let place = Rect::new(area.x, y, area.width, height);
        match slot {
            Slot::Pane(list) => {
                place_pane(request, plan, (*list, column.inset), place, (density, spaced), focused);
            }
            Slot::Conclusion if height > 1 => {
                plan.lines.extend(tail::conclusion(request, area.width).lines(place, request));
            }
            Slot::Conclusion => {}
        }
        y += height + gap;
    }
}

fn place_pane(
    request: &Request,
    plan: &mut Arrangement,
    (list, inset): (ListAt, u16),
    area: Rect,
    (density, spaced): (Density, bool),
    focused: Option<ListAt>,
) {
    if area.height == 0 || area.width == 0 {
        return;
    }
    plan.panes.push((list, area));
    let mut pane = Pane::new(request, list, (area.width, inset), density, focused);
    pane.look.spaced = spaced;
    let head = std::mem::take(&mut pane.head);
    let typed = super::typed::caret_row(&head);
    let mut y = area.y + u16::from(typed.is_none());
    let room = area.bottom().saturating_sub(y);
    // Of a long aim or heading as much as leaves a row for the items; while it is edited the caret's row is seen.
    let most = usize::from(if typed.is_some() { room } else { room.saturating_sub(1) });
    let skip = typed.map_or(0, |caret| (caret + 1).saturating_sub(most));
    for mut row in head.into_iter().skip(skip).take(most) {
        if pane.head_selected || typed.is_some() {
            let role = if typed.is_some() { Role::EditBar } else { Role::Bar };
            row.insert(0, Piece::new(0, role, if typed.is_some() { "┃" } else { "▌" }));
        }
        let on = Some(if typed.is_some() { On::Typed } else { On::Heading(list) });
        let line = Line { y, pieces: row, on, selected: pane.head_selected, ..Line::default() };
        plan.lines.push(finished(line, area));
        y += 1;
    }
    let body = Rect::new(area.x, y, area.width, area.bottom().saturating_sub(y));
    let cut = place_items(request, plan, &pane, list, body);
    if typed.is_none() {
        plan.headings.push(heading_of(request, &pane, area, cut, focused));
    }
}

/// The visible items; answers what is cut and not said in the body.
fn place_items(
    request: &Request,
    plan: &mut Arrangement,
    pane: &Pane,
    list: ListAt,
    body: Rect,
) -> (usize, usize) {
    if body.height == 0 {
        return (0, pane.sequence.len());
    }
    if pane.sequence.len() == 0 {
        plan.empty.push((list, Rect { height: 1, ..body }));
        return (0, 0);
    }
    let kept = request.scroll.get(&list).copied().unwrap_or_default();
    let shown = pane.flow(usize::from(body.height)).show(body, kept);
    plan.tops.push((list, shown.top));
    plan.lines.extend(shown.lines);
    let said = !pane.look.is_strip() && usize::from(body.height) >= super::flow::ROOM_FOR_MARKS;
    if said { (0, 0) } else { shown.cut }
}

fn heading_of(
    request: &Request,
    pane: &Pane,
    area: Rect,
    cut: (usize, usize),
    focused: Option<ListAt>,
) -> Heading {
    let list = pane.look.list;
    let board = request.board;
    let count = heading::count(board, list, request.by_votes.contains(&list));
    let count = heading::count_with_cut(&count, cut);
    let width = u16::try_from(pane.look.right_end()).unwrap_or(1) - 1;
    let typed_away = matches!(request.typing.map(|typing| typing.what), Some(Typed::Head(_)));
    Heading {
        list,
        at: (area.x, area.y),
        width,
        title: heading::title(board, list, width, &count),
        focused: focused == Some(list) && !typed_away,
        selected: pane.head_selected,
        gauge: heading::gauge(board, list),
        marked: list.parent().is_some_and(|at| board.mark(at).is_some()),
        done: list.parent().and_then(|at| board.item(at)).is_some_and(|view| view.is_done()),
        count,
    }
}

fn caret(lines: &[Line]) -> Option<Caret> {
    lines.iter().flat_map(|line| line.pieces.iter().map(|piece| (line.y, piece))).find_map(|(y, piece)| {
        match piece.role {
            Role::Caret(first, rest) => Some(Caret { at: (piece.x, y), cells: (first, rest) }),
            _ => None,
        }
    })
}
