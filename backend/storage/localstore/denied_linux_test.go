package localstore_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"golang.org/x/sys/unix"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

// asNobody runs do in a thread that has no rights of its own, also when the administrator runs the tests. The thread
// ends with it.
func asNobody(do func()) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		runtime.LockOSThread()
		if os.Geteuid() == 0 {
			const nobody = 65534
			if err := unix.Setfsuid(nobody); err != nil {
				panic(err)
			}
		}
		do()
	}()
	<-ended
}

func TestFolderWithoutRightsIsDenied(t *testing.T) {
	folder := t.TempDir()
	s := open(t, filepath.Join(folder, "root"))
	base := save(t, s, ref, "a: 1\n", storage.Entry{})
	for _, path := range []string{folder, filepath.Join(folder, "root"), filepath.Join(folder, "root", ".saving")} {
		if err := os.Chmod(path, 0o500); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(path, 0o700) }) // else the folder could not be removed
	}

	var creating, opening, saving, drafting error
	asNobody(func() {
		_, creating = localstore.Open(filepath.Join(folder, "new"))
		_, opening = localstore.Open(filepath.Join(folder, "root"))
		_, saving = s.Put(t.Context(), newVersion(ref, base.UID), []byte("a: 2\n"), base.Base())
		drafting = s.SaveDraft(t.Context(), ref.Company, workflow.Draft{DraftID: "workflow-1"})
	})

	for _, err := range []error{creating, opening, saving, drafting} {
		wantCode(t, err, workflow.CodeFolderDenied)
	}
	wantTexts(t, s, ref, "a: 1\n")
}
