//! Tests of deciding what a merge left open.

use super::*;
use crate::merge::merge;
use crate::model::ListAt;
use crate::model::mark::{DELETED, PAIR};

const HEAD: &str = "title: T\nsheets:\n- kind: swot\n  strengths:\n";

fn open(items: &str) -> Document {
    super::super::read(&format!("{HEAD}{items}"), super::super::Version::Ours, None).unwrap()
}

/// The mark of each strength: `p` one of a pair, `t` told, `.` none.
fn marks(items: &str) -> String {
    let document = open(items);
    let list = ListAt::pane(0, 0);
    let sign = |index| match document.board().mark(list.item(index)) {
        Some(Mark::Pair(_)) => 'p',
        Some(Mark::Told) => 't',
        None => '.',
    };
    (0..document.board().items(list).len()).map(sign).collect()
}

fn resolved(items: &str, index: usize) -> Option<String> {
    let document = open(items);
    let resolved = resolve(document.board(), ListAt::pane(0, 0).item(index))?.unwrap();
    Some(resolved.text.strip_prefix(HEAD).unwrap().to_owned())
}

#[test]
fn either_item_of_a_pair_is_kept_and_exactly_the_other_and_the_mark_go() {
    let base = format!("{HEAD}  - A: we sell phones in China # c\n  # next\n  - B: two\n");
    let merged =
        merge(&base, &base.replace("China", "Africa"), &base.replace("China", "America"), None).unwrap();
    let items = merged.text.strip_prefix(HEAD).unwrap();
    assert_eq!(marks(items), "pp.");
    let rest = "  # next\n  - B: two\n";
    assert_eq!(resolved(items, 0).unwrap(), format!("  - A: we sell phones in Africa # c\n{rest}"));
    assert_eq!(resolved(items, 1).unwrap(), format!("  - A: we sell phones in America # c\n{rest}"));
    assert_eq!(resolved(items, 2), None);
}

#[test]
fn further_comments_of_the_one_that_stays_stay() {
    let items = format!("  - A: one thing\r\n  # why\r\n  {PAIR}\r\n  # more\r\n  - A: one other thing\r\n");
    assert_eq!(resolved(&items, 1).unwrap(), "  # why\r\n  # more\r\n  - A: one other thing\r\n");
    assert_eq!(resolved(&items, 0).unwrap(), "  - A: one thing\r\n");
}

#[test]
fn of_three_versions_one_is_chosen_after_the_other() {
    let items = format!("  - A: x one\n  {PAIR}\n  - A: x two\n  {PAIR}\n  - A: x three\n");
    assert_eq!(marks(&items), "ppp");
    let left = resolved(&items, 1).unwrap();
    assert_eq!(left, format!("  - A: x two\n  {PAIR}\n  - A: x three\n"));
    assert_eq!(resolved(&left, 0).unwrap(), "  - A: x two\n");
}

#[test]
fn a_comment_that_tells_something_goes_and_takes_no_item_with_it() {
    let told = "  # both changed this; the other:\n  #   first\n  #   second\n  # my own\n";
    let items = format!("  - B: x\n  {DELETED}\n{told}  - A: y\n");
    assert_eq!(marks(&items), ".t");
    assert_eq!(resolved(&items, 1).unwrap(), "  - B: x\n  # my own\n  - A: y\n");
}

#[test]
fn a_mark_whose_other_item_is_gone_makes_no_pair_with_a_stranger() {
    let items = format!("  - B: quite another matter\n  {PAIR}\n  - A: we sell phones\n");
    assert_eq!(marks(&items), ".t");
    assert_eq!(resolved(&items, 1).unwrap(), "  - B: quite another matter\n  - A: we sell phones\n");
    assert_eq!(marks(&format!("  {PAIR}\n  - A: first\n")), "t");
}

#[test]
fn what_only_looks_like_a_mark_is_none() {
    assert_eq!(marks("  # both changed places\n  - A: one\n  - A: two\n"), "..");
    assert_eq!(marks(&format!("  - A: |\n      {PAIR}\n  - A: two\n")), "..");
    let flow = format!("title: T\nsheets:\n- kind: swot\n  {PAIR}\n  strengths: [a, a]\n");
    let document = super::super::read(&flow, super::super::Version::Ours, None).unwrap();
    assert_eq!(document.board().mark(ListAt::pane(0, 0).item(1)), None);
}
