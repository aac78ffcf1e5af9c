//! Objectives and their key results in a document: counted (`O1: …`, `KR 2 – …`), below headings or in lists.
//! It must not know any other pane.

use super::{Walk, add_note, any_block};
use crate::exchange::draft::ItemDraft;
use crate::exchange::import::markdown::blocks::{Block, Entry};
use crate::exchange::import::markdown::entry::{self, Place};
use crate::exchange::import::markdown::is_key_results;
use crate::exchange::import::markdown::line::Line;
use crate::exchange::import::markdown::section::LINE_LEVEL;
use crate::exchange::import::place::holds_objectives;
use crate::model::{Kind, kind};

/// `O1: …`, `Objective 2 – …`.
pub(super) fn is_objective(name: &str) -> bool {
    ordinal(name, &["objective", "o"])
}

pub(super) fn is_key_result(name: &str) -> bool {
    ordinal(name, &["key result", "kr"])
}

/// Whether a name begins with one of these words and a number, or with the first of them and a colon.
fn ordinal(name: &str, words: &[&str]) -> bool {
    let lower = name.get(..name.len().min(40)).unwrap_or_default().to_lowercase();
    words.iter().enumerate().any(|(index, word)| {
        let Some(rest) = lower.strip_prefix(word) else { return false };
        let number = rest.trim_start_matches([' ', '#']);
        number.starts_with(|c: char| c.is_ascii_digit()) || index == 0 && rest.starts_with(':')
    })
}

/// The item of a line such as `Objective 1: Grow`: what counts it becomes the tag.
pub(super) fn counted_item(line: &Line) -> ItemDraft {
    let mut item = entry::words(line, Place::default());
    if item.draft.tag.is_none()
        && let Some((label, words)) = item.draft.text.split_once([':', '–', '—'])
        && label.len() <= 40
        && !label.trim().is_empty()
        && !words.trim().is_empty()
    {
        let (label, words) = (label.trim().to_uppercase(), words.trim().to_owned());
        item.draft.tag = Some(label);
        item.draft.text = words;
    }
    item
}

impl Walk {
    pub(super) fn objective(&mut self, mut entry: Entry) {
        if !holds_objectives(self.placing.pane_key()) {
            self.placing.sheet_of(Kind::Plan);
            self.open(kind::OBJECTIVES, LINE_LEVEL);
        }
        // A list that is only called `Key Results` stands for what is in it.
        let mut children = Vec::new();
        for child in std::mem::take(&mut entry.children) {
            if is_key_results(child.line.text.trim().trim_end_matches(':')) {
                children.extend(child.children);
            } else {
                children.push(child);
            }
        }
        entry.children = children;
        let counted = is_objective(&entry.line.text).then(|| counted_item(&entry.line));
        let mut item = entry::item(entry, Place::of(kind::OBJECTIVES), &mut self.lost);
        if let Some(counted) = counted {
            item.draft.tag = counted.draft.tag;
            item.draft.text = counted.draft.text;
        }
        self.placing.push(item);
    }

    /// What stands below an objective: its key results, and words on it.
    pub(super) fn results(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            match block {
                Block::List(entries) if self.placing.last_item().is_some() => {
                    for entry in entries {
                        let item = entry::item(entry, Place::default(), &mut self.lost);
                        self.result(item, Vec::new());
                    }
                }
                Block::Paragraph(line) | Block::Quote(line) if self.placing.last_item().is_some() => {
                    add_note(&mut self.placing, &entry::with_links(&line));
                }
                Block::List(entries) => self.list(entries),
                other => any_block(other, &mut self.placing, &mut self.lost),
            }
        }
    }

    /// A key result of the last objective.
    pub(super) fn result(&mut self, item: ItemDraft, blocks: Vec<Block>) {
        match self.placing.last_item() {
            Some(objective) => objective.results.get_or_insert_default().push(item),
            None => self.placing.push(item),
        }
        self.blocks_beside(blocks);
    }

    /// Lists below a key result are notes of its objective's last one; they seldom are there.
    fn blocks_beside(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            if let Block::List(entries) = block {
                for entry in entries {
                    let item = entry::item(entry, Place::default(), &mut self.lost);
                    self.result(item, Vec::new());
                }
            } else {
                any_block(block, &mut self.placing, &mut self.lost);
            }
        }
    }
}
