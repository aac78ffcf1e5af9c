//! What comes in: one thread that only reads the terminal, and one for signals that also notices a vanished terminal.
//!
//! It must not know what a key does; every event goes into the program's one channel, as the program's own message.

use std::io;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event::{self, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use signal_hook::low_level;

use crate::config::keys::{self, Input};

/// How long one thread waits for another that should answer in microseconds.
const LIMIT: Duration = Duration::from_secs(1);

/// Signals that are caught, and the pipe by which they wake who waits for them.
pub(super) type Signals = SignalDelivery<UnixStream, SignalOnly>;

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

/// A signal that the program acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// SIGTERM: somebody ends the program.
    Terminate,
    /// SIGHUP: the terminal is closing.
    Hangup,
    /// SIGINT from elsewhere: Ctrl-C is a key.
    Interrupt,
    /// SIGQUIT from elsewhere: Ctrl-\ is a key.
    Quit,
    /// SIGCONT: the program was stopped and goes on, see [`super::Terminal::resume`].
    Continue,
}

impl Signal {
    /// The exit status that says the program ended for this signal: 128 and its number, as shells count.
    pub fn exit_status(self) -> u8 {
        match self {
            Self::Terminate => 143,
            Self::Hangup => 129,
            Self::Interrupt => 130,
            Self::Quit => 131,
            Self::Continue => 0,
        }
    }

    fn from_number(number: i32) -> Option<Self> {
        match number {
            SIGTERM => Some(Self::Terminate),
            SIGHUP => Some(Self::Hangup),
            SIGINT => Some(Self::Interrupt),
            SIGQUIT => Some(Self::Quit),
            SIGCONT => Some(Self::Continue),
            _ => None,
        }
    }
}

/// Takes the signals that end or continue the program. From now on none of them ends it unasked; those that come
/// before [`listen`] are heard then.
pub(super) fn catch_signals() -> io::Result<Signals> {
    let (read, write) = UnixStream::pair()?;
    SignalDelivery::with_pipe(read, write, SignalOnly, [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT])
}

/// Starts the threads. They end with the program, or when the channel's other end is dropped.
pub(super) fn listen<M: Send + 'static>(
    sender: &SyncSender<M>,
    map: fn(Event) -> M,
    signals: Signals,
) -> io::Result<Arc<Gate>> {
    let gate = Arc::new(Gate::default());
    // Makes crossterm's event source here: failures are told, and from now on a SIGWINCH wakes its reader.
    event::poll(Duration::ZERO)?;
    let outlet = || Outlet { sender: sender.clone(), map };
    let (reader, keys) = (outlet(), Arc::clone(&gate));
    thread::Builder::new().name("terminal".into()).spawn(move || read(&reader, &keys))?;
    let (told, signalled) = (outlet(), Arc::clone(&gate));
    thread::Builder::new().name("signals".into()).spawn(move || watch(signals, &told, &signalled))?;
    Ok(gate)
}

/// Where events go.
struct Outlet<M> {
    sender: SyncSender<M>,
    map: fn(Event) -> M,
}

impl<M> Outlet<M> {
    /// Hands an event over, waiting while the channel is full; false when nobody takes events any more.
    fn send(&self, event: Event) -> bool {
        self.sender.send((self.map)(event)).is_ok()
    }
}

/// Says that the terminal is gone when the thread that reads it ends, also by a panic inside crossterm.
struct Farewell<'a, M>(&'a Outlet<M>);

impl<M> Drop for Farewell<'_, M> {
    fn drop(&mut self) {
        self.0.send(Event::Gone);
    }
}

/// Reads until the terminal fails. Only blocking reads: with `use-dev-tty` crossterm's `poll(0)` says no while events wait.
fn read<M>(outlet: &Outlet<M>, gate: &Gate) {
    let _farewell = Farewell(outlet);
    loop {
        gate.pass();
        let read = event::read();
        gate.passed();
        let Ok(event) = read else { return };
        if let Some(event) = told(event)
            && !outlet.send(event)
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

/// Passes signals on, and says when the terminal hangs up: crossterm reads a hung-up terminal for ever at full speed
/// instead of failing.
fn watch<M>(mut signals: Signals, outlet: &Outlet<M>, gate: &Gate) {
    let mut has_terminal = true;
    loop {
        // No event of the terminal is asked for: a hang-up is told unasked, and keys do not wake this thread.
        let mut both = [
            PollFd::new(signals.get_read(), PollFlags::IN),
            PollFd::from_borrowed_fd(stdin(), PollFlags::empty()),
        ];
        match poll(&mut both[..if has_terminal { 2 } else { 1 }], None) {
            Err(Errno::INTR) => continue,
            Err(_) => return,
            Ok(_) => {}
        }
        let told = both[1].revents();
        if has_terminal && !told.is_empty() {
            // A system that cannot watch a terminal so says something else at once; SIGHUP still comes.
            has_terminal = false;
            if told.intersects(PollFlags::HUP | PollFlags::ERR) && !outlet.send(Event::Gone) {
                return;
            }
        }
        if !pass_signals(&mut signals, outlet, gate) {
            return;
        }
    }
}

/// Passes on the signals that came; false when nobody takes them any more.
fn pass_signals<M>(signals: &mut Signals, outlet: &Outlet<M>, gate: &Gate) -> bool {
    for signal in signals.pending().filter_map(Signal::from_number) {
        if signal == Signal::Continue {
            gate.continued();
        }
        // While an editor has the terminal, its Ctrl-C and its stops reach the whole process group and are its own.
        if gate.is_closed() && matches!(signal, Signal::Interrupt | Signal::Quit | Signal::Continue) {
            continue;
        }
        if !outlet.send(Event::Signal(signal)) {
            return false;
        }
    }
    true
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
    /// Whether the process was continued since the gate was closed.
    continued: bool,
}

impl Gate {
    /// Closes the gate and waits until the reading thread is outside.
    pub(super) fn close(&self) {
        let mut state = self.state();
        (state.closed, state.continued) = (true, false);
        drop(state);
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

    /// Waits until a stop of this process is over; not for ever, because a stop can be without effect.
    pub(super) fn await_continue(&self) {
        drop(self.changed.wait_timeout_while(self.state(), LIMIT, |state| !state.continued));
    }

    fn continued(&self) {
        self.state().continued = true;
        self.changed.notify_all();
    }

    fn is_closed(&self) -> bool {
        self.state().closed
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
