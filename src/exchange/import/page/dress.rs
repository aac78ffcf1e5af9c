//! What sites put around headings and items: the company's name (`Strengths of Nike`), counts, a paragraph below each bullet.
//! It must not know what becomes of a line.

use std::collections::HashMap;

use super::line::Line;
use super::names::{self, Meaning};
use crate::model::Kind;

/// The quadrants by the one word that their headings share.
const QUADRANTS: [&str; 4] = ["strengths", "weaknesses", "opportunities", "threats"];
/// Words between a quadrant and a name.
const JOINTS: [&str; 8] = ["of", "for", "to", "in", "at", "facing", "against", "from"];
/// A heading with a name in it has no more words.
const MOST_WORDS: usize = 10;
/// So many quadrants with the same words around them are headings.
const FEWEST: usize = 3;
/// The highest count that stands below a heading.
const MOST_COUNT: usize = 99;

/// Lines without what sites dress them with.
pub(super) fn undressed(mut lines: Vec<Line>) -> Vec<Line> {
    name_quadrants(&mut lines);
    drop_counts(&mut lines);
    join_details(lines)
}

/// Makes lines such as `Strengths of Nike` headings, where several quadrants have the same words around them.
fn name_quadrants(lines: &mut [Line]) {
    let mut frames = HashMap::<String, Vec<(usize, &'static str)>>::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some((quadrant, frame)) = framed(line) {
            frames.entry(frame).or_default().push((at, quadrant));
        }
    }
    for places in frames.into_values() {
        let is_there = |quadrant: &&&str| places.iter().any(|(_, there)| there == *quadrant);
        if QUADRANTS.iter().filter(is_there).count() < FEWEST {
            continue;
        }
        for (at, quadrant) in places {
            lines[at].meaning = Meaning::Pane(Kind::Swot, quadrant);
        }
    }
}

/// The quadrant that a short line speaks of, and the words around it.
fn framed(line: &Line) -> Option<(&'static str, String)> {
    let is_short = line.text.len() <= 100 && line.text.split(' ').count() <= MOST_WORDS;
    let may_be = matches!(line.meaning, Meaning::Words | Meaning::Sheet(_));
    if line.bullet || !may_be || !is_short || line.text.ends_with(['.', ',', ';', '!']) {
        return None;
    }
    // What a dash or a colon parts from the quadrant is a remark on it.
    let pieces = line.text.split([':', '–', '—', '|']).flat_map(|piece| piece.split(" - "));
    for piece in pieces.map(names::words) {
        if let Some(quadrant) = QUADRANTS.iter().find(|quadrant| piece == **quadrant) {
            return Some((quadrant, String::new()));
        }
    }
    let words = names::words(&line.text);
    let mut found = QUADRANTS.iter().filter(|quadrant| words.split(' ').any(|word| word == **quadrant));
    let (quadrant, None) = (found.next()?, found.next()) else { return None };
    let others = words.split(' ').filter(|word| word != quadrant && !JOINTS.contains(word));
    let frame = others.map(|word| word.strip_suffix('s').unwrap_or(word)).collect::<Vec<&str>>().join(" ");
    Some((quadrant, frame))
}

/// Takes away the counts below headings: `5` alone, or `5` right before the first item, on a page that counts so.
fn drop_counts(lines: &mut [Line]) {
    let panes = |lines: &[Line]| {
        let is_pane = |at: &usize| matches!(lines[*at].meaning, Meaning::Pane(..));
        (0..lines.len().saturating_sub(1)).filter(is_pane).collect::<Vec<usize>>()
    };
    let mut glued = Vec::new();
    for pane in panes(lines) {
        let items = lines[pane + 1..].iter().take_while(|line| !line.is_known()).count();
        let first = &mut lines[pane + 1];
        let count = first.text.parse::<usize>().ok();
        if count.is_some_and(|count| !first.bullet && (1..=MOST_COUNT).contains(&count) && items > count) {
            first.meaning = Meaning::Furniture;
        } else if let Some((count, _)) = glued_count(&first.text).filter(|_| !first.bullet) {
            glued.push((pane + 1, count == items));
        }
    }
    // The last list may be followed by other lines.
    let exact = glued.iter().filter(|(_, is_exact)| *is_exact).count();
    if exact >= 2 && exact + 1 >= glued.len() && panes(lines).len() == glued.len() {
        for (at, _) in glued {
            let words = glued_count(&lines[at].text).map(|(_, words)| words.to_owned());
            lines[at].text = words.unwrap_or_default();
        }
    }
}

/// `5Network effects`: the count, and the words.
fn glued_count(text: &str) -> Option<(usize, &str)> {
    let words = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = text[..text.len() - words.len()].parse().ok()?;
    let mut letters = words.chars();
    let begins = letters.next().is_some_and(char::is_uppercase);
    let is_word = begins && letters.next().is_some_and(char::is_lowercase);
    is_word.then_some((count, words))
}

/// Joins short bullets with the paragraphs that stand indented below each of them: `Brand: It is known worldwide.`
fn join_details(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let is_detail = !line.bullet && !line.is_known() && line.text.contains(' ');
        match out.last_mut().filter(|last| is_detail && last.can_have_details(&line)) {
            Some(last) => {
                last.text = format!("{}: {}", last.text.trim_end_matches(':'), line.text);
            }
            None => out.push(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::import::page::line::lines;

    fn told(text: &str) -> Vec<String> {
        let shown = |line: Line| match line.meaning {
            Meaning::Pane(_, key) => format!("# {key}"),
            Meaning::Furniture => "-".to_owned(),
            _ => line.text,
        };
        undressed(lines(text)).into_iter().map(shown).collect()
    }

    #[test]
    fn quadrants_are_known_in_the_same_words() {
        for [strengths, weaknesses, opportunities, threats] in [
            ["Strengths of Nike", "Weaknesses of Nike", "Opportunities for Nike", "Threats to Nike"],
            ["Nike Strengths", "Nike Weaknesses", "Nike Opportunities", "Nike Threats"],
            ["Nike’s Strengths", "Nike’s Weaknesses", "Nike’s Opportunities", "Nike’s Threats"],
            ["SWOT: Strengths", "SWOT: Weaknesses", "SWOT: Opportunities", "SWOT: Threats"],
            [
                "Strengths in Nike SWOT Analysis",
                "Weaknesses in Nike SWOT Analysis",
                "Opportunities in Nike SWOT Analysis",
                "Threats in Nike SWOT Analysis",
            ],
            [
                "Strengths – Internal factors",
                "Weaknesses – Internal factors",
                "Opportunities – External",
                "Threats – External",
            ],
        ] {
            let text = format!("{strengths}\n- a\n{weaknesses}\n- b\n{opportunities}\n- c\n{threats}\n- d");
            assert_eq!(
                told(&text),
                ["# strengths", "a", "# weaknesses", "b", "# opportunities", "c", "# threats", "d"],
                "{strengths}"
            );
        }
        let text = "Strengths of the team\n- a\nThreats to others\n- b\nOpportunities we missed\n- c";
        assert_eq!(told(text), text.replace("- ", "").lines().collect::<Vec<_>>());
    }

    #[test]
    fn counts_below_headings_go_and_figures_stay() {
        let alone = "Strengths\n\n2\n\nBrand power\n\nFast team\n\nThreats\n\n1\n\nRivals";
        assert_eq!(told(alone), ["# strengths", "-", "Brand power", "Fast team", "# threats", "-", "Rivals"]);
        let glued = "Strengths\n2Brand power\nFast team\nThreats\n1Rivals";
        assert_eq!(told(glued), ["# strengths", "Brand power", "Fast team", "# threats", "Rivals"]);
        for text in
            ["Strengths\n5G: Fast\nThreats\n1Rivals", "Strengths\n3D printing\nTeam\nCash\nThreats\nRivals"]
        {
            let kept = told(text).into_iter().filter(|line| !line.starts_with('#')).collect::<Vec<_>>();
            let lines = text.lines().filter(|line| !matches!(*line, "Strengths" | "Threats"));
            assert_eq!(kept, lines.collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_paragraph_below_a_short_bullet_is_its_text() {
        let text = "  • Brand\n\n    It is known worldwide.\n\n  • Cost\n\n    It is low.\n\nNext things";
        assert_eq!(told(text), ["Brand: It is known worldwide.", "Cost: It is low.", "Next things"]);
    }
}
