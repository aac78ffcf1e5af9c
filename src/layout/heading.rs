//! What a pane's heading says: its title, how many items or how far an objective came.
//! It must not know how a rule is drawn.

use crate::model::kind::ACTIONS;
use crate::model::{Board, Field, ListAt};
use crate::text::{ellipsize, safe_line, width};

use super::line::Forecast;
use super::{Density, pane_name};

/// Items looked at to count what is open: a heading costs no more.
const LOOKED_AT: usize = 1000;

/// The heading of a pane.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// The pane.
    pub list: ListAt,
    /// The column of its title and its row on the screen.
    pub at: (u16, u16),
    /// Cells from there to the pane's end.
    pub width: u16,
    /// Its title, harmless and on one line.
    pub title: String,
    /// Whether the focus is in this pane.
    pub focused: bool,
    /// Whether the heading itself is selected (an objective's).
    pub selected: bool,
    /// What stands at the right end.
    pub count: String,
    /// How far an objective came; it is drawn into the rule.
    pub gauge: Option<Gauge>,
    /// Whether an objective is done.
    pub done: bool,
    /// Whether a merge left something to be decided about an objective.
    pub marked: bool,
}

/// How far an objective came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gauge {
    /// The mean of its key results' scores, 0 to 1.
    pub mean: f64,
    /// The worst of their forecasts.
    pub worst: Option<Forecast>,
}

/// The mean score and the worst forecast of an objective's key results; nothing where none has a score.
pub(super) fn gauge(board: &Board, list: ListAt) -> Option<Gauge> {
    list.objective?;
    let looked_at = || board.views(list).take(LOOKED_AT);
    let (sum, count) =
        looked_at().filter_map(|view| view.score()).fold((0.0, 0u32), |(sum, n), score| (sum + score, n + 1));
    let worst =
        looked_at().filter_map(|view| view.valid(Field::Forecast).and_then(Forecast::from_value)).max();
    (count > 0).then(|| Gauge { mean: sum / f64::from(count), worst })
}

impl Gauge {
    /// The mean with two decimals; halves are rounded up, as people do.
    pub(super) fn rounded(self) -> f64 {
        ((self.mean + 1e-6) * 100.0).round() / 100.0
    }
}

/// What stands at the right end of a heading.
pub(super) fn count(board: &Board, list: ListAt, by_votes: bool) -> String {
    if let Some(gauge) = gauge(board, list) {
        return format!("{:.2}", gauge.rounded());
    }
    let count = match open(board, list) {
        Some(open) => format!("{open} open"),
        None => board.items(list).len().to_string(),
    };
    if by_votes { format!("by votes {count}") } else { count }
}

/// How many promises of a list are open; nothing where it holds none, or more than a heading counts.
pub(super) fn open(board: &Board, list: ListAt) -> Option<usize> {
    let promises = board.pane(list).and_then(|pane| pane.spec).is_some_and(|spec| spec.key == ACTIONS);
    let counts = promises && (1..=LOOKED_AT).contains(&board.items(list).len());
    counts.then(|| board.views(list).filter(|view| !view.is_done()).count())
}

/// The count with what is cut off, where a pane is too low to say it in a row of its own.
pub(super) fn count_with_cut(count: &str, cut: (usize, usize)) -> String {
    let (above, below) = cut;
    let sign = |sign: &str, items: usize| if items > 0 { format!("{sign}{items} ") } else { String::new() };
    sign("↑", above) + &sign("↓", below) + count
}

/// The title of a pane, harmless, with room for a rule and its count beside it.
pub(super) fn title(board: &Board, list: ListAt, cells: u16, count: &str) -> String {
    let name = pane_name(board, list);
    let name = safe_line(&name);
    let room = |rule: usize| usize::from(cells).saturating_sub(width(count) + rule).max(1);
    // Before a title is cut its rule goes.
    let rule = if width(&name) <= room(1) { 1 } else { 2 };
    ellipsize(&name, room(rule)).into_owned()
}

/// The panes of a narrow screen in one line, each with its numbers: full titles where they
/// fit into so many cells, else initials (of actions also how many are open), with those around the focused one where even these do not fit.
pub fn strip_of_panes(
    board: &Board,
    lists: &[ListAt],
    focused: Option<ListAt>,
    cells: usize,
) -> Vec<(ListAt, String)> {
    let named = |short: bool, open: bool| {
        let entry = |list: &ListAt| (*list, strip_entry(board, *list, short, open));
        lists.iter().map(entry).collect::<Vec<(ListAt, String)>>()
    };
    let taken = |entries: &[(ListAt, String)]| entries.iter().map(|(_, text)| width(text) + 2).sum::<usize>();
    let forms = [(false, true), (true, true), (true, false)].map(|(short, open)| named(short, open));
    let fits = forms.iter().position(|entries| taken(entries) <= cells).unwrap_or(forms.len() - 1);
    let mut entries = forms.into_iter().nth(fits).unwrap_or_default();
    while entries.len() > 1 && taken(&entries) > cells {
        let at = entries.iter().position(|(list, _)| Some(*list) == focused).unwrap_or(0);
        if at > entries.len() / 2 {
            entries.remove(0)
        } else {
            entries.remove(entries.len() - 1)
        };
    }
    entries
}

fn strip_entry(board: &Board, list: ListAt, short: bool, open: bool) -> String {
    let name = pane_name(board, list);
    // The word that explains a TOWS pairing has no room here: `S × O` of `S × O  use`.
    let name = safe_line(name.split("  ").next().unwrap_or_default());
    let initial = |word: &str| crate::text::graphemes(word.trim()).next().unwrap_or("?").to_owned();
    let initials = || name.split('×').map(initial).collect::<String>();
    let title = if short { initials() } else { name.clone().into_owned() };
    if let Some(gauge) = gauge(board, list) {
        return format!("{title} {}", format!("{:.2}", gauge.rounded()).trim_start_matches('0'));
    }
    let items = board.items(list).len();
    let said = count(board, list, false);
    let open = if open && said.contains(' ') { format!(" ({said})") } else { String::new() };
    format!("{title} {items}{open}")
}

/// Whether an objective's aim stands below its heading.
pub(super) fn shows_aim(density: Density, selected: bool) -> bool {
    density == Density::Whole || selected
}
