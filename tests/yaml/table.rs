//! The 40 rows of the edit table, each to the byte.

use crate::boards::{A, ANCH, DOC, FLOW, IND};
use crate::operations::{Op, Outcome, map, text, try_edit};

/// Row number, source, operation, lines that go, lines that come (after which line of the source).
type Row<'a> = (usize, &'a str, Op, &'a [usize], &'a [(usize, &'a str)]);

const E: &str = "sheets/0/strengths/0/ECOSYSTEM";

fn set(path: &str, value: &str) -> Op {
    Op::Set(path.into(), value.into())
}

fn append(path: &str, item: stratboard::yaml::New) -> Op {
    Op::Append(path.into(), item)
}

/// The source with whole lines taken out and put in; its line ends and its end stay.
fn expected(source: &str, gone: &[usize], added: &[(usize, &str)]) -> String {
    let eol = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines = Vec::new();
    let old: Vec<_> = source.strip_suffix(eol).unwrap_or(source).split(eol).collect();
    for number in 0..=old.len() {
        if number > 0 && !gone.contains(&number) {
            lines.push(old[number - 1]);
        }
        lines.extend(added.iter().filter(|(after, _)| *after == number).map(|(_, line)| *line));
    }
    lines.join(eol) + if source.ends_with(eol) { eol } else { "" }
}

fn check(rows: &[Row<'_>]) {
    for (number, source, op, gone, added) in rows {
        match try_edit(source, op) {
            Some(Outcome::Right(result)) => assert_eq!(result, expected(source, gone, added), "row {number}"),
            other => panic!("row {number}: {other:?}"),
        }
    }
}

#[test]
fn texts_are_set_in_the_notation_that_can_carry_them() {
    let quoted = |value: &str| format!("  - ECOSYSTEM: '{value}'   # checked in March");
    for (number, value) in [(2, "a: b"), (3, "see # 5 and #6"), (4, "- minus first"), (5, "ends with:")] {
        check(&[(number, A, set(E, value), &[12], &[(12, &quoted(value))])]);
    }
    for value in ["IoT ecosystem, 500+ products", "小米 🚀 \"best\" it's"] {
        check(&[(
            6,
            A,
            set(E, value),
            &[12],
            &[(12, &format!("  - ECOSYSTEM: {value}   # checked in March"))],
        )]);
    }
    let values = ["no", "null", "~", "true", "1e3", "0x1F", ".5", "12:30", "2025-01-02", "1_000"];
    for value in values {
        let line = format!("  - '{value}'");
        check(&[(7, A, set("sheets/1/went_well/0", value), &[32], &[(32, &line)])]);
    }
}

#[test]
fn quotes_and_blocks_stay_quotes_and_blocks() {
    check(&[
        (
            9,
            A,
            set(E, "line one\nline two: x\n\nline # four"),
            &[12],
            &[
                (12, "  - ECOSYSTEM: |-   # checked in March"),
                (12, "      line one"),
                (12, "      line two: x"),
                (12, ""),
                (12, "      line # four"),
            ],
        ),
        (
            10,
            A,
            set("sheets/0/strengths/2/text", "C:\\dir \"q\" ok"),
            &[17],
            &[(17, "    text: \"C:\\\\dir \\\"q\\\" ok\"")],
        ),
        (
            11,
            A,
            set("sheets/0/strengths/3/SERVICE", "it's 'very' fast"),
            &[19],
            &[(19, "  - SERVICE: 'it''s ''very'' fast'")],
        ),
        (
            12,
            A,
            set(
                "sheets/0/opportunities/0/NOTE",
                "first line\nsecond line: changed # not a comment\n\nlast line\n",
            ),
            &[25],
            &[(25, "      second line: changed # not a comment")],
        ),
        (
            13,
            A,
            set("mission", "To accelerate global smart technology adoption through open innovations"),
            &[6],
            &[(6, "  through open innovations")],
        ),
    ]);
}

#[test]
fn only_the_text_goes_and_what_stands_beside_it_stays() {
    check(&[
        (31, "items:\n- one\t# c\n- two\n", set("items/0", "a\tb"), &[2], &[(2, "- \"a\\tb\"\t# c")]),
        (32, ANCH, set("items/1", "own text"), &[4], &[(4, "- own text")]),
        (
            34,
            "items:\n- one\n  two\n  three   # c\n- x\n",
            set("items/0", "single"),
            &[2, 3, 4],
            &[(4, "- single   # c")],
        ),
    ]);
}

#[test]
fn items_are_put_in_where_they_belong() {
    check(&[
        (
            14,
            A,
            append("sheets/0/strengths", map("NEW", "fresh: item")),
            &[],
            &[(19, "  - NEW: 'fresh: item'")],
        ),
        (
            15,
            A,
            append("sheets/0/weaknesses", text("first weakness")),
            &[20],
            &[(20, "  weaknesses:   # none yet"), (20, "  - first weakness")],
        ),
        (16, A, append("sheets/0/threats", map("RISK", "tariffs")), &[], &[(29, "  - RISK: tariffs")]),
        (
            17,
            A,
            append("sheets/1/to_improve", text("ship earlier")),
            &[],
            &[(33, "  to_improve:"), (33, "  - ship earlier")],
        ),
        (18, IND, Op::Insert("strengths".into(), 0, map("ZERO", "nil")), &[], &[(1, "    -   ZERO: nil")]),
        (19, IND, Op::Insert("strengths".into(), 2, text("mid")), &[], &[(6, "    -   mid")]),
        (
            25,
            FLOW,
            append("tags", text("a, b: c")),
            &[2],
            &[(2, "tags: [red, 'blue sky', \"x, y\", 'a, b: c']   # colours")],
        ),
        (33, DOC, append("items", text("c")), &[], &[(6, "- c")]),
    ]);
    let field =
        |path: &str| Op::AddKey(path.into(), "votes".into(), stratboard::yaml::New::Bare("1".into()), None);
    check(&[
        (35, A, field("sheets/0/strengths/0"), &[], &[(12, "    votes: 1")]),
        (36, A, field("sheets/0/opportunities/0"), &[], &[(27, "    votes: 1")]),
    ]);
}

#[test]
fn deleted_items_take_their_lines_and_the_comment_above() {
    let delete = |path: &str, index| Op::Delete(path.into(), index);
    check(&[
        (20, A, delete("sheets/0/strengths", 1), &[13, 14], &[]),
        (21, A, delete("sheets/0/strengths", 2), &[16, 17, 18], &[]),
        (22, IND, delete("weaknesses", 0), &[11, 12], &[(10, "weaknesses: []")]),
        (26, FLOW, delete("tags", 1), &[2], &[(2, "tags: [red, \"x, y\"]   # colours")]),
    ]);
}

#[test]
fn moved_items_keep_their_bytes() {
    let note = ["  - NOTE: |", "      first line", "      second line", "", "      last line"];
    let note: Vec<_> = note.iter().map(|line| (28, *line)).collect();
    let deep =
        "a:\n    - x: |\n          deep\n            more\n      n: 1\n    # c\n    - y   # z\nb:\n- q\n";
    check(&[
        (
            23,
            IND,
            Op::Move("strengths".into(), 0, 2),
            &[2, 3],
            &[(9, "    # group one"), (9, "    -   ALPHA: one   # c1")],
        ),
        (24, A, Op::Move("sheets/0/opportunities".into(), 0, 1), &[23, 24, 25, 26, 27], &note),
        (
            37,
            A,
            Op::MoveTo("sheets/0/strengths".into(), 1, "sheets/0/weaknesses".into(), 0),
            &[13, 14, 20],
            &[
                (20, "  weaknesses:   # none yet"),
                (20, "  # two engines"),
                (20, "  - STRATEGY: Successful 'smartphone + AIoT' dual-engine growth model"),
            ],
        ),
        (
            38,
            deep,
            Op::MoveTo("a".into(), 0, "b".into(), 0),
            &[2, 3, 4, 5],
            &[(8, "- x: |"), (8, "      deep"), (8, "        more"), (8, "  n: 1")],
        ),
    ]);
}

#[test]
fn line_ends_and_a_missing_last_one_stay() {
    let crlf = A.replace('\n', "\r\n");
    let open = A.trim_end();
    check(&[
        (
            27,
            &crlf,
            set(E, "one\ntwo"),
            &[12],
            &[(12, "  - ECOSYSTEM: |-   # checked in March"), (12, "      one"), (12, "      two")],
        ),
        (28, &crlf, append("sheets/1/went_well", text("more")), &[], &[(33, "  - more")]),
        (29, open, append("sheets/1/went_well", text("more")), &[], &[(33, "  - more")]),
        (30, open, Op::Move("sheets/1/went_well".into(), 1, 0), &[33], &[(31, "  - last item   # end")]),
    ]);
}

#[test]
fn what_would_change_a_second_place_is_refused_with_the_lines() {
    for op in [Op::Delete("items".into(), 0), set("items/0", "x"), Op::Move("items".into(), 0, 1)] {
        match try_edit(ANCH, &op) {
            Some(Outcome::Refused(reason)) => {
                assert!(reason.contains("&k in line 3") && reason.contains("line 5"), "row 39: {reason}");
            }
            other => panic!("row 39: {other:?}"),
        }
    }
}

#[test]
fn blank_lines_after_a_block_that_keeps_them_are_never_lost() {
    for source in ["a:\n- |+\n  x\n\n- y\n", "a:\n- |+\n  x\n- y\n\n- z\n"] {
        for op in [Op::Move("a".into(), 1, 0), Op::Move("a".into(), 0, 1), Op::Delete("a".into(), 1)] {
            let outcome = try_edit(source, &op);
            assert!(
                matches!(outcome, Some(Outcome::Right(_) | Outcome::Refused(_))),
                "row 40: {op:?} {outcome:?}"
            );
        }
    }
}
