//! Under which title the help page lists an action. A new action does not compile without a group.
//! It must not know the keys.

use super::Action as A;

/// A short title for actions that belong together, the same in every context.
#[rustfmt::skip]
pub fn group(action: A) -> &'static str {
    match action {
        A::Left | A::Down | A::Up | A::Right | A::NextPane | A::PreviousPane | A::First | A::Last | A::HalfDown
        | A::HalfUp | A::Sheet(_) | A::NextSheet | A::PreviousSheet | A::NextPeriod | A::PreviousPeriod => "Walking",
        A::Edit | A::EditStart | A::Add | A::AddBelow | A::AddAbove | A::Details | A::Delete | A::Copy | A::CopyPane
        | A::PasteBelow | A::PasteAbove | A::Undo | A::Redo | A::Resolve | A::Mark | A::Mission | A::Conclusion => "Writing",
        A::RankDown | A::RankUp | A::MoveLeft | A::MoveRight | A::MoveTo => "Ranking and moving",
        A::Done | A::Who | A::When | A::Follow => "Following up",
        A::VoteUp | A::VoteDown | A::Votes | A::Forecast(_) | A::Score(_) => "Weighing",
        A::Find | A::FindNext | A::FindPrevious | A::ByVotes | A::Zoom | A::Density | A::Redraw => "Looking",
        A::MakeBoard | A::Sample => "Beginning",
        A::Boards | A::Reload | A::SaveAs | A::Editor | A::Save | A::Suspend | A::Palette | A::Help | A::Filter
        | A::Choose | A::Cancel | A::Quit | A::QuitAtOnce | A::SaveAndQuit => "Files, help and leaving",
        A::Keep | A::KeepAndLeave | A::Abandon | A::NewLine | A::KeepNextPane | A::KeepPreviousPane | A::MakeTag
        | A::KeepAndGoOn => "Keeping",
        A::CaretLeft | A::CaretRight | A::CaretUp | A::CaretDown | A::WordLeft | A::WordRight | A::LineStart
        | A::LineEnd => "The caret",
        A::DeleteLeft | A::DeleteRight | A::DeleteWord | A::DeleteToStart | A::DeleteToEnd
        | A::TextUndo => "Deleting",
    }
}

/// Whether all that an action does is to change the board: its group says so.
pub fn changes(action: A) -> bool {
    !matches!(action, A::Copy | A::CopyPane)
        && matches!(group(action), "Writing" | "Ranking and moving" | "Following up" | "Weighing")
}
