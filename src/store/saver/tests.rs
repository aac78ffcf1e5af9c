//! The saving thread: order, overtaking, and expectations that our own saves have replaced.

use super::*;
use crate::store::fs::RealFs;
use crate::store::fs::scripted::Scripted;
use std::fs as disk;
use std::io;
use std::path::Path;
use std::sync::mpsc::Receiver;
use std::sync::{Condvar, Mutex};
use tempfile::{TempDir, tempdir};

fn board() -> (TempDir, PathBuf, Option<Fingerprint>) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    disk::write(&path, "0").unwrap();
    (folder, path, Some(Fingerprint::of(b"0")))
}

fn start(fs: Arc<dyn Fs>) -> (Saver, Receiver<SaveDone>) {
    let (sender, done) = channel();
    let saver = Saver::start(fs, |_, _| Ok(()), move |ended| sender.send(ended).unwrap()).unwrap();
    (saver, done)
}

fn job(path: &Path, text: &str, expected: Option<Fingerprint>, revision: u64) -> SaveJob {
    SaveJob { path: path.to_owned(), text: text.into(), expected, revision }
}

type Gate = (Mutex<bool>, Condvar);

/// A gate that holds the save's first operation until it is opened.
fn gated() -> (Arc<dyn Fs>, Arc<Gate>) {
    let gate = Arc::new((Mutex::new(false), Condvar::new()));
    let inner = Arc::clone(&gate);
    let fs = Scripted::new(move |_, _| {
        let _open = inner.1.wait_while(inner.0.lock().unwrap(), |open| !*open).unwrap();
        Ok(())
    });
    (Arc::new(fs), gate)
}

fn open(gate: &Gate) {
    *gate.0.lock().unwrap() = true;
    gate.1.notify_all();
}

#[test]
fn jobs_that_pile_up_are_overtaken_by_the_newest_and_finish_waits_for_it() {
    let (_folder, path, first) = board();
    let (fs, gate) = gated();
    let (saver, done) = start(fs);
    for revision in 1..=50 {
        saver.save(job(&path, &revision.to_string(), first, revision));
    }
    open(&gate);
    saver.finish();
    let done: Vec<_> = done.try_iter().collect();
    assert!(done.len() <= 2, "{} saves", done.len());
    assert!(done.iter().all(|ended| ended.result.is_ok()), "{done:?}");
    assert_eq!(done.last().unwrap().revision, 50);
    assert_eq!(disk::read_to_string(&path).unwrap(), "50");
}

#[test]
fn a_caller_that_has_not_heard_of_its_saves_yet_is_not_told_of_a_change() {
    let (_folder, path, first) = board();
    let (saver, done) = start(Arc::new(RealFs));
    for (revision, expected) in [(1, first), (2, first), (3, Some(Fingerprint::of(b"1")))] {
        saver.save(job(&path, &revision.to_string(), expected, revision));
        saver.finish();
        assert!(done.recv().unwrap().result.is_ok());
    }
    assert_eq!(disk::read_to_string(&path).unwrap(), "3");
}

#[test]
fn an_outside_change_is_reported_and_saving_upon_it_works() {
    let (_folder, path, first) = board();
    let (saver, done) = start(Arc::new(RealFs));
    let end = |text: &str, expected| {
        saver.save(job(&path, text, expected, 0));
        done.recv().unwrap().result
    };
    end("1", first).unwrap();
    // Back to the very version our save had replaced.
    disk::write(&path, "0").unwrap();
    assert!(matches!(end("2", first), Err(SaveError::Changed { .. })));
    assert_eq!(disk::read_to_string(&path).unwrap(), "0");
    end("3", first).unwrap();
    assert_eq!(disk::read_to_string(&path).unwrap(), "3");
}

#[test]
fn content_that_landed_before_an_error_is_what_the_next_save_expects() {
    let (_folder, path, first) = board();
    let failures = Mutex::new(1);
    let fs = Scripted::new(move |_, name| {
        let mut left = failures.lock().unwrap();
        if name == "sync folder" && *left > 0 {
            *left -= 1;
            return Err(io::Error::from_raw_os_error(5));
        }
        Ok(())
    });
    let (saver, done) = start(Arc::new(fs));
    saver.save(job(&path, "1", first, 1));
    assert!(done.recv().unwrap().result.is_err());
    saver.save(job(&path, "2", first, 2));
    done.recv().unwrap().result.unwrap();
    assert_eq!(disk::read_to_string(&path).unwrap(), "2");
}

#[test]
fn new_files_and_dropping_the_saver_lose_nothing() {
    let (folder, _, _) = board();
    let (saver, done) = start(Arc::new(RealFs));
    for name in ["b.yaml", "c.yaml"] {
        saver.save(job(&folder.path().join(name), "1", None, 1));
        saver.save(job(&folder.path().join(name), "2", None, 2));
    }
    drop(saver);
    assert!(done.iter().all(|ended| ended.result.is_ok()));
    assert_eq!(disk::read_to_string(folder.path().join("c.yaml")).unwrap(), "2");
}

#[test]
fn what_must_not_be_written_is_reported_and_the_file_stays() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    std::fs::write(&path, "before").unwrap();
    let (sender, ended) = channel();
    let refuse = |_: &SaveJob, _| Err("no board");
    let saver = Saver::start(Arc::new(RealFs), refuse, move |done| sender.send(done).unwrap()).unwrap();
    let expected = Some(Fingerprint::of(b"before"));
    saver.save(SaveJob { path: path.clone(), text: "rubbish".into(), expected, revision: 1 });
    saver.finish();
    assert_eq!(ended.try_recv().unwrap().result.unwrap_err().short(), "no board");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "before");
}

#[test]
fn with_a_state_folder_a_file_with_two_names_is_saved() {
    let (folder, path, first) = board();
    disk::hard_link(&path, folder.path().join("b.yaml")).unwrap();
    let state = folder.path().join("stratboard");
    let (sender, done) = channel();
    let on_done = move |ended| sender.send(ended).unwrap();
    let saver =
        Saver::start_with_state(Arc::new(RealFs), Some(state.clone()), |_, _| Ok(()), on_done).unwrap();
    saver.save(job(&path, "1", first, 1));
    drop(saver);
    assert!(done.recv().unwrap().result.is_ok());
    assert_eq!(disk::read_to_string(folder.path().join("b.yaml")).unwrap(), "1");
    assert_eq!(disk::read_dir(state.join("safety")).unwrap().count(), 0);
}
