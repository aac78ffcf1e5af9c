//! What comes back after a crash. A keeper that is dropped without [`Keeper::leave`] leaves what a `kill -9` leaves.

use super::*;

/// A disk on which no board can be replaced; the state folder works.
fn stuck() -> Arc<dyn Fs> {
    Arc::new(Scripted::new(|_, name| match name {
        "exchange" => Err(std::io::Error::from_raw_os_error(28)),
        _ => Ok(()),
    }))
}

fn real() -> Arc<dyn Fs> {
    Arc::new(RealFs)
}

/// Opens the board as the program does, with what comes back as a step.
fn reopened(fs: Arc<dyn Fs>, path: &Path, state: Option<PathBuf>) -> (Desk, Option<Recovered>) {
    let mut desk = Desk::open(fs, path, state);
    let recovered = desk.keeper.recover(path, desk.document.text(), None);
    if let Some(recovered) = &recovered
        && recovered.text != desk.document.text()
    {
        let here = Focus::Head(HeadAt::Board(Head::Title));
        let step = Step { label: "recovered".to_owned(), before: here, after: here, run: None };
        desk.document.take_text(recovered.text.clone(), step).unwrap();
        desk.keep(Why::Edited);
    }
    desk.settle();
    (desk, recovered)
}

fn journals(state: Option<&PathBuf>) -> usize {
    disk::read_dir(state.unwrap().join("journal")).map_or(0, Iterator::count)
}

#[test]
fn what_was_kept_and_not_saved_comes_back_and_nothing_is_left_of_it() {
    let (_folder, path, state) = board();
    let mut desk = Desk::open(stuck(), &path, state.clone());
    desk.add("one");
    desk.add("two");
    desk.settle();
    assert_eq!((desk.failed.as_deref(), desk.kept), (Some("the disk is full"), 2));
    drop(desk);
    assert_eq!(disk::read_to_string(&path).unwrap(), BOARD);
    let (desk, recovered) = reopened(real(), &path, state.clone());
    assert_eq!(recovered.unwrap().edits, 2);
    assert!(desk.file().contains("  - one\n  - two\n"), "{}", desk.file());
    desk.keeper.leave();
    drop(desk);
    assert_eq!(journals(state.as_ref()), 0);
    let (desk, recovered) = reopened(real(), &path, state);
    assert_eq!((recovered, desk.document.revision()), (None, 0));
}

#[test]
fn a_vote_that_comes_back_counts_once_however_often_the_program_crashes() {
    let (_folder, path, state) = board();
    let mut desk = Desk::open(stuck(), &path, state.clone());
    desk.apply(vote(4));
    desk.settle();
    drop(desk);
    disk::write(&path, BOARD.replace("votes: 3", "votes: 10")).unwrap();
    for _ in 0..3 {
        let (desk, recovered) = reopened(stuck(), &path, state.clone());
        let recovered = recovered.unwrap();
        assert!(recovered.text.contains("votes: 11"), "{recovered:?}");
        drop(desk);
    }
    let (desk, _) = reopened(real(), &path, state.clone());
    assert!(desk.file().contains("votes: 11"), "{}", desk.file());
    drop(desk);
    let (desk, recovered) = reopened(real(), &path, state);
    assert!(recovered.is_none_or(|recovered| recovered.edits == 0));
    assert!(desk.file().contains("votes: 11"), "{}", desk.file());
}

#[test]
fn what_others_wrote_after_the_crash_is_merged_with_what_comes_back() {
    let (_folder, path, state) = board();
    let mut desk = Desk::open(stuck(), &path, state.clone());
    desk.add("ours");
    desk.settle();
    drop(desk);
    disk::write(&path, BOARD.replace("- dear\n", "- dear\n  - theirs\n")).unwrap();
    let (desk, _) = reopened(real(), &path, state);
    assert!(desk.file().contains("  - ours\n") && desk.file().contains("  - theirs\n"), "{}", desk.file());
}

#[test]
fn what_was_merged_and_never_in_the_file_is_not_taken_for_deleted() {
    let (_folder, path, state) = board();
    let mut desk = Desk::open(stuck(), &path, state.clone());
    let theirs = BOARD.replace("- dear\n", "- dear\n  - one of theirs\n  - another of theirs\n");
    disk::write(&path, &theirs).unwrap();
    desk.add("ours");
    desk.settle();
    drop(desk);
    disk::write(&path, theirs + "  - and more\n").unwrap();
    let (desk, _) = reopened(real(), &path, state);
    assert!(desk.file().contains("  - ours\n") && desk.file().contains("  - and more\n"), "{}", desk.file());
}

#[test]
fn a_crash_after_a_merge_was_saved_and_before_it_was_taken_over_doubles_nothing() {
    let (_folder, path, state) = board();
    let mut desk = Desk::open(real(), &path, state.clone());
    disk::write(&path, BOARD.replace("votes: 3", "votes: 5")).unwrap();
    desk.apply(vote(4));
    desk.keeper.finish();
    assert!(desk.file().contains("votes: 6"), "{}", desk.file());
    drop(desk);
    let (desk, _) = reopened(real(), &path, state.clone());
    assert!(desk.file().contains("votes: 6"), "{}", desk.file());
    drop(desk);
    let saved_over = disk::read_to_string(&path).unwrap().replace("plain words", "others' words");
    disk::write(&path, &saved_over).unwrap();
    let (desk, _) = reopened(real(), &path, state);
    assert_eq!(desk.file(), saved_over);
}

#[test]
fn edits_for_a_file_that_is_no_board_now_stay_until_it_is_mended() {
    let (_folder, path, state) = board();
    let mut desk = Desk::open(stuck(), &path, state.clone());
    desk.add("ours");
    desk.settle();
    drop(desk);
    disk::write(&path, "title: [\n").unwrap();
    let mut keeper = Keeper::new(real(), state.clone(), String::new, |_| {});
    let stays = keeper.recover(&path, "title: [\n", None).unwrap();
    assert_eq!((stays.edits, stays.text.as_str()), (0, "title: [\n"));
    assert!(stays.stays.is_some());
    drop(keeper);
    disk::write(&path, BOARD).unwrap();
    let (desk, _) = reopened(real(), &path, state);
    assert!(desk.file().contains("  - ours\n"));
}

#[test]
fn edits_of_another_board_are_told_and_stay() {
    let (folder, path, state) = board();
    let mut desk = Desk::open(stuck(), &path, state.clone());
    desk.add("ours");
    desk.settle();
    drop(desk);
    let other = folder.path().join("boards/b.yaml");
    disk::write(&other, BOARD).unwrap();
    let (mut desk, recovered) = reopened(real(), &other, state.clone());
    assert_eq!(recovered, None);
    let real_path = path.canonicalize().unwrap();
    assert_eq!(desk.keeper.left_elsewhere(&other), [(real_path, 1)]);
    drop(desk);
    let (_, recovered) = reopened(real(), &path, state);
    assert_eq!(recovered.unwrap().edits, 1);
}

#[test]
fn what_was_being_typed_is_offered_again() {
    let (_folder, path, state) = board();
    let mut desk = Desk::open(real(), &path, state.clone());
    let typing = Typing { place: "here".to_owned(), text: "half a".to_owned() };
    desk.keeper.typing(&path, &desk.document, Some(typing.clone())).unwrap();
    desk.keeper.finish();
    drop(desk);
    let (mut desk, recovered) = reopened(real(), &path, state.clone());
    assert_eq!(recovered.unwrap().typing, Some(typing.clone()));
    desk.keeper.typing(&path, &desk.document, Some(typing.clone())).unwrap();
    desk.keeper.was_offered(&path);
    assert_eq!(journals(state.as_ref()), 1, "it is in the journal of this process now");
    drop(desk);
    let (mut desk, recovered) = reopened(real(), &path, state.clone());
    assert_eq!(recovered.unwrap().typing, Some(typing));
    desk.keeper.typing(&path, &desk.document, None).unwrap();
    desk.keeper.was_offered(&path);
    desk.keeper.leave();
    drop(desk);
    assert_eq!(journals(state.as_ref()), 0);
}

/// A program saves two edits and dies; meanwhile somebody saved what they had loaded before with a change of theirs.
fn saved_over(saved: &[&str], unsaved: &[&str]) -> String {
    let (_folder, path, state) = board();
    let is_stuck = Arc::new(AtomicBool::new(false));
    let stuck = Arc::clone(&is_stuck);
    let fs = Scripted::new(move |_, name| match name {
        "exchange" if stuck.load(Ordering::SeqCst) => Err(std::io::Error::from_raw_os_error(28)),
        _ => Ok(()),
    });
    let mut desk = Desk::open(Arc::new(fs), &path, state.clone());
    for words in saved {
        desk.add(words);
        desk.settle();
    }
    is_stuck.store(true, Ordering::SeqCst);
    for words in unsaved {
        desk.add(words);
        desk.settle();
    }
    drop(desk);
    disk::write(&path, BOARD.replace("- dear\n", "- dear\n  - theirs\n")).unwrap();
    let (desk, _) = reopened(real(), &path, state.clone());
    let file = desk.file();
    drop(desk);
    let (desk, recovered) = reopened(real(), &path, state);
    assert!(recovered.is_none_or(|recovered| recovered.edits == 0));
    assert_eq!(desk.file(), file);
    file
}

#[test]
fn what_was_saved_over_by_a_stale_editor_just_before_a_crash_comes_back() {
    let file = saved_over(&["one", "two"], &["three"]);
    assert!(file.contains("- one\n  - two\n  - three\n") && file.contains("- theirs\n"), "{file}");
    let file = saved_over(&["one", "two"], &[]);
    assert!(file.contains("- one\n  - two\n") && file.contains("- theirs\n"), "{file}");
}

#[test]
fn what_somebody_deletes_after_a_crash_does_not_come_back() {
    let (_folder, path, state) = board();
    let mut desk = Desk::open(real(), &path, state.clone());
    for words in ["one", "two"] {
        desk.add(words);
        desk.settle();
    }
    drop(desk);
    let theirs = BOARD.replace("- dear\n", "- dear\n  - theirs\n");
    disk::write(&path, &theirs).unwrap();
    let later = std::time::SystemTime::now() + Duration::from_mins(1);
    disk::File::options().write(true).open(&path).unwrap().set_modified(later).unwrap();
    let (desk, recovered) = reopened(real(), &path, state.clone());
    assert_eq!((recovered, desk.file()), (None, theirs));
    desk.keeper.leave();
    drop(desk);
    assert_eq!(journals(state.as_ref()), 0);
}

#[test]
fn a_journal_that_was_begun_anew_knows_the_first_text_still() {
    let (_folder, path, state) = board();
    let failing = Arc::new(AtomicBool::new(false));
    let fails = Arc::clone(&failing);
    let fs = Scripted::new(move |_, name| match name {
        "sync_data" if fails.swap(false, Ordering::SeqCst) => Err(std::io::Error::from_raw_os_error(5)),
        _ => Ok(()),
    });
    let mut desk = Desk::open(Arc::new(fs), &path, state.clone());
    for words in ["one", "two"] {
        desk.add(words);
        desk.settle();
    }
    failing.store(true, Ordering::SeqCst);
    desk.add("three");
    desk.settle();
    assert!(!failing.load(Ordering::SeqCst));
    drop(desk);
    disk::write(&path, BOARD.replace("- dear\n", "- dear\n  - theirs\n")).unwrap();
    let (desk, _) = reopened(real(), &path, state);
    let file = desk.file();
    assert!(file.contains("- one\n  - two\n  - three\n") && file.contains("- theirs\n"), "{file}");
}

#[test]
fn a_text_that_comes_back_is_not_taken_for_the_earlier_one_that_was_saved() {
    let (_folder, path, state) = board();
    let real_path = path.canonicalize().unwrap();
    let journal = Journal::start(real(), state.clone().unwrap(), |_| {}).unwrap();
    let texts =
        ["- a\n", "- a\n  - b\n", "- a\n", "- c\n"].map(|end| Arc::<str>::from(format!("{BOARD}  {end}")));
    journal.begin(&path, BOARD.into());
    for (revision, text) in (1..).zip(&texts) {
        journal.keep(KeepJob { path: path.clone(), text: SharedText::from(&**text), revision, edits: 1 });
        journal.finish();
    }
    // The saver is behind: it tells of the first text when the third, which is equal, is kept; then the second is saved.
    journal.saved(&path, Fingerprint::of(texts[0].as_bytes()));
    journal.finish();
    drop(journal);
    disk::write(&path, &*texts[1]).unwrap();
    let mut keeper = Keeper::new(real(), state, String::new, |_| {});
    let recovered = keeper.recover(&path, &texts[1], None).unwrap();
    assert_eq!(recovered.text, *texts[3], "{}", real_path.display());
}
