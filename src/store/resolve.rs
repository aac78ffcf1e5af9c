//! Which file a path really means: the chain of symbolic links followed to its end, also where nothing stands there.
//!
//! It must not know what is done with the file.

use super::fs::{Fs, Kind};
use std::io;
use std::path::{Path, PathBuf};

/// As many links as Linux follows.
const MOST_LINKS: usize = 40;

/// A path, followed to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The final target: absolute, its folder without links, itself no link (it may not exist).
    pub real: PathBuf,
    /// The links on the way, as their names in their real folders; empty where the path is no link.
    pub links: Vec<PathBuf>,
}

/// Follows the links of `path` to the file it means. The folder of that file must exist, the file need not.
pub fn resolve(fs: &dyn Fs, path: &Path) -> io::Result<Resolved> {
    let mut real = in_real_folder(fs, path)?;
    let mut links = Vec::new();
    loop {
        match fs.lstat(&real) {
            Ok(meta) if meta.kind == Kind::Link => {}
            Ok(_) => return Ok(Resolved { real, links }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Resolved { real, links }),
            Err(error) => return Err(error),
        }
        if links.len() == MOST_LINKS {
            return Err(io::Error::from(rustix::io::Errno::LOOP));
        }
        let beside = real.parent().unwrap_or(Path::new("/"));
        let next = in_real_folder(fs, &beside.join(fs.read_link(&real)?))?;
        links.push(std::mem::replace(&mut real, next));
    }
}

/// `path` with its folder made absolute and free of links; its last component stays as it is.
fn in_real_folder(fs: &dyn Fs, path: &Path) -> io::Result<PathBuf> {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            Ok(fs.canonicalize(folder)?.join(name))
        }
        // `/`, `..`, `.` and the like: a folder, so it exists or it is an error.
        _ => fs.canonicalize(path),
    }
}
