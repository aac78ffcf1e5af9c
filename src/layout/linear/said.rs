//! What a line for a screen reader says: an item, a heading and all that signs say elsewhere, in words.
//! It must not know which lines are visible.

use jiff::civil::Date;

use super::super::heading::{self, gauge};
use super::super::item::{Row, words};
use super::super::line::{Piece, Role, tag_role};
use super::super::look::Look;
use super::super::side::{self, Words};
use super::super::{Forecast, pane_name};
use crate::model::{Board, Field, ItemAt, ItemView, Kind, ListAt, Part};
use crate::text::{Row as Wrapped, safe_line, width, wrap};

/// Where the rows after the first begin.
pub(super) const HANG: usize = 2;

/// What a pane's heading says: `Weaknesses, 5 items`.
pub(crate) fn heading(board: &Board, list: ListAt, by_votes: bool) -> String {
    let name = match (list.objective, board.pane(list)) {
        (None, Some(pane)) if is_pairing(board, list) => pane.title().replace(" × ", " and "),
        _ => pane_name(board, list),
    };
    let open = heading::open(board, list).map(|open| format!("{open} open"));
    let votes = by_votes.then(|| "by votes".to_owned());
    let said = [safe_line(&name).into_owned(), items(board, list)].into_iter().chain(open).chain(votes);
    said.collect::<Vec<String>>().join(", ")
}

fn is_pairing(board: &Board, list: ListAt) -> bool {
    let is_tows = board.sheets.get(list.sheet).is_some_and(|page| page.kind == Some(Kind::Tows));
    is_tows && board.pane(list).is_some_and(|pane| pane.spec.is_some())
}

/// How many items a list has, by their name.
fn items(board: &Board, list: ListAt) -> String {
    let name = if list.objective.is_some() { "key result" } else { "item" };
    match board.items(list).len() {
        0 => format!("no {name}s"),
        1 => format!("1 {name}"),
        many => format!("{many} {name}s"),
    }
}

/// What stands before an item's own words: whether it is marked, its rank, what a merge left to be decided.
pub(super) fn before(look: &Look, index: usize, marked: bool) -> String {
    let rank = (look.rank > 0).then(|| format!("{} ", index + 1));
    let clash = look.is_marked(index).then(|| "to be decided: ".to_owned());
    let marked = marked.then(|| "marked: ".to_owned());
    [marked, rank, clash].into_iter().flatten().collect()
}

/// The rows of an item.
pub(super) fn item(look: &Look, index: usize, marked: bool, cells: usize) -> Vec<Row> {
    let Some(view) = look.view(index) else { return Vec::new() };
    let before = before(look, index, marked);
    let mut rows = line(view, look.list.item(index), &before, Role::Rank, cells);
    let after = after(look, view);
    append(&mut rows, &after, cells);
    rows
}

/// The rows of an objective: the heading of its key results.
pub(super) fn objective(board: &Board, at: ItemAt, list: ListAt, marked: bool, cells: usize) -> Vec<Row> {
    let Some(view) = board.item(at) else { return Vec::new() };
    let mut rows = line(view, at, &before_objective(board, at, marked), Role::Title, cells);
    let mut after = Words::new();
    if let Some(gauge) = gauge(board, list) {
        after.push((Role::Score, format!("{:.0} percent", gauge.rounded() * 100.0)));
        after.extend(gauge.worst.map(forecast));
    }
    if view.is_done() {
        after.push((Role::Done, "done".to_owned()));
    }
    after.push((Role::Text, items(board, list)));
    append(&mut rows, &after, cells);
    rows
}

/// What stands before an objective's own words.
pub(super) fn before_objective(board: &Board, at: ItemAt, marked: bool) -> String {
    let marked = if marked { "marked: " } else { "" };
    let clash = if board.mark(at).is_some() { "to be decided: " } else { "" };
    format!("{marked}Objective {}, {clash}", at.index + 1)
}

/// Words that belong to nothing that can be edited, or to a heading line.
pub(super) fn paragraph(label: &str, text: &str, role: Role, cells: usize) -> Vec<Row> {
    let mut first = Row::new();
    if !label.is_empty() {
        first.push(Piece::new(0, Role::Label, label));
    }
    let mut rows = vec![first];
    let begin = width(label);
    for (at, row) in wrap(text, cells.saturating_sub(begin), cells.saturating_sub(HANG)).iter().enumerate() {
        let x = if at == 0 { begin } else { HANG };
        place(&mut rows, at, Piece::new(x, role, row.shown(text)).showing(row.range.clone()));
    }
    rows
}

/// The rows of `TAG: words`, as an editor wraps them.
fn line(view: ItemView, item: ItemAt, before: &str, role: Role, cells: usize) -> Vec<Row> {
    let tag = view.tag().unwrap_or_default();
    let from = if tag.is_empty() { 0 } else { tag.len() + ": ".len() };
    let text = if tag.is_empty() { words(view).into_owned() } else { format!("{tag}: {}", words(view)) };
    let mut rows = vec![if before.is_empty() { Row::new() } else { vec![Piece::new(0, role, before)] }];
    let begin = width(before);
    for (at, row) in wrap(&text, cells.saturating_sub(begin), cells.saturating_sub(HANG)).iter().enumerate() {
        let x = if at == 0 { begin } else { HANG };
        let end = row.range.end.min(tag.len()).max(row.range.start);
        let of_tag = row.range.start..end;
        let of_words = end..row.range.end;
        let behind = width(&text[of_tag.clone()]);
        if !of_tag.is_empty() {
            let piece =
                Piece::new(x, tag_role(tag), safe_line(&text[of_tag.clone()])).showing(of_tag.clone());
            place(&mut rows, at, piece.of(item, Part::Tag, of_tag.start));
        }
        let rest = Wrapped { range: of_words.clone(), width: row.width.saturating_sub(cells_of(behind)) };
        let piece = Piece::new(x + behind, Role::Text, rest.shown(&text)).showing(of_words.clone());
        // The colon after the tag is no part of the words.
        let own = of_words.start.checked_sub(from).map(|from| piece.clone().of(item, Part::Text, from));
        place(&mut rows, at, own.unwrap_or(piece));
    }
    rows
}

fn cells_of(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}

fn place(rows: &mut Vec<Row>, at: usize, piece: Piece) {
    match rows.get_mut(at) {
        Some(row) => row.push(piece),
        None => rows.push(vec![piece]),
    }
}

/// Puts words behind the last ones, each after a comma and whole where a row has room for it.
fn append(rows: &mut Vec<Row>, after: &Words, cells: usize) {
    for (role, text) in after {
        let Some(last) = rows.last_mut() else { return };
        let x = last.last().map_or(0, Piece::end);
        last.push(Piece::new(x, Role::Text, ","));
        let room = cells.saturating_sub(x + 2);
        let room = if width(text) <= room { room } else { 0 };
        for (at, row) in wrap(text, room, cells.saturating_sub(HANG)).iter().enumerate() {
            let piece = |x| Piece::new(x, *role, row.shown(text));
            match rows.last_mut().filter(|_| at == 0) {
                Some(last) if row.width > 0 => last.push(piece(x + 2)),
                Some(_) => {}
                None => rows.push(vec![piece(HANG)]),
            }
        }
    }
}

/// What stands behind an item's words.
fn after(look: &Look, view: ItemView) -> Words {
    let mut said = Words::new();
    let pair = if look.pairs { view.tags_of(Field::From) } else { Vec::new() };
    if !pair.is_empty() {
        let tags = pair.into_iter().map(safe_line).collect::<Vec<_>>().join(" and ");
        said.push((Role::Text, format!("from {tags}")));
    }
    said.extend(view.valid(Field::Forecast).and_then(Forecast::from_value).map(forecast));
    let score = view.score().map(|score| format!("score {}", side::score_text(score)));
    let score = score.or_else(|| look.list.objective.map(|_| "no score".to_owned()));
    said.extend(score.map(|score| (Role::Score, score)));
    let votes = match view.votes() {
        0 => None,
        1 => Some("1 vote".to_owned()),
        many => Some(format!("{many} votes")),
    };
    said.extend(votes.map(|votes| (Role::Votes(false), votes)));
    said.extend(promise(view, look.beside.wants_owner, look.today));
    if view.has_problem() {
        said.push((Role::Problem, "a field to mend".to_owned()));
    }
    said
}

fn forecast(forecast: Forecast) -> (Role, String) {
    let colour = match forecast {
        Forecast::Green => "green",
        Forecast::Yellow => "yellow",
        Forecast::Red => "red",
    };
    (Role::Forecast(forecast), format!("forecast {colour}"))
}

/// Who and when, and whether it is done or late.
fn promise(view: ItemView, is_wanted: bool, today: Date) -> Words {
    let mut said = Words::new();
    let done = view.is_done();
    if done {
        let date = side::done(view).map_or_else(String::new, |date| format!(" {}", side::day(date, today)));
        said.push((Role::Done, format!("done{date}")));
    }
    let open = is_wanted && !done;
    let owner = side::owner(view).map(|owner| (Role::Owner, owner));
    said.extend(owner.or_else(|| open.then(|| (Role::Promise, "nobody".to_owned()))));
    match side::due(view).filter(|_| !done) {
        Some(due) if due < today => said.push((Role::Late, format!("late since {}", side::day(due, today)))),
        Some(due) => said.push((Role::Promise, format!("due {}", side::day(due, today)))),
        None if open => said.push((Role::Promise, "no date".to_owned())),
        None => {}
    }
    said
}
