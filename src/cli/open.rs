//! `open`: the board on the screen. It only turns arguments into what the loop wants to know.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::{config, output, sheet_number, today, variable};
use crate::config::keymap::Keymap;
use crate::config::keys::{Input, parse_keys};
use crate::config::settings::Settings;
use crate::config::theme::{Chrome, Theme};
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
    #[arg(long, value_name = "WxH", value_parser = size, default_value = "120x36", requires = "print")]
    size: Size,
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

/// The most columns and rows of a printed screen.
const MOST_CELLS: u16 = 1000;

pub(super) fn run(args: OpenArgs) -> Result<u8> {
    let paths = Paths::from_env(variable);
    let Some((settings, keymap)) = preferences(&paths)? else { return Ok(1) };
    let screen_reader = settings.screen_reader || args.screen_reader;
    let launch = Launch {
        screen_reader,
        mouse: settings.mouse && !args.no_mouse,
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
        theme: theme(settings, screen_reader),
        keymap,
        editor: editor(),
    };
    run::open(&launch, surroundings)
}

/// Settings and keys of this person; nothing where a file has faults, which have been told then, all at once.
fn preferences(paths: &Paths) -> Result<Option<(Settings, Keymap)>> {
    let Some(folder) = &paths.config else { return Ok(Some((Settings::default(), Keymap::default()))) };
    let settings = config::read(&folder.join(config::SETTINGS), Settings::read)?;
    let keymap = config::read(&folder.join(config::KEYMAP), Keymap::with_user)?;
    for told in [settings.told(), keymap.told()].into_iter().flatten() {
        output::message(told);
    }
    Ok(settings.value().zip(keymap.value()))
}

/// The person's editor, as other programs find it: `$VISUAL`, else `$EDITOR`, the first that is not empty.
fn editor() -> Option<OsString> {
    ["VISUAL", "EDITOR"].into_iter().filter_map(variable).find(|editor| !editor.is_empty())
}

/// The colours and marks: none of the first where `NO_COLOR` is set, plain ones of the second by the settings.
fn theme(settings: Settings, screen_reader: bool) -> Theme {
    let no_colour = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
    let theme = if no_colour { Theme::mono() } else { Theme::default() };
    let chrome = if settings.chrome.is_ascii(variable) { Chrome::Ascii } else { Chrome::Unicode };
    if screen_reader { theme.spoken() } else { Theme { chrome, ..theme } }
}
