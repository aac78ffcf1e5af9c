//! How little the program takes of the system while it waits: threads, and that signals need none of their own.

use std::fs;
use std::time::Duration;

use super::harness::{Pty, environment};
use rustix::process::Signal;

/// The promise (design, "It is instant").
const MOST: usize = 5;

fn board(folder: &tempfile::TempDir) -> Pty {
    let file = folder.path().join("team.yaml");
    fs::write(&file, "title: T\nsheets:\n- kind: retro\n  went_well:\n  - first\n").unwrap();
    let home = folder.path().join("home").to_string_lossy().into_owned();
    let program = env!("CARGO_BIN_EXE_stratboard");
    let mut pty = Pty::spawn(&[program, &file.to_string_lossy()], &environment(&home), 100, 30);
    pty.wait_for_text("first");
    pty
}

/// Waits until the board's file says so: saving goes on behind the screen.
fn wait_for_file(pty: &mut Pty, folder: &tempfile::TempDir, part: &str) {
    let text = || fs::read_to_string(folder.path().join("team.yaml")).unwrap();
    for _ in 0..500 {
        if text().contains(part) {
            return;
        }
        pty.settle(Duration::from_millis(10));
    }
    panic!("the file never said {part:?}:\n{}\n{}", text(), pty.screen());
}

/// The names of its threads.
#[cfg(target_os = "linux")]
fn threads(pty: &Pty) -> Vec<String> {
    let tasks = fs::read_dir(format!("/proc/{}/task", pty.pid().as_raw_nonzero())).unwrap();
    let name = |task: fs::DirEntry| fs::read_to_string(task.path().join("comm")).unwrap_or_default();
    tasks.map(|task| name(task.unwrap()).trim_end().to_owned()).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn it_has_at_most_five_threads_at_rest_and_after_edits_and_no_child() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = board(&folder);
    pty.settle(Duration::from_millis(300));
    let at_rest = threads(&pty);
    assert!(at_rest.len() <= MOST, "{at_rest:?}");
    for (key, votes) in [("+", "votes: 1"), ("+", "votes: 2"), ("u", "  - first\n")] {
        pty.keys(key);
        wait_for_file(&mut pty, &folder, votes);
        let after = threads(&pty);
        assert!(after.contains(&"save".to_owned()) && after.len() <= MOST, "{after:?}");
    }
    // Somebody else's change wakes the one thread that watches; nothing is started for it.
    let text = fs::read_to_string(folder.path().join("team.yaml")).unwrap();
    fs::write(folder.path().join("team.yaml"), text.replace("first", "from outside")).unwrap();
    pty.wait_for_text("from outside");
    let after = threads(&pty);
    assert!(after.len() <= MOST, "{after:?}");
    let children = format!("/proc/{0}/task/{0}/children", pty.pid().as_raw_nonzero());
    assert_eq!(fs::read_to_string(children).unwrap_or_default(), "");
    pty.keys("q");
    assert_eq!(pty.wait_exit(), 0);
}

#[test]
fn signals_are_heard_while_half_a_key_or_half_a_paste_waits() {
    for half in [&b"\x1b["[..], b"\x1b[200~half a paste", b"\x1b[<0;1"] {
        let folder = tempfile::tempdir().unwrap();
        let mut pty = board(&folder);
        pty.keys("+");
        wait_for_file(&mut pty, &folder, "votes: 1");
        pty.bytes(half);
        pty.settle(Duration::from_millis(50));
        pty.signal(Signal::TERM);
        assert_eq!(pty.wait_exit(), 143);
        assert_eq!(pty.left_on(), [""; 0]);
    }
}

#[test]
fn a_signal_is_heard_while_keys_never_stop_and_another_one_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = board(&folder);
    pty.keys("atyped and not yet kept");
    pty.wait_for_text("not yet kept");
    for _ in 0..200 {
        pty.keys("x<Left><Right>");
    }
    pty.signal(Signal::TERM);
    for _ in 0..200 {
        // The program may have ended by now.
        let _ = pty.try_keys("x<Left>");
    }
    pty.signal(Signal::TERM);
    assert_eq!(pty.wait_exit(), 143);
    assert_eq!(pty.left_on(), [""; 0]);
    let text = fs::read_to_string(folder.path().join("team.yaml")).unwrap();
    assert!(text.contains("typed and not yet kept"), "{text}");
}
