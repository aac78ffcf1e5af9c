//! What lies beside a board: nothing but, while somebody edits it, its lock.
//! It must not know how a lock works.

use std::fs;
use std::time::Duration;

use rustix::process::Signal;

use super::harness::Pty;
use super::plan::{Plan, Row, Verdict};
use super::scene::{BOARD, Scene, wait_until_saved};

pub const ROWS: &[Row] = &[
    Row {
        name: "clean",
        promise: "the folder stays clean",
        test: "reading leaves nothing beside the board; editing leaves nothing after leaving",
        figure: "0 leftovers",
        run: clean,
    },
    Row {
        name: "lock",
        promise: "the folder stays clean",
        test: "the lock `.NAME.lock` is taken at the first edit and removed on leaving",
        figure: "there while editing, gone after each way of leaving",
        run: lock,
    },
];

const LOCK: &str = ".team.yaml.lock";

fn clean(plan: &Plan) -> Verdict {
    let cases: [fn() -> Result<(), String>; 4] = [reading, printing, editing_by_print, editing];
    let (done, faults) = plan.each(cases.len(), |seed| cases[(seed % 1_000_000) as usize]());
    Verdict::of(
        format!("{} leftovers in {} ways of opening", faults.len(), done.len() + faults.len()),
        faults,
    )
}

fn nothing_beside(scene: &Scene, when: &str) -> Result<(), String> {
    let left = scene.leftovers(&[]);
    if left.is_empty() { Ok(()) } else { Err(format!("{when}: {left:?}")) }
}

fn leave(pty: &mut Pty, scene: &Scene, when: &str) -> Result<(), String> {
    pty.keys("q");
    match pty.wait_exit() {
        0 => nothing_beside(scene, when),
        status => Err(format!("{when}: status {status}\n{}", pty.screen())),
    }
}

fn reading() -> Result<(), String> {
    let scene = Scene::new();
    let before = fs::metadata(&scene.board).unwrap().modified().unwrap();
    let mut pty = scene.open();
    for keys in ["jj", "l<Tab>", "e<Esc>", "a<Esc>", "Z", "?<Esc>"] {
        pty.keys(keys);
        pty.settle(Duration::from_millis(50));
        nothing_beside(&scene, &format!("while reading, after {keys}"))?;
    }
    leave(&mut pty, &scene, "after reading")?;
    let now = fs::metadata(&scene.board).unwrap().modified().unwrap();
    if now == before && scene.text() == BOARD {
        return Ok(());
    }
    Err(format!("reading wrote the file:\n{}", scene.text()))
}

fn printing() -> Result<(), String> {
    let scene = Scene::new();
    for command in ["open", "show", "check", "list", "actions"] {
        let board = scene.board.to_string_lossy().into_owned();
        let folder = scene.folder().to_string_lossy().into_owned();
        let arguments = match command {
            "open" => vec!["open", &board, "--print", "text", "--keys", "jjl"],
            "list" => vec!["list", &folder],
            _ => vec![command, &board],
        };
        scene.run(&arguments);
        nothing_beside(&scene, &format!("after {command}"))?;
    }
    if scene.text() == BOARD { Ok(()) } else { Err("reading wrote the file".to_owned()) }
}

fn editing_by_print() -> Result<(), String> {
    let scene = Scene::new();
    scene.print("+afirst<CR>second<CR><Esc>");
    nothing_beside(&scene, "after edits by --keys")?;
    if scene.text().contains("second") { Ok(()) } else { Err(format!("no edit:\n{}", scene.text())) }
}

fn editing() -> Result<(), String> {
    let scene = Scene::new();
    let mut pty = scene.open();
    pty.keys("+anew words<CR><Esc>");
    pty.wait_for_text("new words");
    wait_until_saved(&mut pty)?;
    leave(&mut pty, &scene, "after editing")
}

/// A way of leaving, and its name.
type Way = (&'static str, fn(&mut Pty));

fn lock(plan: &Plan) -> Verdict {
    let ways: [Way; 4] = [
        ("q", |pty| pty.keys("q")),
        ("C-c C-c", |pty| pty.keys("<C-c><C-c>")),
        ("SIGTERM", |pty| pty.signal(Signal::TERM)),
        ("SIGHUP", |pty| pty.signal(Signal::HUP)),
    ];
    let (done, faults) = plan.each(ways.len(), |seed| {
        let (name, leave) = ways[(seed % 1_000_000) as usize];
        let scene = Scene::new();
        let mut pty = scene.open();
        nothing_beside(&scene, "before the first edit")?;
        pty.keys("+");
        pty.wait_for_text("★1");
        wait_until_saved(&mut pty)?;
        let beside = scene.leftovers(&[]);
        if beside != [LOCK] {
            return Err(format!("while editing there should be {LOCK}, there is {beside:?}"));
        }
        leave(&mut pty);
        pty.wait_exit();
        nothing_beside(&scene, &format!("after leaving by {name}"))
    });
    Verdict::of(format!("{} of {} ways of leaving", done.len(), done.len() + faults.len()), faults)
}
