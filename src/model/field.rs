//! The fields of an item: the one table of their names, order and shapes. Source: the file format, "Items".
//! Knows nothing of items or of where a value stands.

use super::period::Period;

/// A field of an item. The order is that in which new fields are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Free text beside the item's words.
    Note,
    /// Who does it.
    Owner,
    /// When it is due.
    Due,
    /// When it was done, or `true`.
    Done,
    /// Counted votes.
    Votes,
    /// How far a key result came, 0 to 1.
    Score,
    /// The forecast's colour.
    Forecast,
    /// What is aimed at.
    Target,
    /// How much it matters, 1 to 5.
    Impact,
    /// How likely it is, 1 to 5.
    Likelihood,
    /// The period in which it was first raised.
    Since,
    /// How often it was carried over.
    Carried,
    /// Tags of further threads it belongs to.
    See,
    /// Where it comes from.
    Source,
    /// When the source was last looked at.
    Checked,
    /// The tags that a TOWS move pairs.
    From,
    /// The key results of an objective.
    Results,
}

/// What a field's value must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Any text.
    Text,
    /// `YYYY-MM-DD`.
    Date,
    /// `YYYY-MM-DD` or `true`.
    DateOrTrue,
    /// A whole number, 0 or more.
    Count,
    /// A number from 0 to 1.
    Score,
    /// `green`, `yellow` or `red`.
    Forecast,
    /// A whole number from 1 to 5.
    Level,
    /// A period.
    Period,
    /// One tag or a list of tags.
    Tags,
    /// A list of items.
    Items,
}

impl Field {
    /// All fields in the order in which new ones are written.
    pub const ALL: [Self; 17] = [
        Self::Note,
        Self::Owner,
        Self::Due,
        Self::Done,
        Self::Votes,
        Self::Score,
        Self::Forecast,
        Self::Target,
        Self::Impact,
        Self::Likelihood,
        Self::Since,
        Self::Carried,
        Self::See,
        Self::Source,
        Self::Checked,
        Self::From,
        Self::Results,
    ];

    /// The key in the file, always lower case.
    pub fn key(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Owner => "owner",
            Self::Due => "due",
            Self::Done => "done",
            Self::Votes => "votes",
            Self::Score => "score",
            Self::Forecast => "forecast",
            Self::Target => "target",
            Self::Impact => "impact",
            Self::Likelihood => "likelihood",
            Self::Since => "since",
            Self::Carried => "carried",
            Self::See => "see",
            Self::Source => "source",
            Self::Checked => "checked",
            Self::From => "from",
            Self::Results => "results",
        }
    }

    /// The field of that key, exactly as written.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }

    /// What its value must look like.
    pub fn shape(self) -> Shape {
        match self {
            Self::Note | Self::Owner | Self::Target | Self::Source => Shape::Text,
            Self::Due | Self::Checked => Shape::Date,
            Self::Done => Shape::DateOrTrue,
            Self::Votes | Self::Carried => Shape::Count,
            Self::Score => Shape::Score,
            Self::Forecast => Shape::Forecast,
            Self::Impact | Self::Likelihood => Shape::Level,
            Self::Since => Shape::Period,
            Self::See | Self::From => Shape::Tags,
            Self::Results => Shape::Items,
        }
    }

    /// Whether JSON writes a valid value as a number.
    pub fn is_number(self) -> bool {
        matches!(self.shape(), Shape::Count | Shape::Score | Shape::Level)
    }
}

/// Keys of an item that are no tag although they are no field's name.
pub const ITEM_KEYS: [&str; 2] = ["text", "tag"];

/// Whether a key of an item can only be a field, `text` or `tag`: such a tag needs the long form.
pub fn is_reserved(key: &str) -> bool {
    ITEM_KEYS.contains(&key) || Field::from_key(key).is_some()
}

impl Shape {
    /// Whether a scalar as written has this shape. Lists are judged item by item; `Items` never is a scalar.
    pub fn admits(self, value: &str) -> bool {
        match self {
            Self::Text | Self::Tags => true,
            Self::Date => is_date(value),
            Self::DateOrTrue => value == "true" || is_date(value),
            Self::Count => is_digits(value) && value.parse::<u32>().is_ok(),
            Self::Score => parse_score(value).is_some(),
            Self::Forecast => matches!(value, "green" | "yellow" | "red"),
            Self::Level => matches!(value, "1" | "2" | "3" | "4" | "5"),
            Self::Period => value.parse::<Period>().is_ok(),
            Self::Items => false,
        }
    }

    /// What is expected, in words for a message.
    pub fn expected(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Date => "a date such as 2025-06-30",
            Self::DateOrTrue => "a date such as 2025-06-30, or true",
            Self::Count => "a whole number, 0 or more",
            Self::Score => "a number from 0 to 1",
            Self::Forecast => "green, yellow or red",
            Self::Level => "a whole number from 1 to 5",
            Self::Period => "a period such as 2025-Q2",
            Self::Tags => "a tag or a list of tags",
            Self::Items => "a list of items",
        }
    }
}

fn is_digits(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a calendar date, `YYYY-MM-DD`.
pub fn is_date(value: &str) -> bool {
    parse_date(value).is_some()
}

/// The months as people write them, in lower case; three letters are their short form.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The calendar date of `YYYY-MM-DD`, and of nothing else.
pub fn parse_date(value: &str) -> Option<jiff::civil::Date> {
    let bytes = value.as_bytes();
    let shaped = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() });
    if shaped { value.parse().ok() } else { None }
}

/// The score from 0 to 1 of a plain decimal number such as `0.6`, `1`, `.5`.
pub fn parse_score(value: &str) -> Option<f64> {
    let plain = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && value.bytes().any(|byte| byte.is_ascii_digit());
    let score = if plain { value.parse::<f64>().ok()? } else { return None };
    (0.0..=1.0).contains(&score).then_some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_admit_what_the_format_says_and_nothing_else() {
        let right = [
            (Shape::Count, "0"),
            (Shape::Count, "12"),
            (Shape::Score, "1"),
            (Shape::Score, "0.65"),
            (Shape::Date, "2024-02-29"),
            (Shape::DateOrTrue, "true"),
            (Shape::Period, "2025-W07"),
            (Shape::Level, "5"),
            (Shape::Forecast, "red"),
        ];
        let wrong = [
            (Shape::Count, "-3"),
            (Shape::Count, "99999999999"),
            (Shape::Score, "7"),
            (Shape::Score, "nan"),
            (Shape::Score, "."),
            (Shape::Date, "2025-02-29"),
            (Shape::Date, "tomorrow"),
            (Shape::DateOrTrue, "yes"),
            (Shape::Period, "2025-Q5"),
            (Shape::Level, "6"),
            (Shape::Forecast, "Green"),
        ];
        for (shape, value) in right {
            assert!(shape.admits(value), "{shape:?} must admit {value}");
        }
        for (shape, value) in wrong {
            assert!(!shape.admits(value), "{shape:?} must not admit {value}");
        }
    }

    #[test]
    fn the_table_is_in_the_order_of_writing() {
        assert!(Field::ALL.is_sorted());
        for field in Field::ALL {
            assert_eq!(Field::from_key(field.key()), Some(field));
        }
    }
}
