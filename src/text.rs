//! Text as it is shown: made harmless, measured, cut, wrapped, with the caret's place in it.
//!
//! It knows nothing of boards, styles or screens.
//!
//! **One idea.** Every function takes the *stored* text and measures its *shown* form. [`shown`] maps one grapheme
//! cluster to what stands for it on a screen, whatever stands beside it, and everything else follows from it:
//! [`safe()`] joins the shown forms, [`width()`] adds up their cells, [`wrap()`] breaks where the shown form may break and
//! answers in bytes of the stored text. So lists and the editor wrap alike and the caret needs no second map:
//!
//! - `width(s) == width(&safe(s))`, and `safe(&safe(s)) == safe(s)`;
//! - no function ever splits a grapheme cluster;
//! - a TAB is four blanks wherever it stands (a tab stop would depend on its neighbours).
//!
//! To draw: `for row in wrap(text, first, rest) { set_string(row.shown(text)) }`.

mod bullet;
mod caret;
mod clean;
mod difference;
mod direction;
mod safe;
mod width;
mod words;
mod wrap;

pub use bullet::{behind_bullet, without_bullet};
pub use caret::{byte_at, caret_at};
pub use clean::clean_paste;
pub use difference::difference;
pub use direction::{begins_right_to_left, is_right_to_left};
pub use safe::{bounded, is_invisible, safe, safe_line, shown};
pub use width::{cut, ellipsize, ellipsize_with, graphemes, one_cell_each, width};
pub use words::Words;
pub use wrap::{Row, wrap, wrapped_height};

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    /// Everything that has gone wrong on a screen: letters, blanks, wide and joined clusters, controls, half clusters.
    #[rustfmt::skip]
    const PARTS: [&str; 54] = [
        "a", "word", " ", "  ", "\t", "\n", "\r\n", "\r", "-", "(", ")", ", ", "/", "!", "\"", "https://x.y/", "1,5 %",
        "é", "e\u{301}", "\u{301}", "小米", "，", "\u{3000}", "한국", "ｶﾞ", "👨‍👩‍👧", "❤️", "1️⃣", "🇨🇳", "🇩", "👍🏽",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}", "\u{200d}", "\u{200b}", "\u{feff}", "\u{202e}", "\u{2028}", "\u{ad}",
        "\u{a0}", "\u{1b}[31m", "\u{85}", "\u{7f}", "क्षि", "ไทย", "\u{600}", "\u{903}", "\u{1161}", "\u{115f}",
        "\u{3164}", "שלום", "\u{e0041}", "\u{fe0f}", "\u{1f3fd}", "\u{ff9e}",
    ];

    /// Random texts of these parts, and now and then any character at all.
    pub fn any_text() -> impl Strategy<Value = String> {
        let known = proptest::sample::select(&PARTS[..]).prop_map(str::to_owned);
        let part = prop_oneof![8 => known, 1 => any::<char>().prop_map(String::from)];
        proptest::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
    }
}
