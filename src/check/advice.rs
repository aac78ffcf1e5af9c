//! The rules of the method, one function each; the numbers stand at the top.
//! They must not know where findings are printed, and never change a board.

use jiff::civil::Date;

use super::places::Places;
use crate::model::finding::quote;
use crate::model::{Board, Field, Head, ItemView, Kind, ListAt, Sheet, field, kind, mark};

/// The longest mission, in words: 7 to 15 fit into one line that people remember.
const MISSION_WORDS: usize = 15;
/// The most priorities of a SWOT ("top six").
const PRIORITIES: usize = 6;
/// The most objectives of a plan, and the most key results of an objective.
const OBJECTIVES: usize = 5;

/// Advice on the board as a whole.
pub(super) fn on_board(board: &Board, places: &mut Places<'_>) {
    let words = board.mission().split_whitespace().count();
    let has_strategy = board.sheets.iter().any(|sheet| matches!(sheet.kind, Some(Kind::Swot | Kind::Plan)));
    if words == 0 && has_strategy {
        let remedy = "add a line mission: with what you are here for, in 7 to 15 words";
        places.on_board(Head::Mission, "the board has no mission", remedy);
    } else if words > MISSION_WORDS {
        let what = format!("the mission has {words} words");
        places.on_board(Head::Mission, what, "7 to 15 words fit into one line that everyone remembers");
    }
}

/// What a merge left to be decided, wherever its comments stand.
pub(super) fn on_marks(board: &Board, places: &mut Places<'_>) {
    let mut offset = 0;
    for line in board.text.split_inclusive('\n') {
        let at = offset + line.len() - line.trim_start().len();
        offset += line.len();
        let words = line.trim();
        if !words.starts_with('#') || !mark::is_mark(words) {
            continue;
        }
        if words == mark::PAIR {
            let remedy = "keep one of the two and delete the other with this line";
            places.at(at, "here stand two versions of one item", remedy);
        } else {
            let remedy = "look at it, mend it where it is wrong, and delete this comment";
            places.at(at, "a merge left a comment here that nobody has looked at", remedy);
        }
    }
}

/// Advice on one sheet.
pub(super) fn on_sheet(board: &Board, index: usize, today: Option<Date>, places: &mut Places<'_>) {
    let Some(sheet) = board.sheets.get(index) else { return };
    if sheet.panes.iter().all(|pane| pane.items.is_empty()) {
        let what = format!("nothing stands on the sheet {} yet", quote(sheet.title()));
        return places.on_sheet(index, "kind", what, "fill it in, or take the sheet away");
    }
    match sheet.kind {
        Some(Kind::Swot) => on_swot(sheet, index, places),
        Some(Kind::Plan) => on_plan(board, index, places),
        Some(Kind::Brief) => on_brief(board, index, places),
        _ => {}
    }
    if let Some(today) = today {
        on_actions(board, index, today, places);
    }
}

fn on_swot(sheet: &Sheet, index: usize, places: &mut Places<'_>) {
    if sheet.head(Head::Conclusion).unwrap_or_default().trim().is_empty() {
        let remedy = "add a line conclusion: with what to focus on next, and why";
        places.on_sheet(index, Head::Conclusion.key(), "this SWOT has no conclusion", remedy);
    }
    let priorities = sheet.panes.iter().find(|pane| pane.key == kind::PRIORITIES);
    match priorities.map_or(0, |pane| pane.items.len()) {
        0 => {
            let remedy = "add three to five things to do about it below priorities:";
            places.on_sheet(index, kind::PRIORITIES, "this SWOT leads to no priorities", remedy);
        }
        count if count > PRIORITIES => {
            let what = format!("{count} priorities");
            let remedy =
                format!("keep at most {PRIORITIES}: what matters less can wait for the next quarter");
            places.on_sheet(index, kind::PRIORITIES, what, remedy);
        }
        _ => {}
    }
}

fn on_plan(board: &Board, index: usize, places: &mut Places<'_>) {
    let Some(pane) = board.sheets.get(index).and_then(|sheet| sheet.pane_with_key(kind::OBJECTIVES)) else {
        return;
    };
    let objectives = board.views(ListAt::pane(index, pane));
    if objectives.len() > OBJECTIVES {
        let what = format!("{} objectives", objectives.len());
        let remedy = format!("keep at most {OBJECTIVES}: one plan fits one screen");
        places.on_sheet(index, kind::OBJECTIVES, what, remedy);
    }
    for objective in objectives {
        on_objective(objective, places);
    }
}

fn on_objective(objective: ItemView<'_>, places: &mut Places<'_>) {
    let results = objective.results();
    let name = quote(objective.name());
    if results.len() == 0 {
        let remedy = "add two to five below results:, each with a number that tells when it is reached";
        places.at(objective.offset(), format!("the objective {name} has no key results"), remedy);
    } else if results.len() > OBJECTIVES {
        let what = format!("the objective {name} has {} key results", results.len());
        places.at(objective.offset(), what, format!("keep the {OBJECTIVES} that tell most"));
    }
    for result in results {
        let target = result.field(Field::Target).map(crate::model::Value::to_text).unwrap_or_default();
        if ![result.text(), &target].iter().any(|text| text.chars().any(char::is_numeric)) {
            let what = format!("the key result {} has no number", quote(result.name()));
            places.at(result.offset(), what, "say how much or how many, here or in target:");
        }
    }
}

fn on_brief(board: &Board, index: usize, places: &mut Places<'_>) {
    let Some(sheet) = board.sheets.get(index) else { return };
    let has_source =
        [Head::Source, Head::Url].iter().any(|head| !sheet.head(*head).unwrap_or_default().is_empty());
    if has_source {
        return;
    }
    let evidence = ["events", "figures"].into_iter().filter_map(|key| sheet.pane_with_key(key));
    let without = evidence
        .flat_map(|pane| board.views(ListAt::pane(index, pane)))
        .filter(|item| item.field(Field::Source).is_none())
        .count();
    if without > 0 {
        let what = format!("{without} events or figures of this brief have no source");
        places.on_sheet(
            index,
            "kind",
            what,
            "add a line source: to the sheet or to the item, so that others can check it",
        );
    }
}

/// Actions that somebody should do: in the retro's pane of that name, while they are open.
fn on_actions(board: &Board, index: usize, today: Date, places: &mut Places<'_>) {
    let Some(pane) = board.sheets.get(index).and_then(|sheet| sheet.pane_with_key(kind::ACTIONS)) else {
        return;
    };
    for action in board.views(ListAt::pane(index, pane)).filter(|action| !action.is_done()) {
        let name = quote(action.name());
        let has_owner = action.field(Field::Owner).is_some_and(|owner| !owner.to_text().trim().is_empty());
        let missing = match (has_owner, action.field(Field::Due).is_some()) {
            (false, false) => Some(("nobody and no date", "owner: and due:")),
            (false, true) => Some(("nobody", "owner:")),
            (true, false) => Some(("no date", "due:")),
            (true, true) => None,
        };
        if let Some((what, fields)) = missing {
            let remedy = format!("add {fields}, so that it gets done");
            places.at(action.offset(), format!("the action {name} has {what}"), remedy);
        }
        let due = action.valid(Field::Due).and_then(field::parse_date);
        if let Some(due) = due.filter(|due| *due < today) {
            let remedy = "add done: with the day it was done, or choose a new day";
            places.at(action.offset(), format!("the action {name} was due on {due}"), remedy);
        }
    }
}
