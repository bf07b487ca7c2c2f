package designer_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage/miniotest"
)

// childAct makes the test binary a program that does one thing with the bucket that its environment names.
const childAct = "DESIGNER_TEST_ACT"

// runChildAct does nothing without an act.
func runChildAct(folder, act string) error {
	if act == "" {
		return nil
	}
	environment := map[string]string{}
	for _, setting := range os.Environ() {
		name, value, _ := strings.Cut(setting, "=")
		environment[name] = value
	}
	ctx := context.Background()
	d, err := designer.Open(ctx, designertest.Options(nil, folder, environment))
	if err != nil {
		return err
	}
	switch act {
	case "save":
		_, err = d.SaveVersion(ctx, on(1, textOf("Ana", 2)))
	case "delete":
		_, err = d.DeleteWorkflow(ctx, 1)
	case "adopt":
		err = adoptSlowly(ctx, d, os.Getenv(childAdopts))
	case "sync":
		_, err = d.Sync(ctx, designer.SyncRequest{})
	default:
		err = fmt.Errorf("there is no act %q", act)
	}
	if err != nil {
		return err
	}
	return d.Close()
}

// killedWhile runs an act in a program of its own that is killed while it asks the bucket for something: after the bucket has
// done it, or before.
func (c *computer) killedWhile(act string, asking func(*http.Request) bool, done bool) {
	c.t.Helper()
	life, kill := context.WithCancel(context.Background())
	defer kill()
	command := exec.CommandContext(life, os.Args[0])
	command.Env = append(os.Environ(), childFolder+"="+c.folder, childAct+"="+act)
	for name, value := range c.environment {
		command.Env = append(command.Env, name+"="+value)
	}
	command.Stderr = os.Stderr
	var once sync.Once
	c.proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
		if !asking(r) {
			forward(w, r)
			return
		}
		once.Do(func() {
			if done {
				unheard(r, forward)
			}
			kill()
		})
		<-r.Context().Done() // nobody hears an answer
		panic(http.ErrAbortHandler)
	})
	if err := command.Run(); life.Err() == nil {
		c.t.Fatalf("the program was not killed, it ended with %v", err)
	}
	c.proxy.Forward()
	c.start()
}

func TestKilledBetweenTheBucketAndItsOwnNote(t *testing.T) {
	t.Parallel()
	isSide := func(r *http.Request) bool {
		return r.Method == http.MethodPut && miniotest.Kind(r) == miniotest.KindSide
	}
	isGet := func(r *http.Request) bool {
		return r.Method == http.MethodGet && miniotest.Kind(r) == miniotest.KindWorkflow
	}
	renamed := strings.Replace(textOf("Ana", 1), "Request", "Order", 1)
	for name, test := range map[string]struct {
		given   func(f *firm)
		act     string
		asking  func(*http.Request) bool
		done    bool
		pending int    // after it was killed
		text    string // of workflow 1, in the end; empty when it is deleted
	}{
		"a version that the bucket has": {act: "save", asking: isPut, done: true, pending: 1, text: textOf("Ana", 2)},
		"a version that it never got":   {act: "save", asking: isPut, pending: 1, text: textOf("Ana", 2)},
		"a deletion that it has":        {act: "delete", asking: isDelete, done: true, pending: 1},
		"a version that it gave": {
			given: func(f *firm) { f.ben.saves(1, textOf("Ana", 2)) },
			act:   "sync", asking: isGet, done: true, text: textOf("Ana", 2),
		},
		"a version aside that it has": {
			given: func(f *firm) {
				f.ana.proxy.Refuse()
				f.ana.saves(1, textOf("Ana", 2))
				f.ben.saves(1, renamed)
			},
			act: "sync", asking: isSide, done: true, pending: 1, text: strings.Replace(renamed, "number 1", "number 2", 1),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// given a program that is killed before it has noted what the bucket did
			f := newFirm(t)
			syncAll(t, f.ben.Designer)
			if test.given != nil {
				test.given(f)
			}
			f.ana.killedWhile(test.act, test.asking, test.done)

			// when it is started again
			list, err := f.ana.Versions(context.Background(), 1)
			if err != nil {
				t.Fatal(err)
			}
			status, err := f.ana.SyncStatus(context.Background())
			if err != nil || status.PendingCount != test.pending {
				t.Errorf("after the kill: %+v, %v", status, err)
			}
			if newest := list.Versions[0]; !newest.Deleted {
				f.keep(newest.LocalID, latest(t, f.ana.Designer, 1).YAMLContent)
			}

			// then a sync brings in order what was done and what was not
			f.isSound()
			if test.text != "" {
				f.ana.has(1, test.text)
			} else if list, err := f.ana.Workflows(context.Background()); err != nil || len(list) != 1 {
				t.Errorf("after the deletion there are %+v, %v", list, err)
			}
		})
	}
}
