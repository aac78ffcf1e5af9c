//! A board in a folder of its own, a home beside it, and the real program on it: in a terminal, or printing its screen.
//! It must not know what is tested.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::harness::{Pty, environment};
use stratboard::document::{Document, Read};

/// The screen of every run.
pub const COLUMNS: u16 = 120;
pub const ROWS: u16 = 50;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_stratboard");

/// A heading: on every screen of [`BOARD`], whatever was deleted.
pub const FIRST: &str = "Learnings";

pub const BOARD: &str = "\
# kept by hand
title: Team
sheets:
- kind: retro
  went_well:
  - REVENUE: up 23.9%   # checked
  - second card
  not_so_well:
  - MARGINS: down
  learnings: []
  actions:
  - EXPAND: the range
    owner: Flora
";

/// A folder for one case.
pub struct Scene {
    pub root: tempfile::TempDir,
    /// The path that the program is given.
    pub board: PathBuf,
}

impl Scene {
    pub fn new() -> Self {
        Self::with(BOARD)
    }

    pub fn with(text: &str) -> Self {
        let scene = Self::in_folder(tempfile::tempdir().unwrap());
        fs::write(&scene.board, text).unwrap();
        scene
    }

    /// A scene without its board file.
    pub fn in_folder(root: tempfile::TempDir) -> Self {
        let folder = root.path().canonicalize().unwrap().join("boards");
        fs::create_dir_all(&folder).unwrap();
        Self { board: folder.join("team.yaml"), root }
    }

    pub fn folder(&self) -> &Path {
        self.board.parent().unwrap()
    }

    pub fn beside(&self, name: &str) -> PathBuf {
        self.board.with_file_name(name)
    }

    pub fn text(&self) -> String {
        fs::read_to_string(&self.board).unwrap_or_else(|error| panic!("{}: {error}", self.board.display()))
    }

    pub fn env(&self) -> Vec<(&'static str, String)> {
        let home = self.root.path().join("home").to_string_lossy().into_owned();
        environment(&home).map(|(name, value)| (name, value.to_owned())).to_vec()
    }

    /// The program on the board in a terminal, its first frame not yet awaited.
    pub fn start(&self) -> Pty {
        self.start_with(&[PROGRAM, &self.board.to_string_lossy()])
    }

    pub fn start_with(&self, command: &[&str]) -> Pty {
        let env = self.env();
        let env: Vec<_> = env.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Pty::spawn(command, &env, COLUMNS, ROWS)
    }

    /// The program on the board in a terminal, ready for keys and watching its file.
    pub fn open(&self) -> Pty {
        let mut pty = self.start();
        pty.wait_for_text(FIRST);
        pty
    }

    /// A command of the program in this scene.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir("/").stdin(Stdio::null()).env_clear().envs(self.env());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(PROGRAM).args(arguments).output().unwrap()
    }

    /// What `open --print` comes to after these keys.
    pub fn print(&self, keys: &str) -> Output {
        self.run(&print_arguments(&self.board.to_string_lossy(), keys))
    }

    /// What lies beside the board, its own name and those given left out.
    pub fn leftovers(&self, known: &[&str]) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        let mut names: Vec<_> =
            names.filter(|name| name != "team.yaml" && !known.contains(&name.as_str())).collect();
        names.sort();
        names
    }

    /// Opens the board as a person would after a crash and leaves it, which completes what is to be completed.
    pub fn reopen_and_leave(&self) -> Result<(), String> {
        let mut pty = self.open();
        wait_until_saved(&mut pty)?;
        pty.keys("q");
        match pty.wait_exit() {
            0 => Ok(()),
            status => Err(format!("leaving after reopening: status {status}\n{}", pty.screen())),
        }
    }
}

/// The arguments that print the screen after these keys.
pub fn print_arguments<'a>(board: &'a str, keys: &'a str) -> [&'a str; 8] {
    ["open", board, "--print", "text", "--size", "120x50", "--keys", keys]
}

/// Waits until all that is on the screen is in the file.
pub fn wait_until_saved(pty: &mut Pty) -> Result<(), String> {
    wait(pty, Duration::from_secs(15), |screen| state(screen).contains("✓ saved"))
        .ok_or_else(|| format!("never saved:\n{}", pty.screen()))
        .map(drop)
}

/// How long it took until the screen was so, unless it never was.
pub fn wait(pty: &mut Pty, longest: Duration, condition: impl Fn(&str) -> bool) -> Option<Duration> {
    let start = Instant::now();
    while start.elapsed() < longest {
        pty.settle(Duration::from_millis(2));
        if condition(&pty.screen()) {
            return Some(start.elapsed());
        }
    }
    None
}

/// The first line of a screen, which ends with the file's state.
pub fn state(screen: &str) -> &str {
    screen.lines().next().unwrap_or_default()
}

/// Whether a screen says that its edits survive a crash.
pub fn is_kept(screen: &str) -> bool {
    let state = state(screen);
    state.contains("✓ saved") || state.contains("• kept")
}

/// Each whole frame that a program drew, as its text and how many bytes it took.
pub fn frames(raw: &[u8], mut visit: impl FnMut(&str, usize)) {
    const END: &[u8] = b"\x1b[?2026l";
    let size = |number: u16| std::num::NonZeroU16::new(number).unwrap();
    let mut parser = vt100::Parser::new(size(ROWS), size(COLUMNS), 0);
    let mut rest = raw;
    while let Some(at) = rest.windows(END.len()).position(|window| window == END) {
        let (frame, after) = rest.split_at(at + END.len());
        parser.process(frame);
        rest = after;
        visit(&parser.screen().contents(), frame.len());
    }
}

/// What a board says, item by item: equal for two texts that mean the same.
pub fn told(text: &str) -> Result<Vec<String>, String> {
    let Read::Board(document, _) = Document::read(text.to_owned(), None) else {
        return Err(format!("this is no board:\n{text}"));
    };
    let board = document.board();
    let items = board.all_items().map(|(at, view)| {
        let pane = board.pane(at.list).map_or("", |pane| pane.key.as_ref());
        format!("{pane}: {} {:?} {:?}", view.line(), view.fields(), view.extra())
    });
    Ok([format!("title: {}", board.title())].into_iter().chain(items).collect())
}
