//! What is typed: one thread that only reads the terminal.
//!
//! It must not know what a key does; every event goes where the program says. It hears no signal: crossterm waits inside
//! one key for the rest of it, for ever where the rest does not come.

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event::{self, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level;

use super::signals::{LIMIT, Signal};
use crate::config::keys::{self, Input};

/// What a terminal and the system tell the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key or a pasted text.
    Input(Input),
    /// The mouse.
    Mouse(Mouse),
    /// The terminal's new size, columns and rows.
    Resize(u16, u16),
    /// A signal.
    Signal(Signal),
    /// The terminal has vanished: no key will come any more, and nothing that is drawn will be seen.
    Gone,
}

/// What the mouse did, and where: column and row from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// The column from 0.
    pub column: u16,
    /// The row from 0.
    pub row: u16,
}

/// What the mouse did; the two buttons and the wheel are all that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// It went down while Ctrl or Alt was.
    Mark,
    /// The right button went down.
    Menu,
    /// The mouse moved with the button down.
    Drag,
    /// The button came up.
    Release,
    /// The wheel turned away from the person.
    WheelUp,
    /// The wheel turned towards the person.
    WheelDown,
}

/// Starts the thread. It ends with the program, or when `tell` says that nobody takes events any more; `tell` may wait
/// while there is no room.
pub(super) fn listen(tell: impl Fn(Event) -> bool + Send + 'static) -> io::Result<Arc<Gate>> {
    let gate = Arc::new(Gate::default());
    // Makes crossterm's event source here: failures are told, and from now on a SIGWINCH wakes its reader.
    event::poll(Duration::ZERO)?;
    let passed = Arc::clone(&gate);
    thread::Builder::new().name("terminal".into()).spawn(move || read(&tell, &passed))?;
    Ok(gate)
}

/// Says that the terminal is gone when the thread that reads it ends, also by a panic inside crossterm.
struct Farewell<'a, T: Fn(Event) -> bool>(&'a T);

impl<T: Fn(Event) -> bool> Drop for Farewell<'_, T> {
    fn drop(&mut self) {
        self.0(Event::Gone);
    }
}

/// Reads until the terminal fails. Only blocking reads: with `use-dev-tty` crossterm's `poll(0)` says no while events wait.
fn read(tell: &impl Fn(Event) -> bool, gate: &Gate) {
    let _farewell = Farewell(tell);
    loop {
        gate.pass();
        let read = event::read();
        gate.passed();
        let Ok(event) = read else { return };
        if let Some(event) = told(event)
            && !tell(event)
        {
            return;
        }
    }
}

/// A terminal's event as the program is told it, if it is told.
fn told(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) => keys::from_event(key).map(|key| Event::Input(Input::Key(key))),
        event::Event::Paste(text) => Some(Event::Input(Input::Paste(text))),
        event::Event::Mouse(mouse) => mouse_told(mouse).map(Event::Mouse),
        event::Event::Resize(width, height) => Some(Event::Resize(width, height)),
        event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

fn mouse_told(event: MouseEvent) -> Option<Mouse> {
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left)
            if event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) =>
        {
            MouseKind::Mark
        }
        MouseEventKind::Down(MouseButton::Right) => MouseKind::Menu,
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse { kind, column: event.column, row: event.row })
}

/// Keeps the reading thread off the terminal while another program has it.
#[derive(Default)]
pub(super) struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    closed: bool,
    reading: bool,
}

impl Gate {
    /// Closes the gate and waits until the reading thread is outside.
    pub(super) fn close(&self) {
        self.state().closed = true;
        // The reading thread sleeps inside crossterm. A change of size is the one thing but a key that wakes it.
        let _ = low_level::raise(SIGWINCH);
        let state = self.state();
        // A reader that waits for room in the channel is not reading, so this ends at once; the limit is for the unforeseen.
        drop(self.changed.wait_timeout_while(state, LIMIT, |state| state.reading));
    }

    /// Lets the reading thread in again.
    pub(super) fn open(&self) {
        self.state().closed = false;
        self.changed.notify_all();
    }

    /// Goes in to read, once the gate is open.
    fn pass(&self) {
        let state = self.state();
        let open = self.changed.wait_while(state, |state| state.closed);
        open.unwrap_or_else(PoisonError::into_inner).reading = true;
    }

    /// Comes out with what was read.
    fn passed(&self) {
        self.state().reading = false;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
