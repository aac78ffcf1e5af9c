//! Boards on their way to the disk, and what is told when they have arrived or not.
//! It must not know the terminal, nor how a file is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::outside::READING;
use super::session::Session;
use super::{Launch, load};
use crate::action::Action;
use crate::app::message::Message;
use crate::app::{FileState, OpenBoard};
use crate::document::Document;
use crate::keep::{self, Joined, Stands, Why};
use crate::store::journal::Typing;
use crate::store::{self, Fingerprint, stem};

/// Cells that a message has beside the mode's word on a screen of 80 columns.
const ONE_LINE: usize = 72;

impl Session {
    /// Sends the boards that were changed on their way to the disk: one text for all keys that came together.
    pub(super) fn send_changed(&mut self) {
        self.send_typing();
        for (board, asked) in std::mem::take(&mut self.dirty) {
            self.hand_over(board, if asked { Why::Asked } else { Why::Edited }, None);
        }
    }

    /// Tells the journal what is being typed, or was and is offered again.
    fn send_typing(&mut self) {
        let mut now = vec![None; self.app.boards.len()];
        for (open, typing) in self.app.boards.iter().zip(&mut now) {
            *typing = open
                .typed_before()
                .map(|(place, text)| Typing { place: place.to_owned(), text: text.to_owned() });
        }
        if let Some((board, place, text)) = self.app.typing_place() {
            now[board] = Some(Typing { place, text });
        }
        self.typing.resize(now.len(), None);
        for (board, typing) in now.into_iter().enumerate() {
            if self.typing[board] == typing {
                continue;
            }
            let Some(open) = self.app.boards.get(board) else { continue };
            if let (Some(path), Some(document)) = (&open.path, open.document()) {
                // Without a journal what is typed is on the screen alone, as in any editor.
                let _ = self.keeper.typing(path, document, typing.clone());
            }
            self.typing[board] = typing;
        }
    }

    /// Lets what a board's file holds now be looked at, and merged where that is new; `believed` is known to be whole.
    pub(super) fn look(&mut self, board: usize, believed: Option<Fingerprint>) {
        self.hand_over(board, Why::Look, believed);
    }

    fn hand_over(&mut self, board: usize, why: Why, believed: Option<Fingerprint>) {
        let Some(open) = self.app.boards.get(board) else { return };
        let (Some(path), Some(document)) = (&open.path, open.document()) else { return };
        if let Err(error) = self.keeper.keep(path, document, why, believed) {
            self.tell(Message::Failed { board, why: error.cause().to_owned(), changed: false });
        }
    }

    /// Takes what became of a text that was handed over.
    pub(super) fn kept(&mut self, news: keep::News) {
        if matches!(news, keep::News::Saved { .. } | keep::News::Failed { .. }) {
            self.app.message.take_if(|message| message == READING);
        }
        match news {
            keep::News::Kept { path, revision } => {
                self.keeper.was_kept(&path);
                if let Some(board) = self.board_at(&path) {
                    self.tell(Message::Kept { board, revision });
                }
            }
            keep::News::NotKept { path, why } => {
                if let Some(board) = self.board_at(&path) {
                    self.tell(Message::NotKept { board, why });
                }
            }
            keep::News::Saved { path, revision, joined } => self.saved(&path, revision, joined),
            keep::News::Failed { path, why, stands, .. } => self.not_saved(&path, why, stands),
            keep::News::Shared { path, who } => {
                if let Some(board) = self.board_at(&path) {
                    self.tell(Message::Shared { board, who });
                }
            }
        }
    }

    fn saved(&mut self, path: &Path, revision: u64, joined: Option<Box<Joined>>) {
        let Some(board) = self.board_at(path) else { return };
        let Some(joined) = joined else {
            return self.tell(Message::Saved { board, revision });
        };
        let now = self.app.boards.get(board).and_then(OpenBoard::document).map(Document::revision);
        // What was changed since comes back with the same merged in.
        if now == Some(revision) && self.keeper.is_current(path, joined.took) {
            let Joined { took, text, read, taken, conflicts, lost } = *joined;
            let merged = Message::Merged { board, text: Arc::from(&*text), read, taken, conflicts, lost };
            self.tell(merged);
            let document = self.app.boards.get(board).and_then(OpenBoard::document);
            if let Some(document) = document.filter(|document| document.text() == &*text) {
                self.keeper.took(path, took, text, document.revision());
            }
            // A sync service that writes the file may have put ours beside it.
            self.look_beside(board);
        } else {
            self.look(board, None);
        }
    }

    fn not_saved(&mut self, path: &Path, why: String, stands: Option<Stands>) {
        let Some(board) = self.board_at(path) else { return };
        let changed = matches!(stands, Some(Stands::Unmergeable));
        if let Some(Stands::NoBoard(loaded)) = stands {
            let text = load::text(*loaded, path).and_then(|text| {
                let read = Document::open(text.clone(), stem(path));
                Err((text, read.map_or_else(|refused| refused.findings, |(_, findings)| findings)))
            });
            self.tell(Message::Disk { board, text, asked: false });
            if self.app.boards.get(board).is_some_and(|open| open.state == FileState::Saved) {
                return;
            }
        }
        self.tell(Message::Failed { board, why, changed });
    }

    pub(super) fn save_as(&mut self, board: usize, path: &Path) -> Message {
        let Some(document) = self.app.boards.get(board).and_then(OpenBoard::document) else {
            return Message::NotSavedAs { why: "there is no board to write".to_owned() };
        };
        let path = self.cwd.join(board_path(path, std::env::home_dir().as_deref()));
        let (text, revision) = (document.text().to_owned(), document.revision());
        match store::create_new(self.fs.as_ref(), &path, &text) {
            Ok(saved) => {
                self.known[board] = Some(saved.fingerprint);
                self.keeper.bind(&path, text.as_str().into(), revision);
                if let Some(old) = self.path(board).map(Path::to_owned).filter(|old| *old != path) {
                    self.keeper.forget(&old);
                    self.watch.iter().for_each(|watch| watch.forget(&old));
                }
                self.watch.iter().for_each(|watch| watch.file(&path, self.known[board]));
                Message::SavedAs { board, path, revision }
            }
            Err(error) => Message::NotSavedAs { why: error.cause().to_owned() },
        }
    }

    /// Waits until all that was changed is on the disk, or is known not to be.
    pub(super) fn settle_disk(&mut self) {
        self.send_changed();
        self.keeper.finish();
        self.hear_kept();
    }

    /// Brings back what a crash left of a board in the journal, as a step that undo takes back.
    pub(super) fn recover(&mut self, board: usize) {
        let Some(open) = self.app.boards.get(board).filter(|_| !self.app.read_only) else { return };
        let (Some(path), Some(document)) = (open.path.clone(), open.document()) else { return };
        let recovered = self.keeper.recover(&path, document.text(), stem(&path));
        if let Some(recovered) = recovered {
            let is_only_typing = recovered.edits == 0 && recovered.typing.is_some();
            self.tell(Message::Recovered { board, recovered });
            if is_only_typing {
                self.send_typing();
                self.keeper.was_offered(&path);
            }
        }
    }

    /// Opens a board whose file is gone and of which a crash left edits: they come back on the screen. Written it is only
    /// when that is asked for.
    pub(super) fn open_gone(&mut self, launch: &Launch) -> Option<()> {
        let path = self.cwd.join(launch.path.as_deref().filter(|_| !launch.read_only)?);
        let text = self.keeper.lost(&path)?;
        self.known.push(None);
        self.app.show(load::gone(&path, text));
        self.recover_new_boards();
        let save = self.app.key_for(Action::Save);
        self.app.tell_banner(0, &format!("the file is gone from the disk: {save} writes the board anew"));
        Some(())
    }

    /// Says for which other board a crash left edits: they come back when it is opened.
    pub(super) fn tell_left_elsewhere(&mut self) {
        let Some(path) = self.app.open().and_then(|open| open.path.as_deref()) else { return };
        let left = self.keeper.left_elsewhere(path);
        if let ([(path, _), more @ ..], None) = (&left[..], &self.app.message) {
            let others = if more.is_empty() { String::new() } else { format!(" (and {} more)", more.len()) };
            let told = |path: &Path| format!("unsaved edits wait in {}{others}: open it", path.display());
            let whole = told(path);
            self.say(&if crate::text::width(&whole) <= ONE_LINE { whole } else { told(&with_folder(path)) });
        }
    }

    /// Removes what crashes left beside the boards; what nobody has elsewhere is kept in the state folder.
    pub(super) fn sweep(&mut self) {
        let boards = self.app.boards.iter().filter(|_| !self.app.read_only);
        let sweep = |path: PathBuf| {
            let (fs, state) = (Arc::clone(&self.fs), self.paths.state.clone());
            std::thread::spawn(move || {
                store::leftovers::sweep(fs.as_ref(), state.as_deref(), &path);
            })
        };
        let sweeping = boards.filter_map(|open| open.path.clone()).map(sweep).collect::<Vec<_>>();
        self.sweeping.extend(sweeping);
    }

    /// Waits until that is done, at most so long: on a file system that hangs nobody waits for a tidy folder.
    pub(super) fn finish_sweeping(&mut self, at_most: Duration) {
        let late = Instant::now() + at_most;
        while self.sweeping.iter().any(|thread| !thread.is_finished()) && Instant::now() < late {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Leaves nothing behind where all is saved.
    pub(super) fn leave_store(&mut self) {
        self.settle_disk();
        // What came of that may have led to one more save.
        self.settle_disk();
        self.look_for_gone();
        self.finish_sweeping(Duration::from_millis(300));
        self.keeper.leave();
    }

    /// What is not in its file, in words for standard error.
    pub(super) fn unsaved(&self) -> Option<String> {
        let told = self.app.boards.iter().filter_map(|open| match (&open.state, &open.path) {
            (FileState::NotSaved(why), Some(path)) => {
                let kept = if open.is_kept() {
                    "; what you did is kept and comes back with the next start"
                } else {
                    ""
                };
                Some(format!("{} is NOT SAVED: {why}{kept}", path.display()))
            }
            _ => None,
        });
        let told = told.collect::<Vec<_>>().join("\n");
        (!told.is_empty()).then_some(told)
    }
}

/// A file's name and its folder's, which tells periods of boards apart.
fn with_folder(path: &Path) -> PathBuf {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    Path::new(folder).join(path.file_name().unwrap_or_default())
}

/// The file that a typed name means: `~/` is the home folder, as in a shell, and a name without the ending of a board
/// file gets it, or no command would find the board.
fn board_path(typed: &Path, home: Option<&Path>) -> PathBuf {
    let path = match (typed.strip_prefix("~"), home) {
        (Ok(below), Some(home)) => home.join(below),
        _ => typed.to_owned(),
    };
    if path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".yaml");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_name_becomes_a_board_file() {
        let path = |typed: &str| board_path(Path::new(typed), Some(Path::new("/home/a")));
        assert_eq!(path("team.yaml"), Path::new("team.yaml"));
        assert_eq!(path("b/team.yml"), Path::new("b/team.yml"));
        assert_eq!(path("2025-Q4"), Path::new("2025-Q4.yaml"));
        assert_eq!(path("v1.2"), Path::new("v1.2.yaml"));
        assert_eq!(path("~/team.yaml"), Path::new("/home/a/team.yaml"));
        assert_eq!(path("~b/team.yaml"), Path::new("~b/team.yaml"));
        assert_eq!(board_path(Path::new("~/a.yaml"), None), Path::new("~/a.yaml"));
    }
}
