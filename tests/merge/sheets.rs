//! Heading lines, panes and whole sheets: what one side renames, adds, moves or deletes.

use super::{merged, open, told};
use stratboard::merge::{Change, Clash, Unmerged, merge};

const BASE: &str = "\
title: T # the name
mission: Win
sheets:
- kind: swot
  title: S
  strengths:
  - A: one
# the plan
- kind: plan
  metrics:
  - M: 1
";

/// Merges both ways; both say the same.
fn both_ways(ours: &str, theirs: &str) -> String {
    let one = merged(BASE, ours, theirs).text;
    let other = merged(BASE, theirs, ours).text;
    assert_eq!(told(open(&one).board()), told(open(&other).board()), "\n{one}\n---\n{other}");
    one
}

#[test]
fn a_renamed_sheet_takes_the_changes_inside() {
    let ours = BASE.replace("title: S", "title: Strategy");
    let theirs = BASE.replace("A: one", "A: one\n    votes: 1");
    let expected = BASE.replace("title: S", "title: Strategy").replace("A: one", "A: one\n    votes: 1");
    assert_eq!(both_ways(&ours, &theirs), expected);
}

#[test]
fn a_heading_that_both_changed_keeps_the_other_text_in_a_comment() {
    let (ours, theirs) = (BASE.replace("Win", "Win more"), BASE.replace("Win", "Earn"));
    let expected = BASE.replace("mission: Win", "# both changed mission; the other: Earn\nmission: Win more");
    assert_eq!(both_ways(&ours, &theirs), expected);
    let result = merged(BASE, &ours, &theirs);
    assert_eq!(result.conflicts[0].clash, Clash::Comment);
    let (ours, theirs) = (BASE.replace("title: S", "title: Ours"), BASE.replace("title: S", "title: Theirs"));
    let expected = BASE.replace("  title: S", "  # both changed title; the other: Ours\n  title: Theirs");
    assert_eq!(both_ways(&ours, &theirs), expected);
}

#[test]
fn a_heading_that_one_took_away_and_the_other_changed_stays() {
    let (ours, theirs) = (BASE.replace("mission: Win\n", ""), BASE.replace("Win", "Earn"));
    assert_eq!(both_ways(&ours, &theirs), BASE.replace("Win", "Earn"));
    let theirs = BASE.replace("A: one", "A: 1");
    assert!(!both_ways(&ours, &theirs).contains("mission"));
}

#[test]
fn a_sheet_of_theirs_comes_whole_with_its_comments() {
    let ours = BASE.replace("A: one", "A: 1");
    let theirs =
        format!("{BASE}# of the team\n- kind: retro\n  x-mine: {{deep: 1}}\n  went_well:\n  - a # why\n");
    let text = both_ways(&ours, &theirs);
    assert_eq!(text, theirs.replace("A: one", "A: 1"));
    let first = merged(BASE, &ours, &theirs).taken[0].clone();
    assert_eq!((first.change, first.name.as_str()), (Change::Added, "Retro"));
}

#[test]
fn sheets_that_both_added_stand_in_one_order() {
    let (ours, theirs) =
        (format!("{BASE}- kind: tows\n  so:\n  - a\n"), format!("{BASE}- kind: brief\n  events:\n  - b\n"));
    let text = both_ways(&ours, &theirs);
    assert!(text.contains("  - a\n") && text.contains("  - b\n"));
}

#[test]
fn a_sheet_that_one_deleted_goes_unless_the_other_changed_it() {
    let plan = "# the plan\n- kind: plan\n  metrics:\n  - M: 1\n";
    let ours = BASE.replace(plan, "");
    assert!(!both_ways(&ours, &BASE.replace("A: one", "A: 1")).contains("plan"));
    let text = both_ways(&ours, &BASE.replace("M: 1", "M: 2"));
    assert!(
        text.contains("M: 2") && text.contains("# one side deleted this sheet, the other changed it"),
        "{text}"
    );
}

#[test]
fn items_that_moved_out_of_a_deleted_sheet_are_not_lost() {
    let theirs = "title: T # the name\nmission: Win\nsheets:\n- kind: swot\n  title: S\n  strengths:\n  - A: one\n  - M: 1\n";
    let text = both_ways(&BASE.replace("A: one", "A: one\n  - N: new"), theirs);
    assert!(text.contains("- M: 1\n") && text.contains("- N: new\n") && !text.contains("plan"), "{text}");
}

#[test]
fn sheets_change_places() {
    let theirs = "title: T # the name\nmission: Win\nsheets:\n# the plan\n- kind: plan\n  metrics:\n  - M: 1\n- kind: swot\n  title: S\n  strengths:\n  - A: one\n";
    assert_eq!(both_ways(&BASE.replace("A: one", "A: 1"), theirs), theirs.replace("A: one", "A: 1"));
}

#[test]
fn a_pane_of_theirs_comes_with_its_items() {
    let theirs =
        BASE.replace("  - A: one\n", "  - A: one\n  needs_help:\n  # first\n  - H: me\n  threats:\n  - t\n");
    let text = both_ways(&BASE.replace("M: 1", "M: 2"), &theirs);
    assert!(
        text.contains("  needs_help:\n  # first\n  - H: me\n") && text.contains("  threats:\n  - t\n"),
        "{text}"
    );
}

#[test]
fn unknown_keys_of_one_side_are_taken_and_those_of_both_refused() {
    let base = BASE.replace("title: S\n", "title: S\n  x-old: 1\n");
    let ours = base.replace("M: 1", "M: 2");
    let theirs = base
        .replace("mission: Win\n", "mission: Win\nx-team: {name: sales, size: [1, 2]}\n")
        .replace("x-old: 1", "x-old: no");
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let text = merged(&base, one, other).text;
        for words in ["M: 2", "x-team:", "sales", "x-old: no"] {
            assert!(text.contains(words), "{words} is lost:\n{text}");
        }
    }
    let other = base.replace("x-old: 1", "x-old: 2");
    let refused = merge(&base, &other, &theirs, None);
    assert!(matches!(refused, Err(Unmerged::Refused(why)) if why.contains("x-old")));
}

#[test]
fn of_two_days_of_refreshing_the_later_one_holds() {
    let dated = |day: &str| BASE.replace("mission", &format!("updated: {day}\nmission"));
    let text = both_ways(&dated("2025-04-25"), &dated("2025-06-30"));
    assert_eq!(text, dated("2025-06-30"));
}

#[test]
fn line_ends_of_ours_stay() {
    let ours = BASE.replace("A: one", "A: 1").replace('\n', "\r\n");
    let theirs = BASE.replace("Win", "Earn").replace("  - A: one\n", "  - A: one\n  # new\n  - N: n\n");
    let expected = "  - A: 1\r\n  # new\r\n  - N: n\r\n";
    let text = merged(&BASE.replace('\n', "\r\n"), &ours, &theirs).text;
    assert!(text.contains(expected) && text.contains("mission: Earn\r\n"), "{text:?}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}
