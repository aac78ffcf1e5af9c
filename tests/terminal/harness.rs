//! A program in a pseudo terminal: keys in, screen out, and what it leaves behind when it ends.
//!
//! It must not know the program. It waits for conditions, never for a time, and answers no question of the program:
//! a program that asks its terminal something must survive the silence.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::LocalModes;

use super::encode::bytes_of;

/// How long a condition may take; the usual answer takes less than a millisecond.
const DEADLINE: Duration = Duration::from_secs(10);

/// A running program, its terminal's screen, and every byte it wrote.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    no_reader: Arc<AtomicBool>,
    parser: vt100::Parser<Log>,
    raw: Vec<u8>,
}

/// What the screen does not show of the program's output.
#[derive(Default)]
pub struct Log {
    /// Texts sent to the clipboard (OSC 52), still in base64.
    pub clipboard: Vec<String>,
    /// Control sequences that are none of those a screen is made with.
    pub unhandled: Vec<String>,
    /// How many synchronized updates ended: one is one frame.
    pub frames: usize,
    in_frame: bool,
    keyboard_flags: i32,
}

impl vt100::Callbacks for Log {
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.clipboard.push(String::from_utf8_lossy(data).into_owned());
    }

    fn unhandled_csi(
        &mut self,
        _: &mut vt100::Screen,
        i1: Option<u8>,
        i2: Option<u8>,
        params: &[&[u16]],
        c: char,
    ) {
        match (i1, params, c) {
            (Some(b'?'), [[2026]], 'h') => self.in_frame = true,
            (Some(b'?'), [[2026]], 'l') => {
                self.frames += usize::from(self.in_frame);
                self.in_frame = false;
            }
            (Some(b'>'), _, 'u') => self.keyboard_flags += 1,
            // A terminal forgets a pop that has nothing to take.
            (Some(b'<'), _, 'u') => self.keyboard_flags = (self.keyboard_flags - 1).max(0),
            _ => self.unhandled.push(format!("CSI {i1:?} {i2:?} {params:?} {c}")),
        }
    }

    fn unhandled_osc(&mut self, _: &mut vt100::Screen, params: &[&[u8]]) {
        self.unhandled.push(format!("OSC {params:?}"));
    }

    fn unhandled_escape(&mut self, _: &mut vt100::Screen, _: Option<u8>, _: Option<u8>, byte: u8) {
        self.unhandled.push(format!("ESC {byte}"));
    }

    fn unhandled_control(&mut self, _: &mut vt100::Screen, byte: u8) {
        self.unhandled.push(format!("control {byte}"));
    }
}

/// What a program is told of where it is: its home below a folder of the test, and always the same day.
pub fn environment(home: &str) -> [(&'static str, &str); 5] {
    let [home_folder, state, config] = ["HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"].map(|name| (name, home));
    [home_folder, state, config, ("LANG", "C.UTF-8"), ("STRATBOARD_TODAY", "2025-06-12")]
}

impl Pty {
    /// Starts a program as the first process of a new terminal, with nothing of our environment but `PATH`.
    pub fn spawn(command: &[&str], env: &[(&str, &str)], cols: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(cols, rows)).unwrap();
        let mut builder = CommandBuilder::new(command[0]);
        builder.args(&command[1..]);
        // Otherwise it is the home folder, which is none.
        builder.cwd(std::env::current_dir().unwrap());
        builder.env_clear();
        builder.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("HOME", "/nonexistent")] {
            builder.env(name, value);
        }
        for (name, value) in env {
            builder.env(name, value);
        }
        let child = pair.slave.spawn_command(builder).unwrap();
        // With the slave open here the end of the output would never be told.
        drop(pair.slave);
        let (send, output) = channel();
        let no_reader = Arc::new(AtomicBool::new(false));
        let (mut reader, stop) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&no_reader));
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if send.send(buffer[..count].to_vec()).is_err() || stop.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        let parser = vt100::Parser::new_with_callbacks(positive(rows), positive(cols), 0, Log::default());
        let writer = pair.master.take_writer().unwrap();
        Self { child, master: pair.master, writer, output, no_reader, parser, raw: Vec::new() }
    }

    /// Types keys and pastes, given as key text.
    pub fn keys(&mut self, text: &str) {
        self.try_keys(text).unwrap();
    }

    /// The same to a program that may have ended by now.
    pub fn try_keys(&mut self, text: &str) -> std::io::Result<()> {
        self.writer.write_all(&bytes_of(text)).and_then(|()| self.writer.flush())
    }

    /// Sends bytes as a terminal would, all at once.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// Whether the program has ended.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits until the screen, between frames, is as `condition` says.
    ///
    /// # Panics
    /// After the deadline or the end of the program, with the screen. A condition that holds already passes at once: make it one
    /// that only the expected answer brings about.
    #[track_caller]
    pub fn wait_for(&mut self, condition: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        loop {
            self.settle(Duration::ZERO);
            if !self.log().in_frame && condition(self.parser.screen()) {
                return;
            }
            let more = self.output.recv_timeout(deadline.saturating_duration_since(Instant::now()));
            match more {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("not in time; the screen:\n{}", self.screen()),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the program ended; the screen:\n{}", self.screen())
                }
            }
        }
    }

    /// Waits until the screen shows `text`.
    #[track_caller]
    pub fn wait_for_text(&mut self, text: &str) {
        self.wait_for(|screen| screen.contents().contains(text));
    }

    /// Takes all output until none came for `quiet`. Only for showing that nothing comes; a positive must follow.
    pub fn settle(&mut self, quiet: Duration) {
        while let Ok(bytes) = self.output.recv_timeout(quiet) {
            self.take(&bytes);
        }
    }

    /// The screen's rows, without the blanks at their ends.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// The emulated screen, for styles and the caret.
    pub fn cells(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Every byte of output so far.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// What the screen does not show.
    pub fn log(&self) -> &Log {
        self.parser.callbacks()
    }

    /// Changes the terminal's size.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        // The emulator first: the program may answer before this function returns.
        self.parser.set_size(positive(rows), positive(cols));
        self.master.resize(size(cols, rows)).unwrap();
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Waits for the program's end and returns its exit status.
    #[track_caller]
    pub fn wait_exit(&mut self) -> u32 {
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(1)) {
                self.take(&bytes);
            }
            if self.has_ended() {
                // The output ends when the last holder of the terminal has ended.
                self.settle(DEADLINE);
                return self.child.wait().unwrap().exit_code();
            }
            assert!(Instant::now() < deadline, "still running; the screen:\n{}", self.screen());
        }
    }

    /// Closes the terminal as a window is closed, and returns the program's exit status.
    /// `key` must make the program write something: that ends the thread which holds the terminal open here.
    #[track_caller]
    pub fn vanish(mut self, key: &str) -> u32 {
        self.no_reader.store(true, Ordering::SeqCst);
        self.keys(key);
        while self.output.recv_timeout(DEADLINE).is_ok() {}
        let Self { mut child, .. } = self;
        drop((self.master, self.writer));
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < deadline, "the program outlives its terminal");
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// The modes of the terminal that are not those of a fresh one.
    pub fn left_on(&self) -> Vec<&'static str> {
        let screen = self.parser.screen();
        let line = self.master.get_termios().unwrap().local_flags.bits();
        let wanted = (LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG).bits();
        let modes = [
            ("alternate screen", screen.alternate_screen()),
            ("hidden caret", screen.hide_cursor()),
            ("caret shape", screen.cursor_style() != vt100::CursorStyle::Default),
            ("bracketed paste", screen.bracketed_paste()),
            ("mouse", screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None),
            ("keyboard flags", self.log().keyboard_flags != 0),
            ("synchronized update", self.log().in_frame),
            ("raw mode", line & wanted != wanted),
        ];
        modes.into_iter().filter_map(|(mode, on)| on.then_some(mode)).collect()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.parser.process(bytes);
    }

    pub fn pid(&self) -> Pid {
        let id = self.child.process_id().and_then(|id| i32::try_from(id).ok());
        id.and_then(Pid::from_raw).unwrap()
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn positive(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}
