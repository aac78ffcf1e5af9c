//! From PATH to boards that were read: what a path means, and what is told when a file is no board.
//! It must not know what a command does with a board.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::output;
use super::progress::Progress;
use crate::document::{Document, Read};
use crate::error::{Error, Result};
use crate::model::{Finding, Level};
use crate::store::fs::Kind;
use crate::store::workspace::{self, BoardFiles, Target};
use crate::store::{Fs, RealFs, load, stem};
use crate::text;

/// The longest message about a finding, in characters.
const TOLD_CHARS: usize = 400;

/// What a path means, relative to the current folder.
fn target(path: Option<&Path>) -> Result<Target> {
    workspace::resolve(&RealFs, path, Path::new(""))
}

/// A board file that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BoardFile {
    /// Where it is, as a person would name it.
    pub path: PathBuf,
    /// Whether a later period of the same board was found with it.
    pub is_past: bool,
}

/// Every board file at a path, board by board, periods in order, none twice. Folders that cannot be read are told, and
/// passed over.
pub(super) fn all(path: Option<&Path>) -> Result<Vec<BoardFile>> {
    Ok(once(match target(path)? {
        Target::File(path) => vec![BoardFile { path, is_past: false }],
        Target::Board(board) => files_of(board).collect(),
        Target::Workspace(workspace) => {
            workspace.unreadable.iter().for_each(output::error);
            workspace.boards.into_iter().flat_map(files_of).collect()
        }
        Target::Welcome => {
            let remedy = "name a folder, or make a board with `stratboard new NAME`";
            return Err(Error::new(
                "find boards here",
                "there are none in ./boards and none in this folder",
                remedy,
            ));
        }
    }))
}

/// Each file once, however many links lead to it: under its own name where that is among them, else under the first.
fn once(files: Vec<BoardFile>) -> Vec<BoardFile> {
    let mut folders = HashMap::<PathBuf, PathBuf>::new();
    let mut real = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folders.entry(folder.to_owned()).or_insert_with_key(|folder| real_path(folder));
        path.file_name().map_or_else(|| path.to_owned(), |name| folder.join(name))
    };
    let is_link = |path: &Path| RealFs.lstat(path).is_ok_and(|meta| meta.kind == Kind::Link);
    let links = files.iter().map(|file| is_link(&file.path)).collect::<Vec<bool>>();
    let mut names = HashSet::new();
    let own = files.iter().zip(&links).map(|(file, link)| !link && names.insert(real(&file.path)));
    let own = own.collect::<Vec<bool>>();
    let all = files.into_iter().zip(links).zip(own);
    let kept = all.filter(|((file, link), own)| *own || *link && names.insert(real_path(&file.path)));
    kept.map(|((file, _), _)| file).collect()
}

/// Where links lead; the path itself where that cannot be told.
fn real_path(path: &Path) -> PathBuf {
    RealFs.canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Every board file at several paths, here where none is named, and whether one could not be looked at, which has been
/// told then.
pub(super) fn of_all(paths: &[PathBuf]) -> (Vec<BoardFile>, bool) {
    let given = paths.iter().map(|path| Some(path.as_path()));
    let here = paths.is_empty().then_some(None);
    let mut failed = false;
    let mut files = Vec::new();
    for path in given.chain(here) {
        match all(path) {
            Ok(found) => files.extend(found),
            Err(error) => {
                output::error(&error);
                failed = true;
            }
        }
    }
    (once(files), failed)
}

fn files_of(board: BoardFiles) -> impl Iterator<Item = BoardFile> {
    let last = board.files.len().saturating_sub(1);
    board.files.into_iter().enumerate().map(move |(index, path)| BoardFile { path, is_past: index < last })
}

/// The one board file that a path means: the latest period of a board folder, the first board of a workspace.
pub(super) fn one(path: &Path) -> Result<PathBuf> {
    let target = target(Some(path))?;
    let file = target.file(&RealFs, None).map(Path::to_owned);
    file.ok_or_else(|| Error::new(format!("open {}", path.display()), "there is no board", ""))
}

/// Reads a board file.
pub(super) fn read(file: &Path) -> Result<Read> {
    let loaded = load(&RealFs as &dyn Fs, file)?;
    Ok(match loaded.text {
        Ok(text) => Document::read(text, stem(file)),
        Err(bad) => Document::read_bytes(bad.bytes, stem(file)),
    })
}

/// The board at a path; nothing where its file is refused, which has been told then.
pub(super) fn board(path: &Path) -> Result<Option<Box<Document>>> {
    let file = one(path)?;
    let progress = Progress::of(format!("reading {}", file.display()));
    let read = read(&file)?;
    drop(progress);
    match read {
        Read::Board(document, _) => Ok(Some(document)),
        Read::Refused(findings) => {
            output::message(&told(&file, &findings));
            Ok(None)
        }
    }
}

/// Findings as `PATH:LINE:COLUMN: what`, each with the remedy below it; advice is marked as a hint. Harmless to print.
pub(super) fn told(file: &Path, findings: &[Finding]) -> String {
    let path = shown(file);
    let mut lines = String::new();
    for Finding { level, line, column, what, remedy } in findings {
        let kind = if *level == Level::Hint { "hint: " } else { "" };
        // Writing to a string does not fail.
        let _ = writeln!(lines, "{path}:{line}:{column}: {kind}{}", text::bounded(what, TOLD_CHARS));
        if !remedy.is_empty() {
            let _ = writeln!(lines, "    {}", text::bounded(remedy, TOLD_CHARS));
        }
    }
    lines
}

/// A path for people.
pub(super) fn shown(file: &Path) -> String {
    text::safe_line(&file.to_string_lossy()).into_owned()
}
