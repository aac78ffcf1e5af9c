//! Operations the edit table does not show, each to the byte.

use stratboard::yaml::{self, Lifted, New, Tree};

use crate::operations::{Op, Outcome, find, map, text, try_edit};

fn result(source: &str, op: &Op) -> String {
    match try_edit(source, op) {
        Some(Outcome::Right(result)) => result,
        other => panic!("{op:?}: {other:?}"),
    }
}

fn refusal(source: &str, op: &Op) -> String {
    match try_edit(source, op) {
        Some(Outcome::Refused(reason)) => reason,
        other => panic!("{op:?}: {other:?}"),
    }
}

fn promote(path: &str, key: &str, fields: &[(&str, New)]) -> Op {
    Op::Promote(path.into(), key.into(), fields.iter().map(|(k, v)| ((*k).into(), v.clone())).collect())
}

#[test]
fn a_promoted_item_keeps_its_bytes_and_its_comment() {
    let votes = [("votes", New::Bare("1".into()))];
    let cases = [
        ("- one   # c\n- x", 0, "- text: one   # c\n  votes: 1\n- x"),
        ("- x\n-   'two'", 1, "- x\n-   text: 'two'\n    votes: 1"),
        ("- one\n  two   # c\n", 0, "- text: one\n    two   # c\n  votes: 1\n"),
        ("- |\n  one\n\n  two\n# c\n", 0, "- text: |\n    one\n\n    two\n  votes: 1\n# c\n"),
        ("-\n  one\n", 0, "-\n  text: one\n  votes: 1\n"),
        ("- [a, b]\n-   # c\n", 1, "- [a, b]\n- text:   # c\n  votes: 1\n"),
        ("- &x one\n- *x\n", 0, "- text: &x one\n  votes: 1\n- *x\n"),
    ];
    for (source, index, wanted) in cases {
        assert_eq!(result(source, &promote(&index.to_string(), "text", &votes)), wanted);
    }
    assert_eq!(result("t: [a, 'b']\n", &promote("t/1", "k", &votes)), "t: [a, {k: 'b', votes: 1}]\n");
    assert_eq!(result("t: [a, 'b']\n", &promote("t/0", "k", &[])), "t: [{k: a}, 'b']\n");
}

#[test]
fn a_removed_key_takes_its_lines_and_the_comment_above() {
    let source = "- a: 1   # one\n  # two\n  b: 2\n\n  c:\n  - x\n  d: |\n    y\n# end\n";
    let remove = |key: &str| result(source, &Op::RemoveKey("0".into(), key.into()));
    assert_eq!(remove("b"), "- a: 1   # one\n\n  c:\n  - x\n  d: |\n    y\n# end\n");
    assert_eq!(remove("c"), "- a: 1   # one\n  # two\n  b: 2\n\n  d: |\n    y\n# end\n");
    assert_eq!(remove("d"), "- a: 1   # one\n  # two\n  b: 2\n\n  c:\n  - x\n# end\n");
    assert!(refusal(source, &Op::RemoveKey("0".into(), "a".into())).contains("line 1"));
    assert_eq!(result("- a: 1   # c\n  b: 2\n", &Op::RemoveKey("0".into(), "a".into())), "- b: 2\n");
    assert_eq!(result("m: {a: 1, b: 2}\n", &Op::RemoveKey("m".into(), "a".into())), "m: {b: 2}\n");
    assert_eq!(result("m: {a: 1, b: 2}\n", &Op::RemoveKey("m".into(), "b".into())), "m: {a: 1}\n");
    assert!(refusal("- a: 1\n", &Op::RemoveKey("0".into(), "a".into())).contains("only key"));
}

#[test]
fn a_key_goes_below_one_marked_with_a_question_mark_and_into_braces_of_its_own() {
    let add = |path: &str, before: Option<&str>| {
        Op::AddKey(path.into(), "votes".into(), New::Bare("1".into()), before.map(str::to_owned))
    };
    let marked = "- ? A\n  : b\n- x\n";
    assert_eq!(result(marked, &add("0", None)), "- ? A\n  : b\n  votes: 1\n- x\n");
    assert_eq!(result("t: [A: b, c]   # c\n", &add("t/0", None)), "t: [{A: b, votes: 1}, c]   # c\n");
    assert_eq!(result("t: [A: b, c]\n", &add("t/0", Some("A"))), "t: [{votes: 1, A: b}, c]\n");
}

#[test]
fn a_key_goes_before_a_known_one_and_onto_the_dash_line() {
    let source = "- a: 1\n  # about b\n  b: 2\n";
    let add = |before: &str| Op::AddKey("0".into(), "k".into(), text("v"), Some(before.into()));
    assert_eq!(result(source, &add("b")), "- a: 1\n  k: v\n  # about b\n  b: 2\n");
    assert_eq!(result(source, &add("a")), "- k: v\n  a: 1\n  # about b\n  b: 2\n");
    let flow =
        |before: Option<&str>| Op::AddKey("m".into(), "k".into(), text("v, w"), before.map(str::to_owned));
    assert_eq!(result("m: {a: 1}\n", &flow(None)), "m: {a: 1, k: 'v, w'}\n");
    assert_eq!(result("m: {a: 1}\n", &flow(Some("a"))), "m: {k: 'v, w', a: 1}\n");
    assert_eq!(result("m: {}\n", &flow(None)), "m: {k: 'v, w'}\n");
    assert!(refusal(source, &Op::AddKey("0".into(), "b".into(), text("v"), None)).contains("line 3"));
    let long = "k".repeat(1001);
    assert!(refusal(source, &Op::AddKey("0".into(), long, text("v"), None)).contains("1000 characters"));
}

#[test]
fn nested_lists_are_indented_as_the_files_first_list_is() {
    let results = New::Map(vec![
        ("GOAL".into(), text("g")),
        ("results".into(), New::List(vec![map("KR", "one\ntwo"), New::Map(Vec::new())])),
    ]);
    let insert = Op::Insert("l".into(), 1, results);
    assert_eq!(
        result("l:\n  -   x\n", &insert),
        "l:\n  -   x\n  -   GOAL: g\n      results:\n        -   KR: |-\n              one\n              two\n        -   {}\n"
    );
    assert_eq!(
        result("l:\n- x\n", &insert),
        "l:\n- x\n- GOAL: g\n  results:\n  - KR: |-\n      one\n      two\n  - {}\n"
    );
}

#[test]
fn a_comment_as_deep_as_a_block_would_be_keeps_the_block_away() {
    let source = "l:\n- x\n    # deep\n- y\n";
    assert_eq!(result(source, &Op::Set("l/0".into(), "a\nb".into())), "l:\n- \"a\\nb\"\n    # deep\n- y\n");
    let below = "l:\n- |\n  a\n- y\n    # deep\n";
    assert!(refusal(below, &Op::Move("l".into(), 0, 1)).contains("line 5"));
    assert_eq!(
        result(below, &Op::Insert("l".into(), 2, text("a\nb"))),
        "l:\n- |\n  a\n- y\n- \"a\\nb\"\n    # deep\n"
    );
}

#[test]
fn a_value_changes_its_notation_without_losing_the_comment() {
    let set = |source: &str, value: &str| result(source, &Op::Set("a".into(), value.into()));
    assert_eq!(set("a: |   # c\n  x\n  y\n\nb: 1\n", " z"), "a: ' z'   # c\n\nb: 1\n");
    assert_eq!(set("a: |+   # c\n  x\n\nb: 1\n", "y\nz"), "a: |-   # c\n  y\n  z\nb: 1\n");
    assert_eq!(set("a: |2-\n    x\nb: 1\n", "y\n"), "a: |\n  y\nb: 1\n");
    assert_eq!(set("a:   # c\nb: 1\n", "x\ny"), "a: |-   # c\n  x\n  y\nb: 1\n");
    assert_eq!(set("a: \"x\"\n", "y\nz"), "a: \"y\\nz\"\n");
    assert_eq!(set("a: 'x'", "y\nz\n"), "a: |\n  y\n  z\n");
    assert_eq!(set("a: [x,\n  y]   # c\n", "z"), "a: z   # c\n");
    assert_eq!(set("a:\n- x   # c\n", "z"), "a: z   # c\n");
    assert_eq!(set("{a, b: }\n", "z"), "{a: z, b: }\n");
    assert_eq!(result("a: 3   # c\n", &Op::Bare("a".into(), "4".into())), "a: 4   # c\n");
    assert_eq!(result("'k': v\n", &Op::Rename(String::new(), "k".into(), "a: b".into())), "'a: b': v\n");
    assert!(refusal("k: v\nl: w\n", &Op::Rename(String::new(), "l".into(), "k".into())).contains("line 1"));
    assert!(refusal("a:\n- x\n- y\n", &Op::Set("a".into(), "z".into())).contains("several lines"));
}

#[test]
fn setting_the_same_text_changes_nothing() {
    let tree = Tree::parse("a: no\nb: ~\n").unwrap();
    assert_eq!(yaml::set(&tree, find(&tree, "a").unwrap(), "no"), Ok(Vec::new()));
    assert_eq!(yaml::set(&tree, find(&tree, "b").unwrap(), "~").unwrap()[0].text, "'~'");
}

#[test]
fn lifted_lines_are_laid_down_at_the_other_lists_indentation() {
    let source = Tree::parse("s:\r\n  k:\r\n    # c\r\n    - a: |\r\n        x\r\n      b: 1").unwrap();
    let lifted = yaml::lift(&source, find(&source, "s/k").unwrap(), 0).unwrap();
    assert_eq!(
        (lifted.lines.as_str(), lifted.column),
        ("    # c\r\n    - a: |\r\n        x\r\n      b: 1\r\n", 4)
    );
    let lay = |target: &str, lifted: &Lifted| {
        let tree = Tree::parse(target).unwrap();
        let patches = yaml::lay(&tree, find(&tree, "l").unwrap(), 0, lifted)?;
        let mut text = target.to_owned();
        yaml::apply(&mut text, &patches);
        Ok::<_, yaml::Refusal>(text)
    };
    assert_eq!(lay("l:\n- y\n", &lifted).unwrap(), "l:\n# c\n- a: |\n    x\n  b: 1\n- y\n");
    assert_eq!(lay("l: []   # e", &lifted).unwrap(), "l:   # e\n# c\n- a: |\n    x\n  b: 1");
    assert!(lay("l: [x]\n", &lifted).unwrap_err().reason.contains("one plain line"));
    let flow = Tree::parse("f: ['q', {k: v}, 7]\n").unwrap();
    let items: Vec<_> = (0..3).map(|i| yaml::lift(&flow, find(&flow, "f").unwrap(), i).unwrap()).collect();
    assert_eq!(lay("l:\n  - y\n", &items[1]).unwrap(), "l:\n  - {k: v}\n  - y\n");
    assert_eq!(lay("l: [y]\n", &items[2]).unwrap(), "l: [7, y]\n");
    let broken = Lifted { lines: "no item\n".into(), column: 0 };
    assert!(lay("l:\n- y\n", &broken).is_err());
}

#[test]
fn an_alias_does_not_come_before_its_anchor() {
    let source = "l:\n- &a x\n- y\n- *a\n";
    assert!(refusal(source, &Op::Move("l".into(), 2, 0)).contains("line 2"));
    assert_eq!(result(source, &Op::Move("l".into(), 2, 1)), "l:\n- &a x\n- *a\n- y\n");
    let inside = "m: &m\n  l:\n  - x\nn: *m\n";
    assert!(refusal(inside, &Op::Insert("m/l".into(), 0, text("y"))).contains("&m in line 1"));
}

#[test]
fn an_item_moves_into_a_list_inside_the_item_before_it() {
    let source = "l:\n- a: 1\n  results: []\n# c\n- b";
    let op = Op::MoveTo("l".into(), 1, "l/0/results".into(), 0);
    assert_eq!(result(source, &op), "l:\n- a: 1\n  results:\n  # c\n  - b");
}

#[test]
fn a_block_at_the_very_end_keeps_the_line_end_its_text_needs() {
    let append = |value: &str| Op::Insert("l".into(), 1, text(value));
    assert_eq!(result("l:\n- x", &append("a\nb\n")), "l:\n- x\n- |\n  a\n  b\n");
    assert_eq!(result("l:\n- x", &append("a\nb")), "l:\n- x\n- |-\n  a\n  b");
    let moved = Op::Move("l".into(), 0, 1);
    assert_eq!(result("l:\n- |\n  a\n- x", &moved), "l:\n- x\n- |\n  a\n");
    assert_eq!(result("l:\n- >-\n  a\n- x", &moved), "l:\n- x\n- >-\n  a");
    assert_eq!(result("l:\n- |\n  a\n- x", &Op::Delete("l".into(), 1)), "l:\n- |\n  a\n");
}
