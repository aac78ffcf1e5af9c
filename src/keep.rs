//! A board's way to its file and back: edits are saved by a thread of their own, and what others wrote meanwhile is merged
//! in item by item, so that nobody's words are overwritten.
//!
//! It must not know the app, keys or the screen: whoever edits hands over texts and hears [`News`].
//!
//! ```text
//!  keep   the handle: which text goes on its way, and what it descends from
//!  line   one file on the saving thread: what it holds, what others may have started from
//!  work   one save: write; where somebody else wrote, merge and write again
//! ```

mod line;
mod work;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::document::Document;
use crate::error::Result;
use crate::store::saver::Job;
use crate::store::{Fingerprint, Fs, Loaded, Looks, Saver, Watch, keeps_end};

/// Counts the versions of a file that a board's text descends from: told with [`Joined`], handed back with
/// [`Keeper::took`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Took {
    /// How often the text was bound to a file's content anew.
    epoch: u32,
    /// Merges since then.
    number: u32,
}

/// What became of a text that was handed over.
#[derive(Debug)]
pub enum News {
    /// The text of that revision is in the file, read back.
    Saved {
        /// The file, as it was named.
        path: PathBuf,
        /// The revision that was handed over.
        revision: u64,
        /// What others wrote is merged in: the file's text, which is not what was handed over.
        joined: Option<Box<Joined>>,
    },
    /// It is not in the file; it is tried again by itself where that can help.
    Failed {
        /// The file, as it was named.
        path: PathBuf,
        /// The revision that was handed over.
        revision: u64,
        /// At most 40 characters that finish `! NOT SAVED: …`.
        why: String,
        /// What stands in the file, where that is the reason.
        stands: Option<Stands>,
    },
    /// Somebody else has the board's lock.
    Shared {
        /// The file, as it was named.
        path: PathBuf,
        /// `user@host pid`.
        who: String,
    },
}

/// What stands in a file that is not written over.
#[derive(Debug)]
pub enum Stands {
    /// Something that is no board.
    NoBoard(Box<Loaded>),
    /// A board that cannot be brought together with ours without harm.
    Unmergeable,
}

/// A text with what others wrote merged in.
#[derive(Debug)]
pub struct Joined {
    /// To be handed back once the text was taken over.
    pub took: Took,
    /// What the file holds now.
    pub text: Arc<str>,
    /// How many changes of others met ours; none where the file was only read again.
    pub taken: usize,
    /// How many items both changed.
    pub conflicts: usize,
}

/// Why a text is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It was edited.
    Edited,
    /// The file may have changed; the text did not.
    Look,
    /// A person asked for it to be written, also where the file is gone.
    Asked,
}

/// One text on its way.
#[derive(Debug)]
struct SaveJob {
    path: PathBuf,
    text: Arc<str>,
    revision: u64,
    took: Took,
    /// What the file held when the text was bound to it, with the first job after that.
    bound: Option<Arc<str>>,
    why: Why,
    /// Content of the file that is known to be whole.
    believed: Option<Fingerprint>,
}

impl Job for SaveJob {
    fn path(&self) -> &Path {
        &self.path
    }

    fn overtaking(self, older: Self) -> Self {
        let bound = self.bound.or(older.bound);
        let why = match (self.why, older.why) {
            (Why::Look, why) | (why, Why::Look) => why,
            (Why::Asked, _) | (_, Why::Asked) => Why::Asked,
            _ => Why::Edited,
        };
        Self { bound, why, believed: self.believed.or(older.believed), ..self }
    }
}

/// What an open board has to do with its file.
struct Ties {
    took: Took,
    /// What the file held, until the saving thread has heard of it.
    bound: Option<Arc<str>>,
}

/// The boards that are kept.
pub struct Keeper {
    fs: Arc<dyn Fs>,
    state: Option<PathBuf>,
    who: String,
    tell: Arc<dyn Fn(News) + Send + Sync>,
    saver: Option<Saver<SaveJob>>,
    boards: HashMap<PathBuf, Ties>,
    contents: Contents,
}

/// What each file is known to hold, shared between the threads.
pub type Contents = Arc<Mutex<HashMap<PathBuf, Arc<str>>>>;

/// How a content that somebody wrote looks beside what the file is known to have held: a half-written version lacks the
/// end.
pub fn looks(known: Option<&str>, loaded: &Loaded) -> Looks {
    match &loaded.text {
        Ok(text) if Document::is_board(text) && known.is_none_or(|known| keeps_end(known, text)) => {
            Looks::Whole
        }
        _ => Looks::Doubtful,
    }
}

impl Keeper {
    /// Starts nothing yet. `who` is what others see of us (see [`lock::me`](crate::store::lock::me)); `tell` is called
    /// on other threads.
    pub fn new(
        fs: Arc<dyn Fs>,
        state: Option<PathBuf>,
        who: String,
        tell: impl Fn(News) + Send + Sync + 'static,
    ) -> Self {
        Self {
            fs,
            state,
            who,
            tell: Arc::new(tell),
            saver: None,
            boards: HashMap::new(),
            contents: Contents::default(),
        }
    }

    /// What the files are known to hold, kept up to date.
    pub fn contents(&self) -> Contents {
        Arc::clone(&self.contents)
    }

    /// Sends a board's text on its way to the file. The first time the file is taken to hold what the document was
    /// read from. `watch` learns of our own writing; content that is `believed` is merged at once, other content of
    /// others has to rest first.
    pub fn keep(
        &mut self,
        path: &Path,
        document: &Document,
        (why, believed): (Why, Option<Fingerprint>),
        watch: Option<&Watch>,
    ) -> Result<()> {
        if self.saver.is_none() {
            let (fs, state, who) = (Arc::clone(&self.fs), self.state.clone(), self.who.clone());
            let (watch, tell) = (watch.cloned(), Arc::clone(&self.tell));
            let contents = Arc::clone(&self.contents);
            self.saver = Some(Saver::start(move || {
                let mut work = work::Work::new(fs, state, who, watch, tell, contents);
                move |job: &SaveJob| work.perform(job)
            })?);
        }
        let ties = self
            .boards
            .entry(path.to_owned())
            .or_insert_with(|| Ties { took: Took::default(), bound: Some(document.first_text().into()) });
        let job = SaveJob {
            path: path.to_owned(),
            text: document.text().into(),
            revision: document.revision(),
            took: ties.took,
            bound: ties.bound.take(),
            why,
            believed,
        };
        if let Some(saver) = &self.saver {
            saver.save(job);
        }
        Ok(())
    }

    /// The board at `path` took over a [`Joined`] text: what is handed over from now on descends from it.
    pub fn took(&mut self, path: &Path, took: Took) {
        if let Some(ties) = self.boards.get_mut(path) {
            ties.took = took;
        }
    }

    /// Whether a merge is about the text as it is bound now.
    pub fn is_current(&self, path: &Path, took: Took) -> bool {
        self.boards.get(path).is_some_and(|ties| ties.took.epoch == took.epoch)
    }

    /// Whatever the board holds from now on descends from this content of the file, not from what was there before.
    pub fn bind(&mut self, path: &Path, content: Arc<str>) {
        let epoch = self.boards.get(path).map_or(0, |ties| ties.took.epoch + 1);
        let ties = Ties { took: Took { epoch, number: 0 }, bound: Some(content) };
        self.boards.insert(path.to_owned(), ties);
    }

    /// Waits until everything handed over so far is saved, or has failed, and is told.
    pub fn finish(&self) {
        if let Some(saver) = &self.saver {
            saver.finish();
        }
    }
}

#[cfg(test)]
mod tests;
