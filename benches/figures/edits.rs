//! Edits on their way to the disk, and times that the disk's moods do not distort: medians of rounds in which what is compared
//! takes turns. It must not know what is printed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use stratboard::document::{Document, Edit, Step};
use stratboard::keep::{Keeper, News, Why};
use stratboard::model::{Field, Focus, ListAt, Value};
use stratboard::store::RealFs;

/// About so long, and so many rounds.
const PATIENCE: Duration = Duration::from_secs(4);
const LEAST_ROUNDS: usize = 11;
const MOST_ROUNDS: usize = 101;

/// How long some work took.
pub fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// The median of each time that a round takes, in milliseconds.
pub fn medians<const N: usize>(mut round: impl FnMut() -> [Duration; N]) -> [f64; N] {
    let begin = Instant::now();
    // The first round makes folders and fills caches.
    round();
    let mut rounds = Vec::new();
    while rounds.len() < LEAST_ROUNDS || (rounds.len() < MOST_ROUNDS && begin.elapsed() < PATIENCE) {
        rounds.push(round());
    }
    std::array::from_fn(|which| {
        let mut times = rounds.iter().map(|round| round[which]).collect::<Vec<Duration>>();
        times.sort();
        times[times.len() / 2].as_secs_f64() * 1000.0
    })
}

/// A board whose edits are kept and saved.
pub struct Desk {
    document: Box<Document>,
    keeper: Keeper,
    path: PathBuf,
    told: Receiver<(Instant, News)>,
    votes: u32,
}

impl Desk {
    /// In that folder, with that text.
    pub fn at(folder: &Path, text: &str) -> Self {
        let path = folder.join("board.yaml");
        std::fs::write(&path, text).unwrap();
        let (tell, told) = channel();
        let keeper = Keeper::new(
            Arc::new(RealFs),
            Some(folder.join("state")),
            || "ann@desk 1".to_owned(),
            move |news| {
                let _ = tell.send((Instant::now(), news));
            },
        );
        let document = Document::open(text.to_owned(), None).unwrap().0;
        Self { document, keeper, path, told, votes: 0 }
    }

    /// One more edit.
    pub fn vote(&mut self) {
        self.votes += 1;
        let at = ListAt::pane(0, 0).item(1);
        let value = Some(Value::Text(self.votes.to_string()));
        let step = Step { label: String::new(), before: Focus::Item(at), after: Focus::Item(at), run: None };
        self.document.apply(&[Edit::SetField { at, field: Field::Votes, value }], step).unwrap();
    }

    /// The text as it is.
    pub fn text(&self) -> &str {
        self.document.text()
    }

    /// Hands the text over: how long until it is kept, and from then on until it is saved.
    pub fn send(&mut self) -> (Duration, Duration) {
        let start = Instant::now();
        self.keeper.keep(&self.path, &self.document, Why::Edited, None).unwrap();
        let mut kept = start;
        let times = loop {
            match self.told.recv().unwrap() {
                (at, News::Kept { .. }) => kept = at,
                (at, News::Saved { .. }) => break (kept - start, at - kept),
                (_, other) => panic!("{other:?}"),
            }
        };
        // What follows nobody waits for; the next edit of a person comes later.
        self.keeper.finish();
        times
    }
}
