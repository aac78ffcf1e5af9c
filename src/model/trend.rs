//! How metrics went over the periods: a number read from each value, and the signs of a sparkline.
//! Knows nothing of where the periods come from.

use std::collections::BTreeMap;

use super::board::Board;

/// The key of the pane whose values are followed.
const METRICS: &str = "metrics";
/// As many periods as a sparkline shows, the last ones.
const MOST: usize = 8;
/// The signs of a sparkline, from the lowest value to the highest.
const SIGNS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The values of each metric over the periods, the oldest first, by the metric's name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trends(BTreeMap<String, Vec<f64>>);

impl Trends {
    /// Adds the metrics of the period that follows.
    pub fn add(&mut self, board: &Board) {
        let metrics = (0..board.sheets.len()).flat_map(|sheet| board.lists(sheet)).filter(|list| {
            list.objective.is_none() && board.pane(*list).is_some_and(|pane| pane.key == METRICS)
        });
        for view in metrics.flat_map(|list| board.views(list)) {
            if let (Some(name), Some(value)) = (view.tag(), number(view.text())) {
                self.0.entry(name.to_owned()).or_default().push(value);
            }
        }
    }

    /// The sparkline of a metric whose value is now `now`; nothing where one period alone is known.
    pub fn line(&self, name: &str, now: &str) -> Option<String> {
        let mut values = self.0.get(name)?.clone();
        values.push(number(now)?);
        let values = &values[values.len().saturating_sub(MOST)..];
        let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sign = |value: &f64| {
            let part = if highest > lowest { (value - lowest) / (highest - lowest) } else { 0.5 };
            #[expect(clippy::cast_sign_loss, reason = "a part lies between 0 and 1")]
            let step = (part * 7.0).round() as usize;
            SIGNS[step.min(7)]
        };
        (values.len() > 1).then(|| values.iter().map(sign).collect())
    }
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
        trends.0.insert("X".to_owned(), vec![10.0, 30.0]);
        assert_eq!(trends.line("X", "20").as_deref(), Some("▁█▅"));
        assert_eq!(trends.line("X", "unknown"), None);
        trends.0.insert("Y".to_owned(), vec![5.0; 20]);
        assert_eq!(trends.line("Y", "5").map(|line| line.chars().count()), Some(8));
    }
}
