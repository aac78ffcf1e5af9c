//! Real mouse reports (SGR, 1006) on the real program.

use std::fs;

use super::harness::{Pty, environment};

const BOARD: &str = "\
title: Team
sheets:
- kind: retro
  went_well:
  - REVENUE: up by a quarter
  - SALES: up too
  not_so_well:
  - MARGINS: down
- kind: swot
";

struct Desk {
    folder: tempfile::TempDir,
    pty: Pty,
}

impl Desk {
    fn new(arguments: &[&str], settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().to_string_lossy().into_owned();
        let file = folder.path().join("team.yaml").to_string_lossy().into_owned();
        fs::write(&file, BOARD).unwrap();
        fs::create_dir(folder.path().join("stratboard")).unwrap();
        fs::write(folder.path().join("stratboard/settings.yaml"), settings).unwrap();
        let env = environment(&home);
        let command = [&[env!("CARGO_BIN_EXE_stratboard"), file.as_str()], arguments].concat();
        let mut pty = Pty::spawn(&command, &env, 100, 30);
        pty.wait_for_text("REVENUE");
        Self { folder, pty }
    }

    /// Column and row, from 1, of the first letter of some words.
    fn cell(&self, words: &str) -> (usize, usize) {
        let screen = self.pty.screen();
        let found = screen.lines().enumerate().find_map(|(y, line)| {
            let x = line[..line.find(words)?].chars().count();
            Some((x + 1, y + 1))
        });
        found.unwrap_or_else(|| panic!("{words:?} is not there:\n{screen}"))
    }

    fn report(&mut self, button: u8, (x, y): (usize, usize), end: char) {
        self.pty.bytes(format!("\x1b[<{button};{x};{y}{end}").as_bytes());
    }

    fn click(&mut self, at: (usize, usize)) {
        self.report(0, at, 'M');
        self.report(0, at, 'm');
    }

    fn leave(&mut self, keys: &str) -> String {
        self.pty.keys(keys);
        assert_eq!(self.pty.wait_exit(), 0, "{}", self.pty.screen());
        assert_eq!(self.pty.left_on(), [""; 0]);
        fs::read_to_string(self.folder.path().join("team.yaml")).unwrap()
    }
}

#[test]
fn it_selects_edits_drags_and_scrolls() {
    let mut desk = Desk::new(&[], "");
    assert!(desk.pty.left_on().contains(&"mouse"));
    assert_eq!(desk.pty.cells().mouse_protocol_mode(), vt100::MouseProtocolMode::ButtonMotion);
    assert_eq!(desk.pty.cells().mouse_protocol_encoding(), vt100::MouseProtocolEncoding::Sgr);
    desk.click(desk.cell("MARGINS"));
    desk.pty.wait_for_text("Not So Well 1/1");

    let at = desk.cell("by a quarter");
    desk.click(at);
    desk.click(at);
    desk.pty.wait_for_text("EDITING");
    desk.pty.keys("nearly ");
    desk.pty.wait_for_text("up nearly by a quarter");
    desk.click(desk.cell("SALES"));
    desk.pty.wait_for_text("Went Well 2/2");

    let (from, to) = (desk.cell("ALES"), desk.cell("MARGINS"));
    desk.report(0, from, 'M');
    let burst = (0..300)
        .map(|n| format!("\x1b[<32;{};{}M", from.0 + n % 40, from.1))
        .collect::<Vec<String>>()
        .concat();
    desk.pty.bytes(burst.as_bytes());
    desk.report(32, to, 'M');
    desk.pty.wait_for_text("SALES to Not So Well, place 1");
    desk.report(0, to, 'm');
    desk.pty.wait_for_text("SALES is in Not So Well");
    desk.click(desk.cell("2 SWOT"));
    desk.pty.wait_for_text("Strengths");
    let text = desk.leave("q");
    assert!(
        text.contains("- REVENUE: up nearly by a quarter\n  not_so_well:\n  - SALES: up too\n"),
        "{text}"
    );
}

#[test]
fn the_right_button_lists_and_ctrl_marks() {
    let mut desk = Desk::new(&[], "");
    desk.report(16, desk.cell("REVENUE"), 'M');
    desk.report(16, desk.cell("SALES"), 'M');
    desk.pty.wait_for_text("2 MARKED");
    desk.report(0, desk.cell("ALES"), 'M');
    desk.report(32, desk.cell("MARGINS"), 'M');
    desk.report(0, desk.cell("MARGINS"), 'm');
    desk.pty.wait_for_text("2 items are in Not So Well");
    desk.report(2, desk.cell("MARGINS"), 'M');
    desk.pty.wait_for_text("PALETTE");
    desk.click(desk.cell("vote-more"));
    desk.pty.wait_for_text("★1");
    let text = desk.leave("q");
    let moved =
        "  not_so_well:\n  - REVENUE: up by a quarter\n  - SALES: up too\n  - MARGINS: down\n    votes: 1\n";
    assert!(text.contains(moved), "{text}");
}

#[test]
fn escape_leaves_a_drag_and_the_quit_hint_quits() {
    let mut desk = Desk::new(&["--read-only"], "");
    let (from, to) = (desk.cell("ALES"), desk.cell("MARGINS"));
    desk.report(0, from, 'M');
    desk.report(32, to, 'M');
    desk.pty.wait_for_text("opened read-only");
    desk.click(to);
    desk.pty.wait_for_text("q quit");
    desk.click(desk.cell("q quit"));
    assert_eq!(desk.leave(""), BOARD);
}

#[test]
fn a_flag_and_a_setting_leave_it_to_the_terminal() {
    for (arguments, settings) in [(&["--no-mouse"][..], "mouse: true\n"), (&[], "mouse: false\n")] {
        let mut desk = Desk::new(arguments, settings);
        assert!(!desk.pty.left_on().contains(&"mouse"));
        assert!(!desk.pty.raw().windows(6).any(|bytes| bytes == b"\x1b[?100"));
        desk.leave("q");
    }
}
