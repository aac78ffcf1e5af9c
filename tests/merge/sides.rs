//! Two texts without a base: conflict markers in a file, and copies that a sync service left beside it.

use super::random::{Random, boards};
use super::{laws, open, told};
use stratboard::merge::conflict::{self, Sides};
use stratboard::merge::{Clash, Merged, Unmerged, of_sides, without_base};

const HEAD: &str = "title: T\nsheets:\n- kind: swot\n  strengths:\n";

fn together(ours: &str, theirs: &str) -> Merged {
    without_base(ours, theirs, None).unwrap_or_else(|why| panic!("{why:?}\n{ours}\n---\n{theirs}"))
}

fn strengths(ours: &str, theirs: &str) -> String {
    let text = together(&format!("{HEAD}{ours}"), &format!("{HEAD}{theirs}")).text;
    text.strip_prefix(HEAD).unwrap().to_owned()
}

#[test]
fn what_one_side_alone_has_is_kept_and_what_both_have_stands_once() {
    let ours = "  - A: one\n  - B: ours alone # b\n  - C: three\n    votes: 2\n";
    let theirs = "  - C: three\n    votes: 3\n    owner: Li\n  - A: one\n  - D: theirs alone\n";
    let expected =
        "  - A: one\n  - B: ours alone # b\n  - D: theirs alone\n  - C: three\n    owner: Li\n    votes: 3\n";
    assert_eq!(strengths(ours, theirs), expected);
}

#[test]
fn an_item_that_both_have_otherwise_becomes_a_pair() {
    let (ours, theirs) = ("  - A: we sell phones in Africa\n", "  - A: we sell phones in America\n");
    let merged = together(&format!("{HEAD}{ours}"), &format!("{HEAD}{theirs}"));
    let mark = "  # both changed the item above: keep one of the two, delete the other\n";
    assert_eq!(merged.text, format!("{HEAD}{ours}{mark}{theirs}"));
    assert_eq!(merged.conflicts[0].clash, Clash::Pair);
}

#[test]
fn a_sheet_with_another_title_and_a_heading_of_both_are_one() {
    let ours = "title: T\nmission: ours\nsheets:\n- kind: swot\n  title: Q1\n  strengths:\n  - a\n";
    let theirs = ours.replace("ours", "theirs").replace("Q1", "Q2").replace("- a", "- b");
    let text = together(ours, &theirs).text;
    assert_eq!(text.matches("kind: swot").count(), 1, "{text}");
    assert!(text.contains("# both changed mission; the other: ours\nmission: theirs\n"), "{text}");
    assert!(text.contains("  - a\n  - b\n"), "{text}");
    assert_eq!(together(&text, &theirs).text, text);
    assert_eq!(together(&text, ours).text, text);
}

/// Both texts in one file, with a conflict where they differ.
fn with_markers(ours: &str, theirs: &str, base: Option<&str>) -> String {
    let (mine, others) = (ours.split_inclusive('\n'), theirs.split_inclusive('\n'));
    let same = mine.clone().zip(others).take_while(|(one, two)| one == two && one.ends_with('\n'));
    let (head, end) =
        (same.map(|(line, _)| line).collect::<String>(), if ours.contains('\r') { "\r\n" } else { "\n" });
    let rest = |text: &str| {
        let rest = text.strip_prefix(head.as_str()).unwrap_or(text).to_owned();
        if rest.is_empty() || rest.ends_with('\n') { rest } else { rest + end }
    };
    let middle = base.map_or(String::new(), |base| format!("||||||| 1234567{end}{}", rest(base)));
    format!("{head}<<<<<<< HEAD{end}{}{middle}======={end}{}>>>>>>> other{end}", rest(ours), rest(theirs))
}

#[test]
fn a_file_with_conflict_markers_is_merged_by_item() {
    let ours = format!("{HEAD}  - A: one\n  - B: ours\n");
    let theirs = format!("{HEAD}  - A: one\n  - C: theirs\n");
    let base = format!("{HEAD}  - A: one\n");
    for base in [None, Some(base.as_str())] {
        let sides = conflict::sides(&with_markers(&ours, &theirs, base)).unwrap();
        assert_eq!((sides.ours.as_str(), sides.theirs.as_str()), (ours.as_str(), theirs.as_str()));
        let text = of_sides(&sides, None).unwrap().text;
        assert_eq!(text, format!("{HEAD}  - A: one\n  - B: ours\n  - C: theirs\n"));
    }
}

#[test]
fn the_base_of_a_conflict_says_what_was_deleted() {
    let [one, two] = ["  - A: one\n", "  - A: one\n  - B: two\n"].map(|items| format!("{HEAD}{items}"));
    let sides =
        |base: Option<&str>| Sides { base: base.map(str::to_owned), ours: one.clone(), theirs: two.clone() };
    assert_eq!(of_sides(&sides(Some(&two)), None).unwrap().text, one);
    assert_eq!(of_sides(&sides(None), None).unwrap().text, two);
    assert_eq!(of_sides(&sides(Some("<: no board")), None).unwrap().text, two);
}

#[test]
fn no_item_of_either_side_is_lost_without_a_base() {
    let (mut done, mut refused) = (0, 0);
    let mut boards = boards();
    boards.extend(std::iter::repeat_n(laws::SMALL.to_owned(), boards.len()));
    for run in 0..laws::merges() {
        let seed = 0x51de_0000 + run as u64;
        let mut random = Random::new(seed);
        let base = &boards[run % boards.len()];
        let (ours, theirs) = (laws::edited(&mut random, base), laws::edited(&mut random, base));
        let place = format!("seed {seed:#x}");
        if let Some(sides) = conflict::sides(&with_markers(&ours, &theirs, None)) {
            let lines = |text: &str| text.trim_end().to_owned();
            assert_eq!((lines(&sides.ours), lines(&sides.theirs)), (lines(&ours), lines(&theirs)), "{place}");
        }
        let text = match without_base(&ours, &theirs, None) {
            Ok(merged) => merged.text,
            Err(Unmerged::Refused(why)) => {
                refused += 1;
                println!("{place}: {why}");
                continue;
            }
            Err(other) => panic!("{place}: {other:?}"),
        };
        done += 1;
        let result = laws::texts(open(&text).board());
        for words in [&ours, &theirs].into_iter().flat_map(|side| laws::texts(open(side).board())) {
            let there = result.contains(&words) || laws::stands_in_comments(&text, &words);
            assert!(there, "{place}: {words:?} is lost\n{ours}\n--- theirs\n{theirs}\n--- merged\n{text}");
        }
        let now = told(open(&text).board());
        for side in [&theirs, &ours] {
            let again = together(&text, side).text;
            assert_eq!(again, text, "{place}: once more\n{ours}\n--- theirs\n{theirs}");
            assert_eq!(told(open(&again).board()), now, "{place}");
        }
    }
    println!("{done} merged, {refused} refused");
    assert!(refused * 20 < done + refused, "{refused} of {} were refused", done + refused);
}
