//! Opening files: the one that the command line means, another period, one of the list of boards, a new one.
//! It must not know how waiting for a slow one is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::session::Session;
use super::waiting::Loaded;
use super::{Launch, load};
use crate::app::OpenBoard;
use crate::app::message::Message;
use crate::error::{Error, Result};
use crate::store::{self, Fs, Target};

/// A file that is to be opened.
pub(super) struct Wanted {
    pub(super) path: PathBuf,
    /// Whether it was chosen in the list of boards: then it opens where it was left, or on that sheet.
    pub(super) is_chosen: bool,
    pub(super) sheet: Option<usize>,
}

/// How the first file is read; the exit status where the person left meanwhile.
pub(super) type Read<'r> =
    &'r mut dyn FnMut(&Arc<dyn Fs>, &Path) -> Result<std::result::Result<Box<Loaded>, u8>>;

impl Session {
    /// The exit status where the person left meanwhile.
    pub(super) fn open_target(&mut self, target: &Target, launch: &Launch, read: Read) -> Result<Option<u8>> {
        if let Target::Workspace(workspace) = target {
            self.workspace = Some(workspace.folder.clone());
        }
        let left = self
            .workspace
            .as_deref()
            .filter(|_| self.is_on_terminal)
            .and_then(|folder| self.left_last(folder));
        let Some(file) = target.file(self.fs.as_ref(), left.as_deref()).map(Path::to_owned) else {
            self.app.welcome();
            return Ok(None);
        };
        let file = match &launch.period {
            Some(period) => self.with_period(&file, period)?,
            None => file,
        };
        let (mut open, fingerprint) = match read(&self.fs, &file)? {
            Ok(loaded) => *loaded,
            Err(status) => return Ok(Some(status)),
        };
        if self.is_on_terminal {
            self.recall_place(&mut open);
        }
        if let Some(sheet) = launch.sheet {
            choose_sheet(&mut open, sheet)?;
        }
        self.known.push(Some(fingerprint));
        self.app.show(open);
        Ok(None)
    }

    /// The file of another period beside this one.
    fn with_period(&self, file: &Path, period: &str) -> Result<PathBuf> {
        let siblings = store::workspace::siblings(self.fs.as_ref(), file);
        let named = |path: &&PathBuf| store::stem(path) == Some(period);
        siblings.iter().find(named).cloned().ok_or_else(|| {
            let there = siblings.iter().filter_map(|path| store::stem(path)).collect::<Vec<_>>().join(", ");
            let cause = format!("this board has no such period; it has {there}");
            Error::new(format!("open the period {period}"), cause, "name one of them with --period")
        })
    }

    pub(super) fn open(&mut self, path: &Path) -> Message {
        self.opened(path, load::file(self.fs.as_ref(), path))
    }

    /// What became of a file that was to be opened.
    pub(super) fn opened(&mut self, path: &Path, read: Result<Loaded>) -> Message {
        match read {
            Ok((open, fingerprint)) => {
                self.known.push(Some(fingerprint));
                if let Some(watch) = &self.watch {
                    watch.file(path, self.known.last().copied().flatten());
                }
                Message::Opened(Box::new(open))
            }
            Err(error) => Message::NotOpened { why: error.to_string().replace('\n', ";") },
        }
    }

    /// Shows a file that was read because it is wanted, or says why it cannot be.
    pub(super) fn show_wanted(&mut self, wanted: &Wanted, read: Result<Loaded>) {
        let opened = self.opened(&wanted.path, read);
        let message = if wanted.is_chosen { self.chosen(opened, wanted.sheet) } else { opened };
        self.tell(message);
    }

    pub(super) fn make(&mut self, name: &str) -> Message {
        match load::make(self.fs.as_ref(), &self.cwd, name, self.app.today) {
            Ok(path) => self.open(&path),
            Err(error) => Message::NotOpened { why: error.to_string().replace('\n', ";") },
        }
    }
}

fn choose_sheet(open: &mut OpenBoard, sheet: usize) -> Result<()> {
    let sheets = open.document().map_or(0, |document| document.board().sheets.len());
    if sheet == 0 || sheet > sheets {
        let cause = match sheets {
            1 => "the board has one sheet".to_owned(),
            _ => format!("the board has {sheets} sheets"),
        };
        return Err(Error::new(format!("show sheet {sheet}"), cause, "count sheets from 1"));
    }
    open.sheet = sheet - 1;
    Ok(())
}
