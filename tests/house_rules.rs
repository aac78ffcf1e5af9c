//! The house's own rules: sizes of files and functions, and which level may use which. See `src/lib.rs`.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

const MOST_FILE_LINES: usize = 400;
const MOST_FUNCTION_LINES: usize = 50;

/// The levels from the bottom up: a module may use its own level and those before it.
const LEVELS: &[&[&str]] = &[
    &["bell", "error"],
    &["model", "text", "yaml"],
    &["action", "store"],
    &["document"],
    &["check", "exchange", "find", "layout", "merge"],
    &["keep"],
    &["config"],
    &["app"],
    &["terminal"],
    &["ui"],
    &["run"],
    &["cli"],
];

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut folders = vec![root];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files
}

fn all_files() -> Vec<PathBuf> {
    ["src", "tests", "benches"].into_iter().flat_map(rust_files).collect()
}

#[test]
fn no_file_is_longer_than_400_lines() {
    let long = all_files().into_iter().filter_map(|path| {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        (lines > MOST_FILE_LINES).then(|| format!("{}: {lines} lines", path.display()))
    });
    let long = long.collect::<Vec<_>>();
    assert!(long.is_empty(), "split these where a newcomer would look for the parts:\n{}", long.join("\n"));
}

#[test]
fn no_function_is_longer_than_50_lines() {
    let mut long = Vec::new();
    for path in all_files() {
        let text = fs::read_to_string(&path).unwrap();
        let mut open: Vec<(usize, usize, String)> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let words = line.trim_start();
            let is_fn = ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn ", "const fn ", "pub const fn "]
                .iter()
                .any(|start| words.starts_with(start));
            if is_fn && !words.ends_with(';') && !words.ends_with('}') {
                open.push((indent, number, words.to_owned()));
            } else if words == "}"
                && let Some((_, start, name)) = open.pop_if(|(at, ..)| *at == indent)
                && number - start + 1 > MOST_FUNCTION_LINES
            {
                long.push(format!("{}:{}: {} lines: {name}", path.display(), start + 1, number - start + 1));
            }
        }
    }
    assert!(long.is_empty(), "split these:\n{}", long.join("\n"));
}

fn level(module: &str) -> Option<usize> {
    LEVELS.iter().position(|modules| modules.contains(&module))
}

/// The module of the first level that a file of `src` belongs to.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The modules that stand behind `crate::`, also in braces.
fn used_modules(after: &str) -> Vec<&str> {
    let word = |text: &'_ str| {
        text.len() - text.trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '_').len()
    };
    let Some(group) = after.strip_prefix('{') else { return vec![&after[..word(after)]] };
    let mut depth = 0;
    let mut starts = vec![0];
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => starts.push(at + 1),
            _ => {}
        }
    }
    let names = starts.into_iter().map(|start| group[start..].trim_start());
    names.map(|name| &name[..word(name)]).filter(|name| !name.is_empty()).collect()
}

#[test]
fn a_level_uses_only_what_stands_below_it() {
    let mut wrong = Vec::new();
    for path in rust_files("src") {
        let module = module_of(&path);
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let mine = level(&module)
            .unwrap_or_else(|| panic!("{module} has no level: give it one in tests/house_rules.rs"));
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for used in code.split("crate::").skip(1).flat_map(used_modules) {
            if used != module
                && level(used).is_some_and(|other| other >= mine && !LEVELS[mine].contains(&used))
            {
                wrong.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "these look upwards:\n{}", wrong.join("\n"));
}

/// What clippy forbids of printing and of painting (`.clippy.toml`) has few exceptions, and they stand in few places.
#[test]
fn text_goes_around_its_guard_in_known_places_only() {
    let allowed = ["src/terminal/", "src/ui/paint.rs", "src/cli.rs", "src/text/width.rs", "tests/"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in all_files() {
        let shown = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let excepted = ["disallowed_methods", "print_stdout", "print_stderr", "/dev/tty", "/dev/stdout"];
        let found = excepted.iter().find(|name| text.contains(*name));
        assert!(
            found.is_none() || allowed.iter().any(|place| shown.starts_with(place)),
            "{shown} goes around the guard: {found:?}"
        );
    }
}

#[test]
fn keys_of_the_terminal_are_named_in_one_place() {
    let named =
        rust_files("src").into_iter().filter(|path| fs::read_to_string(path).unwrap().contains("KeyCode"));
    for path in named {
        let shown = path.to_string_lossy().into_owned();
        assert!(shown.contains("config/keys") || shown.contains("terminal"), "{shown} names KeyCode");
    }
}
