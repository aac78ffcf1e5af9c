//! A file that is no board: why, and its text as it stands, to be read and not to be changed.
//! It must not know how files are read, nor that they are watched.

use std::collections::BTreeSet;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::page;
use crate::action::Action;
use crate::app::{App, Content};
use crate::config::theme::Theme;
use crate::merge::conflict;
use crate::model::{Finding, Level};
use crate::terminal::Frame;
use crate::text::width;
use crate::ui::paint;

/// Lines of the file that are shown above the one that is refused.
const BEFORE: usize = 3;

/// Draws why the file on the screen is no board, and its text. Nothing where it is one.
pub fn draw(frame: &mut Frame, area: Rect, app: &App, theme: &Theme) {
    let Some(open) = app.open() else { return };
    if let Content::Refused { text, findings } = &open.content {
        let name =
            open.path.as_deref().and_then(|path| path.file_name()).unwrap_or_default().to_string_lossy();
        let key = app.sides().map(|_| app.refused_key(Action::Resolve));
        let file = File { name: &name, text, findings, sides: key.as_deref() };
        file.paint(frame, area, open.scrolled, theme);
    }
}

/// Whether a row of the screen says what can be done about the sides of a conflict.
pub fn is_remedy(app: &App, area: Rect, row: u16) -> bool {
    let Some(Content::Refused { text, findings }) = app.open().map(|open| &open.content) else {
        return false;
    };
    let file = File { name: "", text, findings, sides: Some("") };
    let body = page::below_heading(page::inner(area));
    let (messages, _) = file.split(body, &Theme::mono());
    let first = messages.len().saturating_sub(file.way_back(body.width).len());
    row.checked_sub(body.y).is_some_and(|row| (first..messages.len()).contains(&usize::from(row)))
}

/// How far the text is scrolled at first: the first refused line is in view, with a few lines above it.
pub fn first_top(findings: &[Finding]) -> usize {
    let line = refusals(findings).map(|finding| finding.line).min().unwrap_or(1);
    line.saturating_sub(BEFORE + 1)
}

/// The furthest that the text scrolls in that area: what `OpenBoard::scrolled` is kept to.
pub fn last_top(text: &str, findings: &[Finding], area: Rect) -> usize {
    // Whatever its keys are called: the line about them takes one row.
    let sides = conflict::sides(text).map(|_| "");
    let file = File { name: "", text, findings, sides };
    let inner = page::inner(area);
    let (_, below) = file.split(page::below_heading(inner), &Theme::mono());
    page::last_top(text.lines().count(), below.height)
}

/// What makes a file no board; all findings where none of them is that grave.
pub fn refusals(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    let is_grave = |finding: &&Finding| finding.level == Level::Refused;
    let any = findings.iter().any(|finding| is_grave(&finding));
    findings.iter().filter(move |finding| !any || is_grave(finding))
}

/// The file as it is shown.
struct File<'a> {
    name: &'a str,
    text: &'a str,
    findings: &'a [Finding],
    /// The key that brings the sides of a git conflict together, where it is one.
    sides: Option<&'a str>,
}

impl File<'_> {
    fn paint(&self, frame: &mut Frame, area: Rect, scrolled: usize, theme: &Theme) {
        let area = page::inner(area);
        let title = format!("{} is no board", if self.name.is_empty() { "This file" } else { self.name });
        let body = page::heading(frame, area, &title, "", theme);
        let (messages, below) = self.split(body, theme);
        let above = Rect { height: body.height - below.height, ..body };
        for (line, y) in messages.iter().zip(above.y..above.bottom()) {
            paint::line(frame, (above.x, y), above.width, line);
        }
        self.paint_text(frame, below, scrolled, theme);
    }

    /// The messages that are shown, and what is left below them and a blank row. They take half of the rows at most.
    fn split(&self, body: Rect, theme: &Theme) -> (Vec<Line<'static>>, Rect) {
        let most = usize::from(body.height / 2);
        let mut lines = self.messages(usize::from(body.width), most.saturating_sub(2), theme);
        let back = self.way_back(body.width).into_iter();
        lines.extend(back.map(|row| Line::styled(row, theme.lead)));
        lines.truncate(most);
        let blank = usize::from(lines.len() + 1 < usize::from(body.height) && body.height > 4);
        let taken = (lines.len() + blank) as u16;
        (lines, Rect { y: body.y + taken, height: body.height - taken, ..body })
    }

    /// How it becomes a board again, in rows of so many cells.
    fn way_back(&self, cells: u16) -> Vec<String> {
        let back = match self.sides {
            Some(key) => format!("{key} brings both sides of the conflict together, item by item."),
            None => "The board comes back as soon as the mended file is saved.".to_owned(),
        };
        page::shown_rows(&back, usize::from(cells))
    }

    /// What is wrong and what to do about it, whole messages first, in at most so many lines but for the first message.
    fn messages(&self, cells: usize, most: usize, theme: &Theme) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        let refusals = refusals(self.findings).collect::<Vec<&Finding>>();
        for (shown, finding) in refusals.iter().enumerate() {
            let left = refusals.len() - shown;
            let message = message(finding, cells, theme);
            let reserved = usize::from(left > 1);
            if shown > 0 && lines.len() + message.len() + reserved > most {
                let more = format!("and {left} more: stratboard check lists them all");
                lines.push(Line::styled(page::one_line(&more, cells, theme), theme.hint));
                break;
            }
            lines.extend(message);
        }
        lines
    }

    fn paint_text(&self, frame: &mut Frame, area: Rect, scrolled: usize, theme: &Theme) {
        let count = self.text.lines().count();
        let top = scrolled.min(page::last_top(count, area.height));
        let visible = self.text.lines().skip(top).take(usize::from(area.height)).collect::<Vec<&str>>();
        let marked = refusals(self.findings).map(|finding| finding.line).collect::<BTreeSet<usize>>();
        let digits = count.to_string().len();
        page::window(frame, area, count, top, theme, |index| {
            let text = index.checked_sub(top).and_then(|row| visible.get(row)).copied().unwrap_or_default();
            let number = format!("{:>digits$} ", index + 1);
            let (sign, style) =
                if marked.contains(&(index + 1)) { ("! ", theme.late) } else { ("  ", theme.rank) };
            let room = usize::from(area.width).saturating_sub(sign.len() + width(&number));
            Line::from(vec![
                Span::styled(sign, style),
                Span::styled(number, style),
                Span::styled(page::one_line(text, room, theme), theme.text),
            ])
        });
    }
}

/// `! 3:5  what`, and the remedy below `what`.
fn message(finding: &Finding, cells: usize, theme: &Theme) -> Vec<Line<'static>> {
    let place = format!("! {}:{}", finding.line, finding.column);
    let left = width(&place).min(cells / 3);
    let mut lines = page::beside((&place, theme.late), (&finding.what, theme.title), left, cells);
    if !finding.remedy.is_empty() {
        lines.extend(page::beside(("", theme.text), (&finding.remedy, theme.text), left, cells));
    }
    lines
}

#[cfg(test)]
mod tests;
