//! The real program in a pseudo terminal, as a person meets it: keys → screen and file, and every way out.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use super::harness::{Pty, environment};
use rustix::process::Signal;

const RETRO: &str = "\
title: Team
sheets:
- kind: retro
  went_well:
  - REVENUE: up 23.9%   # checked
  - second card
  not_so_well: []
  actions:
  - EXPAND: the range
    owner: Flora
";

/// A board in a folder of its own, and the program on it.
struct Table {
    folder: tempfile::TempDir,
    pty: Pty,
}

impl Table {
    fn new(text: &str) -> Self {
        Self::with(text, 100, 30)
    }

    fn with(text: &str, columns: u16, rows: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("team.yaml");
        fs::write(&file, text).unwrap();
        let home = folder.path().join("home").to_string_lossy().into_owned();
        let program = env!("CARGO_BIN_EXE_stratboard");
        let env = environment(&home);
        let pty = Pty::spawn(&[program, &file.to_string_lossy()], &env, columns, rows);
        Self { folder, pty }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("team.yaml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    /// Waits until the file on the disk says so: saving goes on behind the screen.
    fn wait_for_file(&mut self, part: &str) {
        for _ in 0..500 {
            if self.text().contains(part) {
                return;
            }
            self.pty.settle(Duration::from_millis(10));
        }
        panic!("the file never said {part:?}:\n{}\n{}", self.text(), self.pty.screen());
    }

    fn leave(&mut self, keys: &str) {
        self.pty.keys(keys);
        assert_eq!(self.pty.wait_exit(), 0, "{}", self.pty.screen());
        assert_eq!(self.pty.left_on(), Vec::<&str>::new());
    }
}

#[test]
fn an_edit_lands_in_the_file_and_leaves_all_else_as_it_was() {
    let mut table = Table::new(RETRO);
    table.pty.wait_for_text("REVENUE");
    table.pty.keys("e by a quarter<CR>");
    table.pty.wait_for_text("by a quarter");
    table.pty.wait_for_text("saved");
    table.leave("q");
    assert_eq!(table.text(), RETRO.replace("up 23.9%", "up 23.9% by a quarter"));
}

#[test]
fn twenty_cards_are_typed_as_fast_as_a_room_speaks() {
    let mut table = Table::new(RETRO);
    table.pty.wait_for_text("REVENUE");
    table.pty.keys("<Tab>a");
    for number in 1..=20 {
        table.pty.keys(&format!("card number {number}<CR>"));
    }
    table.pty.keys("<Esc>");
    table.pty.wait_for_text("card number 20");
    table.wait_for_file("card number 20");
    table.leave("q");
    let lines = table.text().lines().filter(|line| line.contains("card number")).count();
    assert_eq!(lines, 20, "{}", table.text());
}

#[test]
fn escape_and_the_next_key_may_arrive_as_one() {
    let mut table = Table::new(RETRO);
    table.pty.wait_for_text("REVENUE");
    table.pty.keys("a");
    table.pty.wait_for_text("ADDING");
    table.pty.bytes(b"third");
    table.pty.bytes(b"\x1bk");
    table.wait_for_file("third");
    table.pty.wait_for_text("2/3");
    table.leave("q");
}

#[test]
fn signals_save_and_give_the_terminal_back() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)]
    {
        let mut table = Table::new(RETRO);
        table.pty.wait_for_text("REVENUE");
        table.pty.keys("<Tab>atyped and not yet kept");
        table.pty.wait_for_text("not yet kept");
        table.pty.signal(signal);
        assert_eq!(table.pty.wait_exit(), status);
        assert_eq!(table.pty.left_on(), Vec::<&str>::new());
        assert!(table.text().contains("typed and not yet kept"), "{}", table.text());
    }
}

#[test]
fn an_outside_change_is_shown_and_never_overwritten() {
    let mut table = Table::new(RETRO);
    table.pty.wait_for_text("REVENUE");
    // The watch begins after the first frame; an edit of ours proves that the loop is running.
    table.pty.keys("+");
    table.wait_for_file("votes: 1");
    table.pty.settle(Duration::from_millis(300));
    let outside = table.text().replace("second card", "second card, reworded outside");
    fs::write(table.file(), &outside).unwrap();
    table.pty.wait_for_text("reworded outside");
    table.pty.keys("+");
    table.wait_for_file("votes: 2");
    assert!(table.text().contains("reworded outside"), "{}", table.text());
    table.leave("q");
}

#[test]
fn an_earlier_version_brought_back_outside_is_no_conflict() {
    let mut table = Table::new(RETRO);
    table.pty.wait_for_text("REVENUE");
    table.pty.keys("+");
    table.wait_for_file("votes: 1");
    table.pty.settle(Duration::from_millis(300));
    fs::write(table.file(), RETRO).unwrap();
    table.pty.wait_for_text("read again");
    table.pty.keys("e once more<CR>");
    table.wait_for_file("once more");
    table.pty.wait_for_text("✓ saved");
    table.leave("q");
}

#[test]
fn a_file_that_does_not_parse_is_never_written_over() {
    let mut table = Table::new(RETRO);
    table.pty.wait_for_text("REVENUE");
    table.pty.keys("+");
    table.wait_for_file("votes: 1");
    table.pty.settle(Duration::from_millis(300));
    let broken = "title: [\n";
    fs::write(table.file(), broken).unwrap();
    table.pty.wait_for_text("is no board now");
    table.pty.keys("R");
    table.pty.settle(Duration::from_millis(100));
    table.pty.keys("u");
    table.pty.wait_for_text("NOT SAVED");
    assert_eq!(table.text(), broken);
    table.pty.keys("qq");
    assert_eq!(table.pty.wait_exit(), 1, "what is not saved is told by the exit status");
}

#[test]
fn a_file_that_is_mended_to_what_it_was_is_a_board_again() {
    let mut table = Table::new(RETRO);
    table.pty.wait_for_text("✓ saved");
    for _ in 0..2 {
        fs::write(table.file(), "title: [\n").unwrap();
        table.pty.wait_for_text("is no board now");
        fs::write(table.file(), RETRO).unwrap();
        table.pty.wait_for(|screen| !screen.contents().contains("is no board now"));
    }
    table.leave("q");
}

#[test]
fn a_file_that_is_gone_is_not_called_saved_and_can_be_written_anew() {
    let mut table = Table::new(RETRO);
    table.pty.wait_for_text("✓ saved");
    fs::remove_file(table.file()).unwrap();
    table.pty.wait_for_text("NOT SAVED: the file is gone");
    table.pty.wait_for_text("C-s writes the board anew");
    fs::write(table.file(), RETRO).unwrap();
    table.pty.wait_for_text("✓ saved");
    fs::remove_file(table.file()).unwrap();
    table.pty.wait_for_text("NOT SAVED: the file is gone");
    table.pty.keys("<C-s>");
    table.pty.wait_for_text("✓ saved");
    table.leave("q");
    assert_eq!(table.text(), RETRO);
}

#[test]
fn a_refused_file_becomes_a_board_when_it_is_mended() {
    let mut table = Table::new("title: T\nsheets: [\n");
    table.pty.wait_for_text("sheets: [");
    table.pty.keys("a+dd");
    table.pty.settle(Duration::from_millis(300));
    fs::write(table.file(), RETRO).unwrap();
    table.pty.wait_for_text("REVENUE");
    table.leave("q");
    assert_eq!(table.text(), RETRO);
}

#[test]
fn hostile_text_reaches_the_terminal_as_signs() {
    let hostile = "title: \"T\\e]0;title\\a\"\nsheets:\n- kind: retro\n  went_well:\n  - \"A\\e]52;c;aGk=\\aB\\e[31mC\\x9b31mD\u{202e}E\"\n";
    let mut table = Table::new(hostile);
    table.pty.wait_for_text("Went Well");
    table.pty.keys("e");
    table.pty.wait_for_text("EDITING");
    table.pty.keys("<Esc>I");
    table.pty.settle(Duration::from_millis(200));
    table.pty.keys("<Esc>?");
    table.pty.settle(Duration::from_millis(200));
    assert_eq!(table.pty.log().clipboard, Vec::<String>::new());
    table.leave("<Esc>q");
    assert_eq!(table.text(), hostile);
}

#[test]
fn a_resize_storm_and_a_pasted_novel_leave_it_standing() {
    let mut table = Table::new(RETRO);
    table.pty.wait_for_text("REVENUE");
    for size in [(1, 1), (20, 5), (44, 20), (250, 70), (3, 40), (80, 24)] {
        table.pty.resize(size.0, size.1);
        table.pty.settle(Duration::from_millis(20));
    }
    table.pty.wait_for_text("REVENUE");
    let novel = "word ".repeat(4000);
    table.pty.keys("<Tab>a");
    table.pty.wait_for_text("ADDING");
    table.pty.bytes(format!("\x1b[200~{}\x1b[201~", novel.trim_end()).as_bytes());
    table.pty.keys("<CR><Esc>");
    table.wait_for_file("word word");
    table.leave("q");
}

#[test]
fn three_thousand_keys_at_once_are_all_answered() {
    let mut table = Table::new(RETRO);
    table.pty.wait_for_text("REVENUE");
    table.pty.keys(&"+".repeat(3000));
    table.pty.wait_for_text("★3000");
    table.wait_for_file("votes: 3000");
    table.pty.keys("u");
    table.pty.wait_for(|screen| !screen.contents().contains('★'));
    table.leave("q");
    assert_eq!(table.text(), RETRO);
}

#[test]
fn what_is_copied_is_sent_and_what_is_too_long_is_told() {
    let mut table = Table::new(RETRO);
    table.pty.wait_for_text("REVENUE");
    table.pty.keys("yy");
    table.pty.wait_for_text("copied REVENUE; p pastes it; sent to the terminal's clipboard");
    assert_eq!(table.pty.log().clipboard, ["UkVWRU5VRTogdXAgMjMuOSU="]);
    table.leave("q");
    let long =
        format!("title: T\nsheets:\n- kind: retro\n  went_well:\n{}", "  - a card of words\n".repeat(4000));
    let mut table = Table::new(&long);
    table.pty.wait_for_text("4000");
    table.pty.keys("Y");
    table.pty.wait_for_text(
        "What Went Well as Markdown; too long for the terminal's clipboard: export writes a file",
    );
    assert_eq!(table.pty.log().clipboard, Vec::<String>::new());
    table.leave("q");
}
