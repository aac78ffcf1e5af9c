//! Moments at which a word could get lost, doubled or left behind.

use super::*;
use std::io::{Seek, Write};

/// The next text goes on its way although the last merge has not been heard of.
fn unheard(desk: &mut Desk, why: Why) {
    desk.keep(why);
    desk.keeper.finish();
}

#[test]
fn votes_count_once_though_the_file_was_looked_at_before_a_merge_was_heard_of() {
    let (_folder, mut desk) = desk();
    disk::write(&desk.path, BOARD.replace("votes: 3", "votes: 5")).unwrap();
    desk.apply(vote(4));
    desk.keeper.finish();
    unheard(&mut desk, Why::Look);
    disk::write(&desk.path, desk.file().replace("- dear\n", "- dear\n  - theirs\n")).unwrap();
    unheard(&mut desk, Why::Look);
    desk.settle();
    desk.apply(vote(7));
    desk.settle();
    assert!(desk.file().contains("votes: 7"), "{}", desk.file());
    assert!(desk.file().contains("- theirs\n"), "{}", desk.file());
}

#[test]
fn what_others_put_back_before_a_merge_was_heard_of_stays_so() {
    let (_folder, mut desk) = desk();
    disk::write(&desk.path, BOARD.replace("plain words", "their words")).unwrap();
    desk.add("ours");
    desk.keeper.finish();
    disk::write(&desk.path, desk.document.text()).unwrap();
    unheard(&mut desk, Why::Look);
    desk.settle();
    desk.add("more");
    desk.settle();
    assert!(desk.file().contains("- plain words\n"), "{}", desk.file());
}

#[test]
fn a_failure_that_passed_is_not_shown_for_ever() {
    let (_folder, mut desk) = desk();
    desk.add("ours");
    desk.settle();
    let away = desk.path.with_extension("away");
    disk::rename(&desk.path, &away).unwrap();
    desk.keep(Why::Look);
    desk.settle();
    assert_eq!(desk.failed.as_deref(), Some("the file is gone"));
    disk::rename(&away, &desk.path).unwrap();
    desk.keep(Why::Look);
    desk.settle();
    assert_eq!(desk.failed, None);
}

/// Writes into the file that a save displaces, as a program that has it open does.
fn write_late(desk: &mut Desk, text: &str) {
    let mut theirs = disk::OpenOptions::new().write(true).open(&desk.path).unwrap();
    desk.add("ours");
    desk.settle();
    theirs.set_len(0).unwrap();
    theirs.rewind().unwrap();
    theirs.write_all(text.as_bytes()).unwrap();
}

#[test]
fn what_is_written_late_and_is_no_board_keeps_nothing_from_being_saved() {
    let (_folder, mut desk) = desk();
    write_late(&mut desk, "title: [\n");
    desk.add("more");
    desk.settle();
    assert_eq!(desk.failed, None);
    assert!(desk.file().contains("- ours\n  - more\n"), "{}", desk.file());
}

#[test]
fn what_is_written_late_outlives_a_save_that_fails() {
    let (_folder, path, state) = board();
    let full = Arc::new(AtomicBool::new(false));
    let is_full = Arc::clone(&full);
    let fs = Scripted::new(move |_, name| match name {
        "exchange" if is_full.load(Ordering::SeqCst) => Err(std::io::Error::from_raw_os_error(28)),
        _ => Ok(()),
    });
    let mut desk = Desk::open(Arc::new(fs), &path, state);
    write_late(&mut desk, &BOARD.replace("- dear\n", "- dear\n  - late\n"));
    full.store(true, Ordering::SeqCst);
    desk.add("more");
    desk.settle();
    assert_eq!(desk.failed.as_deref(), Some("the disk is full"));
    full.store(false, Ordering::SeqCst);
    desk.add("again");
    desk.settle();
    assert!(desk.file().contains("- late\n") && desk.file().contains("- again\n"), "{}", desk.file());
}

#[test]
fn what_is_written_late_from_an_old_version_deletes_nothing() {
    let (_folder, mut desk) = desk();
    for words in ["monday", "tuesday"] {
        desk.add(words);
        desk.settle();
    }
    write_late(&mut desk, &BOARD.replace("- dear\n", "- dear\n  - late\n"));
    desk.add("more");
    desk.settle();
    for words in ["monday", "tuesday", "ours", "late", "more"] {
        assert!(desk.file().contains(&format!("- {words}\n")), "{words}:\n{}", desk.file());
    }
}

#[test]
fn an_editor_that_goes_on_from_its_own_version_after_ours_was_merged_deletes_nothing() {
    let (_folder, mut desk) = desk();
    let mut theirs = BOARD.to_owned();
    for number in 0..6 {
        theirs = format!("{theirs}  - theirs {number}\n");
    }
    disk::write(&desk.path, &theirs).unwrap();
    for words in ["monday", "tuesday", "wednesday"] {
        desk.add(words);
    }
    desk.settle();
    disk::write(&desk.path, format!("{theirs}  - the next of theirs\n")).unwrap();
    desk.keep(Why::Look);
    desk.settle();
    for words in ["monday", "tuesday", "wednesday", "theirs 5", "the next of theirs"] {
        assert!(desk.file().contains(&format!("- {words}\n")), "{words}:\n{}", desk.file());
    }
}

#[test]
fn an_editor_that_loaded_after_a_mass_removal_deletes_nothing_of_what_came_since() {
    let (_folder, mut desk) = desk();
    for number in 0..12 {
        desk.add(&format!("item number {number}"));
    }
    desk.settle();
    let removed = BOARD.replace("- dear\n", "- dear once\n");
    disk::write(&desk.path, &removed).unwrap();
    desk.keep(Why::Look);
    desk.settle();
    for words in ["monday", "tuesday", "wednesday"] {
        desk.add(words);
        desk.settle();
    }
    disk::write(&desk.path, removed + "  - theirs\n").unwrap();
    desk.keep(Why::Look);
    desk.settle();
    for words in ["monday", "tuesday", "wednesday", "theirs"] {
        assert!(desk.file().contains(&format!("- {words}\n")), "{words}:\n{}", desk.file());
    }
}

#[test]
fn a_text_is_in_the_file_only_once_it_is_kept() {
    let (_folder, path, state) = board();
    let (syncs, held) = (Arc::new(std::sync::atomic::AtomicUsize::new(0)), Arc::new(AtomicBool::new(true)));
    let (counted, is_held) = (Arc::clone(&syncs), Arc::clone(&held));
    let fs = Scripted::new(move |_, name| {
        // The first text is kept with a new journal; the second one has to wait, and so has the third.
        if name == "sync_data" {
            let earlier = counted.fetch_add(1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(200 * u64::from(earlier > 0)));
            while is_held.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        Ok(())
    });
    let mut desk = Desk::open(Arc::new(fs), &path, state);
    desk.add("one");
    desk.settle();
    desk.add("two");
    while syncs.load(Ordering::SeqCst) == 0 {
        std::thread::sleep(Duration::from_millis(1));
    }
    desk.add("three");
    held.store(false, Ordering::SeqCst);
    desk.settle();
    assert!(desk.file().contains("- three\n"));
    assert!(desk.is_in_order, "told as saved before it was kept");
}

#[test]
fn what_was_typed_stays_in_its_journal_while_no_other_can_be_written() {
    let (_folder, path, state) = board();
    let mut desk = Desk::open(Arc::new(RealFs), &path, state.clone());
    let typing = Typing { place: "here".to_owned(), text: "half a".to_owned() };
    desk.keeper.typing(&path, &desk.document, Some(typing.clone())).unwrap();
    drop(desk);
    let full = Scripted::new(|_, name| match name {
        "write" => Err(std::io::Error::from_raw_os_error(28)),
        _ => Ok(()),
    });
    let mut keeper = Keeper::new(Arc::new(full), state.clone(), String::new, |_| {});
    let document = Document::open(BOARD.to_owned(), None).unwrap().0;
    assert_eq!(keeper.recover(&path, BOARD, None).unwrap().typing, Some(typing.clone()));
    keeper.typing(&path, &document, Some(typing.clone())).unwrap();
    keeper.was_offered(&path);
    drop(keeper);
    let mut keeper = Keeper::new(Arc::new(RealFs), state, String::new, |_| {});
    assert_eq!(keeper.recover(&path, BOARD, None).unwrap().typing, Some(typing));
}

#[test]
fn what_is_written_late_comes_in_though_other_saves_came_between() {
    let (_folder, mut desk) = desk();
    let mut theirs = disk::OpenOptions::new().write(true).open(&desk.path).unwrap();
    for words in ["monday", "tuesday", "wednesday"] {
        desk.add(words);
        desk.settle();
    }
    theirs.set_len(0).unwrap();
    theirs.rewind().unwrap();
    theirs.write_all(BOARD.replace("- dear\n", "- dear\n  - late\n").as_bytes()).unwrap();
    desk.add("more");
    desk.settle();
    for words in ["monday", "tuesday", "wednesday", "late", "more"] {
        assert!(desk.file().contains(&format!("- {words}\n")), "{words}:\n{}", desk.file());
    }
}

#[test]
fn only_a_few_displaced_files_are_held_open() {
    let (_folder, mut desk) = desk();
    for number in 0..20 {
        desk.add(&format!("number {number}"));
        desk.settle();
    }
    let held = disk::read_dir("/proc/self/fd").unwrap().filter(|entry| {
        let to = entry.as_ref().ok().and_then(|entry| disk::read_link(entry.path()).ok());
        let folder = desk.path.parent().unwrap().canonicalize().unwrap();
        to.is_some_and(|to| to.starts_with(folder) && to.to_string_lossy().ends_with("(deleted)"))
    });
    let held = held.count();
    assert!((1..=4).contains(&held), "{held}");
}
