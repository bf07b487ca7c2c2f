//go:build unix

package localstore

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// diskFull are the errors of a write for which there is no room: on the disk, in the quota, or in the largest file
// that the process may write.
var diskFull = []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}

// syncFolder makes the names in a folder durable.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	err = folder.Sync()
	if closing := folder.Close(); err == nil {
		err = closing
	}
	return err
}

// freeSpace is how many bytes this user can still write on the disk that holds path.
func freeSpace(path string) (uint64, error) {
	var disk unix.Statfs_t
	if err := unix.Statfs(path, &disk); err != nil {
		return 0, err
	}
	return uint64(disk.Bavail) * uint64(disk.Bsize), nil //nolint:unconvert // the types differ by system
}

// isInUse: a file can be replaced whoever has it open.
func isInUse(error) bool { return false }
