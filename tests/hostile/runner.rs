//! Runs the program in a folder of its own, under a limit of memory and of time. It must not know what is right.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The promise: as much beyond ten times the file.
const MEMORY: usize = 256 << 20;
/// The promise, of processor time: a busy machine makes nothing hang.
const SECONDS: usize = 2;
/// A program without optimisation is about ten times as slow.
const DEBUG_FACTOR: usize = if cfg!(debug_assertions) { 10 } else { 1 };
/// Waiting for nothing is a hang too, whatever the machine does.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a run may take.
#[derive(Clone, Copy)]
pub struct Limits {
    seconds: usize,
}

impl Limits {
    /// Where size is no excuse, and being without optimisation only a small one.
    pub fn for_small_files() -> Self {
        Self { seconds: if cfg!(debug_assertions) { 3 * SECONDS } else { SECONDS } }
    }

    /// Where the work is as large as the file.
    pub fn for_large_files() -> Self {
        Self { seconds: SECONDS * DEBUG_FACTOR }
    }
}

/// How a run ended.
pub struct Outcome {
    /// The exit status; nothing where a signal ended it, or it was waited for in vain.
    pub status: Option<i32>,
    /// The signal.
    pub signal: Option<i32>,
    /// Standard output and standard error.
    pub out: Vec<u8>,
    pub err: Vec<u8>,
}

/// A folder with a board, and another one as home.
pub struct Room {
    folder: TempDir,
    home: TempDir,
}

impl Room {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), home: tempfile::tempdir().unwrap() }
    }

    /// Writes a file into the folder.
    pub fn put(&self, name: impl AsRef<OsStr>, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(Path::new(name.as_ref()));
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The names in the folder.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    /// Runs the program in the folder. The address space is limited, which holds more than what is resident.
    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S], limits: Limits, bytes: usize) -> Outcome {
        let kibibytes = (MEMORY + 10 * bytes) >> 10;
        let (out, err) = (self.home.path().join("out"), self.home.path().join("err"));
        let mut child = Command::new("sh")
            .args(["-c", "ulimit -c 0; ulimit -v $1; ulimit -t $2; shift 2; exec \"$@\"", "sh"])
            .args([kibibytes.to_string(), limits.seconds.to_string()])
            .arg(env!("CARGO_BIN_EXE_stratboard"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            // One arena: what glibc reserves for others is address space that nobody uses.
            .envs([("TZ", "UTC"), ("LANG", "C.UTF-8"), ("MALLOC_ARENA_MAX", "1")])
            .envs([("PATH", "/usr/bin:/bin"), ("STRATBOARD_TODAY", "2025-06-12")])
            .env("HOME", self.home.path())
            .stdin(Stdio::null())
            .stdout(File::create(&out).unwrap())
            .stderr(File::create(&err).unwrap())
            .spawn()
            .unwrap();
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break Some(status);
            }
            if Instant::now() > deadline {
                child.kill().unwrap();
                child.wait().unwrap();
                break None;
            }
            thread::sleep(Duration::from_millis(1));
        };
        Outcome {
            status: status.and_then(|status| status.code()),
            signal: status.and_then(|status| status.signal()),
            out: fs::read(out).unwrap(),
            err: fs::read(err).unwrap(),
        }
    }
}

/// Does `work` on all things, twice as many at once as there are cores, because saving waits for the disk; what it found, sorted.
pub fn each<T: Sync>(things: &[T], work: impl Fn(usize, &T) -> Vec<String> + Sync) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..2 * cores {
            scope.spawn(|| {
                while let Some((index, thing)) = Some(next.fetch_add(1, Ordering::Relaxed))
                    .and_then(|index| Some((index, things.get(index)?)))
                {
                    let faults = work(index, thing);
                    found.lock().unwrap().extend(faults);
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap();
    found.sort();
    found
}
