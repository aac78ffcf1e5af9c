//! A bell beside a queue: its thread sleeps for the queue, for signals, files and the clock at once, and a ring wakes it.
//!
//! It must not know what waits in the queue. Nobody who sleeps costs anything, and a thread that is awake is not rung.

use std::io::{self, PipeReader, PipeWriter, Read, Write, pipe};
use std::sync::atomic::{AtomicBool, Ordering, fence};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

/// How often it is tried to ring.
const TRIES: usize = 3;

/// Wakes the one thread that waits at it.
#[derive(Debug)]
pub struct Bell {
    /// Whether that thread sleeps, or is about to.
    sleeps: AtomicBool,
    clapper: PipeWriter,
    ear: PipeReader,
}

impl Bell {
    /// A bell that nobody waits at yet.
    ///
    /// # Errors
    /// The system gives no pipe.
    pub fn new() -> io::Result<Self> {
        let (ear, clapper) = pipe()?;
        Ok(Self { sleeps: AtomicBool::new(false), clapper, ear })
    }

    /// To be called after something was put into the queue. One ring of a burst costs a system call, and none does
    /// while the thread is at work.
    pub fn ring(&self) {
        // With the fence in `wait`: either what was put is seen there, or that it sleeps is seen here.
        fence(Ordering::SeqCst);
        if self.sleeps.swap(false, Ordering::SeqCst) {
            // Who sleeps is rung by nobody else: one failure must not leave it asleep.
            let ring = || (&self.clapper).write_all(&[0]).is_ok();
            let _is_heard = (0..TRIES).any(|_| ring());
        }
    }

    /// What `take` gives. Where that is nothing, sleeps until it gives something, one of `others` is ready or `until` has
    /// come, and then gives what there is. What `others` say is asked in each call, also where nothing has to be waited
    /// for, and stands in them afterwards.
    ///
    /// # Errors
    /// The system cannot wait, for lack of memory.
    pub fn wait<'a, T>(
        &'a self,
        mut take: impl FnMut() -> Option<T>,
        others: &mut Vec<PollFd<'a>>,
        until: Option<Instant>,
    ) -> io::Result<Option<T>> {
        let count = others.len();
        others.push(PollFd::new(&self.ear, PollFlags::IN));
        let mut thing = take();
        loop {
            if thing.is_none() {
                self.sleeps.store(true, Ordering::SeqCst);
                fence(Ordering::SeqCst);
                thing = take();
            }
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            let limit = if thing.is_some() { Some(Duration::ZERO) } else { left };
            let polled = poll(others, limit.and_then(|limit| Timespec::try_from(limit).ok()).as_ref());
            self.sleeps.store(false, Ordering::SeqCst);
            match polled {
                Ok(_) if !others[count].revents().is_empty() => drop((&self.ear).read(&mut [0; 16])?),
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            thing = thing.or_else(&mut take);
            let is_time = thing.is_some() || until.is_some_and(|until| Instant::now() >= until);
            if is_time || others[..count].iter().any(|other| !other.revents().is_empty()) {
                others.truncate(count);
                return Ok(thing);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    #[test]
    fn nothing_that_was_put_before_a_ring_is_slept_over() {
        let (bell, (sender, queue)) = (Arc::new(Bell::new().unwrap()), channel());
        let rung = Arc::clone(&bell);
        let ringing = std::thread::spawn(move || {
            for number in 0..20_000 {
                sender.send(number).unwrap();
                rung.ring();
                if number % 3 == 0 {
                    std::thread::yield_now();
                }
            }
        });
        for number in 0..20_000 {
            let late = Instant::now() + Duration::from_secs(20);
            let taken = bell.wait(|| queue.try_recv().ok(), &mut Vec::new(), Some(late)).unwrap();
            assert_eq!(taken, Some(number));
        }
        ringing.join().unwrap();
    }

    #[test]
    fn it_wakes_for_the_others_and_for_the_time_and_asks_the_others_always() {
        let (bell, (reader, mut writer)) = (Bell::new().unwrap(), pipe().unwrap());
        let wait = |thing: Option<u8>, until| {
            let mut others = vec![PollFd::new(&reader, PollFlags::IN)];
            let taken = bell.wait(|| thing, &mut others, until).unwrap();
            assert_eq!(others.len(), 1);
            (taken, others[0].revents() == PollFlags::IN)
        };
        let begun = Instant::now();
        assert_eq!(wait(None, Some(begun + Duration::from_millis(30))), (None, false));
        assert!(begun.elapsed() >= Duration::from_millis(30));
        assert_eq!(wait(Some(1), None), (Some(1), false));
        writer.write_all(b"x").unwrap();
        assert_eq!(wait(None, None), (None, true));
        assert_eq!(wait(Some(1), None), (Some(1), true));
    }

    #[test]
    fn who_is_awake_is_not_rung() {
        let bell = Bell::new().unwrap();
        bell.ring();
        bell.ring();
        let soon = Instant::now() + Duration::from_millis(20);
        let mut asked = 0;
        let taken = bell.wait(
            || {
                asked += 1;
                None::<()>
            },
            &mut Vec::new(),
            Some(soon),
        );
        assert_eq!((taken.unwrap(), asked), (None, 3), "before and after it fell asleep, and at the end");
    }
}
