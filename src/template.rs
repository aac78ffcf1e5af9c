//! New boards: templates that are part of the program, filled in with a name and the current quarter.
//! It must not know who asks, a command or the screen.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use unicode_segmentation::UnicodeSegmentation;

use crate::document::{Document, Edit, Read, Step};
use crate::error::{Error, Result};
use crate::model::{Focus, Head, HeadAt, Period};
use crate::store::{Fs, create_new};
use crate::text;

/// What a new board begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// SWOT, plan and retro.
    Board,
    /// A SWOT with priorities.
    Swot,
    /// A plan.
    Plan,
    /// A retrospective.
    Retro,
    /// Outside evidence.
    Brief,
    /// No sheets.
    Blank,
}

impl Template {
    /// All templates; the first is the usual one.
    pub const ALL: [Self; 6] = [Self::Board, Self::Swot, Self::Plan, Self::Retro, Self::Brief, Self::Blank];

    /// Its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Swot => "swot",
            Self::Plan => "plan",
            Self::Retro => "retro",
            Self::Brief => "brief",
            Self::Blank => "blank",
        }
    }

    /// What is in it, for people.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Board => "SWOT, plan and retro",
            Self::Swot => "a SWOT with priorities",
            Self::Plan => "objectives, key results, metrics and values",
            Self::Retro => "a retrospective",
            Self::Brief => "outside evidence: events, figures, questions",
            Self::Blank => "no sheets",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Board => include_str!("../assets/templates/board.yaml"),
            Self::Swot => include_str!("../assets/templates/swot.yaml"),
            Self::Plan => include_str!("../assets/templates/plan.yaml"),
            Self::Retro => include_str!("../assets/templates/retro.yaml"),
            Self::Brief => include_str!("../assets/templates/brief.yaml"),
            Self::Blank => include_str!("../assets/templates/blank.yaml"),
        }
    }
}

/// Makes the board `folder/SLUG/QUARTER.yaml` and answers with that path; never over a file that is there.
///
/// # Errors
/// A name without a letter or digit, a file that exists already, whatever the disk refuses.
pub fn make(fs: &dyn Fs, folder: &Path, name: &str, template: Template, today: Date) -> Result<PathBuf> {
    let period = Period::quarter_of(today);
    let slug = slug(name);
    if slug.is_empty() {
        return Err(Error::new(
            format!("make the board {name}"),
            "the name has no letter or digit",
            "try another name",
        ));
    }
    let file = folder.join(slug).join(format!("{period}.yaml"));
    create_new(fs, &file, &filled_in(template, name, period)?)?;
    Ok(file)
}

/// The template with its title and period, written by the same hand that edits boards: any name is quoted as it must be.
fn filled_in(template: Template, name: &str, period: Period) -> Result<String> {
    let wrong = |cause: &str| Error::new(format!("make the board {name}"), cause, "try another name");
    let Read::Board(mut document, _) = Document::read(template.text().to_owned(), None) else {
        return Err(wrong("its template is no board"));
    };
    let head = |head, value: &str| Edit::SetHead { at: HeadAt::Board(head), value: Some(value.to_owned()) };
    let edits = [head(Head::Title, name), head(Head::Period, &period.to_string())];
    let top = Focus::Head(HeadAt::Board(Head::Title));
    let step = Step { label: "made the board".to_owned(), before: top, after: top, run: None };
    document.apply(&edits, step).map_err(|refusal| wrong(&refusal.reason))?;
    Ok(document.text().to_owned())
}

/// The folder's name of a board: its words in lower case, joined by `-`; letters of any script stay.
/// Empty for a name without a letter or digit.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for cluster in name.graphemes(true).filter(|cluster| !matches!(*cluster, "'" | "’")) {
        let is_word = cluster.starts_with(char::is_alphanumeric) && *text::safe(cluster) == *cluster;
        if is_word {
            slug.push_str(&cluster.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_lower_case_words_joined_by_dashes() {
        for (name, expected) in [
            ("Xiaomi Sales", "xiaomi-sales"),
            ("  R&D -- Team's  plan! ", "r-d-teams-plan"),
            ("小米 销售", "小米-销售"),
            ("Zoë Äpfel", "zoë-äpfel"),
            ("हिन्दी", "हिन्दी"),
            ("../../etc/passwd", "etc-passwd"),
            ("a\u{202e}b\u{1b}[31m", "a-b-31m"),
            ("—", ""),
        ] {
            assert_eq!(slug(name), expected, "{name:?}");
        }
    }

    #[test]
    fn any_name_stands_in_every_template_as_it_was_given() {
        let period = "2026-Q4".parse().unwrap();
        for template in Template::ALL {
            for name in ["Xiaomi Sales", "yes", "2025", "a: b #c", "\"'*&", "[x]", "小米\u{9b}"] {
                let text = filled_in(template, name, period).unwrap();
                let Read::Board(document, findings) = Document::read(text, None) else {
                    panic!("{template:?} {name}")
                };
                assert_eq!(document.board().title(), name);
                assert_eq!(document.board().period(), Some(period));
                assert_eq!(findings, [], "{template:?} {name}");
            }
        }
    }
}
