package designer_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/workflow"
)

// childFolder makes the test binary a program that saves on that folder until it is killed, or childSaves times.
const (
	childFolder = "DESIGNER_TEST_FOLDER"
	childSaves  = "DESIGNER_TEST_SAVES"
)

// runChild saves to workflow 1 and prints each acknowledged version: its local id and the hash of its text.
func runChild(folder string, saves int) error {
	ctx := context.Background()
	d, err := designer.Open(ctx, designertest.Options(nil, folder, nil))
	if err != nil {
		return err
	}
	one := int64(1)
	for i := range saves {
		content := fmt.Sprintf("name: Crash %d of %d\n# %s\n", i, os.Getpid(), strings.Repeat("x", 3000))
		saved, err := d.SaveVersion(ctx, designer.SaveVersionRequest{WorkflowID: &one, YAMLContent: content, Prompt: "p"})
		if err != nil {
			return err
		}
		fmt.Println(saved.LocalID, workflow.SHA256([]byte(content)))
	}
	return d.Close()
}

func child(folder string, saves int) *exec.Cmd {
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), childFolder+"="+folder, fmt.Sprintf("%s=%d", childSaves, saves))
	command.Stderr = os.Stderr
	return command
}

// readAcknowledged collects the lines that a child prints until it ends. A line that the kill cut is no acknowledgement.
func readAcknowledged(t *testing.T, command *exec.Cmd, onFirst func()) map[string]string {
	t.Helper()
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := map[string]string{}
	reader := bufio.NewReader(out)
	for {
		line, err := reader.ReadString('\n')
		if err != nil {
			break
		}
		uid, hash, _ := strings.Cut(strings.TrimSpace(line), " ")
		if len(acknowledged) == 0 && onFirst != nil {
			onFirst()
		}
		acknowledged[uid] = hash
	}
	return acknowledged
}

// checkKept compares what a fresh program shows of workflow 1 with what was acknowledged, and the index with the files.
func checkKept(t *testing.T, d *designer.Designer, acknowledged map[string]string) designer.VersionList {
	t.Helper()
	ctx := context.Background()
	list, err := d.Versions(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[int]bool{}
	latest := 0
	for i, v := range list.Versions {
		if numbers[v.Number] || v.Number != len(list.Versions)-i {
			t.Errorf("version %d stands at place %d of %d", v.Number, i, len(list.Versions))
		}
		numbers[v.Number] = true
		if v.IsLatest {
			latest++
		}
		detail, err := d.Version(ctx, 1, string(v.LocalID))
		if err != nil {
			t.Fatalf("version %d: %v", v.Number, err)
		}
		if hash, ok := acknowledged[string(v.LocalID)]; ok {
			if hash != workflow.SHA256([]byte(detail.YAMLContent)) {
				t.Errorf("version %d is not what was acknowledged", v.Number)
			}
			delete(acknowledged, string(v.LocalID))
		}
	}
	if latest != 1 {
		t.Errorf("%d versions are the latest", latest)
	}
	for uid := range acknowledged {
		t.Errorf("the acknowledged version %s is lost", uid)
	}
	report, err := d.Doctor(ctx, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, check := range report.Checks {
		if check.ID == "index" && check.Status != "ok" {
			t.Errorf("the index does not agree with the files: %s", check.Message)
		}
	}
	return list
}

func TestKilledWhileSavingNothingAcknowledgedIsLost(t *testing.T) {
	kills := 200
	if testing.Short() {
		kills = 10
	}
	folder := t.TempDir()
	d := designertest.Open(t, folder, nil)
	if _, err := d.SaveVersion(context.Background(), designer.SaveVersionRequest{YAMLContent: "name: Crash\n"}); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 7))
	acknowledged := map[string]string{}
	for range kills {
		command := child(folder, 1_000_000)
		kill := time.NewTimer(time.Hour)
		done := make(chan struct{})
		go func() {
			select {
			case <-kill.C:
			case <-done:
			}
			_ = command.Process.Kill()
		}()
		got := readAcknowledged(t, command, func() { kill.Reset(time.Duration(random.IntN(12_000)) * time.Microsecond) })
		close(done)
		_ = command.Wait() // it was killed
		if len(got) == 0 {
			t.Fatal("a child saved nothing")
		}
		for uid, hash := range got {
			acknowledged[uid] = hash
		}
	}
	total := len(acknowledged)
	fresh := designertest.Open(t, folder, nil)
	list := checkKept(t, fresh, acknowledged)
	t.Logf("%d kills, %d acknowledged, %d versions kept", kills, total, len(list.Versions))
}

func TestTwoProcessesSaveToOneFolder(t *testing.T) {
	folder := t.TempDir()
	d := designertest.Open(t, folder, nil)
	if _, err := d.SaveVersion(context.Background(), designer.SaveVersionRequest{YAMLContent: "name: Shared\n"}); err != nil {
		t.Fatal(err)
	}
	const saves = 40
	var mu sync.Mutex
	var wait sync.WaitGroup
	acknowledged := map[string]string{}
	for range 2 {
		wait.Go(func() {
			command := child(folder, saves)
			got := readAcknowledged(t, command, nil)
			if err := command.Wait(); err != nil {
				t.Errorf("a child failed: %v", err)
			}
			mu.Lock()
			defer mu.Unlock()
			for uid, hash := range got {
				acknowledged[uid] = hash
			}
		})
	}
	wait.Wait()
	if len(acknowledged) != 2*saves {
		t.Fatalf("%d saves were acknowledged, want %d", len(acknowledged), 2*saves)
	}
	list := checkKept(t, d, acknowledged)
	if len(list.Versions) != 2*saves+1 {
		t.Errorf("%d versions, want %d", len(list.Versions), 2*saves+1)
	}
}
