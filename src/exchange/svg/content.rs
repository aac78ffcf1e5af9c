//! What stands on a sheet, as parts of a picture: which panes stand beside which, and what their items say.
//! It must not know how large anything is.

use jiff::civil::Date;

use super::entry::{Entry, Phrase};
use super::place::{Block, Part};
use super::{ACCENT, BAD, GOLD, GOOD, INK, QUIET, TAGS};
use crate::layout::Forecast;
use crate::model::field::parse_date;
use crate::model::kind::ACTIONS;
use crate::model::{Board, Field, Head, ItemView, Kind, ListAt, Pane, Trends, tag};
use crate::text::safe_line;

/// The sheet with that index as it stands on a day.
pub(super) fn of(board: &Board, index: usize, today: Date, trends: &Trends) -> Part {
    let Some(sheet) = board.sheets.get(index) else { return Part::Stack(Vec::new()) };
    let block = |at: usize| Part::Block(pane(board, ListAt::pane(index, at), today, trends));
    let own = sheet.panes.iter().filter(|pane| pane.spec.is_some()).count();
    let blocks =
        |range: std::ops::Range<usize>| range.filter(|at| *at < own).map(block).collect::<Vec<Part>>();
    let row = |parts: Vec<Part>| Part::Row(parts.into_iter().map(|part| (1.0, part)).collect());
    let conclusion = sheet.head(Head::Conclusion).filter(|text| !text.trim().is_empty()).map(conclusion);
    let extra = (own..sheet.panes.len()).map(block).collect::<Vec<Part>>();
    let matrix = |parts: Vec<Part>| Part::Matrix(rows(parts, 2));
    let mut bands = match sheet.kind {
        Some(Kind::Swot) => {
            let side = blocks(4..own).into_iter().chain(conclusion).collect();
            vec![Part::Row(vec![(2.3, matrix(blocks(0..4))), (1.0, Part::Stack(side))])]
        }
        Some(Kind::Plan) => {
            let list = ListAt::pane(index, 0);
            let objectives = (0..board.items(list).len()).filter_map(|at| objective(board, list, at, today));
            let objectives = objectives.collect::<Vec<Part>>();
            // Two by two as on the screen; more of them share the width, so that each shows more of its key results.
            let columns = objectives.len().div_ceil(2).clamp(2, 4);
            let top = if objectives.is_empty() {
                row(blocks(0..1))
            } else {
                Part::Matrix(rows(objectives, columns))
            };
            vec![top, row(blocks(1..own).into_iter().chain(conclusion).collect())]
        }
        Some(Kind::Tows) => [matrix(blocks(0..own))].into_iter().chain(conclusion).collect(),
        Some(Kind::Brief) => {
            let side = Part::Stack(blocks(1..own).into_iter().chain(conclusion).collect());
            let main = blocks(0..1).into_iter().map(|part| (1.4, part));
            vec![Part::Row(main.chain([(1.0, side)]).collect())]
        }
        Some(Kind::Retro) | None => {
            let all = blocks(0..own).into_iter().chain(extra).collect::<Vec<Part>>();
            return Part::Stack([in_rows(all)].into_iter().chain(conclusion).collect());
        }
    };
    if !extra.is_empty() {
        bands.push(in_rows(extra));
    }
    Part::Stack(bands)
}

/// Panes side by side, at most eight in a row.
fn in_rows(parts: Vec<Part>) -> Part {
    Part::Stack(rows(parts, 8))
}

/// Parts in rows of so many. The last one of two columns may have a row for itself; where there are more columns, the
/// last row has them too.
fn rows(parts: Vec<Part>, columns: usize) -> Vec<Part> {
    let several = parts.len() > columns && columns > 2;
    let mut rows = Vec::new();
    let mut parts = parts.into_iter().peekable();
    while parts.peek().is_some() {
        let mut row = parts.by_ref().take(columns).map(|part| (1.0, part)).collect::<Vec<(f64, Part)>>();
        if several {
            row.resize_with(columns, || (1.0, Part::Stack(Vec::new())));
        }
        rows.push(Part::Row(row));
    }
    rows
}

fn conclusion(text: &str) -> Part {
    let entry = Entry { words: text.trim().to_owned(), ..Entry::default() };
    Part::Block(Block { title: "Conclusion".to_owned(), entries: vec![entry], ..Block::default() })
}

fn pane(board: &Board, list: ListAt, today: Date, trends: &Trends) -> Block {
    let Some(pane) = board.pane(list) else { return Block::default() };
    let kind = board.sheets.get(list.sheet).and_then(|sheet| sheet.kind);
    let key = pane.spec.map_or("", |spec| spec.key);
    let ranked = pane.spec.is_some_and(|spec| spec.ranked);
    let mut entries = Vec::new();
    for (at, view) in board.views(list).enumerate() {
        let rank = ranked.then_some(at + 1);
        entries.push(match (kind, key) {
            (Some(Kind::Brief), "figures") => figure(view),
            (Some(Kind::Plan), "metrics") => metric(view, trends),
            _ => entry(view, rank, key == ACTIONS, today),
        });
        entries
            .extend(view.results().map(|result| Entry { inset: true, ..entry(result, None, false, today) }));
    }
    Block {
        title: safe_line(&pane.title()).into_owned(),
        count: count(board, list, pane),
        entries,
        gauge: None,
    }
}

fn count(board: &Board, list: ListAt, pane: &Pane) -> String {
    if pane.key == ACTIONS && pane.spec.is_some() && !pane.items.is_empty() {
        return format!("{} open", board.views(list).filter(|view| !view.is_done()).count());
    }
    pane.items.len().to_string()
}

/// An objective as a pane of its key results.
fn objective(board: &Board, list: ListAt, at: usize, today: Date) -> Option<Part> {
    let view = board.item(list.item(at))?;
    let aim = view.tag().map(|_| view.text().trim()).filter(|aim| !aim.is_empty());
    let aim = aim.map(|aim| Entry { words: aim.to_owned(), aim: true, ..Entry::default() });
    let results = view.results().enumerate().map(|(at, result)| entry(result, Some(at + 1), false, today));
    let scores = view.results().filter_map(|result| result.score()).collect::<Vec<f64>>();
    let count = f64::from(u32::try_from(scores.len()).unwrap_or(u32::MAX));
    let mean = (count > 0.0).then(|| scores.iter().sum::<f64>() / count);
    let worst = view.results().filter_map(|result| forecast(result)).max();
    let sign = worst.map(|worst| format!("{} ", worst.sign())).unwrap_or_default();
    Some(Part::Block(Block {
        title: safe_line(view.name()).into_owned(),
        count: mean.map(|mean| format!("{sign}{:.2}", mean + 1e-6)).unwrap_or_default(),
        gauge: mean.map(|mean| (mean, worst.map_or(ACCENT, colour))),
        entries: aim.into_iter().chain(results).collect(),
    }))
}

fn forecast(view: ItemView) -> Option<Forecast> {
    view.valid(Field::Forecast).and_then(Forecast::from_value)
}

fn colour(forecast: Forecast) -> &'static str {
    match forecast {
        Forecast::Green => GOOD,
        Forecast::Yellow => GOLD,
        Forecast::Red => BAD,
    }
}

fn tagged(view: ItemView) -> Option<Phrase> {
    view.tag().map(|name| Phrase::new(safe_line(name), TAGS[tag::colour(name, TAGS.len())]))
}

fn entry(view: ItemView, rank: Option<usize>, promised: bool, today: Date) -> Entry {
    let words = if view.line().is_empty() { "(no words)" } else { view.text() };
    let mut beside = Vec::new();
    if let Some(forecast) = forecast(view) {
        beside.push(Phrase::new(forecast.sign(), colour(forecast)));
    }
    if let Some(score) = view.score() {
        let score = format!("{:.2}", score + 1e-6);
        beside.push(Phrase::new(score.strip_suffix('0').unwrap_or(&score), INK));
    }
    if view.votes() > 0 {
        beside.push(Phrase::new(format!("★{}", view.votes()), GOLD));
    }
    let from = view.tags_of(Field::From).join(" × ");
    let mut below = below(view, promised, today);
    if !from.is_empty() {
        below.insert(0, Phrase::new(safe_line(&from), QUIET));
    }
    let words = words.to_owned();
    Entry { rank, tag: tagged(view), words, beside, below, done: view.is_done(), ..Entry::default() }
}

/// A name and its value.
fn figure(view: ItemView) -> Entry {
    if view.tag().is_none() {
        return entry(view, None, false, Date::MIN);
    }
    let name = Entry { words: view.tag().unwrap_or_default().to_owned(), ..Entry::default() };
    Entry { beside: vec![Phrase::strong(safe_line(view.text().trim_end()), INK)], figure: true, ..name }
}

/// The same, with how it went over the periods.
fn metric(view: ItemView, trends: &Trends) -> Entry {
    let bars = view.tag().and_then(|tag| trends.parts(tag, view.text()));
    Entry { bars: bars.unwrap_or_default(), ..figure(view) }
}

/// Who and when.
fn below(view: ItemView, promised: bool, today: Date) -> Vec<Phrase> {
    let day = |date: Date| date.strftime("%-d %b %Y").to_string();
    let owner = view.valid(Field::Owner).map(str::trim).filter(|owner| !owner.is_empty());
    let owner = owner.map(|owner| Phrase::new(safe_line(owner), INK));
    let due = view.valid(Field::Due).and_then(parse_date);
    if view.is_done() {
        let date = view.valid(Field::Done).and_then(parse_date);
        let done = date.map_or_else(|| "✓ done".to_owned(), |date| format!("✓ done {}", day(date)));
        return [Phrase::new(done, QUIET)].into_iter().chain(owner).collect();
    }
    let nobody = promised.then(|| Phrase::new("nobody", QUIET));
    let when = match due {
        Some(due) if due < today => Some(Phrase::new(format!("late, was due {}", day(due)), BAD)),
        Some(due) => Some(Phrase::new(format!("due {}", day(due)), QUIET)),
        None => promised.then(|| Phrase::new("no date", QUIET)),
    };
    owner.or(nobody).into_iter().chain(when).collect()
}
