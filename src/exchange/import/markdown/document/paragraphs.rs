//! What stands between headings and lists: paragraphs, heading lines (`Date: 2025-06-27`), code, tables.
//! It must not know sections.

use super::Lost;
use crate::exchange::draft::ItemDraft;
use crate::exchange::import::markdown::blocks::Block;
use crate::exchange::import::markdown::entry::{self, Place};
use crate::exchange::import::markdown::line::Line;
use crate::exchange::import::markdown::{front, table};
use crate::exchange::import::place::Placing;
use crate::exchange::import::{dates, names};
use crate::model::{Field, Head, Value};

/// Places what is neither a heading nor a list.
pub(in crate::exchange::import::markdown) fn any_block(block: Block, placing: &mut Placing, lost: &mut Lost) {
    match block {
        Block::Paragraph(line) | Block::Quote(line) => paragraph(line, placing, lost),
        Block::Code(line) => {
            let text = line.text.trim_end();
            if placing.last_item().is_some() {
                add_note(placing, text);
            } else {
                placing.push(ItemDraft::from_line(text));
            }
        }
        Block::Table(rows) => table::place(rows, placing, lost),
        Block::FrontMatter(line) => front::place(&line, placing, lost),
        Block::Comment(line) => lost.extend(line.comments.into_iter().map(|comment| (line.at, comment))),
        Block::Hidden(line) | Block::Heading(_, line) => lost.push((line.at, line.text)),
        Block::List(entries) => {
            for entry in entries {
                let item = entry::item(entry, Place::default(), lost);
                placing.push(item);
            }
        }
    }
}

pub(super) fn add_note(placing: &mut Placing, text: &str) {
    if let Some(item) = placing.last_item() {
        let there = item.field(Field::Note).map(Value::to_text);
        let texts = there.into_iter().chain([text.to_owned()]).collect::<Vec<String>>();
        item.set_field(Field::Note, Value::Text(texts.join("\n\n")));
    }
}

/// A paragraph: heading lines (`Date: 2025-06-27`), else an item. What a template asks in italics is no item.
fn paragraph(line: Line, placing: &mut Placing, lost: &mut Lost) {
    lost.extend(line.comments.iter().map(|comment| (line.at, comment.clone())));
    if placing.pane_key().is_none()
        && dates::date(&line.text).is_some_and(|date| placing.set_head(Head::Date, &date))
    {
        return;
    }
    let pieces = pieces(&line);
    if pieces.len() > 1 || placing.pane_key().is_none() {
        for (at, piece) in pieces {
            let is_head = keyed(piece).is_some_and(|(name, value)| {
                names::head(name).is_some_and(|head| placing.set_head(head, value))
            });
            if !is_head {
                let words = Line { at: line.at + at, text: piece.to_owned(), ..Line::default() };
                let strong = if at == 0 { line.strong } else { 0 };
                let links = if at == 0 { line.links.clone() } else { Vec::new() };
                placing.push(entry::words(&Line { strong, links, ..words }, Place::default()));
            }
        }
    } else if line.is_stressed() && line.links.is_empty() {
        lost.push((line.at, line.text));
    } else if !line.text.trim().is_empty() || !line.links.is_empty() {
        let place = placing.pane_key().map_or_else(Place::default, Place::of);
        placing.push(entry::words(&line, place));
    }
}

/// The lines of a paragraph in which each begins with a key; else all of it as one piece.
pub(super) fn pieces(line: &Line) -> Vec<(usize, &str)> {
    let ends = line.breaks.iter().copied().chain([line.text.len()]);
    let mut begin = 0;
    let mut lines = Vec::new();
    for end in ends {
        lines.extend(line.text.get(begin..end).unwrap_or_default().split('\n').map(str::trim));
        begin = end;
    }
    lines.retain(|piece| !piece.is_empty());
    let are_keyed = lines.len() > 1 && lines.iter().all(|piece| keyed(piece).is_some());
    if are_keyed { lines.into_iter().enumerate().collect() } else { vec![(0, &line.text)] }
}

/// `Date: 2025-06-27`.
fn keyed(piece: &str) -> Option<(&str, &str)> {
    let (name, value) = piece.split_once([':', '：'])?;
    let is_key = name.len() <= 40 && !value.trim().is_empty() && !value.starts_with("//");
    is_key.then(|| (name, value.trim()))
}
