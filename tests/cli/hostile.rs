//! Text of a board, a name of a file or an argument that would act on a terminal: no command lets it through.

use crate::sandbox::{Outcome, Sandbox};

/// Escapes, OSC 52, C1, bidi controls, tags, BEL, CR, DEL, as YAML writes them in double quotes.
const HOSTILE: &str =
    "a\\e]52;c;eA==\\a\\e[31m\\x9b31m\\x9d0;x\\x9c\\u202e\\u2066\\u200f\\U000e0041\\x7f\\r\\0 \\u061c b";
/// The same as it stands in an argument or a file's name.
const RAW: &str = "a\u{1b}]52;c;eA==\u{7}\u{9b}31m\u{202e}\u{e0041}\u{7f}\r\n";

fn is_active(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{e0000}'..='\u{e007f}')
}

fn assert_inert(arguments: &[&str], outcome: &Outcome) {
    for text in [&outcome.out, &outcome.err] {
        let found = text.chars().find(|c| is_active(*c));
        assert_eq!(found, None, "{arguments:?} let it through: {text:?}");
    }
}

/// A board with hostile text in every heading line, key, tag, text and field, valid or not.
fn board() -> String {
    let fields =
        ["note", "owner", "due", "done", "votes", "score", "forecast", "target", "impact", "likelihood"];
    let more = ["since", "carried", "see", "source", "checked", "from"];
    let item = |indent: &str| {
        let fields = fields.iter().chain(&more).map(|field| format!("{indent}  {field}: \"{HOSTILE}\"\n"));
        let extra = format!("{indent}  \"x{HOSTILE}\": {{\"{HOSTILE}\": [\"{HOSTILE}\"]}}\n");
        format!("{indent}- \"T{HOSTILE}\": \"{HOSTILE}\"\n{}{extra}", fields.collect::<String>())
    };
    let heads = ["title", "motto", "conclusion", "date", "source", "author", "published", "url", "summary"];
    let heads = heads.map(|head| format!("  {head}: \"{HOSTILE}\"\n")).concat();
    let sheet = |kind: &str, pane: &str| {
        format!("- kind: {kind}\n{heads}  \"p{HOSTILE}\":\n{}  {pane}:\n{}", item("  "), item("  "))
    };
    let scalars = ["period", "updated", "mission"].map(|head| format!("{head}: \"{HOSTILE}\"\n")).concat();
    let sheets = [("swot", "strengths"), ("retro", "actions"), ("brief", "figures"), ("tows", "so")];
    let sheets = sheets.map(|(kind, pane)| sheet(kind, pane)).concat();
    let plan = format!("- kind: plan\n  objectives:\n{}    results:\n{}", item("  "), item("    "));
    let unknown = format!("- kind: \"{HOSTILE}\"\n  list:\n{}", item("  "));
    format!("title: \"{HOSTILE}\"\n\"k{HOSTILE}\": \"{HOSTILE}\"\n{scalars}sheets:\n{sheets}{plan}{unknown}")
}

#[test]
fn no_command_lets_text_of_a_board_act() {
    let sandbox = Sandbox::new();
    sandbox.write("boards/a.yaml", &board());
    let commands: [&[&str]; 15] = [
        &["find", "a", "boards"],
        &["find", "a", "boards", "--json"],
        &["actions", "boards"],
        &["actions", "boards", "--json"],
        &["show", "boards", "--json"],
        &["export", "boards", "--to", "html"],
        &["export", "boards", "--to", "svg"],
        &["list", "boards"],
        &["list", "boards", "--json"],
        &["show", "boards"],
        &["show", "boards", "--width", "20"],
        &["check", "boards"],
        &["check", "boards", "--json", "--strict"],
        &["export", "boards", "--to", "json"],
        &["export", "boards", "--to", "json", "--sheet", "1"],
    ];
    for arguments in commands {
        let outcome = sandbox.run(arguments);
        assert!(outcome.out.len() > 40, "{arguments:?}: {outcome:?}");
        assert_inert(arguments, &outcome);
    }
}

#[test]
fn no_refusal_lets_text_of_a_file_act() {
    let sandbox = Sandbox::new();
    let files = [
        format!("\"{HOSTILE}\": 1\n\"{HOSTILE}\": 2\n"),
        format!("title: {RAW}\n"),
        format!("title: *{RAW}\n"),
        format!("title: \"{HOSTILE}\nsheets: [\n"),
        format!("title: A\nsheets:\n- kind: swot\n  strengths: \"{HOSTILE}\"\n"),
        format!("title: A\nsheets:\n- kind: swot\n  strengths:\n  - \"{HOSTILE}\": [a]\n"),
    ];
    for (index, text) in files.iter().enumerate() {
        sandbox.write("boards/a.yaml", text);
        let commands: [&[&str]; 4] =
            [&["list"], &["show", "boards"], &["check"], &["export", "boards", "--to", "json"]];
        for arguments in commands {
            let outcome = sandbox.run(arguments);
            assert!(outcome.status == 1 && !outcome.err.is_empty(), "{index} {arguments:?}: {outcome:?}");
            assert_inert(arguments, &outcome);
        }
    }
}

#[test]
fn no_argument_and_no_name_of_a_file_acts() {
    let sandbox = Sandbox::new();
    sandbox.write(&format!("boards/{RAW}.yaml"), "title: A\nsheets:\n- kind: x\n");
    let file = format!("boards/{RAW}.yaml");
    let commands: [&[&str]; 9] = [
        &["list"],
        &["list", "--json"],
        &["check"],
        &["show", RAW],
        &[RAW],
        &["--", RAW, RAW],
        &["new", RAW, "--in", RAW],
        &["export", &file, "--to", RAW],
        &["export", &file, "--to", "json", "-o", "."],
    ];
    for arguments in commands {
        assert_inert(arguments, &sandbox.run(arguments));
    }
}

#[test]
fn a_message_quotes_only_a_little_of_a_file() {
    let sandbox = Sandbox::new();
    let long = "x".repeat(100_000);
    sandbox.write("a.yaml", &format!("title: A\n{long}: 1\nsheets:\n- kind: {long}\n- kind: retro\n  went_well:\n  - a: b\n    votes: {long}\n"));
    for line in sandbox.run(&["check", "a.yaml"]).out.lines() {
        assert!(line.chars().count() < 300, "{} characters", line.chars().count());
    }
}

#[test]
fn aliases_that_stand_for_endlessly_much_are_refused_at_once() {
    let inside_itself =
        "title: a\nsheets:\n- kind: plan\n  objectives:\n  - &b\n    A: b\n    results:\n    - *b\n";
    let bomb = (0..24).fold("  - &l0 {A: b, results: [c, c]}\n".to_owned(), |bomb, level| {
        bomb + &format!(
            "  - &l{} {{A: b, results: [{}]}}\n",
            level + 1,
            vec![format!("*l{level}"); 9].join(", ")
        )
    });
    let bomb = format!("title: a\nsheets:\n- kind: plan\n  objectives:\n{bomb}");
    let list = "- x\n".repeat(3000) + "- [y]\n";
    let panes = (0..3000).map(|pane| format!("  p{pane}: *l\n")).collect::<Vec<_>>().concat();
    let panes = format!("title: a\nl: &l\n{list}sheets:\n- kind: swot\n{panes}");
    let keys = (0..2000).map(|key| format!("  k{key}: x\n")).collect::<Vec<_>>().concat();
    let sheets = format!("title: a\nsheets:\n- &s\n  kind: swot\n{keys}{}", "- *s\n".repeat(2000));
    let words = format!(
        "title: a\nl: &l {}\nsheets:\n- kind: swot\n  strengths:\n{}",
        "x".repeat(100_000),
        "  - *l\n".repeat(1000)
    );
    for (text, line) in [(inside_itself, 8), (&*bomb, 0), (&panes, 0), (&sheets, 0), (&words, 0)] {
        let sandbox = Sandbox::new();
        sandbox.write("a.yaml", text);
        let outcome = sandbox.run(&["check", "a.yaml"]);
        assert_eq!(outcome.status, 1, "{}", outcome.err);
        let place = if line == 0 { "a.yaml:".to_owned() } else { format!("a.yaml:{line}:") };
        let told = outcome.out.lines().any(|found| found.starts_with(&place) && found.contains("alias"));
        assert!(told, "{}", outcome.out.chars().take(600).collect::<String>());
    }
}

#[test]
fn a_long_argument_is_quoted_in_part() {
    let sandbox = Sandbox::new();
    let long = "y".repeat(50_000);
    for arguments in [["export", "a.yaml", "--to", &long], ["show", "a.yaml", "--width", &long]] {
        let outcome = sandbox.run(&arguments);
        assert_eq!(outcome.status, 2);
        assert!(outcome.err.len() < 1000, "{}", outcome.err.len());
    }
}
