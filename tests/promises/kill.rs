//! `kill -9` at random moments of an editing run in a real terminal, and while somebody types.
//! It must not know how edits are kept.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::harness::Pty;
use super::plan::{Plan, Row, Verdict};
use super::random::Random;
use super::scene::{BOARD, PROGRAM, Scene, state, told, wait};
use super::script::Script;

pub const ROWS: &[Row] = &[
    Row {
        name: "kill",
        promise: "a kept edit survives `kill -9`",
        test: "kill at random moments of a scripted editing run in a real pty; reopen; compare",
        figure: "1,000 kills, 0 kept edits lost, 0 unparseable files",
        run: kill,
    },
    Row {
        name: "leftovers",
        promise: "a kept edit survives `kill -9`",
        test: "what lies beside the board after the same kills, reopening and leaving",
        figure: "1,000 kills, at most 1 temporary file left after reopening, no lock",
        run: leftovers,
    },
    Row {
        name: "typing",
        promise: "text being typed survives too",
        test: "kill while the editor is open; reopen offers it, `r` brings it back",
        figure: "at most the last 1 s lost",
        run: typing,
    },
];

fn kill(plan: &Plan) -> Verdict {
    let (kept, faults) = plan.each(plan.count(15, 1000), |seed| kill_once(seed).map(|killed| killed.kept));
    let kills = kept.len() + faults.len();
    let edits = kept.iter().sum::<usize>();
    Verdict::of(
        format!("{kills} kills, {edits} edits shown as kept, {} kills lost some", faults.len()),
        faults,
    )
}

fn leftovers(plan: &Plan) -> Verdict {
    let (most, faults) = plan.each(plan.count(5, 1000), |seed| {
        let killed = kill_once(seed)?;
        let left = killed.left;
        let is_temp = |name: &&String| Path::new(name).extension() == Some("tmp".as_ref());
        let temps = left.iter().filter(is_temp).count();
        if temps > 1 || temps < left.len() {
            Err(format!("left beside the board: {left:?}, after {:?}", killed.by_the_kill))
        } else {
            Ok(temps)
        }
    });
    let (kills, most) = (most.len() + faults.len(), most.into_iter().max().unwrap_or(0));
    Verdict::of(
        format!("{kills} kills, {} left something more than {most} temporary files", faults.len()),
        faults,
    )
}

struct Killed {
    /// How many edits the screen had shown as kept.
    kept: usize,
    /// What the kill left beside the board, each with its content.
    by_the_kill: Vec<(String, String)>,
    /// What lies beside the board at the end.
    left: Vec<String>,
}

fn kill_once(seed: u64) -> Result<Killed, String> {
    let mut random = Random::new(seed);
    let scene = Scene::new();
    let known = dress(&scene, random.below(4));
    let script = Script::random(BOARD, 60, &mut random);
    let mut pty = scene.open();
    edit_until_killed(&mut pty, &script, &mut random);
    pty.wait_exit();
    let kept = script.kept_in(pty.raw());
    let content = |name: String| {
        let content = std::fs::read_to_string(scene.beside(&name)).unwrap_or_default();
        (name, content.chars().take(60).collect())
    };
    let by_the_kill = scene.leftovers(&known).into_iter().map(content).collect::<Vec<(String, String)>>();
    let left = || format!("left by the kill: {by_the_kill:?}");
    if random.below(2) == 0 {
        scene.reopen_and_leave()?;
    } else {
        let printed = scene.print("");
        if !printed.status.success() {
            let said = String::from_utf8_lossy(&printed.stderr);
            return Err(format!("printing after the kill: {}: {said}\n{}", printed.status, left()));
        }
    }
    let text = scene.text();
    script.holds(&text, kept).map_err(|why| format!("{why}\n{}", left()))?;
    if !scene.run(&["check", &scene.board.to_string_lossy()]).status.success() {
        return Err(format!("check finds problems:\n{text}"));
    }
    let left = scene.leftovers(&known);
    Ok(Killed { kept, by_the_kill, left })
}

/// Gives the board another name or makes it a link, which changes how it is saved. The names beside it since.
fn dress(scene: &Scene, kind: usize) -> Vec<&'static str> {
    match kind {
        0 => {
            std::fs::hard_link(&scene.board, scene.beside("second.yaml")).unwrap();
            vec!["second.yaml"]
        }
        1 => {
            std::fs::rename(&scene.board, scene.beside("real.yaml")).unwrap();
            symlink("real.yaml", &scene.board).unwrap();
            vec!["real.yaml"]
        }
        _ => vec![],
    }
}

/// Types the edits, at once or one by one, and kills the program at a random moment or in the middle of a save.
fn edit_until_killed(pty: &mut Pty, script: &Script, random: &mut Random) {
    let in_saving = random.below(3) == 0;
    let least = random.below(8);
    let pause = Duration::from_millis(random.below(16) as u64);
    let start = Instant::now();
    let moment = Duration::from_micros(1000 + random.below(400_000) as u64);
    let longest = if in_saving { Duration::from_secs(5) } else { moment };
    let mut steps = script.steps.iter();
    let (mut sent, mut due) = (0, start);
    while start.elapsed() < longest {
        if Instant::now() >= due {
            let Some(step) = steps.next() else { break };
            pty.keys(&step.keys);
            sent += 1;
            due += pause;
        }
        pty.settle(Duration::from_micros(if pause.is_zero() { 0 } else { 300 }));
        if in_saving && sent > least && state(&pty.screen()).contains("writing") {
            std::thread::sleep(Duration::from_micros(random.below(3000) as u64));
            break;
        }
    }
    if !in_saving {
        std::thread::sleep(moment.saturating_sub(start.elapsed()));
    }
    pty.signal(Signal::KILL);
}

fn typing(plan: &Plan) -> Verdict {
    let (kept, faults) = plan.each(plan.count(6, 100), type_and_kill);
    let all = kept.len() + faults.len();
    Verdict::of(format!("{} of {all} texts that were 1.2 s old came back", kept.len()), faults)
}

fn type_and_kill(seed: u64) -> Result<(), String> {
    let mut random = Random::new(seed);
    let scene = Scene::new();
    let mut pty = scene.open();
    let words = format!("half{seed}");
    // A new item, an item, a heading line.
    pty.keys(["a", "e ", "gm"][random.below(3)]);
    pty.keys(&words);
    pty.wait_for_text(&words);
    std::thread::sleep(Duration::from_millis(1200));
    // What is typed in the last second may be lost.
    pty.keys(&"more"[..random.below(5)]);
    pty.settle(Duration::from_millis(random.below(300) as u64));
    pty.signal(Signal::KILL);
    pty.wait_exit();
    let before = scene.text();
    let mut pty = scene.start_with(&[PROGRAM, &scene.board.to_string_lossy()]);
    let names_r = |screen: &str| {
        screen.lines().skip(1).any(|line| {
            let mut words = line.split(|letter: char| !letter.is_alphanumeric());
            words.any(|word| word == "r") && line.contains("typing")
        })
    };
    if wait(&mut pty, Duration::from_secs(5), names_r).is_none() {
        return Err(format!("no line offers what was typed with `r`:\n{}", pty.screen()));
    }
    if told(&scene.text()) != told(&before) {
        return Err(format!("the file has it before anybody asked for it:\n{}", scene.text()));
    }
    pty.keys("r");
    if wait(&mut pty, Duration::from_secs(5), |screen| screen.contains(&words)).is_none() {
        return Err(format!("`r` did not bring {words:?} back:\n{}", pty.screen()));
    }
    pty.keys("<CR><Esc>q");
    pty.wait_exit();
    if scene.text().contains(&words) {
        Ok(())
    } else {
        Err(format!("it is not in the file:\n{}", scene.text()))
    }
}
