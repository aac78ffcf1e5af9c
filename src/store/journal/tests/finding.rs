//! Journals that a crash left: which are found, taken over, settled, removed, and what damage does.

use super::*;
use std::os::unix::fs::PermissionsExt;

/// A crashed journal in which these texts were kept for the board, and for a second board `b.yaml` beside it.
fn crash(scene: &Scene, texts: &[&str]) -> PathBuf {
    let journal = scene.begun();
    for text in texts {
        scene.keep(&journal, text);
    }
    journal.keep(job(&other(scene), "other", 0));
    drop(journal);
    scene.files().pop().unwrap()
}

fn other(scene: &Scene) -> PathBuf {
    scene.path.with_file_name("b.yaml")
}

#[test]
fn a_journal_cut_off_at_any_byte_holds_what_was_whole_before() {
    let scene = scene();
    let file = crash(&scene, &["one", "two"]);
    let whole = disk::read(&file).unwrap();
    let mut seen = vec![String::new()];
    for end in 0..=whole.len() {
        disk::write(&file, &whole[..end]).unwrap();
        let last = scene.last().first().cloned().unwrap_or_default();
        if seen.last() != Some(&last) {
            seen.push(last);
        }
        let is_gone = !file.exists();
        assert_eq!(is_gone, seen.len() == 1, "removed where nothing is in it, at {end}");
    }
    assert_eq!(seen, ["", "one", "two"]);
    assert_eq!(scene.last(), ["two", "other"]);
}

#[test]
fn whatever_bit_is_wrong_no_text_is_offered_that_was_not_kept() {
    let scene = scene();
    let file = crash(&scene, &["one", "two"]);
    let whole = disk::read(&file).unwrap();
    for bit in 0..whole.len() * 8 {
        let mut damaged = whole.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        disk::write(&file, &damaged).unwrap();
        let last = scene.last();
        assert!(last.len() < 2, "everything behind the damage is in doubt: {bit}");
        assert!(last.iter().all(|text| ["one", "two"].contains(&text.as_str())), "{bit}: {last:?}");
        if bit / 8 < record::HEAD.len() {
            assert!(file.exists(), "what is none of our format is left alone");
        }
    }
}

#[test]
fn a_file_of_rubbish_does_no_harm() {
    let scene = scene();
    let file = crash(&scene, &["one"]);
    let mut state = 7_u64;
    for length in 0..2_000 {
        let mut rubbish = record::HEAD.to_vec();
        rubbish.extend((0..length).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 56) as u8
        }));
        disk::write(&file, &rubbish).unwrap();
        assert!(scene.crashed().is_empty());
    }
}

#[test]
fn settled_files_are_not_offered_again_and_with_the_last_the_journal_goes() {
    let scene = scene();
    let file = crash(&scene, &["one"]);
    // A torn tail must not hide what is appended.
    let mut torn = disk::read(&file).unwrap();
    torn.extend(b"torn");
    disk::write(&file, torn).unwrap();
    let mut found = scene.crashed();
    found[0].settle(&scene.path).unwrap();
    assert_eq!(found[0].left().len(), 1);
    drop(found);
    assert_eq!(scene.last(), ["other"]);
    let mut found = scene.crashed();
    found[0].settle(&scene.path).unwrap();
    found[0].settle(&other(&scene)).unwrap();
    assert!(found[0].left().is_empty() && !file.exists());
}

#[test]
fn a_journal_that_is_looked_at_is_nobody_elses_until_then() {
    let scene = scene();
    crash(&scene, &["one"]);
    let found = scene.crashed();
    assert!(scene.crashed().is_empty());
    drop(found);
    assert_eq!(scene.crashed().len(), 1);
}

#[test]
fn what_another_journal_took_over_is_offered_by_that_one_only() {
    let scene = scene();
    crash(&scene, &["one"]);
    let found = scene.crashed();
    let journal = scene.begun();
    journal.took_over(&scene.path, found[0].id());
    journal.typing(&scene.path, Some(Typing { place: String::new(), text: "t".into() }));
    journal.finish();
    // The next text has not come yet, so nothing was taken over.
    disk::copy(scene.files().into_iter().find(|file| is_not(file, found[0].id())).unwrap(), copy(&scene))
        .unwrap();
    let id = found[0].id();
    drop(found);
    assert_eq!(scene.last(), ["one", "other", "0"]);
    disk::remove_file(copy(&scene)).unwrap();
    scene.keep(&journal, "one and mine");
    drop(journal);
    for _ in 0..2 {
        let mut last = scene.last();
        last.sort();
        assert_eq!(last, ["one and mine", "other"]);
    }
    // Also when the one that took over is settled, and so gone.
    let mut found = scene.crashed();
    found.iter_mut().find(|crashed| crashed.id() != id).unwrap().settle(&scene.path).unwrap();
    drop(found);
    assert_eq!(scene.last(), ["other"]);
}

fn is_not(file: &Path, id: CrashedId) -> bool {
    file.file_stem().unwrap().to_str().unwrap() != format!("{:016x}", id.0)
}

fn copy(scene: &Scene) -> PathBuf {
    scene.state.join("journal/0000000000000001.log")
}

#[test]
fn a_second_crash_after_taking_over_replays_once_wherever_it_was_torn() {
    let scene = scene();
    let first = crash(&scene, &["one"]);
    let before = disk::read(&first).unwrap();
    let found = scene.crashed();
    let journal = scene.begun();
    journal.typing(&scene.path, Some(Typing::default_of("t")));
    journal.finish();
    let second = scene.files().into_iter().find(|file| *file != first).unwrap();
    let from = disk::read(&second).unwrap().len();
    journal.took_over(&scene.path, found[0].id());
    scene.keep(&journal, "one and mine");
    drop((journal, found));
    let whole = disk::read(&second).unwrap();
    for end in from..=whole.len() {
        disk::write(&first, &before).unwrap();
        disk::write(&second, &whole[..end]).unwrap();
        let mut last = scene.last();
        last.sort();
        let is_taken = end == whole.len();
        let expected: &[_] = if is_taken { &["one and mine", "other"] } else { &["0", "one", "other"] };
        assert_eq!(last, expected, "{end} of {from}..{}", whole.len());
    }
}

impl Typing {
    fn default_of(text: &str) -> Self {
        Self { place: String::new(), text: text.into() }
    }
}

#[test]
fn the_oldest_journal_comes_first() {
    let scene = scene();
    for text in ["one", "two", "three"] {
        let journal = scene.begun();
        scene.keep(&journal, text);
        drop(journal);
        std::thread::sleep(Duration::from_millis(2));
    }
    assert_eq!(scene.last(), ["one", "two", "three"]);
}

#[test]
fn two_processes_have_two_journals() {
    let scene = scene();
    let texts: Vec<_> = (0..4).map(|process| (0..20).map(move |n| format!("{process} {n}"))).collect();
    let end = std::sync::Barrier::new(texts.len());
    std::thread::scope(|threads| {
        for texts in texts {
            threads.spawn(|| {
                let journal = scene.begun();
                for text in texts {
                    scene.keep(&journal, &text);
                    assert!(scene.crashed().is_empty(), "all of them live");
                }
                end.wait();
            });
        }
    });
    let mut last = scene.last();
    last.sort();
    assert_eq!(last, ["0 19", "1 19", "2 19", "3 19"]);
}

#[test]
fn a_newer_format_is_left_alone() {
    let scene = scene();
    let file = crash(&scene, &["one"]);
    let newer =
        disk::read(&file).unwrap().iter().map(|byte| if *byte == b'1' { b'2' } else { *byte }).collect();
    let newer: Vec<u8> = newer;
    disk::write(&file, &newer).unwrap();
    assert!(scene.crashed().is_empty());
    assert_eq!(disk::read(&file).unwrap(), newer);
}

#[test]
fn a_journal_in_a_folder_that_others_can_write_is_not_believed() {
    let scene = scene();
    crash(&scene, &["one"]);
    for folder in [scene.state.clone(), scene.state.join("journal")] {
        disk::set_permissions(&folder, disk::Permissions::from_mode(0o722)).unwrap();
        assert!(scene.crashed().is_empty());
        let (journal, kept) = scene.start(RealFs);
        scene.keep(&journal, "one");
        assert!(kept.recv().unwrap().result.is_err());
        drop(journal);
        disk::set_permissions(&folder, disk::Permissions::from_mode(0o700)).unwrap();
    }
    assert_eq!(scene.crashed().len(), 1);
}

#[test]
fn a_journal_that_is_just_being_made_is_left_alone() {
    let scene = scene();
    crash(&scene, &["one"]);
    let part = scene.state.join("journal/0123456789abcdef.part");
    disk::write(&part, "").unwrap();
    scene.crashed();
    assert!(part.exists());
}

#[test]
fn without_journals_no_folder_is_made() {
    let scene = scene();
    assert!(scene.crashed().is_empty());
    assert!(!scene.state.exists());
}
