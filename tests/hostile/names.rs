//! Names of files and folders that would act, quote or be taken for options; names that are no text.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use super::inspect::{Form, Run, acting, faults};
use super::runner::{Limits, Room};

const BOARDS: [&[u8]; 3] =
    [b"title: A\nsheets:\n- kind: retro\n  went_well:\n  - a\n", b"title: [\n", b"title: \xff\n"];

fn names() -> Vec<OsString> {
    let long = "n".repeat(240);
    let texts = [
        "\u{1b}]52;c;eA==\u{7}.yaml",
        "\u{1b}[2J.yaml",
        "\u{9b}31m.yaml",
        "\u{202e}lmay.yaml",
        "a\nb.yaml",
        "a\rb.yaml",
        "\u{e0041}\u{200b}.yaml",
        "-rf.yaml",
        "--help.yaml",
        "<script>.yaml",
        "'\"`$(x).yaml",
        "=cmd.yaml",
        "%s%n.yaml",
        " .yaml",
        "2025-Q2.yaml",
        "2025-Q9.yaml",
        "CON.yaml",
        "~.yaml",
        "*.yaml",
        "e\u{301}\u{301}\u{301}.yaml",
        "\t.yaml",
    ];
    let bytes: [&[u8]; 3] = [b"\xff\xfe.yaml", b"a\xc3.yaml", b"\x1b\xff]0;x\x07.yaml"];
    let texts = texts.iter().map(OsString::from).chain([OsString::from(format!("{long}.yaml"))]);
    texts.chain(bytes.map(|name| OsString::from_vec(name.to_vec()))).collect()
}

#[test]
fn no_name_of_a_file_acts_or_is_taken_for_something_else() {
    for (index, name) in names().into_iter().enumerate() {
        let room = Room::new();
        room.put(&name, BOARDS[index % 3]);
        let path = {
            let mut path = OsString::from("./");
            path.push(&name);
            path
        };
        let commands: [&[&str]; 8] = [
            &["list", "."],
            &["list", "--json", "."],
            &["check", "."],
            &["check", "--json"],
            &["show"],
            &["export", "--to", "json"],
            &["open", "--print", "text"],
            &["open", "--print", "ansi", "--keys", "a x<CR><Esc>"],
        ];
        for (at, arguments) in commands.iter().enumerate() {
            let form = [
                Form::Text,
                Form::Json,
                Form::Text,
                Form::Json,
                Form::Text,
                Form::Json,
                Form::Text,
                Form::Ansi,
            ][at];
            let run = Run::new(form, arguments);
            let mut arguments = arguments.iter().map(OsString::from).collect::<Vec<OsString>>();
            if at >= 4 {
                arguments.push(path.clone());
            }
            let outcome = room.run(&arguments, Limits::for_small_files(), 0);
            let found = faults(&run, &outcome).into_iter().filter(|fault| !fault.contains("longest line"));
            assert_eq!(found.collect::<Vec<_>>(), [""; 0], "{name:?} {arguments:?}");
        }
    }
}

#[test]
fn no_argument_and_no_variable_of_the_environment_acts() {
    let act = "\u{1b}]52;c;eA==\u{7}\u{9b}31m\u{202e}\u{e0041}\r";
    let room = Room::new();
    room.put("board.yaml", BOARDS[0]);
    let keys = ["open", "board.yaml", "--print", "text", "--keys"];
    let wrong: [&[&str]; 12] = [
        &[act],
        &["--", act, act],
        &["open", "--size", act],
        &["open", "--period", act, "board.yaml", "--print", "text"],
        &["--keys", act],
        &["--keys", "<\u{1b}]0;x\u{7}>"],
        &["new", act],
        &["new", "a", "--from", act],
        &["export", "board.yaml", "--to", act],
        &["export", "board.yaml", "--to", "json", "-o", act, "-s", "9"],
        &["completions", act],
        &["config", "--print", act],
    ];
    for arguments in wrong {
        let outcome = room.run(arguments, Limits::for_small_files(), 0);
        assert!(matches!(outcome.status, Some(0..=2)), "{arguments:?}");
        for text in [&outcome.out, &outcome.err] {
            assert_eq!(acting(std::str::from_utf8(text).unwrap()), None, "{arguments:?}");
        }
    }
    let mut typed = keys.map(str::to_owned).to_vec();
    typed.push(format!("a{act}<Esc>"));
    let outcome = room.run(&typed, Limits::for_small_files(), 0);
    assert_eq!(acting(std::str::from_utf8(&outcome.out).unwrap()), None);
    assert_eq!(acting(std::str::from_utf8(&outcome.err).unwrap()), None);
}
