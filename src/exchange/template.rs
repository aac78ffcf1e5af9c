//! A new board: a template with its title and period filled in, and where it belongs.
//! Templates are part of the program; they must not know how they are filled in.

use std::path::PathBuf;

use clap::ValueEnum;
use unicode_segmentation::UnicodeSegmentation;

use crate::document::{Document, Edit, Read, Step};
use crate::error::{Error, Result};
use crate::model::{Focus, Head, HeadAt, Period};
use crate::text;

/// What a new board begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Template {
    /// SWOT, plan and retro
    Board,
    /// A SWOT with priorities
    Swot,
    /// Objectives, key results, metrics and values
    Plan,
    /// A retrospective
    Retro,
    /// Outside evidence: events, figures, questions
    Brief,
    /// No sheets
    Blank,
}

impl Template {
    fn source(self) -> &'static str {
        match self {
            Self::Board => include_str!("../../assets/templates/board.yaml"),
            Self::Swot => include_str!("../../assets/templates/swot.yaml"),
            Self::Plan => include_str!("../../assets/templates/plan.yaml"),
            Self::Retro => include_str!("../../assets/templates/retro.yaml"),
            Self::Brief => include_str!("../../assets/templates/brief.yaml"),
            Self::Blank => include_str!("../../assets/templates/blank.yaml"),
        }
    }
}

/// Where a new board's file belongs inside a workspace: `NAME-AS-WORDS/PERIOD.yaml`.
pub fn path(name: &str, period: Period) -> PathBuf {
    PathBuf::from(slug(name)).join(format!("{period}.yaml"))
}

/// The template with its title and period, written by the same hand that edits boards: any name is quoted as it must be.
pub fn filled_in(template: Template, name: &str, period: Period) -> Result<String> {
    let wrong = |cause: &str| Error::new(format!("make the board {name}"), cause, "try another name");
    let Read::Board(mut document, _) = Document::read(template.source().to_owned(), None) else {
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
        for template in Template::value_variants() {
            for name in ["Xiaomi Sales", "yes", "2025", "a: b #c", "\"'*&", "[x]", "小米\u{9b}"] {
                let text = filled_in(*template, name, period).unwrap();
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
