//! Timed looks: where events cannot be trusted or had, and nowhere else.

use super::*;
use crate::store::fs::scripted::Scripted;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Where the thread that tells news runs, once it has told some.
type Thread = Arc<Mutex<PathBuf>>;

/// A watched file with a second name in a folder that nobody watches: writing through that one makes no event here, as
/// on a network.
struct Elsewhere {
    scene: Scene,
    other: PathBuf,
    thread: Thread,
}

fn elsewhere(fs: impl Fs + 'static) -> Elsewhere {
    let folder = tempdir().unwrap();
    let path = folder.path().join("boards/a.yaml");
    let other = folder.path().join("elsewhere/a.yaml");
    for path in [&path, &other] {
        disk::create_dir(path.parent().unwrap()).unwrap();
    }
    disk::write(&path, "old").unwrap();
    disk::hard_link(&path, &other).unwrap();
    let (sender, news) = channel();
    let thread = Thread::default();
    let told = Arc::clone(&thread);
    let watch = Watch::start_at(Arc::new(fs), QUICK, looks, move |disk| {
        *told.lock().unwrap() = Path::new("/proc").join(disk::read_link("/proc/thread-self").unwrap());
        let _ = sender.send(disk);
    });
    let watch = watch.unwrap();
    watch.file(&path, Some(Fingerprint::of(b"old")));
    sleep(QUIET);
    Elsewhere { scene: Scene { folder, path, watch, news }, other, thread }
}

/// How often each operation was asked for.
#[derive(Clone, Default)]
struct Counts(Arc<[AtomicUsize; 2]>);

impl Counts {
    fn take(&self) -> (usize, usize) {
        (self.0[0].swap(0, Ordering::SeqCst), self.0[1].swap(0, Ordering::SeqCst))
    }
}

/// A file system whose kernel is not the only one that changes it; counts looks and readings.
fn shared(counts: &Counts) -> Scripted {
    let counts = counts.clone();
    Scripted::new(move |_, name| {
        counts.0[0].fetch_add(usize::from(name == "is_local"), Ordering::SeqCst);
        counts.0[1].fetch_add(usize::from(name == "open"), Ordering::SeqCst);
        if name == "is_local" { Err(io::ErrorKind::Other.into()) } else { Ok(()) }
    })
}

#[test]
fn where_others_change_files_a_change_without_an_event_is_seen() {
    let there = elsewhere(shared(&Counts::default()));
    disk::write(&there.other, "new").unwrap();
    assert_eq!(there.scene.text(), "new");
    there.scene.assert_quiet();
    disk::remove_file(&there.scene.path).unwrap();
    assert_eq!(there.scene.next(), DiskState::Gone);
}

#[test]
fn a_timed_look_reads_only_what_moved_and_now_and_then_all() {
    let counts = Counts::default();
    let there = elsewhere(shared(&counts));
    counts.take();
    sleep(QUICK.read * 3);
    let (looks, readings) = counts.take();
    assert!((1..=4).contains(&readings) && looks > readings, "{looks} looks, {readings} readings");
    there.scene.watch.forget(&there.scene.path);
    sleep(QUICK.glance);
    counts.take();
    sleep(QUICK.read);
    assert_eq!(counts.take(), (0, 0), "what nobody watches is not looked at");
}

#[cfg(target_os = "linux")]
#[test]
fn where_events_tell_of_every_change_the_thread_sleeps_for_good() {
    let fs = Scripted::new(|_, _| Ok(()));
    let there = elsewhere(fs.clone());
    disk::write(&there.scene.path, "new").unwrap();
    assert_eq!(there.scene.text(), "new");
    sleep(QUIET);
    let wakeups = || {
        let status = disk::read_to_string(there.thread.lock().unwrap().join("status")).unwrap();
        let of = |name: &str| status.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
        (of("voluntary_ctxt_switches"), of("nonvoluntary_ctxt_switches"))
    };
    let (before, asked) = (wakeups(), fs.count());
    disk::write(&there.other, "not told by any event").unwrap();
    sleep(QUICK.glance * 10);
    assert_eq!((wakeups(), fs.count()), (before, asked));
    there.scene.assert_quiet();
}

#[test]
fn a_watch_that_fails_is_told_once_the_file_is_looked_at_and_the_watch_tried_again() {
    let root = tempdir().unwrap();
    let (folder, away) = (root.path().join("boards"), root.path().join("away"));
    let (path, other) = (folder.join("a.yaml"), root.path().join("other.yaml"));
    disk::create_dir(&folder).unwrap();
    disk::write(&path, "old").unwrap();
    disk::hard_link(&path, &other).unwrap();
    let fails = Arc::new(AtomicBool::new(true));
    let (no_watch, there) = (Arc::clone(&fails), folder.clone());
    // The folder is away in the moment in which it is to be watched, and back at once.
    let fs = Scripted::new(move |_, name| {
        if away.exists() {
            disk::rename(&away, &there)?;
        }
        if name == "is_local" && no_watch.load(Ordering::SeqCst) {
            disk::rename(&there, &away)?;
        }
        Ok(())
    });
    let (sender, news) = channel();
    let watch = Watch::start_at(Arc::new(fs.clone()), QUICK, looks, move |disk| {
        let _ = sender.send(disk);
    });
    let watch = watch.unwrap();
    watch.file(&path, Some(Fingerprint::of(b"old")));
    let scene = Scene { folder: root, path, watch, news };
    assert!(matches!(scene.next(), DiskState::Unwatched(_)));
    disk::write(&other, "new").unwrap();
    assert_eq!(scene.text(), "new");
    scene.assert_quiet();
    fails.store(false, Ordering::SeqCst);
    sleep(QUICK.glance * 2);
    let asked = fs.count();
    sleep(QUICK.glance * 3);
    assert_eq!(fs.count(), asked, "it is watched now, and no timer runs");
    disk::write(&scene.path, "newer").unwrap();
    assert_eq!(scene.text(), "newer");
}
