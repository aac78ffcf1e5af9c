//! Weighing: done, votes, forecast and score, each one key.
//!
//! It must not know what is typed into prompts: that is `prompt`.

use crate::action::{Action, Forecast};
use crate::app::change::Change;
use crate::app::{App, Ask, Then};
use crate::document::Edit;
use crate::model::{Field, ItemAt, Value};

impl App {
    pub(crate) fn weigh(&mut self, action: Action) -> bool {
        match action {
            Action::Done => self.toggle_done(),
            Action::VoteUp => self.vote(1),
            Action::VoteDown => self.vote(-1),
            Action::Forecast(forecast) => self.set_forecast(forecast),
            Action::Score(tenths) => self.set_score(tenths),
            Action::Votes => self.ask(Ask::Votes, Then::Stay),
            Action::Who => self.ask(Ask::Who, Then::Stay),
            Action::When => self.ask(Ask::When, Then::Stay),
            _ => return false,
        }
        true
    }

    /// Sets or removes a field of an item as one step.
    pub(super) fn set_field(&mut self, at: ItemAt, field: Field, value: Option<Value>, label: &str) -> bool {
        let edit = Edit::SetField { at, field, value };
        self.change(Change::new(vec![edit], format!("{label} of {}", self.name_of(at))))
    }

    /// Whether `Space` marks an item as done: as its pane says; extra panes of a retro too.
    fn can_be_done(&self, at: ItemAt) -> bool {
        let Some(board) = self.board() else { return false };
        let kind = board.sheets.get(at.list.sheet).and_then(|sheet| sheet.kind);
        board.pane(at.list).is_some_and(|pane| match pane.spec {
            Some(spec) => spec.can_be_done,
            None => kind == Some(crate::model::Kind::Retro),
        })
    }

    fn toggle_done(&mut self) {
        let chosen = self.chosen();
        if chosen.is_empty() {
            self.need_item("items are done");
            return;
        }
        let items = chosen.into_iter().filter(|at| self.can_be_done(*at)).collect::<Vec<ItemAt>>();
        if items.is_empty() {
            let places = "a plan, a retro, TOWS moves and open questions";
            self.message = Some(format!("done belongs to {places}"));
            return;
        }
        let is_done =
            |at: &ItemAt| self.board().and_then(|board| board.item(*at)).is_some_and(|view| view.is_done());
        let all_done = items.iter().all(is_done);
        let value = (!all_done).then(|| Value::Text(self.today.to_string()));
        let changing = items.iter().filter(|at| all_done || !is_done(at));
        let edits = changing.map(|at| Edit::SetField { at: *at, field: Field::Done, value: value.clone() });
        let name = self.names_of(&items);
        let change = Change::new(edits.collect(), format!("done of {name}"));
        self.change(change);
    }

    fn vote(&mut self, by: i64) {
        let Some(at) = self.need_item("items are voted for") else { return };
        let Some(view) = self.board().and_then(|board| board.item(at)) else { return };
        let votes = i64::from(view.votes()) + by;
        if view.field(Field::Votes).is_some_and(|value| !value.is_valid(Field::Votes)) {
            let key = self.key_for(Action::Votes);
            self.message = Some(format!("its votes are no number: {key} writes them anew"));
            return;
        }
        if votes < 0 || votes > i64::from(u32::MAX) {
            return;
        }
        let value = (votes > 0).then(|| Value::Text(votes.to_string()));
        let edit = Edit::SetField { at, field: Field::Votes, value };
        let label = format!("votes of {}", self.name_of(at));
        self.change(Change::new(vec![edit], label).run(if by > 0 { "vote" } else { "vote less" }));
    }

    /// The focused key result; says where forecast and score belong where it is none.
    fn need_key_result(&mut self, what: &str) -> Option<ItemAt> {
        let at = self.focused_item().filter(|at| at.list.objective.is_some());
        if at.is_none() {
            self.message = Some(format!("a {what} belongs to a key result of a plan"));
        }
        at
    }

    fn set_forecast(&mut self, forecast: Forecast) {
        let Some(at) = self.need_key_result("forecast") else { return };
        let word = match forecast {
            Forecast::Green => Some("green"),
            Forecast::Yellow => Some("yellow"),
            Forecast::Red => Some("red"),
            Forecast::None => None,
        };
        self.set_field(at, Field::Forecast, word.map(Value::from), "forecast");
    }

    fn set_score(&mut self, tenths: Option<u8>) {
        let Some(at) = self.need_key_result("score") else { return };
        let value = tenths.map(|tenths| Value::Text(format!("{}.{}", tenths / 10, tenths % 10)));
        self.set_field(at, Field::Score, value, "score");
    }
}
