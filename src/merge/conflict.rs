//! A file in which git left conflict markers: the whole texts of both sides. It must not know what a board is.

/// How many times a marker's sign stands at the beginning of its line.
const SIGNS: usize = 7;

/// The texts that a conflict was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// What both began with, where git wrote it down (`merge.conflictStyle` diff3).
    pub base: Option<String>,
    /// What stood here.
    pub ours: String,
    /// What came in.
    pub theirs: String,
}

/// Which texts a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Ours,
    Base,
    Theirs,
}

/// The sides of a text with conflict markers; nothing where there are none, or where they do not stand in their order.
pub fn sides(text: &str) -> Option<Sides> {
    let (mut base, mut ours, mut theirs) = (String::new(), String::new(), String::new());
    let mut part = Part::All;
    let (mut blocks, mut bases) = (0, 0);
    for line in text.split_inclusive('\n') {
        match (marker(line), part) {
            (None, Part::All) => [&mut base, &mut ours, &mut theirs].into_iter().for_each(|all| *all += line),
            (None, Part::Ours) => ours += line,
            (None, Part::Base) => base += line,
            (None, Part::Theirs) => theirs += line,
            (Some('<'), Part::All) => {
                blocks += 1;
                part = Part::Ours;
            }
            (Some('|'), Part::Ours) => {
                bases += 1;
                part = Part::Base;
            }
            (Some('='), Part::Ours | Part::Base) => part = Part::Theirs,
            (Some('>'), Part::Theirs) => part = Part::All,
            _ => return None,
        }
    }
    let ended = blocks > 0 && part == Part::All;
    ended.then(|| Sides { base: (bases == blocks).then_some(base), ours, theirs })
}

/// The sign of a line that is a conflict marker.
fn marker(line: &str) -> Option<char> {
    let line = line.trim_end_matches(['\n', '\r']);
    let sign = line.chars().next().filter(|sign| "<|=>".contains(*sign))?;
    let label = line.trim_start_matches(sign);
    let is_marker = line.len() - label.len() == SIGNS && (label.is_empty() || label.starts_with(' '));
    (is_marker && (sign != '=' || label.is_empty())).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Option<String>, String, String) {
        let sides = sides(text).unwrap_or_else(|| panic!("no conflict:\n{text}"));
        (sides.base, sides.ours, sides.theirs)
    }

    #[test]
    fn several_blocks_make_two_whole_texts() {
        let text = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other branch\nd\n<<<<<<< HEAD\n=======\ne\n>>>>>>> other\n";
        assert_eq!(found(text), (None, "a\nb\nd\n".into(), "a\nc\nd\ne\n".into()));
    }

    #[test]
    fn the_base_is_there_where_each_block_has_one() {
        let text = "<<<<<<< x\na\n||||||| 1234\nb\n=======\nc\n>>>>>>> y\n";
        assert_eq!(found(text), (Some("b\n".into()), "a\n".into(), "c\n".into()));
        let second = format!("{text}<<<<<<< x\n=======\n>>>>>>> y\n");
        assert_eq!(found(&second).0, None);
    }

    #[test]
    fn line_ends_of_windows_and_a_missing_last_one_are_markers_too() {
        let text = "a\r\n<<<<<<< HEAD\r\nb\r\n=======\r\nc\r\n>>>>>>> x";
        assert_eq!(found(text), (None, "a\r\nb\r\n".into(), "a\r\nc\r\n".into()));
    }

    #[test]
    fn markers_out_of_their_order_are_no_conflict() {
        for text in [
            "",
            "a\n",
            "<<<<<<< a\nb\n",
            "<<<<<<< a\n=======\nb\n",
            "=======\n",
            ">>>>>>> b\n",
            "<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> b\n=======\n>>>>>>> a\n",
            "<<<<<<< a\n>>>>>>> b\n",
            "<<<<<<< a\n=======\n||||||| c\n>>>>>>> b\n",
            "<<<<<<<< a\n========\n>>>>>>>> b\n",
            "<<<<<<<a\n=======\n>>>>>>>b\n",
            "  <<<<<<< a\n  =======\n  >>>>>>> b\n",
        ] {
            assert_eq!(sides(text), None, "{text}");
        }
    }
}
