//! Random boards: three indentations, comments, blank lines, every notation, brackets, anchors, CRLF, open ends.

use stratboard::yaml::New;

use crate::operations::text;

/// A small xorshift generator, so that a seed gives the same boards for ever.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap() % end
    }
    pub fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

const WORDS: [&str; 8] = ["alpha", "小米", "400+ products", "it's", "R&D", "🚀", "a:b", "x#y"];

const NASTY: [&str; 44] = [
    "a", "b c", " ", "  ", "#", " #", ": ", ":", "- ", "-", "'", "\"", "\\", "\n", "\n", "\n\n", "\t",
    "\u{85}", "\u{2028}", "小米", "🚀", "no", "1", "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%",
    "@", "`", "?", "\r", "\u{feff}", "\u{7f}", "\u{1}", "...", "<<", "~",
];

const VALUES: [&str; 16] = [
    "no",
    "null",
    "~",
    "true",
    "1e3",
    "0x1F",
    ".5",
    "12:30",
    "2025-01-02",
    "1_000",
    "",
    "plain words",
    "=",
    "---",
    "y",
    "TAG: x",
];

pub fn words(rng: &mut Random) -> String {
    (0..=rng.below(3)).map(|_| *rng.pick(&WORDS)).collect::<Vec<_>>().join(" ")
}

/// A text that is hard to write.
pub fn nasty(rng: &mut Random) -> String {
    match rng.below(4) {
        0 => (*rng.pick(&VALUES)).to_owned(),
        1 => (0..=rng.below(3)).map(|_| words(rng)).collect::<Vec<_>>().join("\n"),
        _ => (0..=rng.below(6)).map(|_| *rng.pick(&NASTY)).collect(),
    }
}

/// An item to be written.
pub fn item(rng: &mut Random, depth: usize) -> New {
    match rng.below(6) {
        0 if depth > 0 => New::List((0..rng.below(3)).map(|_| item(rng, depth - 1)).collect()),
        1 | 2 if depth > 0 => {
            let fields = ["TAG", "note", "see"].iter().take(rng.below(4));
            New::Map(fields.map(|key| ((*key).to_owned(), item(rng, depth - 1))).collect())
        }
        3 => New::Bare(rng.below(100).to_string()),
        _ => text(&nasty(rng)),
    }
}

struct Writer<'r> {
    rng: &'r mut Random,
    lines: Vec<String>,
    offset: usize,
    comments: usize,
    anchors: bool,
    last_anchor: usize,
    anchored_list: bool,
    ends_in_block: bool,
}

/// A random board that all readers take for the same.
pub fn board(rng: &mut Random) -> String {
    let offset = *rng.pick(&[0, 2, 4]);
    let anchors = rng.one_in(4);
    let (crlf, bom, open) = (rng.one_in(4), rng.one_in(8), rng.one_in(4));
    let mut w = Writer {
        rng,
        lines: Vec::new(),
        offset,
        comments: 0,
        anchors,
        last_anchor: 0,
        anchored_list: false,
        ends_in_block: false,
    };
    w.noise(0);
    let comment = w.comment();
    w.lines.push(format!("title: Some title{comment}"));
    if anchors {
        w.lines.push("base: &b shared text".into());
    }
    w.value("motto:".into(), 0);
    w.lines.push("meta: {team: sales, mail: 'a@b.c', see: [x, y]}".into());
    for index in 0..=w.rng.below(3) {
        w.list(&format!("list{index}"), 0, 2);
    }
    if w.anchored_list {
        w.lines.push("same: *l".into());
        w.ends_in_block = false;
    }
    let closed = w.ends_in_block || !open;
    let mut text = w.lines.join("\n");
    if closed {
        text.push('\n');
    }
    let text = if crlf { text.replace('\n', "\r\n") } else { text };
    if bom { format!("\u{feff}{text}") } else { text }
}

impl Writer<'_> {
    fn comment(&mut self) -> String {
        if self.rng.one_in(3) {
            self.comments += 1;
            format!("   # c{} it's: \"so\"", self.comments)
        } else {
            String::new()
        }
    }

    /// Blank lines and comment lines, at `column` or deeper.
    fn noise(&mut self, column: usize) {
        if self.rng.one_in(6) {
            self.lines.push(String::new());
        }
        if self.rng.one_in(5) {
            self.comments += 1;
            let indent = " ".repeat(column + if self.rng.one_in(4) { 3 } else { 0 });
            self.lines.push(format!("{indent}# c{} line", self.comments));
        }
    }

    fn list(&mut self, key: &str, column: usize, depth: usize) {
        self.noise(column);
        let head = format!("{}{key}:", " ".repeat(column));
        let comment = self.comment();
        self.ends_in_block = false;
        match self.rng.below(10) {
            0 => self.lines.push(format!("{head} []{comment}")),
            1 => self.lines.push(format!("{head}{comment}")),
            2 => self.lines.push(format!("{head} ~{comment}")),
            3 => self.lines.push(format!("{head} [red, 'blue sky', \"x, y\", {{k: v}}, a: b]{comment}")),
            4 => {
                self.comments += 1;
                let indent = " ".repeat(column + 2);
                let inner = if self.rng.one_in(2) {
                    format!("   # c{} inside", self.comments)
                } else {
                    String::new()
                };
                self.lines.push(format!("{head} [{comment}"));
                self.lines.push(format!("{indent}one,{inner}"));
                self.lines.push(format!("{indent}two three ]"));
            }
            _ => {
                let anchor = if self.anchors && column == 0 && key == "list1" { " &l" } else { "" };
                self.anchored_list |= !anchor.is_empty();
                self.lines.push(format!("{head}{anchor}{comment}"));
                let gap = *self.rng.pick(&[1, 1, 3]);
                for _ in 0..=self.rng.below(4) {
                    self.item(column + self.offset, gap, depth);
                }
            }
        }
    }

    fn item(&mut self, dash: usize, gap: usize, depth: usize) {
        self.noise(dash);
        let head = format!("{}-", " ".repeat(dash));
        let spaces = " ".repeat(gap);
        let column = dash + 1 + gap;
        self.ends_in_block = false;
        match self.rng.below(9) {
            0 | 8 if self.anchors => {
                let number = self.lines.len(); // names do not repeat: libyaml's family mixes such anchors up
                let mark = match self.rng.below(5) {
                    0 => format!("&k{number} anchored"),
                    1 => format!("&m{number} {{x: *b}}"),
                    2 if self.last_anchor > 0 => format!("*k{}", self.last_anchor),
                    _ => "*b".to_owned(),
                };
                if mark.starts_with("&k") {
                    self.last_anchor = number;
                }
                self.lines.push(format!("{head}{spaces}{mark}"));
            }
            0 => {
                let comment = self.comment();
                self.lines.push(format!("{head}{spaces}plain words{comment}"));
            }
            1..=3 => {
                let tag = *self.rng.pick(&["TAG", "5G", "小米"]);
                self.value(format!("{head}{spaces}{tag}:"), column);
                self.fields(column, depth);
            }
            _ => self.value(head + &spaces[1..], dash),
        }
    }

    fn fields(&mut self, column: usize, depth: usize) {
        if self.rng.one_in(3) {
            self.lines.push(format!("{}votes: 3", " ".repeat(column)));
            self.ends_in_block = false;
        }
        if self.rng.one_in(3) {
            self.noise(column);
            self.value(format!("{}note:", " ".repeat(column)), column);
        }
        if depth > 0 && self.rng.one_in(3) {
            self.list("results", column, depth - 1);
        }
    }

    /// A scalar in some notation behind `head`; its block lines are deeper than `column`.
    fn value(&mut self, head: String, column: usize) {
        let indent = " ".repeat(column + 2 + self.rng.below(3));
        let comment = self.comment();
        self.ends_in_block = false;
        let style = self.rng.below(12);
        match style {
            0 => self.lines.push(format!("{head} 'it''s {}'{comment}", self.rng.below(99))),
            1 => self.lines.push(format!("{head} \"a \\\"b\\\" \\t c\"{comment}")),
            2 | 3 => {
                let header = *self.rng.pick(&["|", "|-", "|+", ">", ">-", ">+"]);
                self.lines.push(format!("{head} {header}{comment}"));
                self.lines.push(format!("{indent}first line of it"));
                if self.rng.one_in(2) {
                    self.lines.push(String::new());
                    self.lines.push(format!("{indent}  deeper # no comment"));
                }
                self.lines.push(format!("{indent}last: line"));
                if self.rng.one_in(3) {
                    self.lines.push(String::new());
                }
                self.ends_in_block = true;
            }
            4 => {
                self.lines.push(format!("{head} words that"));
                self.lines.push(format!("{indent}go on{comment}"));
            }
            5 => {
                self.lines.push(format!("{head} \"quoted"));
                self.lines.push(format!("{indent}words \\"));
                self.lines.push(format!("{indent}go on\"{comment}"));
            }
            6 => self.lines.push(format!("{head}{comment}")),
            7 => {
                self.lines.push(head + &comment);
                self.lines.push(format!("{indent}on the next line"));
            }
            _ => {
                let value = (*self.rng.pick(&["no", "1.10", "plain words", "2025-01-02", "a - b", "null"]))
                    .to_owned();
                self.lines.push(format!("{head} {value}{comment}"));
            }
        }
    }
}
