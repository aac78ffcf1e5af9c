//! Many files at once: a few threads read them, answers come back in order, and a long wait shows how far it is.
//! It must not know what is done with a file.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::terminal::out;

/// The most threads (the promises).
const THREADS: usize = 4;
/// Files that are worth a thread.
const FILES_A_THREAD: usize = 16;
/// When progress begins to show, and how often it changes.
const PATIENCE: Duration = Duration::from_millis(500);
const REFRESH: Duration = Duration::from_millis(100);

/// Does `work` on every file; the answers stand in the order of the files.
pub(super) fn each<F: Sync, T: Send>(files: &[F], work: impl Fn(&F) -> T + Sync) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(THREADS).min(files.len() / FILES_A_THREAD);
    if threads < 2 {
        let mut progress = Progress::new(files.len());
        return files.iter().map(|file| progress.after(work(file))).collect();
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = channel();
    let mut answers = files.iter().map(|_| None).collect::<Vec<Option<T>>>();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while let Some((index, file)) = take(files, next) {
                    if sender.send((index, work(file))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut progress = Progress::new(files.len());
        for (index, answer) in receiver {
            answers[index] = Some(progress.after(answer));
        }
    });
    answers.into_iter().flatten().collect()
}

/// Does one long piece of work and shows which of its stages it is in; the work says when the next one begins.
pub(super) fn in_stages<T: Send>(stages: &[&str], work: impl FnOnce(&AtomicUsize) -> T + Send) -> T {
    let (stage, (sender, receiver)) = (AtomicUsize::new(0), channel());
    let begun = Instant::now();
    thread::scope(|scope| {
        let stage = &stage;
        let worker = scope.spawn(move || {
            let answer = work(stage);
            // Nobody waits any more where the receiver is gone.
            let _ = sender.send(());
            answer
        });
        while receiver.recv_timeout(REFRESH) == Err(RecvTimeoutError::Timeout) {
            if begun.elapsed() > PATIENCE {
                let at = stage.load(Ordering::Relaxed).min(stages.len() - 1);
                let bar = "#".repeat((at + 1) * 20 / (stages.len() + 1));
                let seconds = begun.elapsed().as_secs();
                out::progress(Some(&format!("[{bar:<20}] {} ({seconds} s)   ", stages[at])));
            }
        }
        if begun.elapsed() > PATIENCE {
            out::progress(None);
        }
        worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn take<'f, F>(files: &'f [F], next: &AtomicUsize) -> Option<(usize, &'f F)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    Some((index, files.get(index)?))
}

/// A line on the terminal that says how far the work is; it is gone when the work is done.
struct Progress {
    begun: Instant,
    shown: Option<Instant>,
    done: usize,
    all: usize,
}

impl Progress {
    fn new(all: usize) -> Self {
        Self { begun: Instant::now(), shown: None, done: 0, all }
    }

    /// Counts one file as done, and hands its answer on.
    fn after<T>(&mut self, answer: T) -> T {
        self.done += 1;
        let is_due = self.shown.map_or(self.begun.elapsed() > PATIENCE, |shown| shown.elapsed() > REFRESH);
        if is_due {
            let bar = "#".repeat(self.done * 20 / self.all.max(1));
            out::progress(Some(&format!("[{bar:<20}] {} of {} files", self.done, self.all)));
            self.shown = Some(Instant::now());
        }
        answer
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.is_some() {
            out::progress(None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_stand_in_the_order_of_the_files() {
        for count in [0, 1, 15, 200] {
            let files = (0..count).collect::<Vec<u32>>();
            assert_eq!(each(&files, |file| file * 2), files.iter().map(|file| file * 2).collect::<Vec<_>>());
        }
    }
}
