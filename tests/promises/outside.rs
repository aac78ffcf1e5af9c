//! Other programs that change the file of an open board: the change appears, and what somebody types stays.
//! It must not know how files are watched.

use std::fs;
use std::io::Write;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::harness::Pty;
use super::plan::{Plan, Row, Verdict};
use super::random::Random;
use super::scene::{BOARD, Scene, frames, state, wait, wait_until_saved};

pub const ROWS: &[Row] = &[
    Row {
        name: "outside",
        promise: "outside edits show up",
        test: "vim, nano, sed -i, git checkout, git stash, cp, mv, slow writes, delete and recreate",
        figure: "shown within 1 s in 100 %",
        run: |plan| run(plan, outside_once),
    },
    Row {
        name: "outside-typing",
        promise: "outside edits show up",
        test: "the same while an editor is open with text: it stays as it is, and both texts are in the file at the end",
        figure: "shown within 1 s in 100 %",
        run: |plan| run(plan, outside_typing),
    },
    Row {
        name: "outside-removal",
        promise: "outside edits show up",
        test: "an item taken away by sed -i, by renaming, by writing over the file",
        figure: "shown within 1 s in 100 %",
        run: removal,
    },
    Row {
        name: "half-written",
        promise: "outside edits show up",
        test: "a file written in pieces, 5 to 120 ms between them",
        figure: "a half-written file is never taken for deletions",
        run: |plan| half_written(plan, 5, 120),
    },
    Row {
        name: "half-written-slowly",
        promise: "outside edits show up",
        test: "a file written in pieces, 150 to 600 ms between them",
        figure: "a half-written file is never taken for deletions",
        run: |plan| half_written(plan, 150, 600),
    },
];

/// The word that outside programs change on [`BOARD`], and what it becomes.
const OLD: &str = "second card";
const NEW: &str = "second card, reworded";

/// Items that no outside program takes away.
const STAYING: [&str; 4] = ["REVENUE", "second", "MARGINS", "EXPAND"];

fn changed() -> String {
    BOARD.replace(OLD, NEW)
}

/// An outside program: what it needs before the board is opened, and its change.
struct Outsider {
    name: &'static str,
    before: fn(&Scene),
    change: fn(&Scene),
}

const NOTHING: fn(&Scene) = |_| ();

const OUTSIDERS: &[Outsider] = &[
    Outsider { name: "vim", before: NOTHING, change: |scene| vim(scene, "auto") },
    Outsider { name: "vim by renaming", before: NOTHING, change: |scene| vim(scene, "no") },
    Outsider { name: "vim by writing over", before: NOTHING, change: |scene| vim(scene, "yes") },
    Outsider { name: "nano", before: NOTHING, change: nano },
    Outsider {
        name: "sed -i",
        before: NOTHING,
        change: |scene| tool(scene, "sed", &["-i", &format!("s/{OLD}/{NEW}/"), "team.yaml"]),
    },
    Outsider {
        name: "git checkout of a branch",
        before: two_branches,
        change: |scene| git(scene, &["checkout", "-q", "other"]),
    },
    Outsider {
        name: "git checkout of a file",
        before: two_branches,
        change: |scene| git(scene, &["checkout", "-q", "other", "--", "team.yaml"]),
    },
    Outsider {
        name: "git stash",
        before: |scene| {
            fs::write(&scene.board, changed()).unwrap();
            repository(scene);
            fs::write(&scene.board, BOARD).unwrap();
        },
        change: |scene| git(scene, &["stash", "-q"]),
    },
    Outsider {
        name: "git stash pop",
        before: |scene| {
            repository(scene);
            fs::write(&scene.board, changed()).unwrap();
            git(scene, &["stash", "-q"]);
        },
        change: |scene| git(scene, &["stash", "pop", "-q"]),
    },
    Outsider { name: "cp", before: second_file, change: |scene| tool(scene, "cp", &["other", "team.yaml"]) },
    Outsider { name: "mv", before: second_file, change: |scene| tool(scene, "mv", &["other", "team.yaml"]) },
    Outsider { name: "written slowly", before: NOTHING, change: |scene| write_slowly(scene, &[40; 6]) },
    Outsider {
        name: "deleted and made again",
        before: NOTHING,
        change: |scene| {
            fs::remove_file(&scene.board).unwrap();
            sleep(Duration::from_millis(120));
            fs::write(&scene.board, changed()).unwrap();
        },
    },
];

fn tool(scene: &Scene, name: &str, arguments: &[&str]) {
    let output = scene.command(name).args(arguments).current_dir(scene.folder()).output().unwrap();
    assert!(output.status.success(), "{name} {arguments:?}: {output:?}");
}

fn vim(scene: &Scene, backupcopy: &str) {
    let (copy, change) = (format!("set backupcopy={backupcopy}"), format!("%s/{OLD}/{NEW}/"));
    tool(scene, "vim", &["-u", "NONE", "-es", "-c", &copy, "-c", &change, "-c", "wq", "team.yaml"]);
}

fn nano(scene: &Scene) {
    let line = 1 + BOARD.lines().position(|line| line.contains(OLD)).unwrap();
    let column = format!("+{line},{}", 1 + "  - second card".len());
    let path = scene.board.to_string_lossy().into_owned();
    let mut pty = scene.start_with(&["nano", "-I", &column, &path]);
    pty.wait_for_text(OLD);
    pty.keys(&NEW[OLD.len()..]);
    pty.wait_for_text(NEW);
    pty.keys("<C-o><CR>");
    pty.wait_for_text("Wrote");
    pty.keys("<C-x>");
    pty.wait_exit();
}

fn git(scene: &Scene, arguments: &[&str]) {
    let own = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"];
    tool(scene, "git", &[&own[..], arguments].concat());
}

fn repository(scene: &Scene) {
    for arguments in [&["init", "-q"][..], &["add", "team.yaml"], &["commit", "-qm", "one"]] {
        git(scene, arguments);
    }
}

fn two_branches(scene: &Scene) {
    repository(scene);
    git(scene, &["checkout", "-qb", "other"]);
    fs::write(&scene.board, changed()).unwrap();
    git(scene, &["commit", "-qam", "two"]);
    git(scene, &["checkout", "-q", "main"]);
}

fn second_file(scene: &Scene) {
    fs::write(scene.beside("other"), changed()).unwrap();
}

/// Truncates the file and writes it in pieces with these pauses, in milliseconds, before each.
fn write_slowly(scene: &Scene, pauses: &[u64]) {
    let text = changed();
    let mut file = fs::File::create(&scene.board).unwrap();
    for (piece, pause) in text.as_bytes().chunks(text.len().div_ceil(pauses.len())).zip(pauses) {
        sleep(Duration::from_millis(*pause));
        file.write_all(piece).unwrap();
    }
}

fn is_missing(tool: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    !std::env::split_paths(&path).any(|folder| folder.join(tool).is_file())
}

/// Runs each outside program: how long it took until its change was seen.
fn run(plan: &Plan, case: fn(&Outsider, u64) -> Result<Duration, String>) -> Verdict {
    let missing = |outsider: &&Outsider| is_missing(outsider.name.split(' ').next().unwrap_or_default());
    let (mut absent, mut there) = (Vec::new(), Vec::new());
    for outsider in OUTSIDERS {
        let is_tool = ["vim", "nano", "git"].iter().any(|name| outsider.name.starts_with(name));
        if is_tool && missing(&outsider) { absent.push(outsider.name) } else { there.push(outsider) }
    }
    let count = there.len() * plan.count(1, 20);
    let (took, faults) = plan.each_on(2, count, |seed| {
        let outsider = there[(seed % 1_000_000) as usize % there.len()];
        case(outsider, seed).map_err(|why| format!("{}: {why}", outsider.name))
    });
    let slowest = took.iter().max().copied().unwrap_or_default().as_millis();
    let not_here = if absent.is_empty() {
        String::new()
    } else {
        format!("; not on this machine: {}", absent.join(", "))
    };
    Verdict::of(format!("{} of {count} shown, the slowest after {slowest} ms{not_here}", took.len()), faults)
}

/// Lets the outside program work and waits until its change is on the screen.
fn change_and_wait(scene: &Scene, outsider: &Outsider, pty: &mut Pty) -> Result<Duration, String> {
    let begin = pty.raw().len();
    (outsider.change)(scene);
    let end = Instant::now();
    if wait(pty, Duration::from_secs(5), |screen| screen.contains("reworded")).is_none() {
        return Err(format!("not shown within 5 s:\n{}", pty.screen()));
    }
    let took = end.elapsed();
    nothing_was_missing(pty, begin)?;
    if took > Duration::from_secs(1) { Err(format!("shown after {} ms", took.as_millis())) } else { Ok(took) }
}

/// Whether every frame since then had all items.
fn nothing_was_missing(pty: &Pty, since: usize) -> Result<(), String> {
    let (mut bytes, mut fault) = (0, None);
    frames(pty.raw(), |screen, length| {
        bytes += length;
        if bytes > since && fault.is_none() && !STAYING.iter().all(|word| screen.contains(word)) {
            fault = Some(format!("items were missing for a while:\n{screen}"));
        }
    });
    fault.map_or(Ok(()), Err)
}

fn outside_once(outsider: &Outsider, _: u64) -> Result<Duration, String> {
    let scene = Scene::new();
    (outsider.before)(&scene);
    let mut pty = scene.open();
    let took = change_and_wait(&scene, outsider, &mut pty)?;
    wait_until_saved(&mut pty)?;
    pty.keys("q");
    pty.wait_exit();
    if scene.text() == changed() { Ok(took) } else { Err(format!("the file was written:\n{}", scene.text())) }
}

fn outside_typing(outsider: &Outsider, seed: u64) -> Result<Duration, String> {
    let scene = Scene::new();
    (outsider.before)(&scene);
    let mut pty = scene.open();
    // A new item in the pane that changes, in another one, and words behind an item.
    let (keys, words) =
        [("a", "halfway"), ("<Tab>a", "halfway"), ("<Tab>e ", "halfway")][(seed / 3 % 3) as usize];
    pty.keys(&format!("{keys}{words}"));
    pty.wait_for_text(words);
    let mode = |screen: &str| {
        let last = screen.trim_end().lines().last().unwrap_or_default();
        last.split_whitespace().next().unwrap_or_default().to_owned()
    };
    let before = mode(&pty.screen());
    let took = change_and_wait(&scene, outsider, &mut pty)?;
    if mode(&pty.screen()) != before || !state(&pty.screen()).contains("typing") {
        return Err(format!("the editor did not stay open:\n{}", pty.screen()));
    }
    pty.keys("done<CR><Esc>");
    pty.wait_for_text("halfwaydone");
    wait_until_saved(&mut pty)?;
    pty.keys("q");
    pty.wait_exit();
    let text = scene.text();
    let has_both = text.contains("reworded") && text.contains("halfwaydone");
    if has_both { Ok(took) } else { Err(format!("not both are in the file:\n{text}")) }
}

fn removal(plan: &Plan) -> Verdict {
    const GONE: &str = "MARGINS";
    let ways: [fn(&Scene, &str); 3] = [
        |scene, _| tool(scene, "sed", &["-i", &format!("/{GONE}/d"), "team.yaml"]),
        |scene, text| {
            fs::write(scene.beside("other"), text).unwrap();
            tool(scene, "mv", &["other", "team.yaml"]);
        },
        |scene, text| fs::write(&scene.board, text).unwrap(),
    ];
    let count = plan.count(3, 60);
    let (took, faults) = plan.each_on(2, count, |seed| {
        let scene = Scene::new();
        let mut pty = scene.open();
        let line = format!("  - {GONE}: down\n");
        ways[(seed % 3) as usize](&scene, &BOARD.replace(&line, ""));
        let end = Instant::now();
        if wait(&mut pty, Duration::from_secs(5), |screen| !screen.contains(GONE)).is_none() {
            return Err(format!("not shown within 5 s:\n{}", pty.screen()));
        }
        let took = end.elapsed();
        pty.keys("q");
        pty.wait_exit();
        if scene.text().contains(GONE) {
            return Err(format!("it came back:\n{}", scene.text()));
        }
        if took > Duration::from_secs(1) {
            Err(format!("shown after {} ms", took.as_millis()))
        } else {
            Ok(took)
        }
    });
    let slowest = took.iter().max().copied().unwrap_or_default().as_millis();
    Verdict::of(format!("{} of {count} shown, the slowest after {slowest} ms", took.len()), faults)
}

/// With pauses from `least` to `most` milliseconds.
fn half_written(plan: &Plan, least: usize, most: usize) -> Verdict {
    let count = plan.count(6, 300);
    let (shown, faults) = plan.each_on(2, count, |seed| {
        let mut random = Random::new(seed);
        let scene = Scene::new();
        let mut pty = scene.open();
        // A board that was only read so far, and one that was written.
        let is_edited = random.below(2) == 0;
        if is_edited {
            pty.keys("+");
            pty.wait_for_text("★1");
            wait_until_saved(&mut pty)?;
        }
        let begin = pty.raw().len();
        let pauses: Vec<_> =
            (0..3 + random.below(6)).map(|_| (least + random.below(most - least)) as u64).collect();
        write_slowly(&scene, &pauses);
        if wait(&mut pty, Duration::from_secs(5), |screen| screen.contains("reworded")).is_none() {
            return Err(format!("{pauses:?}: never shown:\n{}", pty.screen()));
        }
        let before = if is_edited { "edited" } else { "only read" };
        nothing_was_missing(&pty, begin).map_err(|why| format!("{before} before, {pauses:?}: {why}"))
    });
    Verdict::of(format!("{} of {count} slow writes shown whole and only whole", shown.len()), faults)
}
