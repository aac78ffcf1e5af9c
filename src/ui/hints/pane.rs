//! Which actions matter most in a pane, by its kind. It must not know their keys.

use crate::action::{Action, Forecast};
use crate::app::App;
use crate::model::kind::{ACTIONS, PRIORITIES};
use crate::model::{Kind, ListAt};

pub(super) const RANK: (Action, &str) = (Action::RankDown, "rank");
const MOVE: (Action, &str) = (Action::MoveLeft, "move");
const SCORE: (Action, &str) = (Action::Score(Some(5)), "score");
const FORECAST: (Action, &str) = (Action::Forecast(Forecast::Green), "forecast");

/// The actions that matter most in a pane.
pub(super) fn of_pane(app: &App, list: ListAt) -> Vec<(Action, &'static str)> {
    let board = app.board();
    let kind = board.and_then(|board| board.sheets.get(list.sheet)).and_then(|page| page.kind);
    let key = board.and_then(|board| board.pane(list)).map_or("", |pane| pane.key.as_str());
    let edit = (Action::Edit, "");
    let add = (Action::Add, "");
    let follow = |word| (Action::Follow, word);
    let done = (Action::Done, "");
    let who = (Action::Who, "");
    match (kind, key) {
        (Some(Kind::Swot), PRIORITIES) => {
            vec![edit, add, RANK, follow("to objective"), (Action::Votes, ""), who]
        }
        (Some(Kind::Swot), _) => vec![edit, add, RANK, MOVE, (Action::Votes, ""), follow("to priority")],
        (Some(Kind::Plan), _) if list.objective.is_some() => {
            vec![edit, add, SCORE, FORECAST, who, (Action::When, "")]
        }
        (Some(Kind::Retro), ACTIONS) => vec![edit, add, done, who, (Action::When, ""), (Action::Details, "")],
        (Some(Kind::Retro), "learnings" | "went_well" | "not_so_well") => {
            vec![edit, add, follow("to action"), (Action::Votes, ""), (Action::VoteUp, ""), MOVE]
        }
        (Some(Kind::Tows), _) => vec![edit, add, follow("to priority"), done, MOVE],
        (Some(Kind::Brief), "questions") => vec![edit, add, RANK, done, (Action::Details, "")],
        _ => vec![edit, add, RANK, (Action::Details, ""), (Action::Delete, "")],
    }
}
