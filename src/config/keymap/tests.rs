use super::*;
use crate::config::keys::parse_sequence;

fn lookup(keymap: &Keymap, context: Context, keys: &str) -> Lookup {
    keymap.lookup(context, &parse_sequence(keys).unwrap())
}

/// The keymap of a file without faults.
fn good(text: &str) -> Keymap {
    let (keymap, findings) = Keymap::with_user(text);
    assert_eq!(findings, []);
    keymap
}

#[test]
fn every_default_key_is_read_and_none_begins_another() {
    let keymap = Keymap::default();
    let written = TABLE.iter().map(|row| row.keys.split_whitespace().count()).sum::<usize>();
    assert_eq!(keymap.bindings.len(), written, "each default is key text");
    for one in &keymap.bindings {
        for other in &keymap.bindings {
            let same = std::ptr::eq(one, other) || one.row.context != other.row.context;
            assert!(same || !other.keys.starts_with(&one.keys), "{} and {}", one.row.name, other.row.name);
        }
    }
}

#[test]
fn a_chord_is_begun_before_it_is_an_action() {
    let keymap = Keymap::default();
    let Lookup::Begun(next) = lookup(&keymap, Context::Board, "f") else { panic!("f begins the forecasts") };
    let labels = next.iter().map(|(key, row)| format!("{key} {}", row.label)).collect::<Vec<String>>();
    assert_eq!(labels, ["g green", "y yellow", "r red", "- none"]);
    assert_eq!(lookup(&keymap, Context::Board, "gg"), Lookup::Action(Action::First));
    assert_eq!(lookup(&keymap, Context::Board, "gx"), Lookup::None);
    assert_eq!(lookup(&keymap, Context::Edit, "j"), Lookup::None);
}

#[test]
fn the_printed_keymap_reads_back_to_the_same() {
    let text = Keymap::default().to_yaml();
    let (read, findings) = Keymap::with_user(&text);
    assert_eq!((read.to_yaml(), findings), (text.clone(), Vec::new()));
    assert!(text.contains("  # Delete the item; u brings it back\n  delete: ['dd', '<Del>']\n"), "{text}");
}

#[test]
fn a_file_replaces_takes_and_unbinds() {
    let keymap = good("board:\n  add: [x, '<F2>']\n  zoom: []\n  density: [j]\n");
    assert_eq!(keymap.keys_of(Context::Board, Action::Add), ["x", "<F2>"]);
    assert_eq!(keymap.keys_of(Context::Board, Action::Zoom), Vec::<String>::new());
    assert_eq!(lookup(&keymap, Context::Board, "a"), Lookup::None);
    assert_eq!(lookup(&keymap, Context::Board, "j"), Lookup::Action(Action::Density));
    assert_eq!(keymap.keys_of(Context::Board, Action::Down), ["<Down>"], "what the file gives is taken away");
    assert_eq!(
        lookup(&keymap, Context::Form, "j"),
        Lookup::Action(Action::Down),
        "other contexts keep theirs"
    );
}

#[test]
fn all_faults_are_told_together_each_with_its_place() {
    let text = "bord:\n  add: [x]\nboard:\n  ad: [x]\n  add: [d]\n  zoom: ['<Foo>']\nedit:\n  keep: [x]\n";
    let (_, findings) = Keymap::with_user(text);
    let told = findings.iter().map(|f| format!("{}:{}: {} / {}", f.line, f.column, f.what, f.remedy));
    let told = told.collect::<Vec<String>>();
    assert_eq!(told.len(), 5, "{told:#?}");
    assert!(told[0].starts_with("1:1: 'bord' is no context / did you mean board?"), "{}", told[0]);
    assert!(told[1].starts_with("4:3: 'ad' is no action of board / "), "{}", told[1]);
    assert!(told[2].starts_with("5:9: d is add, and begins dd, which is delete"), "{}", told[2]);
    assert!(told[3].starts_with("6:10: '<Foo>': "), "{}", told[3]);
    assert!(told[4].starts_with("8:10: 'x' could no longer be typed"), "{}", told[4]);
}

#[test]
fn one_sequence_for_two_actions_is_a_fault() {
    let (keymap, findings) = Keymap::with_user("board:\n  add: [x]\n  zoom: [x]\n");
    assert_eq!(findings.len(), 1);
    assert_eq!(lookup(&keymap, Context::Board, "x"), Lookup::Action(Action::Add), "the first one holds");
    assert_eq!(keymap.keys_of(Context::Board, Action::Zoom), ["z"], "what lost all its new keys has its own");
    assert_eq!((findings[0].line, findings[0].what.as_str()), (3, "x is both add and zoom"));
}

#[test]
fn the_good_lines_hold_beside_the_bad_ones() {
    let text =
        "board:\n  add: [d, x]\n  zoom: ['<Foo>']\n  density: [Q]\n  density: [W]\nboard:\n  edit: [X]\n";
    let (keymap, findings) = Keymap::with_user(text);
    let lines = findings.iter().map(|finding| finding.line).collect::<Vec<usize>>();
    assert_eq!(lines, [2, 3, 5, 6], "{findings:#?}");
    assert_eq!(keymap.keys_of(Context::Board, Action::Add), ["x"]);
    assert_eq!(keymap.keys_of(Context::Board, Action::Zoom), ["z"]);
    assert_eq!(keymap.keys_of(Context::Board, Action::Density), ["Q"]);
    assert_eq!(lookup(&keymap, Context::Board, "dd"), Lookup::Action(Action::Delete));
}

#[test]
fn an_action_with_a_thousand_keys_is_told_and_costs_nothing() {
    let keys = (0..20_000).map(|n| format!("'{}'", char::from_u32(0x4e00 + n).unwrap_or('x')));
    let text = format!("board:\n  add: [{}]\n", keys.collect::<Vec<_>>().join(", "));
    let (keymap, findings) = Keymap::with_user(&text);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(keymap.keys_of(Context::Board, Action::Add).len(), 32);
}

#[test]
fn an_empty_file_changes_nothing() {
    for text in ["", "# nothing\n", "board:\n"] {
        assert_eq!(good(text).to_yaml(), Keymap::default().to_yaml(), "{text:?}");
    }
}

#[test]
fn labels_are_for_people() {
    let keymap = Keymap::default();
    assert_eq!(keymap.labels_of(Context::Board, Action::Edit), ["↵", "e"]);
    assert_eq!(keymap.labels_of(Context::Board, Action::QuitAtOnce), ["C-c C-c"]);
    assert_eq!(keymap.labels_of(Context::Board, Action::Delete), ["dd", "Del"]);
}

#[test]
fn the_file_that_people_read_is_the_one_that_works() {
    let file = include_str!("../../../assets/keymap.yaml");
    assert_eq!(file, Keymap::default().to_yaml(), "stratboard config --print keymap > assets/keymap.yaml");
}
