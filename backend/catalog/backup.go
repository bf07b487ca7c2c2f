package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// backupsKept is how many copies of older indexes stay beside an index. What is in them is in the journals too, but for what is known
// of buckets: they are for a person who goes back to an older program, not for ever.
const backupsKept = 3

// backUp writes a copy of the index, of that schema, beside it, all or nothing, and gives its path. Copies of earlier upgrades stay
// as they are.
func backUp(ctx context.Context, db *sql.DB, path string, schema int) (string, error) {
	unfinished := path + ".backup.unfinished"
	if err := os.WriteFile(unfinished, nil, 0o600); err != nil { // VACUUM INTO takes an empty file, with its rights
		return "", err
	}
	_, err := db.ExecContext(ctx, "VACUUM INTO ?", unfinished)
	var backup string
	if err == nil {
		backup, err = freeName(fmt.Sprintf("%s.backup-%d", path, schema))
	}
	if err == nil {
		err = os.Rename(unfinished, backup)
	}
	if err != nil {
		return "", errors.Join(err, os.Remove(unfinished)) // a disk that is full has no room for half a copy either
	}
	return backup, nil
}

// freeName is name, or else name-2, name-3 and so on. The caller holds the lock of the index.
func freeName(name string) (string, error) {
	for n := 1; ; n++ {
		free := name
		if n > 1 {
			free = fmt.Sprintf("%s-%d", name, n)
		}
		if _, err := os.Lstat(free); errors.Is(err, os.ErrNotExist) {
			return free, nil
		} else if err != nil {
			return "", err
		}
	}
}

// dropOldBackups removes all copies of the index but the latest few. It runs only after an upgrade that went well.
func dropOldBackups(path string) error {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return fail("look for older copies of the index", err)
	}
	type backup struct {
		name string
		at   time.Time
	}
	var all []backup
	for _, e := range entries {
		number, ours := strings.CutPrefix(e.Name(), filepath.Base(path)+".backup-")
		if !ours || strings.Trim(number, "0123456789-") != "" || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return fail("look for older copies of the index", err)
		}
		all = append(all, backup{e.Name(), info.ModTime()})
	}
	slices.SortFunc(all, func(a, b backup) int { // the latest first
		return cmp.Or(b.at.Compare(a.at), cmp.Compare(len(b.name), len(a.name)), cmp.Compare(b.name, a.name))
	})
	for _, old := range all[min(backupsKept, len(all)):] {
		if err := os.Remove(filepath.Join(filepath.Dir(path), old.name)); err != nil {
			return fail("remove an old copy of the index", err)
		}
	}
	return nil
}
