//! The list of boards on a terminal: what was left is found again, also by who opened a file alone.

use std::fs;
use std::path::Path;

use super::harness::Pty;

const RETRO: &str =
    "title: TITLE\nsheets:\n- kind: retro\n  went_well: [first card, second card]\n- kind: plan\n";

fn open(folder: &Path, path: &str) -> Pty {
    let home = folder.join("home").to_string_lossy().into_owned();
    let env = [
        ("HOME", home.as_str()),
        ("XDG_STATE_HOME", home.as_str()),
        ("XDG_CONFIG_HOME", home.as_str()),
        ("LANG", "C.UTF-8"),
    ];
    let path = folder.join(path).to_string_lossy().into_owned();
    Pty::spawn(&[env!("CARGO_BIN_EXE_stratboard"), &path], &env, 90, 20)
}

#[test]
fn boards_are_left_and_found_again_where_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let boards = folder.path().join("boards");
    fs::create_dir(&boards).unwrap();
    for name in ["alpha", "beta", "gamma"] {
        fs::write(boards.join(format!("{name}.yaml")), RETRO.replace("TITLE", name)).unwrap();
    }
    let mut pty = open(folder.path(), "boards/beta.yaml");
    pty.wait_for_text("first card");
    pty.keys("jbgam");
    pty.wait_for_text("gamma.yaml");
    pty.keys("<CR>");
    pty.wait_for_text(" gamma ");
    pty.keys("2b");
    // The one before stands first, so that one more key goes back to it.
    pty.wait_for_text("beta.yaml");
    pty.keys("<Esc>q");
    assert_eq!(pty.wait_exit(), 0);
    let mut pty = open(folder.path(), "boards");
    pty.wait_for_text("[2 Plan]");
    assert!(pty.screen().contains(" gamma "), "the board left last, on its sheet: {}", pty.screen());
    pty.keys("b");
    pty.wait_for_text("beta.yaml");
    pty.keys("<CR>");
    pty.wait_for_text("What Went Well 2/2");
    pty.keys("q");
    assert_eq!(pty.wait_exit(), 0);
}
