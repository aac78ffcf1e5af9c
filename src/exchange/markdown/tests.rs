use proptest::prelude::*;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

use super::*;
use crate::exchange::draft::PaneDraft;
use crate::exchange::import::{self, Form};
use crate::model::Draft;

/// Everything that means something to some Markdown, HTML or terminal.
#[rustfmt::skip]
const PARTS: &[&str] = &[
    "word", " ", "  ", "\n", "\n\n", "\t", "\r", "*", "**", "_", "__", "`", "```", "~~", "~", "#", "# ", "> ", "- ", "-", "--", "---", "+ ", "1. ", "2)",
    "=", "===", "|", "|-|", "[x](javascript:alert)", "[ ] ", "[x] ", "![a](b)", "<script>", "</li>", "<!--", "-->", "<b>", "&amp;", "&#10;", "&", "\\",
    "\\\n", "https://x.y/", "https://x.y/a*b[1]_", "@anna", "(owner: x)", "(3 votes)", "TAG: ", ": ", ":", "$", "$x$", "/close", "{", "}", "小米", "：", "🚀", "\u{1b}[31m", "\u{202e}",
    "\u{0}", "\u{feff}", "\u{a0}", "\u{200b}", "\u{85}", "\u{2028}", "by 2025-06-30", "→ Anna", "\"", "'", "made by stratboard", "<!-- made by stratboard -->",
];

fn any_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PARTS), 0..7).prop_map(|parts| parts.concat())
}

fn any_item() -> impl Strategy<Value = ItemDraft> {
    let fields = (proptest::option::of(any_text()), proptest::option::of(any_text()), any::<bool>());
    (proptest::option::of(any_text()), any_text(), fields).prop_map(|(tag, text, (owner, note, is_done))| {
        let mut item = ItemDraft { draft: Draft { tag, text, ..Draft::default() }, ..ItemDraft::default() };
        item.draft.tag = item.draft.tag.filter(|tag| !tag.is_empty());
        for (field, value) in
            [(Field::Owner, owner), (Field::Note, note), (Field::Done, is_done.then(|| "true".to_owned()))]
        {
            if let Some(value) = value {
                item.set_field(field, Value::Text(value));
            }
        }
        item
    })
}

/// A board with these words everywhere.
fn board(title: &str, head: &str, item: &ItemDraft) -> BoardDraft {
    let mut board = BoardDraft::default();
    board.set_head(Head::Title, title);
    board.set_head(Head::Mission, head);
    let mut retro = SheetDraft::of_kind(Kind::Retro);
    retro.set_head(Head::Title, title);
    retro.set_head(Head::Motto, head);
    for pane in &mut retro.panes {
        pane.items = vec![item.clone(), item.clone()];
    }
    retro.panes.push(PaneDraft { key: format!("x{title}"), items: vec![item.clone()] });
    let mut plan = SheetDraft::of_kind(Kind::Plan);
    let objective = ItemDraft { results: Some(vec![item.clone(), item.clone()]), ..item.clone() };
    plan.pane_mut("objectives").items = vec![objective.clone(), objective];
    board.sheets = vec![retro, plan];
    board
}

/// What a page holds beside words, marks of lists and headings, and comments.
fn what_acts(page: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
        | Options::ENABLE_FOOTNOTES;
    let acts = |event: Event<'_>| match event {
        Event::Html(html) | Event::InlineHtml(html) => {
            let is_comment = html.starts_with("<!-- ") && html.trim_end().ends_with(" -->");
            let inside = html.trim_start_matches("<!-- ").trim_end().trim_end_matches(" -->").to_owned();
            (!is_comment || inside.contains("--") || inside.contains(['<', '>'])).then(|| html.to_string())
        }
        // An address says where it leads, and renderers make a link of it anyway.
        Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) => {
            let is_of_the_web = ["http://", "https://"].iter().any(|scheme| dest_url.starts_with(scheme));
            (!is_of_the_web).then(|| dest_url.to_string())
        }
        Event::Start(
            Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Table(_) | Tag::Strikethrough,
        )
        | Event::Code(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::Rule => Some(format!("{event:?}")),
        _ => None,
    };
    let control =
        page.chars().find(|c| *c != '\n' && (c.is_control() || crate::exchange::json::is_active(*c)));
    Parser::new_ext(page, options).filter_map(acts).chain(control.map(|c| format!("{c:?}"))).collect()
}

proptest! {
    #[test]
    fn any_words_come_back_and_nothing_acts(title in any_text(), head in any_text(), item in any_item()) {
        let board = board(&title, &head, &item);
        for page in [page(&board), minutes(&board)] {
            let imported = import::read(&page, Form::Markdown).unwrap();
            prop_assert_eq!(&imported.board, &board, "{}", page);
            prop_assert_eq!(&imported.unplaced, &[], "{}", page);
            prop_assert_eq!(what_acts(&page), Vec::<String>::new(), "{}", page);
        }
    }
}

#[test]
fn plain_items_need_no_comment() {
    let mut item = ItemDraft::from_line("R&D: 3.6% of *revenue* <b> at $5 – see #7");
    item.set_field(Field::Owner, "Flora Ito".into());
    item.set_field(Field::Note, "two\nlines".into());
    item.set_field(Field::Votes, "1".into());
    let page = page(&board("A & B", "go #1", &item));
    let comments = page.matches("<!--").count();
    assert_eq!(
        comments, 3,
        "the kind that the title does not say, the key that is no title, the mark:\n{page}"
    );
    assert!(page.contains("- **R&D:** 3.6% of \\*revenue\\* &lt;b> at $5 – see #7 _(owner: Flora Ito, 1 vote)_\n  > two\\\n  > lines\n"));
}

#[test]
fn minutes_begin_with_their_counts_and_read_without_comments() {
    let mut retro = SheetDraft::of_kind(Kind::Retro);
    let mut card = ItemDraft::from_line("CI: quick");
    card.set_field(Field::Votes, "2".into());
    retro.pane_mut("went_well").items = vec![card, ItemDraft::from_line("a card")];
    retro.pane_mut("actions").items = vec![ItemDraft::from_line("do it")];
    let board = BoardDraft { sheets: vec![retro], ..BoardDraft::default() };
    let minutes = minutes(&board);
    assert!(minutes.starts_with("## Retro\n\n_2 cards, 2 votes; 1 action, 1 open_\n\n### What"), "{minutes}");
    assert_eq!(minutes.matches("<!--").count(), 1, "the mark at the end");
    assert_eq!(import::read(&minutes, Form::Markdown).unwrap().board, board);
    let edited = minutes.replace("1 open_", "1 open, said Ann_");
    assert_ne!(import::read(&edited, Form::Markdown).unwrap().board, board, "words of people are no count");
}

#[test]
fn an_edited_page_comes_in_with_its_edits() {
    let page = "# Team\n\n## Retro\n\n### What Went Well\n\n- **CI:** quick <!-- {\"extra\":{\"x-id\":\"7\"}} -->\n- a new card\n\n\
                ### Kudos\n\n- Mira\n\nA paragraph.\n\n<!-- made by stratboard -->\n";
    let yaml = import::read(page, Form::Markdown).unwrap().to_yaml().unwrap();
    let expected = "title: Team\nsheets:\n- kind: retro\n  went_well:\n  - CI: quick\n    x-id: '7'\n  - a new card\n  kudos:\n  \
                    - Mira\n  - A paragraph.\n";
    assert_eq!(yaml, expected);
}
