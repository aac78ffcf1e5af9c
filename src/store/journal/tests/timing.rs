//! When the journal is written and synced, and how long it gets.

use super::*;
use crate::store::fs::scripted::Scripted;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

type Gate = (Mutex<bool>, Condvar);

/// Counts syncs; the first operation waits until the gate is opened.
fn gated() -> (Scripted, Arc<AtomicUsize>, Arc<Gate>) {
    let (syncs, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new((Mutex::new(false), Condvar::new())));
    let (counted, inner) = (Arc::clone(&syncs), Arc::clone(&gate));
    let fs = Scripted::new(move |_, name| {
        let _open = inner.1.wait_while(inner.0.lock().unwrap(), |open| !*open).unwrap();
        if name.starts_with("sync") {
            counted.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    });
    (fs, syncs, gate)
}

fn open(gate: &Gate) {
    *gate.0.lock().unwrap() = true;
    gate.1.notify_all();
}

fn typing(text: &str) -> Typing {
    Typing { place: "item 3".into(), text: text.into() }
}

impl Scene {
    /// Whether the journal has these words by now.
    fn has(&self, words: &str) -> bool {
        let bytes = |file: &PathBuf| disk::read(file).unwrap_or_default();
        let has = |bytes: Vec<u8>| bytes.windows(words.len()).any(|window| window == words.as_bytes());
        self.files().iter().map(bytes).any(has)
    }
}

#[test]
fn three_thousand_texts_at_once_make_few_syncs() {
    let scene = scene();
    let (fs, syncs, gate) = gated();
    let (journal, kept) = scene.start(fs);
    journal.begin(&scene.path, "0".into());
    for revision in 1..=3_000 {
        journal.keep(job(&scene.path, &format!("{revision}"), revision));
    }
    open(&gate);
    journal.finish();
    let syncs = syncs.load(Ordering::SeqCst);
    assert!(syncs <= 8, "{syncs} syncs, folders among them");
    let kept: Vec<_> = kept.try_iter().collect();
    assert_eq!((kept.len() <= 2, kept.last().unwrap().job.revision), (true, 3_000));
}

#[test]
fn what_is_typed_is_durable_within_its_time_in_one_piece_and_then_no_timer_runs() {
    let scene = scene();
    let fs = Scripted::new(|_, _| Ok(()));
    let (journal, _kept) = scene.start(fs.clone());
    journal.begin(&scene.path, "0".into());
    let start = Instant::now();
    for letters in 1..=9 {
        journal.typing(&scene.path, Some(typing(&"Launches".repeat(letters))));
    }
    while !scene.has("LaunchesLaunches") {
        assert!(start.elapsed() < Duration::from_secs(5), "never written");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(start.elapsed() > TYPING / 2, "letters that come together are written together");
    assert!(scene.has(&"Launches".repeat(9)));
    journal.finish();
    let count = fs.count();
    std::thread::sleep(2 * TYPING);
    assert_eq!(fs.count(), count);
}

#[test]
fn a_text_that_is_kept_takes_what_is_typed_along() {
    let scene = scene();
    let (journal, kept) = scene.start(RealFs);
    journal.begin(&scene.path, "0".into());
    journal.typing(&scene.path, Some(typing("Launches")));
    journal.keep(job(&scene.path, "one", 0));
    kept.recv().unwrap().result.unwrap();
    assert!(scene.has("Launches"));
}

#[test]
fn what_is_saved_is_written_without_a_sync() {
    let scene = scene();
    let (fs, syncs, gate) = gated();
    open(&gate);
    let (journal, _kept) = scene.start(fs.clone());
    journal.begin(&scene.path, "0".into());
    scene.keep(&journal, "one");
    let before = (syncs.load(Ordering::SeqCst), fs.count());
    journal.saved(&scene.path, print("one"));
    while fs.count() == before.1 {
        std::thread::yield_now();
    }
    assert_eq!((syncs.load(Ordering::SeqCst), fs.count()), (before.0, before.1 + 1));
}

#[test]
fn with_everything_saved_a_long_journal_is_begun_anew() {
    let scene = scene();
    let journal = scene.begun();
    let text = |n: usize| char::from(b'a' + (n % 26) as u8).to_string().repeat(100_000);
    let mut longest = 0;
    for n in 0..60 {
        scene.keep(&journal, &text(n));
        journal.saved(&scene.path, print(&text(n)));
        journal.finish();
        assert_eq!(scene.files().len(), 1);
        longest = longest.max(disk::metadata(&scene.files()[0]).unwrap().len());
    }
    assert!((1_000_000..1_400_000).contains(&longest), "{longest}");
    scene.keep(&journal, "last");
    drop(journal);
    assert_eq!(contents(&scene.left()), same(&[&text(59), "last"]));
}

#[test]
fn without_anything_saved_a_very_long_journal_gives_up_the_texts_between() {
    let scene = scene();
    let journal = scene.begun();
    let text = |n: usize| char::from(b'a' + n as u8).to_string().repeat(1_000_000);
    for n in 0..20 {
        scene.keep(&journal, &text(n));
    }
    let length = disk::metadata(&scene.files()[0]).unwrap().len();
    assert!(length < 17_000_000, "{length}");
    drop(journal);
    let left = scene.left();
    assert_eq!((left.edits, left.last == text(19)), (20, true));
    assert!(left.find(print("0")).is_some() && left.contents() < 10, "{}", left.contents());
}

#[test]
fn room_is_set_aside_before_it_is_used_up() {
    let scene = scene();
    let allocated = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&allocated);
    let fs = Scripted::new(move |_, name| {
        counted.fetch_add(usize::from(name == "allocate"), Ordering::SeqCst);
        Ok(())
    });
    let (journal, _kept) = scene.start(fs);
    for n in 0..1_000 {
        journal.keep(job(&scene.path, &format!("{n:04}"), 0));
        journal.finish();
    }
    let allocated = allocated.load(Ordering::SeqCst);
    let length = disk::metadata(&scene.files()[0]).unwrap().len();
    assert!((70_000..100_000).contains(&length), "its length tells what is in it: {length}");
    assert_eq!(allocated, 3, "64 KiB behind the end at first, and again when 32 KiB are left");
}

/// Prints how long keeping one edit takes: `cargo test --release --lib -- --ignored --nocapture keeping_one_edit`.
#[test]
#[ignore = "a measurement"]
fn keeping_one_edit_takes_so_long() {
    for size in [40_000, 1_300_000] {
        let scene = scene();
        let (journal, kept) = scene.start(RealFs);
        let text =
            |n: usize| format!("{}{n:06}{}", "a line of a board\n".repeat(size / 36), "x".repeat(size / 2));
        journal.begin(&scene.path, text(0).into());
        scene.keep(&journal, &text(1));
        let mut times: Vec<_> = (2..302)
            .map(|n| {
                let job = job(&scene.path, &text(n), 0);
                let start = Instant::now();
                journal.keep(job);
                while kept.recv().unwrap().job.text.is_empty() {}
                start.elapsed()
            })
            .collect();
        times.sort();
        drop(journal);
        let start = Instant::now();
        let left = scene.left();
        let read = start.elapsed();
        println!(
            "{size} bytes: median {:?}, longest {:?}; reading back {} contents {read:?}",
            times[150],
            times[299],
            left.contents()
        );
    }
}
