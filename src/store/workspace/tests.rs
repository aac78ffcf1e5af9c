//! Workspaces on disk: what counts as a board, and what PATH means.

use super::*;
use crate::store::RealFs;
use crate::store::fs::scripted::Scripted;
use std::fs as disk;
use std::os::unix::fs::symlink;
use tempfile::{TempDir, tempdir};

/// A folder with these files, each looking like a board.
fn tree(files: &[&str]) -> TempDir {
    let root = tempdir().unwrap();
    for file in files {
        let path = root.path().join(file);
        disk::create_dir_all(path.parent().unwrap()).unwrap();
        disk::write(path, "title: A\nsheets:\n").unwrap();
    }
    root
}

/// The boards as `name: file file`, paths relative to the folder.
fn boards(folder: &Path) -> Vec<String> {
    let workspace = discover(&RealFs, folder).unwrap();
    let line = |board: &BoardFiles| {
        let files: Vec<_> =
            board.files.iter().map(|file| file.strip_prefix(folder).unwrap().display().to_string()).collect();
        format!("{}: {}", board.name, files.join(" "))
    };
    workspace.boards.iter().map(line).collect()
}

/// The file that PATH opens, relative to the root.
fn opens(root: &TempDir, path: Option<&str>) -> Option<String> {
    let target = resolve(&RealFs, path.map(Path::new), root.path()).unwrap();
    let file = target.file(&RealFs, None)?.strip_prefix(root.path()).unwrap();
    Some(file.display().to_string())
}

#[test]
fn folders_and_files_at_the_top_are_boards_by_name() {
    let root = tree(&[
        "team/2025-Q2.yaml",
        "team/2025.yml",
        "team/2024-Q4.yaml",
        "team/notes.yaml",
        "Solo.yaml",
        "alpha/one.yaml",
        "deep/er/2025.yaml",
        ".hidden.yaml",
        ".git/2025.yaml",
        "team/.2026.yaml.0123.tmp",
        "readme.md",
    ]);
    let expected = [
        "alpha: alpha/one.yaml",
        "Solo: Solo.yaml",
        "team: team/notes.yaml team/2024-Q4.yaml team/2025.yml team/2025-Q2.yaml",
    ];
    assert_eq!(boards(root.path()), expected);
}

#[test]
fn a_folder_of_periods_is_one_board_named_after_it() {
    let root = tree(&["team/2025-Q1.yaml", "team/2025-Q2.yaml", "team/notes.yaml"]);
    assert_eq!(boards(&root.path().join("team")), ["team: notes.yaml 2025-Q1.yaml 2025-Q2.yaml"]);
    let dotted = root.path().join("team/../team/.");
    assert_eq!(discover(&RealFs, &dotted).unwrap().boards[0].name, "team");
}

#[test]
fn a_folder_with_board_folders_in_it_is_a_workspace_whatever_its_files_are_called() {
    let root = tree(&["2025.yaml", "team/2025.yaml"]);
    assert_eq!(boards(root.path()), ["2025: 2025.yaml", "team: team/2025.yaml"]);
    assert!(!is_board_folder(&RealFs, root.path()));
}

#[test]
fn links_count_as_what_they_lead_to() {
    let root = tree(&["boards/real/2025.yaml", "elsewhere/far.yaml"]);
    let link = |target: &str, name: &str| symlink(target, root.path().join("boards").join(name)).unwrap();
    link("../elsewhere", "linked");
    link("../elsewhere/far.yaml", "near.yaml");
    link("nowhere", "dangling.yaml");
    let expected = ["linked: linked/far.yaml", "near: near.yaml", "real: real/2025.yaml"];
    assert_eq!(boards(&root.path().join("boards")), expected);
}

#[test]
fn a_folder_that_cannot_be_read_is_named_and_the_others_stay() {
    let root = tree(&["a/2025.yaml", "b/2025.yaml"]);
    // The third listing is that of a subfolder; which one, the file system decides.
    let fs =
        Scripted::new(|n, _| if n == 3 { Err(std::io::ErrorKind::PermissionDenied.into()) } else { Ok(()) });
    let workspace = discover(&fs, root.path()).unwrap();
    assert_eq!((workspace.boards.len(), workspace.unreadable.len()), (1, 1));
}

#[test]
fn the_path_is_a_file_a_board_or_a_workspace() {
    let root = tree(&[
        "w/b/2025-Q1.yaml",
        "w/b/2025-Q2.yaml",
        "w/a/2024.yaml",
        "w/a/2023.yaml",
        "w/single/2025.yaml",
    ]);
    let open = |path: &str| opens(&root, Some(path)).unwrap();
    assert_eq!(open("w/b/2025-Q1.yaml"), "w/b/2025-Q1.yaml");
    assert_eq!(open("w/b"), "w/b/2025-Q2.yaml");
    assert_eq!(open("w"), "w/a/2024.yaml");
    let kind = |path: &str| resolve(&RealFs, Some(Path::new(path)), root.path()).unwrap();
    assert!(matches!(kind("w/b"), Target::Board(_)));
    assert!(matches!(kind("w/single"), Target::Board(_)));
    assert!(matches!(kind("w"), Target::Workspace(_)));
}

#[test]
fn a_workspace_opens_the_board_left_last_while_it_is_there() {
    let root = tree(&["w/a/2025.yaml", "w/b/2025.yaml"]);
    let target = resolve(&RealFs, Some(Path::new("w")), root.path()).unwrap();
    let left = root.path().canonicalize().unwrap().join("w/b/2025.yaml");
    assert_eq!(target.file(&RealFs, Some(&left)), Some(root.path().join("w/b/2025.yaml").as_path()));
    let gone = root.path().join("w/c/2025.yaml");
    assert_eq!(target.file(&RealFs, Some(&gone)), Some(root.path().join("w/a/2025.yaml").as_path()));
}

#[test]
fn without_a_path_boards_then_the_current_folder_then_a_welcome() {
    let root = tree(&["boards/team/2025.yaml", "here.yaml"]);
    assert_eq!(opens(&root, None).unwrap(), "boards/team/2025.yaml");
    disk::remove_dir_all(root.path().join("boards")).unwrap();
    assert_eq!(opens(&root, None).unwrap(), "here.yaml");
    // A repository's own YAML is no board.
    disk::write(root.path().join("compose.yaml"), "services:\n  sheets: {}\n").unwrap();
    assert_eq!(opens(&root, None).unwrap(), "here.yaml");
    disk::remove_file(root.path().join("here.yaml")).unwrap();
    assert_eq!(resolve(&RealFs, None, root.path()), Ok(Target::Welcome));
}

#[test]
fn a_path_without_boards_is_an_error_that_names_the_command() {
    let root = tree(&["empty/readme.md", "a.yaml"]);
    for path in ["nothing", "empty", "a.yaml/b"] {
        let error = resolve(&RealFs, Some(Path::new(path)), root.path()).unwrap_err();
        assert!(error.remedy().contains("stratboard new"), "{error}");
    }
}

#[test]
fn siblings_are_the_periods_of_the_files_board() {
    let root = tree(&["w/team/2025-Q1.yaml", "w/team/2024.yaml", "w/solo.yaml", "w/other.yaml"]);
    let at = |path: &str| root.path().join(path);
    let team = [at("w/team/2024.yaml"), at("w/team/2025-Q1.yaml")];
    assert_eq!(siblings(&RealFs, &team[1]), team);
    assert_eq!(siblings(&RealFs, &at("w/solo.yaml")), [at("w/solo.yaml")]);
    assert_eq!(workspace_of(&RealFs, &team[1]), at("w"));
    assert_eq!(workspace_of(&RealFs, &at("w/solo.yaml")), at("w"));
}

#[test]
fn copies_of_a_sync_service_are_no_periods_and_no_boards() {
    let root = tree(&[
        "acme/2025-Q1.yaml",
        "acme/2025-Q1.sync-conflict-20250425-101112-ABCDEFG.yaml",
        "acme/2025-Q1 (Flora's conflicted copy 2025-04-25).yaml",
        "team.yaml",
        "team.sync-conflict-20250425-101112-ABCDEFG.yaml",
        "lost.sync-conflict-20250425-101112-ABCDEFG.yaml",
    ]);
    let lost = "lost.sync-conflict-20250425-101112-ABCDEFG";
    let expected = ["acme: acme/2025-Q1.yaml", &format!("{lost}: {lost}.yaml"), "team: team.yaml"];
    assert_eq!(boards(root.path()), expected, "a copy whose file is gone is all there is");
    let file = root.path().join("acme/2025-Q1.yaml");
    assert_eq!(siblings(&RealFs, &file), [file]);
    let copy = root.path().join("acme/2025-Q1.sync-conflict-20250425-101112-ABCDEFG.yaml");
    assert_eq!(siblings(&RealFs, &copy), [copy], "it can be opened by its name");
}
