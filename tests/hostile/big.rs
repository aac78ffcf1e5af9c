//! Hostile texts that are too large to be stored. They must not be small: what costs more than its size shows here.

const SWOT: &str = "title: A\nsheets:\n- kind: swot\n  strengths:\n";

/// Without optimisation the same shapes in small: a cost by the square shows there too.
const PART: usize = if cfg!(debug_assertions) { 16 } else { 1 };

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// Each with its name.
pub fn texts() -> Vec<(&'static str, String)> {
    let sheets = "title: A\nsheets:\n";
    let swot = format!("{sheets}- kind: swot\n");
    let plan = format!("{sheets}- kind: plan\n  objectives:\n");
    vec![
        ("items", SWOT.to_owned() + &"  - a\n".repeat(100_000 / PART)),
        ("flow items", format!("{} [{}]\n", SWOT.trim_end(), "a,".repeat(300_000 / PART))),
        ("items with problems", SWOT.to_owned() + &"  - a: b\n    votes: -3\n".repeat(40_000 / PART)),
        ("keys", "title: A\n".to_owned() + &lines(60_000 / PART, |n| format!("k{n}: v\n"))),
        ("fields", SWOT.to_owned() + "  - a: b\n" + &lines(40_000 / PART, |n| format!("    f{n}: v\n"))),
        ("panes", swot.clone() + &lines(15_000 / PART, |n| format!("  p{n}: [a]\n"))),
        ("sheets", sheets.to_owned() + &"- kind: swot\n".repeat(20_000 / PART)),
        ("findings", sheets.to_owned() + &"- kind: swto\n".repeat(40_000 / PART)),
        ("objectives", plan + &"  - O: x\n    results: [a]\n".repeat(15_000 / PART)),
        (
            "anchors",
            "title: A\n".to_owned() + &lines(30_000 / PART, |n| format!("k{n}: &a{n} v\nm{n}: *a{n}\n")),
        ),
        ("duplicates", "title: A\n".to_owned() + &"a: 1\n".repeat(60_000 / PART)),
        ("one long word", format!("{SWOT}  - {}\n", "x".repeat(2_000_000 / PART))),
        ("many words", format!("{SWOT}  - {}\n", "words ".repeat(300_000 / PART))),
        ("escapes", format!("{SWOT}  - \"{}\"\n", "x \\e".repeat(300_000 / PART))),
        ("a tower of marks", format!("{SWOT}  - a{}\n", "\u{301}".repeat(500_000 / PART))),
        ("a long tag", format!("{SWOT}  - ? {}\n    : a\n", "T".repeat(1_000_000 / PART))),
        ("a long title", format!("title: {}\nsheets: []\n", "x".repeat(1_000_000 / PART))),
        ("a long list of tags", format!("{SWOT}  - A: b\n    see: [{}]\n", "q,".repeat(200_000 / PART))),
        ("a long comment", format!("# {}\n{SWOT}  - a\n", "c".repeat(2_000_000 / PART))),
        ("blank lines", "\n".repeat(2_000_000 / PART)),
        ("blank lines in a block", format!("{SWOT}  - |\n{}    x\n", "\n".repeat(500_000 / PART))),
        ("brackets", "[".repeat(1_000_000 / PART)),
        ("dashes", "- ".repeat(500_000 / PART)),
        ("dashes below sheets", format!("title: A\nsheets:\n{}", "- ".repeat(200_000 / PART))),
        ("backslashes", format!("title: \"{}", "\\".repeat(1_000_000 / PART))),
        ("documents", "---\na\n".repeat(200_000 / PART)),
        (
            "noise",
            (0..1_000_000_u32 / PART as u32)
                .map(|n| char::from((n.wrapping_mul(2_654_435_761) >> 24) as u8))
                .collect(),
        ),
        ("NUL", "\0".repeat(1_000_000 / PART)),
    ]
}
