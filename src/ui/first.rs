//! What to do first, in the free rows of a sheet that holds nothing yet.
//! It must not know what the keys do: it names them.

use ratatui::Frame;

use super::{hints, paint};
use crate::action::{Action, Context};
use crate::app::{App, Mode};
use crate::config::theme::Theme;
use crate::layout::{Arrangement, WIDEST_TEXT};
use crate::model::{Board, Head, HeadAt};

use super::overlays::page;

/// Draws it below the panes, where the sheet is empty and there is room.
pub(super) fn draw(frame: &mut Frame, app: &App, board: &Board, plan: &Arrangement, theme: &Theme) {
    let Some(open) = app.open().filter(|_| matches!(app.mode, Mode::Board) && !app.read_only) else { return };
    let Some(sheet) = board.sheets.get(open.sheet) else { return };
    if sheet.panes.iter().any(|pane| !pane.items.is_empty()) {
        return;
    }
    let headings = plan.headings.iter().map(|heading| heading.at.1 + 1);
    let empty = plan.empty.iter().map(|(_, area)| area.bottom());
    let used = headings.chain(empty).chain(plan.lines.iter().map(|line| line.y + 1));
    let from = used.max().unwrap_or(1) + 1;
    let cells = usize::from(frame.area().width.saturating_sub(4).min(WIDEST_TEXT));
    let rows =
        said(app, board).iter().flat_map(|said| page::shown_rows(said, cells)).collect::<Vec<String>>();
    let room = usize::from(plan.bottom.saturating_sub(from));
    for (y, words) in (from..plan.bottom).zip(&rows).filter(|_| rows.len() <= room) {
        let words = theme.chars(words).into_owned();
        paint::text(frame, (2, y), frame.area().width, &page::spelled(&words, theme.chrome), theme.hint);
    }
}

/// The first steps, each a sentence; those whose keys a person took away are not said.
fn said(app: &App, board: &Board) -> Vec<String> {
    let key = |action| hints::key(app, action);
    let typed = |action| app.keymap.labels_of(Context::Edit, action).into_iter().next();
    let adds = key(Action::Add).map(|add| {
        let goes_on = typed(Action::Keep).zip(typed(Action::KeepNextPane)).map(|(keep, next)| {
            format!("; {keep} keeps it and opens the next one, {next} goes on in the next pane")
        });
        format!("{add} (or a double click) writes the first line here{}.", goes_on.unwrap_or_default())
    });
    let has_mission = board.head_at(HeadAt::Board(Head::Mission)).is_some_and(|text| !text.trim().is_empty());
    let mission = key(Action::Mission).filter(|_| !has_mission);
    let mission = mission.map(|key| format!("{key} writes the mission."));
    let sheets = key(Action::NextSheet).filter(|_| board.sheets.len() > 1);
    let sheets = sheets.map(|key| format!("{key} goes to the next sheet."));
    [adds, mission.into_iter().chain(sheets).reduce(|one, other| format!("{one} {other}"))]
        .into_iter()
        .flatten()
        .collect()
}
