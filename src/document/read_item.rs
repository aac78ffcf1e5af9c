//! From a node of the span tree to an item. Source of the rules: the file format, "Items".

use super::place::{Findings, ITEM_COST};
use crate::model::finding::{quote, resembling};
use crate::model::item::{More, Text};
use crate::model::{Field, Item, Level, Shape, Value, field, tag};
use crate::yaml::{Kind, NodeId, Tree};

/// The items of a list.
pub(super) fn items(tree: &Tree<'_>, list: NodeId, findings: &mut Findings) -> Vec<Item> {
    let mut items = Vec::new();
    for node in tree.items(list) {
        if findings.is_spent() {
            break;
        }
        items.extend(item(tree, node, findings));
    }
    items.shrink_to_fit();
    items
}

/// Whether a node can be read as an item: text, or a map whose tag and text are scalars.
pub(super) fn is_item(tree: &Tree<'_>, node: NodeId, findings: &mut Findings) -> bool {
    let start = tree.span(node).start;
    let node = tree.resolve(node);
    match tree.kind(node) {
        Kind::Mapping { .. } => tree.entries(node).enumerate().all(|(index, (key, value))| {
            findings.spend(start, 1)
                && is_scalar(tree, key)
                && (is_scalar(tree, value) || !is_words_key(tree.value(key), index))
                && (tree.value(key) != Field::Results.key() || is_list_of_items(tree, value, findings))
        }),
        Kind::Sequence { .. } => false,
        _ => findings.spend(start, 1),
    }
}

/// Whether `results` holds what it must; its items are judged one level deep, which is as deep as they go.
fn is_list_of_items(tree: &Tree<'_>, value: NodeId, findings: &mut Findings) -> bool {
    let start = tree.span(value).start;
    let value = tree.resolve(value);
    let is_list = |item| matches!(tree.kind(tree.resolve(item)), Kind::Sequence { .. });
    tree.is_null(value)
        || matches!(tree.kind(value), Kind::Sequence { .. })
            && tree.items(value).all(|item| findings.spend(start, 1) && !is_list(item))
}

fn is_scalar(tree: &Tree<'_>, node: NodeId) -> bool {
    matches!(tree.kind(tree.resolve(node)), Kind::Scalar(_))
}

/// Whether a key of an item, being its `index`-th, holds its words or its tag.
fn is_words_key(key: &str, index: usize) -> bool {
    field::ITEM_KEYS.contains(&key) || index == 0 && Field::from_key(key).is_none()
}

/// One item; nothing where it is refused.
pub(super) fn item(tree: &Tree<'_>, node: NodeId, findings: &mut Findings) -> Option<Item> {
    let span = tree.span(node);
    let (start, len) = (span.start as u32, (span.end - span.start) as u32);
    let resolved = tree.resolve(node);
    if !findings.spend(span.start, ITEM_COST + tree.value(resolved).len()) {
        return None;
    }
    match tree.kind(resolved) {
        Kind::Scalar(_) => {
            let text = words(tree, resolved, &span);
            Some(Item { start, len, tag: None, text, more: None })
        }
        Kind::Mapping { .. } => map_item(tree, resolved, &span, findings),
        _ => {
            let remedy = "write it as text, or as TAG: words with fields below";
            findings.add(
                Level::Refused,
                span.start,
                "an item must be text or a map, and this is a list",
                remedy,
            );
            None
        }
    }
}

/// The text of a scalar: a span of the file where it stands there as it reads, inside the item.
fn words(tree: &Tree<'_>, node: NodeId, item: &std::ops::Range<usize>) -> Text {
    if tree.is_null(node) { Text::At(0, 0) } else { as_written(tree, node, item) }
}

/// A tag: a key is what is written, also `null` and `~`; one without a character is none.
fn tag_at(tree: &Tree<'_>, node: NodeId, item: &std::ops::Range<usize>) -> Option<Text> {
    (!tree.value(node).is_empty()).then(|| as_written(tree, node, item))
}

fn as_written(tree: &Tree<'_>, node: NodeId, item: &std::ops::Range<usize>) -> Text {
    let node = tree.resolve(node);
    match tree.borrowed(node) {
        Some(range) if item.start <= range.start && range.end <= item.end => {
            Text::At((range.start - item.start) as u32, (range.end - range.start) as u32)
        }
        _ => Text::Own(tree.value(node).into()),
    }
}

fn map_item(
    tree: &Tree<'_>,
    map: NodeId,
    span: &std::ops::Range<usize>,
    findings: &mut Findings,
) -> Option<Item> {
    let mut item = Item {
        start: span.start as u32,
        len: (span.end - span.start) as u32,
        tag: None,
        text: Text::At(0, 0),
        more: None,
    };
    let mut more = More::default();
    let first_is_tag = tree.entries(map).next().is_some_and(|(key, _)| !field::is_reserved(tree.value(key)));
    let mut is_right = true;
    for (index, (key, value)) in tree.entries(map).enumerate() {
        let name = tree.value(key);
        let is_tag = index == 0 && first_is_tag;
        if !findings.spend(tree.span(key).start, ITEM_COST + name.len() + tree.value(value).len()) {
            return None;
        }
        if is_tag || !first_is_tag && field::ITEM_KEYS.contains(&name) {
            is_right &= are_texts(tree, key, value, findings);
            if is_tag {
                item.tag = tag_at(tree, key, span);
                item.text = words(tree, value, span);
                hint_long_tag(tree, key, findings);
            } else if name == "tag" {
                item.tag = if tree.is_null(value) { None } else { tag_at(tree, value, span) };
            } else {
                item.text = words(tree, value, span);
            }
        } else if let Some(field) = Field::from_key(name) {
            is_right &= read_field(tree, field, value, &mut more, findings);
        } else {
            more.extra.push((name.to_owned(), first_line(tree, value)));
            hint_unknown_key(tree, key, findings);
        }
    }
    if more != More::default() {
        item.more = Some(Box::new(more));
    }
    is_right.then_some(item)
}

/// Whether the key and the value that hold an item's tag and words are texts; else the file is refused.
fn are_texts(tree: &Tree<'_>, key: NodeId, value: NodeId, findings: &mut Findings) -> bool {
    if !is_scalar(tree, key) {
        let remedy = "write a tag and its words as TAG: words";
        findings.add(Level::Refused, tree.span(key).start, "an item's tag must be one text", remedy);
        return false;
    }
    if !is_scalar(tree, value) {
        let remedy = if tree.value(key) == "<<" {
            "merge keys are not read: write the item's own words first"
        } else {
            "write its words in one line after the colon; fields go on lines of their own"
        };
        let what = format!("{} must be one text", quote(tree.value(key)));
        findings.add(Level::Refused, tree.span(value).start, what, remedy);
        return false;
    }
    true
}

fn hint_long_tag(tree: &Tree<'_>, key: NodeId, findings: &mut Findings) {
    let length = tree.value(key).chars().count();
    if length > tag::MOST_CHARS {
        let what = format!("a tag of {length} characters: {}", quote(tree.value(key)));
        let remedy = format!(
            "a tag has at most {} characters; put the line in quotes to make it text",
            tag::MOST_CHARS
        );
        findings.add(Level::Hint, tree.span(key).start, what, remedy);
    }
}

fn hint_unknown_key(tree: &Tree<'_>, key: NodeId, findings: &mut Findings) {
    let name = tree.value(key);
    if name.starts_with("x-") || !findings.has_room() {
        return;
    }
    let known = Field::ALL.iter().map(|field| field.key()).chain(field::ITEM_KEYS);
    let remedy = match resembling(name, known) {
        Some(_) if field::ITEM_KEYS.contains(&name) => {
            "the item's first key is its tag; put text: or tag: first where it is none".to_owned()
        }
        Some(meant) => format!("did you mean {meant}? it is kept as it is"),
        None => "it is kept as it is; a key of your own begins with x-".to_owned(),
    };
    findings.add(
        Level::Hint,
        tree.span(key).start,
        format!("{} is no field of an item", quote(name)),
        remedy,
    );
}

/// Reads a field; `false` where it makes the file no board.
fn read_field(
    tree: &Tree<'_>,
    field: Field,
    value: NodeId,
    more: &mut More,
    findings: &mut Findings,
) -> bool {
    let node = tree.resolve(value);
    let offset = tree.span(value).start;
    if field == Field::Results {
        return read_results(tree, value, more, findings);
    }
    if tree.is_null(node) {
        return true;
    }
    let read = match tree.kind(node) {
        Kind::Scalar(_) => Value::Text(tree.value(node).to_owned()),
        Kind::Sequence { .. }
            if field.shape() == Shape::Tags && tree.items(node).all(|tag| is_scalar(tree, tag)) =>
        {
            let tags = tree.items(node).map(|tag| tree.value(tree.resolve(tag)));
            let affordable = tags.take_while(|tag| findings.spend(offset, ITEM_COST + tag.len()));
            Value::Tags(affordable.map(str::to_owned).collect())
        }
        _ => Value::Odd(first_line(tree, value)),
    };
    if !read.is_valid(field) {
        let what = format!("{}: {} is not {}", field.key(), quote(&read.to_text()), field.shape().expected());
        let remedy = format!("write {}, or take the line away", field.shape().expected());
        findings.add(Level::Problem, offset, what, remedy);
    }
    more.fields.push((field, read));
    true
}

fn read_results(tree: &Tree<'_>, value: NodeId, more: &mut More, findings: &mut Findings) -> bool {
    let list = tree.resolve(value);
    if tree.is_null(list) {
        more.results = Some(Vec::new());
        return true;
    }
    if !matches!(tree.kind(list), Kind::Sequence { .. }) {
        let remedy = "write each key result in its own line after a dash";
        findings.add(Level::Refused, tree.span(value).start, "results must be a list of items", remedy);
        return false;
    }
    if !findings.enter(tree.span(value).start) {
        return false;
    }
    more.results = Some(items(tree, list, findings));
    findings.leave();
    more.results_in_block = tree.kind(value) == Kind::Sequence { flow: false };
    true
}

/// The first line of a value as written, for showing what is not understood.
fn first_line(tree: &Tree<'_>, value: NodeId) -> String {
    let source = tree.text().get(tree.span(value)).unwrap_or_default();
    let line = source.lines().next().unwrap_or_default();
    line.chars().take(200).collect()
}
