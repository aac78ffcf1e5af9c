//! The state and the disk behind it: performs what update asks for and tells it what came of that.
//! It must not know the terminal: what concerns it is left to the loop as an [`Ask`].

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::{Launch, News, Surroundings, load};
use crate::action::Action;
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::app::{App, Content, OpenBoard};
use crate::error::{Error, Result};
use crate::model::Trends;
use crate::store::{self, Disk, DiskState, Fingerprint, Fs, Loaded, Paths, Saver, Target, Watch};
use crate::terminal::Event;

/// What the terminal is asked for.
pub(super) enum Ask {
    Redraw,
    Copy(String),
    Suspend,
    Quit,
}

/// A running program without its screen.
pub(super) struct Session {
    /// The state.
    pub(super) app: App,
    /// What each board's file is known to hold; nothing for a board without a file.
    pub(super) known: Vec<Option<Fingerprint>>,
    pub(super) fs: Arc<dyn Fs>,
    pub(super) paths: Paths,
    pub(super) cwd: PathBuf,
    pub(super) workspace: Option<PathBuf>,
    pub(super) sender: SyncSender<News>,
    pub(super) saver: Option<Saver>,
    pub(super) watch: Option<Watch>,
    asks: Vec<Ask>,
    /// How many boards have been followed through their earlier periods.
    followed: usize,
}

impl Session {
    /// Finds and reads the board that the command line means.
    pub(super) fn start(launch: &Launch, around: Surroundings, sender: SyncSender<News>) -> Result<Self> {
        let Surroundings { fs, paths, cwd, today, keymap, .. } = around;
        if let Some(state) = &paths.state {
            store::safety::finish(fs.as_ref(), state);
        }
        let target = store::workspace::resolve(fs.as_ref(), launch.path.as_deref(), &cwd)?;
        let mut app = App::new(keymap, today, launch.read_only);
        app.size = launch.size;
        let mut session = Self {
            app,
            known: Vec::new(),
            fs,
            paths,
            cwd,
            workspace: None,
            sender,
            saver: None,
            watch: None,
            asks: Vec::new(),
            followed: 0,
        };
        session.open_target(&target, launch)?;
        Ok(session)
    }

    fn open_target(&mut self, target: &Target, launch: &Launch) -> Result<()> {
        if let Target::Workspace(workspace) = target {
            self.workspace =
                Some(self.fs.canonicalize(&workspace.folder).unwrap_or(workspace.folder.clone()));
        }
        let remembers = launch.print.is_none();
        let left = self
            .workspace
            .as_deref()
            .filter(|_| remembers)
            .and_then(|folder| self.state()?.left_last(folder));
        let Some(file) = target.file(self.fs.as_ref(), left.as_deref()).map(Path::to_owned) else {
            self.app.welcome();
            return Ok(());
        };
        let file = match &launch.period {
            Some(period) => self.with_period(&file, period)?,
            None => file,
        };
        let (mut open, fingerprint) = load::file(self.fs.as_ref(), &file)?;
        if remembers {
            self.recall_place(&mut open);
        }
        if let Some(sheet) = launch.sheet {
            choose_sheet(&mut open, sheet)?;
        }
        self.known.push(Some(fingerprint));
        self.app.show(open);
        Ok(())
    }

    /// The file of another period beside this one.
    fn with_period(&self, file: &Path, period: &str) -> Result<PathBuf> {
        let siblings = store::workspace::siblings(self.fs.as_ref(), file);
        let named = |path: &&PathBuf| load::stem(path) == period;
        siblings.iter().find(named).cloned().ok_or_else(|| {
            let there = siblings.iter().map(|path| load::stem(path)).collect::<Vec<_>>().join(", ");
            let cause = format!("this board has no such period; it has {there}");
            Error::new(format!("open the period {period}"), cause, "name one of them with --period")
        })
    }

    /// Starts to watch the files that are open, once the first frame is on the screen.
    pub(super) fn watch_files(&mut self) {
        let sender = self.sender.clone();
        // A reload then waits for `R`; not being able to watch is no reason to refuse the board.
        self.watch = Watch::start(Arc::clone(&self.fs), move |disk| {
            let _ = sender.send(News::Disk(disk));
        })
        .ok();
        for board in 0..self.app.boards.len() {
            self.watch_file(board);
        }
        self.follow_new_boards();
    }

    /// Begins to read the earlier periods of each board that was opened since.
    fn follow_new_boards(&mut self) {
        while self.watch.is_some() && self.followed < self.app.boards.len() {
            self.read_trends(self.followed);
            self.look_beside(self.followed);
            self.followed += 1;
        }
    }

    /// Reads the periods before a board for its metrics, behind what is on the screen.
    fn read_trends(&self, board: usize) {
        let Some(open) = self.app.boards.get(board) else { return };
        let (Some(path), periods) = (open.path.clone(), open.periods.clone()) else { return };
        if periods.first().is_none_or(|(_, first)| *first == path) {
            return;
        }
        let (fs, sender) = (Arc::clone(&self.fs), self.sender.clone());
        std::thread::spawn(move || {
            let trends = load::trends(fs.as_ref(), &path, &periods);
            let _ = sender.send(News::Trends(path, trends));
        });
    }

    /// The same at once, for a screen that is printed.
    pub(super) fn read_trends_now(&mut self) {
        let fs = Arc::clone(&self.fs);
        for open in &mut self.app.boards {
            if let Some(path) = &open.path {
                open.trends = load::trends(fs.as_ref(), path, &open.periods);
            }
        }
    }

    fn keep_trends(&mut self, path: &Path, trends: Trends) {
        if let Some(open) = self.app.boards.iter_mut().find(|open| open.path.as_deref() == Some(path)) {
            open.trends = trends;
        }
    }

    fn watch_file(&self, board: usize) {
        if let (Some(watch), Some(path)) = (&self.watch, self.path(board)) {
            watch.file(path, self.known.get(board).copied().flatten());
        }
    }

    pub(super) fn path(&self, board: usize) -> Option<&Path> {
        self.app.boards.get(board)?.path.as_deref()
    }

    /// What the terminal is asked for since the last time.
    pub(super) fn take_asks(&mut self) -> Vec<Ask> {
        std::mem::take(&mut self.asks)
    }

    /// Whether the terminal is asked for anything.
    pub(super) fn has_asks(&self) -> bool {
        !self.asks.is_empty()
    }

    /// Says something in the last line.
    pub(super) fn say(&mut self, message: &str) {
        self.app.message = Some(message.to_owned());
    }

    /// Takes something that happened outside.
    pub(super) fn hear(&mut self, news: News) {
        match news {
            News::Terminal(Event::Input(input)) => self.tell(Message::Input(input)),
            News::Terminal(Event::Resize(columns, rows)) => self.tell(Message::Resize(columns, rows)),
            News::Terminal(_) => {}
            News::Saved(done) => self.saved(done),
            News::Disk(disk) => self.disk(disk),
            News::Trends(path, trends) => self.keep_trends(&path, trends),
            News::Beside(path, copies) => self.offer_copies(&path, copies),
        }
    }

    /// Lets the state change, and does what it asks for until it asks for nothing more.
    pub(super) fn tell(&mut self, message: Message) {
        let mut messages = VecDeque::from([message]);
        while let Some(message) = messages.pop_front() {
            for effect in self.app.update(message) {
                messages.extend(self.perform(effect));
            }
        }
        self.follow_new_boards();
    }

    fn perform(&mut self, effect: Effect) -> Option<Message> {
        match effect {
            Effect::Save { board } => self.save(board),
            Effect::SaveAs { board, path } => Some(self.save_as(board, &path)),
            Effect::Open(path) => Some(self.open(&path)),
            Effect::Reload(board) => self.reload(board),
            Effect::NewBoard { name } => Some(self.make(&name)),
            Effect::OpenSample => {
                self.known.push(None);
                Some(Message::Opened(Box::new(load::sample())))
            }
            Effect::CopyToTerminal(text) => self.ask(Ask::Copy(text)),
            Effect::Redraw => self.ask(Ask::Redraw),
            Effect::Suspend => self.ask(Ask::Suspend),
            Effect::Quit => self.ask(Ask::Quit),
        }
    }

    fn ask(&mut self, ask: Ask) -> Option<Message> {
        self.asks.push(ask);
        None
    }

    fn open(&mut self, path: &Path) -> Message {
        match load::file(self.fs.as_ref(), path) {
            Ok((open, fingerprint)) => {
                self.known.push(Some(fingerprint));
                if let Some(watch) = &self.watch {
                    watch.file(path, self.known.last().copied().flatten());
                }
                Message::Opened(Box::new(open))
            }
            Err(error) => Message::NotOpened { why: error.to_string().replace('\n', ";") },
        }
    }

    fn make(&mut self, name: &str) -> Message {
        match load::make(self.fs.as_ref(), &self.cwd, name, self.app.today) {
            Ok(path) => self.open(&path),
            Err(error) => Message::NotOpened { why: error.to_string().replace('\n', ";") },
        }
    }

    fn reload(&mut self, board: usize) -> Option<Message> {
        let path = self.path(board)?.to_owned();
        match store::load(self.fs.as_ref(), &path) {
            Ok(loaded) => {
                if let Some(watch) = &self.watch {
                    watch.known(&path, loaded.fingerprint);
                }
                self.take(board, loaded, &path, true);
                None
            }
            Err(error) => Some(Message::NotOpened { why: error.to_string().replace('\n', ";") }),
        }
    }

    /// Tells what a file holds now. Only a version that is on the screen then may be overwritten by the next save.
    fn take(&mut self, board: usize, loaded: Loaded, path: &Path, asked: bool) {
        let fingerprint = loaded.fingerprint;
        self.tell(Message::Disk { board, text: load::text(loaded, path), asked });
        if self.shows(board, &fingerprint) {
            self.known[board] = Some(fingerprint);
        }
    }

    fn disk(&mut self, disk: Disk) {
        let board = self.app.boards.iter().position(|open| open.path.as_deref() == Some(&disk.path));
        let Some(board) = board else { return };
        match disk.state {
            DiskState::Changed(loaded) => {
                if self.known[board].as_ref() != Some(&loaded.fingerprint) {
                    self.take(board, *loaded, &disk.path, false);
                } else if self.app.retries(board) {
                    // The file holds again what was read: what could not be saved over another version now can.
                    self.save(board);
                }
            }
            DiskState::Gone => {
                let save_as = self.app.key_for(Action::SaveAs);
                self.app.tell_banner(
                    board,
                    &format!("the file is gone from the disk: {save_as} writes the board anew"),
                );
            }
            DiskState::Unreadable(error) => {
                self.app.tell_banner(board, &format!("the file cannot be read: {}", error.cause()));
            }
            DiskState::Unwatched(error) => {
                self.app.tell_banner(board, &format!("outside changes are not seen: {}", error.cause()));
            }
        }
    }

    fn shows(&self, board: usize, fingerprint: &Fingerprint) -> bool {
        match self.app.boards.get(board).map(|open| &open.content) {
            Some(Content::Board(document)) => Fingerprint::of(document.text().as_bytes()) == *fingerprint,
            Some(Content::Refused { .. }) => true,
            None => false,
        }
    }

    /// Keeps the text of an open editor, as leaving it would: the program is being ended from outside.
    pub(super) fn keep_what_is_typed(&mut self) {
        let effects = self.app.keep_open_editor();
        for effect in effects {
            if let Some(message) = self.perform(effect) {
                self.tell(message);
            }
        }
    }
}

fn choose_sheet(open: &mut OpenBoard, sheet: usize) -> Result<()> {
    let sheets = open.document().map_or(0, |document| document.board().sheets.len());
    if sheet == 0 || sheet > sheets {
        let cause = match sheets {
            1 => "the board has one sheet".to_owned(),
            _ => format!("the board has {sheets} sheets"),
        };
        return Err(Error::new(format!("show sheet {sheet}"), cause, "count sheets from 1"));
    }
    open.sheet = sheet - 1;
    Ok(())
}
