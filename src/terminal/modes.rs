//! The terminal's modes: set in one order, undone in the other, and undone on every way out of the program.
//!
//! It must not know what is drawn. Its one flag is global because a panic hook has nothing else to look at.

use std::io;
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::crossterm::cursor::{Hide, SetCursorStyle, Show};
use ratatui::crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, KeyboardEnhancementFlags, PopKeyboardEnhancementFlags,
    PushKeyboardEnhancementFlags,
};
use ratatui::crossterm::queue;
use ratatui::crossterm::style::Print;
use ratatui::crossterm::terminal::{
    Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::fd::BorrowedFd;
use rustix::io::Errno;
use rustix::stdio::stdout;

/// Presses, drags and the wheel with SGR coordinates. crossterm's own command adds every movement of the mouse,
/// which would wake the program all the time.
const MOUSE_ON: &str = "\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l";

/// Whether the modes are set, so that whoever comes first on the way out undoes them, once.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the modes are set.
pub(super) fn entered() -> bool {
    ENTERED.load(Ordering::SeqCst)
}

/// Sets all modes; where they are set already, as far as we know, sets them again.
pub(super) fn enter(mouse: bool) -> io::Result<()> {
    // Raw mode first: from the background this stops the process here, before it writes over the shell.
    // Off before on: crossterm does nothing when it believes that raw mode is on, which after a stop the shell has undone.
    disable_raw_mode()?;
    enable_raw_mode()?;
    let again = ENTERED.swap(true, Ordering::SeqCst);
    let mut bytes = Vec::new();
    queue!(bytes, EnterAlternateScreen, Clear(ClearType::All), Hide, EnableBracketedPaste)?;
    if mouse {
        queue!(bytes, Print(MOUSE_ON))?;
    }
    if again {
        queue!(bytes, PopKeyboardEnhancementFlags)?;
    }
    let flags = KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES;
    queue!(bytes, PushKeyboardEnhancementFlags(flags))?;
    write_all(&bytes).inspect_err(|_| leave())
}

/// Undoes all modes if they are set. Failures are not told: on the way out of a vanished terminal nobody reads them.
pub(super) fn leave() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = leave_bytes().and_then(|bytes| write_all(&bytes));
    let _ = disable_raw_mode();
}

/// What the terminal is sent on the way out.
pub(super) fn leave_bytes() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    queue!(
        bytes,
        EndSynchronizedUpdate,
        PopKeyboardEnhancementFlags,
        Print(MOUSE_OFF),
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show,
        SetCursorStyle::DefaultUserShape
    )?;
    Ok(bytes)
}

/// Puts [`leave`] before the panic hook that is there, so that the message stands on the person's own screen.
pub(super) fn leave_on_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let former = panic::take_hook();
        #[expect(clippy::disallowed_methods, reason = "it prints nothing itself: the former hook does")]
        panic::set_hook(Box::new(move |info| {
            leave();
            former(info);
        }));
    });
}

/// Writes to standard output, past the locks and buffers of `std::io::stdout()`: the panic hook may run while they are held.
pub(super) fn write_all(bytes: &[u8]) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "frames and modes go to the terminal as they are")]
    write_all_to(stdout(), bytes)
}

/// Writes to a terminal.
pub(super) fn write_all_to(terminal: BorrowedFd<'_>, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(terminal, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            // Someone before us left the terminal in non-blocking mode.
            Err(Errno::AGAIN) => {
                poll(&mut [PollFd::from_borrowed_fd(terminal, PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
