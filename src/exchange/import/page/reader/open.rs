//! Where a sheet or a pane begins: what stood before its heading is its motto, its title, or the end of what came before.
//! It must not know how items are read.

use super::{MOTTO_WORDS, Place, Reader, Style, objectives};
use crate::exchange::import::page::names::{self, Meaning, SheetName};
use crate::exchange::import::page::prose;
use crate::exchange::import::page::section::extra_key;
use crate::model::{Head, Kind, kind, tag};

impl Reader<'_> {
    pub(super) fn open_sheet(&mut self, at: usize, name: SheetName) {
        let motto = self.pending.pop_if(|at| {
            let text = self.lines.get(*at).map_or("", |line| &line.text);
            let below_logo = at.checked_sub(1).and_then(|at| self.lines.get(at));
            let is_named = below_logo.is_some_and(|line| matches!(line.meaning, Meaning::Logo(_)));
            let is_name =
                name.name.starts_with(text) || self.logos.iter().any(|logo| text.starts_with(logo.as_str()));
            let aligns = text.starts_with("Align ") || text.starts_with("Drive ");
            is_motto(text) && !is_name && (aligns || is_named)
        });
        self.flush();
        self.begins_anew = false;
        let text = self.text(at);
        let kind = name.kind;
        // Headings of several sheets one below the other are links.
        let is_link = at > 0
            && self.sections.all.last().is_some_and(|section| {
                section.heading == Some(at - 1) && section.kind() != Some(kind) && section.is_empty()
            });
        if !self.sections.open(name, text, at) {
            motto.into_iter().chain([at]).for_each(|at| self.leave(at));
            self.place = Place::Aside;
            return;
        }
        if let Some(motto) = motto {
            self.set_motto(motto);
        }
        self.place = match self.sections.current {
            Some(sheet) if kind == Kind::Plan => Place::Objectives(sheet),
            _ => Place::Between,
        };
        if is_link {
            self.sections.current = None;
        }
        self.objective = objectives::Open::default();
    }

    /// Gives the sheet its motto; another one finds no place.
    pub(super) fn set_motto(&mut self, at: usize) {
        let text = self.text(at);
        match self.sections.current() {
            Some(section) if section.sheet.head(Head::Motto).is_none_or(|motto| motto == text) => {
                section.sheet.set_head(Head::Motto, text);
            }
            _ => self.leave(at),
        }
    }

    pub(super) fn open_pane(&mut self, at: usize, kind: Kind, key: &'static str) {
        let is_title = |text: &str| prose::is_heading(text) && tag::split(text, false).0.is_none();
        let lines = self.lines;
        let title = self.pending.pop_if(|at| lines.get(*at).is_some_and(|line| is_title(&line.text)));
        self.flush();
        let Some((sheet, is_new)) = self.sections.of_pane(kind, key) else {
            title.into_iter().chain([at]).for_each(|at| self.leave(at));
            self.place = Place::Aside;
            return;
        };
        match title {
            Some(at) if is_new && self.sections.all.len() == 1 => self.top.push(at),
            Some(at) if is_new => {
                if let Some(section) = self.sections.current() {
                    lines.get(at).map_or("", |line| &line.text).clone_into(&mut section.title);
                }
            }
            Some(at) => self.prose(at),
            None => {}
        }
        self.begins_anew = false;
        self.objective = objectives::Open::default();
        self.place = if key == kind::OBJECTIVES {
            Place::Objectives(sheet)
        } else {
            Place::Pane { sheet, key: key.to_owned(), style: Style::Open }
        };
    }

    pub(super) fn open_extra(&mut self, at: usize) {
        self.flush();
        self.heading = Some(at);
        let heading = self.text(at);
        let sheet = self.sections.of_extra();
        let heading = if names::words(heading).starts_with("strategic pillars") {
            "strategic pillars"
        } else {
            heading
        };
        let key = extra_key(heading);
        if self.sections.has_too_many(sheet, &key) {
            self.flush();
            self.place = Place::Aside;
        } else {
            self.place = Place::Pane { sheet, key, style: Style::Open };
        }
    }

    /// Below a picture, a line that begins with its name is the heading of a section that no kind has: a brief.
    pub(super) fn open_unknown_sheet(&mut self) {
        let lines = self.lines;
        let text = |at: &usize| lines.get(*at).map_or("", |line| line.text.as_str());
        let Some(logo) = self.logos.last().filter(|_| self.sections.current.is_none()) else { return };
        let is_heading = |at: &mut usize| {
            text(at).strip_prefix(logo.as_str()).is_some_and(|rest| rest.starts_with(' '))
                && prose::is_heading(text(at))
        };
        let Some(at) = self.pending.pop_if(is_heading) else { return };
        let motto = self.pending.pop_if(|at| is_motto(text(at)));
        self.flush();
        if !self.sections.open(SheetName { kind: Kind::Brief, name: String::new() }, text(&at), at) {
            motto.into_iter().chain([at]).for_each(|at| self.leave(at));
        } else if let Some(motto) = motto {
            self.set_motto(motto);
        }
    }
}

pub(super) fn is_motto(text: &str) -> bool {
    !text.starts_with("How ")
        && text.split(' ').count() <= MOTTO_WORDS
        && prose::is_heading(text)
        && tag::split(text, false).0.is_none()
}
