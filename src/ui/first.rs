//! What to do first, in the free rows of a sheet that holds nothing yet and on a board without sheets.
//! It must not know what the keys do: it names them.

use std::ops::Range;

use super::{hints, paint};
use crate::action::{Action, Context};
use crate::app::{App, Mode};
use crate::config::theme::Theme;
use crate::layout::{self, Arrangement, WIDEST_TEXT};
use crate::model::kind::{ACTIONS, PRIORITIES};
use crate::model::{Board, Focus, Head, HeadAt, Kind};
use crate::terminal::Frame;

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
    let width = frame.area().width;
    let steps = rows(&said(app, board), width);
    let question = rows(&asked(app, board).into_iter().collect::<Vec<_>>(), width);
    let room = usize::from(plan.bottom.saturating_sub(from));
    let all = [&question[..], &steps[..]].concat();
    // Where not both have room, which keys to press matters more.
    let shown = [all, steps].into_iter().find(|rows| rows.len() <= room);
    paint_rows(frame, from..plan.bottom, &shown.unwrap_or_default(), theme);
}

/// Draws what a board without sheets says.
pub(super) fn draw_no_sheets(frame: &mut Frame, app: &App, theme: &Theme) {
    let how = match hints::key(app, Action::Editor) {
        Some(key) => format!("{key} opens its file in your editor. Write there, in place of sheets: []"),
        None => "Write into its file, in place of sheets: []".to_owned(),
    };
    let kinds = Kind::ALL.map(Kind::key).join(", ");
    let said = [
        format!("This board has no sheets yet. {how}"),
        String::new(),
        "sheets:".to_owned(),
        format!("- kind: {}", Kind::Swot.key()),
        String::new(),
        format!("kinds: {kinds}"),
    ];
    let area = frame.area();
    paint_rows(frame, 2..area.height.saturating_sub(1), &rows(&said, area.width), theme);
}

/// Some texts, each in rows of its own.
fn rows(said: &[String], width: u16) -> Vec<String> {
    let cells = usize::from(width.saturating_sub(2).min(WIDEST_TEXT));
    said.iter().flat_map(|said| page::shown_rows(said, cells)).collect()
}

fn paint_rows(frame: &mut Frame, ys: Range<u16>, rows: &[String], theme: &Theme) {
    for (y, words) in ys.zip(rows) {
        let words = theme.chars(words).into_owned();
        paint::text(frame, (1, y), frame.area().width, &page::spelled(&words, theme.chrome), theme.hint);
    }
}

/// What the pane is for in which the person stands, as a question.
fn asked(app: &App, board: &Board) -> Option<String> {
    let Some(Focus::Item(at)) = app.focus() else { return None };
    let kind = board.sheets.get(at.list.sheet)?.kind?;
    let words = question(kind, &board.pane(at.list)?.key)?;
    Some(format!("{}: {words}", layout::pane_name(board, at.list)))
}

/// What a pane is for, in the words of the templates that `new` writes.
fn question(kind: Kind, pane: &str) -> Option<&'static str> {
    Some(match (kind, pane) {
        (Kind::Swot, "strengths") => "What do we do better than others?",
        (Kind::Swot, "weaknesses") => "What holds us back, and is ours to change?",
        (Kind::Swot, "opportunities") => "What happens around us that we could use?",
        (Kind::Swot, "threats") => "What happens around us that could hurt?",
        (Kind::Swot, PRIORITIES) => "Three to five things to do about it.",
        (Kind::Plan, "objectives") => "Three or four, each with two to five measurable key results.",
        (Kind::Plan, "metrics") => "The few numbers everyone should know, as NAME: value",
        (Kind::Plan, "values") => "What you will not trade for a target",
        (Kind::Retro, "went_well") => "What should we keep doing?",
        (Kind::Retro, "not_so_well") => "What cost us time, money or nerves?",
        (Kind::Retro, "learnings") => "What do we know now that we did not know before?",
        (Kind::Retro, ACTIONS) => "Who does what by when?",
        (Kind::Tows, "so") => "Which strength makes the most of an opportunity?",
        (Kind::Tows, "wo") => "Which opportunity helps us over a weakness?",
        (Kind::Tows, "st") => "Which strength wards off a threat?",
        (Kind::Tows, "wt") => "What do we avoid, where a threat meets a weakness?",
        (Kind::Brief, "events") => "Dated events, oldest first, with a date as the tag: 2018-09",
        (Kind::Brief, "figures") => "One figure a line, its year in the tag: SHARE OF REVENUE 2019",
        (Kind::Brief, "questions") => "What it leaves open, and someone should find out",
        _ => return None,
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_pane_asks_what_the_templates_ask() {
        let template =
            |name| std::fs::read_to_string(format!("assets/templates/{name}.yaml")).unwrap_or_default();
        let templates = template("board") + &template("plan") + &template("brief");
        for kind in Kind::ALL {
            for pane in kind.panes() {
                let question = question(kind, pane.key);
                assert!(question.is_some(), "{kind:?} {}", pane.key);
                let words = question.unwrap_or_default().trim_start_matches("Three or four, ");
                assert!(kind == Kind::Tows || templates.contains(words), "{words}");
            }
        }
    }
}
