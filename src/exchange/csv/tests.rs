use proptest::prelude::*;

use super::guard::FORMULA;
use super::*;
use crate::exchange::import::{self, Form};
use crate::model::Draft;

#[rustfmt::skip]
const PARTS: &[&str] = &[
    "word", " ", "=1+1", "+", "-", "@SUM(A1)", "＝1", "\t", "\r", "\n", "\r\n", "'", "\"", "\"\"", ",", ";", "a, b", "{\"text\":\"x\"}", "小米", "\u{1b}[31m",
    "\u{202e}", "\u{0}", "\u{feff}", "Key Results", "kind", "title", "Objectives", "|cmd", "%", "\u{a0}=2", "007", "1.10", "2018-09", "30 jun", "0.5",
];

fn any_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PARTS), 0..5).prop_map(|parts| parts.concat())
}

fn board(title: &str, tag: &str, text: &str) -> BoardDraft {
    let mut item =
        ItemDraft { draft: Draft { text: text.to_owned(), ..Draft::default() }, ..ItemDraft::default() };
    item.draft.tag = Some(tag.to_owned()).filter(|tag| !tag.is_empty());
    item.set_field(Field::Owner, Value::Text(tag.to_owned()));
    item.set_field(Field::See, Value::Tags(vec![text.to_owned()]));
    let mut board = BoardDraft::default();
    board.set_head(Head::Title, title);
    board.set_head(Head::Mission, text);
    let mut swot = SheetDraft::of_kind(Kind::Swot);
    swot.set_head(Head::Title, title);
    swot.set_head(Head::Conclusion, text);
    for key in [title, tag, "key_results", "key-results", "strengths"] {
        swot.pane_mut(&format!("a{key}")).items = vec![item.clone()];
        swot.pane_mut(key).items.push(item.clone());
        swot.pane_mut(&format!("{key}-"));
    }
    let mut plan = SheetDraft::of_kind(Kind::Plan);
    let objective = ItemDraft { results: Some(vec![item.clone(), item.clone()]), ..item.clone() };
    plan.pane_mut("objectives").items = vec![objective.clone(), item.clone(), objective];
    plan.pane_mut("key_results").items.push(item);
    board.sheets = vec![swot.clone(), plan.clone(), plan, swot];
    board
}

proptest! {
    #[test]
    fn any_words_come_back_and_no_cell_begins_a_formula(title in any_text(), tag in any_text(), text in any_text()) {
        let board = board(&title, &tag, &text);
        let table = table(&board).unwrap();
        let imported = import::read(&table, Form::Csv).unwrap();
        prop_assert_eq!(&imported.board, &board, "{}", table);
        prop_assert_eq!(&imported.unplaced, &[], "{}", table);
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(table.trim_start_matches('\u{feff}').as_bytes());
        for record in reader.records() {
            for cell in &record.unwrap() {
                prop_assert!(!cell.trim_start().starts_with(FORMULA), "{cell:?}");
                prop_assert!(!cell.contains(|c: char| c.is_control() && c != '\n'), "{cell:?}");
            }
        }
    }
}

#[test]
fn a_board_is_a_table_that_people_read() {
    let text = "title: A\nsheets:\n- kind: retro\n  went_well:\n  - CI: quick\n    votes: 3\n  kudos: []\n";
    let crate::document::Read::Board(document, _) = crate::document::Document::read(text.to_owned(), None)
    else {
        panic!("no board")
    };
    let expected = "\u{feff}\"sheet\",\"pane\",\"tag\",\"text\",\"votes\",\"more\"\r\n\"\",\"\",\"title\",\"A\",\"\",\"\"\r\n\
                    \"Retro\",\"\",\"kind\",\"retro\",\"\",\"\"\r\n\"Retro\",\"What Went Well\",\"CI\",\"quick\",\"3\",\"\"\r\n\
                    \"Retro\",\"Kudos\",\"\",\"\",\"\",\"{\"\"key\"\":\"\"kudos\"\"}\"\r\n";
    assert_eq!(table(&BoardDraft::of(document.board(), None).unwrap()).unwrap(), expected);
}

#[test]
fn what_a_spreadsheet_saves_as_true_is_done() {
    let table = "sheet,pane,tag,text,done,more\nRetro,,kind,retro,,\nRetro,Action Items,,do it,TRUE,\n";
    let yaml = import::read(table, Form::Csv).unwrap().to_yaml().unwrap();
    assert!(yaml.contains("- text: do it\n    done: true\n"), "{yaml}");
}
