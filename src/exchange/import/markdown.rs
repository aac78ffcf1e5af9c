//! Boards from Markdown: our own export exactly, and the documents of other people by their headings, lists and tables.
//! How Markdown is spelled is pulldown-cmark's; what people call things is in `names` and `fields`.

mod blocks;
mod dated;
mod document;
mod entry;
mod front;
mod line;
mod notes;
mod ours;
mod people;
mod promise;
mod section;
mod table;
mod votes;

use super::Imported;
use super::names;
use crate::exchange::draft::{ItemDraft, SheetDraft};
use crate::exchange::markdown::MARK;
use crate::model::{Head, Kind};
use blocks::{Block, each};
use line::Line;

pub(in crate::exchange) use entry::Place;

/// Reads a document. It always becomes a board: what found no place there is listed.
pub(super) fn read(text: &str) -> Imported {
    if text.contains(MARK) { ours::read(text) } else { document::read(text) }
}

/// Whether a text looks like Markdown: our mark, a heading, a list, a table or front matter near its beginning; or a
/// retro's notes.
pub(super) fn is_likely(text: &str) -> bool {
    let mut lines = text.lines().take(200);
    let is_mark = |line: &str| {
        let line = line.trim_start();
        let words = line.trim_start_matches('#');
        let is_heading = words.len() < line.len() && line.len() - words.len() <= 6 && words.starts_with(' ');
        let begins = ["- [ ] ", "- [x] ", "* [ ] ", "| ", "|-", "**", "```", "<!-- "];
        is_heading || begins.iter().any(|begin| line.starts_with(begin))
    };
    text.contains(MARK) || text.starts_with("---\n") || lines.any(is_mark) || notes::are_notes(text)
}

/// The item that a list of one item reads as in our own pages.
pub(in crate::exchange) fn read_item(markdown: &str, place: Place) -> ItemDraft {
    entry::read(markdown, place)
}

/// The words of a heading.
pub(in crate::exchange) fn title_in(markdown: &str) -> Option<String> {
    first(markdown, |block| match block {
        Block::Heading(_, line) => Some(line.text),
        _ => None,
    })
}

/// The heading line of a board or sheet that a paragraph is: `**Mission:** words`.
pub(in crate::exchange) fn head_in(markdown: &str) -> Option<(Head, String)> {
    first(markdown, |block| match block {
        Block::Paragraph(line) => strong_head(&line),
        _ => None,
    })
}

fn first<T>(markdown: &str, wanted: impl Fn(Block) -> Option<T>) -> Option<T> {
    let (mut found, mut count) = (None, 0);
    each(markdown, &mut |block| {
        count += 1;
        found = found.take().or_else(|| wanted(block));
    });
    found.filter(|_| count == 1)
}

/// An empty sheet with that title, of the kind that the title says.
pub(in crate::exchange) fn sheet_titled(title: &str) -> SheetDraft {
    names::kind(title).map_or_else(SheetDraft::default, SheetDraft::of_kind)
}

/// The key of a pane with that title on a sheet of a kind.
pub(in crate::exchange) fn key_titled(title: &str, kind: Option<Kind>) -> String {
    let mut specs = kind.map_or(&[][..], Kind::panes).iter();
    specs.find(|spec| spec.title == title).map_or_else(|| names::pane_key(title), |spec| spec.key.to_owned())
}

fn strong_head(line: &Line) -> Option<(Head, String)> {
    let (label, rest) = line.text.split_at_checked(line.strong)?;
    let (label, rest) = match label.strip_suffix(':') {
        Some(label) => (label, rest),
        None => (label, rest.strip_prefix(':')?),
    };
    let head = names::head(label)?;
    Some((head, rest.strip_prefix(' ').unwrap_or(rest).to_owned()))
}

/// Whether a heading only says that key results follow.
fn is_key_results(title: &str) -> bool {
    title.len() <= 40 && matches!(&*names::folded(title), "key results" | "key result" | "krs")
}
