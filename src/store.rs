//! Board files on disk: find them, read them, save them safely, see when others change them.
//!
//! The only code that touches files, and all of it goes through one trait, [`fs::Fs`]. It deals in bytes, text and
//! paths; it must not know YAML, the app or the screen.

pub mod copies;
pub mod create;
pub mod file;
pub mod fingerprint;
pub mod fs;
pub mod journal;
pub mod leftovers;
pub mod lock;
mod owned;
pub mod paths;
#[cfg(test)]
pub(crate) mod power;
pub mod resolve;
pub mod safety;
pub mod save;
pub mod saver;
pub mod scratch;
pub mod settle;
pub mod shared;
pub mod state;
pub mod versions;
pub mod watch;
pub mod workspace;

pub use create::create_new;
pub use file::{BadUtf8, Loaded, load};
pub use fingerprint::Fingerprint;
pub use fs::{Fs, RealFs};
pub use lock::Lock;
pub use paths::{Paths, stem};
pub use save::{Displaced, Known, SaveError, Saved, save, save_keeping, save_with_state};
pub use saver::Saver;
pub use settle::{Looks, end_of, settled};
pub use shared::SharedText;
pub use state::{Place, State};
pub use watch::{Disk, DiskState, Watch};
pub use workspace::{BoardFiles, Target, Workspace};
