//! The operations that change something or make it durable, in the order in which they were done.
//!
//! It must not know what survives a power cut.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::PathBuf;

/// The number of a file, folder or link.
pub(super) type Node = u64;

/// What is made.
#[derive(Debug, Clone)]
pub(super) enum What {
    File,
    Folder,
    Link(PathBuf),
}

/// One operation.
#[derive(Debug, Clone)]
pub(super) enum Op {
    Make {
        folder: Node,
        name: OsString,
        node: Node,
        what: What,
        mode: u32,
    },
    Link {
        folder: Node,
        name: OsString,
        node: Node,
    },
    Rename {
        folder: Node,
        from: OsString,
        to: OsString,
    },
    Exchange {
        folder: Node,
        one: OsString,
        other: OsString,
    },
    Remove {
        folder: Node,
        name: OsString,
    },
    Write {
        node: Node,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        node: Node,
        length: usize,
    },
    Mode {
        node: Node,
        mode: u32,
    },
    Owner {
        node: Node,
        owner: Option<u32>,
        group: Option<u32>,
    },
    Attribute {
        node: Node,
        name: OsString,
        value: Vec<u8>,
    },
    SyncFile(Node),
    SyncData(Node),
    /// The kernel dropped what it could not write, and a later sync will not tell.
    FailedSync(Node),
    SyncFolder(Node),
    /// What the program was told or told the person.
    Note(String),
}

impl Op {
    /// The folder whose entries it changes, and their names.
    pub(super) fn entries(&self) -> Option<(Node, Vec<&OsStr>)> {
        match self {
            Self::Make { folder, name, .. }
            | Self::Link { folder, name, .. }
            | Self::Remove { folder, name } => Some((*folder, vec![name])),
            Self::Rename { folder, from: one, to: other } | Self::Exchange { folder, one, other } => {
                Some((*folder, vec![one, other]))
            }
            _ => None,
        }
    }

    /// What a write or a cut does to a content.
    pub(super) fn write_to(&self, content: &mut Vec<u8>) {
        match self {
            Self::Write { at, bytes, .. } => {
                let end = at + bytes.len();
                content.resize(content.len().max(end), 0);
                content[*at..end].copy_from_slice(bytes);
            }
            Self::Cut { length, .. } => content.resize(*length, 0),
            _ => {}
        }
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Make { folder, name, node, what, mode } => {
                write!(f, "make #{folder}/{} as #{node} {what:?} {mode:o}", name.display())
            }
            Self::Link { folder, name, node } => write!(f, "link #{folder}/{} to #{node}", name.display()),
            Self::Rename { folder, from, to } => {
                write!(f, "rename #{folder}/{} to {}", from.display(), to.display())
            }
            Self::Exchange { folder, one, other } => {
                write!(f, "exchange #{folder}/{} and {}", one.display(), other.display())
            }
            Self::Remove { folder, name } => write!(f, "remove #{folder}/{}", name.display()),
            Self::Write { node, at, bytes } => {
                let text =
                    String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).escape_default().to_string();
                write!(f, "write #{node} at {at}, {} bytes: {text}", bytes.len())
            }
            Self::Cut { node, length } => write!(f, "cut #{node} to {length}"),
            Self::Mode { node, mode } => write!(f, "mode of #{node}: {mode:o}"),
            Self::Owner { node, owner, group } => write!(f, "owner of #{node}: {owner:?} {group:?}"),
            Self::Attribute { node, name, .. } => write!(f, "attribute of #{node}: {}", name.display()),
            Self::SyncFile(node) => write!(f, "SYNC #{node}"),
            Self::SyncData(node) => write!(f, "SYNC DATA #{node}"),
            Self::FailedSync(node) => write!(f, "sync of #{node} FAILED"),
            Self::SyncFolder(node) => write!(f, "SYNC FOLDER #{node}"),
            Self::Note(text) => write!(f, "-- {text}"),
        }
    }
}
