//! What stands beside and below an item's words: score, votes, who, when and done.
//! It must not know where it is put.

use jiff::civil::Date;

use crate::model::field::parse_date;
use crate::model::{Field, ItemView};
use crate::text::{safe_line, width};

use super::line::{Forecast, Piece, Role};

/// What stands for the owner of what wants one and has none.
pub const NOBODY: &str = "nobody";
/// Cells of an owner's name that are kept while there is room for them.
const SHORTEST_NAME: usize = 4;

/// What the items of a pane have beside their words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// Whether scores stand there, and a dash where one is missing.
    pub scores: bool,
    /// Whether who and when stand there too, because there is no row for them below.
    pub promises: bool,
    /// Whether each item wants an owner and a date.
    pub wants_owner: bool,
    /// Votes from this number on are among the most.
    pub most_votes: u32,
}

/// Words with their meaning, not yet at a column.
pub(super) type Words = Vec<(Role, String)>;

/// What stands in the right column of an item's first row.
pub(super) fn beside(view: ItemView, kind: Beside, today: Date) -> Words {
    let mut words = Words::new();
    if kind.promises {
        words.extend(promise(view, kind, today));
    }
    if kind.scores {
        if let Some(forecast) = view.valid(Field::Forecast).and_then(Forecast::from_value) {
            words.push((Role::Forecast(forecast), forecast.sign().to_owned()));
        }
        words.push((Role::Score, view.score().map_or_else(|| "–".to_owned(), score_text)));
    }
    let votes = view.votes();
    if votes > 0 {
        let most = kind.most_votes > 0 && votes >= kind.most_votes;
        words.push((Role::Votes(most), format!("★{votes}")));
    }
    if view.has_problem() {
        words.push((Role::Problem, "!".to_owned()));
    }
    words
}

/// Who and when in few words, for the right column.
fn promise(view: ItemView, kind: Beside, today: Date) -> Words {
    let mut words = Words::new();
    let owner = owner(view);
    if view.is_done() {
        words.push((Role::Done, "✓".to_owned()));
        words.extend(owner.map(|owner| (Role::Owner, owner)));
        return words;
    }
    match owner {
        Some(owner) => words.push((Role::Owner, owner)),
        None if kind.wants_owner => words.push((Role::Promise, NOBODY.to_owned())),
        None => {}
    }
    if let Some(due) = due(view) {
        let text = day_and_month(due);
        words.push(if due < today { (Role::Late, format!("!{text}")) } else { (Role::Promise, text) });
    }
    words
}

/// The row below an item's words: who and when, or when it was done. Nothing where there is nothing to say.
pub(super) fn below(view: ItemView, kind: Beside, today: Date) -> Words {
    let mut words = Words::new();
    let owner = owner(view);
    if view.is_done() {
        let date = done(view).map(|date| day(date, today));
        let when = date.map_or_else(|| "✓ done".to_owned(), |date| format!("✓ {date}"));
        let blank = if owner.is_some() { " " } else { "" };
        words.push((Role::Done, when + blank));
        words.extend(owner.map(|owner| (Role::Owner, owner)));
        return words;
    }
    let due = due(view);
    if owner.is_none() && due.is_none() && !kind.wants_owner {
        return words;
    }
    match owner {
        Some(owner) => words.push((Role::Owner, owner)),
        None if kind.wants_owner => words.push((Role::Promise, NOBODY.to_owned())),
        None => {}
    }
    let when = match due {
        Some(due) if due < today => Some((Role::Late, format!("! {}", day(due, today)))),
        Some(due) => Some((Role::Promise, day(due, today))),
        None if kind.wants_owner => Some((Role::Promise, "no date".to_owned())),
        None => None,
    };
    if let Some(when) = when {
        if !words.is_empty() {
            words.push((Role::Promise, " · ".to_owned()));
        }
        words.push(when);
    }
    words
}

/// Who does it.
pub(super) fn owner(view: ItemView) -> Option<String> {
    view.valid(Field::Owner)
        .map(str::trim)
        .filter(|owner| !owner.is_empty())
        .map(|owner| safe_line(owner).into_owned())
}

/// When it is due.
pub(super) fn due(view: ItemView) -> Option<Date> {
    view.valid(Field::Due).and_then(parse_date)
}

/// Cells of some words with `gap` blanks between them.
pub(super) fn words_width(words: &Words, gap: usize) -> usize {
    let cells = words.iter().map(|(_, text)| width(text)).sum::<usize>();
    cells + gap * words.len().saturating_sub(1)
}

/// The words one after the other from a column on, with `gap` blanks between them, before `end`. Where they have no room
/// the name of the owner is cut first: date and numbers say more.
pub(super) fn place(mut words: Words, from: usize, gap: usize, end: usize) -> Vec<Piece> {
    let is_name = |role: &Role| matches!(role, Role::Owner | Role::Promise);
    let over = (from + words_width(&words, gap)).saturating_sub(end);
    if let Some((_, name)) = words.iter_mut().find(|(role, _)| is_name(role)).filter(|_| over > 0) {
        let room = width(name).saturating_sub(over).max(SHORTEST_NAME.min(width(name)));
        *name = crate::text::ellipsize(name, room).into_owned();
    }
    let mut x = from;
    let mut pieces = Vec::with_capacity(words.len());
    for (role, text) in words {
        let room = end.saturating_sub(x);
        if room == 0 {
            break;
        }
        let piece = Piece::new(x, role, crate::text::ellipsize(&text, room));
        x = piece.end() + gap;
        pieces.push(piece);
    }
    pieces
}

/// A score with one decimal, or two where it has them.
pub(super) fn score_text(score: f64) -> String {
    let text = format!("{score:.2}");
    text.strip_suffix('0').map_or_else(|| text.clone(), str::to_owned)
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn day_and_month(date: Date) -> String {
    let month = usize::try_from(date.month()).unwrap_or(1);
    format!("{} {}", date.day(), MONTHS.get(month.saturating_sub(1)).unwrap_or(&""))
}

/// When it was done.
pub(super) fn done(view: ItemView) -> Option<Date> {
    view.valid(Field::Done).and_then(parse_date)
}

/// A date as people say it, with its year unless that is this one.
pub(super) fn day(date: Date, today: Date) -> String {
    let text = day_and_month(date);
    if date.year() == today.year() { text } else { format!("{text} {}", date.year()) }
}
