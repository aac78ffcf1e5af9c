//! A theme as a file of a person's own: names with looks, and the theme that they are laid over.
//! It must not know where the file is.

use std::fmt::Write as _;

use super::{BuiltIn, Theme, parts, style};
use crate::config::faults::{Faults, remedy_for};
use crate::model::finding::{Finding, quote};
use crate::yaml::{Kind, NodeId, Tree};

/// The key that names the theme which a file changes.
const BASED_ON: &str = "based on";

impl Theme {
    /// Reads a theme's file: what it names, laid over the built-in theme that it is based on, else over `base`.
    ///
    /// What is wrong comes with it, each fault with its place; such a line changes nothing.
    pub fn read(text: &str, base: BuiltIn) -> (Self, Vec<Finding>) {
        let mut faults = Faults::of(text);
        let mut base = base;
        let mut looks = Vec::new();
        faults.map(|faults, tree, key, value| {
            let name = tree.value(key);
            if name == BASED_ON {
                let word = tree.value(value);
                if let Some(named) = BuiltIn::named(word) {
                    base = named;
                } else {
                    let known = BuiltIn::ALL.map(BuiltIn::name);
                    let what = format!("{} is no theme of the program's", quote(word));
                    faults.add(tree.span(value).start, what, remedy_for(word, &known, "theme"));
                }
            } else if let Some(part) = parts::named(name) {
                looks.extend(look(faults, text, tree, (part.name, value)).map(|look| (part, look)));
            } else {
                let known = parts::ALL.iter().map(|part| part.name).chain([BASED_ON]).collect::<Vec<_>>();
                let what = format!("{} is no part of a theme", quote(name));
                faults.add(tree.span(key).start, what, remedy_for(name, &known, "theme"));
            }
        });
        let mut theme = base.theme();
        for (part, look) in looks {
            *(part.of)(&mut theme) = look;
        }
        (theme, faults.told())
    }

    /// The theme as a commented file that [`Theme::read`] reads back to the same; `name` stands in its first line.
    pub fn to_yaml(&self, name: &str) -> String {
        let mut theme = self.clone();
        let mut text =
            format!("# The theme {name} of stratboard{HEAD}\n{BASED_ON}: {}\n", self.based_on.name());
        for part in &parts::ALL {
            // Writing to a string does not fail.
            if !part.help.is_empty() {
                let _ = writeln!(text, "\n# {}", part.help);
            }
            let _ = writeln!(text, "{}: '{}'", part.name, style::write(*(part.of)(&mut theme)));
        }
        text
    }

    /// The parts that look otherwise than in the theme it is based on, with their looks as the file writes them.
    pub fn changes(&self) -> Vec<(&'static str, String)> {
        let (mut mine, mut base) = (self.clone(), self.based_on.theme());
        let parts = parts::ALL.iter().filter_map(|part| {
            let look = *(part.of)(&mut mine);
            (look != *(part.of)(&mut base)).then(|| (part.name, style::write(look)))
        });
        parts.collect()
    }
}

/// The look that a value of the file gives to a part.
fn look(
    faults: &mut Faults,
    text: &str,
    tree: &Tree<'_>,
    (name, value): (&str, NodeId),
) -> Option<ratatui::style::Style> {
    let span = tree.span(value);
    if !matches!(tree.kind(tree.resolve(value)), Kind::Scalar(_)) {
        faults.add(span.start, format!("{name} is no look"), "write it in one line, as 'bright-blue bold'");
        return None;
    }
    let rest = text.get(span.end..).unwrap_or_default().lines().next().unwrap_or_default().trim_start();
    let is_cut = rest
        .strip_prefix('#')
        .is_some_and(|rest| rest.bytes().take_while(u8::is_ascii_hexdigit).count() >= 6);
    if is_cut {
        let remedy =
            format!("write it in quotes: {name}: '{}'", format!("{} {rest}", tree.value(value)).trim());
        faults.add(span.start, "what follows # is a comment in YAML", remedy);
        return None;
    }
    match style::read(tree.value(value)) {
        Ok(look) => Some(look),
        Err((what, remedy)) => {
            faults.add(span.start, format!("{name}: {what}"), remedy);
            None
        }
    }
}

/// What stands above a printed theme.
const HEAD: &str = ".
# Save this as themes/NAME.yaml and keep the lines that you change: what is not named is as in the theme that it is based on
# (default, dark, light, contrast, plain). Choose it with `theme: NAME` in settings.yaml, or with --theme NAME.
# A look is a colour, `on` and the colour behind it, and bold, dim, italic, underline, reverse: 'bright-blue bold'; or plain.
# A colour is black, red, green, yellow, blue, magenta, cyan, white, the same with bright-, default, 0 to 255 or '#86b4f0'.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_that_people_read_are_the_themes_that_work() {
        let files = [
            include_str!("../../../assets/themes/default.yaml"),
            include_str!("../../../assets/themes/dark.yaml"),
            include_str!("../../../assets/themes/light.yaml"),
            include_str!("../../../assets/themes/contrast.yaml"),
            include_str!("../../../assets/themes/plain.yaml"),
        ];
        for (built_in, file) in BuiltIn::ALL.into_iter().zip(files) {
            let name = built_in.name();
            let (theme, findings) = Theme::read(file, BuiltIn::Plain);
            assert_eq!((theme, findings), (built_in.theme(), Vec::new()), "{name}");
            let print = format!("stratboard config --print theme {name} > assets/themes/{name}.yaml");
            assert_eq!(file, built_in.theme().to_yaml(name), "{print}");
        }
    }

    #[test]
    fn a_file_names_only_what_it_changes() {
        let (theme, findings) = Theme::read("based on: light\ntitle: '#112233'\n", BuiltIn::Default);
        assert_eq!(findings, []);
        assert_eq!(theme.changes(), [("title", "#112233".to_owned())]);
        assert_eq!(theme.bar, Theme::light().bar);
        assert_eq!(Theme::read("", BuiltIn::Dark), (Theme::dark(), Vec::new()));
        assert_eq!(
            Theme::read("title: &a bold\nperiod: *a\n", BuiltIn::Default).0.period,
            Theme::default16().title
        );
    }

    #[test]
    fn bad_lines_are_told_together_and_the_good_ones_hold() {
        let text = "based on: drak\ntitel: bold\nbar: bld\nrank: [red]\nlead: #112233\nkey: red #445566 bold\nbar: red\nperiod: bold\n";
        let (theme, findings) = Theme::read(text, BuiltIn::Dark);
        let told =
            findings.iter().map(|f| format!("{}: {} / {}", f.line, f.what, f.remedy)).collect::<Vec<_>>();
        assert_eq!(
            told,
            [
                "1: 'drak' is no theme of the program's / did you mean dark?",
                "2: 'titel' is no part of a theme / did you mean title?",
                "3: bar: 'bld' is no colour and no weight / did you mean bold?",
                "4: rank is no look / write it in one line, as 'bright-blue bold'",
                "5: what follows # is a comment in YAML / write it in quotes: lead: '#112233'",
                "6: what follows # is a comment in YAML / write it in quotes: key: 'red #445566 bold'",
                "7: 'bar' stands twice; line 3 holds / keep one of the two",
            ]
        );
        assert_eq!(theme.changes(), [("period", "bold".to_owned())]);
    }

    #[test]
    fn hostile_files_are_harmless() {
        let many = (0..40_000).map(|n| format!("x{n}: y\n")).collect::<Vec<_>>().concat();
        let same = "title: bold\n".repeat(20_000);
        let deep = format!("title: {}", "[".repeat(100_000));
        for text in [
            many.as_str(),
            &same,
            &deep,
            "- a\n",
            "a",
            "\0\u{1b}[31m",
            "? {}\n: x\n",
            "title: *x\n",
            "!!x y: z\n",
        ] {
            let (theme, findings) = Theme::read(text, BuiltIn::Dark);
            assert_eq!((theme.bar, findings.is_empty()), (Theme::dark().bar, false), "{text:.40}");
            assert!(findings.len() <= 51);
        }
    }
}
