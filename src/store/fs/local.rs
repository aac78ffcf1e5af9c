//! Whether a folder is on a file system of this machine alone, by what the kernel calls that file system.
//!
//! It must not know what follows from it.

use std::io;
use std::path::Path;

/// File systems where others than this kernel change files: by network, shared with a host, or served by a program
/// (which may speak to a network). The numbers are those of the kernel and of GNU coreutils (`stat.c`, "remote"); less
/// the overlays of containers, whose changes all go through this kernel.
#[cfg(target_os = "linux")]
const SHARED: [u32; 26] = [
    0x0000_517b, // SMB
    0x0000_564c, // NCP
    0x0000_6969, // NFS
    0x00c3_6400, // Ceph
    0x0102_1997, // 9p: virtual machines, WSL
    0x0116_1970, // GFS2
    0x0131_11a8, // IBRIX
    0x0bd0_0bd0, // Lustre
    0x1983_0326, // BeeGFS
    0x2003_0528, // OrangeFS
    0x4750_4653, // GPFS
    0x5346_414f, // AFS
    0x5346_4846, // WSL 1
    0x6163_6673, // ACFS
    0x6573_5546, // FUSE: sshfs, rclone, virtiofs, Docker Desktop, ntfs-3g
    0x6b41_4653, // AFS of the kernel
    0x7375_7245, // Coda
    0x7461_636f, // OCFS2
    0x786f_4256, // VirtualBox
    0x7c7c_6673, // Parallels
    0xa501_fcf5, // VxFS
    0xaad7_aaea, // PanFS
    0xbacb_acbc, // VMware
    0xbeef_dead, // StorNext
    0xfe53_4d42, // SMB 2
    0xff53_4d42, // CIFS
];

/// Whether only this machine's kernel changes what is in the folder.
#[cfg(target_os = "linux")]
pub(super) fn is_local(folder: &Path) -> io::Result<bool> {
    #[expect(
        clippy::cast_sign_loss,
        reason = "the kernel's number has 32 bits, signed or not by architecture"
    )]
    let number = rustix::fs::statfs(folder)?.f_type as u32;
    Ok(!SHARED.contains(&number))
}

/// Whether only this machine's kernel changes what is in the folder.
#[cfg(target_vendor = "apple")]
pub(super) fn is_local(folder: &Path) -> io::Result<bool> {
    /// `MNT_LOCAL` of `sys/mount.h`.
    const LOCAL: u32 = 0x1000;
    Ok(rustix::fs::statfs(folder)?.f_flags & LOCAL != 0)
}

/// Other systems tell it in other ways; their events are taken at their word.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) fn is_local(folder: &Path) -> io::Result<bool> {
    folder.metadata().map(|_| true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_folder_is_local_and_a_missing_one_an_error() {
        let folder = tempfile::tempdir().unwrap();
        // Who keeps it on a network knows why this fails.
        assert!(is_local(folder.path()).unwrap());
        assert!(is_local(&folder.path().join("no")).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_numbers_are_those_of_network_file_systems() {
        for number in [0x6969, 0xff53_4d42, 0x0102_1997, 0x6573_5546] {
            assert!(SHARED.contains(&number), "{number:x}");
        }
        let local = [0xef53, 0x0102_1994, 0x5846_5342, 0x9123_683e, 0x794c_7630, 0x2fc1_2fc1, 0xf2f5_2010];
        assert!(
            local.iter().all(|number| !SHARED.contains(number)),
            "ext, tmpfs, xfs, btrfs, overlay, zfs, f2fs"
        );
    }
}
