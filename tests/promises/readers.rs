//! Other programs that read the board's file while it is saved.
//! It must not know how it is saved.

use std::collections::HashSet;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::plan::{Plan, Row, Verdict};
use super::scene::{BOARD, Scene, told};

pub const ROWS: &[Row] = &[Row {
    name: "readers",
    promise: "no half file is ever seen",
    test: "readers during saves",
    figure: "0 empty or partial reads of 100,000",
    run: readers,
}];

/// The file's last line, which no edit touches.
const END: &str = "# the end\n";

fn readers(plan: &Plan) -> Verdict {
    // Large enough that a file which is written in place would be seen in parts.
    let filling = (0..2000).map(|number| format!("  - filling {number}\n")).collect::<Vec<_>>().concat();
    let scene = Scene::with(&format!("{BOARD}  filling:\n{filling}{END}"));
    let (wanted, versions_wanted) = (plan.count(5000, 100_000), plan.count(60, 1000));
    let (reads, saves) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let longest = Duration::from_secs(if plan.full { 1200 } else { 15 });
    let (stop, faults) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let seen = Mutex::new(HashSet::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !stop.load(Ordering::SeqCst) {
                    if let Err(words) = read_once(&scene, &seen) {
                        faults.lock().unwrap().push(words);
                    }
                    reads.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        let mut pty = scene.open();
        let start = Instant::now();
        let is_enough =
            || reads.load(Ordering::SeqCst) >= wanted && seen.lock().unwrap().len() >= versions_wanted;
        while !is_enough() && start.elapsed() < longest {
            pty.keys("+");
            pty.settle(Duration::from_millis(3));
            saves.fetch_add(1, Ordering::SeqCst);
        }
        stop.store(true, Ordering::SeqCst);
        pty.keys("q");
        pty.wait_exit();
    });
    let (reads, versions) = (reads.into_inner(), seen.into_inner().unwrap().len());
    let mut faults = faults.into_inner().unwrap();
    if versions < versions_wanted {
        faults.push(format!("only {versions} versions were read: too few saves to tell anything"));
    }
    let edits = saves.into_inner();
    Verdict::of(
        format!(
            "{} empty or partial reads of {reads}, of {versions} versions by {edits} edits",
            faults.len()
        ),
        faults,
    )
}

fn read_once(scene: &Scene, seen: &Mutex<HashSet<String>>) -> Result<(), String> {
    let text = fs::read_to_string(&scene.board).map_err(|error| error.to_string())?;
    if !text.ends_with(END) {
        return Err(format!("{} bytes that end with {:?}", text.len(), text.lines().last()));
    }
    // What differs between versions stands in the first lines; the rest was just seen to be there by its end.
    let head = text.split("  filling:").next().unwrap_or_default().to_owned();
    if seen.lock().unwrap().insert(head) {
        told(&text)?;
    }
    Ok(())
}
