//! Which boards there are: a workspace is a folder of boards, a board is a folder of period files or one file.
//!
//! It must not know what is in a board file; a period it knows only by its name.

mod target;

pub use target::{Target, looks_like_board, resolve};

use super::copies::original;
use super::fs::{Entry, Fs, Kind};
use crate::error::{Error, Result};
use crate::model::Period;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// A board: its files, one for each period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardFiles {
    /// The folder's name, or the file's stem for a board of one file.
    pub name: String,
    /// Its files, never none: those whose stem is no period by name, then the periods by start, a longer one first.
    pub files: Vec<PathBuf>,
}

impl BoardFiles {
    /// The file of the latest period.
    pub fn latest(&self) -> Option<&Path> {
        self.files.last().map(PathBuf::as_path)
    }
}

/// A folder of boards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// The folder, as it was given.
    pub folder: PathBuf,
    /// Its boards by name.
    pub boards: Vec<BoardFiles>,
    /// Folders that could not be read.
    pub unreadable: Vec<Error>,
}

/// The boards in a folder: every `*.yaml` and `*.yml` directly in it and in its direct subfolders, dotfiles excepted,
/// and copies that a sync service left beside their file.
///
/// A subfolder with such files is one board, and so is the folder itself where [`is_board_folder`] says so;
/// any other file at the top is a board of its own. Links to files and folders count as what they lead to.
pub fn discover(fs: &dyn Fs, folder: &Path) -> Result<Workspace> {
    let contents = Contents::of(fs, folder)?;
    let mut boards = Vec::new();
    let mut unreadable = Vec::new();
    for subfolder in &contents.folders {
        match Contents::of(fs, subfolder) {
            Ok(inner) => boards.extend(board(subfolder, inner.files)),
            Err(error) => unreadable.push(error),
        }
    }
    if boards.is_empty() && are_mostly_periods(&contents.files) {
        boards.extend(board(&named(fs, folder), contents.files));
    } else {
        boards.extend(
            contents.files.into_iter().map(|file| BoardFiles { name: stem(&file), files: vec![file] }),
        );
    }
    boards.sort_by_cached_key(|board| (board.name.to_lowercase(), board.name.clone(), board.files.clone()));
    Ok(Workspace { folder: folder.to_owned(), boards, unreadable })
}

/// Whether a folder is one board rather than a workspace: more than half of its board files are named after a
/// period, and no subfolder holds board files.
///
/// So `boards/` with `team.yaml` and `2025.yaml` is a workspace, and a board folder stays one when somebody drops
/// a `notes.yaml` beside its periods.
pub fn is_board_folder(fs: &dyn Fs, folder: &Path) -> bool {
    let Ok(contents) = Contents::of(fs, folder) else { return false };
    are_mostly_periods(&contents.files)
        && !contents
            .folders
            .iter()
            .any(|inner| Contents::of(fs, inner).is_ok_and(|inner| !inner.files.is_empty()))
}

/// The files of the board that a file belongs to, in the order of [`BoardFiles`]: those of its folder where that is
/// a board folder, else only itself.
pub fn siblings(fs: &dyn Fs, file: &Path) -> Vec<PathBuf> {
    let folder = folder_of(file);
    let alone = || vec![file.to_owned()];
    if !is_board_folder(fs, folder) {
        return alone();
    }
    let Ok(contents) = Contents::of(fs, folder) else { return alone() };
    // A bare name has no folder in it; its siblings are named alike.
    let bare = file.parent().is_some_and(|parent| parent.as_os_str().is_empty());
    let files = contents.files.into_iter();
    let files: Vec<_> = files
        .map(|path| if bare { path.file_name().map(PathBuf::from).unwrap_or(path) } else { path })
        .collect();
    if files.iter().any(|path| path == file) { files } else { alone() }
}

/// The workspace that a file belongs to: the folder above its board folder, or its folder where that is none.
pub fn workspace_of(fs: &dyn Fs, file: &Path) -> PathBuf {
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let folder = folder_of(&file);
    if is_board_folder(fs, folder) { folder_of(folder).to_owned() } else { folder.to_owned() }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => path,
    }
}

fn board(folder: &Path, files: Vec<PathBuf>) -> Option<BoardFiles> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    (!files.is_empty()).then_some(BoardFiles { name, files })
}

/// The folder with a name, also where it was given as `.` or `..`.
fn named(fs: &dyn Fs, folder: &Path) -> PathBuf {
    if folder.file_name().is_some() {
        return folder.to_owned();
    }
    fs.canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn are_mostly_periods(files: &[PathBuf]) -> bool {
    let periods = files.iter().filter(|file| stem(file).parse::<Period>().is_ok()).count();
    periods * 2 > files.len()
}

/// What matters in a folder.
struct Contents {
    /// Its board files, in the order of [`BoardFiles`].
    files: Vec<PathBuf>,
    /// Its folders.
    folders: Vec<PathBuf>,
}

impl Contents {
    fn of(fs: &dyn Fs, folder: &Path) -> Result<Self> {
        let entries = fs.entries(folder).map_err(|error| {
            Error::new(
                format!("read the folder {}", folder.display()),
                error,
                "check the path and its permissions",
            )
        })?;
        let mut contents = Self { files: Vec::new(), folders: Vec::new() };
        for entry in entries {
            if entry.name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = folder.join(&entry.name);
            match kind(fs, &entry, &path) {
                Some(Kind::Folder) => contents.folders.push(path),
                Some(Kind::File) if is_yaml(&path) => contents.files.push(path),
                _ => {}
            }
        }
        let names = contents.files.iter().filter_map(|file| file.file_name()).map(OsStr::to_owned);
        let names = names.collect::<HashSet<OsString>>();
        let is_copy =
            |file: &PathBuf| file.file_name().and_then(original).is_some_and(|of| names.contains(&of));
        contents.files.retain(|file| !is_copy(file));
        contents
            .files
            .sort_by_cached_key(|file| (stem(file).parse::<Period>().ok(), stem(file), file.clone()));
        Ok(contents)
    }
}

/// What the entry is, or what it leads to; nothing for a dangling link.
fn kind(fs: &dyn Fs, entry: &Entry, path: &Path) -> Option<Kind> {
    match entry.kind {
        Kind::Link => fs.stat(path).ok().map(|meta| meta.kind),
        kind => Some(kind),
    }
}

/// Whether a file of that name is a board file.
pub fn is_yaml(path: &Path) -> bool {
    matches!(path.extension().and_then(OsStr::to_str), Some("yaml" | "yml"))
}

#[cfg(test)]
mod tests;
