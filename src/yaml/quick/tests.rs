use proptest::prelude::*;

use super::super::build;
use super::*;

const SAMPLES: [&str; 3] = [
    include_str!("../../../boards/xiaomi-sales/2025-Q2.yaml"),
    include_str!("../../../boards/xiaomi-sales/2025-Q3.yaml"),
    include_str!("../../../boards/your-team-retro.yaml"),
];

fn parts(tree: &Tree) -> (String, String) {
    let nodes = format!("{:?}", tree.nodes);
    let Tree { text: _, nodes: _, decoded, anchors, aliases, root, limit, partial } = tree;
    (nodes, format!("{decoded:?} {anchors:?} {aliases:?} {root:?} {limit} {partial}"))
}

/// Whether the text is read here; then as the parser reads it.
fn is_read(text: &str) -> bool {
    let Some(tree) = read(text) else { return false };
    match build::build(text, 0..text.len(), false) {
        Ok(parsed) => {
            assert!(parts(&tree) == parts(&parsed), "{text:?} reads as\n{tree:?}\nand not as\n{parsed:?}");
        }
        Err(error) => panic!("the parser refuses it: {error}\n{text}"),
    }
    true
}

#[test]
fn boards_are_read_here() {
    for sample in SAMPLES {
        assert!(is_read(sample), "{sample}");
    }
}

#[test]
fn what_boards_are_written_with_is_read_here() {
    for text in [
        "a: b",
        "a: b c  # d\n",
        "a:\n",
        "a: # b\nb:\n- c\n",
        "a:\n- b: c\n  d: e\n- f\n",
        "a:\n  - b\n\n  # c\n  - d: e#f\n    g: http://h\n",
        "a: 'it''s'\nb: \"c\\n\"\nc: [d, {e: f}]\nd: []\n",
        "a: >-\n  b\n\n  c\nd: |+\n  e\n\nf: g\n",
        "a:\n- |\n  b\n- \"c: d\": e\n  f: g\n- - h\n  - i\n- -5%\n-\n",
        "a: b\n  c\nd: e\n",
        "a:\n  b\n",
        "a:\n- b: c\n  results:\n  - d: e\n    f: 0.6\n  - g\nh: ü 小\n",
    ] {
        assert!(is_read(text), "{text:?}");
    }
}

#[test]
fn what_is_written_otherwise_is_left_to_the_parser() {
    for text in [
        "",
        "# a\n",
        "a\n",
        "- a\n",
        " a: b\n",
        "---\na: b\n",
        "%YAML 1.2\n---\na: b\n",
        "a: b\n...\n",
        "a: b\r\nc: d\r\n",
        "a:\tb\n",
        "a: b\u{85}c\n",
        "\u{feff}a: b\n",
        "a: &b c\n",
        "a: !!str b\n",
        "a: b\n- c\n",
        "a: b\n  c: d\n",
        "a: b: c\n",
        "a: [b\n",
        "a: 'b\nc: d\n",
        "a: b\n? c\n: d\n",
        "a:\n - b\n  - c\n- d\n",
    ] {
        assert!(!is_read(text), "{text:?}");
    }
}

/// All that means something to YAML, and plain words.
#[rustfmt::skip]
const WORDS: [&str; 52] = [
    "? s\\n: t", ": u", "?v",
    "a", "b c", "TAG", "é小", "it's", "a:b", "c#d", "-5", "", "x ", ": ", ":", " #", "# e", "'f'", "'g",
    "\"h\\n\"", "[]", "[i, j]", "{k: l}", "|", ">-", "|+", "|2", ">", "- ", "-", "? ", "&m", "*m", "!n",
    "<<", "~", "null", "---", "...", "%o", "@p", ",q", "`", "\"r\": s", "'t': u", "v: w", "  ", "]", "}",
    "text: ", "results:", "kind: swot",
];

/// One line of a text: blanks, dashes, and words of all that means something to YAML.
fn line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS.to_vec());
    let dash = prop::sample::select(vec!["", "", "- ", "-  ", "-", "- - "]);
    let parts = prop::collection::vec(word, 1..4);
    let indent = prop::sample::select(vec![0, 0, 1, 2, 2, 2, 4, 4, 6]);
    let key = prop::sample::select(vec!["", "", "key: ", "key:", "k : ", "'k': "]);
    (indent, dash, key, parts)
        .prop_map(|(indent, dash, key, parts)| " ".repeat(indent) + dash + key + &parts.concat() + "\n")
}

/// A sample with some of its bytes changed.
fn changed(sample: &str, changes: &[(usize, usize, &str)]) -> String {
    let mut text = sample.to_owned();
    for (at, length, with) in changes {
        let from = text.floor_char_boundary(at % text.len());
        let to = text.ceil_char_boundary((from + length).min(text.len()));
        text.replace_range(from..to, with);
    }
    text
}

fn changes() -> impl Strategy<Value = Vec<(usize, usize, &'static str)>> {
    let with = prop::sample::select(vec![
        "", "", " ", "  ", "\n", "\n\n", "- ", ": ", ":", "#", " # ", "'", "\"", "|", ">", "[", "]", "{",
        "&a ", "*a", "!b ", "\\", "?", "\t", "\r\n", "\n  ", "\n- ", "\n  - ", "\n---\n", "é", "~", "%",
    ]);
    prop::collection::vec((0..100_000usize, 0..4usize, with), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn lines_of_any_kind_are_read_as_the_parser_reads_them(lines in prop::collection::vec(line(), 1..10)) {
        is_read(&lines.concat());
        is_read(&("title: a\n".to_owned() + &lines.concat()));
    }

    #[test]
    fn a_changed_board_is_read_as_the_parser_reads_it(sample in 0..3usize, changes in changes()) {
        is_read(&changed(SAMPLES[sample], &changes));
    }
}

/// `STRATBOARD_CASES` tries more of them.
fn cases() -> u32 {
    std::env::var("STRATBOARD_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400)
}
