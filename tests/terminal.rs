//! The real terminal's life cycle and input, in a pseudo terminal: every way in and every way out.

#[cfg(test)]
#[path = "terminal/boards.rs"]
mod boards;
#[cfg(test)]
#[path = "terminal/child.rs"]
mod child;
#[cfg(test)]
#[path = "terminal/editor.rs"]
mod editor;
#[cfg(test)]
#[path = "terminal/encode.rs"]
mod encode;
#[cfg(test)]
#[path = "terminal/harness.rs"]
mod harness;
#[cfg(test)]
#[path = "terminal/mouse.rs"]
mod mouse;
#[cfg(test)]
#[path = "terminal/program.rs"]
mod program;
#[cfg(test)]
#[path = "terminal/progress.rs"]
mod progress;
#[cfg(test)]
#[path = "terminal/spoken.rs"]
mod spoken;
#[cfg(test)]
#[path = "terminal/threads.rs"]
mod threads;
#[cfg(test)]
#[path = "terminal/ways_out.rs"]
mod ways_out;

use std::process::{Command, Stdio};
use std::time::Duration;

use child::{CHILD, DEAF};
use harness::Pty;
use rustix::process::Signal;

/// Not a test of its own: the program that the other tests run.
#[test]
fn the_program_under_test() {
    if std::env::var_os(CHILD).is_some() {
        std::process::exit(child::run());
    }
}

const ARGUMENTS: [&str; 3] = ["--exact", "the_program_under_test", "--nocapture"];

fn this_program() -> String {
    std::env::current_exe().unwrap_or_default().to_string_lossy().into_owned()
}

/// The program in a terminal of 60x12, its first frame drawn.
fn start(env: &[(&str, &str)]) -> Pty {
    let program = this_program();
    let command: Vec<_> = std::iter::once(program.as_str()).chain(ARGUMENTS).collect();
    let env: Vec<_> = std::iter::once((CHILD, "1")).chain(env.iter().copied()).collect();
    let mut pty = Pty::spawn(&command, &env, 60, 12);
    pty.wait_for_text("keys 0.");
    pty
}

/// Where the output has these bytes for the first time.
fn position(pty: &Pty, bytes: &[u8]) -> Option<usize> {
    pty.raw().windows(bytes.len()).position(|window| window == bytes)
}

#[test]
fn it_enters_with_every_mode_and_leaves_with_none() {
    let mut pty = start(&[]);
    let all = ["alternate screen", "hidden caret", "bracketed paste", "mouse", "keyboard flags", "raw mode"];
    assert_eq!(pty.left_on(), all);
    pty.keys("j");
    pty.wait_for_text("keys 1.");
    pty.keys("q");
    assert_eq!(pty.wait_exit(), 0);
    assert_eq!(pty.left_on(), [""; 0]);
    assert_eq!(pty.log().unhandled, [""; 0], "nothing is asked, nothing unknown is sent");
}

#[test]
fn a_panic_gives_the_terminal_back_before_its_message() {
    let mut pty = start(&[]);
    pty.keys("p");
    assert_eq!(pty.wait_exit(), 101);
    assert_eq!(pty.left_on(), [""; 0]);
    let message = position(&pty, b"as asked").expect("the message of the panic");
    assert!(position(&pty, b"\x1b[?1049l").expect("the way out") < message);
}

#[test]
fn a_panic_in_another_thread_stops_the_drawing_too() {
    let mut pty = start(&[]);
    pty.keys("t");
    assert_eq!(pty.wait_exit(), 74);
    assert_eq!(pty.left_on(), [""; 0]);
    assert!(pty.screen().contains("as asked, elsewhere"), "{}", pty.screen());
}

#[test]
fn signals_end_it_with_their_status_and_a_clean_terminal() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)]
    {
        let mut pty = start(&[]);
        pty.signal(signal);
        assert_eq!(pty.wait_exit(), status);
        assert_eq!(pty.left_on(), [""; 0]);
    }
}

#[test]
fn a_closed_terminal_ends_it() {
    // Either the signal is heard first or the frame that nobody takes.
    let status = start(&[]).vanish("j");
    assert!([129, 74].contains(&status), "{status}");
    assert_eq!(start(&[(CHILD, DEAF)]).vanish("j"), 70);
}

#[test]
fn it_stops_to_the_shell_and_comes_back() {
    let mut pty = Pty::spawn(&["bash", "--norc", "-i"], &[(CHILD, "1"), ("PS1", "ready> ")], 60, 12);
    pty.wait_for_text("ready>");
    // bash edits its line in a mode of its own; `keys` would paste, so the line is typed as bytes.
    pty.bytes(format!("{} {}\r", this_program(), ARGUMENTS.join(" ")).as_bytes());
    pty.wait_for_text("keys 0.");
    pty.keys("e<C-z>");
    pty.wait_for_text("Stopped");
    pty.wait_for_text("fg comes back");
    let raw = pty.raw().len();
    assert!(!pty.left_on().contains(&"alternate screen") && !pty.left_on().contains(&"mouse"));
    assert!(!pty.left_on().contains(&"keyboard flags") && !pty.left_on().contains(&"caret shape"));
    pty.bytes(b"fg\r");
    pty.wait_for_text("keys 0.");
    assert!(pty.raw()[raw..].windows(4).any(|bytes| bytes == b"\x1b[2J"));
    pty.keys("j");
    pty.wait_for(|screen| screen.contents().contains("keys 1.") && !screen.hide_cursor());
    pty.keys("q");
    pty.wait_for(|screen| !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>"));
    pty.bytes(b"exit 7\r");
    assert_eq!(pty.wait_exit(), 7);
}

#[test]
fn where_no_shell_waits_it_does_not_stop() {
    let mut pty = start(&[]);
    pty.keys("<C-z>");
    pty.wait_for_text("no shell");
}

#[test]
fn a_stop_that_cannot_be_caught_is_mended_when_it_goes_on() {
    let mut pty = start(&[]);
    let raw = pty.raw().len();
    pty.signal(Signal::STOP);
    pty.signal(Signal::CONT);
    // The screen says nothing of it: what is awaited are the bytes that set the modes again.
    let is_set = |pty: &Pty| pty.raw()[raw..].windows(5).any(|bytes| bytes == b"\x1b[>1u");
    for _ in 0..500 {
        if is_set(&pty) {
            break;
        }
        pty.settle(Duration::from_millis(10));
    }
    assert!(is_set(&pty), "the modes are set again");
    pty.keys("j");
    pty.wait_for_text("keys 1.");
    assert_eq!(pty.left_on().len(), 6);
    pty.keys("q");
    assert_eq!(pty.wait_exit(), 0);
    assert_eq!(pty.left_on(), [""; 0]);
}

#[test]
fn a_burst_of_keys_is_answered_whole_without_one_key_more() {
    let mut pty = start(&[]);
    pty.keys(&"j".repeat(3000));
    pty.wait_for_text("keys 3000.");
    pty.keys("j");
    pty.wait_for_text("keys 3001.");
}

#[test]
fn a_long_paste_is_one_event_and_keys_after_it_are_keys() {
    let mut pty = start(&[]);
    pty.keys(&format!("<Paste>{}<PasteEnd>j", "two\nlines ".repeat(2000)));
    pty.wait_for(|screen| {
        screen.contents().contains("pasted [20000]") && screen.contents().contains("keys 1.")
    });
}

#[test]
fn a_key_that_changes_nothing_sends_nothing() {
    let mut pty = start(&[]);
    pty.keys("e");
    pty.wait_for(|screen| !screen.hide_cursor());
    let (raw, frames) = (pty.raw().len(), pty.log().frames);
    pty.keys("n");
    pty.settle(Duration::from_millis(50));
    assert_eq!(pty.raw().len(), raw);
    pty.keys("j");
    pty.wait_for_text("quiet 1.");
    assert_eq!(pty.log().frames, frames + 1);
}

#[test]
fn the_caret_is_a_steady_bar_while_it_is_wanted_and_its_shape_is_sent_once() {
    let mut pty = start(&[]);
    pty.keys("e");
    pty.wait_for(|screen| !screen.hide_cursor() && screen.cursor_position() == (0, 5));
    assert_eq!(pty.cells().cursor_style(), vt100::CursorStyle::SteadyVerticalBar);
    pty.keys("e");
    pty.wait_for(vt100::Screen::hide_cursor);
    pty.keys("ej");
    pty.wait_for(|screen| !screen.hide_cursor() && screen.contents().contains("keys 1."));
    assert_eq!(pty.cells().cursor_position(), (0, 5));
    assert_eq!(pty.raw().windows(5).filter(|bytes| bytes == b"\x1b[6 q").count(), 1);
    pty.keys("q");
    assert_eq!(pty.wait_exit(), 0);
    assert_eq!(pty.left_on(), [""; 0]);
}

#[test]
fn a_new_size_is_drawn_and_the_mouse_is_heard() {
    let mut pty = start(&[]);
    pty.resize(40, 8);
    pty.wait_for_text("size 40x8.");
    pty.bytes(b"\x1b[<0;3;2M\x1b[<0;3;2m\x1b[<64;3;2M\x1b[<2;3;2M\x1b[<16;3;2M\x1b[<1;3;2M\x1b[<64;3;2M");
    pty.wait_for_text("mouse 6.");
}

#[test]
fn a_lent_terminal_belongs_to_the_other_program() {
    let mut pty = start(&[]);
    pty.keys("jl");
    pty.wait_for_text("type: ");
    assert_eq!(pty.left_on(), [""; 0]);
    pty.keys("hello from jq<CR>");
    pty.wait_for_text("lent hello from jq.");
    pty.keys("j");
    pty.wait_for_text("keys 2.");
}

#[test]
fn copied_text_goes_to_the_terminals_clipboard() {
    let mut pty = start(&[]);
    pty.keys("cj");
    pty.wait_for_text("keys 1.");
    assert_eq!(pty.log().clipboard, ["bWludXRlcw=="]);
}

#[test]
fn no_color_keeps_bold() {
    let mut pty = start(&[("NO_COLOR", "1")]);
    assert!(pty.cells().cell(0, 0).unwrap().bold());
    pty.keys("q");
    assert_eq!(pty.wait_exit(), 0);
}

#[test]
fn it_refuses_a_pipe_and_a_dumb_terminal_before_any_escape() {
    let piped =
        Command::new(this_program()).args(ARGUMENTS).env(CHILD, "1").stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(piped.stderr).unwrap();
    assert_eq!(piped.status.code(), Some(2));
    assert!(said.contains("standard input is not a terminal"), "{said}");
    assert!(!piped.stdout.contains(&0x1b));

    let program = this_program();
    let command: Vec<_> = std::iter::once(program.as_str()).chain(ARGUMENTS).collect();
    let mut pty = Pty::spawn(&command, &[(CHILD, "1"), ("TERM", "dumb")], 60, 12);
    assert_eq!(pty.wait_exit(), 2);
    assert!(pty.screen().contains("TERM=dumb"), "{}", pty.screen());
    assert!(!pty.raw().contains(&0x1b));
}
