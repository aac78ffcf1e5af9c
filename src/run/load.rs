//! From a path to an open board: which file is meant, what is in it, which other periods lie beside it.

use std::path::{Path, PathBuf};

use crate::app::{Content, FileState, OpenBoard};
use crate::document::{Document, Read};
use crate::error::Result;
use crate::exchange::template::{self, Template};
use crate::model::trend::has_metrics;
use crate::model::{Board, Finding, Period, Trends};
use crate::store::{self, Fingerprint, Fs, Loaded, stem};
use crate::ui;

/// The built-in sample, as it stands in the repository.
const SAMPLE: &str = include_str!("../../boards/xiaomi-sales/2025-Q2.yaml");
const SAMPLE_STEM: &str = "2025-Q2";
/// As many earlier periods are read for their metrics.
const MOST_PERIODS: usize = 12;

/// Reads a file and looks for the periods beside it.
pub(super) fn file(fs: &dyn Fs, path: &Path) -> Result<(OpenBoard, Fingerprint)> {
    let loaded = store::load(fs, path)?;
    let fingerprint = loaded.fingerprint;
    let mut open = board(Some(path.to_owned()), content(loaded, path));
    let siblings = store::workspace::siblings(fs, path);
    open.periods =
        siblings.into_iter().map(|file| (stem(&file).unwrap_or_default().to_owned(), file)).collect();
    Ok((open, fingerprint))
}

/// A board whose file is gone, from what that held last.
pub(super) fn gone(path: &Path, text: String) -> OpenBoard {
    let mut open = board(Some(path.to_owned()), Content::of(text, stem(path)));
    open.state = FileState::NotSaved("the file is gone".to_owned());
    open
}

/// The built-in sample.
pub(super) fn sample() -> OpenBoard {
    board(None, Content::of(SAMPLE.to_owned(), Some(SAMPLE_STEM)))
}

/// The text of a file, or its bytes as far as they can be shown and why they are no text.
pub(super) fn text(loaded: Loaded, path: &Path) -> std::result::Result<String, (String, Vec<Finding>)> {
    match loaded.text {
        Ok(text) => Ok(text),
        Err(bad) => {
            let shown = String::from_utf8_lossy(&bad.bytes).into_owned();
            match Document::read_bytes(bad.bytes, stem(path)) {
                Read::Refused(findings) => Err((shown, findings)),
                Read::Board(..) => Ok(shown),
            }
        }
    }
}

/// What a file's content is.
fn content(loaded: Loaded, path: &Path) -> Content {
    match text(loaded, path) {
        Err((text, findings)) => Content::Refused { text, findings },
        Ok(text) => Content::of(text, stem(path)),
    }
}

fn board(path: Option<PathBuf>, content: Content) -> OpenBoard {
    let scrolled = match &content {
        Content::Refused { findings, .. } => ui::overlays::refused::first_top(findings),
        Content::Board(_) => 0,
    };
    OpenBoard { scrolled, ..OpenBoard::new(path, content) }
}

/// How the metrics went in the periods before a file, the oldest first; what cannot be read is passed over.
pub(super) fn trends(fs: &dyn Fs, path: &Path, periods: &[(String, PathBuf)]) -> Trends {
    let mut trends = Trends::default();
    let before = periods.iter().map(|(_, file)| file).take_while(|file| *file != path).collect::<Vec<_>>();
    for file in before.iter().skip(before.len().saturating_sub(MOST_PERIODS)) {
        let read = store::load(fs, file).ok().and_then(|loaded| loaded.text.ok());
        if let Some(Read::Board(document, _)) = read.map(|text| Document::read(text, stem(file))) {
            trends.add(document.board());
        }
    }
    trends
}

/// How the metrics of a board went in the periods that lie before its file; nothing is read where it has no metrics.
pub(crate) fn trends_before(fs: &dyn Fs, path: &Path, board: &Board) -> Trends {
    if !has_metrics(board) {
        return Trends::default();
    }
    let siblings = store::workspace::siblings(fs, path).into_iter();
    let periods = siblings.map(|file| (String::new(), file)).collect::<Vec<(String, PathBuf)>>();
    trends(fs, path, &periods)
}

/// Makes a board of that name below `cwd`, as `stratboard new` does, and answers its file.
pub(super) fn make(fs: &dyn Fs, cwd: &Path, name: &str, today: jiff::civil::Date) -> Result<PathBuf> {
    let period = Period::quarter_of(today);
    let text = template::filled_in(Template::Board, name.trim(), period)?;
    let path = cwd.join("boards").join(template::path(name, period));
    store::create_new(fs, &path, &text)?;
    Ok(path)
}
