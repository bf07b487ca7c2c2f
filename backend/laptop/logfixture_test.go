package laptop_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

func openAt(t *testing.T, folder string) *laptop.Laptop {
	t.Helper()
	l, err := laptop.Open(t.Context(), folder)
	if err == nil {
		err = l.Use(t.Context(), company, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func closed(t *testing.T, l *laptop.Laptop) {
	t.Helper()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

// saved saves version n of workflow 7.
func saved(t *testing.T, l *laptop.Laptop, base workflow.Version, n int) workflow.Version {
	t.Helper()
	v, err := l.Save(t.Context(), workflow.Version{
		Ref: seven, UID: workflow.UID(ulid.Make().String()), ParentUID: base.UID, WorkflowUID: "w", Author: "Ada",
		Comment: fmt.Sprintf("comment %d", n), CreatedAt: noon.Add(time.Duration(n) * time.Minute),
	}, fmt.Appendf(nil, "name: Seven\n# %d\n", n), base.UID)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// office is a data folder with six versions of workflow 7 and a change of settings between them.
func office(t *testing.T) (folder string, last workflow.Version) {
	t.Helper()
	folder = t.TempDir()
	l := openAt(t, folder)
	for n := 1; n <= 6; n++ {
		last = saved(t, l, last, n)
		if n == 3 {
			setting(t, l)
		}
	}
	closed(t, l)
	return folder, last
}

func setting(t *testing.T, l *laptop.Laptop) {
	t.Helper()
	err := l.Log(t.Context(), company, activity.Entry{
		At: noon.Add(200 * time.Second), LoggedAt: noon.Add(200 * time.Second), Author: "Bo", Action: activity.SettingsChanged,
		Ref: workflow.Ref{Company: company}, Detail: "s3_region",
	})
	if err != nil {
		t.Fatal(err)
	}
}

const whole = "comment 1, comment 2, comment 3, s3_region, comment 4, comment 5, comment 6"

func logFile(folder string) string { return filepath.Join(folder, "companies", "1", "activity.jsonl") }

func readLog(t *testing.T, folder string) []string {
	t.Helper()
	text, err := os.ReadFile(logFile(folder))
	if err != nil {
		t.Fatal(err)
	}
	return strings.SplitAfter(strings.TrimSuffix(string(text), "\n"), "\n")
}

func writeLog(t *testing.T, folder string, lines []string) {
	t.Helper()
	text := strings.Join(lines, "")
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	if err := os.WriteFile(logFile(folder), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func dropIndex(t *testing.T, folder string) {
	t.Helper()
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(filepath.Join(folder, laptop.IndexFile+suffix)); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
}

// told is what the index has of the log, in the order of its lines, by the details.
func told(t *testing.T, l *laptop.Laptop) string {
	t.Helper()
	lines, err := l.Index.KnownActivity(t.Context(), company, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, line := range lines {
		all = append(all, line.Detail)
	}
	return strings.Join(all, ", ")
}

func wantLog(t *testing.T, l *laptop.Laptop, want string) {
	t.Helper()
	if check := l.CheckLog(t.Context(), company).Check; check.Status != storage.CheckOK {
		t.Errorf("the log is %+v", check)
	}
	if got := told(t, l); got != want {
		t.Errorf("the index has %s\nwant %s", got, want)
	}
}
