//! The five kinds of sheet and their panes: the one table that reading, drawing, schema and help go by.
//! Source of the rules: the file format, "Sheets and panes". Knows nothing of any particular board.

use super::head::Head;

/// What a sheet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Strengths, weaknesses, opportunities, threats and the priorities that follow.
    Swot,
    /// Objectives with key results, metrics and values.
    Plan,
    /// What went well, not so well, learnings and action items.
    Retro,
    /// Moves that pair the quadrants of a SWOT.
    Tows,
    /// Outside evidence: dated events, figures, open questions.
    Brief,
}

/// One pane of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaneSpec {
    /// The key in the file.
    pub key: &'static str,
    /// The full title, as exports name it.
    pub title: &'static str,
    /// The heading on the screen, where it differs by being shorter.
    pub heading: &'static str,
    /// Whether the order is a rank, shown by numbers.
    pub ranked: bool,
    /// Whether `Space` marks its items as done.
    pub can_be_done: bool,
}

const fn pane(key: &'static str, title: &'static str, ranked: bool, can_be_done: bool) -> PaneSpec {
    PaneSpec { key, title, heading: title, ranked, can_be_done }
}

const fn pairing(key: &'static str, title: &'static str, heading: &'static str) -> PaneSpec {
    PaneSpec { key, title, heading, ranked: false, can_be_done: true }
}

const SWOT: &[PaneSpec] = &[
    pane("strengths", "Strengths", true, false),
    pane("weaknesses", "Weaknesses", true, false),
    pane("opportunities", "Opportunities", true, false),
    pane("threats", "Threats", true, false),
    pane("priorities", "Key Priorities", true, false),
];
const PLAN: &[PaneSpec] = &[
    pane("objectives", "Objectives", true, true),
    pane("metrics", "Metrics", false, false),
    pane("values", "Values", false, false),
];
const RETRO: &[PaneSpec] = &[
    pane("went_well", "What Went Well", false, true),
    pane("not_so_well", "Not So Well", false, true),
    pane("learnings", "Learnings", false, true),
    pane("actions", "Action Items", false, true),
];
const TOWS: &[PaneSpec] = &[
    pairing("so", "Strengths × Opportunities", "S × O  use"),
    pairing("wo", "Weaknesses × Opportunities", "W × O  improve"),
    pairing("st", "Strengths × Threats", "S × T  defend"),
    pairing("wt", "Weaknesses × Threats", "W × T  avoid"),
];
const BRIEF: &[PaneSpec] = &[
    pane("events", "Timeline", false, false),
    pane("figures", "Figures", false, false),
    pane("questions", "Open Questions", true, true),
];

impl Kind {
    /// All kinds, in the order in which people meet them.
    pub const ALL: [Self; 5] = [Self::Swot, Self::Plan, Self::Retro, Self::Tows, Self::Brief];

    /// The word in the file (`kind: swot`).
    pub fn key(self) -> &'static str {
        match self {
            Self::Swot => "swot",
            Self::Plan => "plan",
            Self::Retro => "retro",
            Self::Tows => "tows",
            Self::Brief => "brief",
        }
    }

    /// The kind of that word, exactly as written.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The title of a sheet that has none of its own, and of its tab.
    pub fn title(self) -> &'static str {
        match self {
            Self::Swot => "SWOT",
            Self::Plan => "Plan",
            Self::Retro => "Retro",
            Self::Tows => "TOWS",
            Self::Brief => "Brief",
        }
    }

    /// Its panes, in order.
    pub fn panes(self) -> &'static [PaneSpec] {
        match self {
            Self::Swot => SWOT,
            Self::Plan => PLAN,
            Self::Retro => RETRO,
            Self::Tows => TOWS,
            Self::Brief => BRIEF,
        }
    }

    /// The scalars that a sheet of this kind may hold, in the order of forms.
    pub fn heads(self) -> &'static [Head] {
        use Head::{Author, Conclusion, Date, Motto, Published, Source, Summary, Title, Url};
        match self {
            Self::Swot | Self::Plan => &[Title, Motto, Conclusion],
            Self::Retro => &[Title, Motto, Date],
            Self::Tows => &[Title, Motto],
            Self::Brief => &[Title, Motto, Source, Author, Published, Url, Summary],
        }
    }
}

/// The key of the pane whose items are objectives: each of them is a pane of its key results.
pub const OBJECTIVES: &str = "objectives";
/// The key of the pane that holds what somebody promised to do.
pub const ACTIONS: &str = "actions";
/// The key of the pane that follows from a SWOT.
pub const PRIORITIES: &str = "priorities";

/// The title of an extra pane: `needs_help` reads as `Needs Help`.
pub fn title_from_key(key: &str) -> String {
    let words = key.split(['_', '-']).filter(|word| !word.is_empty());
    let capitalised = words.map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    let title = capitalised.collect::<Vec<String>>().join(" ");
    if title.is_empty() { key.to_owned() } else { title }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extra_pane_is_titled_from_its_key() {
        assert_eq!(title_from_key("needs_help"), "Needs Help");
        assert_eq!(title_from_key("öffnen"), "Öffnen");
        assert_eq!(title_from_key("_"), "_");
    }

    #[test]
    fn every_kind_is_found_by_its_key() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_key(kind.key()), Some(kind));
        }
        assert_eq!(Kind::from_key("SWOT"), None);
    }
}
