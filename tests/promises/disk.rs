//! Disks that are full, and files that cannot be written for a while: edits stay kept, it is shown, and the file gets them
//! by itself as soon as it can be written.
//! It must not know how saving is tried again.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::time::Duration;

use rustix::process::Signal;

use super::harness::Pty;
use super::inside;
use super::plan::{Plan, Row, Verdict};
use super::scene::{BOARD, Scene, state, told, wait};

pub const ROWS: &[Row] = &[
    Row {
        name: "disk-full",
        promise: "a full disk loses nothing",
        test: "a small tmpfs filled to 0 … 8 KiB left: edit, leave, kill; free it",
        figure: "the file is as it was or has the edit, shown, kept, saved by itself within 12 s",
        run: |plan| inside::run("disk-full", plan, disk_full),
    },
    Row {
        name: "state-full",
        promise: "a full disk loses nothing",
        test: "the state folder on a full disk",
        figure: "edits still reach the file",
        run: |plan| inside::run("state-full", plan, state_full),
    },
    Row {
        name: "read-only-mount",
        promise: "a file that cannot be written loses nothing",
        test: "the board's folder mounted read-only for a while",
        figure: "shown, kept, saved by itself within 12 s",
        run: |plan| inside::run("read-only-mount", plan, read_only_mount),
    },
    Row {
        name: "bind-mount",
        promise: "links, modes, owners",
        test: "a single-file bind mount",
        figure: "kept as it was, and saved",
        run: |plan| inside::run("bind-mount", plan, bind_mount),
    },
    Row {
        name: "vanishing",
        promise: "a file that cannot be written loses nothing",
        test: "the board's folder goes away and comes back",
        figure: "shown, kept, saved by itself within 12 s",
        run: vanishing,
    },
    Row {
        name: "read-only-file",
        promise: "a file that cannot be written loses nothing",
        test: "a file without write permission, given back later",
        figure: "shown, untouched, kept, saved by itself within 12 s",
        run: read_only_file,
    },
];

/// What a person sees in between.
const EDIT: &str = "aunforgettable<CR><Esc>";
const WORD: &str = "unforgettable";

/// What happens while the file cannot be written.
#[derive(Debug, Clone, Copy)]
enum Meanwhile {
    Quit,
    Kill,
    /// The next edit comes when the file can be written again.
    Edit,
    /// Nothing at all: the program tries again by itself.
    Wait,
}

const MEANWHILES: [Meanwhile; 4] = [Meanwhile::Quit, Meanwhile::Kill, Meanwhile::Edit, Meanwhile::Wait];

/// Edits a file that cannot be written, and frees it again; the file has the edit at the end. Whether it had it before.
fn edit_meanwhile(
    scene: &Scene,
    meanwhile: Meanwhile,
    block: &dyn Fn(),
    free: &dyn Fn(),
) -> Result<bool, String> {
    let mut pty = scene.open();
    block();
    let in_file = edit_and_hear(scene, &mut pty, meanwhile)?;
    match meanwhile {
        Meanwhile::Edit | Meanwhile::Wait => {}
        Meanwhile::Quit => quit_aloud(&mut pty, in_file)?,
        Meanwhile::Kill => {
            pty.signal(Signal::KILL);
            pty.wait_exit();
        }
    }
    free();
    match meanwhile {
        Meanwhile::Edit | Meanwhile::Wait => {
            if matches!(meanwhile, Meanwhile::Edit) {
                pty.keys("+");
            }
            if wait(&mut pty, Duration::from_secs(12), |screen| state(screen).contains("✓ saved")).is_none()
            {
                return Err(format!("not saved by itself within 12 s:\n{}", pty.screen()));
            }
            pty.keys("q");
            pty.wait_exit();
        }
        Meanwhile::Quit | Meanwhile::Kill => scene.reopen_and_leave()?,
    }
    let text = scene.text();
    told(&text)?;
    if text.contains(WORD) { Ok(in_file) } else { Err(format!("the edit is lost:\n{text}")) }
}

/// Edits and waits until it is told what becomes of that: whether it is in the file.
fn edit_and_hear(scene: &Scene, pty: &mut Pty, meanwhile: Meanwhile) -> Result<bool, String> {
    pty.keys(EDIT);
    // A kill may come as soon as the edit is kept; else it is told whether it is in the file.
    let kept_is_enough = matches!(meanwhile, Meanwhile::Kill);
    let is_settled = |screen: &str| {
        let told = state(screen);
        let is_told = told.contains("✓ saved") || told.contains("NOT SAVED");
        screen.contains(WORD) && (is_told || kept_is_enough && told.contains("• kept"))
    };
    if wait(pty, Duration::from_secs(5), is_settled).is_none() {
        return Err(format!("not told within 5 s what became of it:\n{}", pty.screen()));
    }
    let in_file = fs::read_to_string(&scene.board).is_ok_and(|text| text.contains(WORD));
    let shown = state(&pty.screen()).to_owned();
    if !in_file && shown.contains("✓ saved") {
        return Err(format!("not in the file, and shown as saved:\n{}", pty.screen()));
    }
    if !in_file && !shown.contains("NOT SAVED") && !shown.contains("• kept") {
        return Err(format!("that it is not saved is not shown:\n{}", pty.screen()));
    }
    Ok(in_file)
}

/// Leaves, and hears about it where the file has not got everything.
fn quit_aloud(pty: &mut Pty, in_file: bool) -> Result<(), String> {
    for _ in 0..5 {
        let _ = pty.try_keys("q");
        pty.settle(Duration::from_millis(300));
        if pty.has_ended() {
            break;
        }
    }
    let status = pty.wait_exit();
    let raw = String::from_utf8_lossy(pty.raw()).into_owned();
    let after = raw.rsplit_once("\x1b[?1049l").map_or("", |(_, after)| after);
    let says = ["NOT SAVED", "kept", "not in the file"].iter().any(|words| after.contains(words));
    if in_file || says { Ok(()) } else { Err(format!("it left without a word, status {status}: {after:?}")) }
}

fn outcome(plan: &Plan, cases: usize, case: impl Fn(usize) -> Result<bool, String> + Sync) -> Verdict {
    let (done, faults) = plan.each_on(6, cases, |seed| case((seed % 1_000_000) as usize));
    let at_once = done.iter().filter(|at_once| **at_once).count();
    Verdict::of(
        format!("{} of {cases} as promised, {at_once} of them saved at once, the others later", done.len()),
        faults,
    )
}

/// Fills a disk but for so many bytes.
fn fill(disk: &Path, left: usize) {
    let mut file = fs::File::create(disk.join("filler")).unwrap();
    let mut length = 0;
    while let Ok(count @ 1..) = file.write(&[b'x'; 1024]) {
        length += count as u64;
    }
    file.set_len(length.saturating_sub(left as u64)).unwrap();
}

fn disk_full(plan: &Plan) -> Verdict {
    outcome(plan, plan.count(8, 129 * 4), |number| {
        let meanwhile = MEANWHILES[number % 4];
        let left = if plan.full { number / 4 * 64 } else { number / 4 * 8192 };
        let root = tempfile::tempdir().unwrap();
        inside::small_disk(&root.path().join("boards"), 64);
        let scene = Scene::in_folder(root);
        fs::write(&scene.board, BOARD).unwrap();
        let whole = || {
            let text = scene.text();
            text == BOARD || text.contains(WORD) && told(&text).is_ok()
        };
        let block = || fill(scene.folder(), left);
        let free = || {
            assert!(whole(), "the file is neither old nor new: {:?}", scene.text());
            fs::remove_file(scene.beside("filler")).unwrap();
        };
        edit_meanwhile(&scene, meanwhile, &block, &free)
            .map_err(|why| format!("{left} bytes left, {meanwhile:?}: {why}"))
    })
}

fn state_full(plan: &Plan) -> Verdict {
    outcome(plan, plan.count(3, 4), |number| {
        let scene = Scene::new();
        let home = scene.root.path().join("home");
        inside::small_disk(&home, 16);
        fill(&home, 0);
        let done = edit_meanwhile(&scene, MEANWHILES[number], &|| (), &|| ())?;
        if done { Ok(true) } else { Err("the file has not got it at once".to_owned()) }
    })
}

fn read_only_mount(plan: &Plan) -> Verdict {
    outcome(plan, plan.count(3, 4), |number| {
        let scene = Scene::new();
        let folder = scene.folder().to_string_lossy().into_owned();
        inside::mount(&["--bind", &folder, &folder]);
        let remount = |how: &str| inside::mount(&["-o", &format!("remount,bind,{how}"), &folder]);
        let was = || assert_eq!(scene.text(), BOARD);
        let free = || {
            was();
            remount("rw");
        };
        edit_meanwhile(&scene, MEANWHILES[number], &|| remount("ro"), &free)
            .map_err(|why| format!("{:?}: {why}", MEANWHILES[number]))
    })
}

fn bind_mount(plan: &Plan) -> Verdict {
    outcome(plan, plan.count(3, 4), |number| {
        let scene = Scene::new();
        let board = scene.board.to_string_lossy().into_owned();
        let source = scene.root.path().join("source.yaml");
        fs::rename(&scene.board, &source).unwrap();
        fs::write(&scene.board, "").unwrap();
        inside::mount(&["--bind", &source.to_string_lossy(), &board]);
        let before = fs::metadata(&source).unwrap().ino();
        edit_meanwhile(&scene, MEANWHILES[number], &|| (), &|| ())?;
        let is_same = fs::metadata(&scene.board).unwrap().ino() == before && scene.leftovers(&[]).is_empty();
        let text = fs::read_to_string(&source).unwrap();
        if is_same && text.contains(WORD) {
            Ok(true)
        } else {
            Err(format!("{:?}\n{text}", scene.leftovers(&[])))
        }
    })
}

fn vanishing(plan: &Plan) -> Verdict {
    outcome(plan, plan.count(3, 4), |number| {
        let scene = Scene::new();
        let away = scene.root.path().join("away");
        let block = || fs::rename(scene.folder(), &away).unwrap();
        let free = || {
            // Nothing may have been made in its place.
            assert!(!scene.folder().exists(), "a folder was made where the board's own was");
            fs::rename(&away, scene.folder()).unwrap();
        };
        edit_meanwhile(&scene, MEANWHILES[number], &block, &free)
            .map_err(|why| format!("{:?}: {why}", MEANWHILES[number]))
    })
}

fn read_only_file(plan: &Plan) -> Verdict {
    outcome(plan, plan.count(3, 4), |number| {
        let scene = Scene::new();
        let set = |mode| fs::set_permissions(&scene.board, fs::Permissions::from_mode(mode)).unwrap();
        let free = || {
            assert_eq!(scene.text(), BOARD);
            set(0o644);
        };
        edit_meanwhile(&scene, MEANWHILES[number], &|| set(0o444), &free)
            .map_err(|why| format!("{:?}: {why}", MEANWHILES[number]))
    })
}
