//! The command line of somebody's editor: `$VISUAL` split into words, and how that editor is told a line.
//! It must not know what is edited, nor start anything.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

/// How editors are told a line.
enum Form {
    /// `+12 file`.
    Plus,
    /// `file:12`.
    Colon,
    /// `--wait --goto file:12`: a window that would else end before it is closed.
    Goto,
    /// `--wait file:12`.
    WaitColon,
    /// Only the file.
    File,
}

fn form(program: &OsStr) -> Form {
    let name = Path::new(program).file_name().and_then(OsStr::to_str).unwrap_or_default();
    match name {
        "vi" | "vim" | "nvim" | "view" | "nano" | "rnano" | "pico" | "micro" | "kak" | "emacs"
        | "emacsclient" | "mg" | "zile" | "joe" | "jmacs" | "ne" | "mcedit" => Form::Plus,
        "hx" | "helix" => Form::Colon,
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" | "windsurf" => Form::Goto,
        "subl" | "zed" | "zeditor" => Form::WaitColon,
        _ => Form::File,
    }
}

/// A command line to start an editor with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Command {
    /// The program and what comes before the file.
    pub words: Vec<OsString>,
    /// Whether it opens a window of its own, so that this terminal stays empty meanwhile.
    pub has_window: bool,
}

/// The words that open `file` at `line` (from 1; `None` where any will do).
///
/// # Errors
/// A quote that is not closed, or no word at all.
pub(super) fn command(editor: &OsStr, file: &Path, line: Option<usize>) -> Result<Command, &'static str> {
    let mut words = split(editor)?;
    let program = words.first().ok_or("it is empty")?.clone();
    let has = |words: &[OsString], option: &str| words.iter().any(|word| word == option);
    let with_line = |line: usize| {
        let mut place = file.as_os_str().to_owned();
        place.push(format!(":{line}"));
        place
    };
    let form = form(&program);
    let has_window = matches!(form, Form::Goto | Form::WaitColon);
    if has_window && !has(&words, "--wait") && !has(&words, "-w") {
        words.push("--wait".into());
    }
    match (form, line) {
        (Form::Plus, Some(line)) => words.extend([format!("+{line}").into(), file.into()]),
        (Form::Colon | Form::WaitColon, Some(line)) => words.push(with_line(line)),
        (Form::Goto, Some(line)) => words.extend(["--goto".into(), with_line(line)]),
        (_, None) | (Form::File, _) => words.push(file.into()),
    }
    Ok(Command { words, has_window })
}

/// Words as a shell parts them: blanks, quotes and backslashes; nothing is expanded.
fn split(line: &OsStr) -> Result<Vec<OsString>, &'static str> {
    let mut words = Vec::new();
    let mut word = None::<Vec<u8>>;
    let mut quote = None;
    let mut bytes = line.as_bytes().iter().copied();
    while let Some(byte) = bytes.next() {
        match (quote, byte) {
            (None, b' ' | b'\t' | b'\n') => words.extend(word.take()),
            (None, b'\'' | b'"') => {
                quote = Some(byte);
                word.get_or_insert_default();
            }
            (Some(open), close) if open == close => quote = None,
            (None, b'\\') => word.get_or_insert_default().extend(bytes.next()),
            (Some(b'"'), b'\\') => {
                let next = bytes.next();
                let escapes = matches!(next, Some(b'"' | b'\\' | b'$' | b'`'));
                let kept = (!escapes).then_some(b'\\');
                word.get_or_insert_default().extend(kept.into_iter().chain(next));
            }
            (_, other) => word.get_or_insert_default().push(other),
        }
    }
    if quote.is_some() {
        return Err("a quote in it is not closed");
    }
    words.extend(word);
    Ok(words.into_iter().map(OsString::from_vec).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(editor: &str, line: Option<usize>) -> String {
        let command = command(editor.as_ref(), Path::new("/b/a b.yaml"), line).unwrap();
        let words = command.words.into_iter().map(|word| word.into_string().unwrap());
        words.collect::<Vec<String>>().join("|")
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_own_form() {
        for (editor, expected) in [
            ("vim", "vim|+12|/b/a b.yaml"),
            ("/usr/bin/nvim -u NONE", "/usr/bin/nvim|-u|NONE|+12|/b/a b.yaml"),
            ("nano", "nano|+12|/b/a b.yaml"),
            ("emacsclient -t", "emacsclient|-t|+12|/b/a b.yaml"),
            ("micro", "micro|+12|/b/a b.yaml"),
            ("kak", "kak|+12|/b/a b.yaml"),
            ("hx", "hx|/b/a b.yaml:12"),
            ("code", "code|--wait|--goto|/b/a b.yaml:12"),
            ("code --wait", "code|--wait|--goto|/b/a b.yaml:12"),
            ("code -n -w", "code|-n|-w|--goto|/b/a b.yaml:12"),
            ("zed", "zed|--wait|/b/a b.yaml:12"),
            ("gedit", "gedit|/b/a b.yaml"),
        ] {
            assert_eq!(words(editor, Some(12)), expected);
        }
        assert_eq!(words("vim", None), "vim|/b/a b.yaml");
        assert_eq!(words("code", None), "code|--wait|/b/a b.yaml");
    }

    #[test]
    fn words_are_parted_as_a_shell_parts_them() {
        for (line, expected) in [
            ("  my\\ editor  -x ", "my editor|-x|/b/a b.yaml"),
            ("'my editor' \"-o a\\\"b\\n\" ''", "my editor|-o a\"b\\n||/b/a b.yaml"),
            ("a'b c'd", "ab cd|/b/a b.yaml"),
            ("$HOME/ed ~ `x`", "$HOME/ed|~|`x`|/b/a b.yaml"),
        ] {
            assert_eq!(words(line, Some(1)), expected);
        }
        let failure = |line: &str| command(line.as_ref(), Path::new("a"), None).unwrap_err();
        assert_eq!(failure("vim 'x"), "a quote in it is not closed");
        assert_eq!(failure("  "), "it is empty");
    }
}
