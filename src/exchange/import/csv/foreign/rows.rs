//! The rows of one table: each an item with its fields, or cells that hold the items of a pane.
//! It must not know where a table begins.

use super::{Lost, Row, labelled, plain};
use crate::exchange::draft::ItemDraft;
use crate::exchange::import::columns::{self, Columns, Role};
use crate::exchange::import::place::{Placing, holds_objectives};
use crate::exchange::import::{fields, names};
use crate::exchange::json::Json;
use crate::model::{Field, Head, Kind, Value, kind, tag};

/// Columns that are panes; one that is a field between them belongs to the pane before it, as does a figure without a name.
pub(super) fn panes(names: &[String], rows: &[Row], placing: &mut Placing) {
    for row in rows {
        let mut is_filled = false;
        for (at, cell) in row.cells.iter().enumerate() {
            let name = names.get(at).map_or("", String::as_str);
            let field = fields::named(name).filter(|_| names::pane(name).is_none()).map(|(field, _)| field);
            let is_count = name.is_empty() && is_filled && Field::Votes.shape().admits(plain(cell));
            if let Some(field) = field.or(is_count.then_some(Field::Votes)) {
                let value = fields::value(field, plain(cell)).ok().flatten();
                if let (true, Some(value), Some(item)) = (is_filled, value, placing.last_item()) {
                    item.set_field(field, value);
                }
                continue;
            }
            placing.pane_named(name);
            is_filled = false;
            for text in columns::lines(plain(cell)) {
                placing.push(ItemDraft::from_line(text));
                is_filled = true;
            }
        }
    }
}

/// So many rows tell what stands in a column.
const SAMPLE: usize = 200;

/// What a table's rows are read by.
struct Table {
    columns: Columns,
    sheet: Option<usize>,
    pane: Option<usize>,
    tag: Option<usize>,
    text: Option<usize>,
    objective: Option<usize>,
    /// Whether somebody is to do what stands in the rows.
    are_promised: bool,
    /// The sheet that was named last.
    title: String,
}

pub(super) fn items(names: &[String], rows: &[Row], placing: &mut Placing, lost: &mut Lost, line: usize) {
    let sample = rows.iter().take(SAMPLE).map(|row| row.cells.iter().map(plain).collect::<Vec<&str>>());
    let mut columns = Columns::of_table(names, &sample.collect::<Vec<_>>());
    columns.want_text();
    if let Some(at) = period_column(names, rows, placing) {
        columns.roles[at] = Role::OfBoard;
    }
    let column = |role: &Role| columns.of(role);
    let is_promise = |field: &Field| column(&Role::Field(*field)).is_some();
    let mut table = Table {
        sheet: column(&Role::Sheet),
        pane: column(&Role::Pane),
        tag: column(&Role::Tag),
        text: column(&Role::Text),
        objective: column(&Role::Objective),
        are_promised: [Field::Owner, Field::Due, Field::Done].iter().any(is_promise),
        title: String::new(),
        columns,
    };
    let is_named = placing.pane_key().is_some();
    for row in rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty())) {
        table.row(row, placing, is_named);
    }
    lost.extend(table.columns.not_understood().map(|told| (line, told)));
}

/// The column that says the same period in each row: the board is of that one.
fn period_column(names: &[String], rows: &[Row], placing: &mut Placing) -> Option<usize> {
    let at = names.iter().position(|name| names::head(name) == Some(Head::Period))?;
    let mut cells = rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| plain(cell).trim());
    let first = cells.next()?;
    (cells.all(|cell| cell == first) && placing.set_head(Head::Period, first)).then_some(at)
}

impl Table {
    /// Takes a row; `is_named` says that a line above the table named the pane of all of them.
    fn row(&mut self, row: &Row, placing: &mut Placing, is_named: bool) {
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.cells.get(at)).map(|cell| plain(cell).trim()).unwrap_or_default()
        };
        if !cell(self.sheet).is_empty() && cell(self.sheet) != self.title {
            cell(self.sheet).clone_into(&mut self.title);
            begin_sheet(&self.title, placing);
        }
        let item = self.item(row, cell(self.tag), cell(self.text));
        if self.objective.is_some() {
            return place_result(cell(self.objective), item, placing);
        }
        let pane = cell(self.pane);
        let is_result = columns::is_result(pane) && holds_objectives(placing.pane_key());
        if is_result && let Some(objective) = placing.last_item() {
            return objective.results.get_or_insert_default().push(item);
        }
        match pane {
            "" if is_named => {}
            "" if self.pane.is_none() && self.are_promised || self.is_task(row) => {
                placing.sheet_of(Kind::Retro);
                placing.pane(kind::ACTIONS);
            }
            "" if self.is_answer(row, &item, placing) => return,
            "" => placing.leave_pane(),
            pane => placing.pane_named(pane),
        }
        placing.push(item);
    }

    fn item(&mut self, row: &Row, tag: &str, text: &str) -> ItemDraft {
        let mut item = ItemDraft::from_line(text);
        // Several labels are no tag.
        let is_tag = !tag.contains([',', ';']) && tag.chars().count() <= tag::MOST_CHARS;
        if !tag.is_empty() && is_tag {
            (item.draft.tag, item.draft.text) = (Some(tag.to_owned()), text.to_owned());
        } else if !tag.is_empty() {
            columns::keep(&mut item, "x-labels", tag);
        }
        for (at, cell) in row.cells.iter().enumerate() {
            let cell = plain(cell);
            let field = self.columns.is_unnamed(at).then(|| labelled(cell)).flatten();
            let field = field.and_then(|(name, value)| {
                let (field, _) = fields::named(name)?;
                Some((field, fields::value(field, value).ok()??))
            });
            match field {
                Some((field, value)) => item.set_field(field, value),
                None => self.columns.fill(&mut item, at, cell),
            }
        }
        item
    }

    /// Whether some cell of a row without a pane says that it is a task.
    fn is_task(&self, row: &Row) -> bool {
        let is_task = |(at, cell): (usize, &str)| {
            matches!(self.columns.roles.get(at), Some(Role::Kept(_)))
                && matches!(&*names::folded(cell), "task" | "action" | "action item")
        };
        self.pane.is_some() && row.cells.iter().enumerate().any(is_task)
    }

    /// Adds what somebody answered to the item with the same tag before it. Whether it was an answer.
    fn is_answer(&self, row: &Row, item: &ItemDraft, placing: &mut Placing) -> bool {
        let is_kind = |cell: &str| matches!(&*names::folded(cell), "comment" | "reply");
        let Some(last) = placing.last_item().filter(|_| self.pane.is_some() && row.cells.iter().any(is_kind))
        else {
            return false;
        };
        if last.draft.tag.is_none() || last.draft.tag != item.draft.tag {
            return false;
        }
        let there = last.field(Field::Note).map(Value::to_text);
        let who = item.extra.iter().find_map(|(key, who)| match who {
            Json::Text(who) if key == "x-author" => Some(who),
            _ => None,
        });
        let words = who.map_or_else(|| item.draft.text.clone(), |who| format!("{who}: {}", item.draft.text));
        let notes = there.into_iter().chain([words]).collect::<Vec<String>>();
        last.set_field(Field::Note, Value::Text(notes.join("\n\n")));
        true
    }
}

/// A row of a plan: a key result of the objective in it, or of the one in a row above; an objective alone where it has none.
fn place_result(objective: &str, item: ItemDraft, placing: &mut Placing) {
    placing.sheet_of(Kind::Plan);
    placing.pane(kind::OBJECTIVES);
    let is_there = placing
        .last_item()
        .is_some_and(|last| tag::join(last.draft.tag.as_deref(), &last.draft.text) == objective);
    let is_result = item.draft.tag.is_some() || !item.draft.text.is_empty();
    if !is_result {
        let mut alone = item;
        let named = ItemDraft::from_line(objective);
        (alone.draft.tag, alone.draft.text) = (named.draft.tag, named.draft.text);
        return placing.push(alone);
    }
    if !objective.is_empty() && !is_there || placing.last_item().is_none() {
        placing.push(ItemDraft::from_line(objective));
    }
    if let Some(last) = placing.last_item() {
        last.results.get_or_insert_default().push(item);
    }
}

fn begin_sheet(title: &str, placing: &mut Placing) {
    if placing.go_to(title) {
        return;
    }
    placing.begin_open_sheet(title);
    if let Some(kind) = names::kind(title) {
        placing.sheet_of(kind);
    }
}
