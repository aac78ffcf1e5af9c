//! The text that is typed in the last line, as far as it has room there.
//! It must not know what it is asked for.

use crate::app::Prompt;
use crate::text::{cut, safe_line, width};
use crate::ui::paint;

/// Cells that a prompt's text has beside what stands at the right end.
const LEAST_TYPED: u16 = 8;

/// A prompt's text as far as it is shown, and where that ends.
pub(super) struct PromptLine {
    pub text: String,
    /// The column where it begins.
    pub from: u16,
    /// The part of it before the caret.
    before: String,
    pub ghost: String,
    pub caret: u16,
    pub end: u16,
}

/// The column that a prompt's line ends before: two before the place, where both have room.
pub(super) fn prompt_end(place: &str, width: u16, x: u16) -> u16 {
    let place_from = (width - 1).saturating_sub(paint::cells(place));
    let has_room = !place.is_empty() && x + LEAST_TYPED < place_from;
    if has_room { place_from - 2 } else { width.saturating_sub(1).max(x + 1) }
}

impl PromptLine {
    pub fn new(prompt: &Prompt, (x, end): (u16, u16)) -> Self {
        let text = prompt.editor.text();
        let before = safe_line(&text[..prompt.editor.caret().min(text.len())]).into_owned();
        let after = safe_line(&text[prompt.editor.caret().min(text.len())..]).into_owned();
        let room = usize::from(end - x).saturating_sub(1);
        // The caret stays in view: what is left of it goes out on the left.
        let mut shown = before.as_str();
        while width(shown) > room {
            let first = crate::text::graphemes(shown).next().map_or(shown.len(), str::len);
            shown = &shown[first..];
        }
        let caret = x + paint::cells(shown);
        let text_end = caret.saturating_add(paint::cells(&after)).min(end);
        let ghost = prompt.ghost.as_deref().filter(|_| after.is_empty()).map(safe_line).unwrap_or_default();
        let ghost = cut(&ghost, usize::from(end - text_end)).0.to_owned();
        let line_end = text_end + paint::cells(&ghost);
        let shown = shown.to_owned();
        Self { from: x, text: format!("{shown}{after}"), before: shown, ghost, caret, end: line_end }
    }

    /// The byte of the typed text that stands so many cells behind the line's beginning; behind it the text's end.
    pub fn byte(&self, prompt: &Prompt, cell: u16) -> usize {
        let text = prompt.editor.text();
        // What went out on the left is as long as what is shown of it is shorter.
        let hidden = safe_line(&text[..prompt.editor.caret().min(text.len())]).len() - self.before.len();
        let mut column = 0;
        let byte = crate::text::graphemes(&self.text).find_map(|cluster| {
            column += paint::cells(cluster);
            (column > cell).then(|| cluster.as_ptr() as usize - self.text.as_ptr() as usize)
        });
        byte.map_or(text.len(), |byte| text.floor_char_boundary((hidden + byte).min(text.len())))
    }
}
