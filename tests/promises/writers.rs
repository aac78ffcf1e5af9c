//! Several writers on one file: our programs against each other, and against an editor that knows nothing of us.
//! It must not know how versions are merged.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::plan::{Plan, Row, Verdict, attempt};
use super::random::Random;
use super::scene::{Scene, told, wait, wait_until_saved};

pub const ROWS: &[Row] = &[
    Row {
        name: "two-terminals",
        promise: "two writers on one file",
        test: "two processes × 1,000 edits, in real ptys",
        figure: "2,000 of 2,000 present",
        run: two_in_terminals,
    },
    Row {
        name: "two-prints",
        promise: "two writers on one file",
        test: "two processes × 1,000 edits, by `open --print --keys`, 25 a time",
        figure: "2,000 of 2,000 present",
        run: two_printing,
    },
    Row {
        name: "fifty",
        promise: "two writers on one file",
        test: "fifty processes × 20 edits",
        figure: "1,000 of 1,000 present",
        run: fifty,
    },
    Row {
        name: "foreign-rename",
        promise: "an outside editor that ignores the lock",
        test: "read-modify-rename, 1,000 edits on each side",
        figure: "2,000 of 2,000 present",
        run: |plan| foreign(plan, by_rename, 0),
    },
    Row {
        name: "foreign-truncate",
        promise: "an outside editor that ignores the lock",
        test: "truncate and write, 1,000 edits on each side",
        figure: "ours 1,000, theirs at least 999",
        run: |plan| foreign(plan, by_truncating, 1),
    },
];

/// The words that one writer adds.
fn words(name: char, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{name}{number:05}")).collect()
}

/// How many of the words are on the board once, and what is wrong with the others.
fn present(scene: &Scene, words: &[String]) -> Result<(usize, Vec<String>), String> {
    let told = told(&scene.text())?.join("\n");
    let mut wrong = Vec::new();
    for word in words {
        match told.matches(word.as_str()).count() {
            1 => {}
            times => wrong.push(format!("{word} is there {times} times")),
        }
    }
    Ok((words.len() - wrong.len(), wrong))
}

fn verdict(scene: &Scene, ours: &[String], mut faults: Vec<String>) -> Verdict {
    match present(scene, ours) {
        Ok((there, wrong)) => {
            if !wrong.is_empty() {
                faults.push(format!(
                    "{}; the first: {}",
                    wrong.len(),
                    wrong[..wrong.len().min(8)].join(", ")
                ));
            }
            Verdict::of(format!("{there} of {} present", ours.len()), faults)
        }
        Err(why) => Verdict::broken("the file is no board", vec![why]),
    }
}

/// Adds words in a terminal, a few at a time, in an editor that stays open; leaves when `may_leave` says so.
fn add_in_terminal(
    scene: &Scene,
    words: &[String],
    seed: u64,
    may_leave: impl Fn() -> bool,
) -> Result<(), String> {
    let mut random = Random::new(seed);
    let mut pty = scene.open();
    pty.keys("a");
    let mut rest = words;
    while !rest.is_empty() {
        let (some, after) = rest.split_at(rest.len().min(1 + random.below(3)));
        pty.keys(&(some.join("<CR>") + "<CR>"));
        pty.settle(Duration::from_millis(random.below(40) as u64));
        rest = after;
    }
    pty.keys("<Esc>");
    while !may_leave() {
        pty.settle(Duration::from_millis(20));
    }
    // What others saved last is still to be read, and may have to be merged and saved.
    wait(&mut pty, Duration::from_secs(1), |_| false);
    wait_until_saved(&mut pty)?;
    pty.keys("q");
    match pty.wait_exit() {
        0 => Ok(()),
        status => Err(format!("leaving: status {status}\n{}", pty.screen())),
    }
}

fn two_in_terminals(plan: &Plan) -> Verdict {
    let scene = Scene::new();
    let count = plan.count(30, 1000);
    let (ours, theirs) = (words('a', count), words('b', count));
    let (_, faults) = plan.each_on(2, 2, |seed| {
        add_in_terminal(&scene, if seed % 1_000_000 == 0 { &ours } else { &theirs }, seed, || true)
    });
    verdict(&scene, &[ours, theirs].concat(), faults)
}

/// Adds words by a run that prints its screen; how it ended is told only if it did not end by itself.
fn add_by_print(scene: &Scene, words: &[String]) -> Result<(), String> {
    let output = scene.print(&format!("a{}<CR><Esc>", words.join("<CR>")));
    match output.status.code() {
        // What could not be saved is kept, and the next start brings it.
        Some(0 | 1) => Ok(()),
        _ => Err(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr))),
    }
}

fn two_printing(plan: &Plan) -> Verdict {
    let scene = Scene::new();
    let count = plan.count(50, 1000);
    let (ours, theirs) = (words('a', count), words('b', count));
    let (_, faults) = plan.each_on(2, 2, |seed| {
        let words = if seed % 1_000_000 == 0 { &ours } else { &theirs };
        words.chunks(25).try_for_each(|some| add_by_print(&scene, some))
    });
    scene.print("");
    verdict(&scene, &[ours, theirs].concat(), faults)
}

fn fifty(plan: &Plan) -> Verdict {
    let scene = Scene::new();
    let (programs, each) = (plan.count(12, 50), plan.count(5, 20));
    let all = words('a', programs * each);
    let (_, faults) = plan.each_on(programs, programs, |seed| {
        let number = (seed % 1_000_000) as usize;
        add_by_print(&scene, &all[number * each..(number + 1) * each])
    });
    scene.print("");
    verdict(&scene, &all, faults)
}

/// An outside editor's way to write a file that it has read.
type Way = fn(&Path, &str);

fn by_rename(path: &Path, text: &str) {
    let temp = path.with_file_name("theirs.swp");
    fs::write(&temp, text).unwrap();
    fs::rename(temp, path).unwrap();
}

fn by_truncating(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

/// `missing` of theirs in a thousand may go.
fn foreign(plan: &Plan, way: Way, missing: usize) -> Verdict {
    let scene = Scene::new();
    let count = plan.count(25, 1000);
    let (ours, theirs) = (words('a', count), words('f', count));
    let mut faults = Vec::new();
    thread::scope(|scope| {
        let outside = scope.spawn(|| {
            let mut random = Random::new(plan.seed + 7);
            thread::sleep(Duration::from_millis(100));
            for word in &theirs {
                // Reading and writing are two moments, as in any editor.
                let text = scene.text();
                thread::sleep(Duration::from_millis(random.below(5) as u64));
                way(
                    &scene.board,
                    &text.replacen("  not_so_well:\n", &format!("  not_so_well:\n  - {word}\n"), 1),
                );
                thread::sleep(Duration::from_millis(random.below(20) as u64));
            }
        });
        faults.extend(attempt(|| add_in_terminal(&scene, &ours, plan.seed, || outside.is_finished())).err());
        if outside.join().is_err() {
            faults.push("the outside editor could not read or write".to_owned());
        }
    });
    // Where the program could not save, the next start brings what it kept.
    scene.print("");
    let lost = missing * count.div_ceil(1000);
    match (present(&scene, &ours), present(&scene, &theirs)) {
        (Ok((own, wrong)), Ok((foreign, other))) => {
            let enough = own == count && foreign + lost >= count;
            if !enough {
                faults.push([&wrong[..wrong.len().min(5)], &other[..other.len().min(5)]].concat().join(", "));
            }
            Verdict::of(format!("{own} of {count} of ours, {foreign} of {count} of theirs present"), faults)
        }
        (Err(why), _) | (_, Err(why)) => Verdict::broken("the file is no board", vec![why]),
    }
}
