//! Looking: zoom, density, a pane by votes; and clearing what Esc clears.

use crate::action::Action;
use crate::app::App;
use crate::layout::Density;
use crate::model::Focus;

impl App {
    pub(crate) fn look(&mut self, action: Action) -> bool {
        match action {
            Action::Zoom => self.zoom = !self.zoom,
            Action::Density => self.next_density(),
            Action::ByVotes => self.show_by_votes(),
            Action::Cancel => self.clear(),
            _ => return false,
        }
        true
    }

    fn next_density(&mut self) {
        let (density, name) = match self.density {
            None => (Some(Density::Whole), "every item whole"),
            Some(Density::Whole) => (Some(Density::Pane), "this pane whole, the others one line an item"),
            Some(Density::Pane) => (Some(Density::Item), "one line an item, the selected one whole"),
            Some(Density::Item) => (None, "as much of each item as fits"),
        };
        self.density = density;
        self.message = Some(name.to_owned());
    }

    fn show_by_votes(&mut self) {
        let Some(list) = self.focus().and_then(Focus::list) else {
            self.message = Some("go to a pane to see it by votes".to_owned());
            return;
        };
        let title = self.title_of(list);
        let shown = if self.by_votes.remove(&list) {
            format!("{title} in its own order")
        } else {
            self.by_votes.insert(list);
            format!("{title} by votes; the file keeps its order")
        };
        self.message = Some(shown);
    }

    /// What is lit first, for it may be how the marked items were found; then the marks, then what is offered.
    fn clear(&mut self) {
        if self.lit().is_some() {
            return self.look_for(None);
        }
        let Some(open) = self.boards.get_mut(self.current) else { return };
        if !open.marks.is_empty() {
            open.marks.clear();
        } else if self.put_offer_away() {
            let key = self.key_for(Action::Resolve);
            self.message = Some(format!("put away; {key} still does it"));
        }
    }
}
