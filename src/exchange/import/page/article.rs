//! An article as a brief: what it is called and who wrote it, what happened when, figures, open questions.
//! It must not know how figures are told from other words; that is `figures`.

use super::figures;
use super::line::Line;
use super::names::Meaning;
use super::section::{MOST_EXTRA, extra_key};
use super::{prose, time};
use crate::exchange::draft::{BoardDraft, ItemDraft, SheetDraft};
use crate::exchange::import::{Imported, Unplaced};
use crate::model::{Head, Kind, Period};

/// A headline has no more words.
const HEADLINE_WORDS: usize = 24;
/// Words of what people do who write articles.
const ROLES: &str = "analyst|director|editor|journalist|writer|author|reporter|consultant|researcher|correspondent|columnist|\
                     associate|manager|partner|president|founder|fellow|economist|contributor|strategist|expert";
const EVENTS: &str = "events";
const FIGURES: &str = "figures";
const QUESTIONS: &str = "questions";

struct Article<'l> {
    lines: &'l [Line],
    sheet: SheetDraft,
    unplaced: Vec<Unplaced>,
    /// A short line that may be the heading of a list.
    heading: Option<usize>,
    /// The extra pane of the list that is being read.
    pane: Option<String>,
    in_terms: bool,
}

/// Reads lines as an article. Bullets and sentences without a place are listed.
pub(super) fn read(lines: &[Line]) -> Imported {
    let sheet = SheetDraft::of_kind(Kind::Brief);
    let mut article =
        Article { lines, sheet, unplaced: Vec::new(), heading: None, pane: None, in_terms: false };
    for at in 0..lines.len() {
        article.line(at);
    }
    article.leave_heading();
    let Article { mut sheet, mut unplaced, .. } = article;
    let mut board = BoardDraft::default();
    let headline = sheet.head(Head::Title).unwrap_or_default();
    board.set_head(Head::Title, headline.split(": ").next().unwrap_or(headline));
    sheet.heads.sort_by_key(|(head, _)| *head);
    let says_something = !sheet.heads.is_empty() || sheet.panes.iter().any(|pane| !pane.items.is_empty());
    board.sheets.extend(Some(sheet).filter(|_| says_something));
    unplaced.sort_by_key(|piece| piece.line);
    Imported { board, unplaced }
}

impl<'l> Article<'l> {
    fn text(&self, at: usize) -> &'l str {
        self.lines.get(at).map_or("", |line| &line.text)
    }

    fn leave(&mut self, at: usize, text: &str) {
        let number = self.lines.get(at).map_or(0, |line| line.number);
        self.unplaced.push(Unplaced { line: number, text: text.to_owned() });
    }

    fn leave_heading(&mut self) {
        if let Some(at) = self.heading.take() {
            self.leave(at, self.text(at));
        }
    }

    fn push(&mut self, key: &str, item: ItemDraft) {
        self.sheet.pane_mut(key).items.push(item);
    }

    fn line(&mut self, at: usize) {
        let text = self.text(at);
        if self.lines.get(at).is_some_and(|line| line.bullet) {
            return self.bullet(at);
        }
        self.pane = None;
        self.leave_heading();
        match self.lines.get(at).map_or(&Meaning::Words, |line| &line.meaning) {
            Meaning::Furniture | Meaning::Logo(_) => return,
            Meaning::Legal => self.in_terms = true,
            _ if self.in_terms && prose::is_of_terms(text) => {}
            _ if self.scalar(text) => {}
            _ if prose::is_heading(text) && !text.ends_with('?') => self.heading = Some(at),
            _ => self.paragraph(at),
        }
        if self.heading.is_some() && self.lines.get(at + 1).is_none_or(|next| !next.bullet) {
            self.leave_heading();
        }
    }

    /// Takes a line that is one of the brief's scalars.
    fn scalar(&mut self, text: &str) -> bool {
        let is_missing = |head| self.sheet.head(head).is_none();
        let words = text.split(' ').count();
        let day = time::updated(text).and_then(|told| told.day);
        let labelled = |label: &str| text.strip_prefix(label).map(str::trim).filter(|rest| !rest.is_empty());
        let (head, value) = if let Some(day) = day.filter(|_| is_missing(Head::Published)) {
            (Head::Published, day.to_string())
        } else if text.starts_with("https://") && words == 1 && is_missing(Head::Url) {
            (Head::Url, text.to_owned())
        } else if let Some(source) = labelled("Source:").filter(|_| is_missing(Head::Source)) {
            (Head::Source, source.to_owned())
        } else if let Some(author) = labelled("Author:").or_else(|| labelled("By ").filter(|_| words <= 5))
            && is_missing(Head::Author)
        {
            (Head::Author, author.to_owned())
        } else if is_missing(Head::Title) && words <= HEADLINE_WORDS && !text.ends_with(['.', ',', ';', ':'])
        {
            (Head::Title, text.to_owned())
        } else {
            return false;
        };
        self.sheet.set_head(head, &value);
        true
    }

    fn bullet(&mut self, at: usize) {
        let text = self.text(at);
        if let Some((period, words)) = dated(text) {
            self.push(EVENTS, event(period, words));
            for figure in figures::of(text).into_iter().filter(|figure| figure.is_money) {
                self.push(FIGURES, figure.item);
            }
            return;
        }
        if text.ends_with('?') && sentences(text).len() == 1 {
            return self.push(QUESTIONS, ItemDraft::from_line(text));
        }
        if let Some(heading) = self.heading.take() {
            if self.sheet.panes.len() < MOST_EXTRA {
                self.pane = Some(extra_key(self.text(heading)));
            } else {
                self.leave(heading, self.text(heading));
            }
        }
        match self.pane.clone().filter(|_| !self.in_terms) {
            Some(key) => self.push(&key, ItemDraft::from_line(text)),
            None => self.leave(at, text),
        }
    }

    fn paragraph(&mut self, at: usize) {
        let text = self.text(at);
        if let Some((author, source)) = byline(text) {
            let is_new = self.sheet.head(Head::Author).is_none();
            if is_new {
                self.sheet.set_head(Head::Author, author);
                if self.sheet.head(Head::Source).is_none() {
                    self.sheet.set_head(Head::Source, source);
                }
            }
            return self.leave(at, text);
        }
        let is_first = self.sheet.head(Head::Summary).is_none() && !has_items(&self.sheet);
        if is_first && prose::is_narrative(text) {
            return self.sheet.set_head(Head::Summary, text);
        }
        let mut left: Vec<&str> = Vec::new();
        for sentence in sentences(text) {
            let figures = figures::of(sentence);
            let event = dated(sentence)
                .filter(|(period, _)| !matches!(period, Period::Year(_)) && figures.is_empty());
            if sentence.ends_with('?') {
                self.push(QUESTIONS, ItemDraft::from_line(sentence));
            } else if let Some((period, words)) = event {
                self.push(EVENTS, self::event(period, words));
            } else if figures.is_empty() {
                left.push(sentence);
            } else {
                for figure in figures {
                    self.push(FIGURES, figure.item);
                }
            }
        }
        if !left.is_empty() {
            self.leave(at, &left.join(" "));
        }
    }
}

fn has_items(sheet: &SheetDraft) -> bool {
    sheet.panes.iter().any(|pane| !pane.items.is_empty())
}

fn event(period: Period, words: &str) -> ItemDraft {
    let mut item = ItemDraft::default();
    item.draft.tag = Some(period.to_string());
    let mut letters = words.chars();
    item.draft.text = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    item
}

/// When something happened and what, of a text that begins with a date: `In September 2018, Vivo announced …`.
pub(super) fn dated(text: &str) -> Option<(Period, &str)> {
    if !time::has_digit(text) {
        return None;
    }
    let words = text.split(' ').take(8).collect::<Vec<&str>>();
    let opens = |word: &&&str| {
        let lower = word.trim_end_matches([',', ':']).to_lowercase();
        matches!(
            lower.as_str(),
            "in" | "on"
                | "since"
                | "by"
                | "as"
                | "of"
                | "early"
                | "late"
                | "mid"
                | "around"
                | "from"
                | "during"
                | "the"
        )
    };
    let skip = words.iter().take(3).take_while(opens).count();
    let (period, used) = time::period_at(words.get(skip..)?)?;
    let last = words.get(skip + used - 1)?;
    let ends =
        last.ends_with([',', ':', ')']) || matches!(words.get(skip + used), Some(&("–" | "-" | "—" | ":")));
    let rest = words_from(text, skip + used)?.trim_start_matches(['–', '-', '—', ':', ' ']);
    ((skip > 0 || ends) && !rest.is_empty()).then_some((period, rest))
}

/// The text from a word on.
fn words_from(text: &str, word: usize) -> Option<&str> {
    let (blank, _) = text.match_indices(' ').nth(word.checked_sub(1)?)?;
    text.get(blank + 1..)
}

/// Whole sentences, in order; `U.S. market`, `vs. Apple` and `3.5 %` end none.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let (mut all, mut from) = (Vec::new(), 0);
    for (at, end) in text.match_indices(['.', '!', '?']) {
        let behind = &text[at + end.len()..];
        let quoted = behind.trim_start_matches(['"', '”', '’', '\'', ')']);
        let next = quoted.strip_prefix(' ').and_then(|rest| rest.chars().next());
        let is_shortened = || {
            let before = text[from..at].rsplit(' ').next().unwrap_or_default();
            end == "." && (before.chars().count() <= 2 || before.contains('.') || before == "Inc")
        };
        if next.is_some_and(|c| !c.is_lowercase()) && !is_shortened() {
            let end = text.len() - quoted.len();
            all.push(text[from..end].trim());
            from = end;
        }
    }
    all.push(text[from..].trim());
    all.retain(|sentence| !sentence.is_empty());
    all
}

/// Who wrote it, and for whom: `Flora is a Research Analyst at Counterpoint Research based …`.
fn byline(text: &str) -> Option<(&str, &str)> {
    let sentence = *sentences(text).first()?;
    let is_a = [" is a ", " is an ", " is the "].into_iter().find_map(|verb| sentence.split_once(verb));
    let (name, rest) = is_a?;
    let (role, place) = [" at ", " with ", " for "].into_iter().find_map(|word| rest.split_once(word))?;
    let begins_tall = |word: &str| word.starts_with(char::is_uppercase);
    let role_words = role.split(' ').map(str::to_lowercase).collect::<Vec<String>>();
    let has_role = role_words.iter().any(|word| ROLES.split('|').any(|role| role == word));
    if !has_role || name.split(' ').count() > 4 || !name.split(' ').all(begins_tall) {
        return None;
    }
    let tall = place.split(' ').take_while(|word| begins_tall(word) || matches!(*word, "&" | "of"));
    let length = tall.map(|word| word.len() + 1).sum::<usize>();
    let source = place[..length.min(place.len())].trim_end_matches([' ', '.', ',']);
    Some((name, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_at_the_beginning_make_events() {
        let told = |text| dated(text).map(|(period, words)| format!("{period}|{words}"));
        assert_eq!(told("In September 2018, Vivo announced").as_deref(), Some("2018-09|Vivo announced"));
        assert_eq!(told("Since early 2020, other makers").as_deref(), Some("2020|other makers"));
        assert_eq!(told("On June 3, 2025, it came").as_deref(), Some("2025-06-03|it came"));
        assert_eq!(told("2018-09: it came").as_deref(), Some("2018-09|it came"));
        assert_eq!(told("March 2019 – it came").as_deref(), Some("2019-03|it came"));
        for text in ["2020 was a good year", "In the end", "In 2020", "", "In May it rained"] {
            assert_eq!(dated(text), None, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        let text = "The U.S. market grew 3.5 % vs. Apple. Why? It “won.” So J. Smith said. End";
        assert_eq!(sentences(text).len(), 5, "{:?}", sentences(text));
    }

    #[test]
    fn whoever_wrote_it_says_so_at_the_end() {
        let text = "Flora is a Research Analyst at Counterpoint Research based out of Hong Kong.";
        assert_eq!(byline(text), Some(("Flora", "Counterpoint Research")));
        assert_eq!(byline("Xiaomi is a leader at Home"), None);
    }
}
