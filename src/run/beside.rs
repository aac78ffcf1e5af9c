//! Copies that a sync service left beside an open file: those that hold more than the board are offered.
//! It must not merge what is on the screen, nor touch a copy.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::News;
use super::session::Session;
use crate::app::message::Message;
use crate::merge;
use crate::store::{self, Fs, copies, stem};

/// A copy and its text.
#[derive(Debug)]
pub(crate) struct Sibling {
    path: PathBuf,
    text: Arc<str>,
}

/// The copies beside a file of that text which bring something in that it lacks.
fn look(fs: &dyn Fs, path: &Path, text: &str) -> Vec<Sibling> {
    let read = |path: PathBuf| {
        let copy = store::load(fs, &path).ok()?.text.ok()?;
        let merged = merge::without_base(text, &copy, stem(&path)).ok()?;
        (merged.text != text).then(|| Sibling { path, text: copy.into() })
    };
    copies::beside(fs, path).into_iter().filter_map(read).collect()
}

impl Session {
    /// Looks for copies beside a board's file, behind what is on the screen.
    pub(super) fn look_beside(&self, board: usize) {
        // Mostly there is none: then a large board's text need not be copied.
        let path = self.path(board).filter(|path| !copies::beside(self.fs.as_ref(), path).is_empty());
        let Some((path, text)) = path.and_then(|_| self.file_and_text(board)) else { return };
        let (fs, outlet) = (Arc::clone(&self.fs), self.outlet.clone());
        std::thread::spawn(move || {
            let copies = look(fs.as_ref(), &path, &text);
            if !copies.is_empty() {
                outlet.send(News::Beside(Box::new((path, copies))));
            }
        });
    }

    /// The same at once, for a screen that is printed.
    pub(super) fn look_beside_now(&mut self) {
        for board in 0..self.app.boards.len() {
            if let Some((path, text)) = self.file_and_text(board) {
                let copies = look(self.fs.as_ref(), &path, &text);
                self.offer_copies(&path, copies);
            }
        }
    }

    fn file_and_text(&self, board: usize) -> Option<(PathBuf, String)> {
        let open = self.app.boards.get(board)?;
        Some((open.path.clone()?, open.document()?.text().to_owned()))
    }

    pub(super) fn offer_copies(&mut self, path: &Path, copies: Vec<Sibling>) {
        let board = self.app.boards.iter().position(|open| open.path.as_deref() == Some(path));
        let Some(board) = board else { return };
        for Sibling { path, text } in copies {
            self.tell(Message::Beside { board, path, text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::RealFs;

    #[test]
    fn a_copy_is_told_only_while_it_brings_something() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("team.yaml");
        let copy = folder.path().join("team.sync-conflict-20250425-101112-ABCDEFG.yaml");
        let text = "title: T\nsheets:\n- kind: retro\n  went_well:\n  - a\n";
        let more = format!("{text}  - b\n");
        std::fs::write(&file, text).unwrap();
        std::fs::write(folder.path().join("team (conflicted copy).yaml"), "title: [").unwrap();
        std::fs::write(folder.path().join("other.sync-conflict-1.yaml"), &more).unwrap();
        assert!(look(&RealFs, &file, text).is_empty());
        std::fs::write(&copy, &more).unwrap();
        let found = look(&RealFs, &file, text);
        assert_eq!((found.len(), &found[0].path, &*found[0].text), (1, &copy, more.as_str()));
        assert!(look(&RealFs, &file, &more).is_empty(), "it is in already");
        assert!(look(&RealFs, &file, &format!("{more}  - c\n")).is_empty());
        assert!(copy.exists());
    }
}
