//! The parts of a theme as its file names them, each with what it is: the one table that reading, printing and adapting
//! go through. It must not know how a part looks.

use ratatui::style::Style;

use super::Theme;

/// One part of a theme.
pub(super) struct Part {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is.
    pub help: &'static str,
    /// Where it stands in a theme.
    pub of: fn(&mut Theme) -> &mut Style,
}

const fn part(name: &'static str, help: &'static str, of: fn(&mut Theme) -> &mut Style) -> Part {
    Part { name, help, of }
}

/// All parts, in the order of the file.
pub(super) const ALL: [Part; 39] = [
    part("screen", "The whole screen, behind everything else; plain leaves the terminal's own", |t| {
        &mut t.screen
    }),
    part("title", "The board's title", |t| &mut t.title),
    part("period", "Its period", |t| &mut t.period),
    part("tab_current", "The tab of the sheet on the screen", |t| &mut t.tab_current),
    part("tab", "The other tabs", |t| &mut t.tab),
    part("lead", "The mission, and what else stands above the panes", |t| &mut t.lead),
    part("pane_title", "A pane's title", |t| &mut t.pane_title),
    part("pane_focused", "The title of the pane that you are in", |t| &mut t.pane_focused),
    part("rule", "Lines that only part", |t| &mut t.rule),
    part("rank", "Rank numbers", |t| &mut t.rank),
    part("bar", "The bar beside what is selected", |t| &mut t.bar),
    part("selected_tag", "Added to the tag of the selected item", |t| &mut t.selected_tag),
    part("tag_1", "Tags: a tag has one of these six on every sheet and every day", |t| &mut t.tags[0]),
    part("tag_2", "", |t| &mut t.tags[1]),
    part("tag_3", "", |t| &mut t.tags[2]),
    part("tag_4", "", |t| &mut t.tags[3]),
    part("tag_5", "", |t| &mut t.tags[4]),
    part("tag_6", "", |t| &mut t.tags[5]),
    part("text", "Words", |t| &mut t.text),
    part("value", "A figure's value; the selected line of a list", |t| &mut t.value),
    part("votes", "Votes", |t| &mut t.votes),
    part("votes_most", "The most votes of a pane", |t| &mut t.votes_most),
    part("forecast_green", "A forecast's sign and an objective's gauge: likely, at risk, off track", |t| {
        &mut t.forecast[0]
    }),
    part("forecast_yellow", "", |t| &mut t.forecast[1]),
    part("forecast_red", "", |t| &mut t.forecast[2]),
    part("late", "Late promises and values out of range", |t| &mut t.late),
    part("done", "Done items", |t| &mut t.done),
    part("hint", "Labels, and what can be done where nothing is", |t| &mut t.hint),
    part("ghost", "A completion that is offered", |t| &mut t.ghost),
    part("found", "The letters that are looked for", |t| &mut t.found),
    part("not_found", "Items without them", |t| &mut t.not_found),
    part("mode_word", "The first word of the last line", |t| &mut t.mode_word),
    part("key", "A key in the last line and in the help", |t| &mut t.key),
    part("key_label", "What it does", |t| &mut t.key_label),
    part("message", "A message", |t| &mut t.message),
    part("state_good", "The first line's end: all is in the file", |t| &mut t.state_good),
    part("state_waiting", "It is on its way there", |t| &mut t.state_waiting),
    part("state_bad", "It is not", |t| &mut t.state_bad),
    part("news", "What came from outside", |t| &mut t.news),
];

/// The part of that name.
pub(super) fn named(name: &str) -> Option<&'static Part> {
    ALL.iter().find(|part| part.name == name)
}
