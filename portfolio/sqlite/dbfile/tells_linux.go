package dbfile

import (
	"slices"

	"golang.org/x/sys/unix"
)

// tells reports whether the file system of a directory tells of every change. Those
// of networks, virtual machines and programs tell only of changes made here.
func tells(dir string) bool {
	var s unix.Statfs_t
	return unix.Statfs(dir, &s) == nil && slices.Contains(local, uint32(s.Type))
}

// local are the file systems that only this kernel writes to.
var local = []uint32{unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.F2FS_SUPER_MAGIC,
	unix.TMPFS_MAGIC, unix.OVERLAYFS_SUPER_MAGIC, bcachefs, zfs}

// File systems that golang.org/x/sys does not name.
const (
	bcachefs = 0xca451a4e
	zfs      = 0x2fc12fc1
)
