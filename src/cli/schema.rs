//! `schema`: the JSON Schema of the board file. It must not know what is in it.

use clap::Args;

use super::{Outcome, output};
use crate::error::Result;
use crate::exchange;

/// Print the JSON Schema of the board file, for editors
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {}

pub(super) fn run(_: &SchemaArgs) -> Result<Outcome> {
    output::exact(&exchange::schema::schema().to_text())?;
    Ok(Outcome::Done)
}
