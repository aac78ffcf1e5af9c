//! The loop: take what happened, let the state change, do what it asks for, draw when the queue is empty.
//! The only place where state, disk and screen meet. It must not decide anything about boards.

mod beside;
mod boards;
mod editor;
mod inbox;
mod load;
mod opening;
mod outside;
mod place;
mod pointer;
#[cfg(test)]
mod power;
mod print;
mod saving;
mod session;
#[cfg(test)]
mod tests;
mod waiting;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::message::Message;
use crate::app::{App, Offer};
use crate::config::keymap::Keymap;
use crate::config::keys::Input;
use crate::config::theme::Theme;
use crate::error::Result;
use crate::model::Trends;
use crate::store::{Disk, Fs, Paths};
use crate::terminal::{Event, Options, Signal, Terminal, out};
use crate::ui;
use inbox::Inbox;
pub(crate) use load::trends_before;
use opening::Wanted;
use session::{Ask, Session};
use waiting::{Ended, Entrance, Reading, Work};

/// What the command line asks for.
#[derive(Debug, Default)]
pub struct Launch {
    /// The board file, board folder or workspace folder; nothing for the one that is found from here.
    pub path: Option<PathBuf>,
    /// The sheet to show, from 1.
    pub sheet: Option<usize>,
    /// The period to open, as its file is named.
    pub period: Option<String>,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// Whether the mouse is heard.
    pub mouse: bool,
    /// Whether a screen reader reads the screen.
    pub screen_reader: bool,
    /// Keys that come first.
    pub keys: Vec<Input>,
    /// Print the last frame in this form instead of opening a terminal.
    pub print: Option<Form>,
    /// The size of the printed screen, columns and rows.
    pub size: (u16, u16),
}

/// How a frame is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Plain text.
    Text,
    /// Text with colours.
    Ansi,
    /// A picture.
    Svg,
}

/// What the loop runs on, so that tests can fix it.
pub struct Surroundings {
    /// The disk.
    pub fs: Arc<dyn Fs>,
    /// Where settings and state are.
    pub paths: Paths,
    /// The folder from which relative paths count.
    pub cwd: PathBuf,
    /// Today.
    pub today: jiff::civil::Date,
    /// Colours and marks.
    pub theme: Theme,
    /// What is to be told first, in the last line, where there is a terminal.
    pub notice: Option<String>,
    /// Which keys mean what.
    pub keymap: Keymap,
    /// `$VISUAL`, else `$EDITOR`.
    pub editor: Option<OsString>,
}

/// Something that happened outside the state. What is rare lies in a box: the queue has room for many of them.
pub(crate) enum News {
    Terminal(Event),
    /// Something became of a text that was handed over.
    Kept,
    Disk(Box<Disk>),
    /// How the metrics of a file went in the periods before.
    Trends(Box<(PathBuf, Trends)>),
    /// Copies beside a file that hold more than it.
    Beside(Box<(PathBuf, Vec<beside::Sibling>)>),
    /// What was found for the list of boards.
    Boards(Box<Message>),
}

/// As many things are answered by one frame.
const MOST_IN_A_FRAME: usize = 4096;

/// Opens a board on the terminal, or prints its screen. The exit status.
pub fn open(launch: &Launch, surroundings: Surroundings) -> Result<u8> {
    let (outlet, inbox) = inbox::inbox()?;
    let theme = surroundings.theme.clone();
    let is_printed = launch.print.is_some();
    let mut entrance = Entrance {
        options: Options { mouse: launch.mouse },
        theme: &theme,
        outlet: outlet.clone(),
        inbox,
        terminal: None,
    };
    let mut read = |fs: &Arc<dyn Fs>, path: &Path| {
        if is_printed { Ok(Ok(Box::new(load::file(fs.as_ref(), path)?))) } else { entrance.read(fs, path) }
    };
    let mut session = match Session::start(launch, surroundings, outlet, &mut read)? {
        Ok(session) => session,
        Err(status) => return Ok(status),
    };
    match launch.print {
        Some(form) => print::run(&mut session, launch, form, &theme),
        None => on_terminal(&mut session, launch, entrance),
    }
    .inspect(|_| {
        if !is_printed {
            session.remember_place();
        }
    })
}

fn on_terminal(session: &mut Session, launch: &Launch, entrance: Entrance) -> Result<u8> {
    let Entrance { options, theme, outlet, mut inbox, terminal } = entrance;
    let bell = Arc::clone(&inbox.bell);
    let is_heard = terminal.is_some();
    let mut terminal = terminal.map_or_else(|| Terminal::enter(options), Ok)?;
    let (columns, rows) = terminal.size();
    session.tell(Message::Resize(columns, rows));
    if session.is_late {
        session.say("bringing back what the last run did not save …");
        draw(&mut terminal, &mut session.app, theme)?;
        session.begin();
    }
    for input in &launch.keys {
        session.tell(Message::Input(input.clone()));
    }
    draw(&mut terminal, &mut session.app, theme)?;
    if !is_heard {
        terminal.listen(move |event| outlet.send(News::Terminal(event)))?;
    }
    session.watch_files();
    let mut is_drawn = !session.has_asks();
    loop {
        if serve(session, &mut terminal, &mut inbox, theme)? {
            return Ok(leave(session, terminal, 0));
        }
        if !std::mem::take(&mut is_drawn) {
            draw(&mut terminal, &mut session.app, theme)?;
        }
        session.send_changed();
        let Ok(first) = terminal.wait(&bell, || inbox.take()) else {
            return Ok(leave(session, terminal, 1));
        };
        if let Some(signal) = hear(session, &mut terminal, &mut inbox, first)? {
            session.keep_what_is_typed();
            return Ok(leave(session, terminal, signal.exit_status()));
        }
        session.settle_hand();
        session.hear_kept();
    }
}

/// Takes what waits, and then the signals that came meanwhile; the signal that ends the program, if one does.
fn hear(
    session: &mut Session,
    terminal: &mut Terminal,
    inbox: &mut Inbox,
    first: Option<News>,
) -> Result<Option<Signal>> {
    let mut next = first;
    let mut most = MOST_IN_A_FRAME;
    while let Some(news) = next {
        match news {
            News::Terminal(event @ (Event::Signal(_) | Event::Gone)) => {
                if let Some(signal) = obey(terminal, &event)? {
                    return Ok(Some(signal));
                }
            }
            news => session.hear(news),
        }
        most -= 1;
        // What is asked of the terminal is done before later keys: a quit must not swallow what the shell is to read.
        next = if most == 0 || session.has_asks() { None } else { inbox.take() };
    }
    if session.has_asks() {
        return Ok(None);
    }
    for event in terminal.heard() {
        if let Some(signal) = obey(terminal, &event)? {
            return Ok(Some(signal));
        }
    }
    Ok(None)
}

/// Does what a signal asks for; the signal, if it ends the program.
fn obey(terminal: &mut Terminal, event: &Event) -> Result<Option<Signal>> {
    match event {
        Event::Signal(Signal::Continue) => terminal.resume().map(|()| None),
        Event::Signal(signal) => Ok(Some(*signal)),
        Event::Gone => Ok(Some(Signal::Hangup)),
        Event::Input(_) | Event::Mouse(_) | Event::Resize(..) => Ok(None),
    }
}

/// Whether a terminal takes it cannot be known.
const SENT: &str = "sent to the terminal's clipboard";
const TOO_LONG: &str = "too long for the terminal's clipboard: export writes a file";

/// Reads a file and opens it; the board on the screen stays where the person does not wait for that.
fn open_wanted(
    session: &mut Session,
    terminal: &mut Terminal,
    inbox: &mut Inbox,
    wanted: &Wanted,
    theme: &Theme,
) -> Result<()> {
    let name = wanted.path.file_name().unwrap_or(wanted.path.as_os_str()).to_string_lossy().into_owned();
    let reading = Reading::begin(&session.fs, &wanted.path, &inbox.bell);
    let told = || {
        session.say(&format!("reading {name}: Esc leaves it"));
        draw(terminal, &mut session.app, theme)?;
        Ok(terminal)
    };
    match reading.wait(inbox, told)? {
        Ended::Done(read) => session.show_wanted(wanted, read.map(|loaded| *loaded)),
        Ended::Left(Event::Input(_)) => session.say(&format!("{name} was not read to its end")),
        // What ends the program comes before what was typed meanwhile.
        Ended::Left(event) => inbox.held.push_front(News::Terminal(event)),
    }
    Ok(())
}

/// Merges what an offer brings into a board; the board on the screen stays where the person does not wait for that.
fn bring(
    session: &mut Session,
    terminal: &mut Terminal,
    inbox: &mut Inbox,
    (board, offer): (usize, Offer),
    theme: &Theme,
) -> Result<()> {
    let Some(merge) = session.merge_of(board, offer) else { return Ok(()) };
    let work = Work::of(&inbox.bell, move || Ok(merge()));
    let told = || {
        session.say("bringing it in: Esc leaves it");
        draw(terminal, &mut session.app, theme)?;
        Ok(terminal)
    };
    match work.wait(inbox, told)? {
        Ended::Done(Ok(brought)) => session.tell(*brought),
        Ended::Done(Err(error)) => session.say(&error.to_string().replace('\n', ";")),
        Ended::Left(Event::Input(_)) => session.say("nothing was brought in"),
        Ended::Left(event) => inbox.held.push_front(News::Terminal(event)),
    }
    Ok(())
}

/// Does what is asked of the terminal; whether the person leaves.
fn serve(session: &mut Session, terminal: &mut Terminal, inbox: &mut Inbox, theme: &Theme) -> Result<bool> {
    for ask in session.take_asks() {
        match ask {
            Ask::Quit => return Ok(true),
            Ask::Redraw => terminal.redraw(),
            Ask::Open(wanted) => open_wanted(session, terminal, inbox, &wanted, theme)?,
            Ask::Bring(board, offer) => bring(session, terminal, inbox, (board, offer), theme)?,
            Ask::Copy(text) => {
                let sent = terminal.copy(&text)?;
                session.add(if sent { SENT } else { TOO_LONG });
            }
            Ask::Suspend if Terminal::can_suspend() => {
                session.settle_disk();
                terminal.suspend()?;
            }
            Ask::EditFile(board) => session.edit_file(terminal, board)?,
            Ask::EditText(text) => session.edit_text(terminal, &text)?,
            Ask::Suspend => session.say("no shell could bring the board back from here"),
        }
    }
    Ok(false)
}

fn draw(terminal: &mut Terminal, app: &mut App, theme: &Theme) -> Result<()> {
    let plan = ui::settle(app);
    terminal.draw(|frame| ui::draw(frame, app, plan.as_ref(), theme))
}

/// Gives the terminal back once the disk has everything, and says what could not be saved.
fn leave(session: &mut Session, mut terminal: Terminal, status: u8) -> u8 {
    session.leave_store();
    terminal.leave();
    match session.unsaved() {
        Some(why) => {
            out::message(&format!("stratboard: {why}"));
            status.max(1)
        }
        None => status,
    }
}
