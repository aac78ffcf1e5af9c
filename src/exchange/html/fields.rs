//! Fields of items and further keys as HTML: what stands beside the words, below them, and in the small print.
//! Nothing is left out: a value that has no place of its own, or is not what it should be, stands with its name.

use std::fmt::{self, Display, Formatter};
use std::io::{self, Write};

use jiff::civil::Date;

use super::inert::{Address, Text};
use crate::exchange::Json;
use crate::exchange::source::Source;
use crate::layout::Forecast;
use crate::model::field::parse_date;
use crate::model::{Field, ItemView, Value, tag};

/// A day as people say it, readable for programs too.
pub(super) struct Day(pub Date);

impl Display for Day {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self(day) = self;
        write!(out, "<time datetime=\"{day}\">{}</time>", day.strftime("%-d %b %Y"))
    }
}

/// A text that should be a day: as one where it is.
pub(super) fn date(text: &str) -> String {
    parse_date(text).map_or_else(|| format!("<bdi>{}</bdi>", Text(text)), |day| Day(day).to_string())
}

/// A tag in its steady colour.
pub(super) struct Tag<'t>(pub &'t str);

impl Display for Tag<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "<b class=\"tag t{}\"><bdi>{}</bdi></b>", tag::colour(self.0, 6), Text(self.0))
    }
}

/// What a forecast is called, and its sign.
pub(super) fn forecast_words(forecast: Forecast) -> (&'static str, &'static str) {
    match forecast {
        Forecast::Green => ("green", "on track"),
        Forecast::Yellow => ("yellow", "at risk"),
        Forecast::Red => ("red", "off track"),
    }
}

pub(super) fn forecast(view: ItemView) -> Option<Forecast> {
    view.valid(Field::Forecast).and_then(Forecast::from_value)
}

/// A score with one decimal, or two where it has them.
pub(super) fn score(score: f64) -> String {
    let text = format!("{:.2}", score + 1e-6);
    text.strip_suffix('0').map_or_else(|| text.clone(), str::to_owned)
}

/// Score, forecast and votes, on the right of an item's words.
pub(super) fn beside(view: ItemView, out: &mut dyn Write) -> io::Result<()> {
    let (forecast, votes) = (forecast(view), view.votes());
    if forecast.is_none() && view.score().is_none() && votes == 0 {
        return Ok(());
    }
    write!(out, "<p class=\"beside\">")?;
    if let Some(forecast) = forecast {
        let (class, words) = forecast_words(forecast);
        let sign = forecast.sign();
        write!(
            out,
            "<span class=\"forecast {class}\"><span aria-hidden=\"true\">{sign}</span><span class=\"unseen\">{words}, </span></span>"
        )?;
    }
    if let Some(value) = view.score() {
        write!(out, "<span class=\"score\"><span class=\"unseen\">score </span>{}</span>", score(value))?;
    }
    if votes > 0 {
        let noun = if votes == 1 { "vote" } else { "votes" };
        write!(
            out,
            "<span class=\"votes\"><span aria-hidden=\"true\">★</span>{votes}<span class=\"unseen\"> {noun}</span></span>"
        )?;
    }
    write!(out, "</p>")
}

/// Who and when, or when it was done, below an item's words. `wanted` says whether one wants to know who and when.
pub(super) fn below(view: ItemView, wanted: bool, today: Date, out: &mut dyn Write) -> io::Result<()> {
    let owner = view.valid(Field::Owner).filter(|owner| !owner.trim().is_empty());
    let due = view.valid(Field::Due).and_then(parse_date);
    let done = view.is_done();
    if owner.is_none() && due.is_none() && !done && !wanted {
        return Ok(());
    }
    write!(out, "<p class=\"below\">")?;
    if done {
        let day = view.valid(Field::Done).and_then(parse_date).map(|day| format!(" {}", Day(day)));
        write!(
            out,
            "<span class=\"done\"><span aria-hidden=\"true\">✓ </span>done{}</span>",
            day.unwrap_or_default()
        )?;
    }
    match owner {
        Some(owner) => write!(out, "<span class=\"owner\"><bdi>{}</bdi></span>", Text(owner))?,
        None if wanted && !done => write!(out, "<span class=\"open\">nobody</span>")?,
        None => {}
    }
    match due {
        Some(due) if due < today && !done => {
            write!(out, "<span class=\"late\">late, was due {}</span>", Day(due))?;
        }
        Some(due) => write!(out, "<span class=\"due\">due {}</span>", Day(due))?,
        None if wanted && !done => write!(out, "<span class=\"open\">no date</span>")?,
        None => {}
    }
    write!(out, "</p>")
}

/// Whether a valid value of a field stands beside or below the words already.
fn has_its_place(field: Field, view: ItemView) -> bool {
    match field {
        Field::Owner => view.valid(field).is_some_and(|owner| !owner.trim().is_empty()),
        // No votes are nothing to be told.
        Field::Votes | Field::Due | Field::Done | Field::Score | Field::Forecast => {
            view.valid(field).is_some()
        }
        Field::Note => matches!(view.field(field), Some(Value::Text(_))),
        Field::Results => true,
        _ => false,
    }
}

/// The small print of an item: note, fields without a place of their own, further keys.
pub(super) fn small_print(view: ItemView, source: Option<Source<'_>>, out: &mut dyn Write) -> io::Result<()> {
    if let Some(Value::Text(note)) = view.field(Field::Note).filter(|note| !note.to_text().is_empty()) {
        write!(out, "<p class=\"note\" dir=\"auto\">{}</p>", Text(note))?;
    }
    let fields = view.fields().iter().filter(|(field, _)| !has_its_place(*field, view));
    let fields = fields.collect::<Vec<_>>();
    let unknown = source.filter(|_| !view.extra().is_empty()).map(|source| {
        let names = view.extra().iter().map(|(name, _)| name.clone()).collect::<Vec<String>>();
        source.unknown(&names)
    });
    let unknown = unknown.unwrap_or_default();
    if fields.is_empty() && unknown.is_empty() {
        return Ok(());
    }
    write!(out, "<dl class=\"more\">")?;
    for (field, value) in fields {
        let problem = if value.is_valid(*field) { "" } else { " class=\"problem\"" };
        // What a move pairs says itself what it is; its name is there for whoever does not see it.
        let class = if *field == Field::From { " class=\"pair\"" } else { "" };
        write!(out, "<div{class}><dt>{}</dt><dd{problem}>", field.key())?;
        field_value(*field, value, source, out)?;
        write!(out, "</dd></div>")?;
    }
    entries(&unknown, out)?;
    write!(out, "</dl>")
}

fn field_value(
    field: Field,
    value: &Value,
    source: Option<Source<'_>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    match (field, value) {
        (Field::See | Field::From, Value::Text(tag)) if !tag.is_empty() => write!(out, "{}", Tag(tag)),
        (Field::See | Field::From, Value::Tags(tags)) => {
            let between = if field == Field::From { " × " } else { ", " };
            let tags = tags.iter().map(|tag| Tag(tag).to_string()).collect::<Vec<String>>();
            write!(out, "{}", tags.join(between))
        }
        (Field::Source, Value::Text(address)) => write!(out, "<bdi>{}</bdi>", Address(address)),
        (Field::Checked | Field::Due | Field::Done, Value::Text(day)) => write!(out, "{}", date(day)),
        (_, Value::Odd(first_line)) => {
            let written = source.and_then(|source| source.written(field.key())).unwrap_or(first_line);
            write!(out, "<bdi>{}</bdi>", Text(written))
        }
        (_, value) => write!(out, "<bdi>{}</bdi>", Text(&value.to_text())),
    }
}

/// Keys that the format does not know, with what stands below them.
pub(super) fn unknown(names: &[String], source: Option<Source<'_>>, out: &mut dyn Write) -> io::Result<()> {
    let Some(source) = source.filter(|_| !names.is_empty()) else { return Ok(()) };
    write!(out, "<dl class=\"more\">")?;
    entries(&source.unknown(names), out)?;
    writeln!(out, "</dl>")
}

fn entries(entries: &[(String, Json)], out: &mut dyn Write) -> io::Result<()> {
    for (name, value) in entries {
        write!(out, "<div><dt><bdi>{}</bdi></dt><dd>", Text(name))?;
        json(value, out)?;
        write!(out, "</dd></div>")?;
    }
    Ok(())
}

/// A value of any shape: texts as they are, lists as lists, maps as names with values.
fn json(value: &Json, out: &mut dyn Write) -> io::Result<()> {
    match value {
        Json::Text(text) => write!(out, "<bdi>{}</bdi>", Address(text)),
        Json::List(values) if values.is_empty() => Ok(()),
        Json::List(values) => {
            write!(out, "<ul>")?;
            for value in values {
                write!(out, "<li>")?;
                json(value, out)?;
                write!(out, "</li>")?;
            }
            write!(out, "</ul>")
        }
        Json::Map(map) if map.is_empty() => Ok(()),
        Json::Map(map) => {
            write!(out, "<dl>")?;
            entries(map, out)?;
            write!(out, "</dl>")
        }
        Json::Whole(number) => write!(out, "{number}"),
        Json::Fraction(number) => write!(out, "{number}"),
        Json::Flag(flag) => write!(out, "{flag}"),
    }
}
