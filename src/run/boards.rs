//! The boards of the workspace for the list of boards: found and read behind the screen, told in portions.
//! It must not know how they are shown, nor change a file.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::News;
use super::load;
use super::opening::Wanted;
use super::session::{Ask, Session};
use crate::app::chooser::{Listed, Summary};
use crate::app::message::Message;
use crate::document::Document;
use crate::model::Board;
use crate::store::{self, Fs, stem, workspace};

/// How often what was read is told.
const PORTION: Duration = Duration::from_millis(50);

/// The reading that goes on for an open list.
pub(super) struct Listing {
    stop: Arc<AtomicBool>,
    wanted: Arc<Mutex<Option<usize>>>,
}

impl Drop for Listing {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// What one reading is about.
struct Task {
    fs: Arc<dyn Fs>,
    folder: PathBuf,
    /// Nobody named the folder: it may hold any YAML.
    is_found: bool,
    /// Real paths of boards, the last left first.
    recent: Vec<PathBuf>,
    /// The file on the screen.
    current: Option<PathBuf>,
    asked: u32,
    stop: Arc<AtomicBool>,
    wanted: Arc<Mutex<Option<usize>>>,
}

impl Session {
    /// Begins to look for the boards of the workspace.
    pub(super) fn list_boards(&mut self, asked: u32) {
        let current = self.app.open().and_then(|open| open.path.clone());
        let folder = self.boards_folder(current.as_deref());
        let (stop, wanted) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(None)));
        let task = Task {
            fs: Arc::clone(&self.fs),
            is_found: self.workspace.is_none() || folder == self.cwd,
            folder,
            recent: self.recent_boards(),
            current,
            asked,
            stop: Arc::clone(&stop),
            wanted: Arc::clone(&wanted),
        };
        if !self.is_on_terminal {
            return self.list_at_once(&task);
        }
        let outlet = self.outlet.clone();
        std::thread::spawn(move || {
            task.run(&mut |message| outlet.send(News::Boards(Box::new(message))));
        });
        self.listing = Some(Listing { stop, wanted });
    }

    /// The same for a screen that is printed, which is to show all of them.
    fn list_at_once(&mut self, task: &Task) {
        let mut told = Vec::new();
        task.run(&mut |message| {
            told.push(message);
            true
        });
        for message in told {
            self.tell(message);
        }
    }

    /// Reads that file of the list next.
    pub(super) fn want_board(&self, file: usize) {
        if let Some(listing) = &self.listing
            && let Ok(mut wanted) = listing.wanted.lock()
        {
            *wanted = Some(file);
        }
    }

    /// The folder whose boards are listed: the workspace that was opened, else that of the board on the screen.
    fn boards_folder(&self, current: Option<&Path>) -> PathBuf {
        let of_board = || current.map(|path| workspace::workspace_of(self.fs.as_ref(), path));
        self.workspace.clone().or_else(of_board).unwrap_or_else(|| self.cwd.join("boards"))
    }

    /// Opens a board where it was left, on a certain sheet where one was chosen.
    pub(super) fn open_board(&mut self, path: PathBuf, sheet: Option<usize>) -> Option<Message> {
        // One file may be reached by two names; opened twice it would be its own rival.
        let real = |path: &Path| self.fs.canonicalize(path).ok();
        let wanted = real(&path);
        let is_it = |open: &Path| open == path || wanted.is_some() && real(open) == wanted;
        let board = self.app.boards.iter().position(|open| open.path.as_deref().is_some_and(is_it));
        if let Some(board) = board {
            return Some(Message::TurnTo { board, sheet });
        }
        if self.watch.is_some() {
            return self.ask(Ask::Open(Wanted { path, is_chosen: true, sheet }));
        }
        let opened = self.open(&path);
        Some(self.chosen(opened, sheet))
    }

    /// What was opened from the list of boards, as it was left, on a certain sheet where one was chosen.
    pub(super) fn chosen(&self, opened: Message, sheet: Option<usize>) -> Message {
        match opened {
            Message::Opened(mut open) => {
                if self.is_on_terminal {
                    self.recall_place(&mut open);
                }
                open.sheet = sheet.unwrap_or(open.sheet);
                Message::OpenedChosen(open)
            }
            other => other,
        }
    }
}

impl Task {
    fn run(&self, tell: &mut dyn FnMut(Message) -> bool) {
        let files = self.files();
        let paths = files.iter().map(|file| file.path.clone()).collect::<Vec<PathBuf>>();
        if tell(Message::BoardsListed { asked: self.asked, files }) {
            self.read_all(&paths, tell);
        }
    }

    /// Every board file of the workspace: those left last first but for the one on the screen, then by name.
    fn files(&self) -> Vec<Listed> {
        let fs = self.fs.as_ref();
        let Ok(workspace) = workspace::discover(fs, &self.folder) else { return Vec::new() };
        let real = fs.canonicalize(&self.folder).unwrap_or_else(|_| self.folder.clone());
        let mut files = workspace.boards.into_iter().flat_map(|board| {
            let is_one = board.files.len() == 1;
            let name = board.name;
            board.files.into_iter().rev().map(move |path| {
                let period = stem(&path).map(str::to_owned).filter(|stem| !is_one || *stem != name);
                Listed { board: name.clone(), period, path }
            })
        });
        let files: &mut dyn Iterator<Item = Listed> = &mut files;
        let mut files = files
            .filter(|file| !self.is_found || workspace::looks_like_board(fs, &file.path))
            .collect::<Vec<Listed>>();
        let left = |file: &Listed| {
            let inside = file.path.strip_prefix(&self.folder).ok()?;
            let path = real.join(inside);
            let is_current = self.current.as_ref() == Some(&file.path);
            self.recent.iter().position(|recent| *recent == path).filter(|_| !is_current)
        };
        files.sort_by_cached_key(|file| left(file).unwrap_or(usize::MAX));
        files
    }

    /// Reads the files in their order, one that is wanted before its turn.
    fn read_all(&self, paths: &[PathBuf], tell: &mut dyn FnMut(Message) -> bool) {
        let mut is_read = vec![false; paths.len()];
        let mut portion = Vec::new();
        let mut told = Instant::now();
        let mut next = 0;
        loop {
            let wanted = self.wanted.lock().ok().and_then(|mut wanted| wanted.take());
            let wanted = wanted.filter(|file| is_read.get(*file) == Some(&false));
            next += is_read[next..].iter().take_while(|is_read| **is_read).count();
            let Some(file) = wanted.or((next < paths.len()).then_some(next)) else { break };
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
            is_read[file] = true;
            portion.push((file, summary(self.fs.as_ref(), &paths[file])));
            if wanted.is_some() || told.elapsed() >= PORTION {
                let summaries = std::mem::take(&mut portion);
                if !tell(Message::BoardsRead { asked: self.asked, summaries, ended: false }) {
                    return;
                }
                told = Instant::now();
            }
        }
        tell(Message::BoardsRead { asked: self.asked, summaries: portion, ended: true });
    }
}

/// What a file holds, in short.
fn summary(fs: &dyn Fs, path: &Path) -> Summary {
    let problem = |problem: String| Summary { problem: Some(problem), ..Summary::default() };
    let text = match store::load(fs, path).map(|loaded| load::text(loaded, path)) {
        Ok(Ok(text)) => text,
        Ok(Err((_, findings))) => return problem(refused(&findings)),
        Err(error) => return problem(format!("{}: {}", error.cause(), error.remedy())),
    };
    match Document::open(text, stem(path)) {
        Ok((document, _)) => of_board(document.board()),
        Err(no_board) => problem(refused(&no_board.findings)),
    }
}

fn refused(findings: &[crate::model::Finding]) -> String {
    let first = findings.iter().min_by_key(|finding| (finding.level, finding.line));
    first.map_or_else(
        || "no board".to_owned(),
        |finding| format!("no board: line {}: {}", finding.line, finding.what),
    )
}

fn of_board(board: &Board) -> Summary {
    let items = |sheet: usize| board.lists(sheet).into_iter().map(|list| board.items(list).len()).sum();
    let sheets =
        board.sheets.iter().enumerate().map(|(index, sheet)| (sheet.title().to_owned(), items(index)));
    Summary {
        title: board.title().to_owned(),
        period: board.period().map(|period| period.to_string()).unwrap_or_default(),
        sheets: sheets.collect(),
        open_actions: board.open_actions(),
        problem: None,
    }
}
