//! strace: which calls a run makes on its own files, and making one of them fail.
//! It must not know what the run is for.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// What may be made to fail; what a kernel does not have is left out by strace itself.
const CALLS: &str = "openat,openat2,open,creat,read,pread64,write,writev,pwrite64,fsync,fdatasync,sync_file_range,\
    renameat2,renameat,rename,linkat,unlinkat,unlink,mkdirat,mkdir,fchmod,fchmodat,chmod,fchown,fchownat,flock,fcntl,\
    fallocate,ftruncate,lseek,statx,newfstatat,fstat,lstat,getdents64,faccessat,faccessat2,readlink,readlinkat,\
    flistxattr,fgetxattr,fsetxattr";

/// A call of a run: which one, and the how many-th of its thread.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    pub call: String,
    pub number: usize,
}

/// Why calls cannot be made to fail here.
pub fn refused() -> Option<String> {
    let injection = "inject=getppid:error=EIO:when=1";
    let tried = Command::new("strace")
        .args(["-f", "-o", "/dev/null", "-e", "trace=getppid", "-e", injection, "true"])
        .stdin(Stdio::null())
        .output();
    match tried {
        Err(error) => Some(format!("no strace here ({error})")),
        Ok(output) if output.status.success() => None,
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            Some(format!("strace may not trace here ({})", said.lines().next().unwrap_or_default()))
        }
    }
}

/// The command before a program that writes its calls to a file.
pub fn recorder(log: &Path) -> Vec<String> {
    tracer(log, &[format!("trace={CALLS}")])
}

/// The command before a program that makes one call fail.
pub fn injector(log: &Path, call: &str, injection: &str) -> Vec<String> {
    tracer(log, &[format!("trace={call}"), injection.to_owned()])
}

fn tracer(log: &Path, expressions: &[String]) -> Vec<String> {
    let mut words = ["strace", "-f", "-y", "-o"].map(str::to_owned).to_vec();
    words.push(log.to_string_lossy().into_owned());
    for expression in expressions {
        words.extend(["-e".to_owned(), expression.clone()]);
    }
    words
}

/// The calls in a record that concern files in a folder.
pub fn targets(log: &Path, folder: &Path) -> Vec<Target> {
    let folder = folder.to_string_lossy().into_owned();
    let mut counts: HashMap<(String, String), usize> = HashMap::new();
    let mut targets = BTreeSet::new();
    for line in fs::read_to_string(log).unwrap().lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((call, arguments)) = rest.trim_start().split_once('(') else { continue };
        if !call.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
        {
            continue;
        }
        let number = counts.entry((thread.to_owned(), call.to_owned())).or_default();
        *number += 1;
        if arguments.contains(&folder) {
            targets.insert(Target { call: call.to_owned(), number: *number });
        }
    }
    targets.into_iter().collect()
}

/// Whether a call was made to fail.
pub fn was_injected(log: &Path) -> bool {
    fs::read_to_string(log).is_ok_and(|text| text.contains("(INJECTED)"))
}
