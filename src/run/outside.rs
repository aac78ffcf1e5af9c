//! What others do to the files that are open: seen, read again, handed on to be merged.
//! It must not know how a change is believed, nor how two versions are merged.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::session::Session;
use super::{News, load};
use crate::action::Action;
use crate::app::message::Message;
use crate::app::{FileState, Offer, OpenBoard};
use crate::document::Document;
use crate::keep;
use crate::merge::Unmerged;
use crate::store::{self, Disk, DiskState, Loaded, SharedText, Watch};

/// A file that is written anew is missing for less than that.
const AWAY: Duration = Duration::from_millis(300);
/// Told while what others wrote is merged in because the person asked for it.
pub(super) const READING: &str = "reading the file …";

impl Session {
    /// Starts to watch the files that are open, once the first frame is on the screen.
    pub(super) fn watch_files(&mut self) {
        let outlet = self.outlet.clone();
        // A reload then waits for `R`; not being able to watch is no reason to refuse the board.
        let ends = self.keeper.ends();
        let looks = move |path: &Path, loaded: &Loaded| {
            let end = ends.lock().ok().and_then(|ends| ends.get(path).cloned());
            keep::looks(end.as_deref(), loaded)
        };
        let tell = move |disk| {
            outlet.send(News::Disk(Box::new(disk)));
        };
        self.watch = Watch::start(Arc::clone(&self.fs), looks, tell).ok();
        if let Some(watch) = &self.watch {
            self.keeper.watched_by(watch.clone());
        }
        for board in 0..self.app.boards.len() {
            self.watch_file(board);
        }
        self.sweep();
        self.follow_new_boards();
    }

    fn watch_file(&self, board: usize) {
        if let (Some(watch), Some(path)) = (&self.watch, self.path(board)) {
            watch.file(path, self.known.get(board).copied().flatten());
        }
    }

    /// Notes how a file ends: a half-written version of it lacks that.
    pub(super) fn note_end(&self, board: usize) {
        let Some(open) = self.app.boards.get(board) else { return };
        if let (Some(path), Some(document)) = (&open.path, open.document()) {
            self.keeper.read(path, document.text());
        }
    }

    /// Reads a board's file because the person asked for it.
    pub(super) fn reload(&mut self, board: usize) -> Option<Message> {
        let path = self.path(board)?.to_owned();
        let loaded = match store::load(self.fs.as_ref(), &path) {
            Ok(loaded) => loaded,
            Err(error) => return Some(Message::NotOpened { why: error.to_string().replace('\n', ";") }),
        };
        let open = self.app.boards.get(board)?;
        let same = open.document().is_some_and(|document| document.text().as_bytes() == loaded.bytes());
        if self.merges(board) && !same && !matches!(open.state, FileState::NotSaved(_)) {
            self.look(board, None);
            self.say(READING);
            return None;
        }
        if let Some(watch) = &self.watch {
            watch.known(&path, loaded.fingerprint);
        }
        self.take(board, loaded, &path, true);
        None
    }

    /// The work of merging what an offer brings into a board, with the message that it ends in.
    pub(super) fn merge_of(
        &self,
        board: usize,
        offer: Offer,
    ) -> Option<impl FnOnce() -> Message + Send + 'static> {
        let open = self.app.boards.get(board)?;
        let now = open.document().map(|document| document.text().to_owned());
        let path = open.path.clone();
        let merge = move || {
            let stem = path.as_deref().and_then(store::stem);
            let merged = offer
                .merged(now.as_deref(), stem)
                .unwrap_or(Err(Unmerged::Refused("it brings nothing".into())));
            Message::Brought { board, offer, merged }
        };
        Some(merge)
    }

    /// Tells what a file holds now. Where the board becomes that, later saves build on it.
    fn take(&mut self, board: usize, loaded: Loaded, path: &Path, asked: bool) {
        let content = loaded.text.as_deref().ok().map(SharedText::from);
        self.tell(Message::Disk { board, text: load::text(loaded, path), asked });
        let now = self.app.boards.get(board).and_then(OpenBoard::document).map(Document::text);
        if let Some(content) = content.filter(|content| now == Some(&**content)) {
            self.known[board] = Some(content.print());
            let document = self.app.boards.get(board).and_then(OpenBoard::document);
            self.keeper.bind(path, content, document.map_or(0, Document::revision));
            self.note_end(board);
        }
    }

    /// Whether what others write to a board's file is merged; else it is only shown.
    fn merges(&self, board: usize) -> bool {
        !self.app.read_only && self.app.boards.get(board).is_some_and(|open| open.document().is_some())
    }

    pub(super) fn disk(&mut self, disk: Disk) {
        let Some(board) = self.board_at(&disk.path) else { return };
        match disk.state {
            DiskState::Changed(loaded) if self.merges(board) => {
                self.is_back(board, &loaded);
                self.look(board, Some(loaded.fingerprint));
            }
            DiskState::Changed(loaded) => self.take(board, *loaded, &disk.path, false),
            DiskState::Gone => self.gone(board),
            DiskState::Unreadable(error) => {
                self.app.tell_banner(board, &format!("the file cannot be read: {}", error.cause()));
            }
            DiskState::Unwatched(error) => {
                self.app.tell_banner(
                    board,
                    &format!("outside changes are looked for every 2 s only: {}", error.cause()),
                );
            }
        }
    }

    /// The watch tells of a file that is gone after a while; who leaves before that is to hear of it too.
    pub(super) fn look_for_gone(&mut self) {
        let is_gone = |path: &Path| {
            let looked = self.fs.stat(path);
            looked.is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
        };
        let saved = |board: &usize| {
            self.merges(*board)
                && self.app.boards.get(*board).is_some_and(|open| open.state == FileState::Saved)
        };
        let is_board_gone = |board: &usize| self.path(*board).is_some_and(is_gone);
        let mut gone = (0..self.app.boards.len()).filter(saved).filter(is_board_gone).collect::<Vec<usize>>();
        if !gone.is_empty() {
            // Some programs remove a file and write it anew.
            std::thread::sleep(AWAY);
            gone.retain(is_board_gone);
        }
        for board in gone {
            self.gone(board);
        }
    }

    /// The last of it is on the screen now, and leaving is to say so.
    fn gone(&mut self, board: usize) {
        if self.merges(board) {
            self.forget_saving(board);
            self.tell(Message::Failed { board, why: "the file is gone".to_owned(), changed: false });
            let save = self.app.key_for(Action::Save);
            self.app
                .tell_banner(board, &format!("the file is gone from the disk; {save} writes the board anew"));
        } else {
            self.app.tell_banner(board, "the file is gone from the disk");
        }
    }

    /// What was saved is not in the file any more: saving it once more is news again.
    fn forget_saving(&mut self, board: usize) {
        let Some(open) = self.app.boards.get(board).filter(|open| open.state == FileState::Saved) else {
            return;
        };
        if let (Some(path), Some(document)) = (&open.path, open.document()) {
            self.keeper.bind(path, document.text().into(), document.revision());
        }
    }

    /// A file that was away holds what the board shows.
    fn is_back(&mut self, board: usize, loaded: &Loaded) {
        let document = self.app.boards.get(board).and_then(OpenBoard::document);
        let same = document.filter(|document| document.text().as_bytes() == loaded.bytes());
        if let Some(revision) = same.map(Document::revision) {
            self.tell(Message::Saved { board, revision });
        }
    }
}
