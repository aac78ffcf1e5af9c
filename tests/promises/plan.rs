//! What a row of the table is, how large its cases are, and how many of them run at a time.
//! It must not know what is tested.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One promise, and what shows it.
pub struct Row {
    pub name: &'static str,
    pub promise: &'static str,
    pub test: &'static str,
    /// What is promised of the full form.
    pub figure: &'static str,
    pub run: fn(&Plan) -> Verdict,
}

/// How much is run.
pub struct Plan {
    pub full: bool,
    pub seed: u64,
    /// The one case that is tried all the time, to find out why it failed.
    pub case: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Holds,
    Broken,
    /// The machine does not allow it.
    Skipped,
    /// Another test program shows it.
    Elsewhere,
    Waiting,
}

/// What a row came to.
#[derive(Debug)]
pub struct Verdict {
    pub outcome: Outcome,
    pub measured: String,
    /// Each case that failed, with what repeats it.
    pub faults: Vec<String>,
}

impl Verdict {
    /// Holds where no case failed.
    pub fn of(measured: impl Into<String>, faults: Vec<String>) -> Self {
        let outcome = if faults.is_empty() { Outcome::Holds } else { Outcome::Broken };
        Self { outcome, measured: measured.into(), faults }
    }

    pub fn broken(measured: impl Into<String>, faults: Vec<String>) -> Self {
        Self { outcome: Outcome::Broken, measured: measured.into(), faults }
    }

    pub fn skipped(why: impl Into<String>) -> Self {
        Self { outcome: Outcome::Skipped, measured: why.into(), faults: Vec::new() }
    }
}

/// How many cases run at a time where their time does not matter: they mostly wait for the disk or for each other.
const WORKERS: usize = 3;

impl Plan {
    /// How many cases there are.
    pub fn count(&self, short: usize, full: usize) -> usize {
        if self.full { full } else { short }
    }

    /// Runs cases several at a time: what those that went well found, and what the others say, with their numbers.
    pub fn each<T: Send>(
        &self,
        count: usize,
        case: impl Fn(u64) -> Result<T, String> + Sync,
    ) -> (Vec<T>, Vec<String>) {
        self.each_on(WORKERS, count, case)
    }

    /// The same on so many threads.
    pub fn each_on<T: Send>(
        &self,
        workers: usize,
        count: usize,
        case: impl Fn(u64) -> Result<T, String> + Sync,
    ) -> (Vec<T>, Vec<String>) {
        let (next, found, faults) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Mutex::new(Vec::new()));
        let work = || {
            loop {
                let number = next.fetch_add(1, Ordering::SeqCst);
                if number >= count {
                    return;
                }
                let seed = self.case.unwrap_or(self.seed * 1_000_000 + number as u64);
                match attempt(|| case(seed)) {
                    Ok(value) => found.lock().unwrap().push(value),
                    Err(words) => faults.lock().unwrap().push(format!("case {seed}: {words}")),
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(work);
            }
        });
        (found.into_inner().unwrap(), faults.into_inner().unwrap())
    }
}

/// What a case comes to, a panic being one way to fail.
pub fn attempt<T>(case: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(case)).unwrap_or_else(|panic| Err(words_of(panic.as_ref())))
}

/// What a panic said.
pub fn words_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without words").to_owned()
}
