//! The conflict table of the design, one test a row: what ours and theirs did, and the lines that come out.

use super::{merged, open, told};
use stratboard::merge::{Change, Clash, Unmerged, Version, merge};
use stratboard::model::{Address, ListAt};

const HEAD: &str = "title: T\nsheets:\n- kind: swot\n  strengths:\n";

/// A board of one list of strengths.
fn board(items: &str) -> String {
    let lines = items.lines().map(|line| format!("  {line}\n"));
    HEAD.to_owned() + &lines.collect::<String>()
}

/// Merges lists of strengths both ways and returns the lines that come out with ours first; both ways say the same.
fn strengths(base: &str, ours: &str, theirs: &str) -> String {
    let [base, ours, theirs] = [base, ours, theirs].map(board);
    let one = merged(&base, &ours, &theirs).text;
    let other = merged(&base, &theirs, &ours).text;
    assert_eq!(told(open(&one).board()), told(open(&other).board()), "\n{one}\n---\n{other}");
    let lines = one.strip_prefix(HEAD).unwrap().lines().map(|line| line.strip_prefix("  ").unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

const BASE: &str = "- A: one\n- B: two # c\n- C: three";

#[test]
fn both_added_different_items_at_one_place() {
    let (ours, theirs) =
        (format!("{BASE}\n- X: ours"), format!("{BASE}\n# why\n- W: theirs\n  x-key: {{deep: [1]}}"));
    let expected = format!("{BASE}\n# why\n- W: theirs\n  x-key: {{deep: [1]}}\n- X: ours");
    assert_eq!(strengths(BASE, &ours, &theirs), expected);
}

#[test]
fn both_added_the_same_item() {
    let (ours, theirs) = (format!("{BASE}\n- X: 'new'"), format!("- X: new\n{BASE}"));
    assert_eq!(strengths(BASE, &ours, &theirs).matches("X:").count(), 1);
}

#[test]
fn different_fields_of_one_item_are_both_changed() {
    let ours = "- A: one\n  owner: Flora # who\n- B: two # c\n- C: three";
    let theirs = "- A: one\n  due: 2025-06-30\n- B: two # c\n- C: three";
    let expected = "- A: one\n  owner: Flora # who\n  due: 2025-06-30\n- B: two # c\n- C: three";
    assert_eq!(strengths(BASE, ours, theirs), expected);
}

#[test]
fn votes_of_both_are_counted() {
    let votes = |count: u32| format!("- A: one\n  votes: {count}\n- B: two");
    assert_eq!(strengths(&votes(3), &votes(5), &votes(4)), votes(6));
    let ours = format!("{}\n- C: new", votes(4));
    assert_eq!(strengths(&votes(3), &ours, &votes(4)), format!("{}\n- C: new", votes(5)));
}

#[test]
fn words_that_both_changed_are_kept_twice_and_marked() {
    let base = "- A: we sell phones in China\n- B: two";
    let ours = "- A: we sell phones in Africa\n- B: two";
    let theirs = "- A: we sell phones in Europe\n- B: two";
    let mark = "# both changed the item above: keep one of the two, delete the other";
    let expected = format!("- A: we sell phones in Africa\n{mark}\n- A: we sell phones in Europe\n- B: two");
    assert_eq!(strengths(base, ours, theirs), expected);
    assert_eq!(strengths(base, theirs, ours), expected);
    let conflicts = merged(&board(base), &board(ours), &board(theirs)).conflicts;
    assert_eq!((conflicts.len(), conflicts[0].clash), (1, Clash::Pair));
    assert_eq!(conflicts[0].at, Some(Address::Item(ListAt::pane(0, 0).item(1))));
}

#[test]
fn a_field_that_both_changed_otherwise_makes_a_pair() {
    let of = |owner: &str, votes: u32| format!("- A: one\n  owner: {owner}\n  votes: {votes}\n- B: two");
    let text = strengths(&of("Flora", 1), &of("Li", 2), &of("Ann", 3));
    assert_eq!(text.matches("- A: one").count(), 2);
    assert_eq!(text.matches("votes: 4").count(), 2, "both of the pair have all votes: {text}");
    assert!(text.contains("owner: Li") && text.contains("owner: Ann"));
}

#[test]
fn what_one_deleted_and_the_other_changed_stays_with_a_mark() {
    let mark = "# one side deleted this, the other changed it";
    let gone = "- A: one\n- C: three";
    let changed = "- A: one\n- B: two # c\n  note: why\n- C: three";
    let expected = format!("- A: one\n{mark}\n- B: two # c\n  note: why\n- C: three");
    assert_eq!(strengths(BASE, gone, changed), expected);
    assert_eq!(strengths(BASE, changed, gone), expected);
    let merged = merged(&board(BASE), &board(gone), &board(changed));
    assert_eq!(merged.conflicts[0].clash, Clash::Deleted);
}

#[test]
fn what_both_or_one_deleted_is_gone() {
    assert_eq!(
        strengths(BASE, "- A: one\n- C: three", "- A: one\n- C: three\n- D: x"),
        "- A: one\n- C: three\n- D: x"
    );
    assert_eq!(strengths(BASE, "- A: one\n- B: two # c", "- B: two # c\n- C: three"), "- B: two # c");
}

#[test]
fn moved_by_one_and_changed_by_the_other() {
    let moved = "- C: three\n- A: one\n- B: two # c";
    let changed = "- A: one\n- B: two # c\n- C: three\n  votes: 2";
    assert_eq!(strengths(BASE, moved, changed), "- C: three\n  votes: 2\n- A: one\n- B: two # c");
    let pane = |text: &str, items: &str| format!("{}  weaknesses:\n  - W: w\n{items}", board(text));
    let (base, theirs) = (pane(BASE, ""), pane("- A: one\n- B: two # c", "  - C: three\n"));
    let result = merged(&base, &pane(changed, ""), &theirs);
    assert_eq!(result.text, pane("- A: one\n- B: two # c", "  - C: three\n    votes: 2\n"));
    assert_eq!(result.taken[0].change, Change::Moved);
}

#[test]
fn moved_by_both_to_different_lists_stands_in_one() {
    let base = "title: T\nsheets:\n- kind: swot\n  strengths:\n  - A: one\n  - K: k\n  weaknesses:\n  - L: l\n  threats:\n  - M: m\n";
    let without = base.replace("  - A: one\n", "");
    let ours = without.replace("  - L: l\n", "  - L: l\n  - A: one\n");
    let theirs = without.replace("  - M: m\n", "  - M: m\n  - A: one\n");
    let (one, other) = (merged(base, &ours, &theirs), merged(base, &theirs, &ours));
    assert_eq!(one.text, other.text);
    assert_eq!(one.text.matches("A: one").count(), 1);
    assert_eq!(one.conflicts[0].clash, Clash::Moved);
}

#[test]
fn moves_of_both_in_one_list_are_both_made() {
    let base = "- A: a\n- B: b\n- C: c\n- D: d\n- E: e";
    let ours = "- B: b\n- C: c\n- D: d\n- A: a\n- E: e";
    let theirs = "- E: e\n- A: a\n- B: b\n- C: c\n- D: d";
    assert_eq!(strengths(base, ours, theirs), "- E: e\n- B: b\n- C: c\n- D: d\n- A: a");
}

#[test]
fn key_results_follow_their_objective() {
    let head = "title: T\nsheets:\n- kind: plan\n  objectives:\n";
    let of = |name: &str, first: &str, second: &str| {
        format!(
            "{head}  - WIN: {name}\n    results:\n    - K: one\n      score: {first}\n    - L: two\n      score: {second}\n"
        )
    };
    let base = of("the aim", "0.1", "0.1");
    let result = merged(&base, &of("the aim", "0.5", "0.1"), &of("the new aim", "0.1", "0.9"));
    assert_eq!(result.text, of("the new aim", "0.5", "0.9"));
    let result = merged(&base, &of("the aim of us", "0.1", "0.1"), &of("the aim of them", "0.1", "0.2"));
    let kept = of("the aim of us", "0.1", "0.2");
    let marked = kept.replace("  - WIN", "  # both changed this; the other: WIN: the aim of them\n  - WIN");
    assert_eq!(result.text, marked);
    assert_eq!(result.conflicts[0].clash, Clash::Comment);
}

#[test]
fn comments_order_of_keys_and_quotes_of_ours_stay() {
    let ours = "- A: \"one\"   # why\n- B: two # c\n- C: three";
    let theirs = "- A: one\n  owner: Flora\n- B: two # c\n- C: three # third";
    let expected = "- A: \"one\"   # why\n  owner: Flora\n- B: two # c\n- C: three # third";
    assert_eq!(strengths(BASE, ours, theirs), expected);
}

#[test]
fn a_side_that_is_no_board_is_no_merge() {
    let board = board(BASE);
    let marked = board.replace("  - B", "<<<<<<< ours\n  - B");
    for (texts, version) in [
        ([&marked, &board, &board], Version::Base),
        ([&board, &marked, &board], Version::Ours),
        ([&board, &board, &marked], Version::Theirs),
    ] {
        match merge(texts[0], texts[1], texts[2], None) {
            Err(Unmerged::NoBoard(which, findings)) => {
                assert_eq!(which, version);
                assert!(findings[0].what.contains("conflict markers"));
            }
            other => panic!("{other:?}"),
        }
    }
}
