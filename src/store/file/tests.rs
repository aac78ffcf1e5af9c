//! Reading: what is refused, what links lead to, what a failing disk does.

use super::*;
use crate::store::fs::RealFs;
use crate::store::fs::scripted::Scripted;
use std::fs as disk;
use std::os::unix::fs::{PermissionsExt, symlink};
use tempfile::tempdir;

#[test]
fn a_file_is_read_with_its_fingerprint() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    disk::write(&path, "title: A\n").unwrap();
    let read = load(&RealFs, &path).unwrap();
    assert_eq!(read.text.as_deref(), Ok("title: A\n"));
    assert_eq!(read.fingerprint, Fingerprint::of(b"title: A\n"));
    assert_eq!(read.real_path, path.canonicalize().unwrap());
    assert!(!read.read_only);
}

#[test]
fn bytes_that_are_no_text_tell_where_they_break() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    disk::write(&path, b"ok \xff\n").unwrap();
    let read = load(&RealFs, &path).unwrap();
    assert_eq!(read.text, Err(BadUtf8 { offset: 3, bytes: b"ok \xff\n".to_vec() }));
    assert_eq!(read.bytes(), b"ok \xff\n");
}

#[test]
fn a_chain_of_relative_links_is_followed_to_its_end() {
    let folder = tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    disk::create_dir_all(root.join("real/deep")).unwrap();
    disk::write(root.join("real/a.yaml"), "x").unwrap();
    symlink("../a.yaml", root.join("real/deep/one")).unwrap();
    symlink(root.join("real/deep"), root.join("short")).unwrap();
    symlink("short/one", root.join("two")).unwrap();
    let resolved = resolve(&RealFs, &root.join("two")).unwrap();
    assert_eq!(resolved.real, root.join("real/a.yaml"));
    assert_eq!(resolved.links, [root.join("two"), root.join("real/deep/one")]);
    assert_eq!(load(&RealFs, &root.join("two")).unwrap().real_path, root.join("real/a.yaml"));
}

#[test]
fn links_in_a_circle_are_an_error_and_a_dangling_one_is_a_missing_file() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    symlink("a.yaml", &path).unwrap();
    let error = load(&RealFs, &path).unwrap_err();
    assert!(error.remedy().contains("circle"), "{error}");
    let dangling = folder.path().join("b.yaml");
    symlink("nowhere.yaml", &dangling).unwrap();
    assert_eq!(try_load(&RealFs, &dangling), Ok(None));
}

#[test]
fn a_missing_file_names_the_command_that_makes_one() {
    let folder = tempdir().unwrap();
    for path in ["no.yaml", "no/folder/a.yaml"] {
        let error = load(&RealFs, &folder.path().join(path)).unwrap_err();
        assert!(error.remedy().contains("stratboard new"), "{error}");
        assert!(error.attempt().contains("no"), "{error}");
    }
}

#[test]
fn folders_and_pipes_are_refused_at_once() {
    let folder = tempdir().unwrap();
    let error = load(&RealFs, folder.path()).unwrap_err();
    assert_eq!(error.cause(), "it is a folder");
    let pipe = folder.path().join("pipe.yaml");
    let mode = rustix::fs::Mode::from_bits_truncate(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    let error = load(&RealFs, &pipe).unwrap_err();
    assert_eq!(error.cause(), "it is a pipe, socket or device");
}

#[test]
fn a_file_over_the_limit_is_refused_without_reading_it() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    disk::File::create(&path).unwrap().set_len(MOST_BYTES + 1).unwrap();
    let error = load(&RealFs, &path).unwrap_err();
    assert_eq!(error.cause(), "it is larger than 64 MiB");
}

#[test]
fn without_a_write_bit_it_is_read_only_even_for_root() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    disk::write(&path, "x").unwrap();
    disk::set_permissions(&path, disk::Permissions::from_mode(0o444)).unwrap();
    assert!(load(&RealFs, &path).unwrap().read_only);
}

#[test]
fn a_failing_disk_is_an_error_whichever_operation_fails() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    disk::write(&path, "x").unwrap();
    let fs = Scripted::new(|_, _| Ok(()));
    load(&fs, &path).unwrap();
    for nth in 1..=fs.count() {
        let error = load(&Scripted::failing(nth, 5, false), &path).unwrap_err();
        assert!(error.cause().contains("Input/output error"), "{nth}: {error}");
    }
}
