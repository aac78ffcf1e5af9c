//! A disk that fails and a process that dies, at each operation: what was reported kept is found.

use super::*;
use crate::store::fs::scripted::Scripted;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

const EIO: i32 = 5;
const ENOSPC: i32 = 28;

const TEXTS: [&str; 6] = ["0", "one", "two", "two and a half", "three", "four"];

/// A session of five texts; the second is saved as a merged one. How far keeping was reported, and the journal.
fn session(scene: &Scene, fs: &Scripted) -> (Journal, usize, Vec<Kept>) {
    let (journal, kept) = scene.start(fs.clone());
    journal.begin(&scene.path, TEXTS[0].into());
    for (revision, text) in TEXTS.iter().enumerate().skip(1) {
        journal.keep(job(&scene.path, text, revision as u64));
        journal.typing(&scene.path, Some(Typing { place: "item 1".into(), text: (*text).into() }));
        journal.finish();
        if revision == 2 {
            // Whether it could be recorded is the saver's concern.
            let _ = journal.merged(&scene.path, print(text), "two+theirs".into());
            journal.saved(&scene.path, print("two+theirs"));
        }
    }
    let kept: Vec<_> = kept.try_iter().collect();
    let newest = kept.iter().filter(|ended| ended.result.is_ok()).map(|ended| ended.job.revision).max();
    (journal, newest.unwrap_or(0) as usize, kept)
}

/// The newest text that is left, as its place in `TEXTS`.
fn found(scene: &Scene, context: &str) -> usize {
    let last = scene.last();
    assert!(last.len() < 2, "{context}: offered more than once: {last:?}");
    let place = |text: &String| TEXTS.iter().position(|known| known == text);
    last.first().map_or(0, |text| place(text).unwrap_or_else(|| panic!("{context}: {text:?}")))
}

fn operations() -> usize {
    let (scene, fs) = (scene(), Scripted::new(|_, _| Ok(())));
    drop(session(&scene, &fs));
    assert_eq!(found(&scene, ""), 5);
    fs.count()
}

#[test]
fn whichever_operation_a_process_dies_at_what_was_kept_is_found() {
    for nth in 1..=operations() + 1 {
        let scene = scene();
        let (journal, newest, _) = session(&scene, &Scripted::dying(nth));
        drop(journal);
        assert!(found(&scene, &format!("{nth}")) >= newest, "{nth}: {newest} was reported");
    }
}

#[test]
fn one_failing_operation_loses_nothing_and_the_next_text_is_kept() {
    for errno in [EIO, ENOSPC] {
        for nth in 1..=operations() {
            let scene = scene();
            let (journal, newest, kept) = session(&scene, &Scripted::failing(nth, errno, false));
            assert_eq!(newest, 5, "{nth}");
            let failed: Vec<_> = kept.iter().filter(|ended| ended.result.is_err()).collect();
            assert!(
                failed.iter().all(|ended| ended.job.revision == 1),
                "only where no file could be made: {nth}"
            );
            assert!(scene.crashed().is_empty(), "{nth}: it lives");
            drop(journal);
            assert_eq!(found(&scene, &format!("{nth}")), 5);
            assert_eq!(scene.left().typing.map(|typing| typing.text).as_deref(), Some("four"));
        }
    }
}

#[test]
fn a_disk_that_fails_for_good_is_told_and_what_was_kept_before_is_found() {
    for nth in 1..=operations() {
        let scene = scene();
        let (journal, newest, kept) = session(&scene, &Scripted::failing(nth, EIO, true));
        let told = kept.iter().filter(|ended| ended.result.is_err()).count();
        assert_eq!(newest + told, 5, "{nth}: each is told");
        assert!(scene.crashed().is_empty(), "{nth}: it lives");
        drop(journal);
        assert!(found(&scene, &format!("{nth}")) >= newest, "{nth}: {newest} was reported");
    }
}

/// Fails what `names` says while the switch is on.
fn switched(names: &'static [&str]) -> (Scripted, Arc<AtomicBool>) {
    let fails = Arc::new(AtomicBool::new(false));
    let switch = Arc::clone(&fails);
    let fs = Scripted::new(move |_, name| {
        let fails = fails.load(Ordering::SeqCst) && (names.is_empty() || names.contains(&name));
        if fails { Err(io::Error::from_raw_os_error(ENOSPC)) } else { Ok(()) }
    });
    (fs, switch)
}

#[test]
fn what_failed_is_kept_with_the_next_text_and_the_damaged_file_goes() {
    let scene = scene();
    let (fs, fails) = switched(&[]);
    let (journal, kept) = scene.start(fs);
    journal.begin(&scene.path, "0".into());
    scene.keep(&journal, "one");
    let first = scene.files();
    fails.store(true, Ordering::SeqCst);
    scene.keep(&journal, "two");
    fails.store(false, Ordering::SeqCst);
    scene.keep(&journal, "three");
    let results: Vec<_> = kept.try_iter().map(|ended| ended.result.is_ok()).collect();
    assert_eq!(results, [true, false, true]);
    assert_eq!(scene.files().len(), 1);
    assert_ne!(scene.files(), first, "after a failure nothing is written to the same file again");
    drop(journal);
    assert_eq!(contents(&scene.left()), same(&["0", "one", "two", "three"]));
}

#[test]
fn the_error_names_the_file_the_cause_and_a_remedy() {
    let scene = scene();
    let (fs, fails) = switched(&["create"]);
    let (journal, kept) = scene.start(fs);
    fails.store(true, Ordering::SeqCst);
    scene.keep(&journal, "one");
    let told = kept.recv().unwrap().result.unwrap_err().to_string();
    assert!(
        told.contains("a.yaml") && told.contains("the disk is full") && told.contains("make room"),
        "{told}"
    );
}

#[test]
fn the_error_about_the_state_folder_tells_its_own_remedy() {
    use std::os::unix::fs::PermissionsExt;
    let scene = scene();
    disk::create_dir(&scene.state).unwrap();
    disk::set_permissions(&scene.state, disk::Permissions::from_mode(0o777)).unwrap();
    let (journal, kept) = scene.start(RealFs);
    scene.keep(&journal, "one");
    let told = kept.recv().unwrap().result.unwrap_err().to_string();
    let state = scene.state.to_str().unwrap();
    assert!(told.contains(state) && told.contains("others can write") && told.contains("chmod"), "{told}");
    assert_eq!(told.lines().count(), 2, "{told}");
}

#[test]
fn a_journal_that_was_replaced_is_not_offered_though_it_could_not_be_removed() {
    let scene = scene();
    let (fs, fails) = switched(&["sync_data"]);
    let (journal, _kept) = scene.start(fs);
    journal.begin(&scene.path, "0".into());
    scene.keep(&journal, "one");
    let (old, bytes) = (scene.files().remove(0), disk::read(&scene.files()[0]).unwrap());
    fails.store(true, Ordering::SeqCst);
    scene.keep(&journal, "two");
    drop(journal);
    assert!(!old.exists());
    disk::write(&old, bytes).unwrap();
    assert_eq!(scene.last(), ["two"]);
    assert!(!old.exists());
}

#[test]
fn what_was_taken_over_is_told_by_a_new_journal_too() {
    let scene = scene();
    let journal = scene.begun();
    scene.keep(&journal, "one");
    drop(journal);
    let found = scene.crashed();
    let (fs, fails) = switched(&["sync_data"]);
    let (journal, _kept) = scene.start(fs);
    journal.begin(&scene.path, "0".into());
    journal.took_over(&scene.path, found[0].id());
    scene.keep(&journal, "one and mine");
    journal.saved(&scene.path, print("one and mine"));
    fails.store(true, Ordering::SeqCst);
    let typing = Typing { place: String::new(), text: "t".into() };
    journal.typing(&scene.path, Some(typing));
    journal.finish();
    drop((journal, found));
    assert_eq!(scene.files().len(), 2);
    assert_eq!(scene.last(), ["one and mine"], "for what is being typed, and not `one`");
    assert_eq!(scene.files().len(), 1);
}

#[test]
fn a_sync_is_never_repeated_on_the_same_file() {
    let scene = scene();
    let (fs, fails) = switched(&["sync_data", "create"]);
    let (journal, kept) = scene.start(fs);
    journal.begin(&scene.path, "0".into());
    scene.keep(&journal, "one");
    fails.store(true, Ordering::SeqCst);
    scene.keep(&journal, "two");
    let length = disk::metadata(&scene.files()[0]).unwrap().len();
    fails.store(false, Ordering::SeqCst);
    let watched = scene.files()[0].clone();
    scene.keep(&journal, "three");
    assert_eq!(kept.try_iter().filter(|ended| ended.result.is_ok()).count(), 2);
    assert!(!watched.exists(), "it had {length} bytes and goes when a new one is durable");
}

#[test]
fn a_new_journal_that_may_not_be_durable_and_cannot_go_is_not_offered_while_its_process_lives() {
    let scene = scene();
    let (fs, fails) = switched(&["sync_data", "sync folder", "remove"]);
    let (journal, _kept) = scene.start(fs);
    journal.begin(&scene.path, "0".into());
    scene.keep(&journal, "one");
    fails.store(true, Ordering::SeqCst);
    scene.keep(&journal, "two");
    assert_eq!(scene.files().len(), 2);
    assert!(scene.crashed().is_empty());
    scene.keep(&journal, "three");
    assert_eq!(scene.files().len(), 2, "no more than one such");
    fails.store(false, Ordering::SeqCst);
    scene.keep(&journal, "four");
    assert_eq!(scene.files().len(), 1);
    drop(journal);
    assert_eq!(scene.last(), ["four"]);
}

#[test]
fn a_damaged_journal_with_everything_saved_goes_at_once() {
    let scene = scene();
    let (fs, fails) = switched(&["sync_data", "create"]);
    let (journal, _kept) = scene.start(fs);
    journal.begin(&scene.path, "0".into());
    scene.keep(&journal, "one");
    fails.store(true, Ordering::SeqCst);
    scene.keep(&journal, "two");
    journal.saved(&scene.path, print("two"));
    journal.finish();
    assert_eq!(scene.files().len(), 0, "else a crash would bring `one` back");
}

#[test]
fn a_merged_text_that_cannot_be_recorded_is_told() {
    let scene = scene();
    let (fs, fails) = switched(&[]);
    let (journal, _kept) = scene.start(fs);
    journal.begin(&scene.path, "0".into());
    scene.keep(&journal, "one");
    fails.store(true, Ordering::SeqCst);
    assert!(journal.merged(&scene.path, print("one"), "one+theirs".into()).is_err());
    fails.store(false, Ordering::SeqCst);
    journal.merged(&scene.path, print("one"), "one+theirs".into()).unwrap();
}

#[test]
fn settling_that_fails_is_told_and_offered_again() {
    for nth in 1..40 {
        let scene = scene();
        let journal = scene.begun();
        scene.keep(&journal, "one");
        journal.keep(job(&scene.path.with_file_name("b.yaml"), "other", 0));
        drop(journal);
        let mut found = crashed(&Scripted::failing(nth, EIO, true), &scene.state);
        let settled = found.first_mut().is_some_and(|crashed| crashed.settle(&scene.path).is_ok());
        drop(found);
        let last = scene.last();
        assert!(last.ends_with(&["other".to_owned()]), "{nth}: {last:?}");
        // Where only its sync failed the record is there.
        assert!(last.len() == 1 || (!settled && last == ["one", "other"]), "{nth}: {last:?}");
    }
}
