use crate::sandbox::{Outcome, Sandbox};

const FIRST: &str = "\
title: Acme
sheets:
- kind: retro
  went_well: [no action]
  actions:
  - EXPAND: Speed up
    owner: Flora
    due: 2025-06-30
    since: 2024-Q4
  - text: |
      Two
      lines
    owner: Wei, Anna
    due: 2025-07-31
  - MARKETING: Spend more
- kind: swot
  strengths: [neither]
- kind: retro
  title: Second
  actions:
  - text: Done long ago
    owner: flora
    due: 2025-01-01
    done: 2025-01-02
  - text: Just done
    done: true
";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("boards/a/2025-Q2.yaml", FIRST);
    sandbox
        .write("boards/b.yaml", "title: B\nsheets:\n- kind: retro\n  actions:\n  - text: x\n    due: soon\n");
    sandbox
}

fn on_12_july(sandbox: &Sandbox, arguments: &[&str]) -> Outcome {
    let mut command = sandbox.command(arguments);
    let output = command.env("STRATBOARD_TODAY", "2025-07-12").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn printed(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let outcome = on_12_july(sandbox, arguments);
    assert_eq!((outcome.status, outcome.err.as_str()), (0, ""), "{arguments:?}");
    outcome.out
}

#[test]
fn each_action_is_one_line_with_who_when_and_since_when() {
    assert_eq!(
        printed(&sandbox(), &["actions"]),
        "boards/a/2025-Q2.yaml:6: EXPAND: Speed up (Retro) · Flora · due 2025-06-30, 12 days late · 9 months old, since 2024-Q4\n\
         boards/a/2025-Q2.yaml:10: Two↵lines (Retro) · Wei, Anna · due 2025-07-31 · 3 months old, since 2025-Q2\n\
         boards/a/2025-Q2.yaml:15: MARKETING: Spend more (Retro) · nobody · no date · 3 months old, since 2025-Q2\n\
         boards/a/2025-Q2.yaml:21: Done long ago (Second) · flora · done 2025-01-02 · since 2025-Q2\n\
         boards/a/2025-Q2.yaml:25: Just done (Second) · nobody · done · since 2025-Q2\n\
         boards/b.yaml:5: x (Retro) · nobody · due soon\n"
    );
}

#[test]
fn what_is_open_and_who_owes_it_can_be_asked_for() {
    let sandbox = sandbox();
    let lines = |arguments: &[&str]| {
        let out = printed(&sandbox, arguments);
        out.lines().map(|line| line.split(':').nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(lines(&["actions", "--open"]), ["6", "10", "15", "5"]);
    assert_eq!(lines(&["actions", "--owner", "FLORA"]), ["6", "21"]);
    assert_eq!(lines(&["actions", "--owner", "flora", "--open"]), ["6"]);
    assert_eq!(lines(&["actions", "--owner", "anna"]), ["10"], "one of two");
    assert_eq!(lines(&["actions", "--owner", "Ann"]), [""; 0], "a name is a whole name");
    assert_eq!(lines(&["actions", "--owner", "nobody", "boards/a"]), ["15", "25"]);
    assert_eq!(lines(&["actions", "boards/b.yaml", "boards/a"]), ["5", "6", "10", "15", "21", "25"]);
}

#[test]
fn what_is_open_stands_by_its_day_over_all_boards() {
    let sandbox = sandbox();
    sandbox.write(
        "boards/c.yaml",
        "title: C\nsheets:\n- kind: retro\n  date: 2025-07-01\n  actions:\n  - text: c\n    due: 2025-07-08\n",
    );
    let out = printed(&sandbox, &["actions", "--open"]);
    let places = out.lines().map(|line| line.split(": ").next().unwrap()).collect::<Vec<&str>>();
    let expected = ["boards/a/2025-Q2.yaml:6", "boards/c.yaml:6", "boards/a/2025-Q2.yaml:10"];
    assert_eq!(
        places,
        [&expected[..], &["boards/a/2025-Q2.yaml:15", "boards/b.yaml:5"]].concat(),
        "no day, no hurry"
    );
    let line =
        "boards/c.yaml:6: c (Retro) · nobody · due 2025-07-08, 4 days late · 11 days old, since 2025-07-01\n";
    assert!(out.contains(line), "the day of the retro says since when: {out}");
    let json: serde_json::Value =
        serde_json::from_str(&printed(&sandbox, &["actions", "--open", "--json"])).unwrap();
    let lines = json.as_array().unwrap().iter().map(|item| item["line"].as_u64().unwrap());
    assert_eq!(lines.collect::<Vec<_>>(), [6, 6, 10, 15, 5]);
}

#[test]
fn json_holds_each_action_as_the_boards_json_does_and_how_it_stands() {
    let out = printed(&sandbox(), &["actions", "--json", "boards/a"]);
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    let expected = serde_json::json!({"path": "boards/a/2025-Q2.yaml", "line": 6, "sheet": "Retro", "pane": "actions",
        "board": "Acme", "period": "2025-Q2", "age_days": 284, "late_days": 12, "tag": "EXPAND", "text": "Speed up",
        "owner": "Flora", "due": "2025-06-30", "since": "2024-Q4"});
    assert_eq!(found[0], expected);
    assert_eq!(found.as_array().unwrap().len(), 5);
    assert_eq!((&found[3]["done"], &found[3]["late_days"]), (&"2025-01-02".into(), &serde_json::Value::Null));
    assert_eq!(printed(&sandbox(), &["actions", "--json", "--owner", "x"]), "[]\n");
}

#[test]
fn a_refused_file_is_told_and_passed_over() {
    let sandbox = sandbox();
    sandbox.write("boards/c.yaml", "title: [\n");
    let outcome = on_12_july(&sandbox, &["actions", "--open"]);
    assert_eq!((outcome.status, outcome.out.lines().count()), (0, 4), "{outcome:?}");
    assert!(outcome.err.starts_with("boards/c.yaml:"), "{}", outcome.err);
    let outcome = on_12_july(&sandbox, &["actions", "nowhere", "boards/b.yaml"]);
    assert_eq!((outcome.status, outcome.out.lines().count()), (1, 1), "{outcome:?}");
    assert_eq!(on_12_july(&sandbox, &["actions", "boards/c.yaml"]).status, 1);
}
