//! How many values a draft has in its file: texts, lists and maps, keys among them. A file holds a limited number of them.
//! It must not know how they are spelled.

use super::{BoardDraft, ItemDraft, PaneDraft, SheetDraft};
use crate::exchange::json::Json;
use crate::model::Value;

impl BoardDraft {
    /// How many values its file has, or a few less.
    pub fn values(&self) -> usize {
        3 + 2 * self.heads.len()
            + self.sheets.iter().map(SheetDraft::values).sum::<usize>()
            + extra(&self.extra)
    }
}

impl SheetDraft {
    fn values(&self) -> usize {
        3 + 2 * self.heads.len()
            + self.panes.iter().map(PaneDraft::values).sum::<usize>()
            + extra(&self.extra)
    }
}

impl PaneDraft {
    fn values(&self) -> usize {
        if self.items.is_empty() { 0 } else { 2 + self.items.iter().map(ItemDraft::values).sum::<usize>() }
    }
}

impl ItemDraft {
    /// How many values it has in its file.
    pub fn values(&self) -> usize {
        let is_text = self.draft.fields.is_empty() && self.results.is_none() && self.extra.is_empty();
        if is_text && self.draft.tag.is_none() {
            return 1;
        }
        let field = |value: &Value| match value {
            Value::Tags(tags) => 2 + tags.len(),
            _ => 2,
        };
        let fields = self.draft.fields.iter().map(|(_, value)| field(value)).sum::<usize>();
        let results =
            self.results.as_ref().map_or(0, |results| 2 + results.iter().map(Self::values).sum::<usize>());
        3 + fields + results + extra(&self.extra)
    }
}

fn extra(entries: &[(String, Json)]) -> usize {
    entries.iter().map(|(_, value)| 1 + json(value)).sum()
}

fn json(value: &Json) -> usize {
    match value {
        Json::List(values) => 1 + values.iter().map(json).sum::<usize>(),
        Json::Map(entries) => 1 + extra(entries),
        _ => 1,
    }
}
