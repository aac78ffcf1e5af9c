//! One sheet as a section: its heading lines, then its panes in the form that people know of its kind.
//! It must not know how a pane's items are written.

use std::io::{self, Write};

use jiff::civil::Date;

use super::fields::{self, date, forecast, forecast_words};
use super::fit::{self, Fit};
use super::inert::{Address, Text};
use super::item::{self, Form, Manner};
use crate::exchange::source::Source;
use crate::layout::Forecast;
use crate::model::kind::ACTIONS;
use crate::model::{Board, Head, ItemView, Kind, ListAt, Pane, Sheet, Trends};

/// A sheet of a board, with its map in the text, as it stands on a day.
#[derive(Clone, Copy)]
pub(super) struct Context<'b> {
    pub board: &'b Board,
    pub index: usize,
    pub source: Option<Source<'b>>,
    pub today: Date,
    pub trends: &'b Trends,
}

impl<'b> Context<'b> {
    /// Writes the whole section.
    pub fn write(self, out: &mut dyn Write) -> io::Result<()> {
        let Some(sheet) = self.board.sheets.get(self.index) else { return Ok(()) };
        let (number, kind) = (self.index + 1, sheet.kind.map_or("other", Kind::key));
        let fit = match fit::fit(self.board, self.index) {
            Fit::Page(step) => format!("fit-{step}"),
            Fit::Pages => "flows".to_owned(),
        };
        writeln!(
            out,
            "<section class=\"sheet {kind} {fit}\" id=\"sheet-{number}\" aria-labelledby=\"title-{number}\">"
        )?;
        self.header(sheet, out)?;
        self.panes(sheet, out)?;
        fields::unknown(&sheet.extra, self.source, out)?;
        writeln!(out, "</section>")
    }

    fn header(self, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        let number = self.index + 1;
        write!(
            out,
            "<header>\n<p class=\"of\" aria-hidden=\"true\"><bdi>{}</bdi>",
            Text(self.board.title())
        )?;
        if let Some(period) = self.board.period() {
            write!(out, " · {period}")?;
        }
        writeln!(out, "</p>\n<h2 id=\"title-{number}\" dir=\"auto\">{}</h2>", Text(sheet.title()))?;
        if let Some(motto) = said(sheet, Head::Motto) {
            writeln!(out, "<p class=\"motto\" dir=\"auto\">{}</p>", Text(motto))?;
        }
        let facts = [Head::Date, Head::Source, Head::Author, Head::Published, Head::Url];
        if facts.into_iter().any(|head| said(sheet, head).is_some()) {
            write!(out, "<p class=\"facts\">")?;
            for (head, value) in facts.into_iter().filter_map(|head| Some((head, said(sheet, head)?))) {
                let label = if head == Head::Published { "published " } else { "" };
                let value =
                    if head.is_date() { date(value) } else { format!("<bdi>{}</bdi>", Address(value)) };
                write!(out, "<span>{label}{value}</span>")?;
            }
            writeln!(out, "</p>")?;
        }
        self.legend(sheet, out)?;
        if let Some(summary) = said(sheet, Head::Summary) {
            writeln!(out, "<p class=\"summary\" dir=\"auto\">{}</p>", Text(summary))?;
        }
        writeln!(out, "</header>")
    }

    /// What the signs of forecasts say, where something on the sheet has one.
    fn legend(self, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        let lists = (0..sheet.panes.len()).map(|at| ListAt::pane(self.index, at));
        let mut views = lists.flat_map(|list| self.board.views(list));
        let has_one = |view: ItemView| view.results().chain([view]).any(|view| forecast(view).is_some());
        if !views.any(has_one) {
            return Ok(());
        }
        write!(out, "<p class=\"legend\">")?;
        for forecast in [Forecast::Green, Forecast::Yellow, Forecast::Red] {
            let ((class, words), sign) = (forecast_words(forecast), forecast.sign());
            write!(out, "<span><span class=\"{class}\" aria-hidden=\"true\">{sign}</span> {words}</span>")?;
        }
        writeln!(out, "</p>")
    }

    /// The panes: those that make the picture of the kind, then the others in columns.
    fn panes(self, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        let all = (0..sheet.panes.len()).collect::<Vec<usize>>();
        let own = sheet.panes.iter().filter(|pane| pane.spec.is_some()).count();
        let (own, extra) = all.split_at(own);
        match sheet.kind {
            Some(Kind::Swot) => {
                writeln!(out, "<div class=\"beside-each-other\">")?;
                self.group("matrix", own.get(..4).unwrap_or(own), out)?;
                writeln!(out, "<div class=\"side\">")?;
                for pane in own.get(4..).unwrap_or_default() {
                    self.pane(sheet, *pane, out)?;
                }
                conclusion(sheet, out)?;
                writeln!(out, "</div>\n</div>")?;
                self.columns(extra, out)
            }
            Some(Kind::Plan) => {
                self.objectives(sheet, own.first().copied(), out)?;
                self.columns(own.get(1..).unwrap_or_default(), out)?;
                self.columns(extra, out)?;
                conclusion(sheet, out)
            }
            Some(Kind::Tows) => {
                self.group("matrix", own, out)?;
                self.columns(extra, out)?;
                conclusion(sheet, out)
            }
            Some(Kind::Brief) => {
                writeln!(out, "<div class=\"beside-each-other\">")?;
                self.group("main", own.get(..1).unwrap_or(own), out)?;
                self.group("side", own.get(1..).unwrap_or_default(), out)?;
                writeln!(out, "</div>")?;
                self.columns(extra, out)?;
                conclusion(sheet, out)
            }
            Some(Kind::Retro) | None => {
                self.columns(&all, out)?;
                conclusion(sheet, out)
            }
        }
    }

    /// Panes side by side, as many in a row as read well.
    fn columns(self, panes: &[usize], out: &mut dyn Write) -> io::Result<()> {
        self.group(&format!("columns of-{}", fit::columns(panes.len())), panes, out)
    }

    fn group(self, class: &str, panes: &[usize], out: &mut dyn Write) -> io::Result<()> {
        let Some(sheet) = self.board.sheets.get(self.index).filter(|_| !panes.is_empty()) else {
            return Ok(());
        };
        writeln!(out, "<div class=\"{class}\">")?;
        for pane in panes {
            self.pane(sheet, *pane, out)?;
        }
        writeln!(out, "</div>")
    }

    fn pane(self, sheet: &Sheet, at: usize, out: &mut dyn Write) -> io::Result<()> {
        let Some(pane) = sheet.panes.get(at) else { return Ok(()) };
        let views = self.board.views(ListAt::pane(self.index, at));
        let (key, form, ranked) = match pane.spec {
            Some(spec) => (spec.key, form(sheet.kind, spec.key), spec.ranked),
            None => ("extra", Form::Card, false),
        };
        // Its heading is the way to it: a landmark for each pane would bury those of the sheets.
        writeln!(out, "<section class=\"pane {}\">", key.replace('_', "-"))?;
        write!(out, "<div class=\"heading\"><h3 dir=\"auto\">{}</h3>", Text(&pane.title()))?;
        writeln!(out, "{}</div>", count(pane, self.board.views(ListAt::pane(self.index, at))))?;
        let sources = item::sources(self.source, &pane.key);
        item::list(views, &sources, self.manner(form, ranked), out)?;
        writeln!(out, "</section>")
    }

    fn manner(self, form: Form, ranked: bool) -> Manner<'b> {
        Manner { form, ranked, today: self.today, trends: self.trends }
    }

    /// The objectives side by side, each with how far it came and its key results.
    fn objectives(self, sheet: &Sheet, pane: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
        let Some((at, pane)) = pane.and_then(|at| Some((at, sheet.panes.get(at)?))) else { return Ok(()) };
        if pane.items.is_empty() {
            return self.group("main", &[at], out);
        }
        writeln!(out, "<h3 class=\"unseen\">{}</h3>\n<div class=\"matrix\">", Text(&pane.title()))?;
        let sources = item::sources(self.source, &pane.key);
        for (index, view) in self.board.views(ListAt::pane(self.index, at)).enumerate() {
            self.objective(view, sources.get(index).copied().flatten(), out)?;
        }
        writeln!(out, "</div>")
    }

    fn objective(
        self,
        view: ItemView<'b>,
        source: Option<Source<'b>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let done = if view.is_done() { " is-done" } else { "" };
        write!(out, "<section class=\"pane objective{done}\">\n<div class=\"heading\">")?;
        let name = if view.line().is_empty() { "(no words)" } else { view.name() };
        write!(out, "<h4 dir=\"auto\">{}</h4>", Text(name))?;
        gauge(view, out)?;
        writeln!(out, "</div>")?;
        if view.tag().is_some() && !view.text().is_empty() {
            writeln!(out, "<p class=\"aim\" dir=\"auto\">{}</p>", Text(view.text()))?;
        }
        fields::beside(view, out)?;
        fields::below(view, false, self.today, out)?;
        item::results(view, source, self.manner(Form::Card, true), out)?;
        fields::small_print(view, source, out)?;
        writeln!(out, "</section>")
    }
}

fn conclusion(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let Some(conclusion) = said(sheet, Head::Conclusion) else { return Ok(()) };
    writeln!(
        out,
        "<section class=\"pane conclusion\">\n<div class=\"heading\"><h3>Conclusion</h3></div>\n<p dir=\"auto\">{}</p>\n</section>",
        Text(conclusion)
    )
}

/// A scalar of a sheet that says something.
fn said(sheet: &Sheet, head: Head) -> Option<&str> {
    sheet.head(head).filter(|value| !value.trim().is_empty())
}

fn form(kind: Option<Kind>, key: &str) -> Form {
    match (kind, key) {
        (_, ACTIONS) => Form::Promise,
        (Some(Kind::Brief), "figures") => Form::Figure,
        (Some(Kind::Plan), "metrics") => Form::Metric,
        (Some(Kind::Brief), "events") => Form::Event,
        _ => Form::Card,
    }
}

/// How many items a pane has; of actions how many are open.
fn count<'b>(pane: &Pane, views: impl ExactSizeIterator<Item = ItemView<'b>>) -> String {
    let all = views.len();
    if pane.spec.is_some_and(|spec| spec.key == ACTIONS) && all > 0 {
        return format!("<span class=\"count\">{} open</span>", views.filter(|view| !view.is_done()).count());
    }
    format!(
        "<span class=\"count\">{all}<span class=\"unseen\"> {}</span></span>",
        if all == 1 { "item" } else { "items" }
    )
}

/// The mean score of an objective's key results, in the colour of the worst forecast; nothing where none has a score.
fn gauge(view: ItemView, out: &mut dyn Write) -> io::Result<()> {
    let scores = view.results().filter_map(|result| result.score()).collect::<Vec<f64>>();
    if scores.is_empty() {
        return Ok(());
    }
    let worst = view.results().filter_map(forecast).max();
    let (class, words) = worst.map_or(("none", "no forecast"), forecast_words);
    let count = f64::from(u32::try_from(scores.len()).unwrap_or(u32::MAX));
    let mean = format!("{:.2}", scores.iter().sum::<f64>() / count + 1e-6);
    let sign = worst.map_or("", Forecast::sign);
    write!(
        out,
        "<meter class=\"{class}\" min=\"0\" max=\"1\" value=\"{mean}\">{mean}</meter>\
         <span class=\"mean {class}\"><span aria-hidden=\"true\">{sign} </span>{mean}<span class=\"unseen\"> mean score, {words}</span></span>"
    )
}
