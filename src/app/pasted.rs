//! A whole page in a paste, of a browser or in Markdown: what it would bring to a board. It must not know how the question is asked.

use crate::error::Result;
use crate::exchange::BoardDraft;
use crate::exchange::import::{self, Form};
use crate::model::{Board, Head, Kind};

/// Larger pastes are text: reading them would hold up the screen.
const MOST_BYTES: usize = 1 << 20;
/// Fewer panes are no page: a heading above a list says nothing of where it belongs.
const FEWEST_PANES: usize = 2;
/// An article has some of everything, other prose a question or two.
const FEWEST_OF_ARTICLE: usize = 5;

/// A pasted page, read.
#[derive(Debug, Clone, PartialEq)]
pub struct PastedPage {
    board: BoardDraft,
    /// How many items it holds, key results included.
    pub items: usize,
    /// How many panes they stand in; an objective is one.
    pub panes: usize,
    /// How many of its lines found no place.
    pub unplaced: usize,
}

impl PastedPage {
    /// The page that a paste is, where it is one.
    pub fn of(text: &str) -> Option<Self> {
        let form = import::recognise(text);
        if text.len() > MOST_BYTES || !text.contains('\n') || !matches!(form, Form::Page | Form::Markdown) {
            return None;
        }
        let imported = import::read(text, form).ok()?;
        let board = imported.board;
        let (mut items, mut panes, mut of_method) = (0, 0, 0);
        for sheet in &board.sheets {
            for pane in sheet.panes.iter().filter(|pane| !pane.items.is_empty()) {
                let results = pane.items.iter().filter_map(|item| item.results.as_ref());
                panes += 1 + results.clone().count();
                items += pane.items.len() + results.map(Vec::len).sum::<usize>();
                of_method += usize::from(sheet.known_kind() != Some(Kind::Brief));
            }
        }
        let is_article = of_method == 0 && items >= FEWEST_OF_ARTICLE;
        let is_page = panes >= FEWEST_PANES && (of_method > 0 || is_article);
        is_page.then_some(Self { board, items, panes, unplaced: imported.unplaced.len() })
    }

    /// The text of a board with what the page has for that one: what that board is called and when it is from stays; its
    /// first sheet of a kind takes what the page has in a sheet of that kind without a title of its own.
    ///
    /// Also says how many of the page's scalars stay behind, because the board has its own.
    pub fn for_board(&self, board: &Board) -> Result<(String, usize)> {
        let mut draft = self.board.clone();
        let mission = draft.head(Head::Mission).zip(board.head(Head::Mission));
        let mut left = usize::from(mission.is_some_and(|(of_page, own)| of_page != own));
        draft
            .heads
            .retain(|(head, _)| *head == Head::Mission && board.heads.iter().all(|(known, _)| known != head));
        let mut taken: Vec<Kind> = Vec::new();
        for sheet in &mut draft.sheets {
            let Some(kind) =
                sheet.known_kind().filter(|kind| sheet.head(Head::Title).is_none() && !taken.contains(kind))
            else {
                continue;
            };
            taken.push(kind);
            if let Some(there) = board.sheets.iter().find(|there| there.kind == Some(kind)) {
                let differs =
                    |(head, value): &(Head, String)| there.head(*head).is_some_and(|own| own != value);
                left += sheet.heads.iter().filter(|head| differs(head)).count();
                sheet.heads.retain(|head| !differs(head));
                sheet.set_head(Head::Title, there.title());
                sheet.heads.sort_by_key(|(head, _)| *head);
            }
        }
        Ok((draft.to_yaml(&[])?, left))
    }

    /// What it would bring, in words: `106 items in 23 panes`.
    pub fn told(&self) -> String {
        format!("{} items in {} panes", self.items, self.panes)
    }
}
