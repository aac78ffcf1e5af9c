//! `import`: a board made from a page, a document or a table. An existing file is never written over.
//! It must not know how any form is read: that is `exchange/import`.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clap::Args;

use super::progress::Progress;
use super::{Outcome, files, output};
use crate::error::{Error, Result};
use crate::exchange::import::{self, Form, Imported};
use crate::exchange::template;
use crate::merge::{self, Merged};
use crate::model::{Head, Period};
use crate::store::file::MOST_BYTES;
use crate::store::{self, RealFs, create_new, load, save};

/// Make a board from a pasted page, Markdown, CSV or JSON
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// The file to read; - is standard input
    file: PathBuf,
    /// A board file (*.yaml), or a folder in which the board becomes BOARD/PERIOD.yaml; without it the board is printed
    #[arg(long, value_name = "PATH")]
    to: Option<PathBuf>,
    /// The form; recognised where it is not named
    #[arg(long, value_name = "FORM")]
    from: Option<Form>,
    /// Where the board's file exists, bring in item by item what it does not have
    #[arg(long, requires = "to")]
    merge: bool,
}

pub(super) fn run(args: &ImportArgs) -> Result<Outcome> {
    let stem = stem(&args.file);
    let (imported, board) = made(args, stem)?;
    match &args.to {
        Some(to) if to.exists() && !to.is_dir() && !is_board(to) => {
            let attempt = format!("make a board in {}", to.display());
            let remedy = "name a folder, or a board file that ends in .yaml";
            return Err(Error::new(attempt, "it is no folder", remedy));
        }
        None => output::exact(&board)?,
        Some(to) => {
            let path = target(to, &imported, stem);
            if args.merge && path.exists() {
                merge_into(&path, &board)?;
            } else {
                make(&path, &board)?;
            }
            output::text(&format!("{}\n", files::shown(&path)))?;
        }
    }
    tell_unplaced(&imported, &args.file);
    Ok(Outcome::Done)
}

/// What takes long, as people are told.
const STAGES: [&str; 3] =
    ["reading the file", "finding out what is what", "writing the board and reading it back"];

/// What the file became, and the text of the board.
fn made(args: &ImportArgs, stem: &str) -> Result<(Imported, String)> {
    let progress = Progress::of_stages(&STAGES);
    let text = input(&args.file)?;
    progress.one_more();
    let ending = args.file.extension().and_then(|ending| ending.to_str());
    let form = args.from.or_else(|| Form::of_ending(ending?));
    if form.is_none() {
        refuse_boards(&args.file, &text)?;
    }
    let mut imported = import::read(&text, form.unwrap_or_else(|| import::recognise(&text)))?;
    progress.one_more();
    if imported.board.head(Head::Title).is_none() {
        imported.board.set_head(Head::Title, stem);
    }
    let board = imported.to_yaml()?;
    Ok((imported, board))
}

/// A board is imported by nobody: it is opened, or handed on in another form.
fn refuse_boards(file: &Path, text: &str) -> Result<()> {
    let attempt = format!("import {}", file.display());
    if import::is_board(text) {
        let shown = if file == Path::new("-") { "FILE".to_owned() } else { files::shown(file) };
        let remedy = format!(
            "open it with stratboard {shown}; to bring it into another board: stratboard export {shown} --to json | stratboard import - --to BOARD.yaml --merge"
        );
        return Err(Error::new(attempt, "it is a board already", remedy));
    }
    if is_board(file) {
        let remedy = "stratboard check tells what keeps it from being a board; where another program wrote it, export it there as CSV, Markdown or JSON";
        return Err(Error::new(attempt, "it is YAML, but no board", remedy));
    }
    Ok(())
}

/// The text of a file, or of standard input.
fn input(file: &Path) -> Result<String> {
    let attempt = || format!("import {}", file.display());
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        let mut limited = io::stdin().lock().take(MOST_BYTES + 1);
        limited.read_to_end(&mut bytes).map_err(|error| Error::new(attempt(), error, ""))?;
        bytes
    } else {
        let loaded = load(&RealFs, file);
        loaded.map_err(|error| Error::new(attempt(), error.cause(), remedy(file)))?.bytes().to_vec()
    };
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Error::new(attempt(), "it is larger than 64 MiB", "import it in several parts"));
    }
    if bytes.trim_ascii().is_empty() {
        return Err(Error::new(attempt(), "there is nothing in it", "copy the text once more"));
    }
    import::decode(&bytes).map_err(|error| Error::new(attempt(), error.cause(), error.remedy()))
}

/// What to do where a file cannot be read.
fn remedy(file: &Path) -> String {
    match file.metadata() {
        Ok(found) if found.is_dir() => "name a file in it".to_owned(),
        Ok(found) if !found.is_file() => {
            format!("let it come from standard input: stratboard import - < {}", file.display())
        }
        Ok(found) if found.len() > MOST_BYTES => "import it in several parts".to_owned(),
        Ok(_) => "check your permission to read it".to_owned(),
        Err(_) => "check the path; - is standard input".to_owned(),
    }
}

/// What the board is called where the text does not say.
fn stem(file: &Path) -> &str {
    let stem = store::stem(file).unwrap_or_default();
    if template::slug(stem).is_empty() { "Imported board" } else { stem }
}

/// Whether that is the name of a board file.
fn is_board(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
}

/// The file that the board becomes. Source: the interface, `import`.
fn target(to: &Path, imported: &Imported, stem: &str) -> PathBuf {
    if is_board(to) {
        return to.to_owned();
    }
    let head = |head| imported.board.head(head).unwrap_or_default();
    let name = [head(Head::Title), stem].into_iter().find(|name| !template::slug(name).is_empty());
    let period = head(Head::Period).parse().unwrap_or_else(|_| Period::quarter_of(super::today()));
    to.join(template::path(name.unwrap_or("board"), period))
}

fn make(path: &Path, board: &str) -> Result<()> {
    if path.exists() {
        let remedy = "--merge brings in item by item what it does not have; or name another file";
        return Err(Error::new(format!("make {}", path.display()), "it exists already", remedy));
    }
    if board.len() as u64 > MOST_BYTES {
        let cause = "the board would be larger than 64 MiB";
        return Err(Error::new(format!("make {}", path.display()), cause, "import it in several parts"));
    }
    create_new(&RealFs, path, board).map(|_| ())
}

/// Brings the board into the one that is there: nothing of that one goes away, and the same twice adds nothing.
fn merge_into(path: &Path, board: &str) -> Result<()> {
    let attempt = || format!("merge the import into {}", path.display());
    let there = load(&RealFs, path)?;
    let Ok(ours) = &there.text else {
        return Err(Error::new(
            attempt(),
            "it is no UTF-8 text",
            "mend it first: stratboard check names the place",
        ));
    };
    let merged = merge::without_base(ours, board, store::stem(path));
    let Merged { text, taken, conflicts } = merged.map_err(|unmerged| {
        Error::new(attempt(), unmerged.why(), "mend it first: stratboard check names the place")
    })?;
    if text != *ours {
        save(&RealFs, path, text.as_bytes(), Some(&there.fingerprint)).map_err(|error| error.error())?;
    }
    let pairs = if conflicts.is_empty() {
        String::new()
    } else {
        format!(", {} stand twice: keep one", conflicts.len())
    };
    output::message(&format!("{} came in{pairs}", taken.len()));
    Ok(())
}

/// What found no place, each with its line.
fn tell_unplaced(imported: &Imported, file: &Path) {
    let path = if file == Path::new("-") { "-".to_owned() } else { files::shown(file) };
    for piece in &imported.unplaced {
        output::message(&format!("{path}:{}: not placed: {}", piece.line, piece.text));
    }
}
