//go:build unix

package catalog

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"

	"workflow-designer/backend/workflow"
)

func upgradeWithoutRoom(path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	// There is room for the copy, and not for what the last step writes.
	files, _, err := twoSteps(`INSERT INTO last WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 400000) SELECT n FROM c;`)
	if err != nil {
		return err
	}
	room := uint64(info.Size()) + 1<<20
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: room, Max: room}); err != nil {
		return err
	}
	_, err = open(context.Background(), path, files)
	if code := workflow.CodeOf(err); code != workflow.CodeIndexFailed { // a limit is no full disk to SQLite
		return fmt.Errorf("the upgrade ended with %s: %w", code, err)
	}
	return nil
}

// Files stop growing at a size, as on a full disk. The limit holds for a whole process, so a child plays it.
func TestAnUpgradeWithoutRoomStopsBetweenSteps(t *testing.T) {
	path, before := givenAnIndex(t)
	upgrader := exec.Command(os.Args[0])
	upgrader.Env = append(os.Environ(), fullEnv+"="+path)
	if out, err := upgrader.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}

	files, real, err := twoSteps("")
	if err != nil {
		t.Fatal(err)
	}
	c, err := open(context.Background(), path, files)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	equal(t, "upgrade", c.Upgrade(), Upgrade{From: real + 1, To: real + 2, Backup: fmt.Sprintf("%s.backup-%d", path, real+1)})
	equal(t, "rows of the copy", dump(t, openAt(t, fmt.Sprintf("%s.backup-%d", path, real))), before)
}
