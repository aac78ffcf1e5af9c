use crate::sandbox::Sandbox;

const BOARD: &str = "\
title: Acme
sheets:
- kind: plan
  objectives:
  - GROW: Twice the reach
    results:
    - USERS: One million more
      own: [x, y]
  metrics:
  - REACH: 700M
- kind: retro
  actions:
  - text: |
      Two
      lines
    owner: Flora
    note: ask Reacher
";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("boards/a/2025-Q1.yaml", BOARD);
    sandbox.write("boards/b.yaml", "title: B\nsheets:\n- kind: retro\n  went_well: [some reach, other]\n");
    sandbox
}

#[test]
fn each_item_is_one_line_with_its_place() {
    assert_eq!(
        sandbox().printed(&["find", "reach"]),
        "boards/a/2025-Q1.yaml:5: GROW: Twice the reach (Plan, Objectives)\n\
         boards/a/2025-Q1.yaml:10: REACH: 700M (Plan, Metrics)\n\
         boards/a/2025-Q1.yaml:13: Two↵lines (Retro, Action Items) note: ask Reacher\n\
         boards/b.yaml:4: some reach (Retro, What Went Well)\n"
    );
    assert_eq!(
        sandbox().printed(&["find", "million", "boards/a"]),
        "boards/a/2025-Q1.yaml:7: USERS: One million more (Plan, GROW)\n"
    );
    assert!(sandbox().printed(&["find", "flora"]).ends_with("(Retro, Action Items) owner: Flora\n"));
}

#[test]
fn a_capital_makes_it_exact_and_no_match_prints_nothing() {
    let sandbox = sandbox();
    assert_eq!(sandbox.printed(&["find", "Reach"]).lines().count(), 1);
    for query in ["nowhere", "", "  ", "FLORA"] {
        assert_eq!(sandbox.printed(&["find", query]), "", "{query:?}");
        assert_eq!(sandbox.json(&["find", query, "--json"]), serde_json::json!([]), "{query:?}");
    }
}

#[test]
fn json_holds_each_item_as_the_boards_json_does() {
    let found = sandbox().json(&["find", "--json", "million"]);
    let expected = serde_json::json!([{"path": "boards/a/2025-Q1.yaml", "line": 7, "sheet": "Plan",
        "pane": "objectives", "objective": "GROW", "tag": "USERS", "text": "One million more",
        "extra": {"own": ["x", "y"]}}]);
    assert_eq!(found, expected);
    let found = sandbox().json(&["find", "reach", "--json"]);
    let lines = found.as_array().unwrap().iter().map(|item| item["line"].as_u64().unwrap());
    assert_eq!(lines.collect::<Vec<_>>(), [5, 10, 13, 4]);
    assert_eq!(found[0]["results"][0]["extra"], serde_json::json!({"own": ["x", "y"]}));
    assert_eq!(found[2]["note"], "ask Reacher");
}

#[test]
fn json_is_the_boards_own_for_every_item() {
    let sandbox = Sandbox::with_samples();
    let whole = sandbox.json(&["export", "boards/xiaomi-sales/2025-Q2.yaml", "--to", "json"]);
    let found = sandbox.json(&["find", "e", "boards/xiaomi-sales/2025-Q2.yaml", "--json"]);
    let found = found.as_array().unwrap();
    assert!(found.len() > 40, "{}", found.len());
    let everywhere = whole.to_string();
    for item in found {
        let mut item = item.as_object().unwrap().clone();
        for place in ["path", "line", "sheet", "pane", "objective"] {
            item.remove(place);
        }
        let item = serde_json::Value::Object(item).to_string();
        assert!(everywhere.contains(&item), "{item}");
    }
}

#[test]
fn a_refused_file_is_told_and_passed_over() {
    let sandbox = sandbox();
    sandbox.write("boards/c.yaml", "title: [\n");
    let outcome = sandbox.run(&["find", "million"]);
    assert_eq!((outcome.status, outcome.out.lines().count()), (0, 1), "{outcome:?}");
    assert!(outcome.err.starts_with("boards/c.yaml:"), "{}", outcome.err);
    assert_eq!(sandbox.run(&["find", "million", "boards/c.yaml"]).status, 1);
    assert_eq!(sandbox.run(&["find", "x", "nowhere"]).status, 1);
    assert_eq!(sandbox.run(&["find"]).status, 2);
}

#[test]
fn lines_are_right_in_a_long_file_with_panes_in_any_order() {
    let items = |pane: &str| {
        let items = (0..300).map(|n| format!("  - needle {pane} {n}\n")).collect::<Vec<_>>().concat();
        format!("  {pane}:\n{items}")
    };
    let text = format!("title: T\r\nsheets:\n- kind: swot\n{}{}", items("threats"), items("strengths"));
    let sandbox = Sandbox::new();
    sandbox.write("t.yaml", &text);
    let found = sandbox.json(&["find", "needle", "t.yaml", "--json"]);
    let lines = text.lines().collect::<Vec<_>>();
    assert_eq!(found.as_array().unwrap().len(), 600);
    for item in found.as_array().unwrap() {
        let line = lines[usize::try_from(item["line"].as_u64().unwrap()).unwrap() - 1];
        assert_eq!(line.trim_start_matches("  - "), item["text"]);
    }
}
