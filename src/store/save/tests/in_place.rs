//! Files that no other can replace: links, mount points, folders that cannot be written.

use super::*;
use crate::store::safety::{Ended, finish};
use crate::store::versions;
use rustix::io::Errno;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

/// An old file with two names, and a state folder.
struct Scene {
    _root: TempDir,
    folder: PathBuf,
    path: PathBuf,
    state: PathBuf,
}

fn single() -> Scene {
    let root = tempdir().unwrap();
    let at = root.path().canonicalize().unwrap();
    let (folder, state) = (at.join("boards"), at.join("stratboard"));
    disk::create_dir(&folder).unwrap();
    let path = folder.join("a.yaml");
    disk::write(&path, OLD).unwrap();
    Scene { _root: root, folder, path, state }
}

fn linked() -> Scene {
    let scene = single();
    disk::hard_link(&scene.path, scene.folder.join("b.yaml")).unwrap();
    scene
}

impl Scene {
    fn save(&self, fs: &dyn Fs) -> Result<Saved, SaveError> {
        save_with_state(fs, Some(&self.state), &self.path, NEW, Some(&Fingerprint::of(OLD)))
    }

    fn now(&self) -> Vec<u8> {
        disk::read(&self.path).unwrap()
    }

    /// The safety copies that are left.
    fn copies(&self) -> Vec<String> {
        let at = self.state.join("safety");
        if at.exists() {
            names(&at).into_iter().filter(|name| name.contains(".copy")).collect()
        } else {
            Vec::new()
        }
    }

    fn stored(&self) -> Vec<Fingerprint> {
        versions::list(&RealFs, &self.state, &self.path).iter().map(|version| version.fingerprint).collect()
    }
}

/// Fails each operation of that name.
fn refusing(operation: &'static str, errno: Errno) -> Scripted {
    Scripted::new(move |_, name| if name == operation { Err(errno.into()) } else { Ok(()) })
}

#[test]
fn a_hard_link_stays_one_file() {
    let scene = linked();
    scene.save(&RealFs).unwrap();
    let other = scene.folder.join("b.yaml");
    assert_eq!((scene.now(), disk::read(&other).unwrap()), (NEW.to_owned(), NEW.to_owned()));
    assert_eq!(disk::metadata(&scene.path).unwrap().ino(), disk::metadata(&other).unwrap().ino());
    assert_eq!(names(&scene.folder), ["a.yaml", "b.yaml"]);
    assert_eq!(scene.copies(), [""; 0]);
    assert_eq!(mode(&scene.state), 0o700);
}

#[test]
fn what_cannot_be_replaced_is_written_in_place_or_refused_without_a_state_folder() {
    let cases = [
        ("create", Errno::ACCESS),
        ("create", Errno::ROFS),
        ("exchange", Errno::BUSY),
        ("exchange", Errno::PERM),
        ("set_mode", Errno::PERM),
        ("attributes", Errno::NOTSUP),
    ];
    for (operation, errno) in cases {
        let scene = single();
        let before = disk::metadata(&scene.path).unwrap().ino();
        let fs = refusing(operation, errno);
        assert!(save_over_old(&fs, &scene.path).is_err(), "{operation}");
        assert_eq!((scene.now(), names(&scene.folder)), (OLD.to_owned(), vec!["a.yaml".to_owned()]));
        // The safety copy is made in another folder, which can be written.
        let fs = Scripted::new({
            let done = AtomicUsize::new(0);
            move |_, name| {
                let first = name == operation && done.fetch_add(1, Ordering::SeqCst) == 0;
                if first { Err(errno.into()) } else { Ok(()) }
            }
        });
        scene.save(&fs).unwrap();
        assert_eq!((scene.now(), scene.copies()), (NEW.to_owned(), Vec::new()), "{operation}");
        assert_eq!(disk::metadata(&scene.path).unwrap().ino(), before, "{operation}");
        assert_eq!(names(&scene.folder), ["a.yaml"], "{operation}");
    }
}

#[test]
fn a_changed_file_is_not_written_in_place_either() {
    let scene = linked();
    let theirs = scene.path.clone();
    let fs = Scripted::new(
        move |_, name| if name == "try_lock" { disk::write(&theirs, "theirs") } else { Ok(()) },
    );
    assert!(matches!(scene.save(&fs), Err(SaveError::Changed { .. })));
    assert_eq!((scene.now(), scene.copies()), (b"theirs".to_vec(), Vec::new()));
}

#[test]
fn a_file_in_place_is_whole_whichever_operation_fails() {
    for errno in [Errno::NOSPC, Errno::IO, Errno::ACCESS] {
        for (nth, lasting) in (1..70).flat_map(|nth| [(nth, false), (nth, true)]) {
            let scene = linked();
            let result = scene.save(&Scripted::failing(nth, errno.raw_os_error(), lasting));
            let case = format!("{nth} {errno} {lasting}: {result:?}");
            if !lasting {
                let now = scene.now();
                assert!(now == OLD || now == NEW, "{case}");
                assert_eq!(
                    now == NEW,
                    result.as_ref().map_or_else(|error| error.landed().is_some(), |_| true)
                );
            }
            assert!(result.is_err() || scene.now() == NEW, "{case}");
            finish(&RealFs, &scene.state);
            assert!(scene.now() == OLD || scene.now() == NEW, "{case}");
            assert_eq!(scene.copies(), [""; 0], "{case}");
        }
    }
}

#[test]
fn a_kill_at_any_operation_is_mended_at_the_next_start() {
    let mut seen = std::collections::HashSet::new();
    for nth in 1..70 {
        let scene = linked();
        let is_saved = scene.save(&Scripted::dying(nth)).is_ok();
        let (left, copies) = (scene.now(), scene.copies().len());
        let ended = finish(&RealFs, &scene.state);
        assert_eq!(ended.len(), copies, "{nth}");
        let now = scene.now();
        match ended.first() {
            Some((path, Ended::Old)) => assert_eq!((path, &now[..]), (&scene.path, OLD)),
            Some((_, Ended::New)) => assert_eq!((&left[..], &now[..]), (NEW, NEW)),
            Some((_, Ended::Mended)) => {
                assert!(left != OLD && left != NEW && now == NEW, "{nth}");
                assert_eq!(scene.stored(), [Fingerprint::of(&left)]);
            }
            Some((_, Ended::Elsewhere)) => panic!("{nth}"),
            None => assert!(now == OLD || now == NEW, "{nth}"),
        }
        assert!(!is_saved || now == NEW, "{nth}");
        assert_eq!(finish(&RealFs, &scene.state), [], "{nth}");
        seen.insert(format!("{:?}", ended.first().map(|(_, ended)| ended)));
    }
    assert_eq!(seen.len(), 4, "{seen:?}");
}

/// A half written file with its safety copy, as a kill leaves it.
fn torn() -> Scene {
    for nth in 1..70 {
        let scene = linked();
        let _ = scene.save(&Scripted::dying(nth));
        if scene.now() != OLD && scene.now() != NEW {
            return scene;
        }
    }
    panic!("no kill leaves a mixture");
}

#[test]
fn a_kill_while_mending_is_mended_too() {
    for nth in 1..60 {
        let scene = torn();
        finish(&Scripted::dying(nth), &scene.state);
        finish(&RealFs, &scene.state);
        assert_eq!((scene.now(), scene.copies()), (NEW.to_owned(), Vec::new()), "{nth}");
    }
}

#[test]
fn a_save_that_could_not_be_undone_is_undone_by_the_next_one() {
    let scene = linked();
    let synced = AtomicUsize::new(0);
    // After the file and its safety copy are durable, nothing can be written.
    let fs = Scripted::new(move |_, name| {
        synced.fetch_add(usize::from(name == "sync"), Ordering::SeqCst);
        let fails = name == "write" && synced.load(Ordering::SeqCst) > 1;
        if fails { Err(Errno::NOSPC.into()) } else { Ok(()) }
    });
    assert_eq!(scene.save(&fs).unwrap_err().short(), "the disk is full");
    assert!(scene.now() != OLD && scene.now() != NEW);
    scene.save(&RealFs).unwrap();
    assert_eq!((scene.now(), scene.copies()), (NEW.to_owned(), Vec::new()));
}

#[test]
fn what_somebody_wrote_since_the_crash_stays_and_both_contents_are_kept() {
    let scene = torn();
    disk::write(&scene.path, "theirs").unwrap();
    assert_eq!(finish(&RealFs, &scene.state), [(scene.path.clone(), Ended::Elsewhere)]);
    assert_eq!(scene.now(), b"theirs");
    let stored = scene.stored();
    assert!(stored.contains(&Fingerprint::of(OLD)) && stored.contains(&Fingerprint::of(NEW)));
}

#[test]
fn the_older_of_two_versions_that_came_between_is_kept_in_the_version_store() {
    let scene = single();
    let (theirs, done) = (scene.path.clone(), AtomicUsize::new(0));
    let fs = Scripted::new(move |_, name| {
        if name == "exchange" && done.load(Ordering::SeqCst) < 2 {
            let number = done.fetch_add(1, Ordering::SeqCst);
            disk::remove_file(&theirs)?;
            disk::write(&theirs, number.to_string())?;
        }
        Ok(())
    });
    assert!(matches!(scene.save(&fs), Err(SaveError::Changed { .. })));
    assert_eq!((scene.now(), scene.stored()), (b"1".to_vec(), vec![Fingerprint::of(b"0")]));
    assert_eq!(names(&scene.folder), ["a.yaml"]);
}

const IN_NAMESPACE: &str = "STRATBOARD_TEST_IN_NAMESPACE";

/// Runs itself again in a mount namespace of its own, where the file is a mount point in a read-only folder.
#[test]
fn a_mount_point_in_a_read_only_folder_is_written_in_place() {
    if let Some(at) = std::env::var_os(IN_NAMESPACE).map(PathBuf::from) {
        let saved = save_with_state(
            &RealFs,
            Some(&at.join("stratboard")),
            &at.join("boards/a.yaml"),
            NEW,
            Some(&Fingerprint::of(OLD)),
        );
        assert_eq!(saved.unwrap().fingerprint, Fingerprint::of(NEW));
        return;
    }
    for read_only in ["", "mount -o remount,bind,ro \"$0/boards\" && "] {
        let scene = single();
        let at = scene.folder.parent().unwrap();
        disk::write(at.join("source.yaml"), OLD).unwrap();
        let mount = "mount --bind \"$0/boards\" \"$0/boards\" && ".to_owned()
            + read_only
            + "mount --bind \"$0/source.yaml\" \"$0/boards/a.yaml\" || exit 77; exec \"$@\"";
        let test = "store::save::tests::in_place::a_mount_point_in_a_read_only_folder_is_written_in_place";
        let mut inside = Command::new("unshare");
        inside.args(["-rm", "sh", "-c", &mount]).arg(at).arg(std::env::current_exe().unwrap());
        let output = inside.args(["--exact", test]).env(IN_NAMESPACE, at).output();
        match output {
            Ok(output) if output.status.success() => {
                assert_eq!(disk::read(at.join("source.yaml")).unwrap(), NEW);
            }
            Ok(output) if output.status.code() == Some(101) => {
                panic!("{}", String::from_utf8_lossy(&output.stdout));
            }
            no => return eprintln!("skipped: no mount namespace can be made here: {no:?}"),
        }
    }
}
