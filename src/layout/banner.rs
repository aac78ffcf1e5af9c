//! Where the rows stand that tell of something outside, and what gives them room: nothing moves when they come and go.
//! It must not know what they tell.

use super::arrange::{Arrangement, Request};
use super::bands::Band;
use super::fit::Fit;
use super::line::{Line, On};
use crate::model::ListAt;

/// Gives them the rows of the heading lines, which end before the row `below`, or else the last rows of the sheet.
pub(super) fn place_banner(request: &Request, plan: &mut Arrangement, below: u16) {
    if request.banner == 0 {
        return;
    }
    let end = 1 + request.banner;
    let is_open = |line: &Line| line.selected || line.on == Some(On::Typed);
    if plan.strip.is_some() || below < end || plan.lines.iter().any(is_open) {
        return give_last_rows(request, plan);
    }
    let covered = plan.lines.iter().filter(|line| line.y < end);
    let covered = covered.filter_map(|line| line.on).collect::<Vec<On>>();
    plan.lines.retain(|line| line.on.is_none_or(|on| !covered.contains(&on)));
    plan.banner = Some(1);
}

/// Gives them the last rows of the sheet, where there are any.
pub(super) fn give_last_rows(request: &Request, plan: &mut Arrangement) {
    if request.banner > 0 {
        plan.bottom = plan.bottom.saturating_sub(request.banner).max(2);
        plan.banner = Some(plan.bottom);
    }
}

/// The heights of the rows of panes where only some rows are left of all: the last row of panes gives what is missing,
/// or where it would not show its heading, and what is selected there, each its part.
pub(super) fn fit_above(
    (all, left): (u16, u16),
    bands: &[Band],
    focused: Option<ListAt>,
    fit: impl Fn(u16) -> Fit,
) -> Fit {
    let mut whole = fit(all);
    let named = u16::from(whole.shown.len() < bands.len());
    let gaps = whole.gap * u16::try_from(whole.heights.len().saturating_sub(1)).unwrap_or(0);
    let over = (whole.heights.iter().sum::<u16>() + gaps + named).saturating_sub(left);
    let Some(last) = whole.heights.last_mut().filter(|_| over > 0) else { return whole };
    *last = last.saturating_sub(over);
    let mut lists = bands[..whole.shown.end].last().into_iter().flatten().flat_map(|column| &column.slots);
    let has_focus = focused.is_some() && lists.any(|slot| slot.list() == focused);
    if *last < 1 + u16::from(has_focus) { fit(left) } else { whole }
}
