//! Votes, done, forecast, score, who and when.

use crate::harness::{BOARD, Harness, check, check_editor, check_places};

#[test]
fn votes_by_one_are_one_step_a_run() {
    check(&[
        ("+", "+    votes: 1\n", ""),
        ("j=", "-    votes: 3\n+    votes: 4\n", ""),
        ("j-", "-    votes: 3\n+    votes: 2\n", ""),
        ("j---", "-    votes: 3\n", ""),
        ("j----_", "-    votes: 3\n", ""),
        ("-", "", ""),
        ("kk+", "", "this is a heading line: items are voted for"),
        ("j+++u", "", "undone: votes of BRAND"),
        ("j+gg+Gu", "-    votes: 3\n+    votes: 4\n", "undone: votes of SPEED"),
    ]);
}

#[test]
fn counted_votes_go_from_item_to_item() {
    check(&[
        ("jv7<Esc>", "-    votes: 3\n+    votes: 7\n", ""),
        ("jv7<C-c>", "", ""),
        ("jv7<CR><Esc>", "-    votes: 3\n+    votes: 7\n", ""),
        ("jv0<CR><Esc>", "-    votes: 3\n", ""),
        ("v<CR>5<CR><Esc>", "-    votes: 3\n+    votes: 5\n", ""),
        ("jvmany<CR>", "", "votes are a whole number, 0 or more"),
    ]);
    check_places(&[("v<CR><Esc>", "1 strengths 2"), ("v<CR><CR><CR>j", "1 opportunities 1")]);
    check_places(&[("v<CR><CR>5<CR>4<CR>", "1 strengths 3")]);
    check_editor(&[("v<CR>", "|"), ("vx<CR>", "x|")]);
}

#[test]
fn votes_are_counted_once_for_each_item_where_a_pane_is_shown_by_votes() {
    let mut harness = Harness::new(BOARD);
    harness.keys("gvggv<CR>9<CR>7<CR>");
    assert_eq!(
        harness.message(),
        "that was the last item of this pane",
        "BRAND, SPEED, plain words: three items"
    );
    assert_eq!(
        harness.changes_since(BOARD),
        "+    votes: 9\n-  - plain words\n+  - text: plain words\n+    votes: 7\n"
    );
}

#[test]
fn done_is_today_where_it_belongs() {
    check(&[
        ("3<Space>", "+    done: 2025-04-25\n", ""),
        ("3<Space><Space>", "", ""),
        ("2<Space>", "+      done: 2025-04-25\n", ""),
        ("2k<Space>", "+    done: 2025-04-25\n", ""),
        ("<Space>", "", "done belongs to a plan, a retro, TOWS moves and open questions"),
        ("kk<Space>", "", "this is a heading line: items are done"),
        ("3*l*<Space>", "+    done: 2025-04-25\n+    done: 2025-04-25\n", ""),
        ("3*l*<Space><Space>", "", ""),
    ]);
}

#[test]
fn forecast_and_score_belong_to_key_results() {
    check(&[
        ("2s9", "-      score: 0.4\n+      score: 0.9\n", ""),
        ("2ss", "-      score: 0.4\n+      score: 1.0\n", ""),
        ("2s0", "-      score: 0.4\n+      score: 0.0\n", ""),
        ("2s-", "-      score: 0.4\n", ""),
        ("2fy", "+      forecast: yellow\n", ""),
        ("2fyf-", "", ""),
        ("2fgfr", "+      forecast: red\n", ""),
        ("2ks5", "", "a score belongs to a key result of a plan"),
        ("fg", "", "a forecast belongs to a key result of a plan"),
    ]);
}

#[test]
fn who_completes_and_empty_removes() {
    check_editor(&[
        ("3wf", "f|[lora]"),
        ("3wf<Right>", "Flora|"),
        ("3wF<Tab>", "Flora|"),
        ("3wx", "x|"),
        ("jw", "Flora|"),
        // What is typed takes the place of what was there, until a key is pressed that goes into it.
        ("jwWei", "Wei|"),
        ("jww<Tab>", "Wei|"),
        ("jw<Left>x", "Florx|a"),
        ("jw<End> K", "Flora K|"),
        ("jw<BS>", "|"),
        ("jw<BS><C-z>", "Flora|"),
        ("jwWei<C-z><C-z>", "Flora|"),
        ("jw<Paste>Wei<PasteEnd>", "Wei|"),
    ]);
    check(&[
        ("3wAnna<CR>", "+    owner: Anna\n", ""),
        ("3wAnna<Esc>", "+    owner: Anna\n", ""),
        ("3wAnna<C-c>", "", ""),
        ("jw<C-u><CR>", "-    owner: Flora\n", ""),
        ("jw<CR>", "", ""),
        ("kkw", "", "this is a heading line: items have an owner"),
        ("3wAnna<CR>u", "", "undone: owner of SALES"),
    ]);
}

#[test]
fn when_reads_dates_and_stays_open_where_it_cannot() {
    check(&[
        ("3W30 jun<CR>", "+    due: 2025-06-30\n", ""),
        ("3Wfri<CR>", "+    due: 2025-05-02\n", ""),
        ("3W+2w<CR>W<C-u><CR>", "", ""),
        ("3Wsoon<CR>", "", "no date that can be read; write fri, 30 jun, 30.6., +2w, tomorrow or 2025-06-30"),
    ]);
    check_editor(&[("3Wsoon<CR>", "soon|"), ("3Wfri<CR>W", "2025-05-02|"), ("3Wfri<CR>W+", "+|")]);
}

#[test]
fn odd_votes_are_not_guessed() {
    let text = BOARD.replace("votes: 3", "votes: many");
    let mut harness = Harness::new(&text);
    assert_eq!(harness.keys("j+").message(), "its votes are no number: v writes them anew");
    assert_eq!(harness.keys("v4<CR><Esc>").changes_since(&text), "-    votes: many\n+    votes: 4\n");
}
