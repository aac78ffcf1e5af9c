//! Three texts of one board become one, item by item: two people's changes meet without either losing a word.
//! The result is our text with their changes brought in as edits, so what nobody touched keeps its bytes.
//! Source of the rules: measurements, section 5. It must not know files, locks, screens or git.
//!
//! ```text
//!  sheets     which sheet is which; whole sheets come, go and move          as text, by `yaml`
//!  keys       unknown keys of the board and of its sheets                  as text
//!  level      which item is which (matching), what becomes of each          decisions only
//!  perform    in place, to their places (order), away                      as edits of `document`
//!  mix, both  one item that both changed, field by field; kept twice where that is not enough
//!  heads      title, mission, conclusion …; what lost stands as a comment
//!  proof      nothing new of either side is missing, or there is no result
//!  nearest    which stored version a text is based on; what a text has lost
//!  resolve    a person chose one of a pair
//!  conflict   the two texts in a file with git's conflict markers
//! ```

mod beside;
mod both;
pub mod conflict;
mod heads;
mod keys;
mod level;
mod lines;
mod matching;
mod mix;
mod nearest;
mod order;
mod perform;
mod proof;
mod resolve;
mod sheets;

use crate::document::{Document, Edit, Read, Refusal, Step};
use crate::model::{Address, Finding, Focus, Head, HeadAt};
pub use beside::beside;
pub use nearest::{Losses, best_base, losses};
pub use resolve::{Resolved, resolve};
use sheets::Sheets;

/// A merged board file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Its text: ours with their changes.
    pub text: String,
    /// What came in from theirs, for the status line.
    pub taken: Vec<Note>,
    /// What both changed: both are kept, and a comment in the file marks the place.
    pub conflicts: Vec<Conflict>,
}

/// A change that came in from theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What happened.
    pub change: Change,
    /// The tag or words of the item, the title of a sheet, or the name of a heading line.
    pub name: String,
    /// The title of its pane; of its sheet for a heading line; empty for a sheet.
    pub pane: String,
}

/// What happened to an item, a sheet or a heading line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// Its tag or words are others.
    Reworded,
    /// A field, key result or comment of it is another.
    Changed,
    /// It stands elsewhere.
    Moved,
    /// It is gone.
    Removed,
}

/// A place where both sides changed one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What kind of conflict it is.
    pub clash: Clash,
    /// Where: the item, the second one of a pair, or the heading line; nothing for a whole sheet.
    pub at: Option<Address>,
    /// The tag or words of the item, the title of a sheet, or the name of a heading line.
    pub name: String,
    /// The title of its pane or sheet.
    pub pane: String,
}

/// How two sides can be at odds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clash {
    /// Both changed it otherwise, and both stand there, one below the other.
    Pair,
    /// Both changed it otherwise; one stands there, the other in a comment above it.
    Comment,
    /// One deleted what the other changed: it stays.
    Deleted,
    /// Both moved it, to different lists: it stands in one.
    Moved,
}

/// Which of the three texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The one that both began with.
    Base,
    /// Ours.
    Ours,
    /// Theirs.
    Theirs,
}

/// Why there is no merged text. Nothing is lost: the three texts are as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmerged {
    /// One of the three is no board.
    NoBoard(Version, Vec<Finding>),
    /// A change of theirs cannot be brought into our text without harm; why, in plain words.
    Refused(String),
}

/// A change of theirs cannot be brought in, in at most 40 characters.
pub const REFUSED: &str = "changed elsewhere, and not mergeable";

impl Unmerged {
    /// In at most 40 characters, as `! NOT SAVED: …` goes on.
    pub fn short(&self) -> &'static str {
        match self {
            Self::NoBoard(Version::Theirs, _) => "the file is no board now",
            Self::NoBoard(..) => "an earlier version is no board",
            Self::Refused(_) => REFUSED,
        }
    }

    /// In full: which side, and where it is no board.
    pub fn why(&self) -> String {
        match self {
            Self::Refused(why) => why.clone(),
            Self::NoBoard(version, findings) => {
                let side = match version {
                    Version::Base => "the version that both began with",
                    Version::Ours => "this side",
                    Version::Theirs => "the other side",
                };
                let first = findings.first();
                let first =
                    first.map_or_else(String::new, |first| format!(" (line {}: {})", first.line, first.what));
                format!("{side} is no board{first}")
            }
        }
    }
}

impl Merged {
    /// A text into which nothing came.
    fn same(text: &str) -> Self {
        Self { text: text.to_owned(), taken: Vec::new(), conflicts: Vec::new() }
    }
}

impl From<Refusal> for Unmerged {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.reason)
    }
}

impl From<crate::yaml::Refusal> for Unmerged {
    fn from(refusal: crate::yaml::Refusal) -> Self {
        Self::Refused(refusal.reason)
    }
}

/// Merges three texts of one board; `stem` is the file's name without its ending.
///
/// The result says the same whichever side is ours: content decides where something must. Votes and `carried` add up.
/// Comments of items travel with them; comments elsewhere stay as ours has them.
pub fn merge(base: &str, ours: &str, theirs: &str, stem: Option<&str>) -> Result<Merged, Unmerged> {
    let first = read(base, Version::Base, stem)?;
    let our_board = read(ours, Version::Ours, stem)?;
    let other = read(theirs, Version::Theirs, stem)?;
    if ours == theirs || base == theirs {
        return Ok(Merged::same(ours));
    }
    let merged = bring_in(Some(&first), &our_board, &other, stem);
    if base == ours {
        // Ours did nothing: theirs says it all, also what stands outside of items.
        let taken = merged.map(|merged| merged.taken).unwrap_or_default();
        return Ok(Merged { taken, ..Merged::same(theirs) });
    }
    merged
}

/// Brings two texts of one board together of which nobody knows what both began with.
///
/// Nothing was deleted then: what stands in one of them alone is kept, and an item that both have otherwise is kept
/// twice, one below the other. Our order holds, and bringing theirs in once more changes nothing.
pub fn without_base(ours: &str, theirs: &str, stem: Option<&str>) -> Result<Merged, Unmerged> {
    let (mine, other) = (read(ours, Version::Ours, stem)?, read(theirs, Version::Theirs, stem)?);
    if ours == theirs { Ok(Merged::same(ours)) } else { bring_in(None, &mine, &other, stem) }
}

/// Brings the sides of a conflict together, by what both began with where that is known and is a board.
pub fn of_sides(sides: &conflict::Sides, stem: Option<&str>) -> Result<Merged, Unmerged> {
    match sides.base.as_deref().filter(|base| Document::is_board(base)) {
        Some(base) => merge(base, &sides.ours, &sides.theirs, stem),
        None => without_base(&sides.ours, &sides.theirs, stem),
    }
}

fn read(text: &str, version: Version, stem: Option<&str>) -> Result<Document, Unmerged> {
    match Document::read(text.to_owned(), stem) {
        Read::Board(document, _) => Ok(*document),
        Read::Refused(findings) => Err(Unmerged::NoBoard(version, findings)),
    }
}

/// Our text with their changes since the base, or with all of theirs where there is none.
fn bring_in(
    base: Option<&Document>,
    ours: &Document,
    theirs: &Document,
    stem: Option<&str>,
) -> Result<Merged, Unmerged> {
    let nothing = read("{}", Version::Base, None)?;
    let (has_base, base) = (base.is_some(), base.unwrap_or(&nothing));
    let Sheets { text, pairs, report, agreed } = sheets::merge([base, ours, theirs], has_base)?;
    let read = |text: &str| read(text, Version::Ours, stem);
    let mut work = Work { base, ours: read(&text)?, theirs, has_base, agreed, report };
    perform::all_items(&mut work, &pairs)?;
    heads::merge(&mut work, &pairs)?;
    let text = heads::with_comments(&work)?;
    let merged = read(&text)?;
    proof::nothing_is_missing([base, ours, theirs], &merged, &work.report.told)?;
    Ok(Merged { text, taken: work.report.taken, conflicts: work.report.conflicts })
}

/// A merge on its way: our text, which becomes the merged one.
struct Work<'a> {
    base: &'a Document,
    ours: Document,
    theirs: &'a Document,
    /// Whether the base is what both began with, and no empty board: without one ours says what stands where.
    has_base: bool,
    /// Both say the same already: what was counted on the way there is counted in both.
    agreed: bool,
    report: Report,
}

/// What a merge tells.
#[derive(Debug, Default)]
struct Report {
    taken: Vec<Note>,
    conflicts: Vec<Conflict>,
    /// Texts that stand in comments only.
    told: Vec<String>,
    /// Comment lines above heading lines, written at the end.
    above: Vec<(HeadAt, Vec<String>)>,
}

impl Work<'_> {
    fn edit(&mut self, edit: Edit) -> Result<(), Refusal> {
        let here = Focus::Head(HeadAt::Board(Head::Title));
        let step = Step { label: String::new(), before: here, after: here, run: None };
        self.ours.apply(&[edit], step)
    }
}

impl Report {
    fn take(&mut self, change: Change, name: impl Into<String>, pane: impl Into<String>) {
        self.taken.push(Note { change, name: name.into(), pane: pane.into() });
    }
}
