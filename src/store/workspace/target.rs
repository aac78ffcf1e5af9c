//! What the command line's PATH means.
//!
//! It must not know what the program does with it. The rules: the interface, "Commands".

use super::{BoardFiles, Workspace, are_mostly_periods, discover};
use crate::error::{Error, Result};
use crate::store::fs::{Fs, Kind};
use std::io;
use std::path::{Path, PathBuf};

/// What PATH means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One file.
    File(PathBuf),
    /// A board folder.
    Board(BoardFiles),
    /// A workspace with at least one board.
    Workspace(Workspace),
    /// There are no boards here: welcome the person.
    Welcome,
}

impl Target {
    /// The file to open: of a workspace the board left last where it is still one of its files, else the latest
    /// period of the first board; nothing to welcome somebody.
    pub fn file(&self, fs: &dyn Fs, left_last: Option<&Path>) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Board(board) => board.latest(),
            Self::Workspace(workspace) => {
                let files = || workspace.boards.iter().flat_map(|board| &board.files);
                let left = left_last.and_then(|left| files().find(|file| is_at(fs, file, left)));
                left.map(PathBuf::as_path).or_else(|| workspace.boards.first()?.latest())
            }
            Self::Welcome => None,
        }
    }
}

/// Whether a path as found is the file that was remembered by its real path.
fn is_at(fs: &dyn Fs, found: &Path, real: &Path) -> bool {
    found == real || fs.canonicalize(found).is_ok_and(|path| path == real)
}

/// How much of a file is looked at to tell whether it is a board.
const PEEK: u64 = 64 * 1024;

/// What `path` means, relative to `cwd`; without one `./boards`, else `cwd` itself, where they hold boards.
///
/// A path that does not exist, or a folder without boards, is an error that names `stratboard new`. A current folder
/// that nobody named may be anything (a code repository is full of YAML), so there only files with a line that
/// begins with `sheets:` count.
pub fn resolve(fs: &dyn Fs, path: Option<&Path>, cwd: &Path) -> Result<Target> {
    let Some(path) = path else { return Ok(without_path(fs, cwd)) };
    let attempt = || format!("open {}", path.display());
    let full = cwd.join(path);
    match fs.stat(&full) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            let remedy = "check the path, or make a board with `stratboard new NAME`";
            Err(Error::new(attempt(), "there is no such file or folder", remedy))
        }
        Err(error) => Err(Error::new(attempt(), error, "check the path and its permissions")),
        Ok(meta) if meta.kind == Kind::Folder => {
            let workspace = discover(fs, &full)?;
            folder_target(workspace).ok_or_else(|| {
                let remedy = format!("make one with `stratboard new NAME --in {}`", path.display());
                Error::new(attempt(), "the folder holds no boards (*.yaml or *.yml)", remedy)
            })
        }
        // Whether it can be read is for `load` to find out.
        Ok(_) => Ok(Target::File(full)),
    }
}

fn without_path(fs: &dyn Fs, cwd: &Path) -> Target {
    let boards = discover(fs, &cwd.join("boards")).ok();
    if let Some(target) = boards.and_then(folder_target) {
        return target;
    }
    let here = if cwd.as_os_str().is_empty() { Path::new(".") } else { cwd };
    let here = discover(fs, here).ok().and_then(|mut here| {
        here.boards.retain(|board| board.latest().is_some_and(|file| looks_like_board(fs, file)));
        folder_target(here)
    });
    here.unwrap_or(Target::Welcome)
}

/// A folder with boards: one board in the folder itself, or a workspace.
fn folder_target(mut workspace: Workspace) -> Option<Target> {
    let is_one_board = matches!(&workspace.boards[..], [board]
        if is_in(&workspace, board) && are_mostly_periods(&board.files));
    match (workspace.boards.is_empty(), is_one_board) {
        (true, _) => None,
        (false, true) => workspace.boards.pop().map(Target::Board),
        (false, false) => Some(Target::Workspace(workspace)),
    }
}

/// Whether a board's files stand in the folder itself rather than in a subfolder.
fn is_in(workspace: &Workspace, board: &BoardFiles) -> bool {
    board.files.iter().all(|file| file.parent() == Some(&workspace.folder))
}

/// Whether a file may be a board: near its beginning a line begins with `sheets:`.
pub fn looks_like_board(fs: &dyn Fs, file: &Path) -> bool {
    let read = || fs.open(file)?.read(PEEK);
    read().is_ok_and(|bytes| bytes.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"sheets:")))
}
