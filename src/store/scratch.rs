//! A text lent to another program as a file of its own: private, in the state folder, and removed after.
//!
//! It must not know who edits it.

use super::file::{Loaded, load};
use super::fs::{Folder, Fs};
use super::owned::random_id;
use super::paths::private_folder;
use crate::error::{Error, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The file; it is removed when this is dropped.
pub struct Scratch {
    folder: Box<dyn Folder>,
    name: OsString,
    path: PathBuf,
}

impl Scratch {
    /// Makes a file in the state folder that only this person can read, with that text.
    ///
    /// # Errors
    /// The state folder is not private, or takes no file.
    pub fn new(fs: &dyn Fs, state: &Path, text: &str) -> Result<Self> {
        private_folder(fs, state)?;
        // Editors choose colours and wrapping by the ending.
        let name = OsString::from(format!("{:016x}.md", random_id()));
        let path = state.join(&name);
        let failed = |error| {
            Error::new(format!("make {}", path.display()), error, "check XDG_STATE_HOME and your permissions")
        };
        let folder = fs.open_folder(state).map_err(failed)?;
        let mut handle = folder.create(&name, 0o600).map_err(failed)?;
        let scratch = Self { folder, name, path: path.clone() };
        handle.write_all(text.as_bytes()).map_err(failed)?;
        Ok(scratch)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds now.
    ///
    /// # Errors
    /// It is gone, or too large for this program, or no UTF-8.
    pub fn read(&self, fs: &dyn Fs) -> Result<String> {
        let Loaded { text, .. } = load(fs, &self.path)?;
        text.map_err(|_| {
            Error::new(format!("read {}", self.path.display()), "it is no UTF-8 text", "save it as UTF-8")
        })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Gone already is as good.
        let _ = self.folder.remove(&self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fs::RealFs;
    use std::fs as disk;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_file_is_private_and_gone_afterwards_also_where_an_editor_renamed_over_it() {
        let root = tempfile::tempdir().unwrap();
        let state = root.path().join("state");
        let scratch = Scratch::new(&RealFs, &state, "a note\n").unwrap();
        let path = scratch.path().to_owned();
        assert_eq!(disk::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(disk::metadata(&state).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(scratch.read(&RealFs).unwrap(), "a note\n");
        disk::write(state.join("other"), "longer\n").unwrap();
        disk::rename(state.join("other"), &path).unwrap();
        assert_eq!(scratch.read(&RealFs).unwrap(), "longer\n");
        disk::write(&path, b"\xff").unwrap();
        assert_eq!(scratch.read(&RealFs).unwrap_err().cause(), "it is no UTF-8 text");
        drop(scratch);
        assert_eq!(disk::read_dir(&state).unwrap().count(), 0);
    }
}
