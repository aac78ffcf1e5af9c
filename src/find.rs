//! Which items a person looks for: what was typed, folded once, against tag, text, note and owner of every item.
//! Knows boards and never a screen: the board's `/` and the command `find` both ask here, so that they answer the same.

use std::ops::Range;

use crate::model::{Board, Focus, HeadAt, ItemAt, ItemView, ListAt, Part};

#[cfg(test)]
mod tests;

/// What is looked for: a part of a text, with smart case. A capital letter in it makes it exact; a line break and a tab
/// in a text read as a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    text: String,
    /// The text, folded as what it is compared with.
    folded: Vec<char>,
    /// The same in bytes where it is ASCII: most texts can be compared so.
    bytes: Option<Vec<u8>>,
    /// Which bytes read as its first one: whatever begins with none of them is passed over at once.
    begins: [bool; 256],
    exact: bool,
}

impl Query {
    /// What was typed; nothing where it has no letter, for an empty query finds nothing.
    pub fn new(text: &str) -> Option<Self> {
        if text.trim().is_empty() {
            return None;
        }
        let exact = text.chars().any(char::is_uppercase);
        let folded = text.chars().map(|c| fold(c, exact)).collect::<Vec<char>>();
        let bytes: Option<Vec<u8>> =
            folded.iter().map(|c| u8::try_from(*c).ok().filter(u8::is_ascii)).collect();
        let first = bytes.as_ref().and_then(|bytes| bytes.first().copied());
        let mut begins = [false; 256];
        for (byte, begins) in (0..=u8::MAX).zip(&mut begins) {
            *begins = Some(fold_byte(byte, exact)) == first;
        }
        Some(Self { text: text.to_owned(), folded, bytes, begins, exact })
    }

    /// As it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether whatever this finds, `other` finds too.
    pub fn narrows(&self, other: &Self) -> bool {
        self.text.contains(&other.text)
    }

    /// Where it stands in a text, from the left and without overlap: bytes of `text`, at characters' bounds.
    pub fn spans<'t>(&self, text: &'t str) -> impl Iterator<Item = Range<usize>> + use<'_, 't> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let span = self.first(text, from)?;
            from = span.end;
            Some(span)
        })
    }

    /// The part of an item that it stands in first: what is shown before what is not.
    pub fn part(&self, view: ItemView<'_>) -> Option<Part> {
        Part::ALL.into_iter().find(|part| view.part(*part).is_some_and(|text| self.first(text, 0).is_some()))
    }

    /// The items of a board that it stands in, in reading order.
    pub fn items(&self, board: &Board) -> Vec<ItemAt> {
        in_reading_order(board).filter(|(_, view)| self.part(*view).is_some()).map(|(at, _)| at).collect()
    }

    /// Takes out the items that it does not stand in.
    pub fn narrow(&self, board: &Board, items: &mut Vec<ItemAt>) {
        items.retain(|at| board.item(*at).is_some_and(|view| self.part(view).is_some()));
    }

    fn first(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let rest = text.get(from..)?;
        let span = match &self.bytes {
            Some(bytes) if rest.is_ascii() => self.first_bytes(rest.as_bytes(), bytes),
            _ => self.first_chars(rest),
        };
        span.map(|span| span.start + from..span.end + from)
    }

    /// The same for ASCII, without a look at characters.
    fn first_bytes(&self, text: &[u8], wanted: &[u8]) -> Option<Range<usize>> {
        let places = text.len().checked_sub(wanted.len())? + 1;
        let mut at = 0;
        loop {
            at += text[at..places].iter().position(|byte| self.begins[usize::from(*byte)])?;
            let reads = |(byte, wanted): (&u8, &u8)| fold_byte(*byte, self.exact) == *wanted;
            if text[at..].iter().zip(wanted).all(reads) {
                return Some(at..at + wanted.len());
            }
            at += 1;
        }
    }

    fn first_chars(&self, text: &str) -> Option<Range<usize>> {
        let first = *self.folded.first()?;
        let begins = |(at, c): (usize, char)| {
            if fold(c, self.exact) != first {
                return None;
            }
            let mut chars = text[at..].chars();
            let mut end = at;
            for wanted in &self.folded {
                let found = chars.next().filter(|c| fold(*c, self.exact) == *wanted)?;
                end += found.len_utf8();
            }
            Some(at..end)
        };
        text.char_indices().find_map(begins)
    }
}

/// A character as it is compared: one for one, so that places in the folded text are places in the text.
fn fold(c: char, exact: bool) -> char {
    match c {
        '\0'..='\x7f' => char::from(fold_byte(c as u8, exact)),
        '\u{a0}' => ' ',
        _ if exact => c,
        'ς' => 'σ',
        // Only `İ` has a longer lower case: a dot follows the `i`, and is left out.
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

fn fold_byte(byte: u8, exact: bool) -> u8 {
    match byte {
        b'\t' | b'\n' | b'\r' => b' ',
        b'A'..=b'Z' if !exact => byte.to_ascii_lowercase(),
        _ => byte,
    }
}

/// All items of a board as a person reads them: sheet by sheet, pane by pane, each objective before its key results.
fn in_reading_order(board: &Board) -> impl Iterator<Item = (ItemAt, ItemView<'_>)> {
    let panes = board.sheets.iter().enumerate().flat_map(|(sheet, page)| {
        page.panes.iter().enumerate().map(move |(pane, of)| (ListAt::pane(sheet, pane), of))
    });
    panes.flat_map(move |(list, pane)| {
        pane.items.iter().enumerate().flat_map(move |(index, item)| {
            let view = ItemView::new(&board.text, item);
            let below = ListAt::results(list.sheet, list.pane, index);
            let results = pane.holds_objectives().then(|| view.results().enumerate());
            let results = results.into_iter().flatten().map(move |(at, view)| (below.item(at), view));
            std::iter::once((list.item(index), view)).chain(results)
        })
    })
}

/// What orders places as [`Query::items`] does: the sheet; the pane, heading lines before all; the item; the key result.
pub type Order = (usize, usize, usize, usize);

/// Where an item stands in reading order.
pub fn order(at: ItemAt) -> Order {
    let ListAt { sheet, pane, objective } = at.list;
    match objective {
        None => (sheet, pane + 1, at.index, 0),
        Some(objective) => (sheet, pane + 1, objective, at.index + 1),
    }
}

/// Where a person stands in reading order; `sheet` is the one on the screen.
pub fn order_of_focus(focus: Focus, sheet: usize) -> Order {
    match focus {
        Focus::Head(HeadAt::Board(_)) => (sheet, 0, 0, 0),
        Focus::Head(HeadAt::Sheet(of, _)) => (of, 0, 0, 0),
        Focus::Objective(at) | Focus::Item(at) => order(at),
    }
}
