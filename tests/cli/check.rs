use crate::sandbox::Sandbox;

const HINT: &str = "title: A\nsheets:\n- kind: retro\n";
const PROBLEM: &str = "title: A\nsheets:\n- kind: retro\n  went_well:\n  - text: a\n    votes: -3\n";
const REFUSED: &str = "title: A\ntitle: B\n";
const GOOD: &str = "title: A\nsheets:\n- kind: retro\n  went_well: [a]\n";

#[test]
fn findings_stand_with_their_place_and_the_remedy_below() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", PROBLEM);
    let outcome = sandbox.run(&["check", "a.yaml"]);
    let lines = outcome.out.lines().collect::<Vec<_>>();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("a.yaml:6:12: votes: '-3' is not "), "{}", lines[0]);
    assert!(lines[1].starts_with("    write "), "{}", lines[1]);
    assert_eq!((outcome.status, outcome.err.as_str()), (1, "1 file: 1 problem\n"));
}

#[test]
fn problems_and_refusals_fail_and_hints_only_when_strict() {
    let sandbox = Sandbox::new();
    for (text, plain, strict) in
        [(GOOD, 0, 0), (HINT, 0, 1), (PROBLEM, 1, 1), (REFUSED, 1, 1), ("\u{0}", 1, 1)]
    {
        sandbox.write("a.yaml", text);
        assert_eq!(sandbox.run(&["check", "a.yaml"]).status, plain, "{text:?}");
        assert_eq!(sandbox.run(&["check", "--strict", "a.yaml"]).status, strict, "{text:?}");
    }
}

#[test]
fn several_paths_are_checked_and_all_findings_come_together() {
    let sandbox = Sandbox::new();
    sandbox.write("boards/a.yaml", HINT);
    sandbox.write("boards/team/2025-Q2.yml", PROBLEM);
    sandbox.write("b.yaml", REFUSED);
    sandbox.write("boards/.hidden.yaml", "title: [\n");
    let outcome = sandbox.run(&["check", "boards", "b.yaml", "nowhere"]);
    assert_eq!(outcome.status, 1);
    for begin in ["boards/a.yaml:3:3: hint: ", "boards/team/2025-Q2.yml:6:", "b.yaml:2:1: "] {
        assert!(outcome.out.lines().any(|line| line.starts_with(begin)), "{begin}: {}", outcome.out);
    }
    assert!(
        outcome.err.contains("nowhere") && outcome.err.contains("3 files: 1 refused, 1 problem, 1 hint\n")
    );
}

#[test]
fn bytes_that_are_no_text_are_refused_at_their_place() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("a.yaml"), b"title: A\nx: \xff\n").unwrap();
    let outcome = sandbox.run(&["check", "a.yaml"]);
    assert!(outcome.status == 1 && outcome.out.starts_with("a.yaml:2:4: "), "{outcome:?}");
}

#[test]
fn findings_can_be_had_as_json() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", &format!("{PROBLEM}    colour: red\n"));
    let outcome = sandbox.run(&["check", "a.yaml", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    let levels = found.as_array().unwrap().iter().map(|finding| finding["level"].as_str().unwrap());
    assert_eq!(levels.collect::<Vec<_>>(), ["problem", "hint"]);
    assert_eq!(
        (&found[0]["path"], &found[0]["line"], &found[0]["column"]),
        (&"a.yaml".into(), &6.into(), &12.into())
    );
    sandbox.write("a.yaml", GOOD);
    assert_eq!(sandbox.printed(&["check", "a.yaml", "--json"]), "[]\n");
}

#[test]
fn actions_of_a_past_period_are_left_alone() {
    let sandbox = Sandbox::new();
    let late =
        "title: A\nsheets:\n- kind: retro\n  actions:\n  - text: a\n    owner: F\n    due: 2001-02-03\n";
    sandbox.write("boards/team/2001-Q1.yaml", late);
    sandbox.write("boards/team/2001-Q2.yaml", late);
    let out = sandbox.printed(&["check"]);
    assert!(
        out.starts_with("boards/team/2001-Q2.yaml:5:5: hint: the action 'a' was due on 2001-02-03\n"),
        "{out}"
    );
    assert!(!out.contains("2001-Q1.yaml"));
}

#[test]
fn the_sample_boards_have_no_problem() {
    let outcome = Sandbox::with_samples().run(&["check"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
}

#[test]
fn nothing_is_said_of_files_where_none_could_be_read() {
    let outcome = Sandbox::new().run(&["check", "nowhere.yaml"]);
    assert_eq!((outcome.status, outcome.out.as_str()), (1, ""));
    assert!(!outcome.err.contains("0 files"), "{}", outcome.err);
}
