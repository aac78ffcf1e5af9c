//! The seed page in other layouts: nothing of it is lost or placed elsewhere, whatever the copy of a browser or a mail did to it.

use stratboard::exchange::import::Imported;
use stratboard::model::Head;

use super::{counts, read};

const PAGE: &str = include_str!("xiaomi-sales.txt");
const RETRO_END: &str = "  • PARTNERSHIPS: Secure 2 strategic content/service partnerships by Q2\n";

/// The page in its sections: what stands before the first sheet, and each sheet from its picture on.
fn sections() -> (String, Vec<String>) {
    let pieces = PAGE.split("Xiaomi logo\n").collect::<Vec<&str>>();
    let head = format!("Xiaomi logo\n{}", pieces[1]);
    (head, pieces[2..].iter().map(|piece| format!("Xiaomi logo\n{}\n", piece.trim_end())).collect())
}

fn head(imported: &Imported, head: Head) -> &str {
    imported.board.head(head).unwrap_or_default()
}

/// Every item of the page is on the board, with what it holds.
fn assert_whole(text: &str, what: &str) {
    let (imported, page) = (read(text), read(PAGE));
    assert_eq!(imported.unplaced, [], "{what}");
    assert_eq!(counts(&imported), counts(&page), "{what}");
}

#[test]
fn periods_are_read_in_the_ways_of_companies() {
    for (told, period) in [
        ("Q1 2024", "2024-Q1"),
        ("FY25 Q3", "2025-Q3"),
        ("Q4 FY2026", "2026-Q4"),
        ("Q2'25", "2025-Q2"),
        ("H1 2025", "2025-H1"),
        ("2025-Q2", "2025-Q2"),
    ] {
        let below = PAGE.replacen("SWOT Analysis\n", &format!("SWOT Analysis\n\nUpdated: {told}\n"), 1);
        let behind = PAGE.replacen("SWOT Analysis\n", &format!("SWOT Analysis {told}\n"), 1);
        for text in [below, behind] {
            assert_whole(&text, told);
            assert_eq!(head(&read(&text), Head::Period), period, "{told}");
            assert_eq!(head(&read(&text), Head::Title), "Xiaomi Sales", "{told}");
        }
    }
}

#[test]
fn companies_have_names_of_every_kind() {
    for name in ["Müller & Söhne", "L'Oréal", "株式会社日立", "AT&T", "Yahoo!", "3M", "Škoda Auto"]
    {
        let imported = read(&PAGE.replace("Xiaomi", name));
        assert_eq!(imported.unplaced, [], "{name}");
        assert_eq!(head(&imported, Head::Title), format!("{name} Sales"));
        assert_eq!(counts(&imported), counts(&read(PAGE)), "{name}");
    }
}

#[test]
fn sheets_stand_in_any_order_and_alone() {
    let (head, sheets) = sections();
    let page = counts(&read(PAGE));
    let order = [2, 1, 0, 3];
    let other = read(&format!("{head}{}", order.map(|at| sheets[at].clone()).concat()));
    assert_eq!(other.unplaced, []);
    assert_eq!(counts(&other), order.map(|at| page[at].clone()));
    for (at, sheet) in sheets.iter().enumerate() {
        let alone = read(&format!("{head}{sheet}"));
        assert_eq!((alone.unplaced.len(), counts(&alone)), (0, vec![page[at].clone()]));
    }
}

#[test]
fn lists_have_any_length() {
    for length in [1, 3, 7] {
        let mut text = String::new();
        let mut list: Vec<&str> = Vec::new();
        for line in PAGE.split_inclusive('\n').chain(["\n"]) {
            if line.starts_with("  • ") {
                list.push(line.trim_end());
                continue;
            }
            list.iter().cycle().take(if list.is_empty() { 0 } else { length }).for_each(|item| {
                text.push_str(item);
                text.push('\n');
            });
            list.clear();
            text.push_str(line);
        }
        let imported = read(&text);
        assert_eq!(imported.unplaced, []);
        let plan = [vec![4], vec![length; 6]].concat();
        assert_eq!(counts(&imported), [vec![length; 5], plan, vec![length; 4], vec![length; 5]]);
    }
}

/// The text with long lines broken, as mails and terminals do; what follows in a bullet hangs below its words.
fn wrapped(width: usize) -> String {
    let mut out = String::new();
    for line in PAGE.lines() {
        let hang = if line.starts_with("  • ") { "    " } else { "" };
        let mut length = 0;
        for word in line.split_inclusive(' ') {
            if length > 0 && length + word.trim_end().chars().count() > width {
                out.truncate(out.trim_end().len());
                out.push('\n');
                out.push_str(hang);
                length = hang.len();
            }
            out.push_str(word);
            length += word.chars().count();
        }
        out.push('\n');
    }
    out
}

#[test]
fn wrapped_pages_are_joined() {
    for width in [60, 70, 78, 100] {
        assert_whole(&wrapped(width), &format!("{width}"));
    }
}

#[test]
fn figures_and_values_stand_in_every_way() {
    let values = "  • Innovation at heart\n  • Quality focus\n  • User-centric design\n  • Honest pricing\n  • Continuous improvement\n";
    let list =
        "Innovation at heart, Quality focus, User-centric design, Honest pricing, Continuous improvement\n";
    for (from, to) in [
        (values.to_owned(), list.to_owned()),
        (format!("VALUES\n{values}"), format!("Values: {list}")),
        ("REVENUE GROWTH: 28%".to_owned(), "REVENUE GROWTH\n    28%".to_owned()),
        ("CONNECTIONS: 700M".to_owned(), "CONNECTIONS\n    700M".to_owned()),
    ] {
        assert!(PAGE.contains(&from), "{from}");
        let text = PAGE.replace(&from, &to);
        assert_whole(&text, &to);
        assert_eq!(read(&text).board.sheets[1], read(PAGE).board.sheets[1], "{to}");
    }
}

#[test]
fn the_conclusion_of_a_retro_stays_with_it() {
    let told = "Premium pays, and services need more care in the coming quarter.";
    for text in [
        format!("\nConclusion\n\n{told}\n"),
        format!("\nConclusion: {told}\n"),
        format!("\nConclusion\n  • {told}\n"),
    ] {
        let imported = read(&PAGE.replace(RETRO_END, &format!("{RETRO_END}{text}")));
        let [swot, _, retro, _] = &imported.board.sheets[..] else { panic!("{:?}", counts(&imported)) };
        let pane = retro.panes.iter().find(|pane| pane.key == "conclusions").unwrap();
        assert_eq!((pane.items.len(), &*pane.items[0].draft.text), (1, told), "{text}");
        assert_eq!((swot.head(Head::Conclusion), imported.unplaced.len()), (None, 0), "{text}");
    }
}

#[test]
fn texts_in_other_scripts_stand_below_english_headings() {
    for words in
        ["品牌：全球知名度低于苹果和三星", "MÄRKTE: Größere Verbreitung außerhalb Chinas – über 30 %"]
    {
        let line =
            |line: &str| if line.starts_with("  • ") { format!("  • {words}") } else { line.to_owned() };
        let text = PAGE.lines().map(line).collect::<Vec<String>>().join("\n");
        assert_whole(&text, words);
    }
}

#[test]
fn what_a_site_puts_around_its_pages_is_listed_and_changes_nothing() {
    let above = "We use cookies\nBy clicking Accept you agree to our use of cookies.\nAccept all\nReject all\nHome\nProducts\nPricing\nLog in\n\n";
    let below = "\n\nProduct\nFeatures\nCompany\nAbout us\nCareers\nFollow us\n© 2025 Site. All rights reserved.\nPrivacy Policy\n";
    let imported = read(&format!("{above}{PAGE}{below}"));
    assert_eq!(counts(&imported), counts(&read(PAGE)));
    assert_eq!(head(&imported, Head::Title), "Xiaomi Sales");
    assert_eq!(imported.board.sheets, read(PAGE).board.sheets);
    let lines = imported.unplaced.iter().map(|piece| piece.line).collect::<Vec<usize>>();
    assert!(lines.windows(2).all(|pair| pair[0] < pair[1]) && lines.len() < 16, "{:?}", imported.unplaced);
}

#[test]
fn a_copy_without_bullets_or_blank_lines_holds_the_same() {
    for page in [
        include_str!("lumen-engineering-quarter.txt"),
        include_str!("lumen-bare-date.txt"),
        include_str!("tally-our-analysis.txt"),
        include_str!("volta-no-sheet-headings.txt"),
        include_str!("volta-hr-site-texts.txt"),
    ] {
        let expected = read(page);
        let plain = |line: &str| line.trim_start().trim_start_matches(['•', '-']).trim_start().to_owned();
        let lines = page.lines().map(plain).collect::<Vec<String>>();
        let tight = lines.iter().filter(|line| !line.is_empty()).map(String::as_str).collect::<Vec<&str>>();
        for text in [lines.join("\n"), tight.join("\n"), lines.join("\r\n"), lines.join("\n\n")] {
            let other = read(&text);
            assert_eq!(counts(&other), counts(&expected), "{text}");
            assert_eq!(other.board.heads, expected.board.heads, "{text}");
        }
    }
}

#[test]
fn the_sheets_of_one_period_may_be_of_several_days() {
    let page = include_str!("lumen-engineering-quarter.txt");
    let told = "Updated: July 2, 2025 • 2025-Q3 Analysis";
    let later =
        read(&page.replacen(told, "Updated: August 5, 2025", 2).replacen("Updated: August 5, 2025", told, 1));
    assert_eq!((head(&later, Head::Updated), head(&later, Head::Period)), ("2025-08-05", "2025-Q3"));
    assert_eq!(later.unplaced, []);
    let other =
        read(&page.replacen(told, "Updated: May 9, 2025", 2).replacen("Updated: May 9, 2025", told, 1));
    assert_eq!(
        (head(&other, Head::Updated), other.unplaced.len()),
        ("2025-07-02", 1),
        "another quarter is told"
    );
}
