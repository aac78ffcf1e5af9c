//! The command line: arguments to one command, its result to an exit status (0 done, 1 failed, 2 wrong command line).
//! One file a command. It must not know how boards are read, drawn or saved.

mod across;
mod actions;
mod check;
mod completions;
mod config;
mod export;
mod files;
mod find;
mod import;
mod list;
mod man;
mod new;
mod open;
mod output;
mod pool;
mod preferences;
mod progress;
mod reset_terminal;
mod schema;
mod show;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use crate::error::Result;

/// A strategy board for the terminal: SWOT, priorities, plan and retrospective in plain YAML files.
///
/// Without a command it opens the board at PATH: a board file, a board folder (its latest period) or a folder of
/// boards. Without PATH it looks in ./boards, then in the current folder. On the screen, `?` shows all keys.
#[derive(Debug, Parser)]
#[command(
    name = "stratboard",
    bin_name = "stratboard",
    version,
    verbatim_doc_comment,
    args_conflicts_with_subcommands = true
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    open: open::OpenArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    Open(open::OpenArgs),
    New(new::NewArgs),
    List(list::ListArgs),
    Show(show::ShowArgs),
    Check(check::CheckArgs),
    Find(find::FindArgs),
    Actions(actions::ActionsArgs),
    Import(import::ImportArgs),
    Export(export::ExportArgs),
    Schema(schema::SchemaArgs),
    Config(config::ConfigArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
    ResetTerminal(reset_terminal::ResetTerminalArgs),
}

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Done, and nothing to complain of.
    Done,
    /// Done, and problems were found.
    Problems,
}

/// Runs the command of these arguments, the program's name first. Tells errors on standard error.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    crate::terminal::out::harmless_panics();
    let arguments = arguments.into_iter().collect::<Vec<_>>();
    let command = match bare(&arguments) {
        Some(open) => Command::Open(open),
        None => match Cli::try_parse_from(arguments) {
            Ok(cli) => cli.command.unwrap_or(Command::Open(cli.open)),
            Err(error) => return tell_usage(&error),
        },
    };
    match run(command) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            output::error(&error);
            ExitCode::from(1)
        }
    }
}

/// The first words that mean a command and no PATH.
const COMMANDS: [&str; 15] = [
    "open",
    "new",
    "list",
    "show",
    "check",
    "find",
    "actions",
    "import",
    "export",
    "schema",
    "config",
    "completions",
    "man",
    "reset-terminal",
    "help",
];

/// `stratboard` and `stratboard PATH`, as boards are opened nearly always: understood without the parser of all commands,
/// whose code and tables then need not be in memory.
fn bare(arguments: &[OsString]) -> Option<open::OpenArgs> {
    let path = match arguments {
        [_] => None,
        [_, path] => Some(path),
        _ => return None,
    };
    let is_more = |path: &OsString| {
        path.is_empty() || path.as_encoded_bytes()[0] == b'-' || COMMANDS.iter().any(|name| path == name)
    };
    (!path.is_some_and(is_more)).then(|| open::OpenArgs::bare(path.map(Into::into)))
}

fn run(command: Command) -> Result<u8> {
    let outcome = match command {
        Command::Open(args) => return open::run(args),
        Command::New(args) => new::run(&args),
        Command::List(args) => list::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Find(args) => find::run(&args),
        Command::Actions(args) => actions::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Config(args) => config::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
        Command::ResetTerminal(args) => reset_terminal::run(&args),
    };
    outcome.map(|outcome| match outcome {
        Outcome::Done => 0,
        Outcome::Problems => 1,
    })
}

/// Help and version go to standard output; a wrong command line is told harmlessly, for it may hold a file's name.
fn tell_usage(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // Nobody is left to be told where even this fails.
        #[expect(
            clippy::disallowed_methods,
            reason = "help is our own text, in the styles that a terminal takes"
        )]
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    output::usage(&error.render().to_string());
    ExitCode::from(2)
}

/// The command line as clap knows it, for completions and the manual.
fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}

/// The number of a sheet as people count, from 1.
fn sheet_number(text: &str) -> std::result::Result<usize, String> {
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err("sheets are counted from 1".to_owned()),
    }
}

/// Today; `STRATBOARD_TODAY` fixes it, so that what is printed can be compared.
fn today() -> jiff::civil::Date {
    let fixed = variable("STRATBOARD_TODAY").and_then(|day| crate::model::field::parse_date(day.to_str()?));
    fixed.unwrap_or_else(|| jiff::Zoned::now().date())
}

/// A variable of the environment.
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(arguments: &[OsString]) -> Option<String> {
        let cli = Cli::try_parse_from(arguments).ok()?;
        cli.command.is_none().then(|| format!("{:?}", cli.open))
    }

    #[test]
    fn what_is_understood_without_the_parser_is_what_the_parser_understands() {
        let words =
            ["boards", "a b.yaml", "opens", "-", "--", "-V", "--help", "", "./list", "Открой", "é\u{202e}"];
        let words = words.into_iter().chain(COMMANDS).map(OsString::from).collect::<Vec<_>>();
        let mut understood = 0;
        for arguments in std::iter::once(Vec::new()).chain(words.into_iter().map(|word| vec![word])) {
            let arguments = [vec!["stratboard".into()], arguments].concat();
            if let Some(open) = bare(&arguments) {
                understood += 1;
                assert_eq!(Some(format!("{open:?}")), opened(&arguments), "{arguments:?}");
            }
        }
        assert_eq!(understood, 7, "none, and six of the words");
        assert!(bare(&["stratboard".into(), "a".into(), "b".into()]).is_none());
    }

    #[test]
    fn every_command_is_known_by_name() {
        let mut command = command();
        command.build();
        let named = command.get_subcommands().map(clap::Command::get_name).collect::<Vec<_>>();
        assert_eq!(named, COMMANDS);
    }
}
