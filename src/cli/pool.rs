//! Many files at once: a few threads read them, answers come back in order, and a long wait shows how far it is.
//! It must not know what is done with a file.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::progress::Progress;

/// The most threads (the promises).
const THREADS: usize = 4;
/// Files that are worth a thread.
const FILES_A_THREAD: usize = 16;

/// Does `work` on every file; the answers stand in the order of the files.
pub(super) fn each<F: Sync, T: Send>(files: &[F], work: impl Fn(&F) -> T + Sync) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(THREADS).min(files.len() / FILES_A_THREAD);
    let progress = Progress::of_files(files.len());
    if threads < 2 {
        return files.iter().map(|file| counted(&progress, work(file))).collect();
    }
    let next = AtomicUsize::new(0);
    let mut answers = files.iter().map(|_| None).collect::<Vec<Option<T>>>();
    // Each thread keeps its answers to the end: to hand over every one would wake this thread as often.
    let all = || {
        let mine = std::iter::from_fn(|| take(files, &next));
        mine.map(|(index, file)| (index, counted(&progress, work(file)))).collect::<Vec<(usize, T)>>()
    };
    thread::scope(|scope| {
        let workers = (0..threads).map(|_| scope.spawn(all)).collect::<Vec<_>>();
        for worker in workers {
            match worker.join() {
                Ok(done) => done.into_iter().for_each(|(index, answer)| answers[index] = Some(answer)),
                Err(panic) => resume_unwind(panic),
            }
        }
    });
    answers.into_iter().flatten().collect()
}

/// Counts one file as done, and hands its answer on.
fn counted<T>(progress: &Progress, answer: T) -> T {
    progress.one_more();
    answer
}

fn take<'f, F>(files: &'f [F], next: &AtomicUsize) -> Option<(usize, &'f F)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    Some((index, files.get(index)?))
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
