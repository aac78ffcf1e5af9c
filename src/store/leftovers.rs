//! Temporary files that a crash left beside a board: read first, since after an exchange one of them can hold the version
//! of somebody else, then removed.
//!
//! It must not know how a save comes to leave one.

use super::file;
use super::fingerprint::Fingerprint;
use super::fs::{Folder, Fs};
use super::resolve::resolve;
use super::save::Owner;
use super::versions;
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use std::ffi::OsStr;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// A process of another machine cannot be asked whether it lives, but no save takes so long.
const ABANDONED: Duration = Duration::from_hours(1);

/// Removes the temporary files of the board at `path` that are older than an hour and whose process is gone. Content
/// that is neither in the file nor in the version store goes there first; where it cannot, the file stays. How many
/// were removed; what cannot be read or removed is passed over.
pub fn sweep(fs: &dyn Fs, state: Option<&Path>, path: &Path) -> usize {
    sweep_at(fs, state, path, SystemTime::now())
}

fn sweep_at(fs: &dyn Fs, state: Option<&Path>, path: &Path, now: SystemTime) -> usize {
    let Ok(real) = resolve(fs, path).map(|resolved| resolved.real) else { return 0 };
    let (Some(parent), Some(name)) = (real.parent(), real.file_name()) else { return 0 };
    let (Ok(entries), Ok(folder)) = (fs.entries(parent), fs.open_folder(parent)) else { return 0 };
    let leftovers = entries.into_iter().filter(|entry| match Owner::of_temp(&entry.name, name) {
        Some(Owner::Process(process)) => !is_alive(process),
        Some(Owner::Unknown) => true,
        None => false,
    });
    leftovers
        .filter(|entry| {
            may_go(fs, state, folder.as_ref(), &real, &entry.name, now) && folder.remove(&entry.name).is_ok()
        })
        .count()
}

/// Whether it is old enough and its content is known, or stored now.
fn may_go(
    fs: &dyn Fs,
    state: Option<&Path>,
    folder: &dyn Folder,
    real: &Path,
    name: &OsStr,
    now: SystemTime,
) -> bool {
    let Ok(mut handle) = folder.open(name) else { return false };
    let Ok(meta) = handle.meta() else { return false };
    if !now.duration_since(meta.changed).is_ok_and(|age| age > ABANDONED) {
        return false;
    }
    let Ok(bytes) = file::read_whole(handle.as_mut(), &meta) else { return false };
    let fingerprint = Fingerprint::of(&bytes);
    let in_file = || {
        let mut handle = folder.open(real.file_name()?).ok()?;
        let meta = handle.meta().ok()?;
        let there = file::read_whole(handle.as_mut(), &meta).ok()?;
        Some(Fingerprint::of(&there) == fingerprint)
    };
    let is_stored = |state| versions::get(fs, state, real, fingerprint).is_some();
    bytes.is_empty()
        || in_file() == Some(true)
        || state.is_some_and(|state| is_stored(state) || versions::put(fs, state, real, &bytes).is_ok())
}

/// Whether a process of that number lives on this machine, be it somebody else's.
fn is_alive(process: i32) -> bool {
    let Some(process) = Pid::from_raw(process) else { return false };
    !matches!(test_kill_process(process), Err(Errno::SRCH))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fs::RealFs;
    use crate::store::fs::scripted::Scripted;
    use crate::store::save::save;
    use std::path::PathBuf;
    use tempfile::{TempDir, tempdir};

    /// A number that no process has: above the largest that Linux gives.
    const GONE: &str = ".a.yaml.99999999.0123456789abcdef.tmp";

    struct Scene {
        root: TempDir,
        path: PathBuf,
        state: PathBuf,
    }

    fn scene(leftovers: &[(&str, &str)]) -> Scene {
        let root = tempdir().unwrap();
        let at = root.path().canonicalize().unwrap();
        let (path, state) = (at.join("boards/a.yaml"), at.join("stratboard"));
        std::fs::create_dir(at.join("boards")).unwrap();
        std::fs::write(&path, "now").unwrap();
        for (name, text) in leftovers {
            std::fs::write(path.with_file_name(name), text).unwrap();
        }
        Scene { root, path, state }
    }

    impl Scene {
        fn sweep(&self, state: bool, hours: u64) -> usize {
            let later = SystemTime::now() + Duration::from_hours(hours);
            sweep_at(&RealFs, state.then_some(self.state.as_path()), &self.path, later)
        }

        fn names(&self) -> Vec<String> {
            let entries = std::fs::read_dir(self.root.path().join("boards")).unwrap();
            let mut names: Vec<_> =
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        }
    }

    #[test]
    fn an_unknown_version_is_stored_before_it_goes() {
        let scene = scene(&[(GONE, "theirs"), (".a.yaml.0123456789abcdef.tmp", "now")]);
        assert_eq!(scene.sweep(true, 0), 0, "they are new");
        assert_eq!(scene.sweep(true, 2), 2);
        assert_eq!(scene.names(), ["a.yaml"]);
        let stored = versions::list(&RealFs, &scene.state, &scene.path);
        assert_eq!(stored.len(), 1);
        let content = versions::get(&RealFs, &scene.state, &scene.path, stored[0].fingerprint);
        assert_eq!(content.as_deref(), Some(&b"theirs"[..]));
    }

    #[test]
    fn without_a_version_store_an_unknown_version_stays() {
        let scene = scene(&[(GONE, "theirs"), (".a.yaml.0123456789abcdef.tmp", "now")]);
        assert_eq!(scene.sweep(false, 2), 1);
        assert_eq!(scene.names(), [GONE, "a.yaml"]);
    }

    #[test]
    fn what_is_not_ours_or_of_a_living_process_stays() {
        let mine = format!(".a.yaml.{}.0123456789abcdef.tmp", std::process::id());
        let others = [
            ".a.yaml.swp",
            ".a.yaml.lock",
            ".a.yaml.tmp",
            ".a.yaml.0123.tmp",
            ".b.yaml.0123456789abcdef.tmp",
            ".a.yaml.x.0123456789abcdef.tmp",
            ".a.yaml.+1.0123456789abcdef.tmp",
            &mine,
        ];
        let scene = scene(&others.map(|name| (name, "theirs")));
        assert_eq!(scene.sweep(true, 2), 0);
        assert_eq!(scene.names().len(), others.len() + 1);
    }

    #[test]
    fn whatever_a_killed_save_leaves_is_swept() {
        for nth in 1..30 {
            let scene = scene(&[]);
            let expected = Fingerprint::of(b"now");
            let _ = save(&Scripted::dying(nth), &scene.path, b"new", Some(&expected));
            let left = scene.names().iter().find(|name| *name != "a.yaml").cloned();
            if let Some(left) = left {
                let abandoned = left.replace(&std::process::id().to_string(), "99999999");
                std::fs::rename(scene.path.with_file_name(left), scene.path.with_file_name(abandoned))
                    .unwrap();
                assert_eq!(scene.sweep(true, 2), 1, "{nth}");
            }
            assert_eq!(scene.names(), ["a.yaml"], "{nth}");
        }
    }
}
