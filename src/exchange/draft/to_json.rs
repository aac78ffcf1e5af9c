//! From an item that is to be made to JSON, which `from_json` reads as the same item.
//! It must not know how JSON is spelled.

use super::ItemDraft;
use crate::exchange::json::Json;
use crate::model::{Field, Value};

pub(super) fn item(item: &ItemDraft) -> Vec<(String, Json)> {
    let mut entries = Vec::new();
    if let Some(tag) = &item.draft.tag {
        entries.push(("tag".to_owned(), tag.as_str().into()));
    }
    entries.push(("text".to_owned(), item.draft.text.as_str().into()));
    entries
        .extend(item.draft.fields.iter().map(|(field, value)| (field.key().to_owned(), self::value(value))));
    if let Some(results) = &item.results {
        entries.push((Field::Results.key().to_owned(), Json::list(results.iter().map(ItemDraft::to_json))));
    }
    if !item.extra.is_empty() {
        entries.push(("extra".to_owned(), Json::Map(item.extra.clone())));
    }
    entries
}

fn value(value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Odd(text) => text.as_str().into(),
        Value::Tags(tags) => Json::list(tags.iter().map(String::as_str)),
    }
}
