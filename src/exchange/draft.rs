//! A board that is to be made: what other forms (JSON, CSV, Markdown, a pasted page) are read into and written from.
//! Pure data with two readings: from a board's JSON, and as the text of a new board file. It must not know those forms.

mod from_json;
mod size;
#[cfg(test)]
mod tests;
mod to_json;
mod yaml;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::json::{self, Json};
use crate::error::Result;
use crate::model::field::parse_score;
use crate::model::{Board, Draft, Field, Head, Kind, Shape, Value};

/// A board by its contents: equal to another one whose JSON is equal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BoardDraft {
    /// Its scalars in the file's usual order, none of them empty, each once.
    pub heads: Vec<(Head, String)>,
    /// Its sheets, in order.
    pub sheets: Vec<SheetDraft>,
    /// Keys that the format does not know.
    pub extra: Vec<(String, Json)>,
}

/// A sheet that is to be made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SheetDraft {
    /// What it is for, as the file writes it; nothing where the file has no `kind`.
    pub kind: Option<String>,
    /// Its scalars, none of them empty, each once; no title that is the one of its kind.
    pub heads: Vec<(Head, String)>,
    /// Its panes: those of its kind first, all of them; no key twice.
    pub panes: Vec<PaneDraft>,
    /// Keys that the format does not know.
    pub extra: Vec<(String, Json)>,
}

/// A pane that is to be made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PaneDraft {
    /// Its key in the file.
    pub key: String,
    /// Its items, in order.
    pub items: Vec<ItemDraft>,
}

/// An item that is to be made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemDraft {
    /// Tag, words and fields; its key results stand in `results`.
    pub draft: Draft,
    /// Key results, where `results` is there.
    pub results: Option<Vec<ItemDraft>>,
    /// Keys that the format does not know.
    pub extra: Vec<(String, Json)>,
}

impl BoardDraft {
    /// The contents of a board: of all sheets, or of the one with that index.
    pub fn of(board: &Board, only: Option<usize>) -> Result<Self> {
        Self::from_json(&json::text(board, only))
    }

    /// The board that a JSON export holds. Source of its shape: the interface, "JSON of a board".
    ///
    /// Keys that the shape does not have become keys of the file, so that nothing is lost. The error names the place.
    pub fn from_json(text: &str) -> Result<Self> {
        from_json::board(text)
    }

    /// The text of a new board file, with `remarks` as comments at its end, one line each.
    ///
    /// The error says that no board can hold this.
    pub fn to_yaml(&self, remarks: &[String]) -> Result<String> {
        yaml::text(self, remarks)
    }

    /// One of its scalars.
    pub fn head(&self, head: Head) -> Option<&str> {
        find(&self.heads, head)
    }

    /// Gives it a scalar, unless the value is empty.
    pub fn set_head(&mut self, head: Head, value: &str) {
        set(&mut self.heads, head, value);
    }
}

impl SheetDraft {
    /// An empty sheet of a kind.
    pub fn of_kind(kind: Kind) -> Self {
        let pane = |key: &str| PaneDraft { key: key.to_owned(), items: Vec::new() };
        let panes = kind.panes().iter().map(|spec| pane(spec.key)).collect();
        Self { kind: Some(kind.key().to_owned()), panes, ..Self::default() }
    }

    /// The kind, where the format knows it.
    pub fn known_kind(&self) -> Option<Kind> {
        self.kind.as_deref().and_then(Kind::from_key)
    }

    /// One of its scalars.
    pub fn head(&self, head: Head) -> Option<&str> {
        find(&self.heads, head)
    }

    /// Gives it a scalar, unless the value is empty, or a title that the sheet has anyway.
    pub fn set_head(&mut self, head: Head, value: &str) {
        let usual = self.known_kind().map_or("Sheet", Kind::title);
        if head != Head::Title || value != usual {
            set(&mut self.heads, head, value);
        }
    }

    /// Its title as people read it.
    pub fn title(&self) -> &str {
        self.head(Head::Title).unwrap_or_else(|| self.known_kind().map_or("Sheet", Kind::title))
    }

    /// Adds the items of panes to those of the same key, and the panes that it does not have.
    pub fn add_panes(&mut self, panes: Vec<PaneDraft>) {
        let there = self.panes.iter().enumerate().map(|(at, pane)| (pane.key.clone(), at));
        let mut there = there.collect::<HashMap<String, usize>>();
        for pane in panes {
            match there.entry(pane.key.clone()) {
                Entry::Occupied(at) => self.panes[*at.get()].items.extend(pane.items),
                Entry::Vacant(none) => {
                    none.insert(self.panes.len());
                    self.panes.push(pane);
                }
            }
        }
    }

    /// The pane of that key, made where it is missing.
    pub fn pane_mut(&mut self, key: &str) -> &mut PaneDraft {
        let at = self.panes.iter().position(|pane| pane.key == key).unwrap_or(self.panes.len());
        if at == self.panes.len() {
            self.panes.push(PaneDraft { key: key.to_owned(), items: Vec::new() });
        }
        &mut self.panes[at]
    }
}

impl PaneDraft {
    /// Its title as people read it, on a sheet of that kind.
    pub fn title(&self, kind: Option<Kind>) -> String {
        let mut specs = kind.map_or(&[][..], Kind::panes).iter();
        let spec = specs.find(|spec| spec.key == self.key);
        spec.map_or_else(|| crate::model::kind::title_from_key(&self.key), |spec| spec.title.to_owned())
    }
}

impl ItemDraft {
    /// An item from a line as people write it: `TAG: some words`, or words.
    pub fn from_line(line: &str) -> Self {
        Self { draft: Draft::from_line(line), ..Self::default() }
    }

    /// The item of a JSON value as an export writes it; the error says what is wrong with it.
    pub fn from_json(value: Json) -> std::result::Result<Self, String> {
        from_json::item(value, "the item")
    }

    /// The JSON value that reads as this item; every scalar in it is a text.
    pub fn to_json(&self) -> Json {
        Json::Map(to_json::item(self))
    }

    /// One of its fields.
    pub fn field(&self, field: Field) -> Option<&Value> {
        self.draft.fields.iter().find(|(name, _)| *name == field).map(|(_, value)| value)
    }

    /// Gives it a field, in place of the one that it has.
    pub fn set_field(&mut self, field: Field, value: Value) {
        let fields = &mut self.draft.fields;
        fields.retain(|(name, _)| *name != field);
        let at = fields.partition_point(|(name, _)| *name < field);
        fields.insert(at, (field, as_number(field, value)));
    }
}

/// A number in its shortest form, as a board says it: `0.7` for `0.70`, `7` for `007`.
fn as_number(field: Field, value: Value) -> Value {
    let Value::Text(text) = &value else { return value };
    let number = match field.shape() {
        Shape::Count => text.parse::<u32>().ok().map(|count| count.to_string()),
        Shape::Score => parse_score(text).map(|score| score.to_string()),
        _ => None,
    };
    number.filter(|_| field.shape().admits(text)).map_or(value, Value::Text)
}

fn find(heads: &[(Head, String)], head: Head) -> Option<&str> {
    heads.iter().find(|(name, _)| *name == head).map(|(_, value)| value.as_str())
}

fn set(heads: &mut Vec<(Head, String)>, head: Head, value: &str) {
    heads.retain(|(name, _)| *name != head);
    if !value.is_empty() {
        let at = heads.partition_point(|(name, _)| *name < head);
        heads.insert(at, (head, value.to_owned()));
    }
}
