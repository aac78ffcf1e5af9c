//! From JSON to a board that is to be made. Source of the shape: the interface, "JSON of a board".
//! It must not know how JSON or YAML is spelled.

use super::{BoardDraft, ItemDraft, PaneDraft, SheetDraft, as_number};
use crate::error::{Error, Result};
use crate::exchange::json::Json;
use crate::model::{Field, Head, Kind, Shape, Value};

type Entries = Vec<(String, Json)>;

/// What is wrong, behind the place where it is: `sheets[1].panes: it is no list`.
type Outcome<T> = std::result::Result<T, String>;

pub(super) fn board(text: &str) -> Result<BoardDraft> {
    let error = |cause: String| {
        Error::new("read the JSON of a board", cause, "give it what `stratboard export --to json` writes")
    };
    let json = Json::parse(text).map_err(|wrong| error(wrong.to_string()))?;
    map(json, "the whole").and_then(board_of).map_err(error)
}

fn board_of(entries: Entries) -> Outcome<BoardDraft> {
    let mut board = BoardDraft::default();
    for (key, value) in entries {
        let head = Head::OF_BOARD.into_iter().find(|head| head.key() == key);
        match (head, scalar(&value), key.as_str()) {
            (Some(head), Some(text), _) => board.set_head(head, &text),
            (_, _, "sheets") => board.sheets = each(value, "sheets", sheet)?,
            (_, _, "extra") => board.extra.extend(as_texts(map(value, "extra")?)),
            _ => board.extra.push((key, as_text(value))),
        }
    }
    Ok(board)
}

fn sheet(value: Json, place: &str) -> Outcome<SheetDraft> {
    let entries = map(value, place)?;
    let word = entries.iter().find(|(key, _)| key == "kind").and_then(|(_, value)| scalar(value));
    let kind = word.as_deref().and_then(Kind::from_key);
    let mut sheet = kind.map_or_else(SheetDraft::default, SheetDraft::of_kind);
    sheet.kind = word;
    let heads = kind.map_or(&[Head::Title, Head::Motto][..], Kind::heads);
    for (key, value) in entries {
        let head = heads.iter().find(|head| head.key() == key);
        match (head, scalar(&value), key.as_str()) {
            (Some(head), Some(text), _) => sheet.set_head(*head, &text),
            (_, Some(_), "kind") => {}
            (_, _, "panes") => {
                sheet.add_panes(each(value, &format!("{place}.panes"), pane)?);
            }
            (_, _, "extra") => sheet.extra.extend(as_texts(map(value, &format!("{place}.extra"))?)),
            _ => sheet.extra.push((key, as_text(value))),
        }
    }
    Ok(sheet)
}

fn pane(value: Json, place: &str) -> Outcome<PaneDraft> {
    let (mut name, mut items) = (None, Vec::new());
    for (key, value) in map(value, place)? {
        match key.as_str() {
            "key" => name = scalar(&value),
            "items" => items = each(value, &format!("{place}.items"), item)?,
            // Its title follows from its key.
            "title" => {}
            _ => return Err(format!("{place}: a pane has no {key}")),
        }
    }
    let key = name.ok_or_else(|| format!("{place}: this pane has no key"))?;
    Ok(PaneDraft { key, items })
}

pub(super) fn item(value: Json, place: &str) -> Outcome<ItemDraft> {
    let mut item = ItemDraft::default();
    if let Some(text) = scalar(&value) {
        item.draft.text = text;
        return Ok(item);
    }
    for (key, value) in map(value, place)? {
        let field = Field::from_key(&key);
        match (field, scalar(&value), key.as_str()) {
            (_, Some(text), "text") => item.draft.text = text,
            (_, Some(tag), "tag") => item.draft.tag = Some(tag).filter(|tag| !tag.is_empty()),
            (Some(Field::Results), ..) => {
                item.results = Some(each(value, &format!("{place}.results"), self::item)?);
            }
            (Some(field), Some(text), _) => {
                item.draft.fields.push((field, as_number(field, Value::Text(text))));
            }
            (Some(field), None, _) => item.draft.fields.push((field, several(field, &value))),
            (_, _, "extra") => item.extra.extend(as_texts(map(value, &format!("{place}.extra"))?)),
            _ => item.extra.push((key, as_text(value))),
        }
    }
    item.draft.fields.sort_by_key(|(field, _)| *field);
    Ok(item)
}

/// A field's value that is no scalar: the tags of a field that may hold several, else all of it as one text.
fn several(field: Field, value: &Json) -> Value {
    let scalars = match value {
        Json::List(values) => values.iter().map(scalar).collect::<Option<Vec<String>>>(),
        _ => None,
    };
    match scalars {
        Some(tags) if field.shape() == Shape::Tags => Value::Tags(tags),
        Some(texts) => Value::Text(texts.join(", ")),
        None => Value::Text(value.to_text().trim_end().to_owned()),
    }
}

/// A value of a key that the format does not know, as it reads in a board file: its scalars are texts.
fn as_text(value: Json) -> Json {
    match value {
        Json::List(values) => Json::List(values.into_iter().map(as_text).collect()),
        Json::Map(entries) => Json::Map(as_texts(entries).collect()),
        scalar => self::scalar(&scalar).map_or(scalar, Json::Text),
    }
}

fn as_texts(entries: Entries) -> impl Iterator<Item = (String, Json)> {
    entries.into_iter().map(|(key, value)| (key, as_text(value)))
}

/// Reads each value of a list; places are counted from 1, as people count.
fn each<T>(value: Json, place: &str, read: fn(Json, &str) -> Outcome<T>) -> Outcome<Vec<T>> {
    let Json::List(values) = value else { return Err(format!("{place}: it is no list")) };
    let places = (1..).map(|number| format!("{place}[{number}]"));
    values.into_iter().zip(places).map(|(value, place)| read(value, &place)).collect()
}

fn map(value: Json, place: &str) -> Outcome<Entries> {
    if let Json::Map(entries) = value { Ok(entries) } else { Err(format!("{place}: it is no object")) }
}

/// The text of a value that is one: numbers and flags as they are written.
fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::Text(text) => Some(text.clone()),
        Json::Whole(number) => Some(number.to_string()),
        Json::Fraction(number) => Some(number.to_string()),
        Json::Flag(flag) => Some(flag.to_string()),
        Json::List(_) | Json::Map(_) => None,
    }
}
