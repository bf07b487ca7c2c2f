package workflow_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"workflow-designer/backend/workflow"
)

func TestCodeOfFindsTheFirstCodeInTheChain(t *testing.T) {
	outer := &workflow.Error{Code: workflow.CodeUnclear, Err: &workflow.Error{Code: workflow.CodeBucketTimeout}}
	for name, c := range map[string]struct {
		err  error
		want workflow.Code
	}{
		"no error":           {nil, ""},
		"a foreign error":    {fs.ErrNotExist, workflow.CodeInternal},
		"itself":             {&workflow.Error{Code: workflow.CodeDiskFull}, workflow.CodeDiskFull},
		"wrapped twice":      {fmt.Errorf("save: %w", fmt.Errorf("write: %w", outer)), workflow.CodeUnclear},
		"joined with others": {errors.Join(fs.ErrClosed, outer), workflow.CodeUnclear},
	} {
		t.Run(name, func(t *testing.T) {
			if got := workflow.CodeOf(c.err); got != c.want {
				t.Errorf("code is %q, want %q", got, c.want)
			}
		})
	}
}

func TestPresentableKeepsWhatCanBeShown(t *testing.T) {
	if workflow.Presentable(nil) != nil {
		t.Error("no error became one")
	}
	shown := &workflow.Error{Code: workflow.CodeDiskFull, Message: "The disk is full.", Hint: "Make room."}
	if got := workflow.Presentable(fmt.Errorf("save: %w", shown)); got != shown {
		t.Errorf("became %v", got)
	}
}

func TestAForeignErrorIsNeverShownAsItIs(t *testing.T) {
	cause := errors.New("open /home/ann/secret: permission denied")

	got := workflow.Presentable(cause)

	presentable(t, got, workflow.CodeInternal, "Something went wrong")
	if got.Message.String() == cause.Error() || got.Hint.String() == cause.Error() {
		t.Error("the cause is shown")
	}
	if !errors.Is(got, cause) {
		t.Error("the cause is lost to the log")
	}
}

func TestAnErrorTellsTheLogItsCodeAndCause(t *testing.T) {
	plain := &workflow.Error{Code: workflow.CodeDiskFull, Message: "The disk is full."}
	caused := &workflow.Error{Code: workflow.CodeDiskFull, Message: "The disk is full.", Err: fs.ErrPermission}

	if got, want := plain.Error(), "The disk is full. (disk_full)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := caused.Error(), "The disk is full. (disk_full): permission denied"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if !errors.Is(caused, fs.ErrPermission) || plain.Unwrap() != nil {
		t.Error("the cause does not unwrap")
	}
}
