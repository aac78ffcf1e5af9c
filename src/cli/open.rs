//! `open`: the board on the screen. It only turns arguments into what the loop wants to know.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::preferences::{self, Preferences};
use super::{output, sheet_number, today, variable};
use crate::config::keys::{Input, parse_keys};
use crate::error::Result;
use crate::run::{self, Form, Launch, Surroundings};
use crate::store::{Paths, RealFs};

/// Open a board (this is what happens without a command, too)
#[derive(Debug, Args)]
pub(super) struct OpenArgs {
    /// Board file, board folder (its latest period) or folder of boards [default: ./boards, else .]
    path: Option<PathBuf>,
    /// Begin on this sheet, counted from 1
    #[arg(short, long, value_name = "N", value_parser = sheet_number)]
    sheet: Option<usize>,
    /// Open this period, such as 2025-Q2
    #[arg(short, long)]
    period: Option<String>,
    /// Change nothing
    #[arg(long)]
    read_only: bool,
    /// Leave the mouse to the terminal
    #[arg(long)]
    no_mouse: bool,
    /// Colours: auto, default, dark, light, contrast, plain, or a theme of your own
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// One item a line in words, with the terminal's own cursor on the selected one
    #[arg(long)]
    screen_reader: bool,
    /// Keys that come first, as in the keymap file.
    #[arg(long, help = "Keys that come first, written as in the keymap file: 'jjaWords<CR><Esc>'", value_parser = keys, allow_hyphen_values = true)]
    keys: Option<Keys>,
    /// Print the screen after these keys instead of using the terminal
    #[arg(long, value_name = "FORM")]
    print: Option<Print>,
    /// The size of the printed screen, columns by rows
    #[arg(long, value_name = "WxH", value_parser = size, default_value_t = USUAL_SIZE, requires = "print")]
    size: Size,
}

impl OpenArgs {
    /// What stands on the command line where nothing but a path, or not even that, does.
    pub(super) fn bare(path: Option<PathBuf>) -> Self {
        Self {
            path,
            sheet: None,
            period: None,
            read_only: false,
            no_mouse: false,
            theme: None,
            screen_reader: false,
            keys: None,
            print: None,
            size: USUAL_SIZE,
        }
    }
}

/// How a screen is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Print {
    /// Plain text
    Text,
    /// A picture
    Svg,
    /// Text with colours
    Ansi,
}

/// Keys that were read already, so that an unknown one is a wrong command line.
#[derive(Debug, Clone)]
struct Keys(Vec<Input>);

/// Columns and rows.
#[derive(Debug, Clone, Copy)]
struct Size(u16, u16);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}x{}", self.0, self.1)
    }
}

fn keys(text: &str) -> std::result::Result<Keys, String> {
    parse_keys(text).map(Keys).map_err(|error| format!("{}: {}", error.cause(), error.remedy()))
}

fn size(text: &str) -> std::result::Result<Size, String> {
    let parts =
        text.split_once('x').and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    match parts {
        Some((columns, rows)) if (1..=MOST_CELLS).contains(&columns) && (1..=MOST_CELLS).contains(&rows) => {
            Ok(Size(columns, rows))
        }
        _ => Err("a size is columns by rows, such as 80x24".to_owned()),
    }
}

/// The size of a printed screen where none is named.
const USUAL_SIZE: Size = Size(120, 36);
/// The most columns and rows of a printed screen.
const MOST_CELLS: u16 = 1000;

pub(super) fn run(args: OpenArgs) -> Result<u8> {
    let paths = Paths::from_env(variable);
    let preferences = Preferences::read(&paths);
    let mut faults = preferences.faults();
    let asked = match args.theme.map(|name| preferences::theme(paths.config.as_deref(), &name)).transpose() {
        Ok(asked) => asked,
        Err(unknown) => {
            output::usage(&format!("error: {}\n\n  {}", unknown.what, unknown.remedy));
            return Ok(2);
        }
    };
    faults.extend(asked.iter().flat_map(|asked| asked.faults.clone()));
    // Told where the shell is, too: there it stands again when the board is left.
    preferences::tell(&faults);
    let theme = preferences.screen(asked.map(|asked| asked.value), args.print.is_none());
    let screen_reader = preferences.settings.value.screen_reader || args.screen_reader;
    let theme = if screen_reader { theme.spoken() } else { theme };
    let launch = Launch {
        screen_reader,
        mouse: preferences.settings.value.mouse && !args.no_mouse,
        path: args.path,
        sheet: args.sheet,
        period: args.period,
        read_only: args.read_only,
        keys: args.keys.map(|Keys(keys)| keys).unwrap_or_default(),
        print: args.print.map(|print| match print {
            Print::Text => Form::Text,
            Print::Svg => Form::Svg,
            Print::Ansi => Form::Ansi,
        }),
        size: (args.size.0, args.size.1),
    };
    let surroundings = Surroundings {
        fs: Arc::new(RealFs),
        paths,
        cwd: std::env::current_dir().unwrap_or_default(),
        today: today(),
        theme,
        notice: preferences.notice(),
        keymap: preferences.keymap.value,
        editor: editor(),
    };
    run::open(&launch, surroundings)
}

/// The person's editor, as other programs find it: `$VISUAL`, else `$EDITOR`, the first that is not empty.
fn editor() -> Option<OsString> {
    ["VISUAL", "EDITOR"].into_iter().filter_map(variable).find(|editor| !editor.is_empty())
}
