//! A text that was left with `C-c` and that the next redo brings.
//!
//! It must not know how a text is kept: that is in `actions/history`.

use super::{App, Target};
use crate::action::Action;
use crate::model::{Field, ItemAt};

/// A text that was left with `C-c`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abandoned {
    /// The board's index.
    pub board: usize,
    /// What it would have become.
    pub text_for: AbandonedFor,
    /// As it was typed.
    pub text: String,
}

/// What an abandoned text would have become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AbandonedFor {
    /// What an editor in place makes of it.
    Target(Target),
    /// A field in the form of an item.
    Field(ItemAt, Field),
}

impl App {
    /// Keeps an abandoned text for the next redo, and answers the key that brings it.
    pub(crate) fn abandon(&mut self, text_for: AbandonedFor, text: &str) -> String {
        let text = text.trim_end().to_owned();
        self.abandoned = Some(Abandoned { board: self.current, text_for, text });
        self.key_for(Action::Redo)
    }
}
