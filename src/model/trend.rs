//! How metrics went over the periods: a number read from each value, and the signs of a sparkline.
//! Knows nothing of where the periods come from.

use std::collections::BTreeMap;

use super::board::Board;
use super::period::Period;

/// The key of the pane whose values are followed.
const METRICS: &str = "metrics";
/// As many periods as a sparkline shows, the last ones.
const MOST: usize = 8;
/// The signs of a sparkline, from the lowest value to the highest.
const SIGNS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The values of each metric over the periods, the oldest first, by the metric's name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trends(BTreeMap<String, Vec<Point>>);

/// What a metric was in a period.
#[derive(Debug, Clone, PartialEq)]
struct Point {
    period: Option<Period>,
    /// As it is written.
    said: String,
    value: f64,
}

impl Trends {
    /// Adds the metrics of the period that follows.
    pub fn add(&mut self, board: &Board) {
        let period = board.period();
        for (name, said) in metrics(board) {
            if let Some(value) = number(said) {
                let point = Point { period, said: said.trim().to_owned(), value };
                self.0.entry(name.to_owned()).or_default().push(point);
            }
        }
    }

    /// The points that are shown of a metric before its value `now`, and that value; nothing where there is none.
    fn points(&self, name: &str, now: &str) -> Option<(&[Point], f64)> {
        let (points, now) = (self.0.get(name)?, number(now)?);
        Some((&points[(points.len() + 1).saturating_sub(MOST)..], now))
    }

    /// The heights of a metric's bars, whose value is now `now`, from 0 for the lowest to 1 for the highest; nothing where
    /// one period alone is known.
    pub fn parts(&self, name: &str, now: &str) -> Option<Vec<f64>> {
        let (points, now) = self.points(name, now)?;
        let values = points.iter().map(|point| point.value).chain([now]).collect::<Vec<f64>>();
        let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let part = |value: &f64| if highest > lowest { (value - lowest) / (highest - lowest) } else { 0.5 };
        (values.len() > 1).then(|| values.iter().map(part).collect())
    }

    /// The sparkline of a metric whose value is now `now`; nothing where one period alone is known.
    pub fn line(&self, name: &str, now: &str) -> Option<String> {
        let sign = |part: f64| {
            #[expect(clippy::cast_sign_loss, reason = "a part lies between 0 and 1")]
            let step = (part * 7.0).round() as usize;
            SIGNS[step.min(7)]
        };
        Some(self.parts(name, now)?.into_iter().map(sign).collect())
    }

    /// The same in words: `2025-Q1: 600M, 2025-Q2: 650M, now 700M`.
    pub fn told(&self, name: &str, now: &str) -> String {
        let points = self.points(name, now).map_or(&[][..], |(points, _)| points);
        let before = points.iter().map(|Point { period, said, .. }| {
            period.map_or_else(|| said.clone(), |period| format!("{period}: {said}"))
        });
        before.chain([format!("now {}", now.trim())]).collect::<Vec<String>>().join(", ")
    }
}

/// Whether a board has metrics whose trend could be shown.
pub fn has_metrics(board: &Board) -> bool {
    metrics(board).next().is_some()
}

/// Names and values.
fn metrics(board: &Board) -> impl Iterator<Item = (&str, &str)> {
    let lists = (0..board.sheets.len()).flat_map(|sheet| board.lists(sheet));
    let metrics = lists
        .filter(|list| list.objective.is_none() && board.pane(*list).is_some_and(|pane| pane.key == METRICS));
    metrics.flat_map(|list| board.views(list)).filter_map(|view| Some((view.tag()?, view.text())))
}

/// The first number in a value, with what `K`, `M` or `B` behind it means: `700M`, `28%`, `RMB 62.1 billion`, `1,200`.
fn number(text: &str) -> Option<f64> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let rest = &text[start..];
    let end = rest
        .find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | ','))
        .unwrap_or(rest.len());
    let digits = rest[..end].replace(',', "");
    let value = digits.trim_end_matches('.').parse::<f64>().ok()?;
    let unit = rest[end..].trim_start().to_ascii_lowercase();
    let times = match unit.split(|letter: char| !letter.is_ascii_alphabetic()).next() {
        Some("k" | "thousand") => 1e3,
        Some("m" | "million") => 1e6,
        Some("b" | "bn" | "billion") => 1e9,
        _ => 1.0,
    };
    let sign = if text[..start].trim_end().ends_with(['-', '−']) { -1.0 } else { 1.0 };
    Some(sign * value * times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbers_with_their_units() {
        for (text, value) in [
            ("700M", 700e6),
            ("28%", 28.0),
            ("RMB 62.1 billion, +41.7%", 62.1e9),
            ("over 2,000 SKUs", 2000.0),
            ("-3.5", -3.5),
            ("0.7 B", 0.7e9),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        assert_eq!(number("much"), None);
    }

    #[test]
    fn a_line_needs_two_periods_and_spans_lowest_to_highest() {
        let mut trends = Trends::default();
        assert_eq!(trends.line("X", "5"), None);
        let point = |period: Option<&str>, value: f64| Point {
            period: period.map(|period| period.parse().unwrap()),
            said: format!("{value}M"),
            value,
        };
        trends.0.insert("X".to_owned(), vec![point(Some("2025-Q1"), 10.0), point(None, 30.0)]);
        assert_eq!(trends.line("X", "20").as_deref(), Some("▁█▅"));
        assert_eq!(trends.told("X", "20M "), "2025-Q1: 10M, 30M, now 20M");
        assert_eq!(trends.line("X", "unknown"), None);
        trends.0.insert("Y".to_owned(), vec![point(None, 5.0); 20]);
        assert_eq!(trends.line("Y", "5").map(|line| line.chars().count()), Some(8));
    }
}
