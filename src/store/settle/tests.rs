//! The rule on a clock of its own, and on files that others write slowly.

use super::*;
use crate::store::RealFs;
use crate::store::file::loaded;
use std::fs as disk;
use std::io::Write;
use std::thread::sleep;
use tempfile::tempdir;

const BOARD: &str =
    "strengths:\n  - text: one\n  - text: two\nweaknesses:\n  - text: three\n  - text: the last\n";

/// A hundredth of a second stands for a tenth.
const QUICK: Rests = Rests {
    again: Duration::from_millis(15),
    whole: Duration::from_millis(15),
    doubtful: Duration::from_millis(70),
    passing: Duration::from_millis(200),
    restless: Duration::from_millis(200),
    longest: Duration::from_secs(1),
};

fn content(text: &str) -> Loaded {
    loaded(text.as_bytes().to_owned(), "/b/a.yaml".into(), false)
}

/// As `run` judges: against what was known, here the board.
fn looks(loaded: &Loaded) -> Looks {
    let is_whole = loaded.text.as_ref().is_ok_and(|text| text.ends_with(end_of(BOARD)));
    if is_whole { Looks::Whole } else { Looks::Doubtful }
}

/// What is believed, and after how many milliseconds, of a file that holds `at(ms)`; the clock goes from look to look.
fn believed(at: impl Fn(u64) -> Option<Loaded>) -> (u64, Option<Loaded>) {
    let begun = Instant::now();
    let (mut settling, mut milliseconds) = (Settling::new(begun), 100);
    loop {
        let found = Ok(at(milliseconds));
        let now = begun + Duration::from_millis(milliseconds);
        match settling.look(&found, looks, now, &RESTS) {
            None => return (milliseconds, at(milliseconds)),
            Some(wait) => milliseconds += u64::try_from(wait.as_millis()).unwrap(),
        }
    }
}

fn text(found: Option<Loaded>) -> String {
    found.unwrap().text.unwrap()
}

#[test]
fn no_prefix_of_a_file_that_grows_every_50_ms_is_believed() {
    for step in 1..=BOARD.len() {
        let at = |ms: u64| Some(content(&BOARD[..(step * (ms / 50) as usize).min(BOARD.len())]));
        let until = 50 * (BOARD.len().div_ceil(step)) as u64;
        let (when, found) = believed(at);
        assert_eq!(text(found), BOARD, "{step} bytes a step, after {when} ms");
        assert!(when <= (until + 450).max(250), "{step} bytes a step: {when} of {until} ms");
    }
}

#[test]
fn no_prefix_is_believed_whenever_the_writer_pauses_half_a_second() {
    for cut in 0..BOARD.len() {
        let (when, found) = believed(|ms| Some(content(if ms < 500 { &BOARD[..cut] } else { BOARD })));
        assert_eq!((text(found).as_str(), when < 1000), (BOARD, true), "{cut}");
    }
}

#[test]
fn each_state_is_believed_in_its_time() {
    assert_eq!(believed(|_| Some(content(BOARD))).0, 250);
    assert_eq!(believed(|_| Some(content("strengths: []\n"))).0, 800);
    assert_eq!(believed(|_| Some(content(&BOARD.replace("one", "\0\0\0")))).0, 800);
    assert_eq!(believed(|_| Some(content(""))).0, 2100);
    assert_eq!(believed(|_| None).0, 2100);
}

#[test]
fn what_never_rests_is_believed_soon_where_it_is_whole_and_late_where_it_is_not() {
    let whole = believed(|ms| Some(content(&format!("# {ms}\n{BOARD}"))));
    let doubtful = believed(|ms| Some(content(&format!("# {ms}\n"))));
    assert_eq!((whole.0 / 150, doubtful.0 / 150), (2000 / 150, 10_000 / 150));
    let flapping = believed(|ms| (ms % 300 >= 150).then(|| content(BOARD)));
    assert_eq!(text(flapping.1), BOARD, "a file that comes and goes is not gone");
}

#[test]
fn what_is_missing_at_each_look_but_was_there_between_them_has_not_rested() {
    let believed = |text: Option<&str>| {
        let begun = Instant::now();
        let (mut settling, mut now) = (Settling::new(begun), begun);
        while let Some(wait) = settling.look(&Ok(text.map(content)), looks, now, &RESTS) {
            now += wait;
            settling.disturb(&RESTS);
        }
        now - begun
    };
    assert_eq!(believed(None), Duration::from_millis(10_050));
    assert_eq!(believed(Some("half")), Duration::from_millis(10_050));
    assert_eq!(believed(Some(BOARD)), RESTS.whole, "what is whole may be touched");
}

#[test]
fn a_known_content_is_believed_without_another_look() {
    let first = content(BOARD);
    let mut read = || panic!("a look");
    let found = until_believed(&RESTS, first.clone(), &|_| Looks::Known, &mut read).unwrap();
    assert_eq!(found, Some(first));
}

fn keeps_end(known: &str, now: &str) -> bool {
    now.ends_with(end_of(known))
}

#[test]
fn the_end_is_kept_by_changes_before_it_and_by_no_prefix() {
    assert!(keeps_end(BOARD, &BOARD.replace("one", "another one")));
    assert!(keeps_end("", "anything") && keeps_end("short", "a short"));
    assert!((0..BOARD.len()).all(|cut| !keeps_end(BOARD, &BOARD[..cut])));
    let repeated = "one:\n    status: on track\ntwo:\n    status: on track\n";
    assert!((0..repeated.len()).all(|cut| !keeps_end(repeated, &repeated[..cut])));
    let letters = "äöü".repeat(700);
    assert!(keeps_end(&letters, &letters) && !keeps_end(&letters, "ä"));
}

/// Runs `write` beside a save that found `first` in the file; what the save then believes.
fn settled_beside(first: &str, write: impl FnOnce(&Path) + Send) -> Option<String> {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    disk::write(&path, first).unwrap();
    let first = try_load(&RealFs, &path).unwrap().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| write(&path));
        let found = until_believed(&QUICK, first, &looks, &mut || try_load(&RealFs, &path));
        found.unwrap().map(|loaded| loaded.text.unwrap())
    })
}

#[test]
fn a_save_that_meets_a_slow_writer_waits_for_the_end() {
    let new = BOARD.replace("one", "another one");
    let slowly = |path: &Path| {
        let mut file = disk::File::create(path).unwrap();
        for part in new.as_bytes().chunks(10) {
            file.write_all(part).unwrap();
            sleep(Duration::from_millis(12));
        }
    };
    assert_eq!(settled_beside(&new[..5], slowly), Some(new.clone()));
}

#[test]
fn a_save_that_meets_an_editor_between_removing_and_writing_waits_and_a_removal_is_believed() {
    let again = |path: &Path| {
        disk::remove_file(path).unwrap();
        sleep(Duration::from_millis(50));
        disk::write(path, BOARD).unwrap();
    };
    assert_eq!(settled_beside("", again), Some(BOARD.to_owned()));
    assert_eq!(settled_beside("", |path| disk::remove_file(path).unwrap()), None);
}
