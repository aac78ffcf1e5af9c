//! Leftovers: what is swept when, and that no version goes with them.

use super::*;
use crate::store::fs::RealFs;
use crate::store::fs::scripted::Scripted;
use crate::store::save::save;
use rustix::io::Errno;
use std::path::PathBuf;
use tempfile::{TempDir, tempdir};

/// Of another machine, or from before the last start.
const GONE: &str = ".a.yaml.99999999.0123456789abcdef.tmp";

/// The name of a temporary file of this process.
fn ours() -> String {
    Owner::us().temp_name(OsStr::new("a.yaml")).into_string().unwrap()
}

/// As if its process were dead: no process has a number above the largest that Linux gives.
fn dead(name: &str) -> String {
    name.replacen(&std::process::id().to_string(), "99999999", 1)
}

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

    fn sweep_after(&self, age: Duration) -> usize {
        sweep_at(&RealFs, Some(&self.state), &self.path, SystemTime::now() + age)
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
fn one_of_a_dead_process_goes_at_once_and_one_that_is_not_known_to_be_dead_after_a_moment() {
    let (mine, gone) = (ours(), dead(&ours()));
    let scene = scene(&[(&gone, "theirs"), (&mine, "one"), (GONE, "two")]);
    assert_eq!(scene.sweep_after(Duration::ZERO), 1);
    assert!(!scene.names().contains(&gone));
    assert_eq!(scene.sweep_after(GRACE + Duration::from_secs(1)), 2);
    assert_eq!(versions::list(&RealFs, &scene.state, &scene.path).len(), 3);
}

#[test]
fn what_is_locked_stays_whosever_and_however_old_it_is() {
    let names = [ours(), dead(&ours()), GONE.to_owned(), ".a.yaml.lock".to_owned()];
    let scene = scene(&names.each_ref().map(|name| (name.as_str(), "ann@desk 7\n")));
    let open = |name: &String| {
        let handle = RealFs.open(&scene.path.with_file_name(name)).unwrap();
        assert!(handle.try_lock().unwrap());
        handle
    };
    let held: Vec<_> = names.iter().map(open).collect();
    assert_eq!(scene.sweep(true, 2), 0);
    drop(held);
    assert_eq!(scene.sweep(true, 2), names.len());
    assert_eq!(scene.names(), ["a.yaml"]);
}

#[test]
fn where_locks_cannot_be_trusted_only_age_counts_and_the_living_are_spared() {
    for operation in ["is_local", "try_lock"] {
        let fs =
            Scripted::new(move |_, name| if name == operation { Err(Errno::NOSYS.into()) } else { Ok(()) });
        let mine = ours();
        let scene = scene(&[(GONE, "theirs"), (&mine, "ours"), (&dead(&mine), "of a kill"), (LOCK, WHO)]);
        let sweep = |age| sweep_at(&fs, Some(&scene.state), &scene.path, SystemTime::now() + age);
        assert_eq!(sweep(ABANDONED / 2), 0, "{operation}");
        assert_eq!(sweep(ABANDONED * 2), 3, "{operation}");
        assert_eq!(scene.names(), [mine, "a.yaml".to_owned()], "{operation}");
    }
}

const LOCK: &str = ".a.yaml.lock";
const WHO: &str = "ann@desk 7\n";

#[test]
fn the_lock_file_of_a_dead_process_goes_and_what_another_program_put_there_stays() {
    for (text, left) in [(WHO, 1), ("theirs", 2), ("", 1)] {
        let scene = scene(&[(LOCK, text)]);
        assert_eq!(scene.sweep_after(Duration::ZERO), 2 - left, "{text:?}");
        assert_eq!(scene.names().len(), left, "{text:?}");
    }
}

#[test]
fn what_is_not_ours_stays() {
    let others = [
        ".a.yaml.swp",
        ".a.yaml.tmp",
        ".a.yaml.0123.tmp",
        ".b.yaml.0123456789abcdef.tmp",
        ".b.yaml.lock",
        ".a.yaml.x.0123456789abcdef.tmp",
    ];
    let scene = scene(&others.map(|name| (name, WHO)));
    assert_eq!(scene.sweep(true, 2), 0);
    assert_eq!(scene.names().len(), others.len() + 1);
}

#[test]
fn a_save_on_its_way_is_locked_before_and_after_its_exchange() {
    for moment in ["sync", "meta", "sync folder", "read"] {
        let scene = scene(&[]);
        let (path, state) = (scene.path.clone(), scene.state.clone());
        // As a sweeper in another container would: it cannot ask whether the process lives.
        let fs = Scripted::new(move |_, name| {
            if name == moment {
                let folder = RealFs.open_folder(path.parent().unwrap())?;
                for entry in RealFs.entries(path.parent().unwrap())? {
                    let Some(_) = Owner::of_temp(&entry.name, OsStr::new("a.yaml")) else { continue };
                    let sweep = Sweep {
                        fs: &RealFs,
                        state: Some(&state),
                        folder: folder.as_ref(),
                        real: path.clone(),
                        is_local: true,
                        now: SystemTime::now() + ABANDONED,
                    };
                    assert!(!sweep.temp_may_go(&entry.name, Whose::Elsewhere), "{moment}");
                }
            }
            Ok(())
        });
        save(&fs, &scene.path, b"new", Some(&Fingerprint::of(b"now"))).unwrap();
        assert_eq!(scene.names(), ["a.yaml"]);
    }
}

#[test]
fn whatever_killed_saves_leave_is_swept_at_the_next_opening() {
    let mut swept = 0;
    for nth in 1..40 {
        let scene = scene(&[]);
        let expected = Fingerprint::of(b"now");
        let _ = save(&Scripted::dying(nth), &scene.path, b"new", Some(&expected));
        if let Some(left) = scene.names().iter().find(|name| *name != "a.yaml") {
            let at = scene.path.with_file_name(left);
            std::fs::rename(&at, scene.path.with_file_name(dead(left))).unwrap();
            swept += scene.sweep_after(Duration::ZERO);
        }
        assert_eq!(scene.names(), ["a.yaml"], "{nth}");
    }
    assert!(swept > 5, "{swept}");
}

/// The folder in which a test of its own process saves until it is killed.
const VICTIM: &str = "STRATBOARD_TEST_VICTIM";

#[test]
#[ignore = "is run by the test that kills it"]
fn victim() {
    let Some(folder) = std::env::var_os(VICTIM) else { return };
    let path = Path::new(&folder).join("boards/a.yaml");
    let _lock = crate::store::Lock::take(&RealFs, &path, "ann@desk 7").unwrap();
    for number in 0.. {
        let now = crate::store::load(&RealFs, &path).unwrap();
        let text = format!("{number} {}", "x".repeat(100_000));
        save(&RealFs, &path, text.as_bytes(), Some(&now.fingerprint)).unwrap();
        if number == 0 {
            std::fs::write(Path::new(&folder).join("begun"), "").unwrap();
        }
    }
}

#[test]
fn a_process_that_is_really_killed_leaves_nothing_that_the_next_opening_does_not_sweep() {
    let mut left = 0;
    for round in 0..30 {
        let scene = scene(&[]);
        let begun = scene.root.path().join("begun");
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "store::leftovers::tests::victim"])
            .env(VICTIM, scene.root.path())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        while !begun.exists() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(round * 137));
        child.kill().unwrap();
        child.wait().unwrap();
        left += scene.names().len() - 1;
        sweep(&RealFs, Some(&scene.state), &scene.path);
        assert_eq!(scene.names(), ["a.yaml"], "round {round}");
    }
    assert!(left >= 30, "each leaves its lock file at least: {left}");
    eprintln!("30 kills: {left} files swept");
}
