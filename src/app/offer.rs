//! What a person may still act on with one key, and the line that tells so. It never asks and never goes by a clock.
//!
//! It must not know how it is acted on: that is in `actions/offers`.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use super::focus::short;
use super::{App, Content, Mode, OpenBoard};
use crate::action::Action;
use crate::document::Document;
use crate::merge::conflict::{self, Sides};
use crate::merge::{self, Merged, Unmerged};

/// Something that was lost on the way, or lies beside the board, and can be brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// An outside change took many items away.
    Restore {
        /// The text with them.
        before: Arc<str>,
        /// The text without them.
        after: Arc<str>,
        /// How many items went.
        removed: usize,
        /// How many there were.
        of: usize,
    },
    /// A sync service left a copy of the file beside it, which holds more than the board.
    Sibling {
        /// The copy.
        path: PathBuf,
        /// Its text.
        text: Arc<str>,
    },
    /// The file of a board on the screen has git's conflict markers now.
    Sides {
        /// The file's text.
        text: Arc<str>,
    },
    /// Text was being typed when the program ended.
    Typed {
        /// Where, as [`App::typing_place`] tells it.
        place: String,
        /// The text.
        text: String,
    },
}

impl Offer {
    /// Whether it still brings something: an offer of another kind always does, until it was acted on.
    fn is_open(&self, open: &OpenBoard) -> bool {
        let Some(document) = open.document() else { return false };
        match self {
            // The person took the change back.
            Self::Restore { before, .. } => document.text() != &**before,
            Self::Sibling { .. } | Self::Sides { .. } | Self::Typed { .. } => true,
        }
    }

    /// What comes of it with the board's text `now`, or without one where the file is no board. Nothing where it merges
    /// nothing. It may take long.
    pub fn merged(&self, now: Option<&str>, stem: Option<&str>) -> Option<Result<Merged, Unmerged>> {
        Some(match (self, now) {
            (Self::Restore { before, after, .. }, Some(now)) => merge::merge(after, now, before, stem),
            (Self::Sibling { text, .. }, Some(now)) => merge::without_base(now, text, stem),
            (Self::Sides { text }, now) => of_sides(&conflict::sides(text)?, now, stem),
            _ => return None,
        })
    }

    /// The longest text that it holds.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Restore { before: text, .. } | Self::Sibling { text, .. } | Self::Sides { text } => text,
            Self::Typed { text, .. } => text,
        }
    }

    /// The line that tells it; `key` is the one that acts on it.
    fn told(&self, key: &str) -> String {
        match self {
            Self::Restore { removed, of, .. } => {
                format!("{key} brings back {removed} of {of} items that others removed")
            }
            Self::Sibling { path, .. } => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                format!("{key} brings in more from the copy {name}")
            }
            Self::Sides { .. } => {
                format!("{key} brings both sides of a git conflict together")
            }
            Self::Typed { text, .. } => {
                format!("{key} opens again what you were typing: {}", short(text))
            }
        }
    }
}

/// The sides of a conflict together; the board is one of them, with what was done since.
fn of_sides(sides: &Sides, now: Option<&str>, stem: Option<&str>) -> Result<Merged, Unmerged> {
    let both = merge::of_sides(sides, stem)?;
    let Some(now) = now else { return Ok(both) };
    // A board that was not this side of the conflict has deleted nothing of it.
    let merged = if holds_all(now, &sides.ours) {
        merge::merge(&sides.ours, now, &both.text, stem)?
    } else {
        merge::without_base(now, &both.text, stem)?
    };
    Ok(Merged { conflicts: [both.conflicts, merged.conflicts].concat(), ..merged })
}

/// Whether a board has every item of another.
fn holds_all(now: &str, other: &str) -> bool {
    let read = |text: &str| Document::open(text.to_owned(), None).ok();
    read(now)
        .zip(read(other))
        .is_some_and(|((now, _), (other, _))| merge::losses(other.board(), now.board()).removed == 0)
}

impl OpenBoard {
    /// What was being typed when the program ended, where it is still offered: place and text.
    pub fn typed_before(&self) -> Option<(&str, &str)> {
        self.offers.iter().rev().find_map(|offer| match offer {
            Offer::Typed { place, text } => Some((place.as_str(), text.as_str())),
            _ => None,
        })
    }
}

impl App {
    /// The line that tells of something outside: what is wrong with the file, else what can be acted on and was not put away.
    pub fn banner(&self) -> Option<Cow<'_, str>> {
        let open = self.open()?;
        let own = open.banner.as_deref().map(Cow::Borrowed);
        own.or_else(|| {
            let offer = self.offer().filter(|offer| open.put_away.as_ref() != Some(offer))?;
            Some(Cow::Owned(offer.told(&self.offer_key())))
        })
    }

    /// Puts the line of an offer away; its key still acts on it. Whether one was shown.
    pub(crate) fn put_offer_away(&mut self) -> bool {
        let is_shown = self.open().is_some_and(|open| open.banner.is_none()) && self.banner().is_some();
        let offer = self.offer().cloned().filter(|_| is_shown);
        if let Some(open) = self.boards.get_mut(self.current).filter(|_| is_shown) {
            open.put_away = offer;
        }
        is_shown
    }

    /// What is to be typed to act on the offer: in an open editor the key alone would be a letter.
    fn offer_key(&self) -> String {
        let key = self.key_for(Action::Resolve);
        match self.mode {
            Mode::Edit(_) => format!("{} {key}", self.edit_key(Action::KeepAndLeave)),
            _ => key,
        }
    }

    /// The offer that the key acts on now: the newest that still brings something.
    pub(crate) fn offer(&self) -> Option<&Offer> {
        let open = self.open()?;
        open.offers.iter().rev().find(|offer| offer.is_open(open))
    }

    /// The sides of the file on the screen, where it is no board for git's conflict markers.
    pub fn sides(&self) -> Option<Sides> {
        match &self.open()?.content {
            Content::Refused { text, .. } => conflict::sides(text),
            Content::Board(_) => None,
        }
    }

    /// Offers to bring back what a mass removal from outside took away, from the text before it and the one after it.
    pub fn offer_restore(
        &mut self,
        board: usize,
        before: Arc<str>,
        after: Arc<str>,
        removed: usize,
        of: usize,
    ) {
        self.make_offer(board, Offer::Restore { before, after, removed, of });
    }

    /// Offers what a copy beside a board's file has more than the board.
    pub fn offer_sibling(&mut self, board: usize, path: PathBuf, text: Arc<str>) {
        self.make_offer(board, Offer::Sibling { path, text });
    }

    /// Offers to open again what was being typed when the program ended. False where there is nothing to bring.
    ///
    /// `place` comes from [`App::typing_place`] of an earlier run; one that says nothing is a new item in the pane where
    /// the person stands.
    pub fn offer_typed(&mut self, board: usize, place: &str, text: &str) -> bool {
        if text.trim().is_empty() || board >= self.boards.len() {
            return false;
        }
        self.make_offer(board, Offer::Typed { place: place.to_owned(), text: text.to_owned() });
        true
    }

    /// Offers to bring the sides of a file together that has conflict markers now. False where it has none.
    pub(super) fn offer_sides(&mut self, board: usize, text: &str) -> bool {
        let is_conflict = conflict::sides(text).is_some();
        if is_conflict {
            self.make_offer(board, Offer::Sides { text: text.into() });
        }
        is_conflict
    }

    /// The file is a board again: its sides are no offer any more.
    pub(super) fn withdraw_sides(&mut self, board: usize) {
        if let Some(open) = self.boards.get_mut(board) {
            open.offers.retain(|offer| !matches!(offer, Offer::Sides { .. }));
        }
    }

    fn make_offer(&mut self, board: usize, offer: Offer) {
        if let Some(open) = self.boards.get_mut(board) {
            open.offers.retain(|other| *other != offer);
            open.offers.push(offer);
        }
    }
}
