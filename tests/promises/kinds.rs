//! Files of every kind: links, modes, owners and attributes stay; what is no regular file is refused and not touched.
//! It must not know how a file is written.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::fs::{XattrFlags, getxattr, setxattr};

use super::plan::{Plan, Row, Verdict};
use super::scene::{BOARD, PROGRAM, Scene, print_arguments, state, told, wait};

pub const ROWS: &[Row] = &[
    Row {
        name: "links",
        promise: "links, modes, owners",
        test: "symlink, chain of 5, relative link, link into another folder, hard links × modes, owner, attributes, access list",
        figure: "kept as they were, or refused with a reason",
        run: links,
    },
    Row {
        name: "read-only-folder",
        promise: "links, modes, owners",
        test: "a writable file in a folder that this person cannot write",
        figure: "saved, nothing beside it",
        run: read_only_folder,
    },
    Row {
        name: "special",
        promise: "links, modes, owners",
        test: "FIFO, device, folder, link to each, link in a circle, dangling link; a FIFO in the place of an open board",
        figure: "refused with a reason, 0 touched, none waited for",
        run: special,
    },
];

const EDIT: &str = "+aanother<CR><Esc>";

/// How the path leads to the file.
type Lead = (&'static str, fn(&Scene));
/// What the file is like.
type Look = (&'static str, fn(&Path));

const LEADS: &[Lead] = &[
    ("plain", |_| ()),
    ("symlink", |scene| {
        let real = moved(scene, "real.yaml");
        symlink(real, &scene.board).unwrap();
    }),
    ("relative link", |scene| {
        moved(scene, "real.yaml");
        symlink("../boards/./real.yaml", &scene.board).unwrap();
    }),
    ("chain of 5", |scene| {
        moved(scene, "real.yaml");
        let names = ["real.yaml", "1", "2", "3", "4"];
        for pair in names.windows(2) {
            symlink(pair[0], scene.beside(pair[1])).unwrap();
        }
        symlink("4", &scene.board).unwrap();
    }),
    ("link into another folder", |scene| {
        let other = scene.root.path().join("other");
        fs::create_dir(&other).unwrap();
        fs::rename(&scene.board, other.join("real.yaml")).unwrap();
        symlink("../other/real.yaml", &scene.board).unwrap();
    }),
    ("hard link", |scene| fs::hard_link(&scene.board, scene.beside("second.yaml")).unwrap()),
];

const LOOKS: &[Look] = &[
    ("mode 600", |path| mode(path, 0o600)),
    ("mode 664", |path| mode(path, 0o664)),
    ("mode 2755", |path| mode(path, 0o2755)),
    ("owner", |path| {
        if rustix::process::geteuid().is_root() {
            chown(path, Some(12_345), Some(54_321)).unwrap();
        }
    }),
    ("attributes", |path| attribute(path, "user.from", b"a colleague")),
    ("access list", |path| attribute(path, ACCESS, &access_list())),
];

const ACCESS: &str = "system.posix_acl_access";

fn moved(scene: &Scene, name: &str) -> PathBuf {
    let real = scene.beside(name);
    fs::rename(&scene.board, &real).unwrap();
    real
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn attribute(path: &Path, name: &str, value: &[u8]) {
    match setxattr(path, name, value, XattrFlags::empty()) {
        // Where the file system has no such attributes there are none to keep.
        Ok(()) | Err(rustix::io::Errno::NOTSUP) => {}
        Err(error) => panic!("{name}: {error}"),
    }
}

/// `user::rw- user:1234:rwx group::r-- mask::rwx other::r--`, as the kernel takes it.
fn access_list() -> Vec<u8> {
    let nobody = u32::MAX;
    let entries: [(u16, u16, u32); 5] =
        [(1, 6, nobody), (2, 7, 1234), (4, 4, nobody), (16, 7, nobody), (32, 4, nobody)];
    let mut bytes = 2u32.to_le_bytes().to_vec();
    for (tag, permissions, who) in entries {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(permissions.to_le_bytes());
        bytes.extend(who.to_le_bytes());
    }
    bytes
}

/// All that is to stay, of every name in the scene: links by where they lead, files by what they are like.
fn picture(scene: &Scene) -> BTreeMap<PathBuf, String> {
    let mut picture = BTreeMap::new();
    for folder in ["boards", "other"] {
        let Ok(entries) = fs::read_dir(scene.root.path().join(folder)) else { continue };
        let paths = entries.map(|entry| entry.unwrap().path());
        // An open board that is edited has its lock beside it.
        for path in paths.filter(|path| path.extension() != Some("lock".as_ref())) {
            let target = fs::read_link(&path).map(|target| format!("-> {}", target.display()));
            let told = target.unwrap_or_else(|_| likeness(&path));
            picture.insert(path, told);
        }
    }
    picture
}

/// Mode, owner, names, attributes and access list of a file.
fn likeness(path: &Path) -> String {
    let meta = fs::symlink_metadata(path).unwrap();
    let of = |name: &str| {
        let mut value = [0; 256];
        getxattr(path, name, &mut value).ok().map(|length| value[..length].to_vec())
    };
    let own = (meta.uid(), meta.gid(), meta.nlink());
    format!("{:o} {own:?} {:?} {:?}", meta.mode(), of("user.from"), of(ACCESS))
}

fn links(plan: &Plan) -> Verdict {
    let count = LEADS.len() * LOOKS.len();
    let (done, faults) = plan.each(count, |seed| {
        let number = (seed % 1_000_000) as usize;
        let ((lead, make), (look, dress)) = (LEADS[number / LOOKS.len()], LOOKS[number % LOOKS.len()]);
        let scene = Scene::new();
        dress(&scene.board);
        make(&scene);
        let before = picture(&scene);
        let output = scene.print(EDIT);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let told_why = !output.status.success() && said.contains("NOT SAVED");
        let text = scene.text();
        if picture(&scene) != before {
            return Err(format!("{lead}, {look}: {before:?} became {:?}", picture(&scene)));
        }
        let is_saved = text.contains("another") && told(&text).is_ok();
        if is_saved || told_why && text == BOARD {
            Ok(is_saved)
        } else {
            Err(format!("{lead}, {look}: {said}\n{text}"))
        }
    });
    let saved = done.iter().filter(|saved| **saved).count();
    Verdict::of(format!("{} of {count} kept as they were, {saved} of them saved", done.len()), faults)
}

fn read_only_folder(_: &Plan) -> Verdict {
    const NOBODY: u32 = 65_534;
    let scene = Scene::new();
    let home = scene.root.path().join("home");
    fs::create_dir(&home).unwrap();
    let arguments = print_arguments(scene.board.to_str().unwrap(), EDIT);
    let mut command;
    if rustix::process::geteuid().is_root() {
        // Nothing is forbidden to root; somebody else needs the program where they can reach it.
        let program = scene.root.path().join("stratboard");
        fs::copy(PROGRAM, &program).unwrap();
        for path in [scene.root.path(), &home, &scene.board] {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        command = scene.command("setpriv");
        let who = NOBODY.to_string();
        command.args(["--reuid", &who, "--regid", &who, "--clear-groups"]).arg(program);
    } else {
        command = scene.command(PROGRAM);
    }
    mode(scene.folder(), 0o555);
    let before = picture(&scene);
    let output = command.args(arguments).output();
    mode(scene.folder(), 0o755);
    let output = match output {
        Ok(output) => output,
        Err(error) => return Verdict::skipped(format!("nobody else can be asked here ({error})")),
    };
    let is_kept = output.status.success() && picture(&scene) == before && scene.text().contains("another");
    let fault = (!is_kept).then(|| format!("{output:?}\n{:?}\n{}", picture(&scene), scene.text()));
    Verdict::of(if is_kept { "saved, nothing beside it" } else { "not so" }, fault.into_iter().collect())
}

/// What is no regular file, made at the board's path.
const SPECIALS: &[Lead] = &[
    ("FIFO", |scene| make_fifo(&scene.board)),
    ("link to a FIFO", |scene| {
        make_fifo(&scene.beside("pipe"));
        symlink("pipe", &scene.board).unwrap();
    }),
    ("link to a device", |scene| symlink("/dev/zero", &scene.board).unwrap()),
    ("link to a terminal", |scene| symlink("/dev/tty", &scene.board).unwrap()),
    ("link to an empty folder", |scene| {
        fs::create_dir(scene.beside("folder")).unwrap();
        symlink("folder", &scene.board).unwrap();
    }),
    ("link in a circle", |scene| {
        symlink("team.yaml", scene.beside("back")).unwrap();
        symlink("back", &scene.board).unwrap();
    }),
    ("dangling link", |scene| symlink("nowhere.yaml", &scene.board).unwrap()),
];

fn make_fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn special(plan: &Plan) -> Verdict {
    let commands: [&[&str]; 4] =
        [&["open", "--print", "text", "--keys", EDIT], &["check"], &["show"], &["list"]];
    let count = SPECIALS.len() * commands.len();
    let (done, mut faults) = plan.each(count, |seed| {
        let number = (seed % 1_000_000) as usize;
        let ((name, make), arguments) =
            (SPECIALS[number / commands.len()], commands[number % commands.len()]);
        let scene = Scene::new();
        fs::remove_file(&scene.board).unwrap();
        make(&scene);
        let before = picture(&scene);
        let start = Instant::now();
        let mut command = scene.command("timeout");
        command.args(["--signal=KILL", "10", PROGRAM]).args(arguments).arg(&scene.board);
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let is_quick = start.elapsed() < Duration::from_secs(2);
        // A folder may be looked into.
        let is_told = !output.status.success() && !said.trim().is_empty() || name.contains("folder");
        if is_quick && is_told && picture(&scene) == before && !said.contains("panicked") {
            return Ok(());
        }
        Err(format!("{name}, {arguments:?}: {output:?}\n{:?}", picture(&scene)))
    });
    faults.extend(fifo_in_an_open_boards_place().err());
    Verdict::of(
        format!("{} of {count} refused with a reason, {} touched or waited for", done.len(), faults.len()),
        faults,
    )
}

fn fifo_in_an_open_boards_place() -> Result<(), String> {
    let scene = Scene::new();
    let mut pty = scene.open();
    fs::remove_file(&scene.board).unwrap();
    make_fifo(&scene.board);
    let before = picture(&scene);
    pty.keys(EDIT);
    let is_told = wait(&mut pty, Duration::from_secs(5), |screen| state(screen).contains("NOT SAVED"));
    if is_told.is_none() || picture(&scene) != before {
        return Err(format!("a FIFO in an open board's place: {:?}\n{}", picture(&scene), pty.screen()));
    }
    for _ in 0..5 {
        let _ = pty.try_keys("q");
        pty.settle(Duration::from_millis(200));
    }
    pty.wait_exit();
    Ok(())
}
