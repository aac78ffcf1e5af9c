//! What may take long, such as reading a file that is long or far away: done beside the loop, told on the screen once it
//! takes longer than half a second, and left by a key. It must not know what becomes of what comes of it.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use super::inbox::{Inbox, Outlet};
use super::{News, load};
use crate::app::OpenBoard;
use crate::bell::Bell;
use crate::config::keys::{Input, Key, Name};
use crate::config::theme::Theme;
use crate::error::{Error, Result};
use crate::store::{Fingerprint, Fs};
use crate::terminal::{Event, Options, Signal, Terminal};
use crate::text::safe_line;
use crate::ui;

/// From then on it is told.
const PATIENCE: Duration = Duration::from_millis(500);

/// A file of so many bytes at most, on a disk of this machine, is read before anybody could wait for it.
const AT_ONCE: u64 = 256 << 10;

/// A file that was read.
pub(super) type Loaded = (OpenBoard, Fingerprint);

/// How waiting ended.
pub(super) enum Ended<T> {
    /// It was done, or cannot be.
    Done(Result<Box<T>>),
    /// Somebody did not want to wait any longer: a key, or what ends the program.
    Left(Event),
}

/// Work that is being done.
pub(super) struct Work<T>(Receiver<Result<T>>);

/// A file that is being read.
pub(super) type Reading = Work<Loaded>;

impl Reading {
    /// Begins to read a file, and rings when that has ended.
    pub(super) fn begin(fs: &Arc<dyn Fs>, path: &Path, bell: &Arc<Bell>) -> Self {
        let (fs, path) = (Arc::clone(fs), path.to_owned());
        Self::of(bell, move || load::file(fs.as_ref(), &path))
    }
}

impl<T: Send + 'static> Work<T> {
    /// Begins some work, and rings when it has ended.
    pub(super) fn of(bell: &Arc<Bell>, work: impl FnOnce() -> Result<T> + Send + 'static) -> Self {
        let (sender, receiver) = channel();
        let bell = Arc::clone(bell);
        thread::spawn(move || {
            let _end = AtEnd(bell);
            // Gone before the bell rings, also where the work panics.
            let sender = sender;
            // Who left does not want it any more.
            let _ = sender.send(work());
        });
        Self(receiver)
    }

    /// Waits for so long; nothing where it takes longer.
    fn within(&self, time: Duration) -> Option<Result<Box<T>>> {
        match self.0.recv_timeout(time) {
            Ok(read) => Some(read.map(Box::new)),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Err(unanswered())),
        }
    }

    /// What became of it, once something did.
    fn so_far(&self) -> Option<Result<Box<T>>> {
        match self.0.try_recv() {
            Ok(read) => Some(read.map(Box::new)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(unanswered())),
        }
    }

    /// Waits, with `told` called before it is long. What happens meanwhile is held back, in order; a key that leaves is not.
    pub(super) fn wait<'t>(
        &self,
        inbox: &mut Inbox,
        told: impl FnOnce() -> Result<&'t mut Terminal>,
    ) -> Result<Ended<T>> {
        if let Some(done) = self.within(PATIENCE) {
            return Ok(Ended::Done(done));
        }
        let terminal = told()?;
        loop {
            let came = || self.so_far().map(Came::Done).or_else(|| inbox.newer().map(Came::News));
            match terminal.wait(&inbox.bell, came)? {
                Some(Came::Done(done)) => return Ok(Ended::Done(done)),
                Some(Came::News(News::Terminal(event))) if leaves(&event) => return Ok(Ended::Left(event)),
                Some(Came::News(news)) => inbox.held.push_back(news),
                None => {}
            }
            for event in terminal.heard() {
                if leaves(&event) {
                    return Ok(Ended::Left(event));
                }
                inbox.held.push_back(News::Terminal(event));
            }
        }
    }
}

/// Rings when it is dropped.
struct AtEnd(Arc<Bell>);

impl Drop for AtEnd {
    fn drop(&mut self) {
        self.0.ring();
    }
}

/// What was waited for, or something else.
enum Came<T> {
    Done(Result<Box<T>>),
    News(News),
}

fn unanswered() -> Error {
    Error::new("read or merge it", "the work ended without an answer", "try again")
}

/// Whether an event is a way out of waiting.
fn leaves(event: &Event) -> bool {
    match event {
        Event::Input(Input::Key(key)) => is_way_out(*key),
        Event::Signal(signal) => *signal != Signal::Continue,
        Event::Gone => true,
        _ => false,
    }
}

fn is_way_out(key: Key) -> bool {
    key == Key::plain(Name::Esc)
        || key == Key::plain(Name::Char('q'))
        || key == Key::new(Name::Char('c'), true, false, false)
}

/// The terminal before there is a board: it is entered when the wait is long, else when the board is there.
pub(super) struct Entrance<'a> {
    pub(super) options: Options,
    pub(super) theme: &'a Theme,
    pub(super) outlet: Outlet,
    pub(super) inbox: Inbox,
    /// The terminal, once it was entered; then it is listened to.
    pub(super) terminal: Option<Terminal>,
}

impl Entrance<'_> {
    /// Reads the first file; the exit status where the person left meanwhile.
    pub(super) fn read(
        &mut self,
        fs: &Arc<dyn Fs>,
        path: &Path,
    ) -> Result<std::result::Result<Box<Loaded>, u8>> {
        if is_read_at_once(fs.as_ref(), path) {
            return load::file(fs.as_ref(), path).map(|loaded| Ok(Box::new(loaded)));
        }
        let reading = Reading::begin(fs, path, &self.inbox.bell);
        let Self { options, theme, outlet, inbox, terminal } = self;
        let ended = reading.wait(inbox, move || {
            let mut entered = Terminal::enter(*options)?;
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            entered.draw(|frame| ui::waiting(frame, &safe_line(&name), theme))?;
            let outlet = outlet.clone();
            entered.listen(move |event| outlet.send(News::Terminal(event)))?;
            Ok(terminal.insert(entered))
        })?;
        match ended {
            Ended::Done(read) => read.map(Ok),
            Ended::Left(event) => Ok(Err(status(&event))),
        }
    }
}

/// Whether reading a file takes no time that is worth a thread.
fn is_read_at_once(fs: &dyn Fs, path: &Path) -> bool {
    let is_small = fs.stat(path).is_ok_and(|file| file.size <= AT_ONCE);
    is_small && path.parent().is_some_and(|folder| fs.is_local(folder).unwrap_or(false))
}

/// The exit status of who leaves before there is a board.
fn status(event: &Event) -> u8 {
    match event {
        Event::Signal(signal) => signal.exit_status(),
        Event::Gone => Signal::Hangup.exit_status(),
        Event::Input(Input::Key(key)) if key.ctrl => Signal::Interrupt.exit_status(),
        _ => 0,
    }
}
