//! The form of an item, a sheet, the board; and the help page over everything.

use stratboard::action::Context;
use stratboard::app::Mode;

use crate::harness::{BOARD, Harness, check};

/// The rows of the open form as `label: value`, a `!` behind what is wrong.
fn rows(harness: &Harness) -> Vec<String> {
    let Mode::Form(form) = &harness.app.mode else { return vec!["(no form)".to_owned()] };
    let rows = form.rows(harness.document().board()).into_iter();
    rows.map(|row| format!("{}: {}{}", row.label, row.value, if row.problem.is_some() { " !" } else { "" }))
        .collect()
}

#[test]
fn a_form_lists_what_belongs_to_an_item() {
    let mut harness = Harness::new(&BOARD.replace("    votes: 3\n", "    votes: many\n    mood: good\n"));
    harness.keys("jI");
    let expected = [
        "text: BRAND: Known in Asia",
        "note: ",
        "owner: Flora",
        "due: ",
        "done: ",
        "votes: many !",
        "impact: ",
        "likelihood: ",
        "since: ",
        "carried: ",
        "see: ",
        "source: ",
        "checked: ",
        "mood: good",
    ];
    assert_eq!(rows(&harness), expected);
    assert_eq!(harness.keys("G<CR>").message(), "an unknown key is only shown; edit it in the file");
}

#[test]
fn fields_are_edited_in_place_and_judged_by_their_shape() {
    check(&[
        ("jI<CR>!<CR>", "-  - BRAND: Known in Asia\n+  - BRAND: Known in Asia!\n", ""),
        ("jIjjeAnna<C-u>Anna<CR>", "-    owner: Flora\n+    owner: Anna\n", ""),
        ("jIjjdd", "-    owner: Flora\n", ""),
        ("jIjjje30 jun<Esc>", "+    due: 2025-06-30\n", ""),
        ("jIjjjesoon<CR>", "", "due must be a date such as 2025-06-30"),
        ("jIdd", "", "the text is changed by editing it; the item is deleted on the board"),
        ("jI<CR>!<C-c>", "", "left as it was; C-r brings what was typed"),
        (
            "jI<CR>!<C-c><C-r>",
            "-  - BRAND: Known in Asia\n+  - BRAND: Known in Asia!\n",
            "brought back: BRAND",
        ),
        ("Ijea note<C-c><C-r>", "+    note: a note\n", "brought back: a note"),
        ("Ijea note<C-c><Esc>j<C-r>", "+    note: a note\n", "brought back: a note"),
        (
            "gm<Esc>Ie!<C-c><C-r>",
            "-mission: Tools for all\n+mission: Tools for all!\n",
            "brought back: Tools for all!",
        ),
        ("jIe<C-c>", "", ""),
        ("jI<Paste>dd<PasteEnd>", "", "edit a field to paste into it"),
        ("jI<CR>!<CR>u", "", "undone: text of BRAND"),
        ("2I/", "", ""),
    ]);
    let mut harness = Harness::new(BOARD);
    harness.keys("jIjjjesoon<CR>");
    assert_eq!(harness.editor(), "soon|", "the editor stays open");
    harness.keys("<C-c><Esc>");
    assert!(matches!(harness.app.mode, Mode::Board));
}

#[test]
fn a_form_of_headings_begins_at_the_one_it_was_opened_on() {
    check(&[
        ("gm<Esc>Ie!<CR>", "-mission: Tools for all\n+mission: Tools for all!\n", ""),
        ("2gc<Esc>IeGrow<CR>", "+  conclusion: Grow\n", ""),
    ]);
}

#[test]
fn heading_lines_have_the_form_of_their_sheet_or_the_board() {
    let mut harness = Harness::new(BOARD);
    harness.keys("kI");
    assert_eq!(rows(&harness), ["title: Acme", "period: ", "updated: ", "mission: Tools for all"]);
    harness.keys("ggje2025-Q9<CR>");
    assert!(harness.message().starts_with("period: a period is written"), "{}", harness.message());
    harness.keys("<BS>3<CR>");
    assert_eq!(harness.changes_since(BOARD), "+period: 2025-Q3\n");
    assert_eq!(harness.keys("j<CR>").message(), "updated is not written from the board");
    let mut harness = Harness::new(BOARD);
    harness.keys("kkI");
    assert_eq!(rows(&harness), ["title: ", "motto: ", "conclusion: "]);
    harness.keys("ggeSales<Tab>eFaster<CR>q");
    assert_eq!(harness.changes_since(BOARD), "+  title: Sales\n+  motto: Faster\n");
}

#[test]
fn a_form_closes_when_undo_leads_elsewhere() {
    let mut harness = Harness::new(BOARD);
    harness.keys("+jI");
    assert_eq!(harness.keys("u").message(), "undone: votes of SPEED");
    assert!(matches!(harness.app.mode, Mode::Board));
}

#[test]
fn help_lies_over_anything_and_gives_it_back() {
    let mut harness = Harness::new(BOARD);
    harness.keys("jI?");
    assert!(matches!(harness.app.mode, Mode::Help { about: Context::Form, top: 0, .. }));
    harness.keys("jj<C-d>k");
    assert!(matches!(harness.app.mode, Mode::Help { top: 19, .. }));
    harness.keys("?");
    assert_eq!(rows(&harness).len(), 13, "the form is there again");
    harness.keys("<Esc>?");
    assert!(matches!(harness.app.mode, Mode::Help { about: Context::Board, .. }));
    harness.keys("q");
    assert!(matches!(harness.app.mode, Mode::Board));
}
