use proptest::prelude::*;
use ratatui::crossterm::event::KeyEventState;

use super::*;

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn refused(text: &str) -> String {
    parse_keys(text).unwrap_err().to_string()
}

fn event(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
    from_event(KeyEvent::new(code, modifiers))
}

#[test]
fn every_name_of_the_design_is_read_and_written_back() {
    let names = "<CR> <Esc> <Tab> <S-Tab> <Space> <BS> <Del> <Up> <Down> <Left> <Right> <Home> <End> <PgUp> <PgDn> <lt> \
                 <F1> <F12> <C-r> <A-b> <A-CR> <C-Left> <S-CR> <C-Space> <C-BS> <A-lt> <C->> <C-A-S-Up> a Z ß > 😀";
    for name in names.split(' ') {
        assert_eq!(key(name).to_string(), name);
    }
}

#[test]
fn names_and_modifiers_are_read_in_either_case_and_order() {
    assert_eq!(key("<c-LEFT>"), key("<C-Left>"));
    assert_eq!(key("<a-c-x>"), key("<C-A-x>"));
    assert_eq!(key("<enter>"), key("<CR>"));
    assert_eq!(key("<C-R>"), key("<C-r>"));
    assert_eq!(key("<A-S-j>"), key("<A-J>"));
    assert_ne!(key("<A-j>"), key("<A-J>"));
}

#[test]
fn a_sequence_is_its_keys_in_order() {
    assert_eq!(parse_sequence("gg").unwrap(), [key("g"), key("g")]);
    assert_eq!(parse_sequence("<C-c><C-c>").unwrap(), [key("<C-c>"); 2]);
    assert_eq!(parse_sequence("s-").unwrap(), [key("s"), key("-")]);
    assert!(parse_sequence("").unwrap_err().to_string().contains("no key"));
    assert!(parse_sequence("<Paste>x<PasteEnd>").is_err());
    assert!("gg".parse::<Key>().unwrap_err().to_string().contains("2 keys"));
}

#[test]
fn a_paste_is_literal_up_to_its_end() {
    let inputs = parse_keys("a<Paste>one <two>\n<CR><pasteend><CR>").unwrap();
    let expected = [Input::Key(key("a")), Input::Paste("one <two>\n<CR>".into()), Input::Key(key("<CR>"))];
    assert_eq!(inputs, expected);
    assert_eq!(parse_keys("").unwrap(), []);
    assert!(refused("a<Paste>text").contains("<PasteEnd>"));
    assert!(refused("<PasteEnd>").contains("<PasteEnd> is not a key"));
}

#[test]
fn an_error_names_the_wrong_piece_and_close_names() {
    let message = refused("ab<PgDown>c");
    assert!(message.contains("<PgDown> is not a key") && message.contains("<PgDn>"), "{message}");
    assert!(refused("<Ecs>").contains("<Esc>"));
    assert!(refused("<wombat>").contains("<CR> <Esc>"));
    assert!(refused("a < b").contains("<lt>"));
    assert!(refused("<>").contains("not a key"));
    assert!(refused("<r>").contains("<r> is not a key"));
    assert!(refused("<F36>").contains("<F36>"));
    assert!(refused("a\nb").contains("control character"));
    assert!(refused("<C-\u{7}>").contains("not a key"));
}

#[test]
fn chords_that_terminals_cannot_tell_apart_are_refused_with_the_key_they_are() {
    assert!(refused("<C-i>").contains("Write <Tab>"));
    assert!(refused("<C-M>").contains("Write <CR>"));
    assert!(refused("<C-[>").contains("Write <Esc>"));
    assert!(refused("<S-1>").contains("Shift"));
}

#[test]
fn what_terminals_send_differently_becomes_one_key() {
    let none = KeyModifiers::NONE;
    let (ctrl, alt, shift) = (KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT);
    assert_eq!(event(KeyCode::Char('J'), shift), Some(key("J")));
    assert_eq!(event(KeyCode::Char('j'), shift), Some(key("J")));
    assert_eq!(event(KeyCode::Char('j'), alt | shift), Some(key("<A-J>")));
    assert_eq!(event(KeyCode::Char('r'), ctrl | shift), Some(key("<C-r>")));
    assert_eq!(event(KeyCode::BackTab, shift), Some(key("<S-Tab>")));
    assert_eq!(event(KeyCode::BackTab, none), Some(key("<S-Tab>")));
    assert_eq!(event(KeyCode::Tab, shift), Some(key("<S-Tab>")));
    assert_eq!(event(KeyCode::Char('i'), ctrl), Some(key("<Tab>")));
    assert_eq!(event(KeyCode::Char('h'), ctrl), Some(key("<C-h>")));
    assert_eq!(event(KeyCode::Char('j'), ctrl), Some(key("<C-j>")));
    assert_eq!(event(KeyCode::Enter, alt), Some(key("<A-CR>")));
    assert_eq!(event(KeyCode::Backspace, shift), Some(key("<BS>")));
    assert_eq!(event(KeyCode::Char(' '), shift), Some(key("<Space>")));
    assert_eq!(event(KeyCode::Char('!'), shift), Some(key("!")));
}

#[test]
fn events_that_are_no_key_of_ours_are_dropped() {
    let (alt, shift) = (KeyModifiers::ALT, KeyModifiers::SHIFT);
    let release = KeyEvent {
        code: KeyCode::Char('a'),
        modifiers: KeyModifiers::NONE,
        kind: KeyEventKind::Release,
        state: KeyEventState::NONE,
    };
    assert_eq!(from_event(release), None);
    assert_eq!(event(KeyCode::Char('a'), KeyModifiers::SUPER), None);
    assert_eq!(event(KeyCode::Char('1'), alt | shift), None);
    assert_eq!(event(KeyCode::CapsLock, KeyModifiers::NONE), None);
}

#[test]
fn labels_are_short_and_have_an_ascii_form() {
    let labels = ["<CR>", "<Esc>", "<C-r>", "<Space>", "<Up>", "<S-Down>", "<lt>", "g", "<F2>"]
        .map(|text| format!("{} {}", label(&key(text)), label_ascii(&key(text))));
    let expected =
        ["↵ Enter", "Esc Esc", "C-r C-r", "Space Space", "↑ Up", "S-↓ S-Down", "< <", "g g", "F2 F2"];
    assert_eq!(labels, expected);
}

#[test]
fn alt_can_be_taken_off_and_only_plain_characters_are_typed() {
    assert_eq!(key("<A-j>").without_alt(), Some(key("j")));
    assert_eq!(key("j").without_alt(), None);
    assert_eq!(key("ü").typed(), Some('ü'));
    assert_eq!(key("<Space>").typed(), Some(' '));
    assert_eq!(key("<C-r>").typed(), None);
    assert_eq!(key("<A-r>").typed(), None);
    assert_eq!(key("<CR>").typed(), None);
}

fn any_name() -> impl Strategy<Value = Name> {
    prop_oneof![
        any::<char>().prop_filter("typeable", |c| !c.is_control()).prop_map(Name::Char),
        "[ -~]".prop_map(|text| Name::Char(text.chars().next().unwrap())),
        (1..=LAST_F).prop_map(Name::F),
        (0..NAMES.len()).prop_map(|index| NAMES[index].name),
    ]
}

proptest! {
    #[test]
    fn every_key_is_read_back_from_its_text(name in any_name(), ctrl: bool, alt: bool, shift: bool) {
        let made = Key::new(name, ctrl, alt, shift);
        prop_assert_eq!(made.to_string().parse::<Key>(), Ok(made));
        prop_assert!(!(made.shift && matches!(made.name, Name::Char(_))));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[<>CASPaste1F \\-]{0,12}|\\PC{0,12}") {
        let _ = (parse_keys(&text), parse_sequence(&text));
    }
}
