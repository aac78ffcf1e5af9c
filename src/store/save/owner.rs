//! Whose a temporary file is, by its name: `.NAME.<process>.<16 hexadecimal digits>.tmp`, the first 8 of them for the
//! machine as it runs now and its room of process numbers, the others by chance.
//!
//! It must not know what is in the file, nor when it may go.

use crate::store::fingerprint::Fingerprint;
use crate::store::fs::{Fs, RealFs};
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use std::collections::hash_map::RandomState;
use std::ffi::{OsStr, OsString};
use std::hash::{BuildHasher, Hasher};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::OnceLock;

/// File systems allow 255 bytes; what stands around the name needs at most 33.
const LONGEST_NAME: usize = 220;

/// A process, by the name of a temporary file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) struct Owner {
    /// Its number; `None` in names of the first versions, which did not say.
    process: Option<i32>,
    /// The machine as it runs now, and the room in which the number counts; `None` where it cannot be told.
    realm: Option<u32>,
}

/// What is known of an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Whose {
    /// A process that ran here and is gone.
    Dead,
    /// A process that lives here, this one among them; or another one that has its number by now.
    Living,
    /// A process of another machine, another container, or from before the last start of this machine.
    Elsewhere,
    /// The name does not say.
    Unknown,
}

impl Owner {
    /// This process.
    pub(in crate::store) fn us() -> Self {
        Self { process: i32::try_from(std::process::id()).ok(), realm: our_realm() }
    }

    /// A name for a temporary file of that target.
    pub(in crate::store) fn temp_name(self, target: &OsStr) -> OsString {
        // The standard library's hash keys come from the system's random source.
        let random = RandomState::new().build_hasher().finish();
        let unique = self.realm.map_or(random, |realm| u64::from(realm) << 32 | random & 0xffff_ffff);
        let mut name = OsString::from(".");
        name.push(short(target));
        name.push(format!(".{}.{unique:016x}.tmp", self.process.unwrap_or(0)));
        name
    }

    /// The owner of a file of that name, where it is the name of a temporary file of that target.
    pub(in crate::store) fn of_temp(name: &OsStr, target: &OsStr) -> Option<Self> {
        let inside = name.as_encoded_bytes().strip_prefix(b".")?;
        let inside = inside.strip_prefix(short(target).as_encoded_bytes())?.strip_prefix(b".")?;
        let inside = std::str::from_utf8(inside.strip_suffix(b".tmp")?).ok()?;
        let (process, unique) = match inside.split_once('.') {
            Some((process, unique)) if process.bytes().all(|byte| byte.is_ascii_digit()) => {
                (Some(process.parse().ok()?), unique)
            }
            Some(_) => return None,
            None => (None, inside),
        };
        let is_unique = unique.len() == 16 && unique.bytes().all(|byte| byte.is_ascii_hexdigit());
        let realm = u32::from_str_radix(unique.get(..8)?, 16).ok();
        is_unique.then_some(Self { process, realm })
    }

    /// What is known of it.
    pub(in crate::store) fn whose(self) -> Whose {
        let Some(process) = self.process else { return Whose::Unknown };
        if self.realm.is_none() || self.realm != our_realm() {
            return Whose::Elsewhere;
        }
        if is_alive(process) { Whose::Living } else { Whose::Dead }
    }
}

fn short(target: &OsStr) -> &OsStr {
    if target.len() > LONGEST_NAME { OsStr::new("stratboard") } else { target }
}

/// Numbers of processes mean something within one start of one machine, and there within one namespace (containers
/// count their own). Asked of the kernel once: it does not change while the process runs.
fn our_realm() -> Option<u32> {
    static REALM: OnceLock<Option<u32>> = OnceLock::new();
    *REALM.get_or_init(|| {
        let mut start = RealFs.open(Path::new("/proc/sys/kernel/random/boot_id")).ok()?.read(256).ok()?;
        start.extend(RealFs.read_link(Path::new("/proc/self/ns/pid")).ok()?.as_os_str().as_bytes());
        let hash = Fingerprint::of(&start).to_string();
        u32::from_str_radix(&hash[..8], 16).ok()
    })
}

/// Whether a process of that number lives here, be it somebody else's. One that was killed and that its parent has not
/// asked about yet does not: in containers without an init they stay for good.
fn is_alive(process: i32) -> bool {
    let Some(known) = Pid::from_raw(process) else { return false };
    let is_there = !matches!(test_kill_process(known), Err(Errno::SRCH));
    is_there && !is_zombie(process)
}

/// Whether the kernel says so: the letter behind the name in brackets (`proc_pid_stat(5)`).
fn is_zombie(process: i32) -> bool {
    let stat = RealFs.open(Path::new(&format!("/proc/{process}/stat"))).and_then(|mut file| file.read(4096));
    let Ok(stat) = stat else { return false };
    let stat = String::from_utf8_lossy(&stat);
    stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with(['Z', 'X']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number that no process has: above the largest that Linux gives.
    const NOBODY: i32 = 99_999_999;

    fn read(name: &OsStr) -> Option<Whose> {
        Owner::of_temp(name, OsStr::new("a.yaml")).map(Owner::whose)
    }

    #[test]
    fn a_name_says_whose_it_is() {
        let target = OsStr::new("a.yaml");
        assert_eq!(read(&Owner::us().temp_name(target)), Some(Whose::Living));
        if our_realm().is_some() {
            let dead = Owner { process: Some(NOBODY), ..Owner::us() };
            assert_eq!(read(&dead.temp_name(target)), Some(Whose::Dead));
        }
        let elsewhere = Owner { realm: our_realm().map(|realm| realm ^ 1), ..Owner::us() };
        assert_eq!(read(&elsewhere.temp_name(target)), Some(Whose::Elsewhere));
        assert_eq!(read(OsStr::new(".a.yaml.0123456789abcdef.tmp")), Some(Whose::Unknown));
        assert_ne!(Owner::us().temp_name(target), Owner::us().temp_name(target));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_killed_process_is_dead_before_its_parent_asks() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let process = i32::try_from(child.id()).unwrap();
        assert!(is_alive(process));
        child.kill().unwrap();
        while is_alive(process) {
            std::thread::yield_now();
        }
        child.wait().unwrap();
    }

    #[test]
    fn other_names_are_nobodys() {
        for name in [
            ".a.yaml.swp",
            ".a.yaml.lock",
            ".a.yaml.tmp",
            ".a.yaml.0123.tmp",
            ".b.yaml.0123456789abcdef.tmp",
            ".a.yaml.x.0123456789abcdef.tmp",
            ".a.yaml.+1.0123456789abcdef.tmp",
            ".a.yaml.1.0123456789abcdeg.tmp",
            ".a.yaml.1.äöüäöüäö.tmp",
        ] {
            assert_eq!(read(OsStr::new(name)), None, "{name}");
        }
    }
}
