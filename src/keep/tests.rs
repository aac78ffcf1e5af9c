//! Edits on their way to the file while others write it too: whose words are where at the end.

use super::*;
use crate::document::{Edit, Step};
use crate::model::{Focus, Head, HeadAt, ListAt};
use crate::store::RealFs;
use crate::store::fs::scripted::Scripted;
use std::fs as disk;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tempfile::{TempDir, tempdir};

mod hostile;
mod recovery;

const BOARD: &str = "title: T\nsheets:\n- kind: retro\n  went_well:\n  - FIRST: one\n    votes: 3\n  - plain words\n  not_so_well:\n  - dear\n";

const WENT_WELL: ListAt = ListAt { sheet: 0, pane: 0, objective: None };

/// A program on a board, as the loop is one: hands over texts, takes over what others wrote.
struct Desk {
    keeper: Keeper,
    document: Box<Document>,
    path: PathBuf,
    news: Receiver<News>,
    failed: Option<String>,
    taken: usize,
    kept: u64,
    /// Nothing was told as saved that was not kept.
    is_in_order: bool,
}

impl Desk {
    fn open(fs: Arc<dyn Fs>, path: &Path, state: Option<PathBuf>) -> Self {
        let (sender, news) = channel();
        let keeper = Keeper::new(
            fs,
            state,
            || "ann@desk 7".to_owned(),
            move |told| {
                let _ = sender.send(told);
            },
        );
        let text = disk::read_to_string(path).unwrap();
        let document = Document::open(text, None).unwrap().0;
        Self {
            keeper,
            document,
            path: path.to_owned(),
            news,
            failed: None,
            taken: 0,
            kept: 0,
            is_in_order: true,
        }
    }

    fn apply(&mut self, edit: Edit) {
        let here = Focus::Head(HeadAt::Board(Head::Title));
        let step = Step { label: "edit".to_owned(), before: here, after: here, run: None };
        self.document.apply(&[edit], step).unwrap();
        self.keep(Why::Edited);
    }

    fn keep(&mut self, why: Why) {
        self.keeper.keep(&self.path, &self.document, why, None).unwrap();
    }

    fn add(&mut self, words: &str) {
        let draft = crate::model::Draft { text: words.to_owned(), ..crate::model::Draft::default() };
        let index = self.document.board().items(WENT_WELL).len();
        self.apply(Edit::Insert { list: WENT_WELL, index, draft });
    }

    /// Hears what has been told so far.
    fn hear(&mut self) {
        while let Ok(told) = self.news.try_recv() {
            match told {
                News::Saved { revision, joined, .. } => {
                    self.failed = None;
                    self.is_in_order &= revision <= self.kept;
                    if let Some(joined) = joined.filter(|_| revision == self.document.revision()) {
                        let here = Focus::Head(HeadAt::Board(Head::Title));
                        let step = Step { label: "theirs".to_owned(), before: here, after: here, run: None };
                        self.document.take_text(joined.text.to_string(), step).unwrap();
                        let revision = self.document.revision();
                        self.keeper.took(&self.path, joined.took, joined.text.clone(), revision);
                        self.taken += joined.taken;
                    }
                }
                News::Failed { why, .. } => self.failed = Some(why),
                News::Kept { revision, .. } => {
                    self.kept = revision;
                    self.keeper.was_kept(&self.path);
                }
                News::NotKept { .. } | News::Shared { .. } => {}
            }
        }
    }

    fn settle(&mut self) {
        self.keeper.finish();
        self.hear();
    }

    fn file(&self) -> String {
        disk::read_to_string(&self.path).unwrap()
    }
}

fn board() -> (TempDir, PathBuf, Option<PathBuf>) {
    let folder = tempdir().unwrap();
    disk::create_dir(folder.path().join("boards")).unwrap();
    let path = folder.path().join("boards/a.yaml");
    disk::write(&path, BOARD).unwrap();
    let state = folder.path().join("stratboard");
    (folder, path, Some(state))
}

fn desk() -> (TempDir, Desk) {
    let (folder, path, state) = board();
    let desk = Desk::open(Arc::new(RealFs), &path, state);
    (folder, desk)
}

#[test]
fn an_edit_is_in_the_file_and_the_lock_is_there_until_leaving() {
    let (folder, mut desk) = desk();
    let lock = folder.path().join("boards/.a.yaml.lock");
    assert!(!lock.exists());
    desk.add("new");
    desk.settle();
    assert_eq!(desk.file(), desk.document.text());
    assert!(desk.file().contains("- new\n") && lock.exists());
    drop(desk);
    assert!(!lock.exists());
    let names: Vec<_> = disk::read_dir(folder.path().join("boards"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["a.yaml"]);
}

#[test]
fn what_others_wrote_meanwhile_is_merged_in() {
    let (_folder, mut desk) = desk();
    disk::write(&desk.path, BOARD.replace("- dear\n", "- dear\n  - theirs\n")).unwrap();
    desk.add("ours");
    desk.settle();
    assert_eq!(desk.taken, 1);
    assert!(desk.file().contains("- ours\n") && desk.file().contains("- theirs\n"), "{}", desk.file());
    assert_eq!(desk.file(), desk.document.text());
    desk.add("once more");
    desk.settle();
    assert!(desk.file().contains("- once more\n") && desk.file().contains("- theirs\n"));
}

#[test]
fn a_look_at_a_file_that_was_rewritten_takes_its_very_bytes() {
    let (_folder, mut desk) = desk();
    let theirs = BOARD.replace("plain words", "other words # why");
    disk::write(&desk.path, &theirs).unwrap();
    desk.keep(Why::Look);
    desk.settle();
    assert_eq!((desk.document.text(), desk.file().as_str()), (theirs.as_str(), theirs.as_str()));
    assert_eq!(desk.taken, 0, "it was read, not merged");
    desk.keep(Why::Look);
    desk.settle();
    assert_eq!(desk.document.revision(), 1, "nothing new");
}

fn vote(votes: u64) -> Edit {
    let value = Some(crate::model::Value::Text(votes.to_string()));
    Edit::SetField { at: WENT_WELL.item(0), field: crate::model::Field::Votes, value }
}

#[test]
fn votes_of_two_programs_add_up_and_count_once() {
    let (_folder, mut desk) = desk();
    disk::write(&desk.path, BOARD.replace("votes: 3", "votes: 5")).unwrap();
    desk.apply(vote(4));
    desk.settle();
    assert!(desk.file().contains("votes: 6"), "{}", desk.file());
    disk::write(&desk.path, desk.file().replace("votes: 6", "votes: 8")).unwrap();
    desk.apply(vote(7));
    desk.settle();
    assert!(desk.file().contains("votes: 9"), "{}", desk.file());
}

#[test]
fn an_editor_that_loaded_an_earlier_version_deletes_nothing() {
    let (_folder, mut desk) = desk();
    let loaded = desk.file();
    for words in ["monday", "tuesday", "wednesday"] {
        desk.add(words);
        desk.settle();
    }
    disk::write(&desk.path, loaded.replace("- dear\n", "- dear\n  - theirs\n")).unwrap();
    desk.keep(Why::Look);
    desk.settle();
    for words in ["monday", "tuesday", "wednesday", "theirs"] {
        assert!(desk.file().contains(&format!("- {words}\n")), "{words}:\n{}", desk.file());
    }
    assert_eq!(desk.file(), desk.document.text());
}

#[test]
fn an_editor_that_saves_its_old_version_again_and_again_deletes_nothing_either() {
    let (_folder, mut desk) = desk();
    let mut theirs = desk.file();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    for words in days {
        desk.add(words);
        desk.settle();
    }
    for number in 0..3 {
        theirs = format!("{theirs}  - theirs {number}\n");
        disk::write(&desk.path, &theirs).unwrap();
        desk.keep(Why::Look);
        desk.settle();
    }
    for words in days.iter().copied().chain(["theirs 0", "theirs 1", "theirs 2"]) {
        assert!(desk.file().contains(&format!("- {words}\n")), "{words}:\n{}", desk.file());
    }
}

#[test]
fn who_brings_back_an_earlier_version_means_it() {
    let (_folder, mut desk) = desk();
    desk.add("ours");
    desk.settle();
    disk::write(&desk.path, BOARD).unwrap();
    desk.keep(Why::Look);
    desk.settle();
    assert_eq!((desk.document.text(), desk.file().as_str()), (BOARD, BOARD));
    desk.document.undo();
    assert!(desk.document.text().contains("- ours\n"), "undo brings back what was here");
}

#[test]
fn a_file_that_is_no_board_now_is_not_written_over() {
    let (_folder, mut desk) = desk();
    disk::write(&desk.path, "title: [\n").unwrap();
    desk.add("ours");
    desk.settle();
    assert_eq!(desk.failed.as_deref(), Some("the file is no board now"));
    assert_eq!(desk.file(), "title: [\n");
    disk::write(&desk.path, BOARD.replace("dear", "mended")).unwrap();
    desk.keep(Why::Look);
    desk.settle();
    assert!(desk.file().contains("- ours\n") && desk.file().contains("- mended\n"), "{}", desk.file());
}

#[test]
fn a_full_disk_is_told_once_and_the_next_edit_brings_all() {
    let (_folder, path, state) = board();
    let full = Arc::new(AtomicBool::new(true));
    let is_full = Arc::clone(&full);
    let fs = Scripted::new(move |_, name| match name {
        "write" if is_full.load(Ordering::SeqCst) => Err(std::io::Error::from_raw_os_error(28)),
        _ => Ok(()),
    });
    let mut desk = Desk::open(Arc::new(fs), &path, state);
    desk.add("one");
    desk.settle();
    assert_eq!(desk.failed.as_deref(), Some("the disk is full"));
    full.store(false, Ordering::SeqCst);
    desk.add("two");
    desk.settle();
    assert_eq!(desk.failed, None);
    assert!(desk.file().contains("- one\n  - two\n"), "{}", desk.file());
}

#[test]
fn a_board_that_is_bound_to_other_content_is_saved_upon_that() {
    let (_folder, mut desk) = desk();
    desk.add("ours");
    desk.settle();
    let other = BOARD.replace("title: T", "title: Other");
    disk::write(&desk.path, &other).unwrap();
    desk.document = Document::open(other.clone(), None).unwrap().0;
    desk.keeper.bind(&desk.path, other.as_str().into(), 0);
    desk.add("upon it");
    desk.settle();
    assert_eq!(desk.file(), desk.document.text());
    assert!(!desk.file().contains("- ours\n"));
}

/// A program that edits until all its words are in the file, hearing of the others only by saving.
fn writer(path: &Path, state: Option<PathBuf>, name: &str, edits: usize) {
    let mut desk = Desk::open(Arc::new(RealFs), path, state);
    for number in 0..edits {
        desk.add(&format!("{name} wrote number {number}"));
        if number % 3 == 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
        desk.hear();
    }
    for _ in 0..20 {
        desk.settle();
        if desk.failed.is_none() && desk.document.text() == desk.file() {
            break;
        }
        desk.keep(Why::Look);
    }
}

/// Programs edit one file at once; each edit is there once, and nothing else is left.
fn all_at_once(names: &[&str], edits: usize, with_state: bool) {
    let (folder, path, state) = board();
    std::thread::scope(|scope| {
        for name in names {
            let (path, state) = (path.clone(), state.clone().filter(|_| with_state));
            scope.spawn(move || writer(&path, state, name, edits));
        }
    });
    let file = disk::read_to_string(&path).unwrap();
    for name in names {
        for number in 0..edits {
            let line = format!("  - {name} wrote number {number}\n");
            assert_eq!(file.matches(&line).count(), 1, "{line}in\n{file}");
        }
    }
    assert_eq!(disk::read_dir(folder.path().join("boards")).unwrap().count(), 1, "nothing else is left");
}

#[test]
fn of_programs_that_edit_one_file_at_once_every_edit_is_there() {
    all_at_once(&["ann", "bob", "cleo", "dan"], 30, true);
}

#[test]
fn people_without_a_common_state_folder_lose_nothing_either() {
    all_at_once(&["ann", "bob"], 10, false);
}
