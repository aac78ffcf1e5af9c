//! A folder of its own for one test, with a home, a clock's zone and a locale that never change.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The folder that the program runs in.
pub struct Sandbox(TempDir);

/// What the program did.
#[derive(Debug)]
pub struct Outcome {
    /// The exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Sandbox {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with the repository's sample boards.
    pub fn with_samples() -> Self {
        let sandbox = Self::new();
        for file in ["your-team-retro.yaml", "xiaomi-sales/2025-Q2.yaml", "xiaomi-sales/2025-Q3.yaml"] {
            let text =
                fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("boards").join(file)).unwrap();
            sandbox.write(&format!("boards/{file}"), &text);
        }
        sandbox
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stratboard"));
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        command.env_clear().env("HOME", self.path("home")).env("TZ", "UTC").env("LANG", "C.UTF-8");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        let output = self.command(arguments).output().unwrap();
        Outcome {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs the program and answers with what it printed; it must have ended well.
    pub fn printed(&self, arguments: &[&str]) -> String {
        let outcome = self.run(arguments);
        assert_eq!(outcome.status, 0, "{arguments:?}: {outcome:?}");
        outcome.out
    }

    /// As [`Self::printed`], read as JSON.
    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.printed(arguments)).unwrap()
    }
}
