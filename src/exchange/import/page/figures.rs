//! Amounts in a sentence, each with what it counts and of when: `IOT DEVICES 2019: 234.8 million`.
//! A modest reader: it goes by the words beside an amount, and the whole sentence stands in the item's note. It must not
//! know what else an article holds.

use super::time;
use crate::exchange::draft::ItemDraft;
use crate::model::{Field, Value, tag};

/// A figure that a sentence tells.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// The item: what it counts and of when, the amount, the sentence as a note.
    pub item: ItemDraft,
    /// Whether it is an amount of money.
    pub is_money: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Money,
    Share,
    Count,
}

/// An amount, as words of its sentence.
#[derive(Debug, Clone, Copy)]
struct Amount {
    from: usize,
    to: usize,
    unit: Unit,
}

const CURRENCIES: &str = "RMB|USD|US$|EUR|GBP|JPY|CNY|INR|CHF|Rs|Rs.|HK$|NT$|KRW";
const SIGNS: [&str; 7] = ["$", "€", "£", "¥", "₹", "US$", "RMB"];
const SCALES: &str = "million|billion|trillion|thousand|bn|mn|crore|lakh|M|B|K|m|k";
const ABOUT: &str = "over|than|nearly|about|around|almost|least|approximately|roughly|to";
const GROWTH: &str = "YoY|QoQ|year-on-year|year-over-year|annually|CAGR";
/// Words that end what an amount counts.
const STOPS: &str = "and|or|to|by|with|while|which|that|as|from|for|since|at|on|than|but|because|when|where|per|the|is|was|are|were|\
                     has|have|had|will|worldwide|globally|respectively";
/// Verbs that end what a sentence is about.
const VERBS: &str = "reached|reach|grew|grow|grows|increased|increase|rose|fell|declined|decreased|hit|was|were|is|are|has|have|had|\
                     stood|totaled|totalled|amounted|climbed|jumped|dropped|surpassed|exceeded|accounted|posted|announced|said|will|\
                     shipped|sold|generated|reported|expects|expanded|invested|launched|came|made|recorded|saw|earned|raised|gained|\
                     doubled|tripled|slipped|slowed|covered|covers|covering|can|could|would|should|plans|aims|achieved|contributed";
/// Verbs after which a share is a growth.
const GREW: &str = "grew|increased|rose|climbed|jumped|up|gained|expanded|growing|growth";
const SHRANK: &str = "fell|declined|decreased|dropped|down|slipped";
/// Each figure has its whole sentence as a note; longer ones are no sentences.
const MOST_BYTES: usize = 2000;
/// How many words tell what an amount counts.
const MOST_NOUNS: usize = 5;

fn has(table: &str, word: &str) -> bool {
    table.split('|').any(|entry| entry == word)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| {
        matches!(c, ',' | '.' | ';' | ':' | '(' | ')' | '?' | '!' | '"' | '“' | '”' | '‘')
    })
}

/// Every figure of a sentence that says of when it is; nothing else is a figure.
pub(super) fn of(sentence: &str) -> Vec<Figure> {
    if sentence.len() > MOST_BYTES || !time::has_digit(sentence) {
        return Vec::new();
    }
    let words = sentence.split(' ').filter(|word| !word.is_empty()).collect::<Vec<&str>>();
    let Some((period, when)) = (0..words.len())
        .find_map(|at| time::period_at(&words[at..]).map(|(period, used)| (period, at..at + used)))
    else {
        return Vec::new();
    };
    let mut amounts: Vec<Amount> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let amount = if when.contains(&at) { None } else { amount_at(&words, at) };
        at = amount.map_or(at + 1, |amount| amount.to);
        amounts.extend(amount);
    }
    let growth = amounts.iter().find_map(|amount| grew(&words, *amount));
    let takes_growth = amounts.iter().position(|amount| amount.unit == Unit::Money);
    let mut figures = Vec::new();
    for (number, amount) in amounts.iter().enumerate() {
        let is_growth = grew(&words, *amount).is_some();
        if is_growth && takes_growth.is_some() {
            continue;
        }
        let about = if is_growth { growth.clone().unwrap_or_default() } else { shown(&words, *amount) };
        let more =
            growth.as_ref().filter(|_| takes_growth == Some(number)).map(|growth| format!(", {growth}"));
        let label = label(&words, *amount, when.end);
        let mut item = ItemDraft::default();
        item.draft.tag = Some(tag_of(&label, &period.to_string()));
        item.draft.text = format!("{about}{}", more.unwrap_or_default());
        item.draft.fields.push((Field::Note, Value::Text(sentence.to_owned())));
        figures.push(Figure { item, is_money: amount.unit == Unit::Money });
    }
    figures
}

/// An amount that begins with a word.
fn amount_at(words: &[&str], at: usize) -> Option<Amount> {
    let word = bare(words[at]);
    let next = words.get(at + 1).map(|word| bare(word)).unwrap_or_default();
    let scaled = |to: usize| {
        let scale = words.get(to).is_some_and(|word| has(SCALES, bare(word))) && !ends_clause(words[to - 1]);
        to + usize::from(scale)
    };
    if has(CURRENCIES, word) && is_number(next) {
        return Some(Amount { from: at, to: scaled(at + 2), unit: Unit::Money });
    }
    let signed = SIGNS.iter().find_map(|sign| word.strip_prefix(sign)).unwrap_or_default();
    if is_number(signed.trim_end_matches(char::is_alphabetic)) {
        return Some(Amount { from: at, to: scaled(at + 1), unit: Unit::Money });
    }
    if word.strip_suffix('%').is_some_and(is_number) {
        return Some(Amount { from: at, to: at + 1, unit: Unit::Share });
    }
    if is_number(word) && matches!(next, "%" | "percent") {
        return Some(Amount { from: at, to: at + 2, unit: Unit::Share });
    }
    if !is_number(word) {
        return None;
    }
    let to = scaled(at + 1);
    let is_told =
        to > at + 1 || word.contains(',') || at > 0 && has(ABOUT, words[at - 1]) && words[at - 1] != "to";
    is_told.then_some(Amount { from: at, to, unit: Unit::Count })
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.ends_with(|c: char| c.is_ascii_digit() || c == '+')
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '+'))
}

fn ends_clause(word: &str) -> bool {
    word.ends_with([',', '.', ';', ':', '?', '!', ')'])
}

/// The amount with the word before it that makes it vague: `over 300`, `more than 2,000`.
fn shown(words: &[&str], amount: Amount) -> String {
    let Amount { mut from, to, .. } = amount;
    if from > 0 && has(ABOUT, words[from - 1]) && words[from - 1] != "to" {
        from -= 1;
        from -= usize::from(from > 0 && matches!(words[from - 1], "more" | "less" | "at" | "fewer"));
    }
    bare(&words[from..to].join(" ")).to_owned()
}

/// A share that is a growth, with its sign: `+41.7% YoY`.
fn grew(words: &[&str], amount: Amount) -> Option<String> {
    let is_of = words.get(amount.to).is_some_and(|word| *word == "of");
    if amount.unit != Unit::Share || is_of {
        return None;
    }
    let before = words[..amount.from].iter().rev().take(3).map(|word| bare(word));
    let sign = before.clone().find_map(|word| match word {
        word if has(GREW, word) => Some('+'),
        word if has(SHRANK, word) => Some('−'),
        _ => None,
    })?;
    let unit = words.get(amount.to).map(|word| bare(word)).filter(|word| has(GROWTH, word));
    let unit = unit.filter(|_| !ends_clause(words[amount.to - 1]));
    let share = bare(&words[amount.from..amount.to].join(" ")).to_owned();
    Some(format!("{sign}{share}{}", unit.map(|unit| format!(" {unit}")).unwrap_or_default()))
}

/// What an amount counts: the words behind it, else what the sentence is about.
fn label(words: &[&str], amount: Amount, when: usize) -> String {
    let counts = if ends_clause(words[amount.to - 1]) { String::new() } else { nouns(&words[amount.to..]) };
    match amount.unit {
        Unit::Share if counts.starts_with("of ") => format!("share {counts}"),
        Unit::Money | Unit::Count if !counts.is_empty() && !counts.starts_with("of ") => counts,
        _ => subject(words, when),
    }
}

/// The words up to the end of their phrase.
fn nouns(words: &[&str]) -> String {
    let mut nouns: Vec<&str> = Vec::new();
    for (at, word) in words.iter().take(MOST_NOUNS).enumerate() {
        let plain = bare(word);
        let follows = at > 0 || plain == "of";
        let is_part =
            matches!(plain, "of" | "in") && follows && words.get(at + 1).is_some_and(|next| !is_when(next));
        if !is_part
            && (matches!(plain, "of" | "in") || has(STOPS, plain) || has(VERBS, plain) || is_when(plain))
        {
            break;
        }
        nouns.push(plain);
        if ends_clause(word) {
            break;
        }
    }
    nouns.join(" ")
}

fn is_when(word: &str) -> bool {
    time::period_at(&[bare(word)]).is_some()
}

/// What a sentence is about: its words before the first verb, without when, remarks in brackets and `the number of`.
fn subject(words: &[&str], when: usize) -> String {
    let from =
        if words.first().is_some_and(|word| matches!(*word, "In" | "As" | "By" | "Since" | "On" | "At")) {
            when
        } else {
            0
        };
    let mut subject: Vec<&str> = Vec::new();
    let mut in_brackets = false;
    for word in words.get(from..).unwrap_or_default() {
        in_brackets |= word.starts_with('(');
        let plain = bare(word);
        let ends = has(VERBS, plain) || !subject.is_empty() && matches!(plain, "on" | "at" | "to" | "by");
        if !in_brackets && ends {
            break;
        }
        if !in_brackets && !plain.is_empty() {
            subject.push(plain);
        }
        in_brackets &= !word.contains(')');
    }
    let subject = subject.join(" ");
    let openings = ["The number of ", "the number of ", "The ", "the ", "A ", "a "];
    openings.iter().find_map(|opening| subject.strip_prefix(opening)).unwrap_or(&subject).to_owned()
}

/// The tag: what it counts in capitals, cut to whole words where it is long, and of when.
fn tag_of(label: &str, period: &str) -> String {
    let mut tag = String::new();
    for word in label.to_uppercase().split(' ').filter(|word| !word.is_empty()) {
        if tag.chars().count() + word.chars().count() + period.len() + 2 > tag::MOST_CHARS {
            break;
        }
        if !tag.is_empty() {
            tag.push(' ');
        }
        tag.push_str(word);
    }
    let cut = tag.trim_end_matches(" OF").trim_end_matches(" AND").trim_end_matches(" IN");
    if cut.is_empty() { period.to_owned() } else { format!("{cut} {period}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sentence: &str) -> Vec<String> {
        of(sentence)
            .into_iter()
            .map(|figure| tag::join(figure.item.draft.tag.as_deref(), &figure.item.draft.text))
            .collect()
    }

    #[test]
    fn amounts_are_told_with_what_they_count_and_when() {
        for (sentence, figures) in [
            (
                "As of Q1 2020, Xiaomi has invested in over 300 companies covering more than 2,000 product SKUs.",
                &["COMPANIES 2020-Q1: over 300", "PRODUCT SKUS 2020-Q1: more than 2,000"][..],
            ),
            (
                "In 2019, the IoT and lifestyle product sector grew 41.7% YoY to reach RMB 62.1 billion and account for over 30% of Xiaomi’s total revenue.",
                &[
                    "IOT AND LIFESTYLE PRODUCT SECTOR 2019: RMB 62.1 billion, +41.7% YoY",
                    "SHARE OF XIAOMI’S TOTAL REVENUE 2019: over 30%",
                ],
            ),
            (
                "The number of connected IoT devices (excluding phones) on Xiaomi’s IoT platform reached 234.8 million in 2019.",
                &["CONNECTED IOT DEVICES 2019: 234.8 million"],
            ),
            ("Revenue fell 3.5% in Q2 2024.", &["REVENUE 2024-Q2: −3.5%"]),
            ("Sales reached $4.5bn in 2023, up 12% YoY.", &["SALES 2023: $4.5bn, +12% YoY"]),
            ("It has 5G for 20 people.", &[]),
            ("In 2019 it launched 3 phones.", &[]),
        ] {
            assert_eq!(told(sentence), figures, "{sentence}");
        }
    }
}
