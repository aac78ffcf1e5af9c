//! `check`: problems of board files and the method's advice, for people and for CI.
//! It must not know the rules: reading finds problems, `check` finds hints.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::files::{self, BoardFile};
use super::{Outcome, output, pool};
use crate::check;
use crate::document::{Document, Read};
use crate::error::Result;
use crate::exchange::Json;
use crate::model::{Board, Finding, Level};
use crate::store::{RealFs, load, stem};
use crate::yaml::Tree;

/// Tell problems of board files, and what the method advises
///
/// Exits with 1 on problems, with --strict on hints too.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Board files, board folders, folders of boards [default: ./boards, else .]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
    /// Exit with 1 on hints too
    #[arg(long)]
    strict: bool,
}

/// What was found in one file.
type Found = (PathBuf, Vec<Finding>);

pub(super) fn run(args: &CheckArgs) -> Result<Outcome> {
    let (files, mut failed) = files::of_all(&args.paths);
    let today = super::today();
    let mut found = Vec::<Found>::new();
    for (file, findings) in files.iter().zip(pool::each(&files, |file| findings(file, today))) {
        match findings {
            Ok(findings) => found.push((file.path.clone(), findings)),
            Err(error) => {
                output::error(&error);
                failed = true;
            }
        }
    }
    if args.json { output::exact(&as_json(&found)) } else { output::text(&as_text(&found)) }?;
    if !failed || !found.is_empty() {
        output::message(&summary(&found));
    }
    let fails = if args.strict { Level::Hint } else { Level::Problem };
    failed |= found.iter().flat_map(|(_, findings)| findings).any(|finding| finding.level <= fails);
    Ok(if failed { Outcome::Problems } else { Outcome::Done })
}

/// All findings of a file. What became of a past period's actions stands in the period that follows.
fn findings(file: &BoardFile, today: Date) -> Result<Vec<Finding>> {
    let today = (!file.is_past).then_some(today);
    let loaded = load(&RealFs, &file.path)?;
    Ok(match loaded.text {
        Ok(text) => {
            let hints = |board: &Board, tree: &Tree<'_>| check::hints_in(board, Some(tree), today);
            match Document::look(&text, stem(&file.path), hints) {
                Ok((hints, found)) => check::merge(found, hints),
                Err(refused) => refused,
            }
        }
        Err(bad) => match Document::read_bytes(bad.bytes, stem(&file.path)) {
            Read::Refused(found) | Read::Board(_, found) => found,
        },
    })
}

fn as_text(found: &[Found]) -> String {
    found.iter().map(|(file, findings)| files::told(file, findings)).collect()
}

fn as_json(found: &[Found]) -> String {
    let all = found.iter().flat_map(|(file, findings)| findings.iter().map(move |finding| (file, finding)));
    let rows = all.map(|(file, finding)| {
        Json::map([
            ("path", file.to_string_lossy().as_ref().into()),
            ("line", finding.line.into()),
            ("column", finding.column.into()),
            ("level", finding.level.key().into()),
            ("what", finding.what.as_str().into()),
            ("remedy", finding.remedy.as_str().into()),
        ])
    });
    Json::List(rows.collect()).to_text()
}

/// `3 files: 1 refused finding, 2 problems, 5 hints`.
fn summary(found: &[Found]) -> String {
    let count =
        |level| found.iter().flat_map(|(_, all)| all).filter(|finding| finding.level == level).count();
    let files = counted(found.len(), "file");
    let refused =
        found.iter().filter(|(_, all)| all.iter().any(|finding| finding.level == Level::Refused)).count();
    let parts = [
        (refused, format!("{refused} refused")),
        (count(Level::Problem), counted(count(Level::Problem), Level::Problem.key())),
        (count(Level::Hint), counted(count(Level::Hint), Level::Hint.key())),
    ];
    let told =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, part)| part).collect::<Vec<String>>();
    if told.is_empty() {
        format!("{files}: nothing to complain of")
    } else {
        format!("{files}: {}", told.join(", "))
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
