package localstore

import (
	"errors"

	"golang.org/x/sys/windows"
)

// diskFull are the errors of a write for which there is no room on the disk or in the quota.
var diskFull = []error{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_DISK_QUOTA_EXCEEDED}

// syncFolder does nothing: Windows cannot flush a folder, and NTFS keeps the order of its changes in its own log.
func syncFolder(string) error { return nil }

// freeSpace is how many bytes this user can still write on the disk that holds path.
func freeSpace(path string) (uint64, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(name, &free, nil, nil)
	return free, err
}

// isInUse tells whether somebody else has a file open just now.
func isInUse(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED) ||
		errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}
