//! Objectives and their key results in a document: counted (`O1: …`, `KR 2 – …`), below headings or in lists.
//! It must not know any other pane.

use super::Walk;
use super::paragraphs::{add_note, any_block};
use crate::exchange::draft::ItemDraft;
use crate::exchange::import::markdown::blocks::{Block, Entry};
use crate::exchange::import::markdown::entry::{self, Place};
use crate::exchange::import::markdown::is_key_results;
use crate::exchange::import::markdown::line::Line;
use crate::exchange::import::markdown::section::LINE_LEVEL;
use crate::exchange::import::place::holds_objectives;
use crate::exchange::import::{columns, fields, names};
use crate::model::{Field, Kind, Value, kind, tag};

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

/// Whether a line only heads what is said of an objective or of its last key result.
pub(super) fn is_remark(name: &str) -> bool {
    let names = "initiatives|initiative|risks|notes|note|dependencies|progress updates|updates|update|why|why this matters|\
                 background|context|comments|comment|status|progress|next steps|blockers|confidence";
    names.split('|').any(|remark| names::folded(name) == remark)
}

/// A sentence has at least so many words.
const SENTENCE_WORDS: usize = 12;

/// The forecast of the lights that people put behind a figure.
const LIGHTS: [(char, &str); 6] =
    [('🟢', "green"), ('🟡', "yellow"), ('🟠', "yellow"), ('🔴', "red"), ('✅', "green"), ('⚠', "yellow")];

impl Walk {
    /// Whether a paragraph is an objective with its number: `**Objective 1**: Grow`.
    pub(super) fn is_counted_objective(&mut self, line: &Line) -> bool {
        let is_counted = line.text.to_lowercase().starts_with("objective ") && is_objective(&line.text);
        let can_be_plan = self.placing.pane_key().is_none_or(|key| {
            holds_objectives(Some(key))
                || !Kind::ALL.iter().any(|kind| kind.panes().iter().any(|spec| spec.key == key))
        });
        is_counted && can_be_plan && line.breaks.is_empty()
    }

    /// Whether a paragraph below key results is a sentence on the plan and no objective.
    pub(super) fn is_said_of_plan(&mut self, line: &Line) -> bool {
        let is_sentence = line.text.split(' ').count() >= SENTENCE_WORDS || line.text.ends_with('.');
        let has_results = self.placing.last_item().is_some_and(|objective| objective.results.is_some());
        holds_objectives(self.placing.pane_key()) && has_results && is_sentence && line.strong == 0
    }

    pub(super) fn begin_objective(&mut self, line: &Line) {
        self.placing.sheet_of(Kind::Plan);
        self.open(kind::OBJECTIVES, LINE_LEVEL);
        self.lose_comments(line);
        self.placing.push(counted_item(line));
    }

    /// What stands below such a line, as a note.
    pub(super) fn remark(&mut self, name: &str, blocks: Vec<Block>) {
        let mut lines = vec![format!("{name}:")];
        let mut others = Vec::new();
        for block in blocks {
            match block {
                Block::List(entries) => lines.extend(entries.into_iter().map(|entry| {
                    let item = entry::item(entry, Place::default(), &mut self.lost);
                    let words = tag::join(item.draft.tag.as_deref(), &item.draft.text);
                    let note = item.field(Field::Note).map(|note| format!("\n{}", note.to_text()));
                    format!("- {words}{}", note.unwrap_or_default())
                })),
                Block::Paragraph(line) | Block::Quote(line) => lines.push(entry::with_links(&line)),
                other => others.push(other),
            }
        }
        self.note_on_last(&lines.join("\n"));
        for block in others {
            any_block(block, &mut self.placing, &mut self.lost);
        }
    }

    /// Adds a note to the key result whose heading is open, else to the objective.
    fn note_on_last(&mut self, text: &str) {
        let in_result = self.in_result;
        let Some(objective) = self.placing.last_item() else {
            return self.placing.push(ItemDraft::from_line(text));
        };
        let last = objective.results.as_mut().and_then(|results| results.last_mut());
        let item = match last.filter(|_| in_result) {
            Some(result) => result,
            None => objective,
        };
        let there = item.field(Field::Note).map(Value::to_text);
        let texts = there.into_iter().chain([text.to_owned()]).collect::<Vec<String>>();
        item.set_field(Field::Note, Value::Text(texts.join("\n\n")));
    }

    /// `Owner: Dana`, `Progress: 50% 🟡` below the heading of a key result: its field. Whether it was one.
    fn detail(&mut self, line: &Line) -> bool {
        let Some((name, value)) = line.text.split_once(':').filter(|(name, _)| name.len() <= 40) else {
            return false;
        };
        let result = self.placing.last_item().and_then(|objective| objective.results.as_mut()?.last_mut());
        let (Some(result), false) = (result, value.trim().is_empty()) else { return false };
        let light = LIGHTS.iter().find(|(light, _)| value.contains(*light));
        if let Some((_, forecast)) = light.filter(|_| result.field(Field::Forecast).is_none()) {
            result.set_field(Field::Forecast, Value::from(*forecast));
        }
        let plain =
            value.replace(|c: char| c == '\u{fe0f}' || LIGHTS.iter().any(|(light, _)| *light == c), "");
        let field =
            fields::named(name).map(|(field, _)| field).filter(|field| result.field(*field).is_none());
        match field.map(|field| (field, fields::value(field, &plain))) {
            Some((field, Ok(Some(value)))) => result.set_field(field, value),
            Some((_, Ok(None))) => {}
            _ => columns::keep(result, &columns::key_of(name), value.trim()),
        }
        true
    }

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

    /// What stands below the heading of a key result: its fields, and what is said of it.
    fn blocks_beside(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            match block {
                Block::List(entries) => {
                    for entry in entries {
                        let is_plain =
                            entry.children.is_empty() && entry.more.is_empty() && entry.ticked.is_none();
                        if self.in_result && is_plain && self.detail(&entry.line) {
                            self.lose_comments(&entry.line);
                            continue;
                        }
                        let item = entry::item(entry, Place::default(), &mut self.lost);
                        self.result(item, Vec::new());
                    }
                }
                Block::Paragraph(line) | Block::Quote(line) if self.in_result => {
                    self.lose_comments(&line);
                    self.note_on_last(&entry::with_links(&line));
                }
                other => any_block(other, &mut self.placing, &mut self.lost),
            }
        }
    }
}
