// Package rights is about who may read the program's files on a computer that several people use: nobody but the person. It
// counts what stands below a folder, finds what others may read, and takes that from them.
package rights

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
)

// The rights of all that the program writes, whatever the umask says.
const (
	Folder fs.FileMode = 0o700
	File   fs.FileMode = 0o600
)

const others fs.FileMode = 0o077

// Census is what stands below a folder.
type Census struct {
	Files      int
	Bytes      int64    // of the files
	Open       []string // what others may read, write or enter, as paths below the folder; "." is the folder itself
	Unreadable []string // what the person may not read, the same
}

// Take looks at everything below a folder, and at the folder. Links are not followed. A folder that is missing is empty. On
// Windows nothing is open: there rights are inherited from the person's own folder.
func Take(root string) (Census, error) {
	var c Census
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		name, _ := filepath.Rel(root, path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it went away meanwhile
		}
		if errors.Is(err, fs.ErrPermission) {
			if !slices.Contains(c.Unreadable, name) {
				c.Unreadable = append(c.Unreadable, name)
			}
			return fs.SkipDir
		}
		if err != nil {
			return err
		}
		return c.add(path, name, entry)
	})
	return c, err
}

func (c *Census) add(path, name string, entry fs.DirEntry) error {
	info, err := entry.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		return nil
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&others != 0 {
		c.Open = append(c.Open, name)
	}
	if info.IsDir() {
		return nil
	}
	c.Files++
	c.Bytes += info.Size()
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrPermission) {
		c.Unreadable = append(c.Unreadable, name)
		return nil
	}
	if err != nil {
		return ignoreGone(err)
	}
	return file.Close()
}

func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Tighten takes the rights of everybody but the person from a folder and all that stands below it.
func Tighten(root string) error {
	c, err := Take(root)
	if err != nil {
		return err
	}
	for _, name := range c.Open {
		path := filepath.Join(root, name)
		info, err := os.Lstat(path)
		if err == nil && (info.IsDir() || info.Mode().IsRegular()) {
			err = os.Chmod(path, info.Mode().Perm()&^others)
		}
		if err := ignoreGone(err); err != nil {
			return err
		}
	}
	return nil
}
