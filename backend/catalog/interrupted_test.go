package catalog

import (
	"bufio"
	"context"
	sqldriver "database/sql/driver"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"modernc.org/sqlite"

	"workflow-designer/backend/workflow"
)

const (
	upgraderEnv = "CATALOG_TEST_STOPS_WHILE_IT_UPGRADES"
	fullEnv     = "CATALOG_TEST_UPGRADES_WITHOUT_ROOM"
)

// twoSteps are the real migrations and two more: one that ends well, and one with a last statement of the test's.
func twoSteps(last string) (files fstest.MapFS, real int, err error) {
	sub, err := fs.Sub(embedded, "sql")
	if err != nil {
		return nil, 0, err
	}
	all, err := readMigrations(sub)
	files = fstest.MapFS{}
	for _, m := range all {
		files[fmt.Sprintf("%04d_real.sql", m.number)] = &fstest.MapFile{Data: []byte(m.text)}
	}
	real = len(all)
	files[fmt.Sprintf("%04d_well.sql", real+1)] = &fstest.MapFile{Data: []byte("CREATE TABLE well (n INTEGER) STRICT;")}
	files[fmt.Sprintf("%04d_last.sql", real+2)] = &fstest.MapFile{Data: []byte(
		"DELETE FROM outbox; CREATE TABLE last (n INTEGER) STRICT;" + last)}
	return files, real, err
}

// upgradeAndStop is a program that is killed in the middle of a step: it says so and waits for that.
func upgradeAndStop(path string) error {
	err := sqlite.RegisterScalarFunction("stop_here", 0, func(*sqlite.FunctionContext, []sqldriver.Value) (sqldriver.Value, error) {
		fmt.Println("in the middle")
		select {}
	})
	if err != nil {
		return err
	}
	files, _, err := twoSteps("INSERT INTO last SELECT stop_here();")
	if err == nil {
		_, err = open(context.Background(), path, files)
	}
	return err
}

// givenAnIndex makes an index with versions that wait, and gives what it says.
func givenAnIndex(t *testing.T) (path, rows string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "index.sqlite")
	c, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 20), Bucket: minio})
	rows = dump(t, c)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return path, rows
}

func TestAKilledUpgradeGoesOnWhereItWas(t *testing.T) {
	// given a program that is killed in the middle of the last step of an upgrade
	path, before := givenAnIndex(t)
	upgrader := exec.Command(os.Args[0])
	upgrader.Env = append(os.Environ(), upgraderEnv+"="+path)
	upgrader.Stderr = os.Stderr
	out, err := upgrader.StdoutPipe()
	if err == nil {
		err = upgrader.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "in the middle\n" {
		t.Fatalf("it said %q, %v", line, err)
	}
	if err := upgrader.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = upgrader.Wait() // killed

	// when it is started again
	files, real, err := twoSteps("")
	if err != nil {
		t.Fatal(err)
	}
	db, _, err := openSound(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	var has int
	if err := db.QueryRow("PRAGMA user_version").Scan(&has); err != nil || has != real+1 {
		t.Errorf("after the kill the schema is %d, %v", has, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	c, err := open(context.Background(), path, files)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()

	// then it does the rest, and both copies are there: of before the kill, and of after it
	equal(t, "upgrade", c.Upgrade(), Upgrade{From: real + 1, To: real + 2, Backup: fmt.Sprintf("%s.backup-%d", path, real+1)})
	equal(t, "rows of the first copy", dump(t, openAt(t, fmt.Sprintf("%s.backup-%d", path, real))), before)
	if after := dump(t, c); after == before || strings.Replace(before, outboxOf(before), "", 1) != after {
		t.Errorf("after the upgrade there is\n%s\nbefore\n%s", after, before)
	}
}

// outboxOf is what a dump says of the outbox, which the last step empties.
func outboxOf(dump string) string {
	_, rows, _ := strings.Cut(dump, "SELECT * FROM outbox ORDER BY version_uid\n")
	return rows
}

func TestBackupsAreKeptButNotForEver(t *testing.T) {
	// given copies of earlier upgrades, and files of somebody else beside them
	path, _ := givenAnIndex(t)
	for i, name := range []string{".backup-1", ".backup-2", ".backup-2-2", ".backup-3", ".backup-mine", ".backups"} {
		if err := os.WriteFile(path+name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		at := start.AddDate(0, i, 0)
		if err := os.Chtimes(path+name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	files, real, err := twoSteps("")
	if err != nil {
		t.Fatal(err)
	}

	// when an upgrade fails, then nothing is removed
	broken, _, _ := twoSteps("DELETE FROM no_such_table;")
	_, err = open(context.Background(), path, broken)
	wantCode(t, err, workflow.CodeIndexFailed)
	if left, _ := filepath.Glob(path + ".backup-*"); len(left) != 6 {
		t.Errorf("after the failure there are %v", left)
	}

	// when it goes well, then the last three stay
	c, err := open(context.Background(), path, files)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	left, _ := filepath.Glob(path + ".backup*")
	equal(t, "copies", left, []string{
		path + ".backup-" + fmt.Sprint(real+1), path + ".backup-3", path + ".backup-" + fmt.Sprint(real), path + ".backup-mine", path + ".backups",
	})
}

func TestAFullDiskIsSaidDuringAnUpgrade(t *testing.T) {
	path, before := givenAnIndex(t)
	files, real, err := twoSteps("PRAGMA max_page_count = 1; INSERT INTO last " +
		"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100000) SELECT n FROM c;")
	if err != nil {
		t.Fatal(err)
	}

	_, err = open(context.Background(), path, files)

	wantCode(t, err, workflow.CodeDiskFull)
	files, _, _ = twoSteps("")
	c, err := open(context.Background(), path, files)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	equal(t, "schema that it had", c.Upgrade().From, real+1)
	if strings.Replace(before, outboxOf(before), "", 1) != dump(t, c) {
		t.Errorf("after it there is\n%s\nbefore\n%s", dump(t, c), before)
	}
}
