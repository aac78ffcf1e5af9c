//! One item as an entry of a list, in the form of its pane. It must not know where the pane stands.

use std::io::{self, Write};

use jiff::civil::Date;

use super::fields::{self, Tag};
use super::inert::{Line, Text};
use crate::exchange::source::Source;
use crate::model::{Field, ItemView, Period, Trends};
use crate::text::begins_right_to_left;

/// The form of a pane's items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Tag and words.
    Card,
    /// The same, and who and when are asked for.
    Promise,
    /// A name and its value.
    Figure,
    /// The same, with how it went over the periods.
    Metric,
    /// What happened when.
    Event,
}

/// How the items of a list are written.
#[derive(Clone, Copy)]
pub(super) struct Manner<'b> {
    pub form: Form,
    /// Whether each has its rank as a number.
    pub ranked: bool,
    pub today: Date,
    pub trends: &'b Trends,
}

/// The items of a list, each with its map in the text.
pub(super) fn list<'b>(
    mut items: impl ExactSizeIterator<Item = ItemView<'b>>,
    sources: &[Option<Source<'b>>],
    manner: Manner<'b>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(first) = items.next() else { return writeln!(out, "<p class=\"empty\">Nothing here</p>") };
    let class = match manner.form {
        Form::Figure | Form::Metric => "items figures",
        Form::Event => "items events",
        Form::Card | Form::Promise => "items",
    };
    // What is no rank has no number, and a list without numbers is none for some screen readers unless it says so.
    let (element, role) = if manner.ranked { ("ol", "") } else { ("ul", " role=\"list\"") };
    // Ranks stand where the words begin.
    let dir = if begins_right_to_left(&first.line()) { " dir=\"rtl\"" } else { "" };
    writeln!(out, "<{element} class=\"{class}\"{role}{dir}>")?;
    for (index, view) in std::iter::once(first).chain(items).enumerate() {
        entry(view, sources.get(index).copied().flatten(), manner, out)?;
    }
    writeln!(out, "</{element}>")
}

fn entry<'b>(
    view: ItemView<'b>,
    source: Option<Source<'b>>,
    manner: Manner<'b>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let done = if view.is_done() { " class=\"is-done\"" } else { "" };
    write!(out, "<li{done}><div class=\"line\"><p class=\"words\" dir=\"auto\">")?;
    words(view, manner, out)?;
    write!(out, "</p>")?;
    fields::beside(view, out)?;
    write!(out, "</div>")?;
    fields::below(view, manner.form == Form::Promise, manner.today, out)?;
    fields::small_print(view, source, out)?;
    if view.results().len() > 0 {
        results(view, source, Manner { form: Form::Card, ranked: true, ..manner }, out)?;
    }
    writeln!(out, "</li>")
}

/// The key results of an item.
pub(super) fn results<'b>(
    view: ItemView<'b>,
    source: Option<Source<'b>>,
    manner: Manner<'b>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let sources = sources(source, Field::Results.key());
    list(view.results(), &sources, manner, out)
}

/// The maps of the items in the list below a key.
pub(super) fn sources<'b>(source: Option<Source<'b>>, key: &str) -> Vec<Option<Source<'b>>> {
    let Some(source) = source else { return Vec::new() };
    source.list(key).into_iter().map(|node| source.at(node)).collect()
}

fn words(view: ItemView, manner: Manner<'_>, out: &mut dyn Write) -> io::Result<()> {
    if let Some(tag) = view.tag() {
        match day_of(tag).filter(|_| manner.form == Form::Event) {
            Some(day) => write!(out, "<time class=\"tag\" datetime=\"{day}\">{day}</time>")?,
            None if manner.form == Form::Event => write!(out, "{}", Tag(tag))?,
            None => write!(out, "{} ", Tag(tag))?,
        }
        if manner.form == Form::Metric {
            trend(tag, view.text(), manner.trends, out)?;
        }
    }
    if view.line().is_empty() {
        write!(out, "<span class=\"open\">(no words)</span>")
    } else {
        write!(out, "<span class=\"text\">{}</span>", Text(view.text()))
    }
}

/// Bars for the periods that lead to a metric's value, each with its value for whoever does not see them.
fn trend(name: &str, now: &str, trends: &Trends, out: &mut dyn Write) -> io::Result<()> {
    const LOW: f64 = 6.0;
    const HIGH: f64 = 16.0;
    let Some(parts) = trends.parts(name, now) else { return Ok(()) };
    let wide = parts.len() * 8 - 3;
    let told = trends.told(name, now);
    write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"trend\" role=\"img\" width=\"{wide}\" height=\"{HIGH}\" \
         viewBox=\"0 0 {wide} {HIGH}\"><title>{}</title>",
        Line(&told)
    )?;
    for (at, part) in parts.iter().enumerate() {
        let (left, height) = (at * 8, LOW + part * (HIGH - LOW));
        let top = HIGH - height;
        write!(out, "<rect x=\"{left}\" y=\"{top:.1}\" width=\"5\" height=\"{height:.1}\"/>")?;
    }
    write!(out, "</svg> ")
}

/// The tag of an event where it is a time as HTML writes it: a year, a month, a week, a day.
fn day_of(tag: &str) -> Option<Period> {
    let period = tag.parse().ok()?;
    (!matches!(period, Period::Half(..) | Period::Quarter(..))).then_some(period)
}
