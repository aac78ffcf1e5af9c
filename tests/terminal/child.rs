//! The program under test: this test program again, taking a terminal over and counting what comes in.
//!
//! Keys: `q` quits, `p` panics, `t` panics in another thread, `n` changes nothing that is seen, `e` shows or hides the caret,
//! `c` copies, `l` lends the terminal to a shell, `<C-z>` stops; every other key and every paste is counted.

use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;

use ratatui::style::Style;
use stratboard::bell::Bell;
use stratboard::config::keys::{Input, Key};
use stratboard::terminal::{Event, Frame, Options, Signal, Terminal};

/// The environment variable that makes this test program the child.
pub const CHILD: &str = "STRATBOARD_TEST_CHILD";
/// Its value for a child that does as if SIGHUP were ignored.
pub const DEAF: &str = "deaf to hang-ups";

#[derive(Default)]
struct Counter {
    keys: usize,
    quiet: usize,
    seen_quiet: usize,
    pasted: Vec<usize>,
    mouse: usize,
    caret: bool,
    news: String,
}

/// Runs until something ends it; the result is the exit status.
pub fn run() -> i32 {
    let mut terminal = match Terminal::enter(Options { mouse: true }) {
        Ok(terminal) => terminal,
        Err(error) => {
            eprintln!("{error}");
            return 2;
        }
    };
    let (send, receive) = sync_channel(64);
    let bell = Arc::new(Bell::new().unwrap());
    let rung = Arc::clone(&bell);
    let tell = move |event| {
        let is_taken = send.send(event).is_ok();
        rung.ring();
        is_taken
    };
    terminal.listen(tell).unwrap();
    let mut counter = Counter::default();
    loop {
        if terminal.draw(|frame| counter.draw(frame)).is_err() && !deaf() {
            return 74;
        }
        let first = terminal.wait(&bell, || receive.try_recv().ok()).unwrap();
        let events: Vec<_> = first.into_iter().chain(receive.try_iter()).chain(terminal.heard()).collect();
        for event in events {
            if let Some(status) = counter.update(&mut terminal, event) {
                return status;
            }
        }
    }
}

impl Counter {
    fn draw(&self, frame: &mut Frame) {
        let size = frame.area();
        let lines = [
            format!("keys {}.", self.keys),
            format!("quiet {}.", self.seen_quiet),
            format!("pasted {:?}", self.pasted),
            format!("mouse {}.", self.mouse),
            format!("size {}x{}.", size.width, size.height),
            self.news.clone(),
        ];
        for (y, line) in (0..).zip(&lines) {
            let style = if y == 0 { Style::new().bold() } else { Style::new() };
            #[expect(clippy::disallowed_methods, reason = "the child draws only its own words")]
            frame.write((0, y), size.width, line, style);
        }
        if self.caret {
            frame.set_caret((5, 0));
        }
    }

    fn update(&mut self, terminal: &mut Terminal, event: Event) -> Option<i32> {
        match event {
            Event::Input(Input::Key(key)) => return self.key(terminal, key),
            Event::Input(Input::Paste(text)) => self.pasted.push(text.len()),
            Event::Mouse(_) => self.mouse += 1,
            Event::Resize(..) => {}
            // A terminal that closes sends both; it cannot be taken back, and the hang-up is yet to come.
            Event::Signal(Signal::Continue) => drop(terminal.resume()),
            Event::Signal(Signal::Hangup) if deaf() => {}
            Event::Signal(signal) => return Some(i32::from(signal.exit_status())),
            Event::Gone if deaf() => return Some(70),
            Event::Gone => return Some(i32::from(Signal::Hangup.exit_status())),
        }
        None
    }

    fn key(&mut self, terminal: &mut Terminal, key: Key) -> Option<i32> {
        match key.to_string().as_str() {
            "q" => return Some(0),
            "p" => panic!("as asked"),
            "t" => drop(thread::spawn(|| panic!("as asked, elsewhere")).join()),
            "n" => self.quiet += 1,
            "e" => self.caret = !self.caret,
            "c" => assert!(terminal.copy("minutes").unwrap()),
            "l" => self.news = format!("lent {}.", terminal.lend(ask_in_a_shell).unwrap()),
            "<C-z>" if Terminal::can_suspend() => terminal.suspend().unwrap(),
            "<C-z>" => self.news = "no shell".into(),
            _ => {
                self.keys += 1;
                self.seen_quiet = self.quiet;
            }
        }
        None
    }
}

fn deaf() -> bool {
    std::env::var(CHILD).as_deref() == Ok(DEAF)
}

/// What a shell reads from the terminal.
fn ask_in_a_shell() -> String {
    let shell = "printf 'type: ' >&2; read -r line; printf %s \"$line\"";
    let mut command = Command::new("sh");
    let output = command.args(["-c", shell]).stdin(std::process::Stdio::inherit());
    let output = output.stderr(std::process::Stdio::inherit()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}
