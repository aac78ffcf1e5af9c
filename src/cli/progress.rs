//! How far long work is, in a line on the terminal that is gone when the work is done or interrupted.
//! It must not know what is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

use crate::terminal::out;

/// When progress begins to show, and how often it changes.
const PATIENCE: Duration = Duration::from_millis(500);
const REFRESH: Duration = Duration::from_millis(50);

/// Shows how far the work is until it is dropped; nothing where standard error is no terminal.
pub(super) struct Progress {
    done: Arc<AtomicUsize>,
    teller: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Of many files.
    pub(super) fn of_files(all: usize) -> Self {
        Self::new(move |done| {
            let bar = "#".repeat(done * 20 / all.max(1));
            format!("[{bar:<20}] {done} of {all} files")
        })
    }

    /// Of work in stages, each counted when it is done.
    pub(super) fn of_stages(stages: &'static [&'static str]) -> Self {
        Self::new(move |done| {
            let bar = "#".repeat(done * 20 / stages.len().max(1));
            format!("[{bar:<20}] {} ... (C-c stops)", stages.get(done).or(stages.last()).unwrap_or(&""))
        })
    }

    /// Of one thing whose end cannot be foretold.
    pub(super) fn of(what: String) -> Self {
        Self::new(move |_| format!("{what} ... (C-c stops)"))
    }

    fn new(line: impl Fn(usize) -> String + Send + 'static) -> Self {
        let done = Arc::new(AtomicUsize::new(0));
        let teller = out::shows_progress().then(|| {
            let (end, ended) = channel();
            let done = Arc::clone(&done);
            (end, thread::spawn(move || tell(&line, &done, &ended)))
        });
        Self { done, teller }
    }

    /// Counts one more as done.
    pub(super) fn one_more(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, teller)) = self.teller.take() {
            drop(end);
            // It ends at once, with its line taken away.
            let _ = teller.join();
        }
    }
}

fn tell(line: &impl Fn(usize) -> String, done: &AtomicUsize, ended: &Receiver<()>) {
    if ended.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let caught = Caught::new();
    let mut shown = String::new();
    loop {
        let now = line(done.load(Ordering::Relaxed));
        if now != shown {
            out::progress(Some(&now));
            shown = now;
        }
        let goes_on = ended.recv_timeout(REFRESH) == Err(RecvTimeoutError::Timeout);
        if !goes_on || caught.signal().is_some() {
            out::progress(None);
            caught.pass_on();
        }
        if !goes_on {
            return;
        }
    }
}

/// Signals that would end the program, kept back until the line is gone.
struct Caught {
    signal: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
}

impl Caught {
    fn new() -> Self {
        let caught = Self { signal: Arc::default(), is_over: Arc::default() };
        for signal in [SIGINT, SIGTERM] {
            // A signal that cannot be caught ends the program with the line on the screen.
            let _ = flag::register_conditional_default(signal, Arc::clone(&caught.is_over));
            let number = usize::try_from(signal).unwrap_or_default();
            let _ = flag::register_usize(signal, Arc::clone(&caught.signal), number);
        }
        caught
    }

    fn signal(&self) -> Option<i32> {
        i32::try_from(self.signal.load(Ordering::Relaxed)).ok().filter(|signal| *signal != 0)
    }

    /// From now on signals do what they always do, and one that came does so now.
    fn pass_on(&self) {
        self.is_over.store(true, Ordering::Relaxed);
        if let Some(signal) = self.signal() {
            // Where that fails, the work goes on to its end.
            let _ = low_level::emulate_default_handler(signal);
        }
    }
}
