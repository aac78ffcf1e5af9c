//! The program for a screen reader on a terminal: where the cursor stands, and how little is written.

use std::fs;

use super::harness::Pty;

/// As many bytes a step within a page may write: modes around the frame and the cursor's new place.
const FEW: usize = 100;

#[test]
fn a_step_moves_the_cursor_and_writes_nearly_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("team.yaml");
    let board = "title: Team\nsheets:\n- kind: swot\n  strengths: [one, two, three]\n  weaknesses: [four]\n";
    fs::write(&file, board).unwrap();
    let config = folder.path().join("stratboard");
    fs::create_dir(&config).unwrap();
    fs::write(config.join("settings.yaml"), "screen_reader: true\n").unwrap();
    let home = folder.path().to_string_lossy().into_owned();
    let env =
        [("HOME", home.as_str()), ("XDG_STATE_HOME", &home), ("XDG_CONFIG_HOME", &home), ("LANG", "C.UTF-8")];
    let program = env!("CARGO_BIN_EXE_stratboard");
    let mut pty = Pty::spawn(&[program, &file.to_string_lossy()], &env, 80, 24);
    pty.wait_for_text("Strengths, 3 items");
    pty.wait_for(|screen| !screen.hide_cursor());
    let (row, column) = pty.cells().cursor_position();
    assert!(
        pty.screen().lines().nth(usize::from(row)).unwrap_or_default().starts_with("1 one"),
        "{}",
        pty.screen()
    );
    for (key, below) in [("j", 1), ("j", 2), ("k", 1)] {
        let before = pty.raw().len();
        pty.keys(key);
        pty.wait_for(|screen| screen.cursor_position() == (row + below, column));
        let written = pty.raw().len() - before;
        assert!(written < FEW, "{written} bytes");
    }
    let before = pty.raw().len();
    pty.keys("l");
    pty.wait_for_text("Weaknesses, 1 item");
    assert!(pty.raw().len() - before < 2 * FEW, "another pane is said: {} bytes", pty.raw().len() - before);
    pty.keys("q");
    assert_eq!(pty.wait_exit(), 0);
}
