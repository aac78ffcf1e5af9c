//! Work that takes long says how far it is and can be interrupted.

use std::fs;

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
