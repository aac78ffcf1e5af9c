//! A whole session on a simulated disk: keys, kept and saved as the screen says it, the power cut, a new session on what
//! is left: its board has every edit that was said to be kept or saved.
//!
//! Only for tests. See `store/power`, also for the long form.

use super::inbox::{Inbox, inbox};
use super::session::Session;
use super::{Launch, Surroundings};
use crate::app::FileState;
use crate::app::message::Message;
use crate::config::keymap::Keymap;
use crate::config::keys::parse_keys;
use crate::config::theme::Theme;
use crate::document::Document;
use crate::store::fs::scripted::Scripted;
use crate::store::fs::simulated::{Dice, Simulated};
use crate::store::power::{Run, campaign};
use crate::store::{Fs, Paths};
use crate::ui;
use rustix::io::Errno;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) const FOLDER: &str = "/boards";
pub(super) const FILE: &str = "/boards/a.yaml";
pub(super) const STATE: &str = "/home/.local/state";
pub(super) const BOARD: &str =
    "title: T\nsheets:\n- kind: retro\n  went_well:\n  - first\n  not_so_well:\n  - last\n";

/// A person at a board.
pub(super) struct Desk {
    pub(super) session: Session,
    inbox: Inbox,
    disk: Simulated,
    edits: usize,
    /// Up to which edit everything was promised, with the number of operations before the promise.
    promised: Vec<(usize, usize)>,
}

impl Desk {
    pub(super) fn sit_down(disk: &Simulated, fs: Arc<dyn Fs>) -> Self {
        let (outlet, inbox) = inbox().unwrap();
        let launch = Launch { path: Some(PathBuf::from(FILE)), size: (80, 24), ..Launch::default() };
        let around = Surroundings {
            fs,
            paths: Paths { config: None, state: Some(Path::new(STATE).join("stratboard")) },
            cwd: PathBuf::from(FOLDER),
            today: jiff::civil::date(2025, 4, 25),
            theme: Theme::default(),
            notice: None,
            keymap: Keymap::default(),
            editor: None,
        };
        let mut read =
            |fs: &Arc<dyn Fs>, path: &Path| Ok(Ok(Box::new(super::load::file(fs.as_ref(), path)?)));
        let Ok(session) = Session::start(&launch, around, outlet, &mut read).unwrap() else {
            panic!("nobody leaves")
        };
        Self { session, inbox, disk: disk.clone(), edits: 0, promised: Vec::new() }
    }

    pub(super) fn press(&mut self, keys: &str) {
        for input in parse_keys(keys).unwrap() {
            ui::settle(&mut self.session.app);
            self.session.tell(Message::Input(input));
        }
    }

    /// One more item, in words that no other has.
    fn add(&mut self) {
        self.edits += 1;
        self.press(&format!("aours{}.<CR><Esc>", self.edits));
        self.turn();
    }

    /// What the loop does between keys: edits go on their way, news are heard; the screen then says what is safe.
    fn turn(&mut self) {
        self.session.send_changed();
        self.hear();
    }

    /// Waits until everything is kept and saved, or has failed.
    pub(super) fn settle(&mut self) {
        self.session.settle_disk();
        self.hear();
        self.session.settle_disk();
        self.hear();
    }

    fn hear(&mut self) {
        while let Some(news) = self.inbox.take() {
            self.session.hear(news);
            let open = &self.session.app.boards[0];
            let says = format!("after edit {} the screen says {:?}", self.edits, open.state);
            self.disk.note(says);
            if open.is_kept() || matches!(open.state, FileState::Saved | FileState::Kept) {
                self.promised.push((self.disk.length(), self.edits));
            }
        }
    }

    pub(super) fn text(&self) -> String {
        self.session.app.boards[0].document().map(Document::text).unwrap_or_default().to_owned()
    }
}

/// What an editor reads.
pub(super) fn load_theirs(disk: &Simulated) -> String {
    String::from_utf8(disk.content(Path::new(FILE)).unwrap()).unwrap()
}

/// An editor that adds an item to what it read and renames, and syncs what it writes.
pub(super) fn save_theirs(disk: &Simulated, text: &str) {
    let pane = "  not_so_well:\n";
    let text = text.replace(pane, &format!("{pane}  - theirs{}.\n", disk.length()));
    let folder = disk.open_folder(Path::new(FOLDER)).unwrap();
    let mut handle = folder.create("theirs".as_ref(), 0o644).unwrap();
    handle.write_all(text.as_bytes()).unwrap();
    handle.sync().unwrap();
    folder.rename("theirs".as_ref(), "a.yaml".as_ref()).unwrap();
    folder.sync().unwrap();
}

struct Meeting {
    disk: Simulated,
    promised: Vec<(usize, usize)>,
}

impl Meeting {
    fn new(dice: &mut Dice) -> Self {
        let disk = Simulated::new(&[Path::new(FOLDER), Path::new(STATE)]);
        let folder = disk.open_folder(Path::new(FOLDER)).unwrap();
        folder.create("a.yaml".as_ref(), 0o666).unwrap().write_all(BOARD.as_bytes()).unwrap();
        if dice.once_in(4) {
            disk.hard_link(Path::new(FILE), Path::new("/boards/b.yaml")).unwrap();
        }
        disk.settle();
        // Now and then the disk is full for a while, once the board is open.
        let full = dice.once_in(3).then(|| 40 + dice.below(400)).map(|from| from..from + 1 + dice.below(60));
        let writes = ["write", "create", "make_folder", "sync", "sync_data"];
        let script = move |n, name: &'static str| {
            let fails = writes.contains(&name) && full.as_ref().is_some_and(|full| full.contains(&n));
            if fails { Err(Errno::NOSPC.into()) } else { Ok(()) }
        };
        let mut desk = Desk::sit_down(&disk, Arc::new(Scripted::new(script).over(disk.clone())));
        let mut loaded = load_theirs(&disk);
        for _ in 0..2 + dice.below(6) {
            match dice.below(8) {
                0 => save_theirs(&disk, &load_theirs(&disk)),
                // One that loaded a while ago.
                1 => save_theirs(&disk, &std::mem::replace(&mut loaded, load_theirs(&disk))),
                2 | 3 => desk.settle(),
                _ => desk.add(),
            }
        }
        desk.settle();
        let promised = std::mem::take(&mut desk.promised);
        Self { disk, promised }
    }
}

impl Run for Meeting {
    fn disk(&self) -> &Simulated {
        &self.disk
    }

    fn next_start(&self, left: &Simulated) {
        Desk::sit_down(left, Arc::new(left.clone())).settle();
    }

    fn check(&self, left: &Simulated, at: usize) -> Result<(), String> {
        let promised = self.promised.iter().filter(|(told, _)| *told <= at).map(|(_, edits)| *edits);
        let edits = promised.max().unwrap_or(0);
        let text = Desk::sit_down(left, Arc::new(left.clone())).text();
        let is_lost = |edit: &usize| !text.contains(&format!("- ours{edit}."));
        let lost: Vec<_> = (1..=edits).filter(is_lost).collect();
        if lost.is_empty() && text.contains("- first\n") {
            return Ok(());
        }
        Err(format!("of {edits} promised edits are lost {lost:?}; the board is\n{text}"))
    }
}

#[test]
fn what_the_screen_calls_kept_or_saved_survives_any_crash() {
    campaign("sessions", 150, Meeting::new);
}
