//! Signals, and a terminal that hangs up: heard where the program waits, by no thread of their own.
//!
//! It must not know what becomes of them.

use std::io;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags};
use rustix::stdio::stdin;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

use super::input::Event;
use crate::bell::Bell;

/// How long is waited for what should come in microseconds.
pub(super) const LIMIT: Duration = Duration::from_secs(1);

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

/// What hears them.
pub(super) struct Signals {
    caught: SignalDelivery<UnixStream, SignalOnly>,
    /// Whether some came that were not taken yet.
    called: bool,
    /// Those that were taken while nobody asked.
    waiting: Vec<Event>,
    /// Whether it is worth asking the terminal whether it is there.
    has_terminal: bool,
}

impl Signals {
    /// Takes the signals that end or continue the program. From now on none of them ends it unasked; they wait until
    /// they are heard.
    pub(super) fn catch() -> io::Result<Self> {
        let (read, write) = UnixStream::pair()?;
        let signals = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT];
        let caught = SignalDelivery::with_pipe(read, write, SignalOnly, signals)?;
        Ok(Self { caught, called: false, waiting: Vec::new(), has_terminal: true })
    }

    /// Sleeps at `bell` until `take` gives something, a signal comes or the terminal hangs up: crossterm reads a hung-up
    /// terminal for ever at full speed instead of failing. Gives what `take` gives.
    pub(super) fn wait<T>(&mut self, bell: &Bell, take: impl FnMut() -> Option<T>) -> io::Result<Option<T>> {
        let until = (!self.waiting.is_empty()).then(Instant::now);
        // No event of the terminal is asked for: a hang-up is told unasked, and keys do not wake this thread.
        let terminal = PollFd::from_borrowed_fd(stdin(), PollFlags::empty());
        let mut others = Vec::with_capacity(3);
        others.push(PollFd::new(self.caught.get_read(), PollFlags::IN));
        others.extend(self.has_terminal.then_some(terminal));
        let taken = bell.wait(take, &mut others, until)?;
        let told = others.get(1).map_or(PollFlags::empty(), PollFd::revents);
        self.called = !others[0].revents().is_empty();
        if !told.is_empty() {
            // A system that cannot watch a terminal so says something else at once; SIGHUP still comes.
            self.has_terminal = false;
            self.waiting.extend(told.intersects(PollFlags::HUP | PollFlags::ERR).then_some(Event::Gone));
        }
        Ok(taken)
    }

    /// What came, as far as the last [`wait`](Self::wait) noticed it.
    pub(super) fn heard(&mut self) -> Vec<Event> {
        if std::mem::take(&mut self.called) {
            self.gather(|_| true);
        }
        std::mem::take(&mut self.waiting)
    }

    /// Puts by what came so far: it concerns this program, not the one that gets the terminal now.
    pub(super) fn before_loan(&mut self) {
        self.gather(|_| true);
    }

    /// While another program had the terminal, its Ctrl-C and its stops reached the whole process group and were its own.
    pub(super) fn after_loan(&mut self) {
        self.gather(|signal| matches!(signal, Signal::Terminate | Signal::Hangup));
    }

    /// Waits until a stop of this process is over; not for ever, because a stop can be without effect.
    pub(super) fn await_continue(&mut self) -> io::Result<()> {
        let (bell, until) = (Bell::new()?, Instant::now() + LIMIT);
        loop {
            let mut goes_on = false;
            self.gather(|signal| {
                goes_on |= signal == Signal::Continue;
                signal != Signal::Continue
            });
            if goes_on || Instant::now() >= until {
                return Ok(());
            }
            let mut others = vec![PollFd::new(self.caught.get_read(), PollFlags::IN)];
            bell.wait(|| None::<()>, &mut others, Some(until))?;
        }
    }

    fn gather(&mut self, mut counts: impl FnMut(Signal) -> bool) {
        let came = self.caught.pending().filter_map(Signal::from_number);
        self.waiting.extend(came.filter(|signal| counts(*signal)).map(Event::Signal));
    }
}
