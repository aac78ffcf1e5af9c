//! One text on its way to its file. It must not know how it gets there.

use std::path::{Path, PathBuf};

use super::news::Took;
use crate::document::Proven;
use crate::store::saver::Job;
use crate::store::{Fingerprint, SharedText};

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
#[derive(Debug, Clone)]
pub(super) struct SaveJob {
    pub(super) path: PathBuf,
    pub(super) text: Proven,
    pub(super) revision: u64,
    pub(super) took: Took,
    /// What the file held when the text was bound to it, with the first job after that.
    pub(super) bound: Option<SharedText>,
    pub(super) why: Why,
    /// Content of the file that is known to be whole.
    pub(super) believed: Option<Fingerprint>,
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
