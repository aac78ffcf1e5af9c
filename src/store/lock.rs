//! The lock file `.NAME.lock` beside a board: a courtesy that tells people who else is at it.
//!
//! The kernel's lock on it counts, not that it is there, so a crash leaves no stale one. The board itself is never
//! locked: after a save another file has its name. It must not be relied on: not every program asks, and not every
//! network file system tells.

use super::fs::{Folder, Fs, Handle, Kind};
use super::resolve::resolve;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;
use std::time::Duration;

/// Somebody may just be asking who holds it, which takes the lock for a moment.
const TRIES: usize = 5;
const PAUSE: Duration = Duration::from_millis(10);

/// More than this is no name of a person and a machine.
const MOST_BYTES: u64 = 256;

/// The lock of a board, held until it is dropped.
pub struct Lock {
    folder: Box<dyn Folder>,
    name: OsString,
    handle: Box<dyn Handle>,
}

impl Lock {
    /// Takes the lock of the board at `path`, links followed, and writes there who has it (see [`me`]); `None` where
    /// somebody else does.
    pub fn take(fs: &dyn Fs, path: &Path, who: &str) -> io::Result<Option<Self>> {
        let (folder, name) = place(fs, path)?;
        for number in 0..TRIES {
            if number > 0 {
                std::thread::sleep(PAUSE);
            }
            let mut handle = match open_or_create(folder.as_ref(), &name) {
                Ok(handle) => handle,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            };
            if handle.meta()?.kind != Kind::File {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            // Whoever had it may have removed the file in between: a lock on a file without a name locks nothing.
            if handle.try_lock()? && is_at(folder.as_ref(), &name, handle.as_ref()) {
                handle.cut(0)?;
                handle.write_all(format!("{who}\n").as_bytes())?;
                return Ok(Some(Self { folder, name, handle }));
            }
        }
        Ok(None)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while the lock is held, so that it is nobody else's. What cannot be removed locks nothing.
        if is_at(self.folder.as_ref(), &self.name, self.handle.as_ref()) {
            let _ = self.folder.remove(&self.name);
        }
    }
}

/// Who has the lock of the board at `path`, in one line without control characters; `None` where nobody has.
pub fn holder(fs: &dyn Fs, path: &Path) -> Option<String> {
    let (folder, name) = place(fs, path).ok()?;
    // Of another person's lock file only reading may be allowed.
    let mut handle = folder.open_write(&name).or_else(|_| folder.open(&name)).ok()?;
    if handle.meta().ok()?.kind != Kind::File || handle.try_lock().ok()? {
        return None;
    }
    let bytes = handle.read(MOST_BYTES).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    Some(text.lines().next().unwrap_or_default().chars().filter(|letter| !letter.is_control()).collect())
}

/// `user@host pid`, from what `lookup` says of an environment variable and the kernel of the machine.
pub fn me(fs: &dyn Fs, lookup: impl Fn(&str) -> Option<OsString>) -> String {
    let named = |name: &str| lookup(name).map(|value| value.to_string_lossy().into_owned());
    let user = named("USER").or_else(|| named("LOGNAME")).unwrap_or_else(|| "somebody".to_owned());
    let kernel =
        fs.open(Path::new("/proc/sys/kernel/hostname")).and_then(|mut handle| handle.read(MOST_BYTES));
    let host = match kernel {
        Ok(bytes) => String::from_utf8_lossy(&bytes).trim().to_owned(),
        Err(_) => named("HOSTNAME").unwrap_or_else(|| "this machine".to_owned()),
    };
    format!("{user}@{host} {}", std::process::id())
}

fn place(fs: &dyn Fs, path: &Path) -> io::Result<(Box<dyn Folder>, OsString)> {
    let real = resolve(fs, path)?.real;
    let (Some(parent), Some(file)) = (real.parent(), real.file_name()) else {
        return Err(io::ErrorKind::IsADirectory.into());
    };
    let mut name = OsString::from(".");
    name.push(file);
    name.push(".lock");
    Ok((fs.open_folder(parent)?, name))
}

/// Read and write: some network file systems lock nothing else. Everybody's as far as the umask lets them.
fn open_or_create(folder: &dyn Folder, name: &OsStr) -> io::Result<Box<dyn Handle>> {
    match folder.open_write(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => folder.create(name, 0o666),
        opened => opened,
    }
}

fn is_at(folder: &dyn Folder, name: &OsStr, handle: &dyn Handle) -> bool {
    let identity = |handle: &dyn Handle| handle.meta().map(|meta| meta.identity).ok();
    folder.open(name).is_ok_and(|there| identity(there.as_ref()) == identity(handle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fs::RealFs;
    use crate::store::fs::scripted::Scripted;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tempfile::{TempDir, tempdir};

    fn board() -> (TempDir, PathBuf, PathBuf) {
        let folder = tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        std::fs::write(&path, "title: A\n").unwrap();
        let file = folder.path().join(".a.yaml.lock");
        (folder, path, file)
    }

    #[test]
    fn one_has_it_the_other_hears_who_and_nothing_is_left() {
        let (_folder, path, file) = board();
        assert_eq!(holder(&RealFs, &path), None);
        let lock = Lock::take(&RealFs, &path, "ann@desk 7").unwrap().unwrap();
        assert!(Lock::take(&RealFs, &path, "bob@desk 8").unwrap().is_none());
        assert_eq!(holder(&RealFs, &path).as_deref(), Some("ann@desk 7"));
        drop(lock);
        assert!(!file.exists());
        assert_eq!(holder(&RealFs, &path), None);
    }

    #[test]
    fn a_file_that_a_crash_left_locks_nothing() {
        let (_folder, path, file) = board();
        std::fs::write(&file, "a longer name@desk 123456\n").unwrap();
        assert_eq!(holder(&RealFs, &path), None);
        let _lock = Lock::take(&RealFs, &path, "bob@desk 8").unwrap().unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "bob@desk 8\n");
    }

    #[test]
    fn a_link_and_its_file_share_a_lock() {
        let (folder, path, _) = board();
        let link = folder.path().join("link.yaml");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let _lock = Lock::take(&RealFs, &link, "ann@desk 7").unwrap().unwrap();
        assert!(Lock::take(&RealFs, &path, "bob@desk 8").unwrap().is_none());
    }

    #[test]
    fn a_lock_on_a_file_that_was_removed_meanwhile_is_taken_again() {
        let (_folder, path, file) = board();
        std::fs::write(&file, "").unwrap();
        let (theirs, asked) = (file.clone(), AtomicUsize::new(0));
        let fs = Scripted::new(move |_, name| {
            let first = name == "try_lock" && asked.fetch_add(1, Ordering::SeqCst) == 0;
            if first { std::fs::remove_file(&theirs) } else { Ok(()) }
        });
        let _lock = Lock::take(&fs, &path, "ann@desk 7").unwrap().unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "ann@desk 7\n");
    }

    #[test]
    fn a_lock_that_is_another_file_by_now_is_not_removed() {
        let (_folder, path, file) = board();
        let lock = Lock::take(&RealFs, &path, "ann@desk 7").unwrap().unwrap();
        std::fs::remove_file(&file).unwrap();
        std::fs::write(&file, "theirs").unwrap();
        drop(lock);
        assert!(file.exists());
    }

    #[test]
    fn what_a_lock_file_says_is_one_short_line_without_control_characters() {
        let (_folder, path, file) = board();
        let _lock = Lock::take(&RealFs, &path, "ann@desk 7").unwrap().unwrap();
        std::fs::write(&file, format!("a\x1b]52;c;x\x07b{}\nc", "x".repeat(1000))).unwrap();
        let shown = holder(&RealFs, &path).unwrap();
        assert!(
            shown.starts_with("a]52;c;xb") && shown.len() <= 256 && !shown.contains('c'.to_ascii_uppercase())
        );
        assert!(!shown.chars().any(char::is_control));
    }

    #[test]
    fn i_am_a_user_on_a_machine_with_a_number() {
        let who = me(&RealFs, |name| (name == "USER").then(|| "ann".into()));
        assert!(who.starts_with("ann@") && who.ends_with(&format!(" {}", std::process::id())), "{who}");
    }
}
