//! From an item of a Markdown list to an item of a board: its tag, its words, and the fields that stand behind them.
//! It must not know where the item goes.

use std::fmt::Write;

use super::blocks::{Entry, each};
use super::line::Line;
use super::{promise, votes};
use crate::exchange::draft::ItemDraft;
use crate::exchange::exact;
use crate::exchange::import::{dates, fields, names};
use crate::exchange::json::Json;
use crate::model::{Field, Kind, Value, field, kind, tag};

/// What the pane says of the items in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::exchange) struct Place {
    /// Lists in its items are key results.
    pub has_results: bool,
    /// Somebody promised to do them.
    pub are_actions: bool,
    /// People vote on them: `x3` says how many did.
    pub has_votes: bool,
}

impl Place {
    /// That of a pane with this key.
    pub fn of(key: &str) -> Self {
        let are_actions = key == kind::ACTIONS;
        let is_of_retro =
            Kind::Retro.panes().iter().any(|spec| spec.key == key) || names::is_retro_column(key);
        Self { has_results: key == kind::OBJECTIVES, are_actions, has_votes: is_of_retro && !are_actions }
    }
}

/// The item that a list with one item reads as.
pub(in crate::exchange) fn read(markdown: &str, place: Place) -> ItemDraft {
    let mut found = None;
    each(markdown, &mut |block| {
        if let super::blocks::Block::List(entries) = block {
            found = found.take().or(entries.into_iter().next());
        }
    });
    found.map_or_else(ItemDraft::default, |entry| item(entry, place, &mut Vec::new()))
}

/// The item of an entry; comments that say nothing for it are added to `lost`, with their lines.
pub(super) fn item(entry: Entry, place: Place, lost: &mut Vec<(usize, String)>) -> ItemDraft {
    let at = entry.line.at;
    let Entry { line, ticked, mut more, children } = entry;
    let mut item = words(&line, place);
    if ticked == Some(true) && item.field(Field::Done).is_none() {
        item.set_field(Field::Done, "true".into());
    }
    if place.has_results && !children.is_empty() {
        let inside = Place::default();
        item.results = Some(children.into_iter().map(|child| self::item(child, inside, lost)).collect());
    } else if !children.is_empty() {
        let mut lines = String::new();
        for child in children {
            as_lines(child, 0, &mut lines, lost);
        }
        more.push(lines.trim_end().to_owned());
    }
    add_note(&mut item, more);
    for comment in line.comments {
        let beside = Json::parse(&comment).ok().filter(|json| matches!(json, Json::Map(_)));
        if !beside.is_some_and(|beside| exact::lay_over_item(&mut item, beside)) {
            lost.push((at, comment));
        }
    }
    item
}

fn add_note(item: &mut ItemDraft, more: Vec<String>) {
    if more.is_empty() {
        return;
    }
    let there = item.field(Field::Note).map(Value::to_text);
    let texts = there.into_iter().chain(more).collect::<Vec<String>>();
    item.set_field(Field::Note, Value::Text(texts.join("\n\n")));
}

/// A list that is no list on a board, as lines.
fn as_lines(entry: Entry, depth: usize, lines: &mut String, lost: &mut Vec<(usize, String)>) {
    let box_mark = entry.ticked.map_or("", |ticked| if ticked { "[x] " } else { "[ ] " });
    lost.extend(entry.line.comments.iter().map(|comment| (entry.line.at, comment.clone())));
    let text = with_links(&entry.line).replace('\n', " ");
    let _ = writeln!(lines, "{}- {box_mark}{text}", "  ".repeat(depth));
    for text in entry.more.iter().flat_map(|more| more.lines()) {
        let _ = writeln!(lines, "{}{text}", "  ".repeat(depth + 1));
    }
    for child in entry.children {
        as_lines(child, depth + 1, lines, lost);
    }
}

/// The words with the addresses that its links lead to, where they do not say them.
pub(super) fn with_links(line: &Line) -> String {
    let hidden = line.links.iter().filter(|to| !to.is_empty() && !line.text.contains(&**to));
    hidden.fold(line.text.clone(), |text, to| text + " (" + to + ")")
}

/// Tag, words and fields of a line.
pub(super) fn words(line: &Line, place: Place) -> ItemDraft {
    let mut item = ItemDraft::default();
    let text = fields_behind(&mut item, line, place);
    let (tag, words) = tag_before(text, line.strong);
    item.draft.tag = tag.map(str::to_owned);
    words.clone_into(&mut item.draft.text);
    if place.are_actions {
        promise::take(&mut item);
    }
    let voted =
        votes::at_end(&item.draft.text, place.has_votes).filter(|_| item.field(Field::Votes).is_none());
    if let Some((words, count)) = voted.map(|(words, count)| (words.to_owned(), count)) {
        item.draft.text = words;
        item.set_field(Field::Votes, Value::Text(count.to_string()));
    }
    if line.is_struck && place.are_actions && item.field(Field::Done).is_none() {
        item.set_field(Field::Done, "true".into());
    }
    let hidden = line.links.iter().filter(|to| !to.is_empty() && !line.text.contains(&***to));
    let hidden = hidden.map(String::as_str).collect::<Vec<&str>>();
    if !hidden.is_empty() && item.field(Field::Source).is_none() {
        item.set_field(Field::Source, hidden.join(", ").as_str().into());
    } else if !hidden.is_empty() {
        item.draft.text = format!("{} ({})", item.draft.text, hidden.join(", "));
    }
    item
}

/// `**TAG:** words`, `**TAG**: words`, `TAG: words`: the tag and the words.
fn tag_before(text: &str, strong: usize) -> (Option<&str>, &str) {
    let (label, rest) = text.split_at_checked(strong).unwrap_or(("", text));
    let inside = label.strip_suffix(':').map(|label| (label, rest));
    let behind = || rest.strip_prefix(':').map(|rest| (label, rest));
    match inside.or_else(behind) {
        Some((label, rest)) if !label.is_empty() => (Some(label), rest.strip_prefix(' ').unwrap_or(rest)),
        _ => tag::split(text, false),
    }
}

/// The fields in brackets at the line's end; answers the text before them.
fn fields_behind<'l>(item: &mut ItemDraft, line: &'l Line, place: Place) -> &'l str {
    let text = &*line.text;
    let at = match line.tail.filter(|at| text[*at..].starts_with('(')) {
        Some(at) => Some(at),
        None if text.ends_with(')') => text.rfind('('),
        None if text.ends_with(']') => text.rfind('['),
        None => None,
    };
    let Some((before, group)) = at.map(|at| text.split_at(at)) else { return text };
    let Some(fields) = fields_in(group.trim_end(), place) else { return text };
    for (field, value) in fields {
        item.set_field(field, value);
    }
    before.strip_suffix(' ').unwrap_or(before)
}

/// `(owner: Flora, due: 2025-06-30)`, `(3 votes)`, `(+3)`, and among actions `(Flora, 2025-06-30)`: each field once.
fn fields_in(group: &str, place: Place) -> Option<Vec<(Field, Value)>> {
    let inside = group.strip_prefix(['(', '['])?.strip_suffix([')', ']'])?;
    let mut fields = Vec::<(Field, String)>::new();
    let mut names = Vec::new();
    for piece in inside.split(", ") {
        if let Some(field) = keyed(piece).or_else(|| counted(piece)).or_else(|| when(piece, place)) {
            fields.push(field);
        } else if let Some(name) = piece.strip_prefix('@') {
            fields.push((Field::Owner, name.to_owned()));
        } else if let Some((_, value)) = fields.last_mut() {
            value.push_str(", ");
            value.push_str(piece);
        } else {
            names.push(piece);
        }
    }
    if let Some(name) = names.first() {
        let is_name = names.len() == 1 && place.are_actions && promise::looks_like_a_name(name);
        if !is_name || !fields.iter().any(|(field, _)| *field == Field::Due) {
            return None;
        }
        fields.push((Field::Owner, (*name).to_owned()));
    }
    fields.sort_by_key(|(field, _)| *field);
    let is_twice = fields.windows(2).any(|pair| pair[0].0 == pair[1].0);
    if fields.is_empty() || is_twice { None } else { fields.into_iter().map(valued).collect() }
}

/// A field with its value; nothing where the text cannot be one.
fn valued((field, text): (Field, String)) -> Option<(Field, Value)> {
    if field.shape() != field::Shape::Tags && field != Field::Due && field.shape().admits(&text) {
        return Some((field, Value::Text(text)));
    }
    let value = fields::value(field, &text).ok()??;
    Some((field, value))
}

fn keyed(piece: &str) -> Option<(Field, String)> {
    let (name, value) = piece.split_once(':')?;
    let (field, _) = fields::named(name)?;
    let value = value.strip_prefix(' ').unwrap_or(value);
    let value = if field == Field::Owner { value.strip_prefix('@').unwrap_or(value) } else { value };
    Some((field, value.to_owned()))
}

fn counted(piece: &str) -> Option<(Field, String)> {
    let count = match piece.strip_prefix('+') {
        Some(count) => count,
        None => piece.strip_suffix(" votes").or(piece.strip_suffix(" vote"))?,
    };
    field::Shape::Count.admits(count).then(|| (Field::Votes, count.to_owned()))
}

fn when(piece: &str, place: Place) -> Option<(Field, String)> {
    let words = ["due ", "by ", "until ", "bis ", "fällig "]
        .iter()
        .find_map(|word| strip_word(piece, word))
        .unwrap_or(piece);
    let date = dates::date(words).filter(|_| place.are_actions)?;
    Some((Field::Due, date))
}

fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let begin = text.get(..word.len()).filter(|begin| begin.eq_ignore_ascii_case(word))?;
    Some(&text[begin.len()..])
}
