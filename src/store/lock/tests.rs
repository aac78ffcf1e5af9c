//! The lock beside a board: who has it, and that nothing is left of it.

use super::*;
use crate::store::fs::RealFs;
use crate::store::fs::scripted::Scripted;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::{TempDir, tempdir};

fn board() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    std::fs::write(&path, "title: A\n").unwrap();
    let file = folder.path().join(".a.yaml.lock");
    (folder, path, file)
}

#[test]
fn one_has_it_the_other_hears_who_and_nothing_is_left() {
    let (_folder, path, file) = board();
    assert_eq!(holder(&RealFs, &path), None);
    let lock = Lock::take(&RealFs, &path, "ann@desk 7").unwrap().unwrap();
    assert!(Lock::take(&RealFs, &path, "bob@desk 8").unwrap().is_none());
    assert_eq!(holder(&RealFs, &path).as_deref(), Some("ann@desk 7"));
    drop(lock);
    assert!(!file.exists());
    assert_eq!(holder(&RealFs, &path), None);
}

#[test]
fn a_file_that_a_crash_left_locks_nothing() {
    let (_folder, path, file) = board();
    std::fs::write(&file, "a longer name@desk 123456\n").unwrap();
    assert_eq!(holder(&RealFs, &path), None);
    let _lock = Lock::take(&RealFs, &path, "bob@desk 8").unwrap().unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "bob@desk 8\n");
}

#[test]
fn a_link_and_its_file_share_a_lock() {
    let (folder, path, _) = board();
    let link = folder.path().join("link.yaml");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let _lock = Lock::take(&RealFs, &link, "ann@desk 7").unwrap().unwrap();
    assert!(Lock::take(&RealFs, &path, "bob@desk 8").unwrap().is_none());
}

#[test]
fn a_lock_on_a_file_that_was_removed_meanwhile_is_taken_again() {
    let (_folder, path, file) = board();
    std::fs::write(&file, "").unwrap();
    let (theirs, asked) = (file.clone(), AtomicUsize::new(0));
    let fs = Scripted::new(move |_, name| {
        let first = name == "try_lock" && asked.fetch_add(1, Ordering::SeqCst) == 0;
        if first { std::fs::remove_file(&theirs) } else { Ok(()) }
    });
    let _lock = Lock::take(&fs, &path, "ann@desk 7").unwrap().unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "ann@desk 7\n");
}

#[test]
fn a_lock_that_is_another_file_by_now_is_not_removed() {
    let (_folder, path, file) = board();
    let lock = Lock::take(&RealFs, &path, "ann@desk 7").unwrap().unwrap();
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, "theirs").unwrap();
    drop(lock);
    assert!(file.exists());
}

#[test]
fn what_a_lock_file_says_is_one_short_line_without_control_characters() {
    let (_folder, path, file) = board();
    let _lock = Lock::take(&RealFs, &path, "ann@desk 7").unwrap().unwrap();
    std::fs::write(&file, format!("a\x1b]52;c;x\x07b{}\nc", "x".repeat(1000))).unwrap();
    let shown = holder(&RealFs, &path).unwrap();
    assert!(
        shown.starts_with("a]52;c;xb") && shown.len() <= 256 && !shown.contains('c'.to_ascii_uppercase())
    );
    assert!(!shown.chars().any(char::is_control));
}

#[test]
fn i_am_a_user_on_a_machine_with_a_number() {
    let who = me(&RealFs, |name| (name == "USER").then(|| "ann".into()));
    assert!(who.starts_with("ann@") && who.ends_with(&format!(" {}", std::process::id())), "{who}");
}

#[test]
fn nothing_is_left_of_a_lock_that_could_not_be_taken_or_whose_holder_panicked() {
    for nth in 1..20 {
        let (_folder, path, file) = board();
        let taken = Lock::take(&Scripted::failing(nth, 28, false), &path, "ann@desk 7");
        drop(taken);
        assert!(!file.exists(), "{nth}");
    }
    let (_folder, path, file) = board();
    let panicked = std::thread::scope(|scope| {
        let holder = scope.spawn(|| {
            let _lock = Lock::take(&RealFs, &path, "ann@desk 7").unwrap().unwrap();
            assert!(!file.exists(), "a panic while it is held");
        });
        holder.join()
    });
    assert!(panicked.is_err() && !file.exists());
}

#[test]
fn where_nothing_can_be_made_there_is_an_error_and_no_lock() {
    let (_folder, path, file) = board();
    let fs =
        Scripted::new(
            |_, name| {
                if name == "create" { Err(io::ErrorKind::ReadOnlyFilesystem.into()) } else { Ok(()) }
            },
        );
    assert!(Lock::take(&fs, &path, "ann@desk 7").is_err());
    assert!(!file.exists());
}

#[test]
fn our_lock_files_are_told_from_others() {
    let (_folder, path, file) = board();
    let ours = |text: &str| {
        std::fs::write(&file, text).unwrap();
        is_ours(RealFs.open(&file).unwrap().as_mut())
    };
    assert!(ours("ann@desk 7\n") && ours("ann b@a desk 7\n"));
    assert!(ours(""), "of a process that was killed before it could write");
    for other in ["7\n", "ann@desk\n", "ann@desk 7", "pid 7\n", "ann@desk x\n"] {
        assert!(!ours(other), "{other:?}");
    }
    drop(path);
}

/// `cargo test --lib lock::tests::figures -- --ignored --nocapture`
#[test]
#[ignore = "prints figures"]
fn figures() {
    let (_folder, path, _) = board();
    let begun = std::time::Instant::now();
    for _ in 0..1000 {
        drop(Lock::take(&RealFs, &path, "ann@desk 7").unwrap().unwrap());
    }
    eprintln!("a lock taken and left: {:?}", begun.elapsed() / 1000);
    let state = path.with_file_name("stratboard");
    let begun = std::time::Instant::now();
    for _ in 0..1000 {
        drop(Turn::wait(&RealFs, &state, &path).unwrap());
    }
    eprintln!("a turn that nobody else wants: {:?}", begun.elapsed() / 1000);
    let begun = std::time::Instant::now();
    for _ in 0..1000 {
        crate::store::leftovers::sweep(&RealFs, None, &path);
    }
    eprintln!("a sweep where nothing is left: {:?}", begun.elapsed() / 1000);
}
