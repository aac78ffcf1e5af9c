//! The terminal's life cycle and its input: enter, draw, lend, suspend, leave on every way out; and a screen in memory.
//!
//! It must not know boards, the app or what a key does. Nothing here ever asks the terminal a question:
//! a silent terminal would block, and the answer would compete with the keys of the person.

use std::io::{self, IsTerminal};
use std::sync::Arc;

use ratatui::crossterm::style::force_color_output;
use rustix::process;

use crate::bell::Bell;
use crate::error::{Error, Result};

mod canvas;
mod clipboard;
mod frame;
mod input;
mod memory;
mod modes;
pub mod out;
mod pages;
pub mod print;
mod reset;
mod signals;

use canvas::Canvas;
pub use frame::Frame;
use input::Gate;
pub use input::{Event, Mouse, MouseKind};
pub use memory::MemoryScreen;
use pages::Pages;
pub use reset::reset;
pub use signals::Signal;
use signals::Signals;

/// What the shell's screen shows above the shell's own word, for who pressed Ctrl-Z without meaning to.
const STOPPED: &[u8] = b"stratboard is stopped: fg comes back\r\n";

/// What the terminal is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether presses, drags and the wheel of the mouse are reported.
    pub mouse: bool,
}

/// The real terminal, in its alternate screen and raw mode from [`Terminal::enter`] until it is dropped.
pub struct Terminal {
    canvas: Canvas,
    pages: Pages,
    options: Options,
    gate: Option<Arc<Gate>>,
    /// Caught from the first mode on.
    signals: Signals,
}

impl Terminal {
    /// Takes the terminal over. A panic in any thread from now on gives the terminal back before its message appears.
    ///
    /// # Errors
    /// Standard input or output is no terminal, or `TERM` is `dumb`; then nothing was written.
    pub fn enter(options: Options) -> Result<Self> {
        refuse_unusable()?;
        // crossterm 0.29 turns bold and reverse off where NO_COLOR is set; without colour our theme has none to send.
        force_color_output(true);
        modes::leave_on_panic();
        let signals = Signals::catch().map_err(|error| failed("enter the terminal", &error))?;
        modes::enter(options.mouse).map_err(|error| failed("enter the terminal", &error))?;
        Ok(Self { canvas: Canvas::new(), pages: Pages::default(), options, gate: None, signals })
    }

    /// Tells keys, pastes, the mouse and sizes from now on, on a thread of its own. `tell` may wait, and says whether
    /// anybody takes them still. [`Event::Gone`] is the last of them where the terminal cannot be read. Called once; a
    /// second call would share the keys.
    ///
    /// # Errors
    /// The system gives no thread or no signal handler.
    pub fn listen(&mut self, tell: impl Fn(Event) -> bool + Send + 'static) -> Result<()> {
        let gate = input::listen(tell);
        self.gate = Some(gate.map_err(|error| failed("read the terminal", &error))?);
        Ok(())
    }

    /// Gives what `take` gives, and sleeps at `bell` while that is nothing; also a signal and a terminal that vanishes end
    /// the sleep, see [`Terminal::heard`].
    ///
    /// # Errors
    /// The system cannot wait, for lack of memory.
    pub fn wait<T>(&mut self, bell: &Bell, take: impl FnMut() -> Option<T>) -> Result<Option<T>> {
        self.signals.wait(bell, take).map_err(|error| failed("wait for the terminal", &error))
    }

    /// The signals that [`Terminal::wait`] noticed, and [`Event::Gone`] where the terminal vanished; each is told once.
    pub fn heard(&mut self) -> Vec<Event> {
        self.signals.heard()
    }

    /// Its columns and rows now.
    pub fn size(&self) -> (u16, u16) {
        let size = Canvas::size();
        (size.width, size.height)
    }

    /// Draws a frame and sends what changed since the last in one write; nothing at all when nothing changed.
    ///
    /// # Errors
    /// The terminal does not take the frame, or a panic elsewhere has already given the terminal back.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> Result<()> {
        if !modes::entered() {
            return Err(Error::new("draw on the terminal", "it was given back", ""));
        }
        self.draw_page(render).map_err(|error| failed("draw on the terminal", &error))
    }

    fn draw_page(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let Self { canvas, pages, .. } = self;
        render(pages.begin(Canvas::size()));
        if pages.needs_wiping() {
            canvas.wipe();
        }
        let shown = pages.turn(|cells| canvas.draw(cells));
        canvas.send(shown.caret())
    }

    /// Makes the next frame paint every cell, as after something else wrote on the screen.
    pub fn redraw(&mut self) {
        self.pages.forget();
    }

    /// Sends a text to the terminal's clipboard (OSC 52). `false` when it is too long to arrive; whether the terminal
    /// takes it cannot be known.
    ///
    /// # Errors
    /// The terminal does not take the bytes.
    pub fn copy(&mut self, text: &str) -> Result<bool> {
        let between = clipboard::Between::found(|name| std::env::var_os(name));
        let send = |bytes: Option<Vec<u8>>| bytes.map(|bytes| modes::write_all(&bytes)).transpose();
        let sent = clipboard::bytes(text, between).and_then(send);
        let sent = sent.map_err(|error| failed("send text to the terminal's clipboard", &error))?;
        Ok(sent.is_some())
    }

    /// Whether a shell could bring this program back after [`Terminal::suspend`]: false for a session's first process
    /// and its process group, and where the process that started this one belongs to another session.
    pub fn can_suspend() -> bool {
        let own_group = process::getpgrp();
        let Ok(session) = process::getsid(None) else { return false };
        // The leading group of a session has no parent within it: it is orphaned (POSIX), and stop signals do nothing.
        if own_group == session {
            return false;
        }
        process::getppid().is_some_and(|parent| process::getsid(Some(parent)) == Ok(session))
    }

    /// Gives the terminal back and stops this process group, as Ctrl-Z does; returns when the shell brings it back.
    /// The next frame paints everything.
    ///
    /// # Errors
    /// The terminal cannot be taken over again.
    pub fn suspend(&mut self) -> Result<()> {
        let stopped = self.lend_with(|signals| {
            // Best effort: a terminal that takes no text is told nothing.
            let _ = modes::write_all(STOPPED);
            process::kill_current_process_group(process::Signal::TSTP)?;
            // The stop may take hold a moment after the call returns; to take the terminal back before it would leave it raw.
            signals.await_continue()
        })?;
        stopped.map_err(|error| failed("stop to the shell", &error))
    }

    /// Sets every mode again after [`Signal::Continue`]: a stop that cannot be caught (`kill -STOP`) left them to the shell.
    /// The next frame paints everything.
    ///
    /// # Errors
    /// The terminal cannot be taken over again.
    pub fn resume(&mut self) -> Result<()> {
        self.take_back()
    }

    /// Gives the terminal to another program, an editor for instance, for as long as `work` runs. Keys go to that
    /// program, and an interrupt typed there is not ours. The next frame paints everything.
    ///
    /// # Errors
    /// The terminal cannot be taken over again; the result of `work` is then lost.
    pub fn lend<T>(&mut self, work: impl FnOnce() -> T) -> Result<T> {
        self.lend_with(|_| work())
    }

    fn lend_with<T>(&mut self, work: impl FnOnce(&mut Signals) -> T) -> Result<T> {
        self.signals.before_loan();
        if let Some(gate) = &self.gate {
            gate.close();
        }
        modes::leave();
        let result = work(&mut self.signals);
        let taken = self.take_back();
        self.signals.after_loan();
        if let Some(gate) = &self.gate {
            gate.open();
        }
        taken.map(|()| result)
    }

    /// Gives the terminal back with all modes as they were, and reads no more: what is typed from now on is the shell's.
    /// A second call does nothing.
    pub fn leave(&mut self) {
        if let Some(gate) = self.gate.take() {
            gate.close();
        }
        modes::leave();
    }

    fn take_back(&mut self) -> Result<()> {
        modes::enter(self.options.mouse).map_err(|error| failed("enter the terminal again", &error))?;
        self.canvas.forget();
        self.redraw();
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.leave();
    }
}

fn refuse_unusable() -> Result<()> {
    let refuse = |cause: &str| {
        let remedy =
            "Run it in a terminal; for pipes and files there are --print and the commands in --help.";
        Err(Error::new("open the screen", cause, remedy))
    };
    if !io::stdin().is_terminal() {
        return refuse("standard input is not a terminal");
    }
    if !out::is_terminal() {
        return refuse("standard output is not a terminal");
    }
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return refuse("TERM=dumb says that this terminal cannot place text");
    }
    Ok(())
}

fn failed(attempt: &str, error: &io::Error) -> Error {
    Error::new(attempt, error, "")
}
