//! What a form cannot show so that it reads back is said beside it, as JSON in one line, and laid over what was read there.
//! So a form may be written for people and still be exact. It must not know the forms.

use super::draft::{BoardDraft, ItemDraft, SheetDraft};
use super::json::Json;
use crate::model::{Head, Kind, field};

type Entries = Vec<(String, Json)>;

/// What must stand beside an item that a form reads as `read`, so that it comes back as `wanted`; nothing where it does.
///
/// It is the whole item (then it has `text`) where the words read otherwise or something reads as a field that is none,
/// else the fields, key results and unknown keys that are missing or read otherwise.
pub fn beside_item(read: &ItemDraft, wanted: &ItemDraft) -> Option<Json> {
    let is_bare = read.extra.is_empty() && (read.results.is_none() || read.results == wanted.results);
    let reads_well = read.draft.tag == wanted.draft.tag
        && read.draft.text == wanted.draft.text
        && read.draft.fields.iter().all(|(field, _)| wanted.field(*field).is_some());
    if !is_bare || !reads_well {
        return Some(wanted.to_json());
    }
    let mut rest = wanted.clone();
    rest.draft.tag = None;
    rest.draft.fields.retain(|(field, value)| read.field(*field) != Some(value));
    if read.results == wanted.results {
        rest.results = None;
    }
    let Json::Map(entries) = rest.to_json() else { return None };
    let missing = entries.into_iter().filter(|(key, _)| key != "text").collect::<Entries>();
    (!missing.is_empty()).then_some(Json::Map(missing))
}

/// Lays what stood beside an item over it; key results that stand below it stay where it names none.
/// Whether it was something for an item.
pub fn lay_over_item(item: &mut ItemDraft, beside: Json) -> bool {
    let is_whole = matches!(&beside, Json::Map(entries) if entries.iter().any(|(key, _)| key == "text"));
    let Ok(mut over) = ItemDraft::from_json(beside) else { return false };
    let tag = if is_whole { &over.draft.tag } else { &item.draft.tag };
    if over.extra.iter().any(|(key, _)| field::is_reserved(key) || Some(key) == tag.as_ref())
        || !item.extra.is_empty()
    {
        return false;
    }
    over.results = over.results.or(item.results.take());
    if is_whole {
        *item = over;
        return true;
    }
    for (field, value) in over.draft.fields {
        item.set_field(field, value);
    }
    item.results = over.results;
    item.extra = over.extra;
    true
}

/// What must stand beside the title of a board that a form reads as `read`: scalars that read otherwise, unknown keys.
pub fn beside_board(read: &BoardDraft, wanted: &BoardDraft) -> Option<Json> {
    some(missing(&read.heads, &wanted.heads, &wanted.extra))
}

/// As [`beside_board`] of a sheet, with its kind where that reads otherwise; `false` is none at all.
pub fn beside_sheet(read: &SheetDraft, wanted: &SheetDraft) -> Option<Json> {
    let mut entries = Entries::new();
    if read.kind != wanted.kind {
        let kind = wanted.kind.as_ref().map_or(Json::Flag(false), |kind| kind.as_str().into());
        entries.push(("kind".to_owned(), kind));
    }
    entries.extend(missing(&read.heads, &wanted.heads, &wanted.extra));
    some(entries)
}

/// Lays what stood beside the title of a board over it. Whether it was something for a board.
pub fn lay_over_board(board: &mut BoardDraft, beside: &Json) -> bool {
    let Some((heads, extra)) = parts(beside, &Head::OF_BOARD) else { return false };
    let is_free = |key: &str| key != "sheets" && Head::OF_BOARD.iter().all(|head| head.key() != key);
    if !extra.iter().all(|(key, _)| is_free(key)) || !board.extra.is_empty() {
        return false;
    }
    for (head, value) in heads {
        board.set_head(head, &value);
    }
    board.extra = extra;
    true
}

/// The scalars and the unknown keys that JSON beside a title holds; nothing where it holds anything else.
fn parts(beside: &Json, heads: &[Head]) -> Option<(Vec<(Head, String)>, Entries)> {
    let Json::Map(entries) = beside else { return None };
    let (mut scalars, mut extra) = (Vec::new(), Entries::new());
    for (key, value) in entries.iter().filter(|(key, _)| key != "kind") {
        match (heads.iter().find(|head| head.key() == key), value) {
            (Some(head), Json::Text(text)) => scalars.push((*head, text.clone())),
            (None, Json::Map(map)) if key == "extra" => extra.clone_from(map),
            _ => return None,
        }
    }
    extra.iter().all(|(_, value)| is_texts(value)).then_some((scalars, extra))
}

/// Whether all scalars in it are texts, as they are in a board file.
fn is_texts(value: &Json) -> bool {
    match value {
        Json::Text(_) => true,
        Json::List(values) => values.iter().all(is_texts),
        Json::Map(entries) => entries.iter().all(|(_, value)| is_texts(value)),
        Json::Whole(_) | Json::Fraction(_) | Json::Flag(_) => false,
    }
}

/// The kind that stood beside the title of a sheet: outside nothing where none did, inside where it has none.
pub fn kind_beside(beside: &Json) -> Option<Option<String>> {
    let Json::Map(entries) = beside else { return None };
    match entries.iter().find(|(key, _)| key == "kind") {
        Some((_, Json::Text(kind))) => Some(Some(kind.clone())),
        Some(_) => Some(None),
        None => None,
    }
}

/// Lays what stood beside the title of a sheet over it, but for its kind. Whether it was something for a sheet.
pub fn lay_over_sheet(sheet: &mut SheetDraft, beside: &Json) -> bool {
    let Some((heads, extra)) = parts(beside, heads_of(sheet)) else { return false };
    // A list would be a pane.
    let is_free = |(key, value): &(String, Json)| {
        let is_known = key == "kind" || heads_of(sheet).iter().any(|head| head.key() == key);
        !is_known && !matches!(value, Json::List(_)) && sheet.panes.iter().all(|pane| pane.key != *key)
    };
    if !extra.iter().all(is_free) || !sheet.extra.is_empty() {
        return false;
    }
    for (head, value) in heads {
        sheet.set_head(head, &value);
    }
    sheet.extra = extra;
    true
}

/// The scalars that a sheet may hold.
pub fn heads_of(sheet: &SheetDraft) -> &'static [Head] {
    sheet.known_kind().map_or(&[Head::Title, Head::Motto][..], Kind::heads)
}

fn missing(read: &[(Head, String)], wanted: &[(Head, String)], extra: &[(String, Json)]) -> Entries {
    let lost = wanted.iter().filter(|head| !read.contains(head));
    let mut entries =
        lost.map(|(head, value)| (head.key().to_owned(), value.as_str().into())).collect::<Entries>();
    if !extra.is_empty() {
        entries.push(("extra".to_owned(), Json::Map(extra.to_vec())));
    }
    entries
}

fn some(entries: Entries) -> Option<Json> {
    (!entries.is_empty()).then_some(Json::Map(entries))
}
