//! What may be left of a tree when the power goes: everything that was synced, and any part of the rest that the disk
//! in question could have written by then.
//!
//! It must not know who asked for the operations.

use super::dice::Dice;
use super::log::{Node, Op};
use super::tree::{Body, Rights, Tree};
use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;

/// How the running ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The process dies; whatever it has done is seen by the next one, but is no more durable than before.
    Kill,
    /// The power goes, on a journaling file system like ext4 in its usual mode: entries become durable in their order,
    /// with each sync of anything, and a file never grows over what was not written.
    Ordered,
    /// The power goes, on a disk of which only what POSIX promises is true: entries of a folder become durable in any
    /// order (but those of one name in theirs), a file's length before its bytes, its blocks in any order.
    Hostile,
}

/// A tree that may be left after these operations on that durable one.
pub(super) fn power_cut(base: &Tree, log: &[Op], end: End, dice: &mut Dice) -> Tree {
    let is_ordered = end == End::Ordered;
    let left = if is_ordered { ordered_entries(log, dice) } else { hostile_entries(log, dice) };
    let mut tree = base.clone();
    for (op, _) in log.iter().zip(left).filter(|(_, is_left)| *is_left) {
        tree.apply(op);
    }
    // Atomic units of disks have 512 bytes or more, but boards in tests are short.
    let block = *dice.pick(&[1, 4, 16, 64, 512, 4096]);
    for (node, history) in histories(base, log, block) {
        if let Some(inode) = tree.nodes.get_mut(&node) {
            inode.rights = dice.pick(&history.rights).clone();
            if let Body::File(bytes) = &mut inode.body {
                *bytes = history.content(is_ordered, dice);
            }
        }
    }
    tree
}

/// Which operations on entries are left: all up to the last sync of anything, and those up to some later moment.
fn ordered_entries(log: &[Op], dice: &mut Dice) -> Vec<bool> {
    let is_sync = |op: &Op| matches!(op, Op::SyncFile(_) | Op::SyncData(_) | Op::SyncFolder(_));
    let synced = log.iter().rposition(is_sync).unwrap_or(0);
    let end = synced + dice.below(log.len() - synced + 1);
    log.iter().enumerate().map(|(at, op)| op.entries().is_some() && at < end).collect()
}

/// Which operations on entries are left: all that a sync of their folder followed, and of the others any whose names
/// no lost one had touched.
fn hostile_entries(log: &[Op], dice: &mut Dice) -> Vec<bool> {
    let mut synced = HashSet::new();
    let mut is_durable = vec![false; log.len()];
    for (at, op) in log.iter().enumerate().rev() {
        match op {
            Op::SyncFolder(folder) => drop(synced.insert(*folder)),
            _ => is_durable[at] = op.entries().is_some_and(|(folder, _)| synced.contains(&folder)),
        }
    }
    // As of the others one in so many is lost: none, all, half of them, a few.
    let lost_in = *dice.pick(&[usize::MAX, 1, 2, 8]);
    let mut lost: HashSet<(Node, &OsStr)> = HashSet::new();
    for (at, op) in log.iter().enumerate() {
        let Some((folder, names)) = op.entries() else { continue };
        let relies = names.iter().any(|name| lost.contains(&(folder, *name)));
        if !is_durable[at] && (relies || dice.once_in(lost_in)) {
            lost.extend(names.into_iter().map(|name| (folder, name)));
        } else {
            is_durable[at] = true;
        }
    }
    is_durable
}

/// What a file held since it was last durable.
struct History {
    /// Each content, the oldest first; the last one is what programs see.
    contents: Vec<Vec<u8>>,
    /// The content whose length is durable, and whose blocks are, but for those in `older`.
    durable: usize,
    /// Blocks that a failed sync left as they were at an earlier content, until they are written again and synced.
    older: BTreeMap<usize, Older>,
    /// The rights since they were last durable.
    rights: Vec<Rights>,
    block: usize,
}

struct Older {
    durable: usize,
    /// The kernel takes it for written.
    is_forgotten: bool,
}

/// What each file held; folders and links have rights only.
fn histories(base: &Tree, log: &[Op], block: usize) -> BTreeMap<Node, History> {
    let mut tree = base.clone();
    let mut histories = BTreeMap::new();
    for op in log {
        let node = match op {
            Op::Make { node, .. }
            | Op::Write { node, .. }
            | Op::Cut { node, .. }
            | Op::Mode { node, .. }
            | Op::Owner { node, .. }
            | Op::Attribute { node, .. }
            | Op::SyncFile(node)
            | Op::SyncData(node)
            | Op::FailedSync(node) => *node,
            _ => continue,
        };
        if matches!(op, Op::Make { .. }) {
            tree.apply(op);
        }
        let Some(inode) = tree.nodes.get(&node) else { continue };
        let content = if let Body::File(bytes) = &inode.body { bytes.clone() } else { Vec::new() };
        let rights = vec![inode.rights.clone()];
        let first = || History { contents: vec![content], durable: 0, older: BTreeMap::new(), rights, block };
        histories.entry(node).or_insert_with(first).take(op);
    }
    histories
}

impl History {
    fn take(&mut self, op: &Op) {
        let last = self.contents.len() - 1;
        match op {
            Op::Write { at, bytes, .. } => {
                for block in at / self.block..(at + bytes.len()).div_ceil(self.block) {
                    self.older.entry(block).and_modify(|older| older.is_forgotten = false);
                }
                self.change(op);
            }
            Op::Cut { .. } => self.change(op),
            Op::Mode { .. } | Op::Owner { .. } | Op::Attribute { .. } => {
                let mut rights = self.rights[self.rights.len() - 1].clone();
                rights.apply(op);
                self.rights.push(rights);
            }
            Op::FailedSync(_) if self.durable < last => {
                for block in 0..self.contents[last].len().div_ceil(self.block) {
                    let older = Older { durable: self.durable, is_forgotten: true };
                    self.older.entry(block).or_insert(older).is_forgotten = true;
                }
            }
            Op::SyncFile(_) | Op::SyncData(_) => {
                self.older.retain(|_, older| older.is_forgotten);
                self.durable = last;
                if self.older.is_empty() {
                    self.contents.drain(..last);
                    self.durable = 0;
                }
                if matches!(op, Op::SyncFile(_)) {
                    self.rights.drain(..self.rights.len() - 1);
                }
            }
            _ => {}
        }
    }

    fn change(&mut self, op: &Op) {
        let mut content = self.contents[self.contents.len() - 1].clone();
        op.write_to(&mut content);
        self.contents.push(content);
    }

    /// A content that may be left.
    fn content(&self, is_ordered: bool, dice: &mut Dice) -> Vec<u8> {
        let last = self.contents.len() - 1;
        // Nothing that was not synced, all of it, or any part.
        let style = dice.below(4);
        let mut some = |from: usize| match style {
            0 => from,
            1 => last,
            _ => from + dice.below(last + 1 - from),
        };
        let length_of = some(self.durable);
        let length = self.contents[length_of].len();
        let mut left = vec![0; length];
        for block in 0..length.div_ceil(self.block) {
            let (start, end) = (block * self.block, ((block + 1) * self.block).min(length));
            let mut from = self.older.get(&block).map_or(self.durable, |older| older.durable);
            if is_ordered && end > self.contents[self.durable].len() {
                from = from.max(length_of);
            }
            let content = &self.contents[some(from)];
            let written = content.get(start..content.len().min(end)).unwrap_or_default();
            left[start..start + written.len()].copy_from_slice(written);
        }
        left
    }
}
