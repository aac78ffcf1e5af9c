//! Pages as people copy them from a browser, read whole: `pages/NAME.txt` becomes `pages/NAME.yaml`, with what found no
//! place in comments at its end. `STRATBOARD_PAGES=write` writes the boards anew, to be read before they are kept.
#![cfg(test)]

#[path = "pages/laws.rs"]
mod laws;
#[path = "pages/layouts.rs"]
mod layouts;

use std::fs;
use std::path::Path;

use stratboard::exchange::import::{self, Form, Imported};

fn read(text: &str) -> Imported {
    import::read(text, Form::Page).unwrap()
}

/// The panes of each sheet with the number of their items; of an objective, that of its key results.
fn counts(imported: &Imported) -> Vec<Vec<usize>> {
    let sheets = imported.board.sheets.iter();
    sheets
        .map(|sheet| {
            let items = sheet.panes.iter().flat_map(|pane| {
                let results = pane.items.iter().filter_map(|item| item.results.as_ref()).map(Vec::len);
                [pane.items.len()].into_iter().chain(results)
            });
            items.collect()
        })
        .collect()
}

#[test]
fn every_page_becomes_its_board_to_the_byte() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let page = entry.unwrap().path();
        if page.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        pages += 1;
        let text = fs::read_to_string(&page).unwrap();
        let yaml = read(&text).to_yaml().unwrap();
        let board = page.with_extension("yaml");
        if std::env::var("STRATBOARD_PAGES").is_ok_and(|what| what == "write") {
            fs::write(&board, &yaml).unwrap();
        }
        assert_eq!(yaml, fs::read_to_string(&board).unwrap(), "{}", page.display());
        let is_markdown = page.ends_with("ibm-legal.txt");
        assert!(is_markdown || import::recognise(&text) == Form::Page, "{}", page.display());
    }
    assert!(pages >= 35, "{pages}");
}

#[test]
fn the_seed_page_is_placed_whole() {
    let text = include_str!("pages/xiaomi-sales.txt");
    let imported = read(text);
    assert_eq!(imported.unplaced, []);
    let swot = vec![5, 5, 5, 5, 4];
    assert_eq!(counts(&imported), [swot.clone(), vec![4, 4, 4, 4, 4, 3, 5], vec![5, 5, 5, 5], swot]);
    let yaml = imported.to_yaml().unwrap();
    let bullets = text.lines().filter_map(|line| line.strip_prefix("  • "));
    for bullet in bullets {
        assert!(
            yaml.contains(&format!("- {bullet}\n")) || yaml.contains(&format!("- '{bullet}'\n")),
            "{bullet}"
        );
    }
}

#[test]
fn line_ends_blanks_and_bullets_make_no_difference() {
    let page = include_str!("pages/xiaomi-sales.txt");
    let board = read(page).board.to_yaml(&[]).unwrap().to_lowercase();
    for (from, to) in [
        ("\n", "\r\n"),
        ("  • ", "\t•\u{a0}"),
        ("  • ", "- "),
        ("  • ", "* "),
        ("  • ", "  – "),
        ("  • ", "1. "),
        ("  • ", "◦"),
        ("  • ", "•\n\n"),
        ("  • ", ""),
        ("  • ", "  •\u{200b} "),
        ("\n\n", "\n"),
        ("\n\n", "\n\n\n \n"),
        ("Key Priorities", "KEY PRIORITIES:"),
        ("Strengths\n", "## strengths (5)\n"),
        (" SWOT Analysis", " SWOT ANALYSIS"),
        ("Xiaomi logo\n", ""),
    ] {
        let other = read(&page.replace(from, to));
        assert_eq!(other.unplaced, [], "{from:?} → {to:?}");
        let other = other.board.to_yaml(&[]).unwrap().to_lowercase();
        let differs = other.lines().zip(board.lines()).find(|(other, line)| other != line);
        assert!(other == board, "{from:?} → {to:?}: {differs:?}");
    }
}

#[test]
fn what_is_too_much_for_a_page_is_listed() {
    let sheets = (0..1000).map(|n| format!("Nike T{n}x SWOT Analysis\nStrengths\n- item {n}\n"));
    let lists = (0..1000).map(|n| format!("List N{n}x\n- item {n}\n"));
    for (text, most) in [(sheets.collect::<String>(), 200), (lists.collect::<String>(), 201)] {
        for text in [text.clone(), format!("Nike SWOT\nThreats\n- item\n\n{text}")] {
            let imported = read(&text);
            let panes = imported.board.sheets.iter().map(|sheet| sheet.panes.len());
            assert!(imported.board.sheets.len() <= most && panes.max() <= Some(most + 5));
            let yaml = imported.to_yaml().unwrap();
            let missing = (0..1000).find(|n| !yaml.lines().any(|line| line.ends_with(&format!("item {n}"))));
            assert_eq!(missing, None);
        }
    }
}
