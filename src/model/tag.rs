//! Tags: how one line of text reads as tag and words, and back. Source: the file format, "Items".
//! Knows nothing of YAML or of fields.

/// The longest prefix, in characters, that is taken for a tag when text is typed.
pub const MOST_CHARS: usize = 40;

/// Reads a line as the editor holds it (`TAG: some words`): the tag, if it begins with one, and the words.
///
/// `had_tag` says whether the item has a tag already: then the part before the first `: ` stays its tag, whatever its case.
pub fn split(line: &str, had_tag: bool) -> (Option<&str>, &str) {
    let Some((prefix, words)) = line.split_once(": ") else { return (None, line) };
    let tag = prefix.trim();
    let words = words.trim_start_matches(' ');
    let is_tag =
        !tag.is_empty() && !words.is_empty() && !prefix.contains('\n') && (had_tag || reads_as_tag(prefix));
    if is_tag { (Some(tag), words) } else { (None, line) }
}

/// Whether a prefix reads as a tag: at most 40 characters, no lower-case letter, at least one letter or digit.
pub fn reads_as_tag(prefix: &str) -> bool {
    prefix.chars().count() <= MOST_CHARS
        && !prefix.chars().any(char::is_lowercase)
        && prefix.chars().any(char::is_alphanumeric)
}

/// The line that the editor holds for a tag and words.
pub fn join(tag: Option<&str>, words: &str) -> String {
    tag.map_or_else(|| words.to_owned(), |tag| format!("{tag}: {words}"))
}

/// A number from 0 to `colours` − 1 that is the same for one tag on every sheet and in every run (FNV-1a).
pub fn colour(tag: &str, colours: usize) -> usize {
    let hash = tag.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    usize::try_from((hash >> 17) % colours.max(1) as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capital_prefixes_are_tags() {
        for (line, tag, words) in [
            ("PREMIUM: Limited success", Some("PREMIUM"), "Limited success"),
            ("AI: in all products", Some("AI"), "in all products"),
            ("R&D: 3.6% of revenue", Some("R&D"), "3.6% of revenue"),
            ("5G: for IoT", Some("5G"), "for IoT"),
            ("US MARKET: closed", Some("US MARKET"), "closed"),
            ("2018-09: Vivo announces", Some("2018-09"), "Vivo announces"),
            ("品牌: 全球知名度较低", Some("品牌"), "全球知名度较低"),
            ("Note: lower case stays text", None, "Note: lower case stays text"),
            ("PREMIUM:", None, "PREMIUM:"),
            ("PREMIUM: ", None, "PREMIUM: "),
            ("—: no letter", None, "—: no letter"),
            ("12:30 lunch", None, "12:30 lunch"),
        ] {
            assert_eq!(split(line, false), (tag, words), "{line}");
        }
        let long = format!("{}: x", "A".repeat(41));
        assert_eq!(split(&long, false).0, None);
    }

    #[test]
    fn an_item_with_a_tag_keeps_one_of_any_case() {
        assert_eq!(split("Premium: words", true), (Some("Premium"), "words"));
        assert_eq!(split("no colon here", true), (None, "no colon here"));
    }

    #[test]
    fn the_colour_of_a_tag_is_steady() {
        assert_eq!(colour("PREMIUM", 6), colour("PREMIUM", 6));
        assert!(
            (0..100).map(|n| colour(&format!("T{n}"), 6)).collect::<std::collections::BTreeSet<_>>().len()
                == 6
        );
    }
}
