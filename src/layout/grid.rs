//! Which pane lies in which direction of another. Topology only: nothing is wrapped.
//! It must not know what a pane holds.

use crate::model::{Board, ListAt};

use super::bands::{Band, ONE_PANE, bands};
use super::{Direction, panes};

/// The panes of a sheet as they lie on a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    cells: Vec<Cell>,
    /// Whether one pane is shown at a time; then the others follow in reading order.
    single: bool,
    rows: usize,
    bands: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    list: ListAt,
    x: (u16, u16),
    y: (usize, usize),
}

/// Height of a row of panes, in the grid's own units: divisible by the panes that stand above each other in one.
const BAND: usize = 12;

/// The panes of a sheet on a screen of that size; `zoom` is the pane that is shown alone.
pub fn grid(board: &Board, sheet: usize, size: (u16, u16), zoom: Option<ListAt>) -> Grid {
    let single = size.0 < ONE_PANE || zoom.is_some();
    let rows = usize::from(size.1).saturating_sub(4).max(1);
    if single {
        let cell = |list| Cell { list, x: (0, 1), y: (0, 1) };
        let cells = panes(board, sheet).into_iter().map(cell).collect();
        return Grid { cells, single, rows, bands: 1 };
    }
    let bands = bands(board, sheet, size.0);
    let cells = bands.iter().enumerate().flat_map(|(index, band)| cells(index, band)).collect();
    Grid { cells, single, rows, bands: bands.len().max(1) }
}

fn cells(index: usize, band: &Band) -> Vec<Cell> {
    let mut cells = Vec::new();
    for column in band {
        let height = BAND / column.slots.len().clamp(1, BAND);
        for (at, slot) in column.slots.iter().enumerate() {
            let y = index * BAND + at * height;
            let x = (column.x, column.x + column.width);
            cells.extend(slot.list().map(|list| Cell { list, x, y: (y, y + height) }));
        }
    }
    cells
}

impl Grid {
    /// The next pane in a direction, if there is one.
    pub fn neighbour(&self, list: ListAt, towards: Direction) -> Option<ListAt> {
        let at = self.cells.iter().position(|cell| cell.list == list)?;
        if self.single {
            let next = match towards {
                Direction::Left | Direction::Up => at.checked_sub(1)?,
                Direction::Right | Direction::Down => at + 1,
            };
            return self.cells.get(next).map(|cell| cell.list);
        }
        let here = self.cells[at];
        let lies = |cell: &&Cell| match towards {
            Direction::Left => cell.x.1 <= here.x.0,
            Direction::Right => cell.x.0 >= here.x.1,
            Direction::Up => cell.y.1 <= here.y.0,
            Direction::Down => cell.y.0 >= here.y.1,
        };
        let sideways = matches!(towards, Direction::Left | Direction::Right);
        let far = |cell: &&Cell| {
            let rows = gap((cell.y.0, cell.y.1), here.y);
            let columns = gap(
                (usize::from(cell.x.0), usize::from(cell.x.1)),
                (usize::from(here.x.0), usize::from(here.x.1)),
            );
            let aside = cell.x.0.abs_diff(here.x.0);
            if sideways {
                (rows, columns, cell.y.0.abs_diff(here.y.0), aside)
            } else {
                (rows, columns, 0, aside)
            }
        };
        self.cells.iter().filter(lies).min_by_key(far).map(|cell| cell.list)
    }

    /// About how many rows of items a page of a pane holds; at least one.
    pub fn page(&self, list: ListAt) -> usize {
        let shown = self.cells.iter().any(|cell| cell.list == list);
        if shown { (self.rows / self.bands).saturating_sub(1).max(1) } else { 1 }
    }
}

/// How far two spans are apart; 0 where they overlap.
fn gap(one: (usize, usize), other: (usize, usize)) -> usize {
    one.0.max(other.0).saturating_sub(one.1.min(other.1).saturating_sub(1))
}
