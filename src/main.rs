//! Arguments to commands, errors to exit statuses.

use std::process::ExitCode;

fn main() -> ExitCode {
    stratboard::cli::main(std::env::args_os())
}
