//! From a page that was read to the board: its title and scalars, its sheets with theirs, and what found no place.
//! It must not know how lines are read.

use super::line::Line;
use super::names::{self, Meaning};
use super::prose;
use super::reader::Reader;
use super::section::Section;
use super::time;
use crate::exchange::draft::{BoardDraft, ItemDraft, SheetDraft};
use crate::exchange::import::Imported;
use crate::model::{Head, Period, tag};

/// A title has no more words.
const TITLE_WORDS: usize = 6;
/// How many lines may be the title, and in how many lines they are looked for.
const TITLE_CANDIDATES: usize = 20;
const MOST_LINES: usize = 2000;
/// What the headings of further sheets add to the name of the board.
const THEMES: [&str; 3] = [" AI Strategy", " AI Transformation", " AI"];

pub(super) fn board(mut page: Reader<'_>) -> Imported {
    for (kind, at) in std::mem::take(&mut page.waiting) {
        let text = page.text(at);
        let words = names::labelled(text).map_or(text, |(_, words)| words).to_owned();
        match page.sections.about(kind) {
            Some(section) => section.conclusion.push(words),
            None => page.leave(at),
        }
    }
    hand_conclusions_on(&mut page.sections.all);
    let title = title(&page);
    let mut board = BoardDraft::default();
    board.set_head(Head::Title, &title);
    let period = page.updated.period.or_else(|| period_of_headings(&page));
    board.set_head(Head::Period, &period.map(|period| period.to_string()).unwrap_or_default());
    board.set_head(Head::Updated, &page.updated.day.map(|day| day.to_string()).unwrap_or_default());
    board.set_head(Head::Mission, page.mission.as_deref().unwrap_or_default());
    leave_what_is_no_title(&mut page, &title);
    let (kept, dropped): (Vec<Section>, Vec<Section>) =
        std::mem::take(&mut page.sections.all).into_iter().partition(|section| !is_idle(section));
    for section in dropped {
        leave_heading(&mut page, &section, &kept);
    }
    board.sheets = kept.into_iter().map(|section| sheet(section, &title, period)).collect();
    page.unplaced.sort_by_key(|piece| piece.line);
    board.heads.sort_by_key(|(head, _)| *head);
    Imported { board, unplaced: page.unplaced }
}

/// A heading alone, as in a list of contents, leaves what was said of its sheet to the sheet.
fn hand_conclusions_on(all: &mut [Section]) {
    for at in 0..all.len() {
        let (before, after) = all.split_at_mut(at + 1);
        let Some(section) = before.last_mut().filter(|section| section.is_empty()) else { continue };
        let real = after.iter_mut().find(|other| other.kind() == section.kind() && !other.is_empty());
        if let Some(real) = real {
            real.conclusion.splice(0..0, std::mem::take(&mut section.conclusion));
        }
    }
}

fn is_idle(section: &Section) -> bool {
    section.is_empty() && section.conclusion.is_empty()
}

/// A heading without anything below it is listed, unless it only announced a sheet that is there.
fn leave_heading(page: &mut Reader<'_>, section: &Section, kept: &[Section]) {
    let is_there =
        kept.iter().any(|other| other.kind() == section.kind() && other.name.ends_with(&section.name));
    if let Some(at) = section.heading.filter(|_| !is_there) {
        page.leave(at);
    }
    if let Some(motto) = section.sheet.head(Head::Motto)
        && let Some(at) = page.lines.iter().position(|line| line.text == motto)
    {
        page.leave(at);
    }
}

fn sheet(section: Section, board_title: &str, period: Option<Period>) -> SheetDraft {
    let Section { mut sheet, title, name, conclusion, .. } = section;
    take_labels(&mut sheet);
    sheet.panes.retain(|pane| {
        let of_kind = sheet.kind.as_deref().and_then(crate::model::Kind::from_key);
        let known = of_kind.is_some_and(|kind| kind.panes().iter().any(|spec| spec.key == pane.key));
        known || !pane.items.is_empty()
    });
    let (plain, told) = time::without_period(&title);
    let title = if told == period && told.is_some() { plain } else { title };
    let own = without_name(&title, board_title);
    let says_more = !without_name(&name, board_title).is_empty() && !ends_with_name(board_title, &name)
        || own.chars().any(|c| c.is_ascii_digit())
        || !matches!(names::meaning(own), Meaning::Sheet(_));
    if says_more {
        sheet.set_head(Head::Title, without_last_word(own));
    }
    sheet.set_head(Head::Conclusion, &conclusion.join("\n"));
    sheet.heads.sort_by_key(|(head, _)| *head);
    sheet
}

/// Of so many items, nearly all, a page gives each a name in small letters: those are its tags.
const FEWEST_LABELS: usize = 3;
/// The name of an item has no more words.
const LABEL_WORDS: usize = 5;

/// `Network Effects: each host brings guests`: where nearly all items of a sheet have such a name, it is their tag.
fn take_labels(sheet: &mut SheetDraft) {
    let is_plain = |item: &ItemDraft| item.draft.tag.is_none() && item.results.is_none();
    let all = sheet.panes.iter().flat_map(|pane| &pane.items).filter(|item| is_plain(item)).count();
    let labelled = |item: &&ItemDraft| is_plain(item) && label(&item.draft.text).is_some();
    let some = sheet.panes.iter().flat_map(|pane| &pane.items).filter(labelled).count();
    if some < FEWEST_LABELS || some * 5 < all * 4 {
        return;
    }
    for item in sheet.panes.iter_mut().flat_map(|pane| &mut pane.items).filter(|item| is_plain(item)) {
        if let Some((label, words)) = label(&item.draft.text) {
            (item.draft.tag, item.draft.text) = (Some(label.to_owned()), words.to_owned());
        }
    }
}

/// The name that a text begins with, and its words.
fn label(text: &str) -> Option<(&str, &str)> {
    let (label, words) = tag::split(text, true);
    let is_name = |label: &&str| {
        label.chars().count() <= tag::MOST_CHARS
            && label.split(' ').count() <= LABEL_WORDS
            && label.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !label.contains(['.', '?', '!'])
    };
    label.filter(is_name).map(|label| (label, words))
}

/// A SWOT is an analysis anyway, and tabs are narrow.
fn without_last_word(title: &str) -> &str {
    let rest = title.strip_suffix(" Analysis").or_else(|| title.strip_suffix(" ANALYSIS"));
    rest.filter(|rest| rest.ends_with(" SWOT")).unwrap_or(title)
}

/// A heading without the board's title before it.
fn without_name<'t>(heading: &'t str, name: &str) -> &'t str {
    let rest = if name.is_empty() { None } else { heading.strip_prefix(name) };
    match rest {
        Some(rest) if rest.is_empty() || rest.starts_with([' ', '\'', '’']) => {
            rest.trim_start_matches(['\'', '’']).trim_start_matches("s ").trim()
        }
        _ => heading,
    }
}

/// Whether a board's title ends with the name in a heading: `Lumen Engineering` with `Engineering`.
fn ends_with_name(title: &str, name: &str) -> bool {
    title.strip_suffix(name).is_some_and(|before| before.ends_with(' '))
}

fn period_of_headings(page: &Reader<'_>) -> Option<Period> {
    let of_page = page.page.as_ref().and_then(|(_, at)| time::without_period(page.text(*at)).1);
    page.sections.all.iter().find_map(|section| time::without_period(&section.title).1).or(of_page)
}

/// What the board is called: as labelled, else what the headings of its sheets share, else the first name on the page.
fn title(page: &Reader<'_>) -> String {
    let labels = [page.company.as_deref(), page.team.as_deref()];
    let labelled = labels.into_iter().flatten().collect::<Vec<&str>>().join(" ");
    let is_named = page.sections.all.iter().any(|section| !section.name.is_empty());
    // `Company` also heads the links at the foot of a site.
    if !labelled.is_empty() && !is_named {
        return labelled;
    }
    let all = page.sections.all.iter().map(|section| section.name.as_str());
    let names = all
        .chain(page.page.as_ref().map(|(name, _)| name.as_str()))
        .filter(|name| !name.is_empty())
        .collect::<Vec<&str>>();
    let candidates = page.top.iter().map(|at| page.text(*at)).filter(|text| is_title(text));
    if let Some(first) = names.first() {
        let shared = names.iter().fold((*first).to_owned(), |shared, name| shared_words(&shared, name));
        let shared = if shared.is_empty() { (*first).to_owned() } else { shared };
        // `Engineering Retrospective` on the page of `Lumen Engineering`.
        let owner =
            page.logos.first().filter(|logo| names.iter().all(|name| !name.starts_with(logo.as_str())));
        let whole = owner.and_then(|logo| candidates.clone().find(|text| text.starts_with(logo.as_str())));
        if let Some(whole) = whole {
            return whole.to_owned();
        }
        let mut on_page =
            candidates.filter(|text| text.contains(' ') && shared_words(text, &shared) == **text);
        let theme = THEMES.iter().find_map(|theme| shared.strip_suffix(theme));
        return on_page.next_back().or(theme).map_or(shared.clone(), str::to_owned);
    }
    let logo = page.logos.first().map(String::as_str);
    let of_logo = logo.and_then(|logo| candidates.clone().find(|text| text.starts_with(logo)));
    // The name of a board stands in other lines of its page as well, the name of a site seldom.
    let count = |name: &str| page.lines.iter().take(MOST_LINES).filter(|line| says(line, name)).count();
    let all = candidates.clone().take(TITLE_CANDIDATES).collect::<Vec<&str>>();
    let often = all.iter().rev().max_by_key(|name| count(name)).copied();
    of_logo.or(often).or(logo).unwrap_or_default().to_owned()
}

fn says(line: &Line, name: &str) -> bool {
    line.text.contains(name) && line.meaning != Meaning::Furniture
}

fn is_title(text: &str) -> bool {
    text.split(' ').count() <= TITLE_WORDS && prose::is_heading(text) && !text.ends_with(['?', ':'])
}

/// The words that both begin with.
fn shared_words(one: &str, other: &str) -> String {
    let pairs = one.split(' ').zip(other.split(' '));
    pairs.take_while(|(one, other)| one == other).map(|(word, _)| word).collect::<Vec<&str>>().join(" ")
}

/// Lines before the first sheet that are neither the title nor a part of it.
fn leave_what_is_no_title(page: &mut Reader<'_>, title: &str) {
    let is_name = |text: &str| shared_words(text, title) == text;
    for at in std::mem::take(&mut page.top) {
        if !is_name(page.text(at)) {
            page.leave(at);
        }
    }
    page.unplaced.retain(|piece| piece.text != title);
}
