//! Safety copies: whole or of no use, left alone while their process lives, never a forged path's doing.

use super::*;
use crate::store::fs::RealFs;
use std::fs as disk;
use std::os::unix::fs::PermissionsExt;
use tempfile::{TempDir, tempdir};

fn scene() -> (TempDir, PathBuf, PathBuf) {
    let root = tempdir().unwrap();
    let at = root.path().canonicalize().unwrap();
    (root, at.join("a.yaml"), at.join("stratboard"))
}

#[test]
fn a_copy_is_left_alone_while_its_process_lives() {
    let (_root, path, state) = scene();
    disk::write(&path, "nld").unwrap();
    let copy = Safety::keep(&RealFs, &state, &path, b"old", b"new").unwrap();
    assert_eq!(finish(&RealFs, &state), []);
    assert_eq!(disk::read(&path).unwrap(), b"nld");
    drop(copy);
    assert_eq!(finish(&RealFs, &state), [(path.clone(), Ended::Mended)]);
    assert_eq!(disk::read(&path).unwrap(), b"new");
}

#[test]
fn a_copy_is_private_and_gone_when_it_is_removed() {
    let (_root, path, state) = scene();
    let copy = Safety::keep(&RealFs, &state, &path, b"old", b"new").unwrap();
    let file = state.join("safety").join(&copy.owned.name);
    assert_eq!(disk::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    copy.remove();
    assert!(!file.exists());
}

#[test]
fn a_damaged_copy_changes_nothing() {
    let (_root, path, state) = scene();
    disk::write(&path, "nld").unwrap();
    let whole = head(&path, b"old", b"new") + "oldnew";
    drop(Safety::keep(&RealFs, &state, &path, b"old", b"new").unwrap());
    let file = disk::read_dir(state.join("safety")).unwrap().next().unwrap().unwrap().path();
    assert_eq!(disk::read_to_string(&file).unwrap(), whole);
    for end in 0..whole.len() {
        disk::write(&file, &whole[..end]).unwrap();
        assert_eq!(finish(&RealFs, &state), [], "{end}");
    }
    disk::write(&file, whole.replace("oldnew", "oldnow")).unwrap();
    assert_eq!(finish(&RealFs, &state), []);
    assert_eq!(disk::read(&path).unwrap(), b"nld");
}

#[test]
fn a_copy_in_a_folder_that_others_can_write_is_not_believed() {
    let (_root, path, state) = scene();
    disk::write(&path, "nld").unwrap();
    drop(Safety::keep(&RealFs, &state, &path, b"old", b"new").unwrap());
    for folder in [state.clone(), state.join("safety")] {
        disk::set_permissions(&folder, disk::Permissions::from_mode(0o722)).unwrap();
        assert_eq!(finish(&RealFs, &state), []);
        disk::set_permissions(&folder, disk::Permissions::from_mode(0o700)).unwrap();
    }
    assert_eq!(finish(&RealFs, &state).len(), 1);
}

#[test]
fn what_is_not_yet_whole_stays_while_it_may_become_so() {
    let (_root, path, state) = scene();
    drop(Safety::keep(&RealFs, &state, &path, b"old", b"new").unwrap());
    let part = state.join("safety/0123456789abcdef.part");
    disk::write(&part, HEAD).unwrap();
    finish(&RealFs, &state);
    assert!(part.exists());
}

#[test]
fn without_copies_no_folder_is_made() {
    let (_root, _, state) = scene();
    assert_eq!(finish(&RealFs, &state), []);
    assert!(!state.exists());
}

#[test]
fn a_mixture_has_each_byte_from_one_of_both() {
    let mixtures = [
        ("nld", "old", "new"),
        ("newer", "older", "new"),
        ("n\0", "o", "new"),
        ("new\0r", "older", "new"),
        ("old", "old", "newer"),
    ];
    for (found, old, new) in mixtures {
        assert!(is_mixture(found.as_bytes(), old.as_bytes(), new.as_bytes()), "{found}");
    }
    for (found, old, new) in
        [("xld", "old", "new"), ("\0ld", "old", "new"), ("ne", "old", "new"), ("newest", "older", "new")]
    {
        assert!(!is_mixture(found.as_bytes(), old.as_bytes(), new.as_bytes()), "{found}");
    }
}
