//! The lines of a copied page: blanks made plain, bullets told from words, wrapped lines joined.
//! It must not know what a line is for, but for what can never be the rest of a wrapped line.

use super::names::{self, Meaning};
use crate::model::tag;
use crate::text::{behind_bullet, clean_paste};

/// A line that says something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the text, from 1.
    pub number: usize,
    /// Blanks before it; a TAB counts as four.
    pub indent: usize,
    /// Whether it begins with a bullet.
    pub bullet: bool,
    /// Its words, without bullet, in single blanks.
    pub text: String,
    /// What it is by its words.
    pub meaning: Meaning,
    /// Whether it follows the line before it at once.
    tight: bool,
    /// Characters of its last line as it stands on the page.
    width: usize,
}

impl Line {
    /// Whether it is more than words: such a line is never the rest of another one.
    pub fn is_known(&self) -> bool {
        self.meaning != Meaning::Words
    }

    /// Whether a line that stands apart from this bullet, indented as its words are, tells more about it.
    pub fn can_have_details(&self, line: &Self) -> bool {
        let is_name = self.bullet && !self.is_known() && self.text.split(' ').count() <= NAME_WORDS;
        is_name
            && !line.tight
            && line.indent > self.indent
            && !self.text.contains(": ")
            && !self.text.ends_with(['.', '!', '?', ',', ';'])
    }
}

/// The name of a bullet that has its text below it has no more words.
const NAME_WORDS: usize = 8;

/// Characters that bars and rules are made of.
const BARS: &str = "|¦-–—_=*·•~#/\\+.:<>";
/// What stands before items where a page has no bullets.
const MARKS: [&str; 10] = ["→", "➜", "➔", "➤", "►", "»", "›", "✓", "✔", "+"];
/// No mail program and no terminal wraps wider; a text with longer lines is not wrapped.
const WIDEST_WRAP: usize = 120;
/// A figure has no more words.
const FIGURE_WORDS: usize = 3;
/// Lines shorter than that are not full anywhere.
const NARROWEST_WRAP: usize = 50;

/// The lines that say something; bars and empty lines do not.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let clean = clean_paste(text);
    let mut lines: Vec<Line> = Vec::new();
    let widest = clean.lines().map(|line| line.chars().take(WIDEST_WRAP + 1).count()).max().unwrap_or(0);
    let mut tight = false;
    let mut bare_bullet = None;
    for (number, raw) in (1..).zip(clean.split('\n')) {
        let indent =
            raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let whole = tidy(raw);
        let behind = behind_bullet(&whole).or_else(|| behind_mark(&whole)).map(item);
        let bullet = behind.is_some();
        let text = without_marks(behind.unwrap_or(&whole));
        let text = if bullet { with_tag(text) } else { text };
        if is_bar(&text) {
            bare_bullet = if bullet { Some(indent) } else { bare_bullet.filter(|_| text.is_empty()) };
            tight = false;
            continue;
        }
        let bullet = bullet || bare_bullet.is_some();
        let width = indent + usize::from(bullet) * 2 + text.chars().count();
        let line = Line { number, indent, bullet, meaning: names::meaning(&text), text, tight, width };
        match lines.last_mut() {
            Some(last) if tight && goes_on(last, &line, widest) => {
                last.text.push_str(if is_value_of(last, &line) { ": " } else { " " });
                last.text.push_str(&line.text);
                last.meaning = names::meaning(&last.text);
                last.width = line.width;
            }
            _ => lines.push(line),
        }
        bare_bullet = None;
        tight = true;
    }
    lines
}

/// The line in single plain blanks, without what nobody sees: browsers copy soft hyphens and zero-width blanks along.
/// Joiners stay: words of some scripts and some pictures need them.
fn tidy(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars().filter(|c| !matches!(c, '\u{200b}' | '\u{2060}' | '\u{ad}')) {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What stands behind a bullet and further ones (`- [ ]`); a number there is a word of the item.
fn item(behind: &str) -> &str {
    let mut rest = behind.trim_start();
    while let Some(behind) = behind_bullet(rest).filter(|_| !rest.starts_with(|c: char| c.is_ascii_digit())) {
        rest = behind.trim_start();
    }
    rest
}

/// What stands behind a mark that a page has in place of a bullet: an arrow or a tick, or a picture before a tag.
fn behind_mark(line: &str) -> Option<&str> {
    let (mark, rest) = line.split_once(' ')?;
    let is_mark = mark.chars().count() <= 3 && !mark.chars().any(char::is_alphanumeric);
    let is_bullet = || {
        let is_picture = !mark.is_ascii() && tag::split(rest, false).0.is_some();
        MARKS.contains(&mark) || is_picture
    };
    (is_mark && is_bullet() && names::meaning(rest) == Meaning::Words).then_some(rest)
}

/// A tag that a dash ends: `ADOPTION - 90 minutes a day`.
fn with_tag(text: String) -> String {
    let dash = [" - ", " – ", " — "].into_iter().find_map(|dash| text.split_once(dash));
    match dash {
        Some((tag, words)) if is_capitals(tag) && tag::reads_as_tag(tag) && !tag.contains(':') => {
            tag::join(Some(tag), words)
        }
        _ => text,
    }
}

/// The words without the marks of Markdown that stand around them: `## Strengths`, `**TAG:** words`.
fn without_marks(text: &str) -> String {
    let behind = text.trim_start_matches('#');
    let words = if behind.starts_with(' ') { behind.trim_start() } else { text };
    let stars = words.matches("**").count();
    if stars > 0 && stars % 2 == 0 { words.replace("**", "") } else { words.to_owned() }
}

fn is_bar(text: &str) -> bool {
    text.chars().all(|c| BARS.contains(c) || c == ' ')
}

/// Whether a line is the rest of the one before it.
fn goes_on(last: &Line, line: &Line, widest: usize) -> bool {
    if is_hanging(last, line) || is_value_of(last, line) {
        return true;
    }
    if line.bullet || line.is_known() || last.is_known() || names::labelled(&line.text).is_some() {
        return false;
    }
    let begins_anew = tag::split(&line.text, false).0.is_some() || is_capitals(&line.text);
    let first = line.text.chars().next();
    let in_lower_case = first.is_some_and(char::is_lowercase);
    if last.bullet && (line.indent > last.indent || in_lower_case) {
        // Below the words of a bullet, capitals are a word such as `USA`.
        let hangs = line.indent > last.indent + 1 && tag::split(&line.text, false).0.is_none();
        return hangs || !begins_anew;
    }
    // Whoever wraps lines moves a word to the next one only where it no longer fits.
    let next_word = line.text.split(' ').next().unwrap_or_default().chars().count();
    let full = last.width + 1 + next_word > widest;
    let wrapped = (NARROWEST_WRAP..=WIDEST_WRAP).contains(&widest) && full;
    wrapped && !begins_anew && !last.text.ends_with(['.', '!', '?', ':'])
        || wrapped && !last.bullet && in_lower_case
}

/// Whether a line hangs below the words of a bullet that ends in no sentence: there is no heading, whatever it says.
fn is_hanging(last: &Line, line: &Line) -> bool {
    let hangs = last.bullet && !line.bullet && line.indent > last.indent + 1;
    let begins_anew = tag::split(&line.text, false).0.is_some();
    let of_site = last.meaning == Meaning::Furniture
        && last.width > NARROWEST_WRAP - 10
        && !line.bullet
        && line.text.starts_with(char::is_lowercase);
    hangs && line.is_known() && !begins_anew && !last.is_known() && !last.text.ends_with(['.', '!', '?', ':'])
        || of_site
}

/// Whether a line is the figure that a name in capitals before it has: `REVENUE GROWTH`, `28%`.
fn is_value_of(last: &Line, line: &Line) -> bool {
    let is_figure = |text: &str| {
        let begins = text.starts_with(|c: char| c.is_ascii_digit() || "$€£¥+-~<>".contains(c));
        begins && text.bytes().any(|byte| byte.is_ascii_digit()) && text.split(' ').count() <= FIGURE_WORDS
    };
    let is_name =
        last.bullet && is_capitals(&last.text) && !last.text.contains(": ") && !is_figure(&last.text);
    is_name && !line.bullet && line.indent > last.indent && is_figure(&line.text)
}

/// Whether it has letters and none of them is a small one: how pages write an objective.
pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let shown =
            |line: Line| format!("{}{} {}", line.number, if line.bullet { "•" } else { ":" }, line.text);
        lines(text).into_iter().map(shown).collect()
    }

    #[test]
    fn every_kind_of_blank_and_bullet_is_read() {
        let text = "\u{feff}  • one\r\n\t-\u{a0}two\r\n|\r\n\n  \u{200b}\n1. th\u{ad}ree\n◦four\n\nplain\u{a0}\u{a0}words\n•\n\n  six\n";
        assert_eq!(
            told("## **Strengths**\n- **TAG:** # 1 of 2 ** 3"),
            ["1: Strengths", "2• **TAG:** # 1 of 2 ** 3"]
        );
        assert_eq!(told("- **TAG:** words"), ["1• TAG: words"]);
        assert_eq!(told(text), ["1• one", "2• two", "6• three", "7• four", "9: plain words", "12• six"]);
    }

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        assert_eq!(told("• one\n  and more\n• two\nand more"), ["1• one and more", "3• two and more"]);
        assert_eq!(
            told("• one\nWEAKNESSES\n• two\nThreats"),
            ["1• one", "2: WEAKNESSES", "3• two", "4: Threats"]
        );
        let mail = "To bring inspiration and innovation to every athlete in the whole\nworld and beyond it.\n\nStrengths\nFast\nGood";
        assert_eq!(told(mail).len(), 4, "{:?}", told(mail));
    }
}
