//! Columns of tables and spreadsheets by their names: which one holds the words, which one says the pane, which are fields.
//! It must not know where the cells come from.

use std::collections::{HashMap, HashSet};

use super::fields;
use super::names::{self, folded};
use crate::exchange::draft::ItemDraft;
use crate::exchange::json::Json;
use crate::model::Field;

pub(super) use cells::is_result;

mod cells;

/// What a column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// It says on which sheet.
    Sheet,
    /// It says in which pane.
    Pane,
    /// The tag.
    Tag,
    /// The words.
    Text,
    /// An objective, where the words are those of its key results.
    Objective,
    /// A field.
    Field(Field),
    /// It says the same in each row: that is said once, of the board.
    OfBoard,
    /// Not understood: kept in each item below this key.
    Kept(String),
}

/// Names of the column with the words, the best first.
const TEXTS: &str = "text|card|card text|card name|card title|idea|content|contents|reflection|sticky note|sticky notes|sticky|note text|item|items|\
action item|action items|action|actions|task|tasks|work item title|summary|what|title|name|feedback|statement|objective|key result|learning|event|figure|metric|question|issue|topic|\
message|value|comment|description|details|notes|note";
const PANES: &str = "pane|category|column|column name|column title|list|list name|section column|prompt|quadrant|lane|swimlane|section|bucket|\
card type|type|group|topic|kind";
/// The first name among those of panes that may mean anything else as well: such a column is taken only where its cells say so.
const FIRST_VAGUE: &str = "card type";
const SHEETS: &str = "sheet|board|board name|retrospective|retro|frame|page";
const TAGS: &str = "tag|tags|theme|label";
/// Names of columns with what several items are about.
const GROUPS: &str = "group|group name|group title|reflectiongroup|reflection group|cluster";
/// Names of columns with objectives, of those with their key results, and of those with what is measured.
const OBJECTIVES: &str = "objective|objectives|objective title|objective name|goal|goals";
const RESULTS: &str = "key result|key results|kr|krs|key result title|key result name|measure of success";
const METRICS: &str = "metric|metrics|kpi|measure|indicator|key metric";
const VALUES: &str = "value|current value|actual|result";
/// Names of columns that only count the rows.
const COUNTS: &str = "|no|nr|num|number|id|rank|row|s no";

/// The columns of one table.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub roles: Vec<Role>,
    names: Vec<String>,
    /// Cells that were kept, of each column.
    kept: Vec<usize>,
}

impl Columns {
    /// The columns with these names.
    pub fn new(names: &[String]) -> Self {
        let none: [Vec<&str>; 0] = [];
        Self::of_table(names, &none)
    }

    /// The columns with these names over these rows, of which some are enough to tell what stands in each column.
    pub fn of_table<'r>(names: &[String], rows: &[impl AsRef<[&'r str]>]) -> Self {
        let keys = names.iter().map(|name| key(name)).collect::<Vec<String>>();
        let mut roles = vec![None; names.len()];
        let place = |list: &str| keys.iter().position(|there| list.split('|').any(|name| name == there));
        let pair = |first: &str, second: &str| place(first).zip(place(second));
        if let Some((objective, result)) = pair(OBJECTIVES, RESULTS) {
            (roles[objective], roles[result]) = (Some(Role::Objective), Some(Role::Text));
        } else if let Some((metric, value)) = pair(METRICS, VALUES) {
            (roles[metric], roles[value]) = (Some(Role::Tag), Some(Role::Text));
        }
        if let Some(at) = cells::pane(names, rows).filter(|at| roles[*at].is_none()) {
            roles[at] = Some(Role::Pane);
        }
        for (list, role) in
            [(TEXTS, Role::Text), (PANES, Role::Pane), (SHEETS, Role::Sheet), (TAGS, Role::Tag)]
        {
            let list = if role == Role::Pane && !rows.is_empty() { sure(list) } else { list };
            let rank = |key: &String| list.split('|').position(|there| there == key);
            let free = keys.iter().enumerate().filter(|(at, _)| roles[*at].is_none());
            let best = free.filter_map(|(at, key)| Some((rank(key)?, at))).min();
            if let Some((_, at)) = best.filter(|_| !roles.contains(&Some(role.clone()))) {
                roles[at] = Some(role);
            }
        }
        let has_pane = roles.contains(&Some(Role::Pane));
        if let Some(at) = place(GROUPS).filter(|at| has_pane && roles[*at].is_none())
            && !roles.contains(&Some(Role::Tag))
        {
            roles[at] = Some(Role::Tag);
        }
        name_fields(names, &mut roles);
        if !rows.is_empty() && !roles.contains(&Some(Role::Text)) {
            let is_words =
                |at: &usize| roles[*at].is_none() && !COUNTS.split('|').any(|name| name == keys[*at]);
            let of_pane = |at: &usize| names::pane(&names[*at]).is_some();
            let mut free = (0..names.len()).filter(is_words).collect::<Vec<usize>>();
            free.sort_by_key(|at| !of_pane(at));
            if let Some(at) = free.into_iter().find(|at| cells::are_words(rows, *at)) {
                roles[at] = Some(Role::Text);
            }
        }
        Self { roles: kept(names, roles), names: names.to_vec(), kept: vec![0; names.len()] }
    }

    /// How many columns have a name that is known.
    pub fn known(&self) -> usize {
        self.roles.iter().filter(|role| !matches!(role, Role::Kept(_))).count()
    }

    /// The column of a role.
    pub fn of(&self, role: &Role) -> Option<usize> {
        self.roles.iter().position(|there| there == role)
    }

    /// Whether a column has no name.
    pub fn is_unnamed(&self, at: usize) -> bool {
        self.names.get(at).is_none_or(String::is_empty)
    }

    /// Makes the first column that nobody knows the one with the words, where there is none.
    pub fn want_text(&mut self) {
        if self.of(&Role::Text).is_none()
            && let Some(role) = self.roles.iter_mut().find(|role| matches!(role, Role::Kept(_)))
        {
            *role = Role::Text;
        }
    }

    /// Gives an item what stands in a cell that is a field's or is kept.
    pub fn fill(&mut self, item: &mut ItemDraft, at: usize, text: &str) {
        let text = text.trim();
        let key = match self.roles.get(at) {
            Some(Role::Field(field)) => match fields::value(*field, text) {
                // A day says more than that it is done.
                Ok(Some(value)) if *field == Field::Done && item.field(*field).is_some() => {
                    if value.to_text() != "true" {
                        item.set_field(*field, value);
                    }
                    return;
                }
                Ok(Some(value)) => return item.set_field(*field, value),
                Ok(None) => return,
                // `At risk` says how it goes on.
                Err(()) if *field == Field::Done && item.field(Field::Forecast).is_none() => {
                    match fields::value(Field::Forecast, text) {
                        Ok(Some(value)) => return item.set_field(Field::Forecast, value),
                        _ => key_of(&self.names[at]),
                    }
                }
                Err(()) => key_of(&self.names[at]),
            },
            Some(Role::Kept(key)) => key.clone(),
            _ => return,
        };
        let is_number = self.names[at].trim() == "#" && text.bytes().all(|byte| byte.is_ascii_digit());
        if !text.is_empty() && !is_number {
            self.kept[at] += 1;
            keep(item, &key, text);
        }
    }

    /// A line for the columns with something in them that was not understood.
    pub fn not_understood(&self) -> Option<String> {
        let rows = self.names.iter().zip(&self.roles).zip(&self.kept).filter(|(_, count)| **count > 0);
        let told = rows.map(|((name, role), count)| {
            let key = if let Role::Kept(key) = role { key.clone() } else { key_of(name) };
            format!("{name:?} ({count} cell{}) as {key}", if *count == 1 { "" } else { "s" })
        });
        let told = told.collect::<Vec<String>>();
        let columns = if told.len() == 1 { "column" } else { "columns" };
        (!told.is_empty())
            .then(|| format!("{columns} that no field stands for, kept with each item: {}", told.join(", ")))
    }
}

/// Keeps a cell with an item below a key, or that key with a number where it is taken.
pub(super) fn keep(item: &mut ItemDraft, key: &str, cell: &str) {
    let is_taken = |key: &str| item.extra.iter().any(|(there, _)| there == key);
    let mut numbered = (2..).map(|number| format!("{key}-{number}"));
    let free = if is_taken(key) { numbered.find(|key| !is_taken(key)) } else { Some(key.to_owned()) };
    item.extra.extend(free.map(|key| (key, Json::from(cell))));
}

/// A name as it is looked up.
fn key(name: &str) -> String {
    if name.len() > 60 { String::new() } else { folded(name) }
}

/// The names of panes that mean nothing else.
fn sure(list: &str) -> &str {
    list.find(FIRST_VAGUE).map_or(list, |at| list[..at].trim_end_matches('|'))
}

/// Says which columns are fields: one for each, but for the day and the state of what is done.
fn name_fields(names: &[String], roles: &mut [Option<Role>]) {
    let mut ranked = names.iter().enumerate().filter_map(|(at, name)| {
        let (field, rank) = fields::named(name).filter(|_| roles[at].is_none())?;
        Some((field, rank, at))
    });
    let mut ranked = ranked.by_ref().collect::<Vec<_>>();
    ranked.sort_unstable();
    ranked.dedup_by(|next, last| next.0 == last.0 && next.0 != Field::Done);
    for (field, _, at) in ranked {
        roles[at] = Some(Role::Field(field));
    }
}

/// The roles, with a key for each column that has none.
fn kept(names: &[String], roles: Vec<Option<Role>>) -> Vec<Role> {
    // A status that is no date is kept below the key of its column, so that key is taken too.
    let fields = roles.iter().zip(names).filter(|(role, _)| role.is_some()).map(|(_, name)| key_of(name));
    let mut taken = fields.collect::<HashSet<String>>();
    let mut counts = HashMap::<String, usize>::new();
    let mut key = |name: &String| {
        let base = key_of(name);
        let count = counts.entry(base.clone()).or_default();
        let mut key = base.clone();
        while !taken.insert(key.clone()) {
            *count = (*count).max(1) + 1;
            key = format!("{base}-{count}");
        }
        Role::Kept(key)
    };
    roles.into_iter().zip(names).map(|(role, name)| role.unwrap_or_else(|| key(name))).collect()
}

/// The key below which cells of a column are kept.
pub(super) fn key_of(name: &str) -> String {
    let is_word = name.contains(char::is_alphanumeric);
    format!("x-{}", if is_word { names::pane_key(name).replace('_', "-") } else { "column".to_owned() })
}

/// Whether the columns of a table stand for panes, so that each cell holds items: two of them are names of panes, or one
/// is and no other is a column of something else.
pub(super) fn are_panes(names: &[String]) -> bool {
    let is_pane = |name: &&String| names::pane(name).is_some() || names::is_retro_column(name);
    let is_filled = |name: &&String| !name.trim().is_empty();
    let panes = names.iter().filter(is_pane).count();
    let filled = names.iter().filter(is_filled).count();
    let known =
        names.iter().filter(is_filled).filter(|name| Columns::new(std::slice::from_ref(name)).known() > 0);
    filled >= 2 && (panes >= 2 && panes * 2 >= filled || panes == 1 && known.count() == 0)
}

/// The items in a cell: its lines, without bullets, and without numbers where each of several has one.
pub(super) fn lines(cell: &str) -> impl Iterator<Item = &str> {
    let filled = || cell.lines().map(str::trim).filter(|line| !line.is_empty());
    let are_counted = filled().nth(1).is_some() && filled().all(|line| uncounted(line).is_some());
    let bullets = ['•', '‣', '◦', '·', '*', '-', '–'];
    let line = move |line: &'_ str| -> usize {
        let inside = line.trim_start();
        let behind = inside
            .strip_prefix(bullets)
            .filter(|behind| behind.is_empty() || behind.starts_with([' ', '\t']));
        line.len() - behind.map_or(inside, str::trim_start).len()
    };
    let texts = cell.lines().map(move |text| text[line(text)..].trim()).filter(|text| !text.is_empty());
    texts.map(move |text| uncounted(text).filter(|_| are_counted).unwrap_or(text))
}

/// `1. words`: the words.
fn uncounted(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = rest.strip_prefix(". ").or(rest.strip_prefix(") ")).filter(|_| rest.len() < line.len());
    words.map(str::trim).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str]) -> Columns {
        Columns::new(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>())
    }

    #[test]
    fn columns_are_known_by_their_names() {
        use Role::{Field as F, Kept, Pane, Text};
        let roles = |names: &[&str]| columns(names).roles;
        assert_eq!(roles(&["Action", "Owner", "Due"]), [Text, F(Field::Owner), F(Field::Due)]);
        assert_eq!(
            roles(&["Card Name", "Card Description", "List Name", "Members", "Labels", "Labels"]),
            [Text, F(Field::Note), Pane, F(Field::Owner), Kept("x-labels".into()), Kept("x-labels-2".into())]
        );
        assert_eq!(
            roles(&["Summary", "Issue key", "Status", "Assignee", "Due date"]),
            [Text, Kept("x-issue-key".into()), F(Field::Done), F(Field::Owner), F(Field::Due)]
        );
        assert_eq!(roles(&["Description", "Votes"]), [Text, F(Field::Votes)]);
    }

    #[test]
    fn what_no_column_is_for_is_kept_and_told() {
        let mut columns = columns(&["Action", "Status", "Points"]);
        let mut item = ItemDraft::default();
        columns.fill(&mut item, 1, "In progress");
        columns.fill(&mut item, 2, " 5 ");
        assert_eq!(
            item.extra,
            [("x-status".to_owned(), "In progress".into()), ("x-points".to_owned(), "5".into())]
        );
        let told = columns.not_understood();
        let expected = r#"columns that no field stands for, kept with each item: "Status" (1 cell) as x-status, "Points" (1 cell) as x-points"#;
        assert_eq!(told.as_deref(), Some(expected));
    }

    #[test]
    fn a_cell_holds_its_lines_without_bullets() {
        assert_eq!(lines("• a\n - b\n\n-5 %\n*c*").collect::<Vec<_>>(), ["a", "b", "-5 %", "*c*"]);
        assert_eq!(lines("1. a\n\n2) b").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(lines("1. a\nb").chain(lines("2. c")).collect::<Vec<_>>(), ["1. a", "b", "2. c"]);
        let are = are_panes;
        let are_panes =
            |names: &[&str]| are(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert!(
            are_panes(&["Strengths", "Weaknesses", ""]) && are_panes(&["What we did well", "What bugs us"])
        );
        assert!(
            !are_panes(&["Action", "Owner"])
                && !are_panes(&["Action", "Whatever"])
                && !are_panes(&["Good", ""])
        );
    }
}
