//! Boards on their way to the disk, and what is told when they have arrived or not.
//! It must not know the terminal, nor how a file is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::News;
use super::session::Session;
use crate::app::message::Message;
use crate::app::{FileState, OpenBoard};
use crate::document::Document;
use crate::error::Result;
use crate::store::{self, SaveDone, SaveError, SaveJob, Saver};

impl Session {
    pub(super) fn save(&mut self, board: usize) -> Option<Message> {
        let document = self.app.boards.get(board)?.document()?;
        let path = self.path(board)?.to_owned();
        let (text, revision) = (Arc::from(document.text()), document.revision());
        let expected = self.known.get(board).copied().flatten();
        if self.saver.is_none() {
            match self.start_saver() {
                Ok(saver) => self.saver = Some(saver),
                Err(error) => {
                    return Some(Message::Failed { board, why: error.cause().to_owned(), changed: false });
                }
            }
        }
        self.saver.as_ref()?.save(SaveJob { path, text, expected, revision });
        None
    }

    fn start_saver(&self) -> Result<Saver> {
        let (watch, writing) = (self.watch.clone(), self.watch.clone());
        let sender = self.sender.clone();
        Saver::start_with_state(
            Arc::clone(&self.fs),
            self.paths.state.clone(),
            move |job, content| {
                // What no reader would take for a board is never written, whatever led to it.
                if !Document::is_board(&job.text) {
                    return Err("it would not be read back");
                }
                if let Some(watch) = &writing {
                    watch.coming(&job.path, content);
                }
                Ok(())
            },
            move |done| {
                let landed = match &done.result {
                    Ok(saved) => Some(saved.fingerprint),
                    Err(error) => error.landed(),
                };
                if let (Some(watch), Some(content)) = (&watch, landed) {
                    watch.known(&done.path, content);
                }
                let _ = sender.send(News::Saved(done));
            },
        )
    }

    pub(super) fn saved(&mut self, done: SaveDone) {
        let board = self.app.boards.iter().position(|open| open.path.as_deref() == Some(&done.path));
        let Some(board) = board else { return };
        if let Err(SaveError::Changed { now, .. }) = &done.result
            && self.known[board] == Some(now.fingerprint)
        {
            // Another program brought back a version that a save of ours had replaced, and it is on the screen since:
            // the saver took it for one that nobody had seen.
            if let Some(message) = self.save(board) {
                self.tell(message);
            }
            return;
        }
        let message = match done.result {
            Ok(saved) => {
                self.known[board] = Some(saved.fingerprint);
                Message::Saved { board, revision: done.revision }
            }
            Err(error) => {
                if let Some(landed) = error.landed() {
                    self.known[board] = Some(landed);
                }
                let changed = matches!(error, SaveError::Changed { .. });
                Message::Failed { board, why: error.short().to_owned(), changed }
            }
        };
        self.tell(message);
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
                if let (Some(watch), Some(old)) = (&self.watch, self.path(board)) {
                    watch.forget(old);
                }
                if let Some(watch) = &self.watch {
                    watch.file(&path, self.known[board]);
                }
                Message::SavedAs { board, path, revision }
            }
            Err(error) => Message::NotSavedAs { why: error.cause().to_owned() },
        }
    }

    /// Waits until all that was sent to the disk is there.
    pub(super) fn finish_saving(&mut self) {
        if let Some(saver) = &self.saver {
            saver.finish();
        }
    }

    /// The same, telling the state what came of it: for suspending, and for printing the last frame.
    pub(super) fn settle_disk(&mut self, receiver: &Receiver<News>) {
        self.finish_saving();
        while let Ok(news) = receiver.try_recv() {
            self.hear(news);
        }
    }

    /// What is not in its file, in words for standard error.
    pub(super) fn unsaved(&self) -> Option<String> {
        let told = self.app.boards.iter().filter_map(|open| match (&open.state, &open.path) {
            (FileState::NotSaved(why), Some(path)) => Some(format!("{} is NOT SAVED: {why}", path.display())),
            _ => None,
        });
        let told = told.collect::<Vec<_>>().join("\n");
        (!told.is_empty()).then_some(told)
    }
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
