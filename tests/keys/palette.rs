//! The palette: every action by its name, and the words that people bring along from vim.

use stratboard::app::{App, Effect, FileState, Leaving, Message, Mode};

use crate::harness::{BOARD, Harness, check, check_places, file};

/// The names in the open list, best first.
fn names(app: &App) -> Vec<&str> {
    let Mode::Choose(chooser) = &app.mode else { return vec!["(no list)"] };
    chooser.hits.iter().map(|hit| chooser.entries[*hit].name.as_str()).collect()
}

fn first(keys: &str) -> String {
    let mut harness = Harness::new(BOARD);
    harness.keys(keys);
    names(&harness.app).first().copied().unwrap_or_default().to_owned()
}

#[test]
fn an_action_is_done_by_its_name() {
    check(&[
        (":vote-more<CR>", "+    votes: 1\n", ""),
        (":rank low<CR>", "-  - SPEED: Ships weekly # a comment\n+  - SPEED: Ships weekly # a comment\n", ""),
        (":vtmr<CR>", "+    votes: 1\n", ""),
        (":one vote more<CR>", "+    votes: 1\n", ""),
        (":zzzz<CR>", "", "nothing here has these letters"),
        (":vote-more<Esc>", "", ""),
        (":vote-more<C-c>", "", ""),
    ]);
    check_places(&[
        (":last<CR>", "1 strengths 3"),
        (":<Esc>j", "1 strengths 2"),
        (":3<CR>", "3 went_well 1"),
    ]);
}

#[test]
fn exact_words_come_first() {
    for (word, name) in [
        ("w", "save"),
        ("q", "quit"),
        ("qa", "quit"),
        ("wq", "save-and-quit"),
        ("x", "save-and-quit"),
        ("e", "reload"),
        ("h", "help"),
        ("help", "help"),
        ("2", "sheet-2"),
        ("<Space>w<Space>", "save"),
    ] {
        assert_eq!(first(&format!(":{word}")), name, "{word}");
    }
    assert_eq!(first(":ed"), "edit", "e is one word only when it stands alone");
}

#[test]
fn writing_and_leaving_are_words() {
    let mut harness = Harness::new(BOARD);
    harness.keys("+:w<CR>");
    assert_eq!(harness.effects.last(), Some(&Effect::Save { board: 0, asked: true }));
    harness.saved().keys(":q<CR>");
    assert_eq!(harness.effects.last(), Some(&Effect::Quit));
    let mut harness = Harness::new(BOARD);
    harness.keys("+:wq<CR>");
    assert!(harness.is_leaving());
    harness.saved();
    assert_eq!(harness.effects.last(), Some(&Effect::Quit));
    let mut harness = Harness::new(BOARD);
    harness.keys(":x<CR>");
    assert_eq!(harness.effects, [Effect::Quit], "nothing is to be written");
    harness.keys(":e<CR>");
    assert_eq!(harness.effects.last(), Some(&Effect::Reload(0)));
    assert!(matches!(harness.keys(":h<CR>").app.mode, Mode::Help { .. }));
}

#[test]
fn what_could_not_be_written_is_tried_again_before_leaving() {
    let mut harness = Harness::new(BOARD);
    harness.keys("+").tell(Message::Failed { board: 0, why: "disk full".to_owned(), changed: false });
    harness.keys(":x<CR>");
    assert_eq!(harness.effects.last(), Some(&Effect::Save { board: 0, asked: true }));
    harness.tell(Message::Failed { board: 0, why: "disk full".to_owned(), changed: false });
    assert_eq!(harness.app.leaving, Leaving::No);
    assert_eq!(harness.app.open().unwrap().state, FileState::NotSaved("disk full".to_owned()));
    assert!(!harness.effects.contains(&Effect::Quit));
}

#[test]
fn nothing_is_deleted_on_fewer_than_three_letters() {
    for keys in [":d<CR>", ":de<CR>", ":d<Space>e<CR>"] {
        let mut harness = Harness::new(BOARD);
        assert_eq!(harness.keys(keys).text(), BOARD, "{keys}");
    }
    check(&[(":del<CR>", "-  - SPEED: Ships weekly # a comment\n", "deleted SPEED; u brings it back")]);
    // Where it was used last it stands first, and still asks for its name.
    let mut harness = Harness::new(BOARD);
    harness.keys(":delete<CR>u:");
    assert_eq!(names(&harness.app)[0], "delete");
    assert_eq!(harness.keys("<CR>").text(), BOARD);
    assert!(harness.message().starts_with("delete takes something away"), "{}", harness.message());
    assert!(matches!(harness.app.mode, Mode::Choose(_)), "it stays open for the name");
}

#[test]
fn the_last_used_stand_first_while_nothing_is_typed() {
    let mut harness = Harness::new(BOARD);
    harness.keys(":zoom<CR>:density<CR>:zoom<CR>:");
    assert_eq!(names(&harness.app)[..3], ["zoom", "density", "edit"]);
}

#[test]
fn only_what_works_is_listed() {
    let mut harness = Harness::new(BOARD);
    harness.keys(":");
    let listed = names(&harness.app);
    for missing in ["undo", "next-period", "paste-below", "palette", "quit-at-once", "sheet-4"] {
        assert!(!listed.contains(&missing), "{missing}");
    }
    for there in ["sheet-3", "delete", "save-and-quit", "score-none", "move-to"] {
        assert!(listed.contains(&there), "{there}");
    }
    harness.app.read_only = true;
    harness.keys("<Esc>:");
    let listed = names(&harness.app);
    assert!(!listed.contains(&"delete") && listed.contains(&"copy") && listed.contains(&"zoom"));
    let mut refused = Harness::of(file("a.yaml", "title: [\n"));
    refused.keys(":");
    let listed = names(&refused.app);
    assert!(
        listed.contains(&"reload") && !listed.contains(&"add") && !listed.contains(&"save"),
        "{listed:?}"
    );
    refused.keys("q<CR>");
    assert_eq!(refused.effects.last(), Some(&Effect::Quit));
}

#[test]
fn the_list_is_walked_with_the_usual_keys() {
    let selected = |keys: &str| {
        let mut harness = Harness::new(BOARD);
        harness.keys(keys);
        let Mode::Choose(chooser) = &harness.app.mode else { return 999 };
        chooser.selected
    };
    let all = selected(":<End>");
    for (keys, row) in [
        (":<Down><Down><Up>", 1),
        (":<C-n><C-n><C-p>", 1),
        (":<Tab><S-Tab><S-Tab>", 0),
        (":<PgDn>", 18),
        (":<PgDn><PgDn><PgUp>", 18),
        (":<End><Home>", 0),
        (":<End><Down>", all),
        (":<Down>z", 0),
        (":o<Down><Left>", 1),
    ] {
        assert_eq!(selected(keys), row, "{keys}");
    }
}

#[test]
fn words_are_edited_and_pasted_and_keys_stay_letters() {
    for (keys, query) in [
        (":jjq?", "jjq?|"),
        (":ab<Left>x", "ax|b"),
        (":one two<C-w>", "one |"),
        (":one two<C-u>", "|"),
        (":ab<C-a><Del>", "|b"),
        (":<Paste>two\nlines\n<PasteEnd>", "two lines|"),
        (":x<BS><BS>", "|"),
        (":小米", "小米|"),
    ] {
        let mut harness = Harness::new(BOARD);
        harness.keys(keys);
        assert_eq!((harness.editor().as_str(), harness.text()), (query, BOARD), "{keys}");
    }
    let mut harness = Harness::new(BOARD);
    harness.keys(":zo<F1>");
    assert!(matches!(harness.app.mode, Mode::Help { .. }));
    assert_eq!(harness.keys("q").editor(), "zo|", "help lies over it");
}

#[test]
fn it_opens_on_the_welcome_screen() {
    let app = App::new(stratboard::config::keymap::Keymap::default(), jiff::civil::date(2025, 4, 25), false);
    let mut harness = Harness { app, effects: Vec::new() };
    harness.keys(":sample<CR>:<Esc>");
    assert_eq!(harness.effects, [Effect::OpenSample]);
    assert!(matches!(harness.app.mode, Mode::Welcome));
}
