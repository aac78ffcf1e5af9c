//! The heading lines of a board and of its sheets: scalars that stand above the panes.
//! One table; source: the file format. Knows nothing of values.

/// A scalar of the board or of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Head {
    /// `title` of the board or of a sheet.
    Title,
    /// `period` of the board.
    Period,
    /// `updated`: when the board was last refreshed; no edit of the board writes it.
    Updated,
    /// `mission` of the board.
    Mission,
    /// `motto` of a sheet.
    Motto,
    /// `conclusion` of a SWOT or a plan.
    Conclusion,
    /// `date` of a retro.
    Date,
    /// `source` of a brief.
    Source,
    /// `author` of a brief.
    Author,
    /// `published` of a brief.
    Published,
    /// `url` of a brief.
    Url,
    /// `summary` of a brief.
    Summary,
}

impl Head {
    /// The scalars of a board, in the file's usual order.
    pub const OF_BOARD: [Self; 4] = [Self::Title, Self::Period, Self::Updated, Self::Mission];
    /// All scalars that any sheet may hold.
    pub const OF_SHEETS: [Self; 9] = [
        Self::Title,
        Self::Motto,
        Self::Conclusion,
        Self::Date,
        Self::Source,
        Self::Author,
        Self::Published,
        Self::Url,
        Self::Summary,
    ];

    /// The key in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Period => "period",
            Self::Updated => "updated",
            Self::Mission => "mission",
            Self::Motto => "motto",
            Self::Conclusion => "conclusion",
            Self::Date => "date",
            Self::Source => "source",
            Self::Author => "author",
            Self::Published => "published",
            Self::Url => "url",
            Self::Summary => "summary",
        }
    }

    /// The name in forms and messages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Url => "address",
            other => other.key(),
        }
    }

    /// Whether the value must be an ISO date.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Updated | Self::Date | Self::Published)
    }
}
