//! Programs that hold the file open while we save, and write into what we displaced.

use super::*;
use crate::store::file::Loaded;
use crate::store::settle::Looks;
use std::io::{Seek, Write};
use std::time::Duration;

/// Saves what a program knows as text, as it does.
fn save_text(
    fs: &dyn Fs,
    path: &Path,
    text: &[u8],
    known: Option<&[u8]>,
) -> (Result<Saved, SaveError>, Option<Displaced>) {
    let shared = |bytes: &[u8]| SharedText::from(str::from_utf8(bytes).unwrap());
    let known = known.map(shared);
    let expected = known.as_ref().map(|known| Known::new(known, None));
    save_keeping(fs, None, path, &shared(text), expected)
}

/// Saves over a file that somebody has open; their handle, and what was displaced.
fn displaced(fs: &dyn Fs) -> (TempDir, disk::File, Displaced) {
    let (folder, path) = old_file();
    let theirs = disk::OpenOptions::new().read(true).write(true).open(&path).unwrap();
    let (saved, displaced) = save_text(fs, &path, NEW, Some(OLD));
    saved.unwrap();
    assert_eq!(names(folder.path()), ["a.yaml"]);
    (folder, theirs, displaced.unwrap())
}

fn rewrite(mut file: &disk::File, bytes: &[u8]) {
    file.set_len(0).unwrap();
    file.rewind().unwrap();
    file.write_all(bytes).unwrap();
}

#[test]
fn what_is_written_into_a_displaced_file_is_found_once_each_time() {
    let (folder, theirs, mut displaced) = displaced(&RealFs);
    assert_eq!(displaced.changed(), None);
    for round in ["theirs", "theirs too", "theirt too", "theirs too"] {
        rewrite(&theirs, round.as_bytes());
        let found = displaced.changed().unwrap();
        assert_eq!(found.text.as_deref(), Ok(round));
        assert_eq!(found.real_path, folder.path().canonicalize().unwrap().join("a.yaml"));
        assert_eq!(displaced.changed(), None);
    }
    rewrite(&theirs, OLD);
    assert_eq!(displaced.changed().unwrap().bytes(), OLD);
}

#[test]
fn a_quick_change_of_the_same_length_is_found_too() {
    let (_folder, theirs, mut displaced) = displaced(&RealFs);
    for round in 0..500 {
        let text = format!("{round:03}");
        rewrite(&theirs, text.as_bytes());
        assert_eq!(displaced.changed().unwrap().text, Ok(text));
    }
}

#[test]
fn one_that_has_rested_is_not_read_again() {
    let fs = Scripted::new(|_, _| Ok(()));
    let (_folder, theirs, mut displaced) = displaced(&fs);
    let long_ago = std::time::SystemTime::now() - Duration::from_mins(1);
    theirs.set_times(disk::FileTimes::new().set_modified(long_ago)).unwrap();
    assert_eq!(displaced.changed(), None);
    let before = fs.count();
    assert_eq!(displaced.changed(), None);
    assert_eq!(fs.count(), before + 1, "one look at what it is");
    rewrite(&theirs, b"theirs");
    assert_eq!(displaced.changed().unwrap().bytes(), b"theirs");
}

#[test]
fn a_slow_writer_is_waited_for() {
    let (_folder, theirs, mut displaced) = displaced(&RealFs);
    rewrite(&theirs, b"half");
    let found = std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(300));
            (&theirs).write_all(b" and whole").unwrap();
        });
        let first = displaced.changed().unwrap();
        let looks = |loaded: &Loaded| {
            if loaded.bytes().ends_with(b"whole") { Looks::Whole } else { Looks::Doubtful }
        };
        displaced.settled(first, &looks)
    });
    assert_eq!(found.unwrap().bytes(), b"half and whole");
    assert_eq!(displaced.changed(), None);
}

#[test]
fn it_is_kept_by_a_plain_rename_too_and_where_a_later_step_fails() {
    for (operation, lands) in [("exchange", true), ("sync folder", false)] {
        let (_folder, path) = old_file();
        let theirs = disk::OpenOptions::new().write(true).open(&path).unwrap();
        let fs =
            Scripted::new(
                move |_, name| {
                    if name == operation { Err(io::ErrorKind::Unsupported.into()) } else { Ok(()) }
                },
            );
        let (saved, displaced) = save_text(&fs, &path, NEW, Some(OLD));
        assert_eq!(saved.is_ok(), lands, "{operation}");
        rewrite(&theirs, b"theirs");
        assert_eq!(displaced.unwrap().changed().unwrap().bytes(), b"theirs");
    }
}

#[test]
fn where_nothing_was_displaced_there_is_nothing_to_keep() {
    let (_folder, path) = old_file();
    assert!(save_text(&RealFs, &path, OLD, Some(OLD)).1.is_none());
    assert!(save_text(&RealFs, &path, NEW, None).1.is_none(), "somebody's is in the way");
    disk::remove_file(&path).unwrap();
    assert!(save_text(&RealFs, &path, NEW, None).1.is_none(), "a new file");
}
