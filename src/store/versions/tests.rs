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
    put_at(&RealFs, state, Path::new(BOARD), text.as_bytes(), at(milliseconds)).unwrap()
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
        let result = put_at(&fs, &state, Path::new(BOARD), b"two", at(2));
        let kept = contents(&state);
        assert!(kept.contains(&"one".to_owned()), "{nth}");
        assert!(result.is_err() || kept == ["two", "one"], "{nth}: {kept:?}");
    }
}
