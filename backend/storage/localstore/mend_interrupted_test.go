package localstore_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/workflow"
)

// untold is a context that is cancelled when it was asked so often.
type untold struct {
	context.Context
	left int
}

// Err implements context.Context.
func (u *untold) Err() error {
	if u.left--; u.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestMendingThatWasInterruptedLeavesTheLatestVersionInItsFile(t *testing.T) {
	interrupted := 0
	for asked := range 12 {
		t.Run(fmt.Sprintf("asked %d times", asked), func(t *testing.T) {
			// given a version, and texts of saves that were interrupted before it and after it
			root, ref := t.TempDir(), workflow.Ref{Company: 1, ID: 1}
			s := open(t, root)
			before := ulid.Make().String()
			if _, err := saveOnLatest(s, ref); err != nil {
				t.Fatal(err)
			}
			for _, uid := range []string{before, ulid.Make().String()} {
				write(t, file(root, ref, "versions", uid+".yaml"), "a: "+uid+"\n")
			}

			// when mending is interrupted, and the program starts again
			if _, err := s.Mend(&untold{t.Context(), asked}, 1); err != nil {
				interrupted++
			}

			// then workflow.yaml is whatever is the latest version
			wantLatestFiles(t, root)
		})
	}
	if interrupted < 3 {
		t.Errorf("mending was interrupted %d times only", interrupted)
	}
}
