//! Versions: found again, bounded, private.

use super::*;
use crate::store::fs::RealFs;
use crate::store::fs::scripted::Scripted;
use std::os::unix::fs::PermissionsExt;
use tempfile::{TempDir, tempdir};

const BOARD: &str = "/b/a.yaml";

fn state() -> (TempDir, PathBuf) {
    let root = tempdir().unwrap();
    let state = root.path().join("stratboard");
    (root, state)
}

fn at(milliseconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(milliseconds)
}

fn put_text(state: &Path, text: &str, milliseconds: u64) -> Fingerprint {
    put_at(&RealFs, state, Path::new(BOARD), text.as_bytes(), at(milliseconds), true).unwrap()
}

fn contents(state: &Path) -> Vec<String> {
    let board = Path::new(BOARD);
    let versions = list(&RealFs, state, board).into_iter();
    versions
        .map(|version| String::from_utf8(get(&RealFs, state, board, version.fingerprint).unwrap()).unwrap())
        .collect()
}

#[test]
fn versions_are_listed_newest_first_and_a_repeated_one_once() {
    let (_root, state) = state();
    assert_eq!(contents(&state), [""; 0]);
    put_text(&state, "one", 1);
    put_text(&state, "two", 2);
    put_text(&state, "one", 3);
    assert_eq!(contents(&state), ["one", "two"]);
    assert_eq!(list(&RealFs, &state, Path::new("/b/other.yaml")), []);
    let has = |text: &str, path| has(&RealFs, &state, Path::new(path), Fingerprint::of(text.as_bytes()));
    assert!(has("two", BOARD) && !has("three", BOARD) && !has("two", "/b/other.yaml"));
}

#[test]
fn versions_of_one_millisecond_are_all_kept() {
    let (_root, state) = state();
    for text in ["a", "b", "c", "d"] {
        put_text(&state, text, 1);
        put_text(&state, text, 1);
    }
    let mut kept = contents(&state);
    kept.sort();
    assert_eq!(kept, ["a", "b", "c", "d"]);
}

#[test]
fn what_is_too_old_or_too_many_is_forgotten() {
    let (_root, state) = state();
    put_text(&state, "0", 1000);
    for number in 1..MOST_VERSIONS as u64 {
        let text = number.to_string();
        let name = name_of(at(1000 + number), Fingerprint::of(text.as_bytes()));
        std::fs::write(folder_of(&state, Path::new(BOARD)).join(name), text).unwrap();
    }
    put_text(&state, &MOST_VERSIONS.to_string(), 1000 + MOST_VERSIONS as u64);
    let kept = contents(&state);
    assert_eq!((kept.len(), kept.last().map(String::as_str)), (MOST_VERSIONS, Some("1")));
    put_text(&state, "later", 1_000_000 + LONGEST.as_millis() as u64);
    assert_eq!(contents(&state), ["later"]);
}

#[test]
fn of_too_much_the_newest_stays() {
    let (_root, state) = state();
    put_text(&state, "small", 1);
    put_text(&state, &"x".repeat(MOST_STORED as usize - 3), 2);
    assert_eq!(contents(&state).len(), 1);
    put_text(&state, "new", 3);
    assert_eq!(contents(&state).len(), 2);
}

#[test]
fn versions_are_private_and_a_damaged_one_is_not_given_out() {
    let (_root, state) = state();
    let fingerprint = put_text(&state, "one", 1);
    let folder = folder_of(&state, Path::new(BOARD));
    let file = folder.join(name_of(at(1), fingerprint));
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));
    std::fs::write(&file, "bad").unwrap();
    assert_eq!(get(&RealFs, &state, Path::new(BOARD), fingerprint), None);
}

#[test]
fn a_version_that_is_said_to_be_stored_is_there_whichever_operation_fails() {
    for (nth, kill) in (1..60).flat_map(|nth| [(nth, false), (nth, true)]) {
        let (_root, state) = state();
        put_text(&state, "one", 1);
        let fs = if kill { Scripted::dying(nth) } else { Scripted::failing(nth, 5, false) };
        let result = put_at(&fs, &state, Path::new(BOARD), b"two", at(2), true);
        let kept = contents(&state);
        assert!(kept.contains(&"one".to_owned()), "{nth}");
        assert!(result.is_err() || kept == ["two", "one"], "{nth}: {kept:?}");
    }
}

fn put_quickly(state: &Path, text: &str, milliseconds: u64) {
    put_at(&RealFs, state, Path::new(BOARD), text.as_bytes(), at(milliseconds), false).unwrap();
}

#[test]
fn quick_versions_stay_within_the_bounds_and_a_repeated_one_is_moved_up() {
    let (_root, state) = state();
    for number in 0..MOST_VERSIONS as u64 * 2 {
        put_quickly(&state, &number.to_string(), 1000 + number);
        put_quickly(&state, "again and again", 1000 + number);
        assert!(list(&RealFs, &state, Path::new(BOARD)).len() <= MOST_VERSIONS + SURPLUS + 1);
    }
    assert!(contents(&state).len() >= MOST_VERSIONS);
    let large = |letter: &str| letter.repeat(MOST_STORED as usize / 3);
    for (number, letter) in ["a", "b", "c", "d", "e"].into_iter().enumerate() {
        put_quickly(&state, &large(letter), 5000 + number as u64);
    }
    let stored: u64 = list(&RealFs, &state, Path::new(BOARD)).iter().map(|version| version.size).sum();
    assert!(stored <= MOST_STORED, "{stored}");
    put_quickly(&state, "later", 1_000_000 + LONGEST.as_millis() as u64);
    assert_eq!(contents(&state), ["later"]);
}

#[test]
fn a_quick_version_that_a_power_cut_emptied_is_written_anew() {
    for durably in [false, true] {
        let (_root, state) = state();
        put_quickly(&state, "one", 1);
        let file = folder_of(&state, Path::new(BOARD)).join(name_of(at(1), Fingerprint::of(b"one")));
        std::fs::write(&file, "").unwrap();
        put_at(&RealFs, &state, Path::new(BOARD), b"one", at(2), durably).unwrap();
        assert_eq!(get(&RealFs, &state, Path::new(BOARD), Fingerprint::of(b"one")).unwrap(), b"one");
    }
}

#[test]
fn nothing_is_synced_or_pruned_by_a_quick_version() {
    let (_root, state) = state();
    put_quickly(&state, "one", 1);
    let fs = Scripted::new(|_, name| match name {
        "sync" | "sync folder" | "remove" => Err(io::Error::other(name)),
        _ => Ok(()),
    });
    put_at(&fs, &state, Path::new(BOARD), b"two", at(2), false).unwrap();
    put_at(&fs, &state, Path::new(BOARD), b"one", at(3), false).unwrap();
    assert_eq!(contents(&state), ["one", "two"]);
    assert!(put_at(&fs, &state, Path::new(BOARD), b"three", at(4), true).is_err());
}

#[test]
fn texts_since_a_time_are_the_newest_within_bounds_and_whole() {
    let (_root, state) = state();
    let since = |milliseconds: u64| -> Vec<String> {
        let texts = texts_since(&RealFs, &state, Path::new(BOARD), at(milliseconds));
        texts.into_iter().map(|(_, text)| text).collect()
    };
    assert_eq!(since(0), [""; 0]);
    for number in 1..=100 {
        put_quickly(&state, &number.to_string(), number);
    }
    assert_eq!(since(98), ["100", "99", "98"]);
    assert_eq!((since(0).len(), since(0)[0].as_str()), (MOST_BASES, "100"));
    let later = at(98) + Duration::from_micros(700);
    assert_eq!(texts_since(&RealFs, &state, Path::new(BOARD), later).len(), 3, "times are cut off");
    put_at(&RealFs, &state, Path::new(BOARD), b"\xff", at(101), false).unwrap();
    let damaged = folder_of(&state, Path::new(BOARD)).join(name_of(at(100), Fingerprint::of(b"100")));
    std::fs::write(damaged, "bad").unwrap();
    assert_eq!(since(98), ["99", "98"]);
    let half = "x".repeat(MOST_BASE_BYTES as usize / 2);
    put_quickly(&state, &half, 102);
    put_quickly(&state, &(half.clone() + "y"), 103);
    put_quickly(&state, &(half + "z"), 104);
    assert_eq!(since(98).len(), 1, "two halves and a byte are too much");
}

/// `cargo test --release --lib versions::tests::figures -- --ignored --nocapture`
#[test]
#[ignore = "prints figures"]
fn figures() {
    for (size, many) in [(10_000, 1000), (1_300_000, 100)] {
        let (_root, state) = state();
        let text = "x".repeat(size);
        let timed = |what: &str, many: usize, act: &mut dyn FnMut(usize)| {
            let begun = std::time::Instant::now();
            (0..many).for_each(act);
            eprintln!("{size} bytes: {what} {:?} each", begun.elapsed() / many as u32);
        };
        let path = Path::new(BOARD);
        timed("put_quick", many, &mut |n| {
            put_quick(&RealFs, &state, path, format!("{n}{text}").as_bytes()).unwrap();
        });
        timed("put", many / 10, &mut |n| {
            put(&RealFs, &state, path, format!("{n} {text}").as_bytes()).unwrap();
        });
        timed("list", 100, &mut |_| drop(list(&RealFs, &state, path)));
        timed("texts_since", 10, &mut |_| drop(texts_since(&RealFs, &state, path, UNIX_EPOCH)));
    }
}
