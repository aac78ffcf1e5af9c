//! Makes a new file, with the folders it needs, and never over one that exists.
//!
//! It must not know what is written.

use super::fs::{Fs, Kind};
use super::save::{SaveError, Saved, save};
use crate::error::{Error, Result};
use std::io;
use std::path::Path;

/// Writes `text` to a file that must not exist; missing folders are made (mode 0777 less the umask) and synced into
/// their parents. If the file exists, nothing is written and the error says so.
pub fn create_new(fs: &dyn Fs, path: &Path, text: &str) -> Result<Saved> {
    let attempt = || format!("make {}", path.display());
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        make_folders(fs, folder, 0o777).map_err(|error| {
            Error::new(attempt(), error, "check the path and your permission to make folders there")
        })?;
    }
    save(fs, path, text.as_bytes(), None).map_err(|error| match error {
        SaveError::Changed { .. } => {
            Error::new(attempt(), "it exists already", "choose another name, or move that file away")
        }
        other => other.error(),
    })
}

/// Makes the folder and those above it as far as they are missing, and makes that durable. One that is there and empty
/// may be what a crash or a failing disk left before it was durable, so whoever puts the first thing into it sees to
/// that.
pub(super) fn make_folders(fs: &dyn Fs, folder: &Path, mode: u32) -> io::Result<()> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    match fs.stat(folder) {
        Ok(meta) if meta.kind != Kind::Folder => return Err(io::ErrorKind::NotADirectory.into()),
        Ok(_) if fs.entries(folder).is_ok_and(|entries| entries.is_empty()) => {
            return match fs.open_folder(parent.unwrap_or(Path::new("."))) {
                // Made by somebody else: it need not be ours to read.
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
                opened => opened?.sync(),
            };
        }
        Ok(_) => return Ok(()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Err(_) => {}
    }
    if let Some(parent) = parent {
        make_folders(fs, parent, mode)?;
    }
    match fs.make_folder(folder, mode) {
        // Made by someone else in this moment.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => fs.open_folder(parent.unwrap_or(Path::new(".")))?.sync(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fs::RealFs;
    use crate::store::fs::simulated::{Dice, End, Simulated};
    use std::fs as disk;
    use tempfile::tempdir;

    #[test]
    fn missing_folders_are_made() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("boards/team/2025-Q2.yaml");
        create_new(&RealFs, &path, "title: A\n").unwrap();
        assert_eq!(disk::read_to_string(&path).unwrap(), "title: A\n");
    }

    #[test]
    fn a_file_that_exists_is_left_alone_even_with_equal_content() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        disk::write(&path, "old").unwrap();
        for text in ["new", "old"] {
            let error = create_new(&RealFs, &path, text).unwrap_err();
            assert_eq!(error.cause(), "it exists already");
            assert_eq!(disk::read_to_string(&path).unwrap(), "old");
        }
    }

    #[test]
    fn a_folder_that_was_made_but_is_not_durable_is_made_so_before_something_is_put_there() {
        let disk = Simulated::new(&[Path::new("/home")]);
        disk.make_folder(Path::new("/home/boards"), 0o777).unwrap();
        create_new(&disk, Path::new("/home/boards/a.yaml"), "title: A\n").unwrap();
        for seed in 0..100 {
            let left = disk.cut(disk.length(), End::Hostile, &mut Dice::new(seed));
            assert_eq!(left.content(Path::new("/home/boards/a.yaml")).unwrap(), b"title: A\n");
        }
    }

    #[test]
    fn a_file_in_the_way_of_a_folder_is_an_error() {
        let folder = tempdir().unwrap();
        disk::write(folder.path().join("boards"), "x").unwrap();
        assert!(create_new(&RealFs, &folder.path().join("boards/a.yaml"), "new").is_err());
    }
}
