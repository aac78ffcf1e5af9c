//! What was promised and done during a run, by the number of operations before it, and whether that is true of a state.
//!
//! It must not know how a run comes about.

use crate::store::fingerprint::Fingerprint;
use crate::store::fs::Fs;
use crate::store::fs::simulated::Simulated;
use crate::store::versions;
use std::path::PathBuf;

/// Where everything is.
pub(super) struct Places {
    /// The file itself.
    pub(super) file: PathBuf,
    /// The state folder.
    pub(super) state: PathBuf,
}

/// How somebody else saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Theirs {
    /// Into the file itself, else by renaming another over it.
    pub(super) in_place: bool,
    /// They sync what they write.
    pub(super) careful: bool,
}

/// One event.
pub(super) enum Event {
    /// We began to save, upon that version.
    Begun { content: Vec<u8>, upon: Fingerprint },
    /// The save that was begun last was reported as done.
    Saved,
    /// Somebody else saved over what the file held.
    Theirs { content: Vec<u8>, over: Vec<u8>, how: Theirs, until: usize },
    /// A content was put into the version store.
    Stored(Vec<u8>),
}

/// All events of a run, in their order.
pub(super) struct Promises {
    first: Vec<u8>,
    events: Vec<(usize, Event)>,
}

fn text(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string()
}

impl Promises {
    /// The file held this in the beginning, durably.
    pub(super) fn new(first: &[u8]) -> Self {
        Self { first: first.to_owned(), events: Vec::new() }
    }

    pub(super) fn add(&mut self, at: usize, event: Event) {
        self.events.push((at, event));
    }

    /// What is wrong with a disk that was left after so many operations.
    pub(super) fn check(&self, left: &Simulated, places: &Places, at: usize) -> Result<(), String> {
        let file = left.content(&places.file).map_err(|error| format!("the file is gone: {error}"))?;
        self.check_file(&file, at)?;
        let mut kept = vec![file];
        for version in versions::list(left, &places.state, &places.file) {
            kept.extend(versions::get(left, &places.state, &places.file, version.fingerprint));
        }
        self.check_others(&kept, at)?;
        let beside = places.file.parent().map(|folder| left.entries(folder)).transpose();
        let names = beside.map_err(|error| error.to_string())?.unwrap_or_default().into_iter();
        match names.map(|entry| entry.name).find(|name| name.as_encoded_bytes().starts_with(b".")) {
            Some(name) => Err(format!("{} is left beside the file", name.display())),
            None => Ok(()),
        }
    }

    /// Whether somebody who does not sync saved after our last save.
    pub(super) fn is_theirs_unsynced(&self) -> bool {
        let since = self.events.iter().rev().take_while(|(_, event)| !matches!(event, Event::Saved));
        since.into_iter().any(|(_, event)| matches!(event, Event::Theirs { how, .. } if !how.careful))
    }

    fn until(&self, at: usize) -> impl Iterator<Item = &Event> {
        self.events.iter().take_while(move |(begun, _)| *begun <= at).map(|(_, event)| event)
    }

    /// The file holds what was reported as saved, or a later version, whole.
    fn check_file(&self, file: &[u8], at: usize) -> Result<(), String> {
        let (mut allowed, mut partly) = (vec![&self.first], Vec::new());
        let (mut is_theirs_to_answer_for, mut before) = (false, (0, 0));
        for event in self.until(at) {
            match event {
                Event::Begun { content, .. } => {
                    before = (allowed.len(), partly.len());
                    allowed.push(content);
                }
                // Whoever saved since we began may have done so after our last look.
                Event::Saved => {
                    allowed.drain(..before.0);
                    partly.drain(..before.1);
                    is_theirs_to_answer_for = false;
                }
                Event::Theirs { content, how, until, .. } => {
                    allowed.push(content);
                    is_theirs_to_answer_for |= how.in_place && (at < *until || !how.careful);
                    if !how.careful {
                        partly.push(content);
                    }
                }
                Event::Stored(_) => {}
            }
        }
        let is_part = |theirs: &&Vec<u8>| {
            theirs.len() >= file.len()
                && file.iter().zip(theirs.iter()).all(|(byte, theirs)| byte == theirs || *byte == 0)
        };
        if is_theirs_to_answer_for
            || allowed.iter().any(|known| **known == file)
            || partly.iter().any(is_part)
        {
            return Ok(());
        }
        let allowed: Vec<_> = allowed.into_iter().map(|known| text(known)).collect();
        Err(format!("the file holds\n  {}\nbut should one of\n  {}", text(file), allowed.join("\n  ")))
    }

    /// What others saved durably is somewhere, unless somebody knew it and saved upon it; so is what was stored.
    fn check_others(&self, kept: &[Vec<u8>], at: usize) -> Result<(), String> {
        for event in self.until(at) {
            let (content, whose) = match event {
                Event::Theirs { content, how, until, .. }
                    if how.careful && *until <= at && !self.is_replaced(content, at) =>
                {
                    (content, "somebody's version")
                }
                Event::Stored(content) => (content, "a stored version"),
                _ => continue,
            };
            if !kept.contains(content) {
                return Err(format!("{whose} is lost: {}", text(content)));
            }
        }
        Ok(())
    }

    /// Whether somebody saved upon that version of theirs, which is the only one of its content.
    fn is_replaced(&self, theirs: &[u8], at: usize) -> bool {
        let fingerprint = Fingerprint::of(theirs);
        self.until(at).any(|event| match event {
            Event::Begun { upon, .. } => *upon == fingerprint,
            Event::Theirs { over, .. } => over == theirs,
            _ => false,
        })
    }
}
