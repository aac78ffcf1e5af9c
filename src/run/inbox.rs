//! The one queue into which everything goes that happens outside of the state.
//! It must not know what any of it means.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::News;
use crate::bell::Bell;
use crate::error::{Error, Result};

/// As many things may wait as crossterm reads at once; then the sender waits. The queue makes room for all at the start.
const QUEUE: usize = 1024;

/// Where news are put.
#[derive(Clone)]
pub(crate) struct Outlet {
    sender: SyncSender<News>,
    bell: Arc<Bell>,
}

/// Where the loop takes them.
pub(super) struct Inbox {
    receiver: Receiver<News>,
    /// What happened while a file was read, before all else.
    pub(super) held: VecDeque<News>,
    /// Rung for each of the news.
    pub(super) bell: Arc<Bell>,
}

/// A new queue.
pub(super) fn inbox() -> Result<(Outlet, Inbox)> {
    let bell = Bell::new().map_err(|error| {
        Error::new("make the program's queue", error, "close other programs, then try again")
    })?;
    let (bell, (sender, receiver)) = (Arc::new(bell), sync_channel(QUEUE));
    Ok((Outlet { sender, bell: Arc::clone(&bell) }, Inbox { receiver, held: VecDeque::new(), bell }))
}

impl Outlet {
    /// Puts news in, waiting while there is no room; false when nobody takes them any more.
    pub(super) fn send(&self, news: News) -> bool {
        let is_sent = self.sender.send(news).is_ok();
        self.bell.ring();
        is_sent
    }

    /// Puts news in where there is room; whether there was.
    pub(super) fn try_send(&self, news: News) -> bool {
        let is_sent = self.sender.try_send(news).is_ok();
        self.bell.ring();
        is_sent
    }
}

impl Inbox {
    /// What waits for longest, if anything does.
    pub(super) fn take(&mut self) -> Option<News> {
        self.held.pop_front().or_else(|| self.newer())
    }

    /// The same without what was held back.
    pub(super) fn newer(&self) -> Option<News> {
        self.receiver.try_recv().ok()
    }
}
