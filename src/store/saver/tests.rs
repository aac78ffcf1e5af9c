//! The saving thread: order, overtaking, doing again.

use super::*;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};

#[derive(Debug, Clone, PartialEq, Eq)]
struct Numbered {
    path: PathBuf,
    number: u32,
    overtook: u32,
}

impl Job for Numbered {
    fn path(&self) -> &Path {
        &self.path
    }

    fn overtaking(self, older: Self) -> Self {
        Self { overtook: older.overtook + 1, ..self }
    }
}

fn number(name: &str, number: u32) -> Numbered {
    Numbered { path: name.into(), number, overtook: 0 }
}

/// A saver that reports each job, and first waits for a word.
fn gated(again: Option<Duration>) -> (Saver<Numbered>, Receiver<Numbered>, std::sync::mpsc::SyncSender<()>) {
    let (gate, opened) = sync_channel::<()>(1);
    let (sender, done) = channel();
    let mut first = true;
    let saver = Saver::start(move || {
        move |job: &Numbered| {
            if std::mem::take(&mut first) {
                let _ = opened.recv();
            }
            let _ = sender.send(job.clone());
            again.filter(|_| job.number == 1)
        }
    });
    (saver.unwrap(), done, gate)
}

#[test]
fn jobs_that_pile_up_are_overtaken_by_the_newest_and_finish_waits_for_it() {
    let (saver, done, gate) = gated(None);
    for at in 0..50 {
        saver.save(number("a", at));
    }
    saver.save(number("b", 7));
    gate.send(()).unwrap();
    saver.finish();
    let done: Vec<_> = done.try_iter().collect();
    let of_a: Vec<_> = done.iter().filter(|job| job.path == Path::new("a")).collect();
    assert!(of_a.len() <= 2, "{done:?}");
    assert_eq!(of_a.last().unwrap().number, 49);
    assert_eq!(of_a.iter().map(|job| 1 + job.overtook).sum::<u32>(), 50, "nothing is forgotten: {done:?}");
    assert!(done.contains(&number("b", 7)));
}

#[test]
fn dropping_the_saver_does_what_is_queued() {
    let (saver, done, gate) = gated(None);
    saver.save(number("a", 1));
    saver.save(number("b", 2));
    gate.send(()).unwrap();
    drop(saver);
    assert_eq!(done.iter().count(), 2);
}

#[test]
fn a_job_is_done_again_after_its_time_unless_a_newer_one_comes() {
    let (saver, done, gate) = gated(Some(Duration::from_millis(20)));
    gate.send(()).unwrap();
    saver.save(number("a", 1));
    saver.save(number("b", 5));
    let soon = Duration::from_secs(20);
    let seen: Vec<_> = (0..4).map(|_| done.recv_timeout(soon).unwrap().number).collect();
    assert!(seen.iter().filter(|number| **number == 1).count() >= 3, "{seen:?}");
    saver.save(number("a", 2));
    saver.finish();
    while done.try_recv().is_ok() {}
    assert!(done.recv_timeout(Duration::from_millis(60)).is_err(), "the newer job took its place");
}

#[test]
fn finish_does_not_wait_for_what_is_done_again_later() {
    let (saver, done, gate) = gated(Some(Duration::from_hours(1)));
    gate.send(()).unwrap();
    saver.save(number("a", 1));
    saver.finish();
    assert_eq!(done.try_iter().count(), 1);
    drop(saver);
    assert_eq!(done.iter().count(), 0);
}

#[test]
fn what_is_forgotten_is_not_done_again_and_other_files_are() {
    let (saver, done, gate) = gated(Some(Duration::from_millis(30)));
    saver.save(number("a", 1));
    saver.save(number("b", 1));
    saver.save(number("c", 2));
    saver.forget(Path::new("a"));
    saver.forget(Path::new("c"));
    gate.send(()).unwrap();
    let next = || done.recv_timeout(Duration::from_secs(5)).unwrap().path;
    let seen = [next(), next(), next(), next()];
    // The first may have been at work already when it was forgotten.
    assert!(seen[1..].iter().all(|path| path == Path::new("b")) && seen[0] != Path::new("c"), "{seen:?}");
    saver.forget(Path::new("b"));
}
