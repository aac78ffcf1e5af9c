use crate::sandbox::Sandbox;

#[test]
fn boards_and_periods_stand_in_a_table() {
    let sandbox = Sandbox::with_samples();
    let table = sandbox.printed(&["list"]);
    let lines = table.lines().collect::<Vec<_>>();
    assert_eq!(lines.len(), 4, "{table}");
    let column = |word: &str| lines[0].find(word).unwrap();
    assert!(lines[0].starts_with("BOARD "));
    for (line, title, period, path) in [
        (lines[1], "Xiaomi Sales", "2025-Q2", "boards/xiaomi-sales/2025-Q2.yaml"),
        (lines[2], "Xiaomi Sales", "2025-Q3", "boards/xiaomi-sales/2025-Q3.yaml"),
        (lines[3], "Platform team", "", "boards/your-team-retro.yaml"),
    ] {
        assert!(line.starts_with(title) && line[column("PERIOD")..].starts_with(period), "{line}");
        assert_eq!(&line[column("PATH")..], path);
    }
}

#[test]
fn the_columns_hold_for_wide_text() {
    let sandbox = Sandbox::new();
    sandbox.write("boards/a.yaml", "title: 小米\n");
    sandbox.write("boards/b.yaml", "title: Ab\n");
    let table = sandbox.printed(&["list", "boards"]);
    let lines = table.lines().skip(1).map(|line| line.split("boards").next().unwrap()).collect::<Vec<_>>();
    assert_eq!(lines[0].chars().count() + 2, lines[1].chars().count(), "{table}");
}

#[test]
fn items_and_open_actions_are_counted() {
    let sandbox = Sandbox::new();
    let board = "title: A\nperiod: 2025-Q1\nsheets:\n- kind: plan\n  objectives:\n  - G: a\n    results: [b, c]\n\
                 - kind: retro\n  actions:\n  - open\n  - text: closed\n    done: 2025-01-02\n";
    sandbox.write("one.yaml", board);
    let list = sandbox.json(&["list", "one.yaml", "--json"]);
    assert_eq!(list.as_array().unwrap().len(), 1);
    let changed = list[0]["changed"].as_str().unwrap().to_owned();
    assert!(changed.ends_with('Z') && changed.len() == 20, "{changed}");
    let expected = serde_json::json!({"path": "one.yaml", "title": "A", "period": "2025-Q1", "items": 5,
        "open_actions": 1, "changed": changed});
    assert_eq!(list[0], expected);
}

#[test]
fn a_refused_file_is_told_and_passed_over() {
    let sandbox = Sandbox::new();
    sandbox.write("boards/a.yaml", "title: A\n");
    sandbox.write("boards/b.yaml", "title: [\n");
    let outcome = sandbox.run(&["list"]);
    assert_eq!((outcome.status, outcome.out.lines().count()), (0, 2), "{outcome:?}");
    assert!(outcome.err.starts_with("boards/b.yaml:"), "{}", outcome.err);
    assert_eq!(sandbox.run(&["list", "boards/b.yaml"]).status, 1);
}

#[test]
fn without_boards_it_says_how_to_make_one() {
    let sandbox = Sandbox::new();
    for arguments in [&["list"][..], &["list", "nowhere"], &["show", "nowhere"], &["check", "nowhere"]] {
        let outcome = sandbox.run(arguments);
        assert_eq!((outcome.status, outcome.out.as_str()), (1, ""), "{outcome:?}");
        assert!(outcome.err.contains("stratboard new NAME"), "{arguments:?}: {}", outcome.err);
    }
}

#[test]
fn a_file_that_several_names_lead_to_stands_there_once() {
    let sandbox = Sandbox::new();
    sandbox.write("boards/team/2025-Q2.yaml", "title: Team\n");
    sandbox.write("other.yaml", "title: Other\n");
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, sandbox.path(name)).unwrap();
    link("2025-Q2.yaml", "boards/team/current.yaml");
    link("team", "boards/a-team");
    link("../other.yaml", "boards/other.yaml");
    link("../other.yaml", "boards/same.yaml");
    let paths = |arguments: &[&str]| {
        let rows = sandbox.json(arguments);
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| row["path"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(paths(&["list", "--json"]), ["boards/a-team/2025-Q2.yaml", "boards/other.yaml"]);
    assert_eq!(paths(&["list", "boards/team/current.yaml", "--json"]), ["boards/team/current.yaml"]);
    let outcome =
        sandbox.run(&["check", "boards/team/2025-Q2.yaml", "boards/team", "boards/team/2025-Q2.yaml"]);
    assert!(outcome.err.contains("1 file:"), "{outcome:?}");
}
