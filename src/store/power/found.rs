//! What the campaigns have found once, each as a run of its own.

use crate::store::fingerprint::Fingerprint;
use crate::store::fs::Fs;
use crate::store::fs::scripted::Scripted;
use crate::store::fs::simulated::{Dice, End, Simulated};
use crate::store::leftovers::sweep;
use crate::store::safety::finish;
use crate::store::save::save_with_state;
use crate::store::versions;
use std::path::Path;

const OLD: &[u8] = b"- old one\n- old two, which is long\n- old three\n";
const NEW: &[u8] = b"- new one\n- new\n";

fn file() -> &'static Path {
    Path::new("/boards/a.yaml")
}

fn state() -> &'static Path {
    Path::new("/home/stratboard")
}

/// A file with two names, so that it is written in place.
fn linked() -> Simulated {
    let disk = Simulated::new(&[Path::new("/boards"), Path::new("/home")]);
    let folder = disk.open_folder(Path::new("/boards")).unwrap();
    folder.create("a.yaml".as_ref(), 0o644).unwrap().write_all(OLD).unwrap();
    disk.hard_link(file(), Path::new("/boards/b.yaml")).unwrap();
    disk.settle();
    disk
}

fn save(fs: &dyn Fs, bytes: &[u8], upon: &[u8]) -> bool {
    save_with_state(fs, Some(state()), file(), bytes, Some(&Fingerprint::of(upon))).is_ok()
}

/// Many states that a power cut may leave now.
fn cuts(disk: &Simulated) -> impl Iterator<Item = Simulated> {
    let mut dice = Dice::new(1);
    (0..400).map(move |_| disk.cut(disk.length(), End::Hostile, &mut dice))
}

/// Puts another file in the place of this one and syncs nothing.
fn rename_over(disk: &Simulated, bytes: &[u8]) {
    let folder = disk.open_folder(Path::new("/boards")).unwrap();
    folder.create("theirs".as_ref(), 0o644).unwrap().write_all(bytes).unwrap();
    folder.rename("theirs".as_ref(), "a.yaml".as_ref()).unwrap();
}

#[test]
fn a_file_cut_shorter_in_place_is_mended_whatever_of_it_is_durable() {
    let disk = linked();
    assert!(save(&disk, NEW, OLD));
    let mut dice = Dice::new(1);
    for at in 0..=disk.length() {
        for _ in 0..50 {
            let left = disk.cut(at, End::Ordered, &mut dice);
            finish(&left, state());
            let now = left.content(file()).unwrap();
            assert!(now == OLD || now == NEW, "{at}: {}", now.escape_ascii());
        }
    }
}

#[test]
fn a_file_that_somebody_renamed_in_without_a_sync_is_durable_once_it_is_saved_in_place() {
    let disk = linked();
    rename_over(&disk, b"theirs\n");
    disk.hard_link(file(), Path::new("/boards/c.yaml")).unwrap();
    assert!(save(&disk, NEW, b"theirs\n"));
    assert!(cuts(&disk).all(|left| left.content(file()).unwrap() == NEW));
}

#[test]
fn a_safety_copy_that_is_done_with_does_not_come_back_over_a_later_save() {
    let disk = linked();
    let (old, new, later) = (b"- a\n- a\n", b"- b\n- b\n", b"- a\n- b\n");
    assert!(save(&disk, old, OLD) && save(&disk, new, old));
    // No link any more: another file takes the place.
    disk.open_folder(Path::new("/boards")).unwrap().remove("b.yaml".as_ref()).unwrap();
    assert!(save(&disk, later, new));
    for left in cuts(&disk) {
        finish(&left, state());
        assert_eq!(left.content(file()).unwrap(), later);
    }
}

#[test]
fn syncs_that_fail_in_place_leave_no_mixture_behind_a_kill_and_a_power_cut() {
    let disk = linked();
    let failing = disk.clone();
    let copied = std::sync::atomic::AtomicBool::new(false);
    // From the safety copy on, each sync of a file fails and forgets.
    let script = move |_, name: &'static str| {
        if name == "rename_new" {
            copied.store(true, std::sync::atomic::Ordering::SeqCst);
        } else if name == "sync" && copied.load(std::sync::atomic::Ordering::SeqCst) {
            failing.fail_next_sync();
        }
        Ok(())
    };
    assert!(!save(&Scripted::new(script).over(disk.clone()), NEW, OLD));
    let killed = disk.cut(disk.length(), End::Kill, &mut Dice::new(1));
    finish(&killed, state());
    for left in cuts(&killed) {
        finish(&left, state());
        let now = left.content(file()).unwrap();
        assert!(now == OLD || now == NEW, "{}", now.escape_ascii());
    }
}

#[test]
fn a_version_that_is_stored_again_is_never_stored_nowhere() {
    let disk = linked();
    for bytes in [b"one", b"two", b"one", b"one"] {
        versions::put(&disk, state(), file(), bytes).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let one = Fingerprint::of(b"one");
    assert!(cuts(&disk).all(|left| versions::get(&left, state(), file(), one).is_some()));
}

#[test]
fn what_was_displaced_is_not_removed_for_a_stored_version_that_is_not_durable() {
    let disk = linked();
    versions::put_quick(&disk, state(), file(), b"theirs\n").unwrap();
    let folder = disk.open_folder(Path::new("/boards")).unwrap();
    let mut temp = folder.create(".a.yaml.99999999.0123456789abcdef.tmp".as_ref(), 0o644).unwrap();
    temp.write_all(b"theirs\n").unwrap();
    temp.sync().unwrap();
    drop(temp);
    folder.sync().unwrap();
    assert_eq!(sweep(&disk, Some(state()), file()), 1);
    folder.sync().unwrap();
    let theirs = Fingerprint::of(b"theirs\n");
    assert!(cuts(&disk).all(|left| versions::get(&left, state(), file(), theirs).is_some()));
}
