//! Which panes stand beside and below each other on a sheet: rows of columns, from the kind of the sheet and the width.
//! It must not know how tall anything is.

use crate::model::{Board, Kind, ListAt};

use super::panes;

/// What fills a place of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// A pane.
    Pane(ListAt),
    /// The sheet's conclusion.
    Conclusion,
}

impl Slot {
    pub fn list(self) -> Option<ListAt> {
        match self {
            Self::Pane(list) => Some(list),
            Self::Conclusion => None,
        }
    }
}

/// Some slots, one below the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub x: u16,
    pub width: u16,
    /// Cells at its right end that part what is right-aligned from the next column.
    pub inset: u16,
    pub slots: Vec<Slot>,
}

/// Columns that begin in one row.
pub(super) type Band = Vec<Column>;

/// Below this width one pane fills the screen.
pub(super) const ONE_PANE: u16 = 50;
/// From this width on the third column of a SWOT has room beside its quadrants.
const WIDE_SWOT: u16 = 116;
/// From this width on the parts of a plan's foot and of a brief stand side by side.
const WIDE: u16 = 110;
/// From this width on objectives stand in one row.
const WIDE_PLAN: u16 = 180;
/// A column of cards is never narrower, if there is another way.
const NARROWEST: u16 = 25;
/// From this width on a pane needs fewer rows by a leap, so that a gutter is worth less than a column.
const GOOD: u16 = 42;

/// Blank columns between panes, the bar's included.
fn gutter(width: u16) -> u16 {
    if width >= 140 { 3 } else { 2 }
}

/// One pane alone.
pub(super) fn single(list: ListAt, width: u16) -> Vec<Band> {
    let most = super::WIDEST_TEXT + 14;
    vec![vec![Column {
        x: 1,
        width: width.saturating_sub(2).min(most),
        inset: 0,
        slots: vec![Slot::Pane(list)],
    }]]
}

/// All panes of a sheet.
pub(super) fn bands(board: &Board, sheet: usize, width: u16) -> Vec<Band> {
    let lists = panes(board, sheet);
    let kind = board.sheets.get(sheet).and_then(|page| page.kind);
    let objectives = lists.iter().filter(|list| list.objective.is_some()).count();
    let own = match kind {
        Some(Kind::Plan) => objectives.max(1) + 2,
        Some(kind) => kind.panes().len(),
        None => 0,
    };
    let (own, extra) = lists.split_at(own.min(lists.len()));
    let slots = own.iter().copied().map(Slot::Pane).collect::<Vec<Slot>>();
    let mut bands = match kind {
        Some(Kind::Swot) => swot(&slots, width),
        Some(Kind::Plan) => plan(&slots, width),
        Some(Kind::Brief) => brief(&slots, width),
        Some(Kind::Tows) => rows_of(&slots, 2, width),
        Some(Kind::Retro) | None => {
            let all = lists.iter().copied().map(Slot::Pane).collect::<Vec<Slot>>();
            return rows_of(&all, most_columns(width), width);
        }
    };
    let extra = extra.iter().copied().map(Slot::Pane).collect::<Vec<Slot>>();
    bands.extend(rows_of(&extra, most_columns(width), width));
    bands
}

fn swot(slots: &[Slot], width: u16) -> Vec<Band> {
    let [strengths, weaknesses, opportunities, threats, priorities] = slots else {
        return rows_of(slots, 2, width);
    };
    if width < WIDE_SWOT {
        let mut bands = rows_of(&[*strengths, *weaknesses, *opportunities, *threats], 2, width);
        bands.push(columns(&[vec![*priorities]], &[1], width));
        return bands;
    }
    let room = width - 2 - 2 * gutter(width);
    let quadrant = (room * 3 / 8).clamp(GOOD, super::WIDEST_TEXT);
    let third = (room - 2 * quadrant).min(super::WIDEST_TEXT);
    let shares = [quadrant, quadrant, third];
    vec![
        columns(&[vec![*strengths], vec![*weaknesses], vec![*priorities]], &shares, width),
        columns(&[vec![*opportunities], vec![*threats], vec![Slot::Conclusion]], &shares, width),
    ]
}

fn plan(slots: &[Slot], width: u16) -> Vec<Band> {
    let Some(count) = slots.len().checked_sub(2) else { return rows_of(slots, 2, width) };
    let (objectives, foot) = slots.split_at(count);
    let in_row = if width >= WIDE_PLAN { 4 } else { 2 };
    let mut bands = rows_of(objectives, in_row, width);
    if width >= WIDE {
        bands.push(columns(&[vec![foot[0]], vec![foot[1]]], &[2, 1], width));
    } else {
        bands.extend(foot.iter().map(|slot| columns(&[vec![*slot]], &[1], width)));
    }
    bands
}

fn brief(slots: &[Slot], width: u16) -> Vec<Band> {
    let [events, figures, questions] = slots else { return rows_of(slots, 2, width) };
    if width >= WIDE {
        return vec![columns(&[vec![*events], vec![*figures, *questions]], &[64, 52], width)];
    }
    let mut bands = vec![columns(&[vec![*events]], &[1], width)];
    bands.extend(rows_of(&[*figures, *questions], 2, width));
    bands
}

/// The most columns of cards that a screen has room for.
fn most_columns(width: u16) -> usize {
    usize::from((width.saturating_sub(2) + gutter(width)) / (NARROWEST + gutter(width))).max(1)
}

/// Slots in rows of at most so many columns, spread evenly.
fn rows_of(slots: &[Slot], most: usize, width: u16) -> Vec<Band> {
    if slots.is_empty() {
        return Vec::new();
    }
    let rows = slots.len().div_ceil(most);
    let in_row = slots.len().div_ceil(rows);
    let row = |slots: &[Slot]| {
        let stacks = slots.iter().map(|slot| vec![*slot]).collect::<Vec<_>>();
        // A last row with fewer columns keeps the widths of the others.
        columns(&stacks, &vec![1; in_row], width)
    };
    slots.chunks(in_row).map(row).collect()
}

/// Columns that share the screen's width by their shares; more shares than stacks leave room at the right.
fn columns(stacks: &[Vec<Slot>], shares: &[u16], width: u16) -> Band {
    let count = u16::try_from(shares.len()).unwrap_or(1).max(1);
    let gaps = count - 1;
    let room = |gutter: u16| width.saturating_sub(2 + gutter * gaps);
    let mut gutter = gutter(width);
    if gutter > 1 && room(gutter) / count < GOOD && room(gutter - 1) / count >= GOOD {
        gutter -= 1;
    }
    let room = u32::from(room(gutter));
    let total = shares.iter().map(|share| u32::from(*share)).sum::<u32>().max(1);
    let mut x = 1;
    let mut band = Band::new();
    let mut before = 0;
    for (stack, share) in stacks.iter().zip(shares) {
        let from = room * before / total;
        before += u32::from(*share);
        let cells = u16::try_from(room * before / total - from).unwrap_or(0);
        let most = super::WIDEST_TEXT + 14;
        let cells = if count > 1 { cells.min(most) } else { cells };
        let inset = u16::from(gutter < 3 && band.len() + 1 < shares.len());
        band.push(Column { x, width: cells, inset, slots: stack.clone() });
        x += cells + gutter;
    }
    band
}
