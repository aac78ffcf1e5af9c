//! Copies that a sync service leaves beside a file which changed in two places: Syncthing's and Dropbox's names of them.
//! A copy is no period and no board of its own. It must not know what is in one, and never removes one.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::fs::{Fs, Kind};

/// The most copies of one file that are looked at.
const MOST: usize = 20;

/// The name of the file that a name is a copy of, if it is one: `A.sync-conflict-….yaml`, `A (… conflicted copy …).yaml`.
pub fn original(name: &OsStr) -> Option<OsString> {
    let name = Path::new(name);
    let (stem, ending) = (name.file_stem()?.to_str()?, name.extension()?.to_str()?);
    let syncthing = || stem.split_once(".sync-conflict-");
    let dropbox = || {
        let inside = stem.strip_suffix(')')?;
        inside.rsplit_once(" (").filter(|(_, why)| why.contains("conflicted copy"))
    };
    let (stem, _) = syncthing().or_else(dropbox)?;
    (!stem.is_empty()).then(|| format!("{stem}.{ending}").into())
}

/// The copies that lie beside a file, by name.
pub fn beside(fs: &dyn Fs, file: &Path) -> Vec<PathBuf> {
    let Some(folder) = file.parent() else { return Vec::new() };
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs.entries(listed).unwrap_or_default().into_iter();
    let is_copy = |name: &OsString| original(name).as_deref() == file.file_name();
    let names = entries.filter(|entry| entry.kind == Kind::File).map(|entry| entry.name).filter(is_copy);
    let mut names = names.collect::<Vec<OsString>>();
    names.sort();
    names.truncate(MOST);
    names.into_iter().map(|name| folder.join(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_known_by_their_names() {
        for (name, of) in [
            ("2025-Q2.sync-conflict-20250425-101112-ABCDEFG.yaml", Some("2025-Q2.yaml")),
            ("2025-Q2 (Flora's conflicted copy 2025-04-25).yaml", Some("2025-Q2.yaml")),
            ("team (a) (conflicted copy).yml", Some("team (a).yml")),
            ("2025-Q2.yaml", None),
            ("2025-Q2 (final).yaml", None),
            (".sync-conflict-1.yaml", None),
            ("2025-Q2.sync-conflict-1", None),
            (" (conflicted copy).yaml", None),
        ] {
            assert_eq!(original(OsStr::new(name)).as_deref(), of.map(OsStr::new), "{name}");
        }
    }
}
