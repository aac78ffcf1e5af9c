//! What update asks `run` to do. It must not know how anything of it is done.

use std::path::PathBuf;

use super::Offer;

/// One thing to do outside the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Write a board to its file; answered by [`Saved`](super::Message::Saved) or [`Failed`](super::Message::Failed).
    Save {
        /// Its index in [`App::boards`](super::App::boards).
        board: usize,
        /// Whether the person asked for it by key: then it is written also where the file is gone.
        asked: bool,
    },
    /// What is saved next replaces this text in a board's file, which was no board.
    BuildOn {
        /// Its index.
        board: usize,
        /// What the file holds.
        text: String,
    },
    /// Write a board to a file that is not there yet, which becomes its file; answered by
    /// [`SavedAs`](super::Message::SavedAs) or [`NotSavedAs`](super::Message::NotSavedAs).
    SaveAs {
        /// Its index.
        board: usize,
        /// The new file.
        path: PathBuf,
    },
    /// Read a further period's file; answered by [`Opened`](super::Message::Opened) or
    /// [`NotOpened`](super::Message::NotOpened).
    Open(PathBuf),
    /// Read a board's file again; answered by [`Disk`](super::Message::Disk) with `asked`.
    Reload(usize),
    /// Merge what an offer brings into a board, which may take long; answered by [`Brought`](super::Message::Brought),
    /// unless the person does not wait for it.
    Bring {
        /// Its index.
        board: usize,
        /// The offer.
        offer: Offer,
    },
    /// Give a text to the terminal's clipboard.
    CopyToTerminal(String),
    /// Let the person's editor change a board's file; what it leaves there comes in as what others write.
    EditFile(usize),
    /// Let the person's editor change a text; answered by [`Edited`](super::Message::Edited) where it did.
    EditText(String),
    /// Draw everything anew.
    Redraw,
    /// Stop to the shell.
    Suspend,
    /// Leave: nothing is unsaved, or the person said so.
    Quit,
    /// Make a board of that name in the workspace; answered as `Open`.
    NewBoard {
        /// As it was typed.
        name: String,
    },
    /// Look for the boards of the workspace; answered by [`BoardsListed`](super::Message::BoardsListed), then by
    /// [`BoardsRead`](super::Message::BoardsRead) until all are read or nobody wants them any more.
    ListBoards {
        /// Which asking it is.
        asked: u32,
    },
    /// Read that file of the list next.
    WantBoard(usize),
    /// The list of boards is closed: nothing of it is wanted any more.
    StopListing,
    /// Open a board of the list where it was left; answered by [`OpenedChosen`](super::Message::OpenedChosen),
    /// [`TurnTo`](super::Message::TurnTo) or [`NotOpened`](super::Message::NotOpened).
    OpenBoard {
        /// Its file.
        path: PathBuf,
        /// The sheet to go to.
        sheet: Option<usize>,
    },
    /// Open the built-in sample; answered as `Open`.
    OpenSample,
}
