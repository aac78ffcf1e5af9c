//! Periods, saving, outside changes, leaving.

use std::path::PathBuf;

use stratboard::app::{App, Content, Effect, FileState, Message, Mode, OpenBoard};

use crate::harness::{BOARD, Harness, file};

fn failed(changed: bool) -> Message {
    Message::Failed { board: 0, why: "disk full".to_owned(), changed }
}

fn disk(text: &str, asked: bool) -> Message {
    Message::Disk { board: 0, text: Ok(text.to_owned()), asked }
}

#[test]
fn leaving_waits_until_all_is_saved() {
    let mut harness = Harness::new(BOARD);
    harness.keys("q");
    assert_eq!(harness.effects, [Effect::Quit], "nothing was changed");
    let mut harness = Harness::new(BOARD);
    harness.keys("+<C-c><C-c>");
    let save = Effect::Save { board: 0, asked: false };
    assert_eq!(harness.effects.last(), Some(&save), "it is written first");
    harness.tell(Message::Saved { board: 0, revision: 0 });
    assert_eq!(harness.effects.last(), Some(&save), "an older revision is not enough");
    harness.saved();
    assert_eq!(harness.effects.last(), Some(&Effect::Quit));
}

#[test]
fn another_key_stays() {
    let mut harness = Harness::new(BOARD);
    harness.keys("+qj").saved();
    assert!(!harness.is_leaving());
    assert!(!harness.effects.contains(&Effect::Quit));
}

#[test]
fn what_is_not_saved_is_told_before_leaving_without_it() {
    let mut harness = Harness::new(BOARD);
    harness.keys("+").tell(failed(false));
    assert_eq!(harness.app.open().unwrap().state, FileState::NotSaved("disk full".to_owned()));
    harness.keys("q");
    let told = "not saved: q again leaves without it, S writes it to another file";
    assert_eq!(harness.message(), told);
    harness.keys("jq");
    assert_eq!(harness.message(), told, "another key in between: asked again");
    assert!(!harness.effects.contains(&Effect::Quit));
    harness.keys("q");
    assert_eq!(harness.effects.last(), Some(&Effect::Quit));
}

#[test]
fn what_is_not_saved_says_so_until_it_is_and_no_longer() {
    let state = |harness: &Harness| harness.app.open().unwrap().state.clone();
    let not_saved = FileState::NotSaved("disk full".to_owned());
    let mut harness = Harness::new(BOARD);
    harness.keys("+").tell(failed(false));
    assert_eq!(harness.message(), "not saved; C-s tries again, S writes it to another file");
    harness.keys("+");
    assert_eq!(state(&harness), not_saved, "the first line does not change with each edit");
    harness.tell(failed(false));
    assert_eq!(harness.message(), "", "it was told");
    harness.keys("<C-s>");
    assert_eq!(harness.message(), "not saved yet (disk full); trying again");
    assert_eq!(harness.effects.last(), Some(&Effect::Save { board: 0, asked: true }));
    harness.saved();
    assert_eq!((state(&harness), harness.message()), (FileState::Saved, ""));
    let mut typing = Harness::new(BOARD);
    typing.keys("+").tell(Message::Kept { board: 0, revision: 1 }).keys("aone").tell(failed(false));
    assert_eq!(typing.message(), "not saved, only kept", "keys of the board are letters here");
    typing.keys("<Esc>q");
    assert!(typing.message().starts_with("not saved: q again leaves "), "{}", typing.message());
}

#[test]
fn leaving_shows_the_period_that_is_not_saved() {
    let mut harness = Harness::new(BOARD);
    harness.tell(Message::Opened(Box::new(file("acme/2025-Q3.yaml", BOARD))));
    harness.tell(failed(false));
    assert_eq!(harness.message(), "not saved: 2025-Q2.yaml (disk full)", "its keys would act on the other");
    assert_eq!(harness.app.current, 1);
    harness.keys("q");
    assert_eq!(harness.app.current, 0, "so that S writes this one");
    harness.keys("q");
    assert_eq!(harness.effects.last(), Some(&Effect::Quit));
}

#[test]
fn save_as_makes_another_file_this_boards_file() {
    let mut harness = Harness::new(BOARD);
    harness.keys("+").tell(failed(false));
    harness.keys("S<C-u>other.yaml<CR>");
    let path = PathBuf::from("other.yaml");
    assert_eq!(harness.effects.last(), Some(&Effect::SaveAs { board: 0, path: path.clone() }));
    let revision = harness.document().revision();
    harness.tell(Message::SavedAs { board: 0, path: path.clone(), revision });
    let open = harness.app.open().unwrap();
    assert_eq!((&open.state, open.path.as_ref()), (&FileState::Saved, Some(&path)));
    assert!(matches!(harness.app.mode, Mode::Board));
    assert_eq!(harness.keys("S<C-u><CR>").message(), "write a name");
}

#[test]
fn a_name_that_is_taken_is_asked_again_and_the_board_stays_saved() {
    let mut harness = Harness::new(BOARD);
    harness.keys("S<CR>").tell(Message::NotSavedAs { why: "it exists already".to_owned() });
    assert_eq!(harness.message(), "not written: it exists already");
    assert_eq!(harness.editor(), "acme/2025-Q2.yaml|", "for another name");
    assert_eq!(harness.app.open().unwrap().state, FileState::Saved, "nothing of it is unsaved");
    harness.keys("<Esc>q");
    assert_eq!(harness.effects.last(), Some(&Effect::Quit));
}

#[test]
fn an_outside_change_is_taken_over_saved_text_and_can_be_undone() {
    let mut harness = Harness::new(BOARD);
    harness.tell(disk(&BOARD.replace("Ships weekly", "Ships daily"), false));
    assert!(harness.text().contains("Ships daily"));
    let open = harness.app.open().unwrap();
    assert_eq!((&open.state, open.news.as_deref()), (&FileState::Saved, Some("⇄ read again")));
    assert_eq!(harness.keys("u").text(), BOARD);
    assert_eq!(harness.message(), "undone: what another program wrote to 2025-Q2.yaml");
}

#[test]
fn an_outside_change_never_takes_unsaved_words() {
    let mut harness = Harness::new(BOARD);
    harness.keys("aNEW: one<CR><Esc>");
    let kept = harness.text().to_owned();
    harness.tell(disk("title: other\n", false));
    assert_eq!(harness.text(), kept);
    let banner = "another program changed the file; R reads theirs, S writes yours to another file";
    assert_eq!(harness.app.open().unwrap().banner.as_deref(), Some(banner));
    harness.keys("R");
    assert_eq!(harness.effects.last(), Some(&Effect::Reload(0)));
    harness.tell(disk("title: other\n", true));
    assert_eq!(harness.text(), "title: other\n");
    assert_eq!(harness.app.open().unwrap().banner, None);
    assert_eq!(harness.keys("u").text(), kept, "nothing is lost");
    harness.saved().tell(disk(&kept, true));
    assert_eq!(harness.message(), "2025-Q2.yaml holds what you see");
}

#[test]
fn an_outside_change_keeps_what_is_being_typed() {
    let other = BOARD.replace("SPEED: Ships weekly", "SPEED: Ships daily");
    let mut harness = Harness::new(BOARD);
    harness.keys("e!").tell(disk(&other, false));
    assert_eq!(harness.message(), "yours becomes a new item: another program changed this one");
    assert_eq!(harness.editor(), "SPEED: Ships weekly!|", "it stays open, so that no letter acts as a key");
    harness.keys("dd<CR>");
    assert_eq!(
        harness.changes_since(&other),
        "+  # both changed the item above: keep one of the two, delete the other\n+  - SPEED: Ships weekly!dd\n",
        "both people's words are there"
    );
    assert_eq!(harness.message(), "r keeps one of the two marked ≠");
    assert_eq!(harness.keys("u").text(), other, "one step");
    harness.keys("<C-r>r");
    assert!(harness.text().contains("  - SPEED: Ships weekly!dd\n") && !harness.text().contains("daily"));
    assert!(!harness.text().contains("# both changed"));
    let mut harness = Harness::new(BOARD);
    harness.keys("e!").tell(disk(&BOARD.replace("  strengths:\n", "  strengths:\n  - NEW: above\n"), false));
    assert_eq!(
        (harness.editor().as_str(), harness.place().as_str()),
        ("SPEED: Ships weekly!|", "1 strengths 2")
    );
    harness.keys("<CR>");
    assert!(
        harness.text().contains("  - NEW: above\n  - SPEED: Ships weekly! # a comment\n"),
        "it went to its item"
    );
}

#[test]
fn an_editor_stays_open_whatever_happens_outside() {
    let other = BOARD.replace("SPEED: Ships weekly", "SPEED: Ships daily");
    let gone = BOARD.replace("  - SPEED: Ships weekly # a comment\n", "");
    let above = BOARD.replace("  strengths:\n", "  strengths:\n  - NEW: above\n  - NEW: too\n");
    let heading = BOARD.replace("Tools for all", "Tools for you");
    for (keys, text, editor, then, changes) in [
        (
            "e",
            &other,
            "SPEED: Ships daily|",
            "!<CR>",
            "-  - SPEED: Ships daily # a comment\n+  - SPEED: Ships daily! # a comment\n",
        ),
        (
            "e!<C-s>  ",
            &other,
            "SPEED: Ships weekly!  |",
            "<Esc>",
            "+  # both changed the item above: keep one of the two, delete the other\n+  - SPEED: Ships weekly!\n",
        ),
        ("e", &gone, "SPEED: Ships weekly|", "<CR><Esc>", ""),
        ("e!", &gone, "SPEED: Ships weekly!|", "<CR>", "+  - SPEED: Ships weekly!\n"),
        ("gm!", &heading, "Tools for all!|", "<CR>", "-mission: Tools for you\n+mission: Tools for all!\n"),
        ("gm!", &heading, "Tools for all!|", "<C-c>", ""),
        ("gm", &heading, "Tools for you|", "<Esc>", ""),
        ("aone", &gone, "one|", "<CR>", "+  - one\n"),
        ("aone", &above, "one|", "<CR>", "+  - one\n"),
        ("wdd", &gone, "dd|", "dd<CR>", ""),
        ("Ijedd", &gone, "dd|", "dd<CR>", "+  - dddd\n"),
    ] {
        let mut harness = Harness::new(BOARD);
        harness.keys(keys).saved().tell(disk(text, false));
        assert_eq!(harness.editor(), editor, "{keys}");
        assert_eq!(harness.keys(then).changes_since(text), changes, "{keys}");
    }
    let mut harness = Harness::new(BOARD);
    harness.keys("aone").tell(disk(&above, false)).keys("<CR>two<CR><Esc>");
    assert!(harness.text().contains("  - plain words\n  - one\n  - two\n"), "the end stays the end");
}

#[test]
fn a_form_and_a_prompt_follow_their_item_and_close_where_it_is_gone() {
    let above = BOARD.replace("  strengths:\n", "  strengths:\n  - NEW: above\n");
    let gone = BOARD.replace("  - SPEED: Ships weekly # a comment\n", "");
    for (keys, then, line) in [
        ("Ije", "x<CR>", "    note: x\n"),
        ("w", "x<CR>", "    owner: x\n"),
        ("I?", "?jex<CR>", "    note: x\n"),
    ] {
        let mut harness = Harness::new(BOARD);
        harness.keys(keys).tell(disk(&above, false)).keys(then);
        assert!(
            harness.text().contains(&format!("SPEED: Ships weekly # a comment\n{line}")),
            "{}",
            harness.text()
        );
        let mut harness = Harness::new(BOARD);
        harness.keys(keys).tell(disk(&gone, false)).keys("<Esc><Esc>");
        assert_eq!((harness.editor().as_str(), harness.text()), ("(no editor)", gone.as_str()));
        let mut harness = Harness::new(BOARD);
        let other = BOARD.replace("Ships weekly", "Ships daily");
        harness.keys(keys).tell(disk(&other, false)).keys(then);
        assert!(harness.text().contains(line), "other words are no other item: {}", harness.text());
    }
}

#[test]
fn a_broken_file_is_told_and_comes_back() {
    let mut harness = Harness::new(BOARD);
    harness.tell(disk("title: [\n", false));
    assert_eq!(harness.text(), BOARD, "a half-written file is not taken for deletions");
    assert!(harness.app.open().unwrap().banner.as_deref().unwrap().contains("is no board now"));
    harness.tell(disk(BOARD, false));
    assert_eq!(harness.app.open().unwrap().banner, None);
    harness.keys("+").tell(disk("title: [\n", true));
    assert_eq!(harness.message(), "not read: the file is no board now");
    assert!(harness.text().contains("votes: 1"), "what is not saved stays on the screen");
    let mut refused = Harness::of(file("a.yaml", "title: [\n"));
    refused.keys("jkG<C-d>ggadd+");
    assert!(matches!(refused.app.open().unwrap().content, Content::Refused { .. }));
    refused.tell(disk(BOARD, false));
    assert_eq!((refused.text(), refused.place().as_str()), (BOARD, "1 strengths 1"));
}

#[test]
fn a_program_that_must_end_keeps_what_is_typed() {
    for (keys, changes) in [
        ("aNEW: one", "+  - NEW: one\n"),
        ("jje!", "-  - plain words\n+  - plain words!\n"),
        ("Ije!", "+    note: '!'\n"),
        ("jje!<F1>", "-  - plain words\n+  - plain words!\n"),
        ("a", ""),
        ("wAnna", ""),
    ] {
        let mut harness = Harness::new(BOARD);
        let saves = harness.keys(keys).app.keep_open_editor();
        assert_eq!(saves.is_empty(), changes.is_empty(), "{keys}");
        assert_eq!(harness.changes_since(BOARD), changes, "{keys}");
    }
}

#[test]
fn nothing_is_changed_where_it_is_read_only() {
    let changing = [
        "e", "a", "o", "A", "dd", "J", "L", "mw", "+", "v", "w", "W", "I<CR>", "gm", "2ss", "2fg",
        "3<Space>", "yyp",
    ];
    for keys in changing {
        let mut harness = Harness::new(BOARD);
        harness.app.read_only = true;
        harness.keys(keys);
        assert_eq!(harness.message(), "opened read-only: nothing is changed", "{keys}");
        assert_eq!((harness.text(), harness.editor().as_str()), (BOARD, "(no editor)"), "{keys}");
        let mut sample = Harness::of(OpenBoard { path: None, ..file("", BOARD) });
        sample.keys(keys);
        assert!(sample.message().contains("S writes it to a file of yours"), "{keys}: {}", sample.message());
        assert_eq!(sample.text(), BOARD, "{keys}");
    }
}

#[test]
fn periods_stay_open_beside_each_other() {
    let periods =
        ["2025-Q1", "2025-Q2"].map(|label| (label.to_owned(), PathBuf::from(format!("acme/{label}.yaml"))));
    let mut open = file("acme/2025-Q2.yaml", BOARD);
    open.periods = periods.to_vec();
    let mut harness = Harness::of(open);
    assert_eq!(harness.keys("}").message(), "this is the last period of this board");
    harness.keys("3{");
    assert_eq!(harness.effects.last(), Some(&Effect::Open(PathBuf::from("acme/2025-Q1.yaml"))));
    let mut before = file("acme/2025-Q1.yaml", BOARD);
    before.periods = periods.to_vec();
    harness.tell(Message::Opened(Box::new(before)));
    assert_eq!((harness.app.current, harness.place().as_str()), (1, "3 went_well 1"), "on the same sheet");
    let asked = harness.effects.len();
    harness.keys("}");
    assert_eq!((harness.app.current, harness.effects.len()), (0, asked), "already open");
    harness.tell(Message::NotOpened { why: "gone".to_owned() });
    assert_eq!(harness.message(), "gone");
}

#[test]
fn the_welcome_screen_makes_a_board_or_shows_the_sample() {
    let app = App::new(stratboard::config::keymap::Keymap::default(), jiff::civil::date(2025, 4, 25), false);
    let mut harness = Harness { app, effects: Vec::new() };
    harness.keys("nTeam<Esc>nAcme<CR>sq");
    let expected = [Effect::NewBoard { name: "Acme".to_owned() }, Effect::OpenSample, Effect::Quit];
    assert_eq!(harness.effects, expected);
    assert!(matches!(harness.app.mode, Mode::Welcome));
    harness.tell(Message::Opened(Box::new(file("a.yaml", BOARD))));
    assert_eq!(harness.place(), "1 strengths 1");
}
