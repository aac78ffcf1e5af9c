//! `$VISUAL` or `$EDITOR` on a board's file or on a long field: what it is given, and what came of it.
//! It must not know how the terminal is lent, nor how a change of the file comes in.

mod command;

use std::ffi::OsStr;
use std::path::Path;
use std::process;

use super::session::Session;
use crate::app::message::Message;
use crate::app::{Content, OpenBoard};
use crate::error::Result;
use crate::model::Finding;
use crate::store::{self, scratch::Scratch};
use crate::terminal::{Terminal, out};
use command::Command;

/// What the last line says where nothing names an editor.
const NONE: &str = "no editor is set: write `export EDITOR=vim` (or yours) in the shell, and start again";

impl Session {
    /// Opens a board's file at the line where the person stands; what was done before is in the file by then, and what
    /// is done there comes in at once.
    pub(super) fn edit_file(&mut self, terminal: &mut Terminal, board: usize) -> Result<()> {
        let Some(path) = self.path(board).map(|path| self.cwd.join(path)) else { return Ok(()) };
        if self.editor.is_none() {
            self.say(NONE);
            return Ok(());
        }
        // What is not in the file yet goes there first; the line is that of the file as it is then.
        self.settle_disk();
        let line = self.app.boards.get(board).map_or(1, line_of);
        let told = self.lend_to_editor(terminal, &path, Some(line))?;
        self.look_at_once(board);
        if let Err(why) = told {
            self.say(&why);
        }
        Ok(())
    }

    /// Lets a text be edited in a private file, and tells the form what it is now.
    pub(super) fn edit_text(&mut self, terminal: &mut Terminal, text: &str) -> Result<()> {
        if self.editor.is_none() {
            self.say(NONE);
            return Ok(());
        }
        let Some(state) = self.paths.state.clone() else {
            self.say("no folder for the text: neither XDG_STATE_HOME nor HOME names one");
            return Ok(());
        };
        self.send_changed();
        let scratch = match Scratch::new(self.fs.as_ref(), &state, text) {
            Ok(scratch) => scratch,
            Err(error) => {
                self.say(&error.to_string().replace('\n', ";"));
                return Ok(());
            }
        };
        let told = self.lend_to_editor(terminal, scratch.path(), None)?;
        match (told, scratch.read(self.fs.as_ref())) {
            (Err(why), _) => self.say(&format!("{why}: the text stays as it was")),
            (_, Err(error)) => self.say(&error.to_string().replace('\n', ";")),
            (Ok(()), Ok(text)) => self.tell(Message::Edited { text }),
        }
        Ok(())
    }

    /// Lends the terminal to the editor until it ends. Why it could not do its work, if so.
    fn lend_to_editor(
        &self,
        terminal: &mut Terminal,
        file: &Path,
        line: Option<usize>,
    ) -> Result<std::result::Result<(), String>> {
        let editor = self.editor.as_deref().unwrap_or_default();
        let command = match command::command(editor, file, line) {
            Ok(command) => command,
            Err(why) => {
                return Ok(Err(format!(
                    "the editor `{}` cannot be started: {why}",
                    editor.to_string_lossy()
                )));
            }
        };
        terminal.lend(|| run(&command, &self.cwd))
    }

    /// What the file holds now: the editor has ended, so it is whole.
    fn look_at_once(&mut self, board: usize) {
        let is_board = self.app.boards.get(board).is_some_and(|open| open.document().is_some());
        if !is_board {
            if let Some(message) = self.reload(board) {
                self.tell(message);
            }
            return;
        }
        let Some(path) = self.path(board).map(Path::to_owned) else { return };
        let loaded = store::load(self.fs.as_ref(), &path).ok();
        self.look(board, loaded.map(|loaded| loaded.fingerprint));
    }
}

/// The line of a file to begin at: where the person stands, or what makes it no board.
fn line_of(open: &OpenBoard) -> usize {
    match &open.content {
        Content::Board(document) => open.focus.get(&open.sheet).map_or(1, |focus| document.line_of(*focus)),
        Content::Refused { findings, .. } => first_line(findings),
    }
}

fn first_line(findings: &[Finding]) -> usize {
    crate::ui::overlays::refused::refusals(findings).map(|finding| finding.line).min().unwrap_or(1)
}

fn run(command: &Command, cwd: &Path) -> std::result::Result<(), String> {
    let Some((program, arguments)) = command.words.split_first() else { return Ok(()) };
    let name = Path::new(program).file_name().unwrap_or(OsStr::new(program)).to_string_lossy();
    if command.has_window {
        out::message(&format!("stratboard waits until {name} closes the file"));
    }
    match process::Command::new(program).args(arguments).current_dir(cwd).status() {
        Err(error) => Err(format!("{name} cannot be started ({error}): check $VISUAL and $EDITOR")),
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(match status.code() {
            Some(code) => format!("{name} ended with status {code}"),
            None => format!("{name} was ended by a signal"),
        }),
    }
}
