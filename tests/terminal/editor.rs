//! `$EDITOR` on the file and on a field: what it is told, what it is given, and how the terminal comes back.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use super::harness::{Pty, environment};

const BOARD: &str = "\
title: Team
sheets:
- kind: retro
  went_well:
  - REVENUE: up
  - SALES: up too
    note: one line
";

/// A program on a board, with a script as its editor.
struct Desk {
    folder: tempfile::TempDir,
    pty: Pty,
}

impl Desk {
    /// The script finds its arguments and what `stty` says of the terminal in `told`.
    fn new(board: &str, script: &str, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        fs::write(path("team.yaml"), board).unwrap();
        fs::create_dir(path("home")).unwrap();
        let body = format!(
            "#!/bin/sh\ncd {}\n{{ echo \"$#|$*\"; stty -a | tr ' ;' '\\n\\n' | grep -x -e '-*icanon' -e '-*echo'; }} > told\n{script}\n",
            folder.path().display()
        );
        fs::write(path("vi"), body).unwrap();
        fs::set_permissions(path("vi"), fs::Permissions::from_mode(0o755)).unwrap();
        let (home, editor) = (path("home"), format!("'{}' --own", path("vi")));
        let editor = if script.is_empty() { String::new() } else { editor };
        let own = [("VISUAL", ""), ("EDITOR", editor.as_str())];
        let env = [&environment(&home)[..], &own].concat();
        let file = path("team.yaml");
        let command = [&[env!("CARGO_BIN_EXE_stratboard"), file.as_str()], arguments].concat();
        Self { pty: Pty::spawn(&command, &env, 100, 30), folder }
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }

    fn file(&self) -> String {
        self.folder.path().join("team.yaml").to_string_lossy().into_owned()
    }

    fn leave(&mut self, keys: &str) {
        self.pty.keys(keys);
        assert_eq!(self.pty.wait_exit(), 0, "{}", self.pty.screen());
        assert_eq!(self.pty.left_on(), [""; 0]);
    }
}

#[test]
fn the_editor_opens_the_file_at_the_items_line_and_what_it_changes_comes_in() {
    let script = "grep -c 'up by 3%' team.yaml > seen; printf 'go on? ' > /dev/tty; read -r line < /dev/tty; \
                  echo \"$line\" >> seen; sed -i 's/up too/up outside/' team.yaml";
    let mut desk = Desk::new(BOARD, script, &[]);
    desk.pty.wait_for_text("REVENUE");
    desk.pty.keys("e by 3%<CR>jge");
    desk.pty.wait_for_text("go on?");
    assert_eq!(desk.pty.left_on(), [""; 0], "the editor has the whole terminal");
    desk.pty.keys("jk are mine<CR>");
    desk.pty.wait_for_text("up outside");
    let told = format!("3|--own +6 {}\nicanon\necho\n", desk.file());
    assert_eq!(desk.read("told"), told);
    assert_eq!(desk.read("seen"), "1\njk are mine\n", "unsaved words were saved first, keys were not stolen");
    let modes = desk.pty.left_on();
    assert!(modes.contains(&"raw mode") && modes.contains(&"alternate screen"), "{modes:?}");
    desk.pty.keys("u");
    desk.pty.wait_for_text("up too");
    desk.leave("q");
    assert_eq!(desk.read("team.yaml"), BOARD.replace("REVENUE: up", "REVENUE: up by 3%"));
}

#[test]
fn an_editor_that_fails_or_is_missing_is_told() {
    let mut desk = Desk::new(BOARD, "exit 3", &[]);
    desk.pty.wait_for_text("REVENUE");
    desk.pty.keys("ge");
    desk.pty.wait_for_text("vi ended with status 3");
    fs::remove_file(desk.folder.path().join("vi")).unwrap();
    desk.pty.keys("ge");
    desk.pty.wait_for_text("vi cannot be started");
    desk.leave("q");

    let mut desk = Desk::new(BOARD, "", &[]);
    desk.pty.wait_for_text("REVENUE");
    desk.pty.keys("ge");
    desk.pty.wait_for_text("no editor is set");
    desk.leave("q");
    assert_eq!(desk.read("told"), "");
}

#[test]
fn an_interrupt_in_the_editor_is_not_ours() {
    let script = "trap 'echo caught >> seen' INT; printf 'go on? ' > /dev/tty; read -r line < /dev/tty; \
                  read -r line < /dev/tty; exit 0";
    let mut desk = Desk::new(BOARD, script, &[]);
    desk.pty.wait_for_text("REVENUE");
    desk.pty.keys("ge");
    desk.pty.wait_for_text("go on?");
    desk.pty.bytes(b"\x03");
    for _ in 0..500 {
        if desk.read("seen") == "caught\n" {
            break;
        }
        desk.pty.settle(Duration::from_millis(10));
    }
    assert_eq!(desk.read("seen"), "caught\n");
    desk.pty.keys("<CR><CR>");
    desk.pty.wait_for_text("saved");
    desk.leave("q");
}

#[test]
fn a_refused_file_is_mended_in_the_editor_and_becomes_a_board() {
    let script = "sed -i 's/: \\[/: []/' team.yaml";
    let mut desk = Desk::new("title: T\nsheets: [\n", script, &[]);
    desk.pty.wait_for_text("is no board");
    desk.pty.keys("ge");
    desk.pty.wait_for_text("no sheets yet");
    assert!(desk.read("told").starts_with("3|--own +"), "{}", desk.read("told"));
    desk.leave("q");
}

#[test]
fn read_only_starts_no_editor() {
    let mut desk = Desk::new(BOARD, "true", &["--read-only"]);
    desk.pty.wait_for_text("REVENUE");
    desk.pty.keys("ge");
    desk.pty.wait_for_text("opened read-only");
    desk.leave("q");
    assert_eq!(desk.read("told"), "");
}

#[test]
fn a_long_field_is_edited_in_a_private_file_that_is_gone_afterwards() {
    let script = "stat -c %a \"$2\" > seen; cat \"$2\" >> seen; printf 'two\\nlines\\n' > \"$2\"";
    let mut desk = Desk::new(BOARD, script, &[]);
    desk.pty.wait_for_text("REVENUE");
    desk.pty.keys("jIj<C-e>");
    desk.pty.wait_for_text("lines");
    assert_eq!(desk.read("seen"), "600\none line");
    desk.pty.keys("<Esc>");
    desk.pty.wait_for_text("✓ saved");
    desk.leave("q");
    assert!(desk.read("team.yaml").contains("two\n"), "{}", desk.read("team.yaml"));
    let left = fs::read_dir(desk.folder.path().join("home/stratboard")).unwrap();
    let is_text = |path: &Path| path.extension().is_some_and(|ending| ending == "md");
    assert!(!left.flatten().any(|entry| is_text(&entry.path())));
}

#[test]
fn vim_itself_edits_the_line_and_gives_everything_back() {
    let Ok(output) = std::process::Command::new("vim").arg("--version").output() else { return };
    assert!(output.status.success());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("team.yaml");
    fs::write(&file, BOARD).unwrap();
    let home = folder.path().join("home").to_string_lossy().into_owned();
    let env = [("HOME", home.as_str()), ("XDG_STATE_HOME", home.as_str()), ("EDITOR", "vim -u NONE -n")];
    let command = [env!("CARGO_BIN_EXE_stratboard"), &file.to_string_lossy()];
    let mut pty = Pty::spawn(&command, &env, 100, 30);
    pty.wait_for_text("REVENUE");
    pty.keys("jge");
    pty.wait_for_text("title: Team");
    pty.bytes(b"A by vim\x1b:wq\r");
    pty.wait_for(|screen| screen.contents().contains("up too by vim") && screen.contents().contains("BOARD"));
    pty.keys("q");
    assert_eq!(pty.wait_exit(), 0);
    assert_eq!(pty.left_on(), [""; 0]);
}

#[test]
fn a_stop_inside_the_editor_stops_both_and_fg_brings_both_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(path("team.yaml"), BOARD).unwrap();
    // As vim does it: the whole process group stops.
    fs::write(path("ed"), "echo before; kill -TSTP 0; echo after; read -r line\n").unwrap();
    let (home, editor) = (path("home"), format!("sh {}", path("ed")));
    let env = [("HOME", home.as_str()), ("EDITOR", editor.as_str()), ("PS1", "ready> ")];
    let mut pty = Pty::spawn(&["bash", "--norc", "-i"], &env, 100, 30);
    pty.wait_for_text("ready>");
    pty.bytes(format!("{} {}\r", env!("CARGO_BIN_EXE_stratboard"), path("team.yaml")).as_bytes());
    pty.wait_for_text("REVENUE");
    pty.keys("ge");
    pty.wait_for_text("Stopped");
    pty.bytes(b"fg\r");
    pty.wait_for_text("after");
    pty.bytes(b"\r");
    pty.wait_for(|screen| screen.alternate_screen() && screen.contents().contains("REVENUE"));
    pty.keys("q");
    pty.wait_for(|screen| !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>"));
    pty.bytes(b"exit 7\r");
    assert_eq!(pty.wait_exit(), 7);
}
