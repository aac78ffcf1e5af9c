//! Laws on random edits of two people from one board.

use std::collections::HashSet;

use super::random::{Random, boards, random_edit};
use super::{merged, open, told};
use stratboard::document::Step;
use stratboard::merge::{Unmerged, merge};
use stratboard::model::{Board, Field, Focus, Head, HeadAt, ItemView};

/// A board so small that both sides often touch the same item.
pub(super) const SMALL: &str = "\
title: Small
sheets:
- kind: swot
  strengths:
  # first
  - A: the first of the words
    votes: 2
  - B: the second of the words # b
  weaknesses:
  - text
  - {C: in braces, votes: 1}
- kind: plan
  objectives:
  - WIN: the aim
    # k
    owner: Li
    results:
    - K: one
      score: 0.1
    - L: two
";

/// A text after some random edits.
pub(super) fn edited(random: &mut Random, text: &str) -> String {
    let mut document = open(text);
    let here = Focus::Head(HeadAt::Board(Head::Title));
    for _ in 0..random.below(8) {
        if let Some(edit) = random_edit(random, document.board()) {
            let step = Step { label: String::new(), before: here, after: here, run: None };
            let _ = document.apply(&[edit], step);
        }
    }
    document.text().to_owned()
}

/// All words, field values and headings of a board; counters aside, which add up.
pub(super) fn texts(board: &Board) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut add = |view: ItemView<'_>| {
        found.insert(view.text().trim_end_matches('\n').to_owned());
        found.extend(view.tag().map(str::to_owned));
        let fields = view.fields().iter().filter(|(field, _)| *field != Field::Votes);
        found.extend(fields.map(|(field, value)| format!("{}: {}", field.key(), value.to_text())));
    };
    for (_, view) in board.all_items() {
        add(view);
    }
    let of_sheets = board.sheets.iter().flat_map(|sheet| sheet.heads.iter());
    found.extend(board.heads.iter().chain(of_sheets).map(|(_, text)| text.trim_end_matches('\n').to_owned()));
    found
}

/// Words that stand in a comment are there too, on lines of their own.
pub(super) fn stands_in_comments(text: &str, words: &str) -> bool {
    let words = words.split_once(": ").map_or(words, |(_, value)| value);
    let escaped = |line: &str| line.replace('\u{2028}', "\\u{2028}").replace('\t', "\\u{9}");
    words.split('\n').all(|line| {
        text.lines()
            .any(|other| other.trim_start().starts_with('#') && other.contains(escaped(line).trim_end()))
    })
}

pub(super) fn merges() -> usize {
    std::env::var("STRATBOARD_MERGES").ok().and_then(|count| count.parse().ok()).unwrap_or(80)
}

fn check(place: &str, base: &str, ours: &str, theirs: &str, text: &str) {
    let (first, result) = (texts(open(base).board()), texts(open(text).board()));
    for side in [ours, theirs] {
        for words in texts(open(side).board()) {
            let there = first.contains(&words) || result.contains(&words) || stands_in_comments(text, &words);
            assert!(there, "{place}: {words:?} is lost\n{ours}\n--- theirs\n{theirs}\n--- merged\n{text}");
        }
    }
    let other = merged(base, theirs, ours).text;
    let (one, two) = (told(open(text).board()), told(open(&other).board()));
    assert_eq!(
        one, two,
        "{place}\n{ours}\n--- theirs\n{theirs}\n--- merged\n{text}\n--- the other way\n{other}"
    );
    let again = merged(base, text, &other).text;
    let again = told(open(&again).board());
    assert_eq!(
        again, one,
        "{place}: merging the results\n{ours}\n--- theirs\n{theirs}\n--- merged\n{text}\n--- the other way\n{other}"
    );
    assert_eq!(merged(theirs, text, theirs).text, text, "{place}");
    assert_eq!(merged(ours, ours, text).text, text, "{place}");
}

#[test]
fn nothing_of_either_side_is_lost_and_both_ways_say_the_same() {
    let (mut done, mut refused) = (0, 0);
    let mut boards = boards();
    boards.extend(std::iter::repeat_n(SMALL.to_owned(), 2 * boards.len()));
    for run in 0..merges() {
        let seed = 0x3e61_0000 + run as u64;
        let mut random = Random::new(seed);
        let base = edited(&mut random, &boards[run % boards.len()]);
        let (ours, theirs) = (edited(&mut random, &base), edited(&mut random, &base));
        let place = format!("seed {seed:#x}");
        assert_eq!(merged(&base, &ours, &base).text, ours, "{place}");
        assert_eq!(merged(&base, &base, &theirs).text, theirs, "{place}");
        assert_eq!(merged(&base, &ours, &ours).text, ours, "{place}");
        match (merge(&base, &ours, &theirs, None), merge(&base, &theirs, &ours, None)) {
            (Ok(result), Ok(_)) => {
                done += 1;
                check(&place, &base, &ours, &theirs, &result.text);
            }
            (Err(Unmerged::Refused(why)), _) | (_, Err(Unmerged::Refused(why))) => {
                refused += 1;
                println!("{place}: {why}");
            }
            (Err(other), _) | (_, Err(other)) => panic!("{place}: {other:?}"),
        }
    }
    println!("{done} merged, {refused} refused");
    assert!(refused * 20 < done + refused, "{refused} of {} merges were refused", done + refused);
}

#[test]
fn comments_of_what_either_side_added_or_changed_are_there() {
    let base = "title: T\nsheets:\n- kind: swot\n  strengths:\n  # a\n  - A: one\n  - B: two\n    owner: Li # b\n  - C: x\n";
    let ours = base.replace("# a", "# a\n  # ours").replace("# b", "# b ours") + "  # new\n  - N: n # n\n";
    let theirs =
        base.replace("A: one", "A: one more # theirs").replace("owner: Li # b", "owner: Ann # b theirs");
    let text = merged(base, &ours, &theirs).text;
    for comment in ["# a\n", "# ours\n", "# b ours\n", "# theirs\n", "# b theirs\n", "  # new\n", "# n\n"] {
        assert!(text.contains(comment), "{comment} is lost:\n{text}");
    }
}

#[test]
fn a_thousand_items_are_merged_at_once() {
    let head = "title: T\nsheets:\n- kind: swot\n  strengths:\n";
    let item = |number: usize, end: &str| {
        format!("  - T{}: strength number {number} of the board{end}\n", number % 7)
    };
    let list = |end: &dyn Fn(usize) -> &'static str| {
        head.to_owned() + &(0..1000).map(|number| item(number, end(number))).collect::<String>()
    };
    let base = list(&|_| "");
    let ours = list(&|number| if number % 10 == 0 { " as we say" } else { "" });
    let theirs = list(&|number| if number % 10 == 5 { "\n    votes: 1" } else { "" }) + "  - X: new\n";
    let start = std::time::Instant::now();
    let text = merged(&base, &ours, &theirs).text;
    println!("1,000 items merged in {:?}", start.elapsed());
    assert_eq!(text.matches("as we say").count(), 100);
    assert_eq!(text.matches("votes: 1").count(), 100);
    assert_eq!(text.lines().count(), 4 + 1000 + 100 + 1);
}
