//! Random edits, and boards of many habits: gaps, comments, CRLF, flow lists, block texts, unknown keys, other scripts.

use stratboard::document::Edit;
use stratboard::model::{Board, Draft, Field, Head, HeadAt, ItemAt, ListAt, Value};

/// A small xorshift generator: the same numbers on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % limit.max(1) as u64).unwrap()
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

const HABITS: &str = "\
# kept by hand
title: Habits
x-owner: {team: sales}   # unknown
mission: |
  two
  lines
sheets:
  - kind: swot
    strengths:
        # group one
        -   ALPHA: one   # c1
        # about beta
        -   BETA: two

        # about gamma
        -   tag: owner
            text: three
            votes: 2
        # tail note
    weaknesses: [flow, 'blue sky', \"x, y\"]   # colours
    opportunities:
    -   one
    -   >-
        folded text of
        two lines
    -   NOTE: |
          first line

          last line
        owner: 李雷   # who
    threats: []   # none yet
    needs_help:
    - 需要帮助：翻译
    - \"quoted: \\t tab\"
  - kind: plan
    objectives:
      - WIN: aim
        see: [A, B]
        results:
          - K1: words   # first
            score: 0.5
          # between
          - K2: 'it''s'
      - plain objective
    values:
      - a
      - ~
      -
      - text: b
        note: n
  - kind: retro
    went_well:
      - multi
        line plain   # end
      - x
    mine: {deep: [1, 2]}
    actions: # todo
      - DO: it
        due: 2025-01-31
        x-ref: 7
";

/// Boards to edit.
pub fn boards() -> Vec<String> {
    let sample = include_str!("../../boards/xiaomi-sales/2025-Q2.yaml").to_owned();
    let retro = include_str!("../../boards/your-team-retro.yaml").to_owned();
    let crlf = HABITS.replace('\n', "\r\n");
    let open_end = HABITS.trim_end().to_owned();
    let marked = format!("\u{feff}{HABITS}");
    vec![HABITS.to_owned(), sample, crlf, retro, open_end, marked]
}

const WORDS: &[&str] = &[
    "plain words",
    "with: colon",
    "see # 5 and #6",
    "- minus",
    "no",
    "12:30",
    "2025",
    "",
    "two\nlines",
    "trailing space ",
    " leading",
    "小米 🚀 \"best\" it's",
    "tab\there",
    "[flow]",
    "a, b",
    "line\n\n  indented # x\n",
    "ends with:",
    "\u{2028}separator",
    "'",
    "*star",
    "~",
];
const TAGS: &[&str] = &["NEW", "US MARKET", "R&D", "2018-09", "owner", "品牌", "A: B", "text", "#1", "Q1"];

fn any_list(random: &mut Random, board: &Board) -> Option<ListAt> {
    let sheet = random.below(board.sheets.len());
    let lists = board.lists(sheet);
    (!lists.is_empty()).then(|| lists[random.below(lists.len())])
}

fn any_item(random: &mut Random, board: &Board) -> Option<ItemAt> {
    let list = any_list(random, board)?;
    let count = board.items(list).len();
    (count > 0).then(|| list.item(random.below(count)))
}

fn any_tag(random: &mut Random) -> Option<String> {
    (random.below(3) > 0).then(|| (*random.pick(TAGS)).to_owned())
}

fn any_field(random: &mut Random) -> (Field, Option<Value>) {
    let (field, value) = *random.pick(&[
        (Field::Votes, "3"),
        (Field::Score, "0.5"),
        (Field::Owner, "李雷: x"),
        (Field::Due, "2025-06-30"),
        (Field::Done, "true"),
        (Field::Note, "two\nlines # here"),
        (Field::Forecast, "red"),
        (Field::Since, "2025"),
    ]);
    let value = match random.below(4) {
        0 => None,
        _ => Some(Value::from(value)),
    };
    if random.below(8) == 0 {
        return (Field::See, Some(Value::Tags(vec!["A".to_owned(), "b: c".to_owned()])));
    }
    (field, value)
}

/// Some edit that the board's places admit.
pub fn random_edit(random: &mut Random, board: &Board) -> Option<Edit> {
    let words = (*random.pick(WORDS)).to_owned();
    Some(match random.below(9) {
        0 | 1 => Edit::SetText { at: any_item(random, board)?, tag: any_tag(random), text: words },
        2 | 3 => {
            let (field, value) = any_field(random);
            Edit::SetField { at: any_item(random, board)?, field, value }
        }
        4 => {
            let list = any_list(random, board)?;
            let fields =
                if random.below(3) == 0 { vec![(Field::Votes, Value::from("2"))] } else { Vec::new() };
            let draft = Draft { tag: any_tag(random), text: words, fields, results: Vec::new() };
            Edit::Insert { list, index: random.below(board.items(list).len() + 1), draft }
        }
        5 => Edit::Delete { at: any_item(random, board)? },
        6 => {
            let from = any_item(random, board)?;
            let count = board.items(from.list).len();
            Edit::Move { from, list: from.list, index: random.below(count) }
        }
        7 => {
            let from = any_item(random, board)?;
            let list =
                any_list(random, board).filter(|list| *list != from.list && list.parent() != Some(from))?;
            if board.item(from)?.has_results() {
                return None;
            }
            Edit::Move { from, list, index: random.below(board.items(list).len() + 1) }
        }
        _ => {
            let at = *random.pick(&[
                HeadAt::Board(Head::Mission),
                HeadAt::Board(Head::Title),
                HeadAt::Sheet(0, Head::Conclusion),
            ]);
            let words = if words.is_empty() { "words".to_owned() } else { words };
            Edit::SetHead { at, value: Some(words) }
        }
    })
}
