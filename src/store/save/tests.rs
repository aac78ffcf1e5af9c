//! Saving: what is kept, what is refused, and a disk that fails at every single operation.

use super::*;
use crate::store::fs::RealFs;
use crate::store::fs::scripted::Scripted;
use std::fs as disk;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use tempfile::{TempDir, tempdir};

mod displaced;
mod foreign;
mod in_place;
mod killed;

const OLD: &[u8] = b"title: old\n";
const NEW: &[u8] = b"title: new, and longer than before\n";

fn old_file() -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    disk::write(&path, OLD).unwrap();
    (folder, path)
}

fn save_over_old(fs: &dyn Fs, path: &Path) -> Result<Saved, SaveError> {
    save(fs, path, NEW, Some(&Fingerprint::of(OLD)))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = disk::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn set_mode(path: &Path, mode: u32) {
    disk::set_permissions(path, disk::Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    disk::metadata(path).unwrap().mode() & 0o7777
}

#[test]
fn the_new_content_is_in_the_file_and_nothing_is_left_beside_it() {
    let (folder, path) = old_file();
    let saved = save_over_old(&RealFs, &path).unwrap();
    assert_eq!(disk::read(&path).unwrap(), NEW);
    assert_eq!(saved.fingerprint, Fingerprint::of(NEW));
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[test]
fn mode_owner_and_attributes_stay() {
    let (_folder, path) = old_file();
    set_mode(&path, 0o664);
    // Only root may give a file away; others check that their own stays theirs.
    let _ = std::os::unix::fs::chown(&path, Some(1234), Some(2345));
    let before = disk::metadata(&path).unwrap();
    let mark = rustix::fs::setxattr(&path, "user.mark", b"mine", rustix::fs::XattrFlags::empty());
    save_over_old(&RealFs, &path).unwrap();
    let after = disk::metadata(&path).unwrap();
    assert_eq!((after.uid(), after.gid(), mode(&path)), (before.uid(), before.gid(), 0o664));
    if mark.is_ok() {
        let mut value = [0; 4];
        rustix::fs::getxattr(&path, "user.mark", &mut value).unwrap();
        assert_eq!(&value, b"mine");
    }
}

#[test]
fn an_access_list_stays() {
    let (_folder, path) = old_file();
    // Version 2, then (tag, permissions, number): owner rw, user 1000 r, group r, mask rw, others none.
    let entries =
        [(1_u16, 6_u16, u32::MAX), (2, 4, 1000), (4, 4, u32::MAX), (16, 6, u32::MAX), (32, 0, u32::MAX)];
    let mut list = 2_u32.to_le_bytes().to_vec();
    for (tag, permissions, number) in entries {
        list.extend(tag.to_le_bytes());
        list.extend(permissions.to_le_bytes());
        list.extend(number.to_le_bytes());
    }
    let name = "system.posix_acl_access";
    if rustix::fs::setxattr(&path, name, &list, rustix::fs::XattrFlags::empty()).is_err() {
        return; // A file system without access lists.
    }
    save_over_old(&RealFs, &path).unwrap();
    let mut now = vec![0; list.len()];
    rustix::fs::getxattr(&path, name, &mut now).unwrap();
    assert_eq!(now, list);
}

#[test]
fn a_new_file_gets_the_mode_that_other_programs_give() {
    let folder = tempdir().unwrap();
    let (ours, theirs) = (folder.path().join("a.yaml"), folder.path().join("b.yaml"));
    save(&RealFs, &ours, NEW, None).unwrap();
    disk::write(&theirs, NEW).unwrap();
    assert_eq!(mode(&ours), mode(&theirs));
}

#[test]
fn a_chain_of_links_stays_and_its_target_is_written() {
    let (folder, path) = old_file();
    disk::create_dir(folder.path().join("sub")).unwrap();
    symlink("../a.yaml", folder.path().join("sub/one")).unwrap();
    symlink("sub/one", folder.path().join("two")).unwrap();
    let saved = save_over_old(&RealFs, &folder.path().join("two")).unwrap();
    assert_eq!(saved.real_path, path.canonicalize().unwrap());
    assert_eq!(disk::read(&path).unwrap(), NEW);
    assert_eq!(disk::read_link(folder.path().join("two")).unwrap(), Path::new("sub/one"));
    assert_eq!(names(&folder.path().join("sub")), ["one"]);
}

#[test]
fn a_dangling_link_gets_its_target() {
    let folder = tempdir().unwrap();
    symlink("real.yaml", folder.path().join("a.yaml")).unwrap();
    save(&RealFs, &folder.path().join("a.yaml"), NEW, None).unwrap();
    assert_eq!(disk::read(folder.path().join("real.yaml")).unwrap(), NEW);
}

#[test]
fn a_changed_file_is_shown_and_not_overwritten() {
    let (folder, path) = old_file();
    disk::write(&path, "theirs").unwrap();
    let SaveError::Changed { now, .. } = save_over_old(&RealFs, &path).unwrap_err() else { panic!() };
    assert_eq!(now.text.as_deref(), Ok("theirs"));
    assert_eq!(disk::read(&path).unwrap(), b"theirs");
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[test]
fn a_change_while_writing_is_seen_before_the_rename() {
    let (folder, path) = old_file();
    let theirs = path.clone();
    let fs =
        Scripted::new(move |_, name| if name == "write" { disk::write(&theirs, "theirs") } else { Ok(()) });
    assert!(matches!(save_over_old(&fs, &path), Err(SaveError::Changed { .. })));
    assert_eq!(disk::read(&path).unwrap(), b"theirs");
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[test]
fn a_file_that_appears_while_a_new_one_is_written_is_not_replaced() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    let theirs = path.clone();
    let fs = Scripted::new(
        move |_, name| {
            if name == "rename_new" { disk::write(&theirs, "theirs") } else { Ok(()) }
        },
    );
    assert!(matches!(save(&fs, &path, NEW, None), Err(SaveError::Changed { .. })));
    assert_eq!(disk::read(&path).unwrap(), b"theirs");
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[test]
fn someone_saving_right_after_us_is_told() {
    let (_folder, path) = old_file();
    let theirs = path.clone();
    let fs = Scripted::new(
        move |_, name| {
            if name == "sync folder" { disk::write(&theirs, "theirs") } else { Ok(()) }
        },
    );
    assert!(matches!(save_over_old(&fs, &path), Err(SaveError::Changed { .. })));
}

#[test]
fn a_missing_file_is_gone_and_an_existing_one_is_in_the_way_of_a_new_one() {
    let (_folder, path) = old_file();
    assert!(matches!(save(&RealFs, &path, NEW, None), Err(SaveError::Changed { .. })));
    assert!(matches!(save(&RealFs, &path, OLD, None), Err(SaveError::Changed { .. })));
    disk::remove_file(&path).unwrap();
    assert!(matches!(save_over_old(&RealFs, &path), Err(SaveError::Gone { .. })));
    assert!(!path.exists());
}

#[test]
fn content_that_is_there_already_is_not_written_again() {
    let (_folder, path) = old_file();
    let before = disk::metadata(&path).unwrap().ino();
    save(&RealFs, &path, OLD, Some(&Fingerprint::of(b"some earlier version"))).unwrap();
    assert_eq!(disk::metadata(&path).unwrap().ino(), before);
}

#[test]
fn what_cannot_be_saved_safely_is_refused_with_a_short_reason() {
    let (folder, path) = old_file();
    let refused = |path: &Path, short: &str| {
        let error = save_over_old(&RealFs, path).unwrap_err();
        assert_eq!(error.short(), short);
        assert!(!error.error().remedy().is_empty() && error.landed().is_none());
    };
    set_mode(&path, 0o444);
    refused(&path, "the file is read-only");
    set_mode(&path, 0o644);
    disk::hard_link(&path, folder.path().join("b.yaml")).unwrap();
    refused(&path, "the file has further hard links");
    refused(folder.path(), "it is no regular file");
    refused(&folder.path().join("no/a.yaml"), "its folder is gone");
    let pipe = folder.path().join("pipe.yaml");
    let mode = rustix::fs::Mode::from_bits_truncate(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    refused(&pipe, "it is no regular file");
    assert_eq!(disk::read(&path).unwrap(), OLD);
}

#[test]
fn a_very_long_name_is_saved_too() {
    let folder = tempdir().unwrap();
    let path = folder.path().join(format!("{}.yaml", "n".repeat(250)));
    save(&RealFs, &path, NEW, None).unwrap();
    assert_eq!(disk::read(&path).unwrap(), NEW);
}

/// For each operation of a save, each of these errors, once and lasting: the file is whole, an error is told unless
/// the content is in the file, and where the failure passes nothing is left beside it.
fn fail_everywhere(expected: Option<&Fingerprint>) {
    let errnos =
        [rustix::io::Errno::NOSPC, rustix::io::Errno::IO, rustix::io::Errno::ACCESS, rustix::io::Errno::ROFS];
    let counting = Scripted::new(|_, _| Ok(()));
    let mut operations = 1;
    for nth in 0..64 {
        for (errno, lasting) in errnos.iter().flat_map(|errno| [(*errno, false), (*errno, true)]) {
            let (folder, path) = old_file();
            if expected.is_none() {
                disk::remove_file(&path).unwrap();
            }
            if nth == 0 {
                save(&counting, &path, NEW, expected).unwrap();
                operations = counting.count();
                break;
            }
            let result = save(&Scripted::failing(nth, errno.raw_os_error(), lasting), &path, NEW, expected);
            let now = disk::read(&path).ok();
            let is_new = now.as_deref() == Some(NEW);
            assert!(is_new || now.as_deref() == expected.map(|_| OLD), "{nth} {errno}: {now:?}");
            match &result {
                Ok(_) => assert!(is_new, "{nth} {errno}"),
                Err(error) => {
                    assert!(error.short().chars().count() <= 40, "{error}");
                    assert_eq!(error.landed().is_some(), is_new, "{nth} {errno}: {error}");
                }
            }
            if !lasting {
                let left = names(folder.path());
                assert!(left.iter().all(|name| name == "a.yaml"), "{nth} {errno}: {left:?}");
            }
        }
        if nth == operations {
            return;
        }
    }
    panic!("a save takes {operations} operations, more than this test tries");
}

#[test]
fn an_existing_file_is_whole_whichever_operation_fails() {
    fail_everywhere(Some(&Fingerprint::of(OLD)));
}

#[test]
fn a_new_file_is_whole_or_not_there_whichever_operation_fails() {
    fail_everywhere(None);
}

#[test]
fn readers_never_see_a_half_file_while_two_writers_save() {
    let (_folder, path) = old_file();
    let contents: [Vec<u8>; 2] = [vec![b'a'; 100_000], vec![b'b'; 70_000]];
    std::thread::scope(|scope| {
        for content in &contents {
            let path = &path;
            scope.spawn(move || {
                for _ in 0..20 {
                    let now = crate::store::load(&RealFs, path).unwrap();
                    // The other may be quicker; what counts is what readers see.
                    let _ = save(&RealFs, path, content, Some(&now.fingerprint));
                }
            });
        }
        for _ in 0..300 {
            let seen = disk::read(&path).unwrap();
            assert!(seen == OLD || contents.contains(&seen), "{} bytes", seen.len());
        }
    });
}
