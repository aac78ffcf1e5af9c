//! Fields of items by the names that people give them, and their values as people write them, to those of a board file.
//! It must not know whether a name heads a column or stands before a colon.

use super::dates;
use super::names::folded;
use crate::model::{Field, Shape, Value};

/// Names of fields beside their keys; where several columns name one field, the first here is taken.
#[rustfmt::skip]
const NAMES: &[(Field, &str)] = &[
    (Field::Note, "note|notes|description|card description|feedback description|details|comment|comments|context|discussion|remarks|remark|body"),
    (Field::Owner, "owner|owners|assignee|assignees|assigned to|assigned|assign|who|responsible|members|member|person|dri|driver|accountable|owned by|champion|in charge|verantwortlich|wer|responsable|负责人"),
    (Field::Due, "due|due date|deadline|when|by when|target date|until|by|eta|end date|due by|duedate|due on|fällig|frist|bis|bis wann|échéance|fecha límite|截止|截止日期"),
    (Field::Done, "done|completed|complete|is done|completed at|resolved|closed|finished|closed at|date completed|completion date|status|state"),
    (Field::Votes, "votes|vote|vote count|votes count|number of votes|total votes|likes|like|like count|upvotes|thumbs up|hearts|reactions"),
    (Field::Score, "score|progress|kr progress|key result progress|completion|percent complete|percentage|grade|achievement"),
    (Field::Forecast, "forecast|confidence|rag|rag status|health|traffic light|outlook"),
    (Field::Target, "target|target value"),
    (Field::Impact, "impact"),
    (Field::Likelihood, "likelihood|probability"),
    (Field::Since, "since"),
    (Field::Carried, "carried"),
    (Field::See, "see|see also"),
    (Field::Source, "source|url|link|card url|reference|issue url"),
    (Field::Checked, "checked"),
    (Field::From, "from"),
];

/// Words of a status that say that it is done, and those that say no more than that it is not.
const DONE: &str = "done|closed|resolved|complete|completed|yes|y|true|x|finished|checked|fixed|shipped|ok";
const OPEN: &str = "no|n|false|open|todo|to do|new|unchecked|not done|not started|0";

/// The field of that name, and how good a name it is: 0 is the best.
pub fn named(name: &str) -> Option<(Field, usize)> {
    if matches!(name.trim(), "+1" | "👍" | "❤️" | "★") {
        return Some((Field::Votes, 1));
    }
    if name.len() > 40 {
        return None;
    }
    let name = folded(name);
    NAMES.iter().find_map(|(field, names)| Some((*field, names.split('|').position(|there| there == name)?)))
}

/// The value of a field from a text; nothing where it says that there is none, and the text where it says something
/// that the field cannot hold.
pub fn value(field: Field, text: &str) -> Result<Option<Value>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let lower = folded(text);
    if field.shape() != Shape::Tags && field != Field::Note && is_nothing(text) {
        return Ok(None);
    }
    let is_among = |words: &str| words.split('|').any(|word| word == lower);
    let value = match field {
        Field::Done if is_among(OPEN) => return Ok(None),
        Field::Done if is_among(DONE) || matches!(text, "✓" | "✔" | "✅" | "☑" | "☑️" | "1") => {
            Some("true".to_owned())
        }
        Field::Done => Some(dates::date(text).ok_or(())?),
        Field::Owner => {
            let name = text.strip_prefix('@').unwrap_or(text);
            let inside = name.strip_prefix('<').and_then(|name| name.strip_suffix('>'));
            Some(inside.unwrap_or(name).to_owned())
        }
        Field::Due | Field::Checked => dates::date(text),
        // Tools write a nought where nobody voted.
        Field::Votes if text == "0" => return Ok(None),
        Field::Votes | Field::Carried => {
            text.strip_prefix('+').or(text.strip_suffix(".0")).map(str::to_owned)
        }
        Field::Score => score(text),
        Field::Forecast => forecast(&lower).map(str::to_owned),
        Field::Since => dates::period(text).map(|period| period.to_string()),
        _ => None,
    };
    let value = value.filter(|value| field.shape().admits(value)).unwrap_or_else(|| text.to_owned());
    // What people write in place of a date is worth reading there; a figure on another scale means something else.
    let is_of_scale = matches!(field.shape(), Shape::Count | Shape::Score | Shape::Forecast | Shape::Level);
    if is_of_scale && !field.shape().admits(&value) {
        return Err(());
    }
    if field.shape() == Shape::Tags && value.contains(',') {
        let tags = value.split(',').map(str::trim).filter(|tag| !tag.is_empty());
        let tags = tags.map(str::to_owned).collect::<Vec<String>>();
        return Ok(Some(Value::Tags(tags)).filter(|tags| *tags != Value::Tags(Vec::new())));
    }
    Ok(Some(Value::Text(value)))
}

/// What people put into a cell that stays empty.
fn is_nothing(text: &str) -> bool {
    let text = text.trim_matches(['[', ']', '(', ')', '_', '*']).to_lowercase();
    let words = "-|–|—|n/a|tbd|tba|none|unassigned|no date|no owner|nobody|not assigned|?";
    words.split('|').any(|word| word == text)
}

/// `70%` as `0.7`.
fn score(text: &str) -> Option<String> {
    let percent = text.strip_suffix('%')?.trim().parse::<f64>().ok()?;
    (0.0..=100.0).contains(&percent).then(|| (percent / 100.0).to_string())
}

fn forecast(lower: &str) -> Option<&'static str> {
    match lower {
        "green" | "on track" | "high" => Some("green"),
        "yellow" | "amber" | "at risk" | "medium" => Some("yellow"),
        "red" | "off track" | "low" | "behind" => Some("red"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_known_by_its_key_first() {
        for field in Field::ALL.into_iter().filter(|field| *field != Field::Results) {
            assert_eq!(named(field.key()), Some((field, 0)));
        }
        assert_eq!(named("Due Date"), Some((Field::Due, 1)));
        assert_eq!(named("+1"), Some((Field::Votes, 1)));
        assert_eq!(named("Card"), None);
    }

    #[test]
    fn values_become_those_of_a_board_file_where_there_is_no_doubt() {
        for (field, text, expected) in [
            (Field::Due, "30.06.2025", Some("2025-06-30")),
            (Field::Due, "next week", Some("next week")),
            (Field::Votes, "+3", Some("3")),
            (Field::Votes, "3.0", Some("3")),
            (Field::Done, "Closed", Some("true")),
            (Field::Done, "✅", Some("true")),
            (Field::Done, "To Do", None),
            (Field::Score, "70%", Some("0.7")),
            (Field::Forecast, "At risk", Some("yellow")),
            (Field::Owner, "  ", None),
            (Field::Owner, "[unassigned]", None),
            (Field::Due, "TBD", None),
            (Field::Note, "-", Some("-")),
            (Field::Owner, "@<Jane Doe>", Some("Jane Doe")),
        ] {
            assert_eq!(value(field, text), Ok(expected.map(Value::from)), "{text}");
        }
        for (field, text) in [
            (Field::Done, "In progress"),
            (Field::Score, "120%"),
            (Field::Forecast, "7"),
            (Field::Votes, "Task"),
            (Field::Impact, "High"),
        ] {
            assert_eq!(value(field, text), Err(()), "{text}");
        }
        assert_eq!(value(Field::Votes, "0"), Ok(None));
        let tags = Value::Tags(vec!["A".to_owned(), "B".to_owned()]);
        assert_eq!(value(Field::See, "A, B"), Ok(Some(tags)));
    }
}
