//! The keys that a told sentence names: `u brings it back` is where a click does that.
//! It must not know what is told.

use std::ops::Range;

use crate::action::Action;
use crate::app::{App, Mode};
use crate::config::keys::{Key, parse_sequence};

/// What messages and banners name the keys of.
const NAMED: [Action; 10] = [
    Action::Resolve,
    Action::Undo,
    Action::Redo,
    Action::Reload,
    Action::Save,
    Action::SaveAs,
    Action::Find,
    Action::ByVotes,
    Action::Add,
    Action::Conclusion,
];

/// The first keys that a sentence names.
fn first_keys(app: &App, sentence: &str) -> Option<Vec<Key>> {
    named(app, sentence).into_iter().next().map(|(_, keys)| keys)
}

/// The keys that a sentence names, each with the bytes from there to the end of that part of the sentence.
pub(super) fn named(app: &App, sentence: &str) -> Vec<(Range<usize>, Vec<Key>)> {
    let context = app.context();
    let key_of = |word: &str| {
        let labels =
            |action: &Action| app.keymap.labels_of(context, *action).iter().any(|label| label == word);
        let action = NAMED.iter().find(|action| labels(action))?;
        parse_sequence(app.keymap.keys_of(context, *action).first()?).ok()
    };
    let mut found = Vec::new();
    let mut at = 0;
    for word in sentence.split_inclusive(' ') {
        if let Some(keys) = key_of(word.trim_matches([' ', ',', ':', ';'])) {
            let rest = &sentence[at..];
            let part = rest.find([';', ',']).map_or(rest, |end| &rest[..end]);
            found.push((at..at + part.len(), keys));
        }
        at += word.len();
    }
    found
}

/// The keys that the banner names first; in an open text those that leave it come before.
pub(super) fn of_banner(app: &App, banner: &str) -> Option<Vec<Key>> {
    use crate::action::Context::{Board, Edit};
    if !matches!(app.mode, Mode::Edit(_)) {
        return first_keys(app, banner);
    }
    let keys = |context, action| parse_sequence(app.keymap.keys_of(context, action).first()?).ok();
    app.offer()?;
    Some([keys(Edit, Action::KeepAndLeave)?, keys(Board, Action::Resolve)?].concat())
}
