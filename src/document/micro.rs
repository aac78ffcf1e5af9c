//! An edit as operations on the span tree, one after the other: each sees the text that the one before left.
//! It decides in which form an item is written; how YAML is spelled is `yaml`'s.

use super::site::{Place, Site};
use super::{Edit, Refusal};
use crate::model::field::{is_date, is_reserved};
use crate::model::{Draft, Field, Head, HeadAt, ItemAt, Kind, ListAt, Period, Shape, Value};
use crate::yaml::{self, New, NodeId, Patch, Tree};

/// What one operation gives: patches, and whether the edit goes on after them.
pub(super) struct Stage {
    pub(super) patches: Vec<Patch>,
    pub(super) goes_on: bool,
}

fn last(patches: Result<Vec<Patch>, yaml::Refusal>) -> Result<Stage, Refusal> {
    Ok(Stage { patches: patches?, goes_on: false })
}

fn on(patches: Result<Vec<Patch>, yaml::Refusal>) -> Result<Stage, Refusal> {
    Ok(Stage { patches: patches?, goes_on: true })
}

/// The next operation of an edit on the text as it stands now; an edit is called again while it goes on.
pub(super) fn next(site: &Site<'_, '_>, edit: &Edit) -> Result<Stage, Refusal> {
    let tree = site.tree;
    match edit {
        Edit::SetText { at, tag, text } => set_text(site, *at, tag.as_deref(), text),
        Edit::SetField { at, field, value } => set_field(site, *at, *field, value.as_ref()),
        Edit::SetHead { at, value } => set_head(site, *at, value.as_deref()),
        Edit::Insert { list, index, draft } => {
            can_be_written(draft)?;
            match site.list(*list)? {
                Place::List(node) => {
                    last(yaml::insert(tree, node, site.index(*index)?, &written_item(draft)))
                }
                Place::Missing(map) => add_list(site, map, *list, vec![written_item(draft)], false),
            }
        }
        Edit::Delete { at } => match site.list(at.list)? {
            Place::List(node) => last(yaml::delete(tree, node, site.index(at.index)?)),
            Place::Missing(_) => Err(Refusal::new("there is no such item")),
        },
        Edit::Move { from, list, index } => {
            let Place::List(source) = site.list(from.list)? else {
                return Err(Refusal::new("there is no such item"));
            };
            if from.list == *list {
                return last(yaml::move_within(tree, source, site.index(from.index)?, site.index(*index)?));
            }
            match site.list(*list)? {
                Place::List(target) => {
                    last(yaml::move_to(tree, source, site.index(from.index)?, target, site.index(*index)?))
                }
                Place::Missing(map) => add_list(site, map, *list, Vec::new(), true),
            }
        }
        Edit::Lay { list, index, lifted } => match site.list(*list)? {
            Place::List(target) => last(yaml::lay(tree, target, site.index(*index)?, lifted)),
            Place::Missing(map) => add_list(site, map, *list, Vec::new(), true),
        },
    }
}

/// Writes the key of a list that the file does not hold yet.
fn add_list(
    site: &Site<'_, '_>,
    map: NodeId,
    list: ListAt,
    items: Vec<New>,
    goes_on: bool,
) -> Result<Stage, Refusal> {
    let lost = || Refusal::new("there is no such pane");
    let new = New::List(items);
    let patches = if let Some(objective) = list.parent() {
        let item = site.item(objective)?;
        if matches!(site.tree.kind(item), yaml::Kind::Mapping { .. }) {
            yaml::add_key(site.tree, map, Field::Results.key(), &new, None)
        } else {
            yaml::promote(site.tree, item, "text", &[(Field::Results.key().to_owned(), new)])
        }
    } else {
        let pane = site.board.pane(list).ok_or_else(lost)?;
        let sheet = site.board.sheets.get(list.sheet).ok_or_else(lost)?;
        let mut later = sheet.kind.map_or(&[][..], Kind::panes).iter().skip(list.pane + 1);
        let before = later.find_map(|spec| key_node(site.tree, map, spec.key));
        yaml::add_key(site.tree, map, &pane.key, &new, before)
    };
    Ok(Stage { patches: patches?, goes_on })
}

fn key_node(tree: &Tree<'_>, map: NodeId, key: &str) -> Option<NodeId> {
    tree.entries(map).find(|(node, _)| tree.value(*node) == key).map(|(node, _)| node)
}

fn set_text(site: &Site<'_, '_>, at: ItemAt, tag: Option<&str>, text: &str) -> Result<Stage, Refusal> {
    let tree = site.tree;
    let item = site.item(at)?;
    if !matches!(tree.kind(item), yaml::Kind::Mapping { .. }) {
        return match tag {
            None => last(yaml::set(tree, item, text)),
            Some(tag) if is_reserved(tag) => {
                on(yaml::promote(tree, item, "text", &[("tag".to_owned(), tag.into())]))
            }
            Some(tag) => on(yaml::promote(tree, item, tag, &[])),
        };
    }
    let Some((first, words)) = tree.entries(item).next() else {
        return last(yaml::set(tree, item, text));
    };
    if is_reserved(tree.value(first)) {
        return set_long_text(tree, item, tag, text);
    }
    let is_alone = tree.entries(item).nth(1).is_none();
    match tag {
        Some(tag) if tag == tree.value(first) => last(yaml::set(tree, words, text)),
        Some(tag) if is_reserved(tag) => on(yaml::set(tree, first, "text")),
        Some(tag) => on(yaml::set(tree, first, tag)),
        None if is_alone => match yaml::set(tree, item, text) {
            Ok(patches) => Ok(Stage { patches, goes_on: false }),
            Err(_) => on(yaml::set(tree, first, "text")),
        },
        None => on(yaml::set(tree, first, "text")),
    }
}

/// The same for an item that begins with `text`, `tag` or a field's name.
fn set_long_text(tree: &Tree<'_>, item: NodeId, tag: Option<&str>, text: &str) -> Result<Stage, Refusal> {
    let first = tree.entries(item).next().map(|(key, _)| key);
    let tag_node = tree.get(item, "tag");
    let text_key = key_node(tree, item, "text");
    let Some(text_node) = tree.get(item, "text") else {
        return on(yaml::add_key(tree, item, "text", &text.into(), first));
    };
    match (tag, tag_node) {
        (Some(tag), Some(node)) if tree.value(tree.resolve(node)) != tag => on(yaml::set(tree, node, tag)),
        (Some(tag), None) if first == text_key && !is_reserved(tag) => {
            // The key `text` becomes the tag; its words follow with the next stage.
            match text_key {
                Some(key) => on(yaml::set(tree, key, tag)),
                None => Err(Refusal::new("this item has no words to put a tag before")),
            }
        }
        (Some(tag), None) => on(yaml::add_key(tree, item, "tag", &tag.into(), text_key)),
        (None, Some(_)) => match key_node(tree, item, "tag") {
            Some(key) => on(yaml::remove_key(tree, item, key)),
            None => Err(Refusal::new("this item has no tag to take away")),
        },
        _ => last(yaml::set(tree, text_node, text)),
    }
}

fn set_field(site: &Site<'_, '_>, at: ItemAt, field: Field, value: Option<&Value>) -> Result<Stage, Refusal> {
    let tree = site.tree;
    let item = site.item(at)?;
    let new = value.map(|value| field_value(field, value));
    let is_map = matches!(tree.kind(item), yaml::Kind::Mapping { .. });
    let key = if is_map { key_node(tree, item, field.key()) } else { None };
    match (new, key) {
        (None, None) => Ok(Stage { patches: Vec::new(), goes_on: false }),
        (None, Some(key)) => last(yaml::remove_key(tree, item, key)),
        (Some(New::Scalar(text)), Some(key)) => last(yaml::set(tree, value_node(tree, item, key)?, &text)),
        (Some(New::Bare(text)), Some(key)) => last(yaml::set_bare(tree, value_node(tree, item, key)?, &text)),
        (Some(New::List(tags)), Some(key)) => {
            let list = value_node(tree, item, key)?;
            if matches!(tree.kind(list), yaml::Kind::Sequence { .. }) {
                set_list(tree, list, &tags)
            } else {
                on(yaml::remove_key(tree, item, key))
            }
        }
        (Some(_), Some(key)) => on(yaml::remove_key(tree, item, key)),
        (Some(new), None) if is_map => {
            let mut keys = tree.entries(item).map(|(key, _)| key);
            let before =
                keys.find(|key| Field::from_key(tree.value(*key)).is_some_and(|later| later > field));
            last(yaml::add_key(tree, item, field.key(), &new, before))
        }
        (Some(new), None) => last(yaml::promote(tree, item, "text", &[(field.key().to_owned(), new)])),
    }
}

/// One step towards a list that holds these texts: what stays keeps its lines and its comments.
fn set_list(tree: &Tree<'_>, list: NodeId, wanted: &[New]) -> Result<Stage, Refusal> {
    let items = tree.items(list).collect::<Vec<NodeId>>();
    let is_right =
        |(item, new): &(&NodeId, &New)| matches!(new, New::Scalar(text) if tree.value(**item) == text);
    let right = items.iter().zip(wanted).take_while(is_right).count();
    match (items.get(right), wanted.get(right)) {
        (None, None) => Ok(Stage { patches: Vec::new(), goes_on: false }),
        (Some(_), None) => on(yaml::delete(tree, list, items.len() - 1)),
        (None, Some(new)) => on(yaml::insert(tree, list, right, new)),
        (Some(item), Some(New::Scalar(text))) => on(yaml::set(tree, *item, text)),
        (Some(_), Some(_)) => Err(Refusal::new("a list of tags holds texts only")),
    }
}

fn value_node(tree: &Tree<'_>, map: NodeId, key: NodeId) -> Result<NodeId, Refusal> {
    tree.get(map, tree.value(key)).ok_or_else(|| Refusal::new("this field is not where it was"))
}

/// A field's value as it is written: numbers and dates as such, words so that no program takes them for anything else.
fn field_value(field: Field, value: &Value) -> New {
    match value {
        Value::Tags(tags) => New::List(tags.iter().map(|tag| New::Scalar(tag.clone())).collect()),
        Value::Text(text) if !matches!(field.shape(), Shape::Text | Shape::Tags) && value.is_valid(field) => {
            New::Bare(text.clone())
        }
        Value::Text(text) | Value::Odd(text) => New::Scalar(text.clone()),
    }
}

/// A heading scalar as it is written.
pub fn written_head(head: Head, text: &str) -> New {
    let is_bare = match head {
        Head::Period => text.parse::<Period>().is_ok(),
        _ => head.is_date() && is_date(text),
    };
    if is_bare { New::Bare(text.to_owned()) } else { New::Scalar(text.to_owned()) }
}

fn set_head(site: &Site<'_, '_>, at: HeadAt, value: Option<&str>) -> Result<Stage, Refusal> {
    let tree = site.tree;
    let map = site.head_map(at)?;
    let head = at.head();
    match (key_node(tree, map, head.key()), tree.get(map, head.key()), value) {
        (Some(_), Some(node), Some(value)) => match written_head(head, value) {
            New::Bare(value) => last(yaml::set_bare(tree, node, &value)),
            _ => last(yaml::set(tree, node, value)),
        },
        (Some(key), _, _) => last(yaml::remove_key(tree, map, key)),
        (None, _, None) => Ok(Stage { patches: Vec::new(), goes_on: false }),
        (None, _, Some(value)) => {
            let mut keys = tree.entries(map).map(|(key, _)| key);
            let before = keys.find(|key| follows(at, tree.value(*key)));
            last(yaml::add_key(tree, map, head.key(), &written_head(head, value), before))
        }
    }
}

/// Whether a key of the same map stands after a heading scalar in the usual order.
fn follows(at: HeadAt, key: &str) -> bool {
    let heads: &[Head] = match at {
        HeadAt::Board(_) => &Head::OF_BOARD,
        HeadAt::Sheet(..) => &Head::OF_SHEETS,
    };
    let mine = heads.iter().position(|head| *head == at.head());
    match heads.iter().position(|head| head.key() == key) {
        Some(other) => Some(other) > mine,
        None => key != "kind" && !key.starts_with("x-"),
    }
}

/// An item as it is to be written.
pub fn written_item(draft: &Draft) -> New {
    let mut keys: Vec<(String, New)> = Vec::new();
    match &draft.tag {
        Some(tag) if draft.tag_fits_as_key() => keys.push((tag.clone(), draft.text.as_str().into())),
        Some(tag) => {
            keys.push(("tag".to_owned(), tag.as_str().into()));
            keys.push(("text".to_owned(), draft.text.as_str().into()));
        }
        None if draft.fields.is_empty() && draft.results.is_empty() => {
            return New::Scalar(draft.text.clone());
        }
        None => keys.push(("text".to_owned(), draft.text.as_str().into())),
    }
    let fields =
        draft.fields.iter().map(|(field, value)| (field.key().to_owned(), field_value(*field, value)));
    keys.extend(fields);
    if !draft.results.is_empty() {
        keys.push((
            Field::Results.key().to_owned(),
            New::List(draft.results.iter().map(written_item).collect()),
        ));
    }
    New::Map(keys)
}

/// Refuses a draft with a value that is known only by its first line.
fn can_be_written(draft: &Draft) -> Result<(), Refusal> {
    if let Some((field, _)) = draft.fields.iter().find(|(_, value)| matches!(value, Value::Odd(_))) {
        let why = format!("the value of {}: is no text, so the item cannot be copied", field.key());
        return Err(Refusal::new(why));
    }
    draft.results.iter().try_for_each(can_be_written)
}
