//! Notes as chats and mails carry them, to Markdown: bullets that it does not know, names of panes between the lines of a list.
//! Line numbers stay: a line that is put in ends with a carriage return alone. It must not know what a pane is for.

use crate::exchange::import::names;
use crate::model::Kind;

const BULLETS: [char; 7] = ['•', '‣', '◦', '▪', '●', '○', '–'];
/// The longest line in bytes that is a name.
const MOST_BYTES: usize = 100;

/// The text with usual bullets, and with blank lines around the names of panes.
pub(super) fn as_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    let (mut is_code, mut before, mut is_apart) = (false, "", false);
    while let Some(line) = lines.next() {
        let inside = line.trim_start_matches([' ', '\t']);
        let is_fence = inside.starts_with("```") || inside.starts_with("~~~");
        let next = lines.peek().copied().unwrap_or_default();
        let is_name = !is_code && !is_fence && is_name_between(line, before, next);
        if (is_name || is_apart) && !before.trim().is_empty() && !inside.trim().is_empty() {
            out.push('\r');
        }
        (is_apart, before) = (is_name, line);
        is_code ^= is_fence;
        match inside.strip_prefix(BULLETS).filter(|behind| !is_code && !behind.trim().is_empty()) {
            Some(behind) => {
                out.push_str(&line[..line.len() - inside.len()]);
                out.push_str("- ");
                out.push_str(behind.trim_start_matches([' ', '\t']));
            }
            None => out.push_str(line),
        }
    }
    out
}

/// Whether a line is the name of a pane and no part of the lines around it.
fn is_name_between(line: &str, before: &str, next: &str) -> bool {
    let text = line.trim();
    let is_dressed = text.ends_with(':') || text.contains('*');
    let is_alone = before.trim().is_empty() || is_bullet(before) || is_bullet(next);
    // A line below it makes it a heading already.
    let rule = next.trim();
    if rule.len() > 1 && (rule.trim_matches('=').is_empty() || rule.trim_matches('-').is_empty()) {
        return false;
    }
    (is_dressed || is_alone)
        && !line.starts_with("    ")
        && is_plain(text)
        && (names::pane(text).is_some()
            || names::is_retro_column(text)
                && (is_dressed || is_bullet(next) || is_apart(line, before, next)))
}

/// Whether a line of few words stands alone between blank lines, as headings do.
fn is_apart(line: &str, before: &str, next: &str) -> bool {
    before.trim().is_empty() && next.trim().is_empty() && line.starts_with(char::is_uppercase)
}

fn is_plain(text: &str) -> bool {
    let begins = ["#", "|", ">", "`", "<", "=", "---"];
    text.len() <= MOST_BYTES && !is_bullet(text) && !begins.iter().any(|begin| text.starts_with(begin))
}

fn is_bullet(line: &str) -> bool {
    let text = line.trim_start();
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = number.len() < text.len() && (number.starts_with(". ") || number.starts_with(") "));
    is_number || text.starts_with(BULLETS) || ["- ", "* ", "+ "].iter().any(|bullet| text.starts_with(bullet))
}

/// Whether a text without marks of Markdown is the notes of a retro: two of its panes by their names, items below them,
/// nothing of a strategy page, and hardly anything else.
pub(super) fn are_notes(text: &str) -> bool {
    let (mut panes, mut items, mut others) = (Vec::new(), 0, 0);
    for line in text.lines().take(200).map(str::trim).filter(|line| !line.is_empty()) {
        let name = line.strip_prefix(['-', '*', '+']).unwrap_or(line).trim();
        match names::pane(name).filter(|_| is_plain(name)) {
            Some((Kind::Retro, key)) if !panes.contains(&key) => panes.push(key),
            Some((Kind::Retro, _)) => {}
            Some(_) => return false,
            None if is_bullet(line) => items += 1,
            // The line below a heading.
            None if line.trim_matches('=').is_empty() || line.trim_matches('-').is_empty() => {}
            None => others += 1,
        }
    }
    panes.len() >= 2 && items > 0 && others <= 2 + items / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_panes_stand_apart_and_no_line_number_changes() {
        let text =
            "*Retro*\n• a\nWent well:\n- b\n* Stop:\nStop:\n- c\nactions\nto take\n```\nActions:\n• d\n```\n";
        let expected = "*Retro*\n- a\n\rWent well:\n\r- b\n* Stop:\n\rStop:\n\r- c\n\ractions\n\rto take\n```\nActions:\n• d\n```\n";
        assert_eq!(as_markdown(text), expected);
        let prose = "We said what\nactions\nmean.\n";
        assert_eq!(as_markdown(prose), prose);
    }

    #[test]
    fn notes_are_told_from_pages() {
        assert!(are_notes("- Went well\n  - a\n- Actions\n  - b\n"));
        assert!(are_notes("Retro\n\nWent well:\n- a\nActions:\n- b\n"));
        for page in [
            "Went well:\n- a\n",
            "Strengths\n- a\nWent well\n- b\nActions\n- c\n",
            "Went well\nActions\n",
            "Menu\nHome\nAbout\nWent well\n- a\nActions\n- b\nImprint\n",
        ] {
            assert!(!are_notes(page), "{page}");
        }
    }
}
