//! Remembers where a person left each board, and which board they left last in each workspace.
//!
//! Best effort: nothing here is worth an error on the screen, and whatever the file holds, reading it does no harm.
//! It must not know what a sheet or an item is.

use super::file::{Loaded, MOST_BYTES, try_load};
use super::fs::{Fs, Kind};
use super::paths::private_folder;
use super::save::{SaveError, save_with_mode};
use crate::error::{Error, Result};
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the selection stood; numbers from 0 that the board may no longer have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// The sheet.
    pub sheet: usize,
    /// The pane, counted over the sheet.
    pub pane: usize,
    /// The item within the pane.
    pub item: usize,
}

/// One line of the file: `board PATH SHEET PANE ITEM` or `workspace PATH FILE`, paths with `%xx` escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Record {
    Board(PathBuf, Place),
    Workspace(PathBuf, PathBuf),
}

/// As many boards as are remembered; the oldest go first.
const MOST_RECORDS: usize = 500;

/// A file larger than this is none of ours.
const MOST_STATE_BYTES: u64 = MOST_BYTES / 64;

/// Two programs may leave at the same moment; the later one tries again upon the other's file.
const TRIES: usize = 3;

/// The person's places, kept in `places` in the state folder.
#[derive(Clone)]
pub struct State {
    fs: Arc<dyn Fs>,
    folder: PathBuf,
}

impl State {
    /// The places in that state folder; nothing is read or made yet.
    pub fn new(fs: Arc<dyn Fs>, folder: PathBuf) -> Self {
        Self { fs, folder }
    }

    /// Where the board at this real path was left.
    pub fn place(&self, board: &Path) -> Option<Place> {
        self.records().into_iter().rev().find_map(|record| match record {
            Record::Board(path, place) if path == board => Some(place),
            _ => None,
        })
    }

    /// The board file left last in the workspace at this real path; it may be gone since.
    pub fn left_last(&self, workspace: &Path) -> Option<PathBuf> {
        self.records().into_iter().rev().find_map(|record| match record {
            Record::Workspace(path, board) if path == workspace => Some(board),
            _ => None,
        })
    }

    /// The real paths of the boards that were left, the last first; they may be gone since.
    pub fn recent(&self) -> Vec<PathBuf> {
        let boards = self.records().into_iter().rev().filter_map(|record| match record {
            Record::Board(path, _) => Some(path),
            Record::Workspace(..) => None,
        });
        boards.collect()
    }

    /// Remembers where the board at this real path is left, and that it is the workspace's last one.
    pub fn leave(&self, board: &Path, place: Place, workspace: Option<&Path>) -> Result<()> {
        self.leave_all(&[(board.to_owned(), place)], workspace)
    }

    /// The same of several boards; the one that was on the screen last stands last.
    pub fn leave_all(&self, boards: &[(PathBuf, Place)], workspace: Option<&Path>) -> Result<()> {
        private_folder(self.fs.as_ref(), &self.folder)?;
        let last = boards.last().zip(workspace);
        let new = boards.iter().map(|(board, place)| Record::Board(board.clone(), *place));
        let new = new.chain(last.map(|((board, _), path)| Record::Workspace(path.to_owned(), board.clone())));
        let new: Vec<_> = new.collect();
        let mut last = None;
        for _ in 0..TRIES {
            let before = self.load();
            let mut records = before.as_ref().map(parse).unwrap_or_default();
            records.retain(|old| !new.iter().any(|new| same_key(old, new)));
            records.extend(new.iter().cloned());
            let surplus = records.len().saturating_sub(MOST_RECORDS);
            let text = write(&records[surplus..]);
            let expected = before.as_ref().map(|loaded| &loaded.fingerprint);
            match save_with_mode(self.fs.as_ref(), &self.file(), text.as_bytes(), expected, 0o600) {
                Ok(_) => return Ok(()),
                Err(error @ (SaveError::Changed { .. } | SaveError::Gone { .. })) => {
                    last = Some(error.error());
                }
                Err(error) => return Err(error.error()),
            }
        }
        Err(last.unwrap_or_else(|| Error::new("remember the place", "", "")))
    }

    fn file(&self) -> PathBuf {
        self.folder.join("places")
    }

    fn records(&self) -> Vec<Record> {
        self.load().as_ref().map(parse).unwrap_or_default()
    }

    /// The file, unless it is a link or too large to be ours.
    fn load(&self) -> Option<Loaded> {
        let meta = self.fs.lstat(&self.file()).ok()?;
        if meta.kind != Kind::File || meta.size > MOST_STATE_BYTES {
            return None;
        }
        try_load(self.fs.as_ref(), &self.file()).ok().flatten()
    }
}

fn same_key(a: &Record, b: &Record) -> bool {
    match (a, b) {
        (Record::Board(a, _), Record::Board(b, _)) | (Record::Workspace(a, _), Record::Workspace(b, _)) => {
            a == b
        }
        _ => false,
    }
}

/// The records that can be read; whatever else stands there is passed over.
fn parse(loaded: &Loaded) -> Vec<Record> {
    let text = loaded.text.as_deref().unwrap_or_default();
    text.lines().filter_map(parse_line).collect()
}

fn parse_line(line: &str) -> Option<Record> {
    let words: Vec<&str> = line.split(' ').collect();
    match words[..] {
        ["board", path, sheet, pane, item] => {
            let place =
                Place { sheet: sheet.parse().ok()?, pane: pane.parse().ok()?, item: item.parse().ok()? };
            Some(Record::Board(unescape(path)?, place))
        }
        ["workspace", path, board] => Some(Record::Workspace(unescape(path)?, unescape(board)?)),
        _ => None,
    }
}

fn write(records: &[Record]) -> String {
    let mut text = String::new();
    for record in records {
        // Writing to a string cannot fail.
        let _ = match record {
            Record::Board(path, Place { sheet, pane, item }) => {
                writeln!(text, "board {} {sheet} {pane} {item}", escape(path.as_os_str()))
            }
            Record::Workspace(path, board) => {
                writeln!(text, "workspace {} {}", escape(path.as_os_str()), escape(board.as_os_str()))
            }
        };
    }
    text
}

/// Everything but printable ASCII, and `%` and the space, as `%xx`.
pub(super) fn escape(path: &OsStr) -> String {
    let mut text = String::new();
    for &byte in path.as_bytes() {
        if byte.is_ascii_graphic() && byte != b'%' {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02x}");
        }
    }
    text
}

/// An absolute path as [`escape`] wrote it.
pub(super) fn unescape(text: &str) -> Option<PathBuf> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte == b'%' {
            let (digits, after) = rest.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(byte);
        }
    }
    Some(PathBuf::from(OsString::from_vec(bytes))).filter(|path| path.is_absolute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fs::RealFs;
    use std::fs as disk;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use tempfile::{TempDir, tempdir};

    fn state() -> (TempDir, State) {
        let root = tempdir().unwrap();
        let state = State::new(Arc::new(RealFs), root.path().join("stratboard"));
        (root, state)
    }

    #[test]
    fn a_board_is_found_where_it_was_left() {
        let (_root, state) = state();
        let board = PathBuf::from(OsString::from_vec(b"/b/caf\xc3\xa9 100%\n\xff.yaml".to_vec()));
        assert_eq!(state.place(&board), None);
        let place = Place { sheet: 1, pane: 2, item: 3 };
        state.leave(&board, Place::default(), None).unwrap();
        state.leave(&board, place, Some(Path::new("/b"))).unwrap();
        state.leave(Path::new("/b/other.yaml"), Place::default(), None).unwrap();
        assert_eq!(state.place(&board), Some(place));
        assert_eq!(state.left_last(Path::new("/b")), Some(board));
        assert_eq!(disk::metadata(state.file()).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn the_oldest_places_are_forgotten() {
        let (_root, state) = state();
        private_folder(&RealFs, &state.folder).unwrap();
        let many: Vec<_> = (0..600).map(|n| format!("board /b/{n}.yaml 0 0 {n}")).collect();
        disk::write(state.file(), many.join("\n")).unwrap();
        state.leave(Path::new("/b/new.yaml"), Place::default(), None).unwrap();
        assert_eq!(state.records().len(), MOST_RECORDS);
        assert_eq!(state.place(Path::new("/b/100.yaml")), None);
        assert_eq!(state.place(Path::new("/b/101.yaml")), Some(Place { sheet: 0, pane: 0, item: 101 }));
    }

    #[test]
    fn nonsense_in_the_file_is_passed_over() {
        let (_root, state) = state();
        private_folder(&RealFs, &state.folder).unwrap();
        let lines: [&[u8]; 8] = [
            b"board /a 1 2",
            b"board /a -1 0 0",
            b"board /a 99999999999999999999 0 0",
            b"board relative 0 0 0",
            b"board /% 0 0 0",
            b"board /%\xc3\xa9 0 0 0",
            b"workspace",
            b"",
        ];
        for line in lines {
            disk::write(state.file(), [line, b"\nboard /good 1 1 1\n"].concat()).unwrap();
            assert_eq!(state.records().len(), 1, "{}", String::from_utf8_lossy(line));
        }
        disk::write(state.file(), b"board /good 1 1 1\n\xff").unwrap();
        assert_eq!(state.records(), []);
        state.leave(Path::new("/a"), Place::default(), None).unwrap();
        assert_eq!(state.place(Path::new("/a")), Some(Place::default()));
    }

    #[test]
    fn a_link_in_the_place_of_the_file_is_neither_read_nor_written() {
        let (root, state) = state();
        private_folder(&RealFs, &state.folder).unwrap();
        let target = root.path().join("target");
        disk::write(&target, "board /a 1 1 1\n").unwrap();
        symlink(&target, state.file()).unwrap();
        assert_eq!(state.place(Path::new("/a")), None);
        assert!(state.leave(Path::new("/a"), Place::default(), None).is_err());
        assert_eq!(disk::read_to_string(&target).unwrap(), "board /a 1 1 1\n");
    }
}
