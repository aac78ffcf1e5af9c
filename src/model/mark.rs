//! What a merge wrote above an item for a person to decide: two versions of it, or that one side changed it otherwise.
//! The marks are comments in the file and nothing else. Knows the text around an item, never what a merge does.

use std::ops::Range;

use super::address::ItemAt;
use super::board::Board;
use super::item::ItemView;
use super::similar::similarity;

/// Above the second item of a pair.
pub const PAIR: &str = "# both changed the item above: keep one of the two, delete the other";

/// Above an item that one side deleted and the other changed.
pub const DELETED: &str = "# one side deleted this, the other changed it";

/// The same above a sheet.
pub const SHEET_DELETED: &str = "# one side deleted this sheet, the other changed it";

/// What a comment begins with that holds the text of the other side, between [`LEAD`] and [`LEAD_END`] what it is of.
const LEAD: &str = "# both changed ";
const LEAD_END: &str = "; the other:";

/// What further lines of such a text begin with.
const FURTHER: &str = "#   ";

/// How alike two items with different tags must read to be a pair: less is a comment that was left where its item went.
const ALIKE: f64 = 0.2;

/// What is to be decided about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Both sides changed it; the other version is that item, directly above or below.
    Pair(ItemAt),
    /// A comment above it tells what the other side did; there is nothing to choose.
    Told,
}

/// The beginning of the comment that holds the other side's text of something.
pub fn lead(what: &str) -> String {
    format!("both changed {what}; the other")
}

/// Whether a line is a comment that a merge wrote.
pub fn is_mark(line: &str) -> bool {
    let line = line.trim();
    let told = line.strip_prefix(LEAD).is_some_and(|rest| rest.contains(LEAD_END));
    told || [PAIR, DELETED, SHEET_DELETED].contains(&line)
}

impl Board {
    /// What is to be decided about an item, if anything. Looks at the comment lines above it and above the next one.
    pub fn mark(&self, at: ItemAt) -> Option<Mark> {
        let view = self.item(at)?;
        let above = comments_above(&self.text, view.offset());
        let is_second = above.iter().any(|line| line_of(&self.text, line) == PAIR);
        let twin = |index: usize, other: ItemView<'_>| read_alike(view, other).then(|| at.list.item(index));
        let before = at.index.checked_sub(1).filter(|_| is_second);
        let before = before.and_then(|index| twin(index, self.item(at.list.item(index))?));
        let after = || {
            let next = self.item(at.list.item(at.index + 1))?;
            let above = comments_above(&self.text, next.offset());
            let is_second = above.iter().any(|line| line_of(&self.text, line) == PAIR);
            if is_second { twin(at.index + 1, next) } else { None }
        };
        let told = || above.iter().any(|line| is_mark(line_of(&self.text, line)));
        before.or_else(after).map(Mark::Pair).or_else(|| told().then_some(Mark::Told))
    }

    /// The lines of the marks above an item, in order; of a pair alone, or all.
    pub fn mark_lines(&self, at: ItemAt, pair_alone: bool) -> Vec<Range<usize>> {
        let Some(view) = self.item(at) else { return Vec::new() };
        let mut found = Vec::new();
        let mut in_text = false;
        for line in comments_above(&self.text, view.offset()) {
            let words = line_of(&self.text, &line);
            let begins = is_mark(words) && (!pair_alone || words == PAIR);
            if begins || in_text && words.starts_with(FURTHER) {
                in_text = in_text || words.ends_with(LEAD_END);
                found.push(line);
            } else {
                in_text = false;
            }
        }
        found
    }
}

/// Whether two items can be two versions of one.
fn read_alike(one: ItemView<'_>, other: ItemView<'_>) -> bool {
    let same_tag = one.tag().is_some() && one.tag() == other.tag();
    same_tag || one.text() == other.text() || similarity(&one.line(), &other.line()) >= ALIKE
}

fn line_of<'t>(text: &'t str, line: &Range<usize>) -> &'t str {
    text[line.clone()].trim()
}

/// The comment lines directly above an item whose value begins at `start` behind its dash, at the dash's column; the
/// uppermost first.
fn comments_above(text: &str, start: usize) -> Vec<Range<usize>> {
    let begin = |end: usize| text[..end].rfind('\n').map_or(0, |before| before + 1);
    let Some(dash) = text[..start].trim_end_matches(' ').strip_suffix('-') else { return Vec::new() };
    let mut top = dash.trim_end_matches(' ').len();
    let indent = &dash[top..];
    if !(top == 0 || text[..top].ends_with('\n')) {
        return Vec::new();
    }
    let mut found = Vec::new();
    while let Some(end) = top.checked_sub(1) {
        let line = begin(end)..top;
        if !text[line.clone()].strip_prefix(indent).is_some_and(|rest| rest.starts_with('#')) {
            break;
        }
        top = line.start;
        found.push(line);
    }
    found.reverse();
    found
}
