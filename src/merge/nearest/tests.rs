//! Tests of comparing by items.

use super::*;

fn swot(items: &str) -> String {
    format!("title: T\nmission: m\nsheets:\n- kind: swot\n  strengths:\n{items}")
}

fn lost(before: &str, after: &str) -> Losses {
    let open = |text: &str| match Document::read(text.to_owned(), None) {
        Read::Board(document, _) => document,
        Read::Refused(findings) => panic!("{findings:?}\n{text}"),
    };
    losses(open(before).board(), open(after).board())
}

#[test]
fn the_version_with_the_fewest_item_differences_is_the_base() {
    let old = swot("  - A: one\n");
    let newer = swot("  - A: one\n  - B: two\n  - C: three\n");
    let newest = swot("  - A: one\n  - B: two\n  - C: three\n  - D: four\n");
    let candidates = [newest.as_str(), &newer, &old];
    for (theirs, base) in [
        (swot("  - A: one\n  - X: saved by an editor that loaded long ago\n"), 2),
        (newer.replace("two", "two words"), 1),
        (newest.replace("mission: m", "mission: n"), 0),
    ] {
        assert_eq!(best_base(&candidates, &theirs, None, true), Some(base), "{theirs}");
    }
}

#[test]
fn of_equal_candidates_the_newest_is_the_base() {
    let old = swot("  - A: one\n");
    let new = swot("  - A: one\n  - B: the item that was added last\n");
    let theirs = new.replace("added last", "added last of all");
    assert_eq!(best_base(&[&new, &old], &theirs, None, true), Some(0));
    assert_eq!(best_base(&[&old, &new], &theirs, None, true), Some(0));
    assert_eq!(best_base(&[&new, &old], &theirs, None, false), Some(1), "nobody can have read the newest");
}

#[test]
fn a_candidate_that_is_no_board_is_passed_over() {
    let theirs = swot("  - A: one\n");
    assert_eq!(best_base(&["title: [", &theirs], &theirs, None, true), Some(1));
    assert_eq!(best_base(&["title: ["], &theirs, None, true), None);
    assert_eq!(best_base(&[&theirs], "title: [", None, true), None);
    assert_eq!(best_base(&[], &theirs, None, true), None);
}

#[test]
fn a_changed_field_a_key_result_and_a_heading_of_a_sheet_are_differences() {
    let plan = "title: T\nsheets:\n- kind: plan\n  conclusion: c\n  objectives:\n  - WIN: aim\n    results:\n    - K: one\n      score: 0.1\n";
    for change in [("0.1", "0.2"), ("K: one", "K: other words"), ("conclusion: c", "conclusion: d")] {
        let other = plan.replace(change.0, change.1);
        assert_eq!(best_base(&[plan, &other], &other, None, true), Some(1), "{change:?}");
    }
}

#[test]
fn two_hundred_versions_of_a_large_board_are_looked_at_at_once() {
    let item = |number: usize| format!("  - T{}: item number {number} of a large board\n", number % 7);
    let items = (0..1000).map(item).collect::<String>();
    let candidates =
        (0..200).map(|age| swot(&items.replace("number 7 ", &format!("number {age} ")))).collect::<Vec<_>>();
    let candidates = candidates.iter().map(String::as_str).collect::<Vec<&str>>();
    let theirs = candidates[150].to_owned() + "  - NEW: item\n";
    let start = std::time::Instant::now();
    assert_eq!(best_base(&candidates, &theirs, None, true), Some(150));
    println!("200 candidates of {} bytes in {:?}", theirs.len(), start.elapsed());
}

#[test]
fn lost_items_are_counted_and_reworded_or_moved_ones_are_not_lost() {
    let before = swot("  - A: one\n  - B: the second of the words\n  - C: three\n  threats:\n  - D: four\n");
    let after = swot("  - D: four\n  - B: the second of the words now\n  threats:\n  - C: three\n");
    assert_eq!(lost(&before, &after), Losses { removed: 1, of: 4, is_tail: false });
    assert_eq!(lost(&before, &before), Losses { removed: 0, of: 4, is_tail: false });
}

#[test]
fn more_than_a_third_or_ten_items_is_a_mass_removal() {
    let losses = |removed, of| Losses { removed, of, is_tail: false }.is_mass();
    assert!(losses(4, 10) && !losses(3, 10));
    assert!(losses(10, 1000) && !losses(9, 1000));
    assert!(!losses(0, 0));
}

#[test]
fn a_text_that_is_cut_anywhere_has_lost_its_tail() {
    let before = swot("  - A: the first of the words\n  - B: two\n  threats:\n  - C: three\n  - D: four\n");
    for (end, _) in before.match_indices('\n').filter(|(end, _)| *end > 60) {
        for cut in [&before[..=end], &before[..end - 3]] {
            let Read::Board(..) = Document::read(cut.to_owned(), None) else { continue };
            let losses = lost(&before, cut);
            assert!(losses.is_tail || losses.removed == 0, "{cut}\n{losses:?}");
        }
    }
    let middle = before.replace("  - B: two\n", "");
    assert!(!lost(&before, &middle).is_tail);
    let other = before.replace("  - D: four\n", "").replace("- A", "- N: new\n  - A");
    assert!(!lost(&before, &other).is_tail, "something new came too");
}
