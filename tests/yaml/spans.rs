//! The span tree: where values stand, what they read as, and a part of a text read alone.

use stratboard::yaml::{Kind, New, Style, Tree, insert, line_col, move_within, set};

use crate::boards::A;
use crate::operations::find;
use crate::oracle::data_of;

fn slice<'t>(tree: &Tree<'t>, path: &str) -> &'t str {
    let node = find(tree, path).unwrap_or_else(|| panic!("nothing at {path}"));
    &tree.text()[tree.span(node)]
}

#[test]
fn a_span_holds_the_value_as_written_and_nothing_else() {
    let tree = Tree::parse(A).unwrap();
    assert_eq!(slice(&tree, "sheets/0/strengths/2/text"), "\"Industry-leading: price-to-performance\"");
    assert_eq!(slice(&tree, "x-owner"), "{team: sales, mail: 'a@b.c'}");
    assert_eq!(slice(&tree, "sheets/1/went_well"), "- plain text without a tag\n  - last item");
    assert_eq!(
        slice(&tree, "sheets/0/strengths/2"),
        "tag: VALUE\n    text: \"Industry-leading: price-to-performance\"\n    votes: 3"
    );
    let note = "|\n      first line\n      second line\n\n      last line";
    assert_eq!(slice(&tree, "sheets/0/opportunities/0/NOTE"), note);
    let threats = find(&tree, "sheets/0/threats").unwrap();
    assert!(tree.span(threats).is_empty() && tree.text()[..tree.span(threats).start].ends_with("threats:"));
}

#[test]
fn block_scalars_end_where_their_text_ends() {
    let cases = [
        ("a: |\n  x\n\n\nb: 1\n", "|\n  x"),
        ("a: |+\n  x\n\n\nb: 1\n", "|+\n  x\n\n"),
        ("a: |+\n\n\nb: 1\n", "|+\n\n"),
        ("a: |+  # c\nb: 1\n", "|+"),
        ("a: >-   # c\n    x\n      # c\n  # d\nb: 1\n", ">-   # c\n    x\n      # c"),
        ("a: |\r\n  x\r\n\r\nb: 1\r\n", "|\r\n  x"),
        ("a:   # c | >\n  &x !!str\n  |2-\n    x\n", "|2-\n    x"),
        ("a: |+\n  x", "|+\n  x"),
        ("a: |\n  x\n     \n \nb: 1\n", "|\n  x\n     "),
    ];
    for (text, wanted) in cases {
        assert_eq!(slice(&Tree::parse(text).unwrap(), "a"), wanted, "{text:?}");
    }
}

#[test]
fn lists_start_at_their_dash_and_keys_may_be_explicit() {
    let tree = Tree::parse("k:\n- a\n-\n- - x\n  - y\n? q\n: - z\n? r\n").unwrap();
    assert_eq!(slice(&tree, "k"), "- a\n-\n- - x\n  - y");
    assert_eq!(slice(&tree, "k/2"), "- x\n  - y");
    assert_eq!(slice(&tree, "q"), "- z");
    assert_eq!(slice(&tree, "r"), "");
    let flow = Tree::parse("[a: b, {x: 1}: c, {y: 2}, ? d : e]").unwrap();
    let root = flow.root().unwrap();
    let items: Vec<_> = flow.items(root).map(|n| &flow.text()[flow.span(n)]).collect();
    assert_eq!(items, ["a: b", "{x: 1}: c", "{y: 2}", "d : e"]);
}

#[test]
fn texts_are_as_written_and_borrowed_where_the_bytes_are_the_text() {
    let tree =
        Tree::parse("- no\n- 1.10\n- ~\n-\n- 'it''s'\n- \"小米\"\n- NULL\n- 'null'\n- a\n  b\n").unwrap();
    let items: Vec<_> = tree.items(tree.root().unwrap()).collect();
    let values: Vec<_> = items.iter().map(|&n| tree.value(n)).collect();
    assert_eq!(values, ["no", "1.10", "~", "", "it's", "小米", "NULL", "null", "a b"]);
    let nulls: Vec<_> = items.iter().map(|&n| tree.is_null(n)).collect();
    assert_eq!(nulls, [false, false, true, true, false, false, true, false, false]);
    for (&n, borrowed) in items.iter().zip([true, true, true, true, false, true, true, true, false]) {
        assert_eq!(tree.borrowed(n).is_some(), borrowed, "{:?}", tree.value(n));
        assert!(tree.borrowed(n).is_none_or(|range| &tree.text()[range] == tree.value(n)));
    }
}

#[test]
fn an_alias_reads_as_its_anchor() {
    let tree = Tree::parse("a: &x {k: v}\nb: *x\nc: &y text\nd: *y\n").unwrap();
    let at = |path| find(&tree, path).unwrap();
    assert!(tree.has_anchors());
    assert_eq!((tree.kind(at("b")), tree.resolve(at("b"))), (Kind::Alias, at("a")));
    assert_eq!((tree.value(at("d")), slice(&tree, "d")), ("text", "*y"));
    assert!(!Tree::parse(A).unwrap().has_anchors());
}

#[test]
fn a_region_is_the_items_lines_with_the_comments_directly_above() {
    let tree = Tree::parse(A).unwrap();
    let at = |path| find(&tree, path).unwrap();
    let strategy = at("sheets/0/strengths/1");
    assert!(
        A[tree.own_lines(strategy)].starts_with("  - STRATEGY")
            && A[tree.own_lines(strategy)].ends_with("growth model\n")
    );
    assert!(A[tree.region(strategy)].starts_with("  # two engines\n  - STRATEGY"));
    assert_eq!(tree.region(at("sheets/1/went_well/1")).end, A.len());
    let open = Tree::parse(A.trim_end()).unwrap();
    assert_eq!(open.own_lines(find(&open, "sheets/1/went_well/1").unwrap()).end, A.len() - 1);
    let other = Tree::parse("k:\n  - a\n    # deeper\n  - b\n# less deep\n  - c\n  # blank below\n\n  - d\n")
        .unwrap();
    for path in ["k/1", "k/2", "k/3"] {
        let item = find(&other, path).unwrap();
        assert_eq!(other.region(item), other.own_lines(item));
    }
    let quoted = Tree::parse("k:\n- \"a\n # no comment\"\n- b\n").unwrap();
    assert_eq!(&quoted.text()[quoted.region(find(&quoted, "k/1").unwrap())], "- b\n");
}

#[test]
fn a_part_reads_as_in_the_whole_text_with_the_same_offsets() {
    let tree = Tree::parse(A).unwrap();
    let list = find(&tree, "sheets/0/strengths").unwrap();
    let items: Vec<_> = tree.items(list).collect();
    let lines = tree.region(items[1]).start..tree.own_lines(items[2]).end;
    let part = Tree::parse_part(A, lines).unwrap();
    let root = part.root().unwrap();
    assert_eq!(part.kind(root), Kind::Sequence { flow: false });
    let inside: Vec<_> = part.items(root).collect();
    assert_eq!(inside.len(), 2);
    for (&n, &whole) in inside.iter().zip(&items[1..]) {
        assert_eq!((part.span(n), part.region(n)), (tree.span(whole), tree.region(whole)));
        assert_eq!(data_of(&part, n), data_of(&tree, whole));
    }
    assert_eq!(move_within(&part, root, 0, 1), move_within(&tree, list, 1, 2));
    let new = New::Map(vec![("results".into(), New::List(vec![New::Scalar("x".into())]))]);
    assert_eq!(insert(&part, root, 1, &new), insert(&tree, list, 2, &new));
    let value = part.entries(inside[0]).next().unwrap().1;
    assert_eq!(part.kind(value), Kind::Scalar(Style::Plain));
    assert_eq!(set(&part, value, "a: b").unwrap()[0].range, part.span(value));
}

#[test]
fn a_part_counts_every_anchor_as_used_elsewhere() {
    let text = "k:\n- &a x\n- *b\n- y\n";
    let part = Tree::parse_part(text, 3..text.len()).unwrap();
    let items: Vec<_> = part.items(part.root().unwrap()).collect();
    assert_eq!((part.resolve(items[1]), part.value(items[1])), (items[1], ""));
    assert!(set(&part, items[0], "z").unwrap_err().reason.contains("&a in line 2"));
    assert_eq!(set(&part, items[1], "z").unwrap().len(), 1);
}

#[test]
fn duplicate_keys_are_found_with_both_places() {
    let tree = Tree::parse("a: 1\nb: 2\n'a': 3\na: 4\n").unwrap();
    let places: Vec<_> = tree
        .duplicate_keys(tree.root().unwrap())
        .into_iter()
        .map(|(first, second)| [first, second].map(|n| line_col(tree.text(), tree.span(n).start)))
        .collect();
    assert_eq!(places, [[(1, 1), (3, 1)], [(1, 1), (4, 1)]]);
    assert_eq!(tree.value(tree.get(tree.root().unwrap(), "a").unwrap()), "1");
}
