//! One item as an entry of a list, in the form of its pane. It must not know where the pane stands.

use std::io::{self, Write};

use jiff::civil::Date;

use super::fields::{self, Tag};
use super::inert::Text;
use crate::exchange::source::Source;
use crate::model::{Field, ItemView, Period};

/// The form of a pane's items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Tag and words.
    Card,
    /// The same, and who and when are asked for.
    Promise,
    /// A name and its value.
    Figure,
    /// What happened when.
    Event,
}

/// The items of a list, each with its map in the text.
pub(super) fn list<'b>(
    items: impl ExactSizeIterator<Item = ItemView<'b>>,
    sources: &[Option<Source<'b>>],
    (form, ranked, class): (Form, bool, &str),
    today: Date,
    out: &mut dyn Write,
) -> io::Result<()> {
    if items.len() == 0 {
        return writeln!(out, "<p class=\"empty\">Nothing here</p>");
    }
    // What is no rank has no number, and a list without numbers is none for some screen readers unless it says so.
    let (element, role) = if ranked { ("ol", "") } else { ("ul", " role=\"list\"") };
    writeln!(out, "<{element} class=\"{class}\"{role}>")?;
    for (index, view) in items.enumerate() {
        entry(view, sources.get(index).copied().flatten(), form, today, out)?;
    }
    writeln!(out, "</{element}>")
}

fn entry<'b>(
    view: ItemView<'b>,
    source: Option<Source<'b>>,
    form: Form,
    today: Date,
    out: &mut dyn Write,
) -> io::Result<()> {
    let done = if view.is_done() { " class=\"is-done\"" } else { "" };
    write!(out, "<li{done}><div class=\"line\"><p class=\"words\" dir=\"auto\">")?;
    words(view, form, out)?;
    write!(out, "</p>")?;
    fields::beside(view, out)?;
    write!(out, "</div>")?;
    fields::below(view, form == Form::Promise, today, out)?;
    fields::small_print(view, source, out)?;
    if view.results().len() > 0 {
        results(view, source, today, out)?;
    }
    writeln!(out, "</li>")
}

/// The key results of an item.
pub(super) fn results<'b>(
    view: ItemView<'b>,
    source: Option<Source<'b>>,
    today: Date,
    out: &mut dyn Write,
) -> io::Result<()> {
    let sources = sources(source, Field::Results.key());
    list(view.results(), &sources, (Form::Card, true, "items"), today, out)
}

/// The maps of the items in the list below a key.
pub(super) fn sources<'b>(source: Option<Source<'b>>, key: &str) -> Vec<Option<Source<'b>>> {
    let Some(source) = source else { return Vec::new() };
    source.list(key).into_iter().map(|node| source.at(node)).collect()
}

fn words(view: ItemView, form: Form, out: &mut dyn Write) -> io::Result<()> {
    if let Some(tag) = view.tag() {
        match day_of(tag).filter(|_| form == Form::Event) {
            Some(day) => write!(out, "<time class=\"tag\" datetime=\"{day}\">{day}</time>")?,
            None if form == Form::Event => write!(out, "{}", Tag(tag))?,
            None => write!(out, "{} ", Tag(tag))?,
        }
    }
    if view.line().is_empty() {
        write!(out, "<span class=\"open\">(no words)</span>")
    } else {
        write!(out, "<span class=\"text\">{}</span>", Text(view.text()))
    }
}

/// The tag of an event where it is a time as HTML writes it: a year, a month, a week, a day.
fn day_of(tag: &str) -> Option<Period> {
    let period = tag.parse().ok()?;
    (!matches!(period, Period::Half(..) | Period::Quarter(..))).then_some(period)
}
