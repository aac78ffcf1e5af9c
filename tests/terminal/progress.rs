//! Work that takes long says how far it is and can be interrupted, on the screen as well as on the command line.

use std::fs;
use std::path::Path;

use super::harness::Pty;

/// Files that take longer than half a second to check, also for a fast machine.
const FILES: usize = 200;

#[test]
fn a_long_check_shows_how_far_it_is_and_leaves_a_clean_line_when_it_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let items = "  - TAG: some words of an item that says what it is about\n    votes: 3\n".repeat(2000);
    let board = format!("title: T\nsheets:\n- kind: swot\n  strengths:\n{items}");
    for number in 0..FILES {
        fs::write(folder.path().join(format!("board{number}.yaml")), &board).unwrap();
    }
    let script = format!(
        "trap : INT; {} check {} > /dev/null; echo status $?",
        env!("CARGO_BIN_EXE_stratboard"),
        folder.path().display()
    );
    let mut pty = Pty::spawn(&["bash", "-c", &script], &[], 80, 24);
    pty.wait_for_text(&format!("of {FILES} files"));
    pty.bytes(b"\x03");
    pty.wait_for_text("status 130");
    assert!(!pty.screen().contains("files"), "{}", pty.screen());
    assert_eq!(pty.wait_exit(), 0);
}

/// Items that take longer than half a second to read.
const ITEMS: usize = if cfg!(debug_assertions) { 200_000 } else { 600_000 };

/// A board that takes longer than half a second to read.
fn big(title: &str) -> String {
    let items = "  - TAG: some words of an item that says what it is about\n".repeat(ITEMS);
    format!("title: {title}\nsheets:\n- kind: swot\n  strengths:\n{items}")
}

fn open(folder: &Path, path: &str) -> Pty {
    let home = folder.join("home").to_string_lossy().into_owned();
    let env =
        [("HOME", home.as_str()), ("XDG_STATE_HOME", &home), ("XDG_CONFIG_HOME", &home), ("LANG", "C.UTF-8")];
    let path = folder.join(path).to_string_lossy().into_owned();
    Pty::spawn(&[env!("CARGO_BIN_EXE_stratboard"), &path], &env, 90, 20)
}

#[test]
fn a_long_board_says_that_it_is_read_and_can_be_left() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("big.yaml"), big("Big")).unwrap();
    for (key, status) in [("q", 0), ("<Esc>", 0), ("<C-c>", 130)] {
        let mut pty = open(folder.path(), "big.yaml");
        pty.wait_for_text("reading … big.yaml");
        pty.keys(key);
        assert_eq!(pty.wait_exit(), status, "{key}");
        assert_eq!(pty.left_on(), Vec::<&str>::new(), "{key}");
    }
    let mut pty = open(folder.path(), "big.yaml");
    pty.wait_for_text("reading … big.yaml");
    pty.keys("G");
    pty.wait_for_text(&format!("Strengths {ITEMS}/{ITEMS}"));
    pty.keys("q");
    assert_eq!(pty.wait_exit(), 0, "what was typed meanwhile was heard: {}", pty.screen());
}

#[test]
fn another_period_is_waited_for_or_left() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("2025-Q1.yaml"), "title: Small\nsheets:\n- kind: swot\n").unwrap();
    fs::write(folder.path().join("2025-Q2.yaml"), big("Big")).unwrap();
    let mut pty = open(folder.path(), "2025-Q1.yaml");
    pty.wait_for_text(" Small");
    pty.keys("}");
    pty.wait_for_text("2025-Q2.yaml: Esc leaves it");
    pty.keys("<Esc>");
    pty.wait_for_text("was not read to its end");
    pty.keys("}");
    pty.wait_for_text("2025-Q2.yaml: Esc leaves it");
    pty.wait_for_text(" Big");
    pty.keys("q");
    assert_eq!(pty.wait_exit(), 0, "{}", pty.screen());
}
