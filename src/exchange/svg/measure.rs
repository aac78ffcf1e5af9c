//! How wide text is where no font is at hand, and where it breaks. It must not know what is drawn.
//!
//! The widths are those of Helvetica and Arial, a little more: most faces without serifs are no wider. Signs of two cells
//! count as a full square, emoji as more.

use unicode_linebreak::linebreaks;

use crate::text::{graphemes, is_right_to_left, safe, width};

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Face {
    pub size: f64,
    pub bold: bool,
    pub italic: bool,
}

/// What other faces may be wider than the one measured.
const RESERVE: f64 = 1.1;
/// What bold letters are wider.
const BOLD: f64 = 1.09;

/// Advance widths of U+0020 to U+007E in thousandths of the size (Adobe's metrics of Helvetica).
#[rustfmt::skip]
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

impl Face {
    /// Upright letters of that size.
    pub fn plain(size: f64) -> Self {
        Self { size, bold: false, italic: false }
    }

    /// The same in bold.
    pub fn bold(size: f64) -> Self {
        Self { bold: true, ..Self::plain(size) }
    }

    /// Pixels that a text takes in one line, rather more than less.
    pub fn width(self, text: &str) -> f64 {
        let ems = graphemes(text).map(advance).sum::<f64>();
        ems * self.size * RESERVE * if self.bold { BOLD } else { 1.0 }
    }
}

/// The advance of a cluster, as a part of the size.
fn advance(cluster: &str) -> f64 {
    let Some(first) = cluster.chars().next() else { return 0.0 };
    if let Some(ascii) = (first as usize).checked_sub(0x20).and_then(|at| ASCII.get(at)) {
        return f64::from(*ascii) / 1000.0;
    }
    let is_emoji = u32::from(first) >= 0x1f000 || cluster.contains('\u{fe0f}');
    let cell = match first {
        _ if is_emoji => return 1.3,
        '\u{a0}'..='\u{24f}' if first.is_lowercase() => 0.58,
        '\u{a0}'..='\u{24f}' => 0.8,
        '\u{370}'..='\u{6ff}' if first.is_lowercase() => 0.66,
        '\u{2010}'..='\u{2027}' => return if first == '…' || first == '—' { 1.0 } else { 0.6 },
        _ => 0.9,
    };
    match width(cluster) {
        0 => 0.0,
        1 => cell,
        2 => 1.0,
        cells => f64::from(u32::try_from(cells).unwrap_or(u32::MAX)) * cell,
    }
}

/// Whether a text is written from the right to the left somewhere: Hebrew, Arabic and their neighbours.
pub(super) fn turns(text: &str) -> bool {
    text.contains(is_right_to_left)
}

/// The beginning of a line that fits, with `…` where it was cut.
pub(super) fn ellipsized(line: &str, across: f64, face: Face) -> String {
    if face.width(line) <= across {
        return line.to_owned();
    }
    let room = across - face.width("…");
    let mut kept = String::new();
    let mut used = 0.0;
    for cluster in graphemes(line) {
        used += face.width(cluster);
        if used > room {
            break;
        }
        kept.push_str(cluster);
    }
    kept.truncate(kept.trim_end().len());
    kept + "…"
}

/// The rows of a text, harmless: `first` pixels are free on the first, `rest` on the others. Never empty.
pub(super) fn wrapped(text: &str, first: f64, rest: f64, face: Face) -> Vec<String> {
    let text = safe(text);
    let mut rows = Rows { done: vec![String::new()], used: 0.0, room: first, rest, face };
    for (at, line) in text.trim_end().split('\n').enumerate() {
        if at > 0 {
            rows.close();
        }
        let mut clusters = graphemes(line);
        let mut from = 0;
        let mut end = 0;
        for (to, _) in linebreaks(line) {
            // A break inside a cluster is none.
            while end < to {
                end += clusters.next().map_or(usize::MAX, str::len);
            }
            if end == to {
                rows.put(&line[from..to]);
                from = to;
            }
        }
        rows.put(line.get(from..).unwrap_or_default());
    }
    let trimmed = rows.done.into_iter().map(|row| row.trim_end().to_owned());
    trimmed.collect()
}

/// Rows that grow.
struct Rows {
    done: Vec<String>,
    used: f64,
    room: f64,
    rest: f64,
    face: Face,
}

impl Rows {
    fn close(&mut self) {
        self.done.push(String::new());
        (self.used, self.room) = (0.0, self.rest);
    }

    /// Puts what may not be parted, which is parted only where no row has room for it.
    fn put(&mut self, part: &str) {
        let width = self.face.width(part.trim_end());
        let is_first = self.done.len() == 1;
        if self.used + width > self.room && (self.used > 0.0 || is_first && width <= self.rest) {
            self.close();
        }
        for cluster in graphemes(part) {
            let next = self.face.width(cluster);
            if self.used > 0.0 && self.used + next > self.room && !cluster.trim().is_empty() {
                self.close();
            }
            self.used += next;
            if let Some(row) = self.done.last_mut() {
                row.push_str(cluster);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_break_between_words_and_hold_what_was_said() {
        let face = Face::plain(20.0);
        assert_eq!(wrapped("one two three", 80.0, 80.0, face), ["one two", "three"]);
        assert_eq!(wrapped("one two", 10.0, 80.0, face), ["", "one two"], "nothing fits beside the tag");
        assert_eq!(wrapped("one\n\ntwo\n", 500.0, 500.0, face), ["one", "", "two"]);
        assert_eq!(wrapped("", 10.0, 10.0, face), [""]);
        assert_eq!(wrapped("小米手机", 50.0, 50.0, face), ["小米", "手机"]);
    }

    proptest! {
        #[test]
        fn no_row_is_wider_than_its_room(text in crate::text::tests::any_text(), room in 30.0..400.0f64) {
            let face = Face::bold(18.0);
            let rows = wrapped(&text, room, room, face);
            for row in &rows {
                prop_assert!(face.width(row) <= room || graphemes(row).count() == 1, "{row:?} {}", face.width(row));
            }
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&rows.concat()), letters(&safe(&text)));
            prop_assert!(face.width(&ellipsized(&safe(&text).replace('\n', ""), room, face)) <= room + 0.01);
        }
    }
}
