//! A tree of folders, files, hard links and symbolic links in memory, and what each operation does to it.
//!
//! It must not know what of it is durable.

use super::log::{Node, Op, What};
use crate::store::fs::{Kind, Meta};
use rustix::io::Errno;
use std::collections::{BTreeMap, VecDeque};
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The folder `/`.
pub(super) const ROOT: Node = 1;

/// As many links as Linux follows.
const MOST_LINKS: usize = 40;

/// Something with a number: a file, a folder or a link, whatever its names.
#[derive(Debug, Clone)]
pub(super) struct Inode {
    pub(super) body: Body,
    pub(super) rights: Rights,
    modified: SystemTime,
    changed: SystemTime,
}

/// What it holds. The entries of a folder stand in the order of their making.
#[derive(Debug, Clone)]
pub(super) enum Body {
    File(Vec<u8>),
    Folder(Vec<(OsString, Node)>),
    Link(PathBuf),
}

/// Mode, owner and extended attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rights {
    pub(super) mode: u32,
    pub(super) owner: u32,
    pub(super) group: u32,
    pub(super) attributes: Vec<(OsString, Vec<u8>)>,
}

impl Rights {
    fn new(mode: u32) -> Self {
        let (owner, group) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
        Self { mode, owner, group, attributes: Vec::new() }
    }

    /// What an operation changes of them.
    pub(super) fn apply(&mut self, op: &Op) {
        match op {
            Op::Mode { mode, .. } => self.mode = *mode,
            Op::Owner { owner, group, .. } => {
                self.owner = owner.unwrap_or(self.owner);
                self.group = group.unwrap_or(self.group);
                self.mode &= 0o1777;
            }
            Op::Attribute { name, value, .. } => {
                self.attributes.retain(|(known, _)| known != name);
                self.attributes.push((name.clone(), value.clone()));
            }
            _ => {}
        }
    }
}

/// Everything, with the time of the next operation.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub(super) nodes: BTreeMap<Node, Inode>,
    clock: SystemTime,
}

impl Tree {
    /// An empty root. Its clock stands hours behind the machine's, so that what a crash leaves is old at once.
    pub(super) fn new() -> Self {
        let now = SystemTime::now();
        let clock = now.checked_sub(Duration::from_hours(10)).unwrap_or(now);
        let mut tree = Self { nodes: BTreeMap::new(), clock };
        tree.add(ROOT, &What::Folder, 0o755);
        tree
    }

    fn add(&mut self, node: Node, what: &What, mode: u32) {
        let body = match what {
            What::File => Body::File(Vec::new()),
            What::Folder => Body::Folder(Vec::new()),
            What::Link(target) => Body::Link(target.clone()),
        };
        let rights = Rights::new(mode);
        self.nodes.insert(node, Inode { body, rights, modified: self.clock, changed: self.clock });
    }

    /// Does it, as far as it can be done: of a power cut may be left what an operation relied on.
    pub(super) fn apply(&mut self, op: &Op) {
        self.clock += Duration::from_micros(1);
        match op {
            Op::Make { folder, name, node, what, mode } => {
                self.add(*node, what, *mode);
                self.put(*folder, name, Some(*node));
            }
            Op::Link { folder, name, node } => self.put(*folder, name, Some(*node)),
            Op::Rename { folder, from, to } => {
                if let Some(node) = self.named(*folder, from) {
                    self.put(*folder, from, None);
                    self.put(*folder, to, Some(node));
                }
            }
            Op::Exchange { folder, one, other } => {
                if let (Some(first), Some(second)) = (self.named(*folder, one), self.named(*folder, other)) {
                    self.put(*folder, one, Some(second));
                    self.put(*folder, other, Some(first));
                }
            }
            Op::Remove { folder, name } => self.put(*folder, name, None),
            Op::Write { node, .. } | Op::Cut { node, .. } => {
                let clock = self.clock;
                if let Some(inode) = self.nodes.get_mut(node)
                    && let Body::File(bytes) = &mut inode.body
                {
                    op.write_to(bytes);
                    (inode.modified, inode.changed) = (clock, clock);
                }
            }
            Op::Mode { node, .. } | Op::Owner { node, .. } | Op::Attribute { node, .. } => {
                if let Some(inode) = self.nodes.get_mut(node) {
                    inode.rights.apply(op);
                    inode.changed = self.clock;
                }
            }
            Op::SyncFile(_) | Op::SyncData(_) | Op::FailedSync(_) | Op::SyncFolder(_) | Op::Note(_) => {}
        }
    }

    /// Lets a name mean that node, or nothing.
    fn put(&mut self, folder: Node, name: &OsStr, node: Option<Node>) {
        let clock = self.clock;
        if let Some(inode) = node.and_then(|node| self.nodes.get_mut(&node)) {
            inode.changed = clock;
        }
        let Some(Inode { body: Body::Folder(entries), .. }) = self.nodes.get_mut(&folder) else { return };
        match (entries.iter().position(|(known, _)| known == name), node) {
            (Some(at), Some(node)) => entries[at].1 = node,
            (Some(at), None) => drop(entries.remove(at)),
            (None, Some(node)) => entries.push((name.to_owned(), node)),
            (None, None) => {}
        }
    }

    /// What a name in a folder means.
    pub(super) fn named(&self, folder: Node, name: &OsStr) -> Option<Node> {
        let entries = self.entries(folder).ok()?;
        entries.iter().find(|(known, _)| known == name).map(|(_, node)| *node)
    }

    pub(super) fn entries(&self, folder: Node) -> io::Result<&[(OsString, Node)]> {
        match self.nodes.get(&folder).map(|inode| &inode.body) {
            Some(Body::Folder(entries)) => Ok(entries),
            _ => Err(Errno::NOTDIR.into()),
        }
    }

    pub(super) fn content(&self, file: Node) -> io::Result<&[u8]> {
        match self.nodes.get(&file).map(|inode| &inode.body) {
            Some(Body::File(bytes)) => Ok(bytes),
            _ => Err(Errno::ISDIR.into()),
        }
    }

    pub(super) fn kind(&self, node: Node) -> Kind {
        match self.nodes.get(&node).map(|inode| &inode.body) {
            Some(Body::File(_)) => Kind::File,
            Some(Body::Folder(_)) => Kind::Folder,
            Some(Body::Link(_)) => Kind::Link,
            None => Kind::Other,
        }
    }

    pub(super) fn meta(&self, node: Node) -> io::Result<Meta> {
        let inode = self.nodes.get(&node).ok_or(Errno::NOENT)?;
        let folders = self.nodes.values().filter_map(|inode| match &inode.body {
            Body::Folder(entries) => Some(entries),
            _ => None,
        });
        let links = folders.flatten().filter(|(_, named)| *named == node).count();
        let size = if let Body::File(bytes) = &inode.body { bytes.len() } else { 0 };
        Ok(Meta {
            kind: self.kind(node),
            size: size as u64,
            mode: inode.rights.mode,
            owner: inode.rights.owner,
            group: inode.rights.group,
            links: links as u64,
            modified: inode.modified,
            changed: inode.changed,
            identity: (1, node),
        })
    }

    /// The node at an absolute path, and the path without links that leads there; a last link is followed or not.
    pub(super) fn find(&self, path: &Path, follow: bool) -> io::Result<(PathBuf, Node)> {
        let mut at = vec![(OsString::new(), ROOT)];
        let mut todo: VecDeque<OsString> = steps(path).collect();
        let mut links = 0;
        while let Some(step) = todo.pop_front() {
            let here = at.last().map_or(ROOT, |(_, node)| *node);
            if step == ".." {
                at.truncate(at.len().max(2) - 1);
                continue;
            }
            self.entries(here)?;
            let next = self.named(here, &step).ok_or(Errno::NOENT)?;
            match &self.nodes[&next].body {
                Body::Link(target) if follow || !todo.is_empty() => {
                    links += 1;
                    if links > MOST_LINKS {
                        return Err(Errno::LOOP.into());
                    }
                    if target.is_absolute() {
                        at.truncate(1);
                    }
                    todo = steps(target).chain(todo).collect();
                }
                _ => at.push((step, next)),
            }
        }
        let real = at[1..].iter().fold(PathBuf::from("/"), |path, (name, _)| path.join(name));
        Ok((real, at.last().map_or(ROOT, |(_, node)| *node)))
    }
}

/// The names on a path, `..` among them.
fn steps(path: &Path) -> impl Iterator<Item = OsString> {
    path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some("..".into()),
        _ => None,
    })
}
