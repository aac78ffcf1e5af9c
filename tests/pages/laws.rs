//! Laws of pages: nothing panics, and every bullet is on the board or in the list of what was not placed.

use proptest::prelude::*;
use stratboard::exchange::draft::ItemDraft;
use stratboard::model::Head;

use super::read;

/// Lines of every kind that pages are made of.
const LINES: &[&str] = &[
    "",
    "",
    "",
    "|",
    "Xiaomi logo",
    "Xiaomi Sales",
    "Xiaomi Sales SWOT Analysis",
    "SWOT",
    "OKR Plan 2024",
    "Retrospective",
    "Strengths",
    "WEAKNESSES",
    "opportunities:",
    "Threats (4)",
    "Key Priorities",
    "METRICS",
    "Values",
    "Objectives",
    "What Went Well",
    "Not So Well",
    "Learnings",
    "Action Items",
    "Mission",
    "Mission: To help",
    "Conclusion",
    "Insights",
    "Vision",
    "Competitors",
    "Company",
    "Team: Sales",
    "How to use this analysis",
    "Registration",
    "Top",
    "Updated: June 3, 2025",
    "Q2 2025",
    "ECOSYSTEM DOMINANCE",
    "Create the most connected ecosystem of the world",
    "Objective 1: Win",
    "Key Results",
    "To bring smart technology to everyone in the whole world",
    "The SWOT analysis reveals a company that grows faster than its own processes can follow.",
    "In 2019, revenue grew 41.7% YoY to reach RMB 62.1 billion.",
    "Why so?",
    "title",
    "kind",
    "…",
    "x: y",
    "- ",
    "•",
    "DEVICES: Launch 50 products",
    "some words",
    "words, more\u{a0}words",
    "\u{feff}\u{1b}[31mred",
    "\u{202e}abc",
    "# # #",
    "https://example.org/a",
    "In March 2019, something happened",
    "Flora is an Analyst at Home Research.",
    "{[\"",
    "'",
    "&a *a",
];
const BULLETS: &[&str] = &["  • ", "\t•\t", "- ", "* ", "– ", "◦", "    ▪ ", "7. ", "[ ] "];

fn line() -> impl Strategy<Value = String> {
    let known = proptest::sample::select(LINES);
    let bullet = (
        proptest::sample::select(BULLETS),
        "[A-Z]{2,6}: [a-z]{1,8} [a-z0-9%.]{1,8}|[a-z ]{1,9}[.?!]?|[^\\p{C}\\p{Zl}\\p{Zp}]{0,12}",
    );
    prop_oneof![
        3 => known.prop_map(str::to_owned),
        2 => bullet.prop_map(|(bullet, words)| format!("{bullet}{words}")),
    ]
}

/// Letters and digits alone: marks, blanks and line breaks differ by how a text is written down.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn item_words(item: &ItemDraft, out: &mut String) {
    out.extend([item.draft.tag.as_deref().unwrap_or_default(), &item.draft.text].map(letters));
    out.push('\n');
    item.results.iter().flatten().for_each(|result| item_words(result, out));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_bullet_is_on_the_board_or_listed(lines in proptest::collection::vec(line(), 0..40)) {
        let text = lines.join("\n");
        let imported = read(&text);
        let yaml = imported.to_yaml();
        prop_assert!(yaml.is_ok(), "{yaml:?}\n{text}");
        let mut known = String::new();
        for sheet in &imported.board.sheets {
            sheet.panes.iter().flat_map(|pane| &pane.items).for_each(|item| item_words(item, &mut known));
            sheet.heads.iter().for_each(|(_, value)| known.push_str(&letters(value)));
        }
        imported.unplaced.iter().for_each(|piece| known.extend([letters(&piece.text), "\n".to_owned()]));
        known.push_str(&letters(imported.board.head(Head::Mission).unwrap_or_default()));
        let events = imported.board.sheets.iter().any(|sheet| sheet.kind.as_deref() == Some("brief"));
        for line in lines.iter().filter(|line| BULLETS.iter().any(|bullet| line.starts_with(bullet))) {
            let words = letters(line.trim_start().trim_start_matches("7. "));
            prop_assert!(known.contains(&words) || events && words.contains("20"), "{line:?} of\n{text}\nis not in\n{known}");
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "(\\PC|[\n\t\r\u{1b}\u{0}\u{202e}\u{a0}]){0,200}") {
        let imported = read(&text);
        prop_assert!(imported.to_yaml().is_ok(), "{text:?}");
    }
}
