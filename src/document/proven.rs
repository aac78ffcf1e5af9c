//! Texts that read as boards: no other is ever written to a board's file. It must not know files.

use std::ops::Deref;

use super::Document;
use crate::store::SharedText;

/// A text that reads as a board. There is none that was not read: whoever writes asks for one, so that nobody forgets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven(SharedText);

impl Proven {
    /// Reads a text; nothing where it is no board.
    pub fn read(text: impl Into<SharedText>) -> Option<Self> {
        let text = text.into();
        Document::is_board(&text).then_some(Self(text))
    }
}

impl Deref for Proven {
    type Target = SharedText;

    fn deref(&self) -> &SharedText {
        &self.0
    }
}

impl Document {
    /// Its text as it is to be saved. It was read when the board was opened, and where an edit changed it: see
    /// `apply`, which takes back what it cannot confirm.
    pub fn proven(&self) -> Proven {
        debug_assert!(Self::is_board(self.text()), "an edit left no board behind");
        Proven(self.text().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_board_is_not_proven() {
        assert!(Proven::read("sheets: [").is_none());
        let text = "title: T\nsheets:\n- kind: retro\n  went_well:\n  - a\n";
        assert_eq!(&**Proven::read(text).unwrap(), text);
    }
}
