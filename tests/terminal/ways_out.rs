//! Ways out of the real program that are not its own: killed, closed under it, refused at the start, stopped.

use std::fs;
use std::path::Path;

use rustix::process::{Pid, Signal, kill_process};

use super::harness::Pty;

const BOARD: &str = "title: Team\nsheets:\n- kind: retro\n  went_well:\n  - REVENUE: up\n";
const PROGRAM: &str = env!("CARGO_BIN_EXE_stratboard");

fn folder() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("team.yaml"), BOARD).unwrap();
    let home = folder.path().to_string_lossy().into_owned();
    (folder, home)
}

/// A script in a terminal of its own, in that folder.
fn run(script: &str, home: &str) -> Pty {
    let script = format!("cd {home} && {script}");
    Pty::spawn(&["sh", "-c", &script], &[("HOME", home), ("PROGRAM", PROGRAM)], 80, 24)
}

/// The one process that `parent` has started and not yet seen end.
fn child_of(parent: Pid) -> Pid {
    let id = parent.as_raw_nonzero();
    let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap();
    Pid::from_raw(children.trim().parse().unwrap()).unwrap()
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn after_kill_9_reset_terminal_gives_every_mode_back_also_where_its_output_goes_elsewhere() {
    let (folder, home) = folder();
    let script = "stty -g > before; $PROGRAM team.yaml; stty -g > killed; echo killed; read line; \
                  $PROGRAM reset-terminal > out 2>&1; echo $? > status; stty -g > after";
    let mut pty = run(script, &home);
    pty.wait_for_text("REVENUE");
    pty.keys("a");
    pty.wait_for_text("ADDING");
    kill_process(child_of(pty.pid()), Signal::KILL).unwrap();
    pty.wait_for_text("killed");
    let left = pty.left_on();
    for mode in ["alternate screen", "bracketed paste", "mouse", "keyboard flags", "caret shape", "raw mode"]
    {
        assert!(left.contains(&mode), "{mode} is what there is to undo: {left:?}");
    }
    pty.bytes(b"\n");
    assert_eq!(pty.wait_exit(), 0, "{}", pty.screen());
    assert_eq!(pty.left_on(), [""; 0]);
    assert_eq!(read(folder.path(), "status"), "0\n");
    assert_eq!(read(folder.path(), "out"), "", "nothing goes to standard output");
    assert_ne!(read(folder.path(), "before"), read(folder.path(), "killed"));
    assert_eq!(read(folder.path(), "before"), read(folder.path(), "after"));
}

#[test]
fn on_a_terminal_as_it_should_be_reset_terminal_changes_nothing() {
    let (folder, home) = folder();
    let mut pty = run("stty -g > before; $PROGRAM reset-terminal; stty -g > after", &home);
    assert_eq!(pty.wait_exit(), 0);
    assert_eq!((pty.left_on(), pty.screen()), (vec![], String::new()));
    assert_eq!(read(folder.path(), "before"), read(folder.path(), "after"));
}

#[test]
fn every_way_out_leaves_the_line_as_it_was() {
    for (what, status) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131), ("q", 0)] {
        let (folder, home) = folder();
        // The shell itself must outlive the signal to look at the terminal.
        let script =
            "trap : HUP INT QUIT; stty -g > before; $PROGRAM team.yaml; echo $? > status; stty -g > after";
        let mut pty = run(script, &home);
        pty.wait_for_text("REVENUE");
        let child = child_of(pty.pid());
        match what {
            "TERM" => kill_process(child, Signal::TERM).unwrap(),
            "HUP" => kill_process(child, Signal::HUP).unwrap(),
            "INT" => kill_process(child, Signal::INT).unwrap(),
            "QUIT" => kill_process(child, Signal::QUIT).unwrap(),
            key => pty.keys(key),
        }
        pty.wait_exit();
        assert_eq!(pty.left_on(), [""; 0], "{what}");
        assert_eq!(read(folder.path(), "status"), format!("{status}\n"), "{what}");
        assert_eq!(read(folder.path(), "before"), read(folder.path(), "after"), "{what}");
    }
}

#[test]
fn a_signal_at_any_moment_of_the_start_leaves_no_mode_behind() {
    for delay in 0..10 {
        let (folder, home) = folder();
        let script = format!(
            "stty -g > before; (while ! [ -s pid ]; do :; done; sleep 0.00{delay}; kill -TERM $(cat pid)) & \
             sh -c 'echo $$ > pid; exec $PROGRAM team.yaml'; echo $? > status; stty -g > after"
        );
        let mut pty = run(&script, &home);
        pty.wait_exit();
        assert_eq!(pty.left_on(), [""; 0], "after {delay} ms");
        assert_eq!(read(folder.path(), "status"), "143\n");
        assert_eq!(read(folder.path(), "before"), read(folder.path(), "after"), "after {delay} ms");
    }
}

#[test]
fn an_error_at_the_start_writes_no_escape_and_sets_no_mode() {
    for arguments in
        ["missing.yaml", "--sheet 9 team.yaml", "team.yaml < /dev/null", "--period 1999 .", "--nonsense"]
    {
        let (folder, home) = folder();
        let script = format!("stty -g > before; $PROGRAM {arguments}; echo $? > status; stty -g > after");
        let mut pty = run(&script, &home);
        pty.wait_exit();
        assert!(["1\n", "2\n"].contains(&&*read(folder.path(), "status")), "{arguments}");
        assert!(!pty.screen().is_empty() && !pty.raw().windows(2).any(|two| two == b"\x1b["), "{arguments}");
        assert_eq!(read(folder.path(), "before"), read(folder.path(), "after"), "{arguments}");
    }
}

#[test]
fn a_closed_terminal_ends_the_program_and_what_was_typed_is_in_the_file() {
    let (folder, home) = folder();
    let file = folder.path().join("team.yaml");
    let file = file.to_string_lossy();
    let mut pty = Pty::spawn(&[PROGRAM, &file], &[("HOME", &home)], 80, 24);
    pty.wait_for_text("REVENUE");
    pty.keys("e by a quarter<CR>");
    pty.wait_for_text("by a quarter");
    let status = pty.vanish("j");
    assert!(status == 129 || status == 1, "{status}");
    assert!(read(folder.path(), "team.yaml").contains("up by a quarter"));
}
