use super::*;
use crate::document::{Document, Read};

fn exported(text: &str, only: Option<usize>) -> serde_json::Value {
    let Read::Board(document, _) = Document::read(text.to_owned(), Some("2025-Q2")) else {
        panic!("no board: {text}")
    };
    serde_json::from_str(&super::text(document.board(), only)).unwrap()
}

#[test]
fn a_board_has_the_shape_that_the_interface_promises() {
    let text = "title: A\nmission: m\nupdated: 2025-04-25\nsheets:\n- kind: swot\n  motto: go\n  strengths:\n  \
                - ECOSYSTEM: words\n    owner: Flora\n    votes: 3\n  needs_help: [plain]\n";
    let Read::Board(document, _) = Document::read(text.to_owned(), Some("2025-Q2")) else {
        panic!("no board")
    };
    let json = super::text(document.board(), None);
    let begin = "{\n  \"title\": \"A\",\n  \"period\": \"2025-Q2\",\n  \"updated\": \"2025-04-25\",\n  \"mission\": \"m\",\n  \
                 \"sheets\": [\n    {\n      \"kind\": \"swot\",\n      \"title\": \"SWOT\",\n      \"motto\": \"go\",\n      \
                 \"panes\": [\n        {\n          \"key\": \"strengths\",\n          \"title\": \"Strengths\",\n          \
                 \"items\": [\n            {\n              \"tag\": \"ECOSYSTEM\",\n              \"text\": \"words\",\n              \
                 \"owner\": \"Flora\",\n              \"votes\": 3\n            }\n          ]\n        },\n";
    assert!(json.starts_with(begin), "{json}");
    let panes = &exported(text, None)["sheets"][0]["panes"];
    assert_eq!(panes.as_array().unwrap().len(), 6, "all panes of the kind, and the extra one");
    assert_eq!(panes[1]["items"], serde_json::json!([]));
    assert_eq!(
        panes[5],
        serde_json::json!({"key": "needs_help", "title": "Needs Help", "items": [{"text": "plain"}]})
    );
}

#[test]
fn valid_numbers_are_numbers_and_everything_else_is_text() {
    let text = "title: 2025\nsheets:\n- kind: retro\n  actions:\n  - text: 1.10\n    votes: 3\n    score: 0.65\n    \
                impact: 5\n    carried: 02\n    done: true\n    see: [A, B]\n  - text: b\n    votes: -3\n    \
                score: 1\n    likelihood: high\n    see: A\n    owner: [a,\n      b]\n  - text: c\n    score: .5\n";
    let board = exported(text, None);
    assert_eq!(board["title"], "2025");
    let items = &board["sheets"][0]["panes"][3]["items"];
    let first = serde_json::json!({"text": "1.10", "done": "true", "votes": 3, "score": 0.65, "impact": 5,
        "carried": 2, "see": ["A", "B"]});
    assert_eq!(items[0], first);
    let second = serde_json::json!({"text": "b", "owner": "[a,\n      b]", "votes": "-3", "score": 1,
        "likelihood": "high", "see": "A"});
    assert_eq!(items[1], second);
    assert_eq!(items[2]["score"], 0.5);
}

#[test]
fn key_results_stand_inside_their_objective() {
    let text = "title: A\nsheets:\n- kind: plan\n  objectives:\n  - GROW: more\n    results:\n    - SALES: 10\n      \
                unit: shops\n  - text: b\n    results: []\n";
    let items = &exported(text, None)["sheets"][0]["panes"][0]["items"];
    let result = serde_json::json!({"tag": "SALES", "text": "10", "extra": {"unit": "shops"}});
    assert_eq!(items[0]["results"], serde_json::json!([result]));
    assert_eq!(items[1]["results"], serde_json::json!([]));
}

#[test]
fn unknown_keys_stand_below_extra_and_aliases_are_never_expanded() {
    let text = "title: A\nx-one: {a: [1, no, ~], b: {c: d}}\nbomb: &bomb [x, x]\nmore: [*bomb, *bomb]\nsheets:\n\
                - kind: retro\n  colour: red\n  went_well:\n  - text: t\n    link: *bomb\n- kind: bored\n  list: [a]\n";
    let board = exported(text, None);
    let extra = serde_json::json!({"x-one": {"a": ["1", "no", ""], "b": {"c": "d"}}, "bomb": ["x", "x"],
        "more": ["*bomb", "*bomb"]});
    assert_eq!(board["extra"], extra);
    let sheet = &board["sheets"][0];
    assert_eq!(sheet["extra"], serde_json::json!({"colour": "red"}));
    assert_eq!(sheet["panes"][0]["items"][0]["extra"], serde_json::json!({"link": "*bomb"}));
    assert_eq!(board["sheets"][1]["kind"], "bored", "an unknown kind is told as written");
    assert_eq!(board["sheets"][1]["panes"][0]["key"], "list");
}

#[test]
fn one_sheet_can_be_had_alone() {
    let text = "title: A\nsheets:\n- kind: swot\n- kind: retro\n  went_well:\n  - text: t\n    x-a: b\n";
    let sheets = &exported(text, Some(1))["sheets"];
    assert_eq!(sheets.as_array().unwrap().len(), 1);
    assert_eq!(sheets[0]["panes"][0]["items"][0]["extra"]["x-a"], "b");
}

#[test]
fn what_could_act_on_a_terminal_is_escaped_and_comes_back_equal() {
    let text = "a\u{1b}]52;c;x\u{7}\u{7f}\u{9b}31m\u{202e}\u{2066}\u{200f}\u{61c}\u{e0041}\u{e007f} Zoë 小米 👨‍👩‍👧 \"\\ \n";
    let json = Json::map([(text, text.into())]).to_text();
    let active = |c: char| c.is_control() && c != '\n' || is_active(c);
    assert!(!json.contains(active), "{json}");
    assert!(
        json.contains("\\u009b31m\\u202e") && json.contains("\\udb40\\udc41") && json.contains("Zoë 小米")
    );
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read, serde_json::json!({text: text}));
}
