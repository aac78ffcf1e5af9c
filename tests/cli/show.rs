use std::io::Read;
use std::process::Stdio;

use crate::sandbox::Sandbox;

#[test]
fn a_board_is_shown_as_text_whatever_the_path_names() {
    let sandbox = Sandbox::with_samples();
    let by_file = sandbox.printed(&["show", "boards/xiaomi-sales/2025-Q3.yaml"]);
    assert!(by_file.starts_with("Xiaomi Sales · 2025-Q3\n"), "{by_file}");
    assert_eq!(
        by_file,
        sandbox.printed(&["show", "boards/xiaomi-sales"]),
        "a board folder is its latest period"
    );
    assert!(
        sandbox.printed(&["show", "boards"]).starts_with("Xiaomi Sales · 2025-Q3\n"),
        "a workspace is its first board"
    );
}

#[test]
fn nothing_but_text_goes_into_a_pipe_and_no_line_is_too_wide() {
    let sandbox = Sandbox::with_samples();
    let text = sandbox.printed(&["show", "boards/xiaomi-sales/2025-Q2.yaml", "--width", "50"]);
    assert!(!text.contains('\x1b'));
    assert!(text.lines().all(|line| line.chars().count() <= 50 && line.trim_end() == line), "{text}");
    for words in
        ["Strengths (5)", "  1. ECOSYSTEM: ", "Key Priorities (4)", "GLOBAL IOT DEVICE CONNECTIONS: 700M"]
    {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn one_sheet_can_be_shown() {
    let sandbox = Sandbox::with_samples();
    let text = sandbox.printed(&["show", "boards/xiaomi-sales/2025-Q2.yaml", "-s", "2"]);
    assert!(text.contains("2  Plan") && !text.contains("Strengths"), "{text}");
    let outcome = sandbox.run(&["show", "boards/your-team-retro.yaml", "--sheet", "2"]);
    assert_eq!((outcome.status, outcome.out.as_str()), (1, ""));
    assert!(outcome.err.contains("the board has 1 sheet"), "{}", outcome.err);
    assert_eq!(sandbox.run(&["show", "boards", "--sheet", "0"]).status, 2);
}

#[test]
fn json_is_the_same_as_the_export() {
    let sandbox = Sandbox::with_samples();
    for sheet in [&[][..], &["--sheet", "2"]] {
        let shown = sandbox.printed(&[&["show", "boards", "--json"], sheet].concat());
        assert_eq!(shown, sandbox.printed(&[&["export", "boards", "--to", "json"], sheet].concat()));
    }
    assert_eq!(sandbox.run(&["show", "boards", "--json", "--width", "40"]).status, 2);
}

#[test]
fn a_refused_file_is_told_on_standard_error_alone() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: A\nsheets: 5\n");
    for arguments in [&["show", "a.yaml"][..], &["export", "a.yaml", "--to", "json"]] {
        let outcome = sandbox.run(arguments);
        assert_eq!((outcome.status, outcome.out.as_str()), (1, ""));
        assert_eq!(
            outcome.err,
            "a.yaml:2:9: sheets must be a list\n    write each sheet as an item: - kind: swot\n"
        );
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let sandbox = Sandbox::new();
    let many = "  - words that fill the pipe to the brim\n".repeat(20_000);
    sandbox.write("a.yaml", &format!("title: A\nsheets:\n- kind: retro\n  went_well:\n{many}"));
    let mut command = sandbox.command(&["show", "a.yaml"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 10]).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &[][..]));
}
