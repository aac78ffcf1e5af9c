//! `/`, `n` and `N`: what is found, where the person goes, what is said, and what `Esc` puts back.

use stratboard::app::Message;

use super::harness::{BOARD, Harness};

/// Which of the found items the person is on, of how many, and what is lit: `2/4 rev`; `-` where nothing is lit.
fn found(harness: &Harness) -> String {
    let Some((place, count)) = harness.app.found_place() else { return "-".to_owned() };
    let query = harness.app.lit().expect("what is counted is lit").text();
    format!("{}/{count} {query}", place.map_or("?".to_owned(), |place| place.to_string()))
}

/// Rows of keys, the place that they lead to, what is found and the message.
fn check(rows: &[(&str, &str, &str, &str)]) {
    for (keys, place, lit, message) in rows {
        let mut harness = Harness::new(BOARD);
        harness.keys(keys);
        let answer = (harness.place(), found(&harness), harness.message().to_owned());
        assert_eq!(answer, ((*place).to_owned(), (*lit).to_owned(), (*message).to_owned()), "after {keys}");
        assert_eq!(harness.text(), BOARD, "finding writes nothing: {keys}");
    }
}

#[test]
fn every_letter_goes_to_the_first_match_at_or_after_where_the_person_stood() {
    check(&[
        ("/", "1 strengths 1", "-", ""),
        ("/s", "1 strengths 1", "1/12 s", ""),
        ("/sa", "2 EARN objectives 1", "1/2 sa", ""),
        ("/sax", "1 strengths 1", "?/0 sax", ""),
        ("/sax<BS>", "2 EARN objectives 1", "1/2 sa", ""),
        ("/sa<C-u>", "1 strengths 1", "-", ""),
        ("/<Space>", "1 strengths 1", "-", ""),
        ("/earn", "2 # EARN", "1/1 earn", ""),
        ("]/premium", "1 weaknesses 1", "1/2 premium", ""),
        ("3/rev", "2 EARN objectives 1", "1/1 rev", ""),
        ("2/sales", "2 EARN objectives 1", "1/2 sales", ""),
        ("3/sales", "3 went_well 1", "2/2 sales", ""),
        ("kkk/premium", "1 weaknesses 1", "1/2 premium", ""),
    ]);
}

#[test]
fn tag_words_and_owner_are_looked_at_with_smart_case() {
    check(&[
        ("/flora", "1 strengths 2", "1/1 flora", ""),
        ("/Brand", "1 strengths 1", "?/0 Brand", ""),
        ("/BRAND", "1 strengths 2", "1/1 BRAND", ""),
        ("/Wei", "3 actions 1", "1/1 Wei", ""),
        ("/ WORDS", "1 strengths 1", "?/0  WORDS", ""),
        ("/n words", "1 strengths 3", "1/1 n words", ""),
    ]);
}

#[test]
fn a_note_is_looked_at_too() {
    let mut harness = Harness::new(
        "title: T\nsheets:\n- kind: retro\n  went_well:\n  - A: a\n  - B: b\n    note: a hidden word\n",
    );
    harness.keys("/hidden<CR>");
    assert_eq!((harness.place().as_str(), found(&harness).as_str()), ("1 went_well 2", "1/1 hidden"));
}

#[test]
fn enter_ends_the_typing_and_what_is_found_stays_lit() {
    check(&[
        ("/sales<CR>", "2 EARN objectives 1", "1/2 sales", ""),
        ("/sales<CR>k", "2 # EARN", "?/2 sales", ""),
        ("/<CR>", "1 strengths 1", "-", ""),
        ("/nowhere<CR>", "1 strengths 1", "-", "no item holds “nowhere”"),
        ("/sales<CR><Esc>", "2 EARN objectives 1", "-", ""),
        ("/sales<CR><Esc>n", "3 went_well 1", "2/2 sales", ""),
        ("/sales<CR>/<CR>", "2 EARN objectives 1", "-", ""),
    ]);
}

#[test]
fn n_goes_on_over_panes_and_sheets_and_around() {
    check(&[
        ("/premium<CR>n", "1 priorities 1", "2/2 premium", ""),
        ("/premium<CR>nn", "1 weaknesses 1", "1/2 premium", "after the last one: the first again"),
        ("/premium<CR>N", "1 priorities 1", "2/2 premium", "before the first one: the last again"),
        ("/sales<CR>n", "3 went_well 1", "2/2 sales", ""),
        ("/sales<CR>nN", "2 EARN objectives 1", "1/2 sales", ""),
        ("/flora<CR>n", "1 strengths 2", "1/1 flora", "only this one holds “flora”"),
        ("/premium<CR>ggkkkn", "1 weaknesses 1", "1/2 premium", ""),
        ("/sales<CR>3Gn", "2 EARN objectives 1", "1/2 sales", "after the last one: the first again"),
        ("n", "1 strengths 1", "-", "nothing was looked for yet: / finds"),
        ("N", "1 strengths 1", "-", "nothing was looked for yet: / finds"),
    ]);
}

#[test]
fn while_typing_the_arrows_go_on_too() {
    check(&[
        ("/premium<Down>", "1 priorities 1", "2/2 premium", ""),
        ("/premium<Tab><Tab>", "1 weaknesses 1", "1/2 premium", "after the last one: the first again"),
        ("/premium<Up>", "1 priorities 1", "2/2 premium", "before the first one: the last again"),
        ("/nowhere<Down>", "1 strengths 1", "?/0 nowhere", "no item holds “nowhere”"),
        ("/premium<Down><Esc>", "1 strengths 1", "-", ""),
    ]);
}

#[test]
fn escape_while_typing_puts_everything_back() {
    check(&[
        ("jj/sales<Esc>", "1 strengths 3", "-", ""),
        ("2j/premium<Esc>", "2 GROW objectives 2", "-", ""),
        ("kk/premium<Esc>", "1 = conclusion", "-", ""),
        ("/sales<C-c>", "1 strengths 1", "-", ""),
        ("/premium<CR>/sales<Esc>", "1 weaknesses 1", "1/2 premium", ""),
        ("]/premium<Esc>[", "1 strengths 1", "-", ""),
    ]);
    let mut harness = Harness::new(BOARD);
    harness.keys("2jjj1");
    let scroll = harness.app.scroll.clone();
    let places = harness.app.open().map(|open| open.focus.clone());
    harness.keys("/s<Down><Down><Down><Down><Down><Down><Down><Esc>");
    assert_eq!(harness.app.open().map(|open| open.focus.clone()), places, "the other sheets' places too");
    assert_eq!(harness.app.scroll, scroll);
}

#[test]
fn escape_on_the_board_clears_what_is_lit_before_the_marks() {
    let mut harness = Harness::new(BOARD);
    harness.keys("/premium<CR>*n*<Esc>");
    let marked = |harness: &Harness| harness.app.open().map_or(0, |open| open.marks.len());
    assert_eq!((found(&harness).as_str(), marked(&harness)), ("-", 2));
    harness.keys("<Esc>");
    assert_eq!(marked(&harness), 0);
}

#[test]
fn edits_never_leave_stale_places() {
    let mut harness = Harness::new(BOARD);
    harness.keys("/premium<CR>dd");
    assert_eq!(found(&harness), "?/1 premium");
    harness.keys("u");
    assert_eq!(found(&harness), "1/2 premium");
    harness.keys("aPREMIUM: once more<CR><Esc>");
    assert_eq!(found(&harness), "2/3 premium");
    harness.keys("n");
    assert_eq!((harness.place().as_str(), found(&harness).as_str()), ("1 priorities 1", "3/3 premium"));
    harness.keys("ggO an item above<CR><Esc>n");
    assert_eq!(found(&harness), "3/3 premium");
    harness.keys("e to all<Esc>");
    assert_eq!(found(&harness), "3/3 premium");
}

#[test]
fn what_another_program_writes_is_found_at_once() {
    let mut harness = Harness::new(BOARD);
    harness.keys("/rivals");
    let text =
        BOARD.replace("  - RIVALS: Prices fall", "  - NEW: first\n  - RIVALS: Prices fall\n  - RIVALS: two");
    harness.tell(Message::Disk { board: 0, text: Ok(text), asked: false });
    assert_eq!(found(&harness), "1/2 rivals");
    harness.keys("<CR>n");
    assert_eq!((harness.place().as_str(), found(&harness).as_str()), ("1 threats 3", "2/2 rivals"));
}

#[test]
fn another_board_is_looked_through_anew() {
    let mut harness = Harness::new(BOARD);
    harness.keys("/sales<CR>");
    let other =
        super::harness::file("acme/2025-Q3.yaml", "title: B\nsheets:\n- kind: retro\n  went_well: [sales]\n");
    harness.tell(Message::Opened(Box::new(other)));
    assert_eq!(found(&harness), "1/1 sales");
}

#[test]
fn pasted_words_are_looked_for() {
    check(&[("/<Paste>premium\n<PasteEnd>", "1 weaknesses 1", "1/2 premium", "")]);
}

#[test]
fn in_a_pane_shown_by_votes_the_next_one_is_the_one_below() {
    let board = "title: T\nsheets:\n- kind: retro\n  went_well:\n  - card one\n  - text: card two\n    votes: 5\n  - text: card three\n    votes: 9\n  not_so_well:\n  - card four\n";
    let mut harness = Harness::new(board);
    harness.keys("gvgg/card<CR>");
    let mut places = vec![harness.place()];
    for key in ["n", "n", "n", "n", "N", "N"] {
        places.push(harness.keys(key).place());
    }
    let of = |n| format!("1 went_well {n}");
    let other = "1 not_so_well 1".to_owned();
    assert_eq!(places, [of(3), of(2), of(1), other.clone(), of(3), other, of(1)]);
}
