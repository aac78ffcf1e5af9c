//! System calls that fail: each call that the program makes on its own files, with the errors that disks have.
//! It must not know which calls these are: they are found by watching a run without faults.

mod trace;

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::plan::{Plan, Row, Verdict};
use super::random::Random;
use super::scene::{BOARD, FIRST, PROGRAM, Scene, is_kept, print_arguments, state, told, wait};
use super::script::Script;
use trace::{Target, was_injected};

pub const ROWS: &[Row] = &[
    Row {
        name: "faults-print",
        promise: "system-call faults",
        test: "`strace -e inject=` over every call on the program's own files × 6 errors; `open --print --keys` by exchange, in place, through a link; `new`",
        figure: "2,000 faults (with those in a terminal), 0 kept edits lost, 0 panics, each shown to the person",
        run: faults_printing,
    },
    Row {
        name: "faults-terminal",
        promise: "system-call faults",
        test: "the same in a real pty",
        figure: "2,000 faults (with those of printing), 0 kept edits lost, 0 panics, each shown to the person",
        run: faults_in_terminal,
    },
];

const ERRORS: [&str; 6] = ["ENOSPC", "EIO", "EACCES", "EROFS", "EINTR", "EDQUOT"];

/// How the program comes to write a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Exchange,
    InPlace,
    Link,
    New,
    Terminal,
}

/// One fault to inject.
struct Fault {
    way: Way,
    target: Target,
    error: &'static str,
    /// From that call on, rather than once.
    lasts: bool,
}

impl Fault {
    fn injection(&self) -> String {
        let Target { call, number } = &self.target;
        format!("inject={call}:error={}:when={number}{}", self.error, if self.lasts { "+" } else { "" })
    }
}

fn faults_printing(plan: &Plan) -> Verdict {
    run(plan, &[Way::Exchange, Way::InPlace, Way::Link, Way::New], plan.count(60, 1800))
}

fn faults_in_terminal(plan: &Plan) -> Verdict {
    run(plan, &[Way::Terminal], plan.count(8, 400))
}

fn run(plan: &Plan, ways: &[Way], count: usize) -> Verdict {
    if let Some(why) = trace::refused() {
        return Verdict::skipped(why);
    }
    let script = script();
    let mut random = Random::new(plan.seed);
    let mut faults = Vec::new();
    for way in ways {
        let scene = scene(*way);
        let log = scene.root.path().join("trace");
        perform(*way, &scene, &script, &trace::recorder(&log));
        for target in trace::targets(&log, scene.root.path()) {
            for error in ERRORS {
                // Where writing or reading fails for ever, nothing is told of anything; an interruption is not for ever.
                let may_last = !["write", "read"].contains(&target.call.as_str()) && error != "EINTR";
                let lasts = may_last && random.below(4) == 0;
                faults.push(Fault { way: *way, target: target.clone(), error, lasts });
            }
        }
    }
    let possible = faults.len();
    let count = count.min(possible);
    for at in 0..count {
        faults.swap(at, at + random.below(possible - at));
    }
    let (hits, failed) = plan.each(count, |seed| {
        let fault = &faults[(seed % 1_000_000) as usize];
        one_fault(fault, &script).map_err(|why| format!("{:?} {}: {why}", fault.way, fault.injection()))
    });
    let hit = hits.iter().filter(|hit| **hit).count() + failed.len();
    let kept = if failed.is_empty() { "0 kept edits lost, 0 panics, each shown" } else { "not all held" };
    Verdict::of(format!("{hit} faults of {possible} possible ones, {kept}"), failed)
}

fn script() -> Script {
    Script::of(BOARD, &["aw0000 one<CR><Esc>", "+", "aw0002 two<CR><Esc>", "L", "aw0004 three<CR><Esc>"])
}

fn scene(way: Way) -> Scene {
    let scene = Scene::new();
    match way {
        Way::InPlace => fs::hard_link(&scene.board, scene.beside("second.yaml")).unwrap(),
        Way::Link => {
            fs::rename(&scene.board, scene.beside("real.yaml")).unwrap();
            symlink("real.yaml", &scene.board).unwrap();
        }
        Way::New => fs::remove_file(&scene.board).unwrap(),
        Way::Exchange | Way::Terminal => {}
    }
    scene
}

/// What a run came to.
struct Done {
    status: i32,
    /// Edits shown as kept.
    kept: usize,
    /// Whether anything told that not all is in the file.
    is_told: bool,
    said: String,
}

fn perform(way: Way, scene: &Scene, script: &Script, tracer: &[String]) -> Done {
    match way {
        Way::Terminal => in_terminal(scene, script, tracer),
        Way::New => {
            let folder = scene.folder().to_string_lossy().into_owned();
            let output = traced(scene, tracer, &["new", "Team", "--in", &folder]);
            done(&output, 0)
        }
        _ => {
            let board = scene.board.to_string_lossy().into_owned();
            let output = traced(scene, tracer, &print_arguments(&board, &script.keys()));
            let screen = String::from_utf8_lossy(&output.stdout).into_owned();
            done(&output, script.kept_on(&screen))
        }
    }
}

fn traced(scene: &Scene, tracer: &[String], arguments: &[&str]) -> Output {
    // Its own limit of time: what hangs is killed, and that is no success.
    let mut command: Command = scene.command("timeout");
    command.args(["--signal=KILL", "20"]).args(tracer).arg(PROGRAM).args(arguments).output().unwrap()
}

fn done(output: &Output, kept: usize) -> Done {
    let (screen, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let is_told = !output.status.success() || !errors.trim().is_empty() || tells(&screen);
    // Without a status of its own it was killed.
    Done { status: output.status.code().unwrap_or(-1), kept, is_told, said: format!("{errors}{screen}") }
}

fn tells(screen: &str) -> bool {
    let state = state(screen);
    state.contains("NOT SAVED") || state.contains("• kept") || state.contains("read-only")
}

fn in_terminal(scene: &Scene, script: &Script, tracer: &[String]) -> Done {
    let board = scene.board.to_string_lossy().into_owned();
    let command: Vec<_> = tracer.iter().map(String::as_str).chain([PROGRAM, &board]).collect();
    let mut pty = scene.start_with(&command);
    let mut is_told = wait(&mut pty, Duration::from_secs(3), |screen| screen.contains(FIRST)).is_none();
    for step in &script.steps {
        let _ = pty.try_keys(&step.keys);
        pty.settle(Duration::from_millis(15));
        is_told |= tells(&pty.screen());
    }
    wait(&mut pty, Duration::from_secs(2), is_kept);
    is_told |= tells(&pty.screen());
    let start = Instant::now();
    while !pty.has_ended() && start.elapsed() < Duration::from_secs(15) {
        let _ = pty.try_keys("q");
        pty.settle(Duration::from_millis(30));
        is_told |= tells(&pty.screen());
    }
    let hangs = !pty.has_ended();
    if hangs {
        pty.signal(Signal::KILL);
    }
    let status = i32::try_from(pty.wait_exit()).ok().filter(|_| !hangs).unwrap_or(-1);
    let kept = script.kept_in(pty.raw());
    Done { status, kept, is_told: is_told || status != 0, said: pty.screen() }
}

/// Whether the fault came to the program at all; an error where a promise was broken.
fn one_fault(fault: &Fault, script: &Script) -> Result<bool, String> {
    let scene = scene(fault.way);
    let log = scene.root.path().join("trace");
    let done =
        perform(fault.way, &scene, script, &trace::injector(&log, &fault.target.call, &fault.injection()));
    let said = || format!("status {}:\n{}", done.status, done.said);
    if [101, 134, 137, 139, -1].contains(&done.status) || done.said.contains("panicked") {
        return Err(format!("a panic or a hang, {}", said()));
    }
    if fault.way == Way::New {
        made_whole(&scene, &done).map_err(|why| format!("{why}, {}", said()))?;
        return Ok(was_injected(&log));
    }
    let text = scene.text();
    // Written in place, it is made whole at the next start where it could not be at once.
    if fault.way != Way::InPlace && !script.has_been(&text) {
        return Err(format!("the file is neither old nor new:\n{text}\n{}", said()));
    }
    let is_in_file = script.holds(&text, script.steps.len()).is_ok();
    if !is_in_file && !done.is_told {
        return Err(format!("not in the file, and nothing told so, {}", said()));
    }
    let printed = scene.print("");
    if !printed.status.success() {
        return Err(format!("it opens no more: {}", String::from_utf8_lossy(&printed.stderr)));
    }
    script.holds(&scene.text(), done.kept).map_err(|why| format!("{why}\nit was {}", said()))?;
    Ok(was_injected(&log))
}

/// A new board is whole, or not there and told.
fn made_whole(scene: &Scene, done: &Done) -> Result<(), String> {
    let folder = scene.beside("team");
    let made: Vec<_> = match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => Vec::new(),
    };
    let boards = made.iter().filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    let mut count = 0;
    for board in boards {
        told(&fs::read_to_string(board).unwrap())?;
        count += 1;
    }
    if count == 0 && !done.is_told { Err("no board, and nothing told so".to_owned()) } else { Ok(()) }
}
