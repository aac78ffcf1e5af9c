//! Where settings and state of this person live (XDG base directories).
//!
//! It must not read the environment itself (tests fix it), nor know what the files hold.

use super::create::make_folders;
use super::fs::{Fs, Kind};
use super::save::in_words;
use crate::error::{Error, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The program's own folders; `None` where the environment names none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paths {
    /// `$XDG_CONFIG_HOME/stratboard`, else `~/.config/stratboard`.
    pub config: Option<PathBuf>,
    /// `$XDG_STATE_HOME/stratboard`, else `~/.local/state/stratboard`.
    pub state: Option<PathBuf>,
}

impl Paths {
    /// The folders by what `lookup` says of an environment variable. A relative path counts as unset, as the XDG
    /// specification asks.
    pub fn from_env(lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        let absolute = |name| lookup(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let folder = |name, below_home| {
            let base = absolute(name).or_else(|| absolute("HOME").map(|home| home.join(below_home)))?;
            Some(base.join("stratboard"))
        };
        Self { config: folder("XDG_CONFIG_HOME", ".config"), state: folder("XDG_STATE_HOME", ".local/state") }
    }
}

/// A file's name without its ending, where it is text: it may say a board's period.
pub fn stem(path: &Path) -> Option<&str> {
    path.file_stem().and_then(|stem| stem.to_str())
}

/// Makes the state folder with mode 0700 if it is missing, and refuses one that is a link, is somebody else's, or that
/// others can write: who can write there could hand us a forged journal.
pub fn private_folder(fs: &dyn Fs, folder: &Path) -> Result<()> {
    let attempt = || format!("use the state folder {}", folder.display());
    make_folders(fs, folder, 0o700).map_err(|error| {
        Error::new(attempt(), in_words(&error), "check XDG_STATE_HOME and your permissions")
    })?;
    let meta = fs.lstat(folder).map_err(|error| {
        Error::new(attempt(), in_words(&error), "check XDG_STATE_HOME and your permissions")
    })?;
    let refuse = |cause: &str, remedy: &str| Err(Error::new(attempt(), cause, remedy));
    if meta.kind != Kind::Folder {
        return refuse("it is a link", "make it a folder of its own, or set XDG_STATE_HOME");
    }
    if meta.owner != rustix::process::geteuid().as_raw() {
        return refuse("it belongs to somebody else", "set XDG_STATE_HOME to a folder of your own");
    }
    if meta.mode & 0o022 != 0 {
        return refuse("others can write to it", "take that permission away: chmod go-w");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fs::RealFs;
    use std::fs as disk;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use tempfile::tempdir;

    fn paths(variables: &[(&str, &str)]) -> Paths {
        Paths::from_env(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn folders_come_from_xdg_else_from_home() {
        let both = paths(&[("HOME", "/home/a"), ("XDG_STATE_HOME", "/state")]);
        assert_eq!(both.config, Some("/home/a/.config/stratboard".into()));
        assert_eq!(both.state, Some("/state/stratboard".into()));
        let relative = paths(&[("HOME", "/home/a"), ("XDG_STATE_HOME", "state")]);
        assert_eq!(relative.state, Some("/home/a/.local/state/stratboard".into()));
        assert_eq!(paths(&[("XDG_CONFIG_HOME", "")]), Paths::default());
    }

    #[test]
    fn the_state_folder_is_private_or_refused() {
        let root = tempdir().unwrap();
        let folder = root.path().join("deep/stratboard");
        private_folder(&RealFs, &folder).unwrap();
        let mode = || disk::metadata(&folder).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(), 0o700);
        disk::set_permissions(&folder, disk::Permissions::from_mode(0o777)).unwrap();
        assert_eq!(private_folder(&RealFs, &folder).unwrap_err().cause(), "others can write to it");
        symlink(&folder, root.path().join("link")).unwrap();
        assert_eq!(private_folder(&RealFs, &root.path().join("link")).unwrap_err().cause(), "it is a link");
    }
}
