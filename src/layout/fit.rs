//! How tall each row of panes becomes, at which density, and which are shown where not all have room.
//! The density follows from size and content, never from what is selected.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use ratatui::layout::Rect;

use crate::model::{Focus, Kind, ListAt};

use super::arrange::Request;
use super::bands::{Band, Column, Slot};
use super::pane::Pane;
use super::typed::Typed;
use super::{Density, tail};

/// Heights do not depend on the order of the items.
static NOT_SORTED: BTreeSet<ListAt> = BTreeSet::new();
/// Rows below which a pane says nothing: its heading and two of its items.
const LOWEST: usize = 3;
/// Rows that may be out of sight in any focused pane but the first before a density that shows less is better.
const MAY_SCROLL: usize = 2;
/// Rows that a pane in which something is written should have below its heading.
const ROOM_TO_WRITE: u16 = 4;

/// The heights of a sheet's rows of panes.
pub(super) struct Fit {
    pub density: Density,
    /// Whether a blank row stands between items.
    pub spaced: bool,
    /// Blank rows between panes that stand above each other.
    pub gap: u16,
    /// The heights of the rows that are shown.
    pub heights: Vec<u16>,
    pub shown: Range<usize>,
}

/// One way to lay a sheet out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Way {
    density: Density,
    spaced: bool,
    gap: u16,
}

/// The rows of the screen that panes have while no heading line is selected.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// Below the mission.
    pub usual: u16,
    /// Where the mission may give its row away.
    pub most: u16,
}

/// Measures a sheet without the open editor: the rows keep their place while something is written.
struct Measure<'r, 'a> {
    request: Request<'a>,
    bands: &'r [Band],
    room: usize,
    /// Heights of panes that have the focus, as far as they were asked for.
    focused: RefCell<HashMap<(ListAt, Density), usize>>,
}

/// The way that suits a sheet, and whether the mission gives its row away for it. What is selected or written plays no
/// part, so that nothing jumps when the selection moves.
pub(super) fn way(request: &Request, bands: &[Band], room: Room) -> (Way, bool) {
    let request = Request { focus: None, ..*request };
    let below_mission = Measure::new(&request, bands, usize::from(room.usual));
    let usual = below_mission.way();
    let first = below_mission.lists().first().copied();
    if room.most > room.usual && (usual.density == Density::Item || !below_mission.fits(usual, first)) {
        let wider = Measure::new(&request, bands, usize::from(room.most));
        let way = wider.way();
        if way.density == Density::Pane && wider.fits_any_focus(way, 0) {
            return (way, true);
        }
    }
    (usual, false)
}

/// The heights of the rows of panes in so many rows of the screen.
pub(super) fn fit(request: &Request, bands: &[Band], room: u16, way: Way, focused: Option<ListAt>) -> Fit {
    let measure = Measure::new(request, bands, usize::from(room));
    let mut natural = measure.heights(way, focused, usize::from(u16::MAX));
    if way.density == Density::Item {
        natural = measure.steady(way).unwrap_or(natural);
    }
    let shown = window(&natural, bands, focused, usize::from(room), usize::from(way.gap));
    let gaps = usize::from(way.gap) * shown.len().saturating_sub(1);
    let named = usize::from(shown.len() < bands.len());
    let mut heights = share(&natural[shown.clone()], usize::from(room).saturating_sub(gaps + named));
    if way.density == Density::Whole && named == 0 && measure.is_written_in() {
        raise(&mut heights, usize::from(room).saturating_sub(gaps), way.spaced);
    }
    if let Some(list) = focused.filter(|_| request.typing.is_some()) {
        measure.make_room(request, &mut heights, (&shown, way), list, gaps + named);
    }
    let heights = heights.into_iter().map(|height| u16::try_from(height).unwrap_or(u16::MAX)).collect();
    Fit { density: way.density, spaced: way.spaced, gap: way.gap, heights, shown }
}

impl<'r, 'a> Measure<'r, 'a> {
    fn new(request: &Request<'a>, bands: &'r [Band], room: usize) -> Self {
        let request = Request { typing: None, by_votes: &NOT_SORTED, ..*request };
        Self { request, bands, room, focused: RefCell::default() }
    }

    fn kind(&self) -> Option<Kind> {
        self.request.board.sheets.get(self.request.sheet).and_then(|page| page.kind)
    }

    /// Whether people fill the sheet from nothing: then its panes keep their places meanwhile.
    fn is_written_in(&self) -> bool {
        self.bands.len() > 1 && matches!(self.kind(), Some(Kind::Swot | Kind::Retro))
    }

    fn way(&self) -> Way {
        let may_space = matches!(self.kind(), Some(Kind::Swot | Kind::Plan | Kind::Retro) | None);
        let way = |density, spaced, gap| Way { density, spaced, gap };
        let alone = self.bands.len() == 1 && self.bands[0].len() == 1 && self.bands[0][0].slots.len() == 1;
        // With the largest gap that has room.
        let roomy = |density: Density| match density {
            Density::Whole => u16::from(self.fits(way(density, false, 1), None)),
            Density::Pane => u16::from(self.fits_any_focus(way(density, false, 1), 0)),
            Density::Item => u16::from(self.steady(way(density, false, 1)).is_some()),
        };
        match self.request.density {
            Some(density) => return way(density, false, roomy(density)),
            None if may_space && !alone && self.fits(way(Density::Whole, true, 1), None) => {
                return way(Density::Whole, true, 1);
            }
            None if alone => return way(Density::Whole, false, 0),
            None => {}
        }
        let whole = way(Density::Whole, false, 0);
        if self.fits(whole, None) {
            return Way { gap: roomy(Density::Whole), ..whole };
        }
        let pane = way(Density::Pane, false, 0);
        // At first sight nothing is out of sight; later the one pane that is wrapped may scroll a little.
        let first = self.fits(pane, self.lists().first().copied());
        let density =
            if first && self.fits_any_focus(pane, MAY_SCROLL) { Density::Pane } else { Density::Item };
        way(density, false, roomy(density))
    }

    fn lists(&self) -> Vec<ListAt> {
        let slots = self.bands.iter().flatten().flat_map(|column| &column.slots);
        slots.filter_map(|slot| slot.list()).collect()
    }

    /// Whether the whole sheet has room, with the focus in that pane.
    fn fits(&self, way: Way, focused: Option<ListAt>) -> bool {
        self.fits_in(self.room, way, focused)
    }

    fn fits_in(&self, room: usize, way: Way, focused: Option<ListAt>) -> bool {
        self.holds(room, &self.heights(way, focused, room + 1), way)
    }

    /// Whether the whole sheet has room, wherever the focus is, but for so many rows of the focused pane.
    fn fits_any_focus(&self, way: Way, out_of_sight: usize) -> bool {
        let room = self.room + out_of_sight;
        self.fits(way, None) && self.lists().into_iter().all(|list| self.fits_in(room, way, Some(list)))
    }

    fn holds(&self, room: usize, heights: &[usize], way: Way) -> bool {
        let gaps = usize::from(way.gap) * heights.len().saturating_sub(1);
        heights.len() == self.bands.len() && heights.iter().sum::<usize>() + gaps <= room
    }

    /// Heights in which each item has room when it is selected, so that no pane moves with the selection; nothing where
    /// the screen is too low for that.
    fn steady(&self, way: Way) -> Option<Vec<usize>> {
        if self.selects_heading() {
            return self.find_steady(way);
        }
        self.request.measured.steady((way, self.room), || self.find_steady(way))
    }

    /// Whether an objective is selected: then the aim below its heading counts.
    fn selects_heading(&self) -> bool {
        matches!(self.request.focus, Some(Focus::Objective(_)))
    }

    fn find_steady(&self, way: Way) -> Option<Vec<usize>> {
        let slot = |column: &Column, slot: Slot| {
            let width = (column.width, column.inset);
            let grows = slot.list().map_or(0, |list| {
                Pane::new(&self.request, list, width, way.density, None).growth(&self.request, self.room)
            });
            self.slot(slot, width, way, None) + grows
        };
        let column = |column: &Column| {
            let slots = column.slots.iter().map(|at| slot(column, *at)).sum::<usize>();
            slots + usize::from(way.gap) * column.slots.len().saturating_sub(1)
        };
        let band = |band: &Band| band.iter().map(column).max().unwrap_or(0);
        self.fits(way, None)
            .then(|| self.bands.iter().map(band).collect::<Vec<usize>>())
            .filter(|heights| self.holds(self.room, heights, way))
    }

    /// The rows that each row of panes wants; stops when `most` are used up.
    fn heights(&self, way: Way, focused: Option<ListAt>, most: usize) -> Vec<usize> {
        let mut heights = Vec::with_capacity(self.bands.len());
        let mut used = 0;
        for band in self.bands {
            let columns = band.iter().map(|column| self.column(column, way, focused));
            let height = columns.max().unwrap_or(0);
            heights.push(height);
            used += height;
            if used > most {
                break;
            }
        }
        heights
    }

    fn column(&self, column: &Column, way: Way, focused: Option<ListAt>) -> usize {
        let slots =
            column.slots.iter().map(|slot| self.slot(*slot, (column.width, column.inset), way, focused));
        slots.sum::<usize>() + usize::from(way.gap) * column.slots.len().saturating_sub(1)
    }

    fn slot(&self, slot: Slot, width: (u16, u16), way: Way, focused: Option<ListAt>) -> usize {
        match slot {
            Slot::Conclusion => {
                let rows = || tail::conclusion(&self.request, width.0).rows.len();
                self.request.measured.conclusion(width.0, rows) + 1
            }
            Slot::Pane(list) => {
                let blanks = self.request.board.items(list).len().saturating_sub(1);
                self.pane(list, width, way.density, focused) + if way.spaced { blanks } else { 0 }
            }
        }
    }

    /// The rows of a pane without blank ones between its items.
    fn pane(&self, list: ListAt, width: (u16, u16), density: Density, focused: Option<ListAt>) -> usize {
        let with_focus = density != Density::Whole && focused == Some(list);
        let most = self.room + MAY_SCROLL + 2;
        let measure = || Pane::new(&self.request, list, width, density, focused).height(most);
        if !with_focus && !self.selects_heading() {
            return self.request.measured.height((list, width, density, most), measure);
        }
        let known = self.focused.borrow().get(&(list, density)).copied().filter(|_| with_focus);
        known.unwrap_or_else(|| {
            let height = measure();
            if with_focus {
                self.focused.borrow_mut().insert((list, density), height);
            }
            height
        })
    }

    /// Gives the pane that is written in some of the free rows below, where it has hardly any.
    fn make_room(
        &self,
        request: &Request,
        heights: &mut [usize],
        (shown, way): (&Range<usize>, Way),
        list: ListAt,
        gaps: usize,
    ) {
        let holds = |band: &Band| band.iter().any(|column| column.slots.contains(&Slot::Pane(list)));
        let Some(at) = self.bands[shown.clone()].iter().position(holds) else { return };
        let free = self.room.saturating_sub(heights.iter().sum::<usize>() + gaps);
        let last = at + 1 == heights.len();
        let Some(column) =
            self.bands[shown.clone()][at].iter().find(|column| column.slots.contains(&Slot::Pane(list)))
        else {
            return;
        };
        let width = (column.width, column.inset);
        let adds = matches!(request.typing.map(|typing| typing.what), Some(Typed::New(..)));
        let new = if adds { 1 + usize::from(way.spaced) } else { 0 };
        let before = self.slot(Slot::Pane(list), width, way, Some(list));
        let wanted = if last { usize::MAX } else { (usize::from(ROOM_TO_WRITE) + 1).max(before + new) };
        let mut pane = Pane::new(request, list, width, Density::Whole, Some(list));
        pane.look.spaced = way.spaced;
        let wanted = wanted.min(pane.height(self.room)).max(heights[at]);
        heights[at] += (wanted - heights[at]).min(free);
    }
}

/// The heights of a column's slots in an area: what they want, or fair shares.
pub(super) fn slot_heights(
    request: &Request,
    column: &Column,
    area: Rect,
    (density, spaced, gap): (Density, bool, u16),
    focused: Option<ListAt>,
) -> Vec<u16> {
    let slots = &column.slots;
    if slots.len() <= 1 {
        return slots.iter().map(|_| area.height).collect();
    }
    let bands = [];
    let room = usize::from(area.height);
    let measure = Measure::new(request, &bands, room);
    let way = Way { density, spaced, gap };
    let natural = slots
        .iter()
        .map(|slot| measure.slot(*slot, (column.width, column.inset), way, focused))
        .collect::<Vec<usize>>();
    let gaps = usize::from(gap) * (slots.len() - 1);
    let mut heights = share(&natural, room.saturating_sub(gaps));
    // Whatever the others want, the slot that has the focus shows an item below its heading.
    let here = slots.iter().position(|slot| focused.is_some() && slot.list() == focused);
    if let Some(at) = here.filter(|at| heights[*at] < natural[*at].min(LOWEST)) {
        let least = natural[at].min(LOWEST).min(room);
        let others = (0..slots.len()).map(|slot| if slot == at { 0 } else { natural[slot] });
        let gaps = gaps.min(room - least);
        heights = share(&others.collect::<Vec<usize>>(), room - least - gaps);
        heights[at] = least;
    }
    if let Some(last) = heights.last_mut().filter(|_| request.typing.is_some()) {
        *last = usize::from(u16::MAX); // the last one may take what is left
    }
    heights.into_iter().map(|height| u16::try_from(height).unwrap_or(u16::MAX)).collect()
}

/// The rows of panes that are shown: all whose least height has room, else those around the focused one.
fn window(
    natural: &[usize],
    bands: &[Band],
    focused: Option<ListAt>,
    room: usize,
    gap: usize,
) -> Range<usize> {
    let holds = |band: &Band| {
        focused.is_some_and(|list| band.iter().flat_map(|c| &c.slots).any(|slot| slot.list() == Some(list)))
    };
    let at = bands.iter().position(holds).unwrap_or(0);
    let least = |index: usize| natural[index].min(LOWEST) + gap;
    let total = (0..bands.len()).map(least).sum::<usize>().saturating_sub(gap);
    if total <= room || bands.is_empty() {
        return 0..bands.len();
    }
    // A row of the screen says which panes are missing.
    let room = room.saturating_sub(1);
    let mut shown = at..at + 1;
    let mut used = least(at);
    loop {
        if shown.end < bands.len() && used + least(shown.end) <= room {
            used += least(shown.end);
            shown.end += 1;
        } else if shown.start > 0 && used + least(shown.start - 1) <= room {
            shown.start -= 1;
            used += least(shown.start);
        } else {
            return shown;
        }
    }
}

/// Gives all rows of panes a height to write in, where the screen has room for that.
fn raise(heights: &mut [usize], room: usize, spaced: bool) {
    let items = usize::from(ROOM_TO_WRITE) + 1;
    let most = if spaced { 2 * items } else { items };
    let raised = |least: usize| heights.iter().map(|height| *height.max(&least)).collect::<Vec<usize>>();
    // A new item and the blank row before it have room too, unless there is room for all of them.
    let kept = |least: usize| if spaced && least < most { 2 } else { 0 };
    let fits = |least: &usize| raised(*least).iter().sum::<usize>() + kept(*least) <= room;
    if let Some(least) = (items..=most).rev().find(fits) {
        heights.copy_from_slice(&raised(least));
    }
}

/// Shares rows out: who wants little gets it, the others get equal parts of the rest.
fn share(wanted: &[usize], room: usize) -> Vec<usize> {
    if wanted.iter().sum::<usize>() <= room {
        return wanted.to_vec();
    }
    let mut heights = vec![0; wanted.len()];
    let mut order = (0..wanted.len()).collect::<Vec<usize>>();
    order.sort_by_key(|index| wanted[*index]);
    let mut left = room;
    for (done, index) in order.iter().enumerate() {
        let part = left / (wanted.len() - done);
        heights[*index] = wanted[*index].min(part);
        left -= heights[*index];
    }
    heights
}
