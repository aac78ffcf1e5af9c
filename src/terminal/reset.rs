//! After a `kill -9`: the modes that the program would have undone itself, undone by another run of it.
//! It must not know whether they are set: to undo what is not set changes nothing.

use std::io;

use ratatui::crossterm::queue;
use ratatui::crossterm::style::Print;
use rustix::fd::{AsFd, BorrowedFd};
use rustix::fs::{Mode, OFlags, open};
use rustix::termios::{
    ControlModes, InputModes, LocalModes, OptionalActions, OutputModes, Termios, isatty, tcgetattr, tcsetattr,
};

use super::modes;
use crate::error::{Error, Result};

/// Gives the controlling terminal back as [`super::Terminal::leave`] does, wherever standard output goes.
///
/// # Errors
/// This process has no terminal, or the terminal does not take it.
pub fn reset() -> Result<()> {
    let remedy = "run it in the terminal that is to be reset";
    let terminal = open("/dev/tty", OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())
        .map_err(|error| Error::new("open the terminal", io::Error::from(error), remedy))?;
    let reset = set_sane(terminal.as_fd()).and_then(|()| modes::write_all_to(terminal.as_fd(), &bytes()?));
    reset.map_err(|error| Error::new("reset the terminal", error, remedy))
}

/// The way out, and plain text.
fn bytes() -> io::Result<Vec<u8>> {
    let mut bytes = modes::leave_bytes()?;
    queue!(bytes, Print("\x1b[0m"))?;
    Ok(bytes)
}

/// Lines that are edited, echoed and interrupted again.
fn set_sane(terminal: BorrowedFd<'_>) -> io::Result<()> {
    if !isatty(terminal) {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let mut line = tcgetattr(terminal)?;
    make_sane(&mut line);
    Ok(tcsetattr(terminal, OptionalActions::Now, &line)?)
}

/// What raw mode took away (`cfmakeraw`), as a fresh terminal has it: the defaults of Linux (`tty_std_termios`).
fn make_sane(line: &mut Termios) {
    let foreign = InputModes::IGNBRK | InputModes::PARMRK | InputModes::ISTRIP;
    line.input_modes -= foreign | InputModes::INLCR | InputModes::IGNCR;
    line.input_modes |= InputModes::ICRNL | InputModes::IXON;
    line.output_modes |= OutputModes::OPOST | OutputModes::ONLCR;
    line.control_modes |= ControlModes::CS8 | ControlModes::CREAD;
    line.control_modes -= ControlModes::PARENB;
    let echo = LocalModes::ECHO | LocalModes::ECHOE | LocalModes::ECHOK | LocalModes::ECHOCTL;
    line.local_modes |=
        echo | LocalModes::ECHOKE | LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN;
    line.local_modes -= LocalModes::ECHONL | LocalModes::NOFLSH;
}
