//! The state and the disk behind it: performs what update asks for and tells it what came of that.
//! It must not know the terminal: what concerns it is left to the loop as an [`Ask`].

use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

use super::boards::Listing;
use super::inbox::Outlet;
use super::opening::{Read, Wanted};
use super::pointer::Hand;
use super::{Launch, News, Surroundings, load};
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::app::{App, Offer};
use crate::config::theme::Theme;
use crate::document::Document;
use crate::error::Result;
use crate::keep::{self, Keeper};
use crate::model::Trends;
use crate::store::journal::Typing;
use crate::store::{self, Fingerprint, Fs, Paths, Watch};
use crate::terminal::Event;

/// What the terminal is asked for.
pub(super) enum Ask {
    Redraw,
    /// Read a file and open it, told on the screen where it takes long.
    Open(Wanted),
    /// Merge what an offer brings into a board, told on the screen where it takes long.
    Bring(usize, Offer),
    Copy(String),
    EditFile(usize),
    EditText(String),
    Suspend,
    Quit,
}

/// From so many bytes on, merging is not done in a moment.
const LONG: usize = 256 << 10;

/// A running program without its screen.
pub(super) struct Session {
    /// The state.
    pub(super) app: App,
    /// What each board's file held when it was read; nothing for a board without a file.
    pub(super) known: Vec<Option<Fingerprint>>,
    pub(super) fs: Arc<dyn Fs>,
    pub(super) paths: Paths,
    pub(super) cwd: PathBuf,
    pub(super) editor: Option<OsString>,
    pub(super) workspace: Option<PathBuf>,
    pub(super) outlet: Outlet,
    pub(super) keeper: Keeper,
    /// What is to be told first.
    notice: Option<String>,
    /// Whether what a crash left comes back only after a frame that tells so.
    pub(super) is_late: bool,
    /// The threads that remove what crashes left.
    pub(super) sweeping: Vec<JoinHandle<()>>,
    /// What the keeper told. Never full: who saves must not wait for who waits for the save.
    told: Receiver<keep::News>,
    /// Boards that are to be sent to the disk once all keys that wait are answered; whether it was asked for by key.
    pub(super) dirty: BTreeMap<usize, bool>,
    pub(super) watch: Option<Watch>,
    pub(super) theme: Theme,
    pub(super) hand: Hand,
    asks: Vec<Ask>,
    /// How many boards have been followed through their earlier periods.
    followed: usize,
    /// What is being typed on each board, as the journal knows it.
    pub(super) typing: Vec<Option<Typing>>,
    /// For how many boards it was looked what a crash left.
    recovered: usize,
    /// Whether it runs on a terminal: only there what was left is recalled, and boards are read behind the screen.
    pub(super) is_on_terminal: bool,
    /// The boards that are being looked for, while their list is open.
    pub(super) listing: Option<Listing>,
}

impl Session {
    /// Finds and reads the board that the command line means. The exit status where the person left meanwhile.
    pub(super) fn start(
        launch: &Launch,
        mut around: Surroundings,
        outlet: Outlet,
        read: Read,
    ) -> Result<std::result::Result<Self, u8>> {
        if let Some(state) = &around.paths.state {
            store::safety::finish(around.fs.as_ref(), state);
        }
        let target = store::workspace::resolve(around.fs.as_ref(), launch.path.as_deref(), &around.cwd);
        let notice = around.notice.take();
        let mut session = Self::new(launch, around, outlet);
        match target {
            Ok(target) => {
                if let Some(status) = session.open_target(&target, launch, read)? {
                    return Ok(Err(status));
                }
            }
            Err(error) => session.open_gone(launch).ok_or(error)?,
        }
        session.notice = notice;
        session.is_late = session.recovers_long();
        if !session.is_late {
            session.begin();
        }
        Ok(Ok(session))
    }

    /// What a crash left of the first board comes back, and what else is to be told first is told. Where
    /// [`Session::is_late`] says so, the screen has told by then that it takes a while.
    pub(super) fn begin(&mut self) {
        if std::mem::take(&mut self.is_late) {
            self.app.message = None;
        }
        self.recover_new_boards();
        self.tell_left_elsewhere();
        if self.is_on_terminal && self.app.message.is_none() {
            self.app.message = self.notice.take();
        }
    }

    /// Whether bringing back what a crash left may take longer than a moment.
    fn recovers_long(&self) -> bool {
        let Some(open) = self.app.open().filter(|_| self.is_on_terminal && !self.app.read_only) else {
            return false;
        };
        let is_long = open.document().is_some_and(|document| document.text().len() > LONG);
        is_long && open.path.as_deref().is_some_and(|path| self.keeper.has_left(path))
    }

    /// The program without a board.
    fn new(launch: &Launch, around: Surroundings, outlet: Outlet) -> Self {
        let Surroundings { fs, paths, cwd, today, theme, keymap, editor, .. } = around;
        let mut app = App::new(keymap, today, launch.read_only);
        app.size = launch.size;
        app.screen_reader = launch.screen_reader;
        let (news, (tell, told)) = (outlet.clone(), channel());
        let asked = Arc::clone(&fs);
        let who = move || store::lock::me(asked.as_ref(), |name| std::env::var_os(name));
        let keeper = Keeper::new(Arc::clone(&fs), paths.state.clone(), who, move |kept| {
            let _ = tell.send(kept);
            // Where so much waits already, the loop comes by anyway.
            news.try_send(News::Kept);
        });
        Self {
            app,
            known: Vec::new(),
            sweeping: Vec::new(),
            fs,
            paths,
            cwd,
            editor,
            workspace: None,
            outlet,
            keeper,
            told,
            dirty: BTreeMap::new(),
            watch: None,
            theme,
            hand: Hand::default(),
            asks: Vec::new(),
            followed: 0,
            typing: Vec::new(),
            recovered: 0,
            is_on_terminal: launch.print.is_none(),
            notice: None,
            is_late: false,
            listing: None,
        }
    }

    /// Begins to read the earlier periods of each board that was opened since.
    pub(super) fn follow_new_boards(&mut self) {
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
        let (fs, outlet) = (Arc::clone(&self.fs), self.outlet.clone());
        std::thread::spawn(move || {
            let trends = load::trends(fs.as_ref(), &path, &periods);
            outlet.send(News::Trends(Box::new((path, trends))));
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

    /// Says something behind what is said already.
    pub(super) fn add(&mut self, more: &str) {
        let before = self.app.message.take().map(|said| said + "; ").unwrap_or_default();
        self.say(&(before + more));
    }

    /// Takes something that happened outside.
    pub(super) fn hear(&mut self, news: News) {
        if !matches!(news, News::Terminal(Event::Mouse(_))) {
            self.settle_hand();
        }
        match news {
            News::Terminal(Event::Input(input)) => self.tell(Message::Input(input)),
            News::Terminal(Event::Resize(columns, rows)) => self.tell(Message::Resize(columns, rows)),
            News::Terminal(Event::Mouse(mouse)) => self.moved(mouse),
            News::Terminal(_) => {}
            News::Kept => self.hear_kept(),
            News::Disk(disk) => self.disk(*disk),
            News::Trends(of) => self.keep_trends(&of.0, of.1),
            News::Beside(of) => self.offer_copies(&of.0, of.1),
            News::Boards(message) => self.tell(*message),
        }
    }

    /// Takes what became of the texts that were handed over.
    pub(super) fn hear_kept(&mut self) {
        while let Ok(kept) = self.told.try_recv() {
            self.kept(kept);
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
        self.recover_new_boards();
        self.follow_new_boards();
    }

    pub(super) fn recover_new_boards(&mut self) {
        while !self.is_late && self.recovered < self.app.boards.len() {
            self.recovered += 1;
            self.note_end(self.recovered - 1);
            self.recover(self.recovered - 1);
        }
    }

    fn perform(&mut self, effect: Effect) -> Option<Message> {
        match effect {
            Effect::Save { board, asked } => {
                *self.dirty.entry(board).or_default() |= asked;
                None
            }
            Effect::BuildOn { board, text } => {
                let path = self.path(board)?.to_owned();
                let revision = self.app.boards.get(board)?.document().map_or(0, Document::revision);
                self.keeper.bind(&path, text.into(), revision.saturating_sub(1));
                None
            }
            Effect::SaveAs { board, path } => Some(self.save_as(board, &path)),
            Effect::Open(path) if self.watch.is_some() => {
                self.ask(Ask::Open(Wanted { path, is_chosen: false, sheet: None }))
            }
            Effect::Open(path) => Some(self.open(&path)),
            Effect::Reload(board) => self.reload(board),
            Effect::Bring { board, offer } if self.is_on_terminal => self.ask(Ask::Bring(board, offer)),
            Effect::Bring { board, offer } => self.merge_of(board, offer).map(|merge| merge()),
            Effect::NewBoard { name } => Some(self.make(&name)),
            Effect::ListBoards { asked } => {
                self.list_boards(asked);
                None
            }
            Effect::WantBoard(file) => {
                self.want_board(file);
                None
            }
            Effect::StopListing => {
                self.listing = None;
                None
            }
            Effect::OpenBoard { path, sheet } => self.open_board(path, sheet),
            Effect::OpenSample => {
                self.known.push(None);
                Some(Message::Opened(Box::new(load::sample())))
            }
            Effect::CopyToTerminal(text) => self.ask(Ask::Copy(text)),
            Effect::EditFile(board) => self.ask(Ask::EditFile(board)),
            Effect::EditText(text) => self.ask(Ask::EditText(text)),
            Effect::Redraw => self.ask(Ask::Redraw),
            Effect::Suspend => self.ask(Ask::Suspend),
            Effect::Quit => self.ask(Ask::Quit),
        }
    }

    pub(super) fn ask(&mut self, ask: Ask) -> Option<Message> {
        self.asks.push(ask);
        None
    }

    /// The board of a file.
    pub(super) fn board_at(&self, path: &Path) -> Option<usize> {
        self.app.boards.iter().position(|open| open.path.as_deref() == Some(path))
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
