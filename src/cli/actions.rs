//! `actions`: what was promised on all boards in all periods: by whom, until when, for how long, and whether it was done.
//! It must not know how boards are read.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::across::{self, Form, Placed};
use super::{Outcome, files};
use crate::error::Result;
use crate::exchange::Json;
use crate::model::field::parse_date;
use crate::model::kind::ACTIONS;
use crate::model::{Board, Field, Head, ItemAt, ItemView, ListAt, Period};
use crate::text::safe_line;

/// List action items across boards and periods, one line each
///
/// How old a promise is counts from its `since`, else from the date of its retro, else from the period of its file. With
/// --open the most urgent stands first.
#[derive(Debug, Args)]
pub(super) struct ActionsArgs {
    /// Board files, board folders, folders of boards [default: ./boards, else .]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only what is not done
    #[arg(long)]
    open: bool,
    /// Only what this person promised; `nobody` for what no one did
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Print the items as JSON
    #[arg(long)]
    json: bool,
}

/// What an action without an owner has in the place of a name, as on the screen.
const NOBODY: &str = "nobody";

pub(super) fn run(args: &ActionsArgs) -> Result<Outcome> {
    let (files, failed) = files::of_all(&args.paths);
    let today = super::today();
    let form = Form::new(args.json);
    let outcome = across::print(&files, form, |path, board| {
        let placed = across::placed(board, wanted(board, args));
        let rows = match form {
            Form::Json => across::rows_of_json(path, board, &placed, |item| {
                Promise::new(board, item, today).entries(board)
            }),
            Form::Plain | Form::Terminal => {
                across::lines(path, &placed, |item| told(board, item, today, form))
            }
        };
        let keys = placed.iter().map(|(.., view)| urgency(*view, args.open));
        keys.zip(rows).collect()
    })?;
    Ok(if failed { Outcome::Problems } else { outcome })
}

/// What is still to be done stands by the day when it is due, what has none last; a history stands as it was written.
fn urgency(view: ItemView, is_open: bool) -> (bool, Option<Date>) {
    let due = view.valid(Field::Due).and_then(parse_date).filter(|_| is_open);
    (is_open && due.is_none(), due)
}

/// The action items of a board that are asked for.
fn wanted<'b>(board: &'b Board, args: &'b ActionsArgs) -> impl Iterator<Item = ItemAt> + 'b {
    let owner = args.owner.as_deref().map(folded);
    let panes = board.sheets.iter().enumerate().flat_map(|(sheet, page)| {
        let actions = page.panes.iter().enumerate().filter(|(_, pane)| pane.key == ACTIONS);
        actions.map(move |(pane, _)| ListAt::pane(sheet, pane))
    });
    let items =
        panes.flat_map(|list| board.views(list).enumerate().map(move |(at, view)| (list.item(at), view)));
    let items = items.filter(move |(_, view)| {
        let is_theirs = |owner: &String| names(*view).any(|name| folded(name) == *owner);
        !(args.open && view.is_done()) && owner.as_ref().is_none_or(is_theirs)
    });
    items.map(|(at, _)| at)
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Those who promised an item, together and one by one.
fn names(view: ItemView<'_>) -> impl Iterator<Item = &str> {
    let all = owner(view).unwrap_or(NOBODY);
    let each = all.split([',', ';', '/', '&', '+']).flat_map(|names| names.split(" and "));
    std::iter::once(all).chain(each.map(str::trim).filter(|name| !name.is_empty()))
}

fn owner(view: ItemView<'_>) -> Option<&str> {
    view.valid(Field::Owner).map(str::trim).filter(|owner| !owner.is_empty())
}

/// How a promise stands today.
struct Promise {
    /// The period or day in which it was first made.
    since: Option<Period>,
    /// Days from that period's first one, where it is not done.
    age: Option<i64>,
    /// Days since it was due, where it is not done.
    late: Option<i64>,
}

impl Promise {
    fn new(board: &Board, (at, _, view): &Placed, today: Date) -> Self {
        let period = |text: &str| text.trim().parse::<Period>().ok();
        let written = board.sheets.get(at.list.sheet).and_then(|sheet| sheet.head(Head::Date));
        let first = view.valid(Field::Since).and_then(period).or_else(|| written.and_then(period));
        let since = first.or_else(|| board.period());
        let due = view.valid(Field::Due).and_then(parse_date).filter(|_| !view.is_done());
        Self {
            since,
            age: since
                .filter(|_| !view.is_done())
                .map(|period| days(period.first_day(), today))
                .filter(|days| *days >= 0),
            late: due.map(|due| days(due, today)).filter(|days| *days > 0),
        }
    }

    /// What JSON says beside the item's own fields.
    fn entries(&self, board: &Board) -> Vec<(&'static str, Json)> {
        let days = |days: Option<i64>| days.and_then(|days| u64::try_from(days).ok()).map(Json::Whole);
        let period = board.period().map(|period| Json::Text(period.to_string()));
        let entries = [
            ("board", Some(board.title().into())),
            ("period", period),
            ("age_days", days(self.age)),
            ("late_days", days(self.late)),
        ];
        entries.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }
}

fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// `TAG: words (Sheet) · Flora · due 2025-06-30, 12 days late · 3 months old, since 2025-Q2`.
fn told(board: &Board, item: &Placed, today: Date, form: Form) -> String {
    let (at, _, view) = item;
    let tag = view.tag().map(|tag| form.emphasised(&safe_line(tag)) + ": ").unwrap_or_default();
    let words = if view.line().is_empty() { "(no words)".into() } else { safe_line(view.text().trim_end()) };
    let promise = Promise::new(board, item, today);
    let parts = [
        Some(format!("{tag}{words} ({})", across::sheet(board, *at))),
        Some(as_written(*view, Field::Owner).unwrap_or_else(|| NOBODY.to_owned())),
        Some(when(*view, &promise, form)),
        age(&promise),
    ];
    parts.into_iter().flatten().collect::<Vec<String>>().join(" · ")
}

/// A field's value for people, valid or not; nothing where it is empty.
fn as_written(view: ItemView, field: Field) -> Option<String> {
    let text = view.field(field)?.to_text();
    let text = safe_line(text.trim()).into_owned();
    (!text.is_empty()).then_some(text)
}

/// Since when it is done, or until when it is to be; late in words.
fn when(view: ItemView, promise: &Promise, form: Form) -> String {
    if view.is_done() {
        let day = as_written(view, Field::Done).filter(|done| done != "true");
        return day.map_or_else(|| "done".to_owned(), |day| format!("done {day}"));
    }
    let Some(due) = as_written(view, Field::Due) else { return "no date".to_owned() };
    let late = promise.late.map(|days| form.emphasised(&format!("{} late", counted(days, "day"))));
    late.map_or_else(|| format!("due {due}"), |late| format!("due {due}, {late}"))
}

fn age(promise: &Promise) -> Option<String> {
    let since = promise.since?;
    Some(
        promise
            .age
            .map_or_else(|| format!("since {since}"), |days| format!("{} old, since {since}", span(days))),
    )
}

/// So many days in the largest unit of which there are two.
fn span(days: i64) -> String {
    match days {
        0..14 => counted(days, "day"),
        14..61 => counted(days / 7, "week"),
        61..731 => counted(days * 12 / 365, "month"),
        _ => counted(days / 365, "year"),
    }
}

fn counted(count: i64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_told_in_the_largest_unit_of_which_there_are_two() {
        let told = [0, 1, 13, 14, 60, 61, 365, 730, 731, 4000].map(span);
        let expected = [
            "0 days",
            "1 day",
            "13 days",
            "2 weeks",
            "8 weeks",
            "2 months",
            "12 months",
            "24 months",
            "2 years",
            "10 years",
        ];
        assert_eq!(told, expected);
    }
}
