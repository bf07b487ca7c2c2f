//go:build linux

package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/storage/miniotest"
)

func TestAllFilesAreThePersonsAloneWhateverTheUmask(t *testing.T) {
	minio := miniotest.Shared(t)
	for _, umask := range []string{"000", "022"} {
		t.Run(umask, func(t *testing.T) {
			// given a person who works for a while: saves, tags, drafts, deletions, settings with keys, exports, a crash
			home, bucket := t.TempDir(), minio.NewBucket(t, true)
			person := func(name string, args ...string) {
				t.Helper()
				c := exec.CommandContext(t.Context(), "sh", append([]string{"-c", "umask " + umask + `; exec "$0" "$@"`, os.Args[0]}, args...)...)
				c.Dir = filepath.Join(home, name)
				c.Env = []string{
					asProgram + "=1", "HOME=" + c.Dir, "XDG_CONFIG_HOME=" + filepath.Join(c.Dir, "config"), "STORAGE_TYPE=s3",
					"S3_ENDPOINT_URL=" + minio.Endpoint, "S3_BUCKET_NAME=" + bucket, "S3_ACCESS_KEY_ID=" + minio.AccessKey,
					"S3_SECRET_ACCESS_KEY=" + minio.SecretKey,
				}
				c.Stdin = strings.NewReader(plantedYAML)
				if said, err := c.CombinedOutput(); err != nil {
					t.Fatalf("%v: %v: %s", args, err, said)
				}
			}
			for _, name := range []string{"ana", "ben"} {
				if err := os.Mkdir(filepath.Join(home, name), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			zip := filepath.Join(home, "ana", "all.zip")
			for _, args := range [][]string{
				{"save", "-"},
				{"save", "-", "--workflow", "1", "--comment", "two"},
				{"save", "-"},
				{"delete", "2"},
				{"undelete", "2"},
				{"sync"},
				{"export", "--output", zip},
				{"import", zip},
				{"doctor", "--bundle", filepath.Join(home, "ana", "b.zip")},
				{"sync"},
			} {
				person("ana", args...)
			}
			person("ben", "sync")
			person("ben", "save", "-", "--workflow", "1")
			serveFor(t, home, umask)

			// then nobody else may read any of it
			var kinds []string
			err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
				if err != nil || path == home {
					return err
				}
				info, err := entry.Info()
				if err != nil {
					return err
				}
				want := fs.FileMode(0o600)
				if entry.IsDir() {
					want = 0o700
				}
				if info.Mode().Perm() != want {
					t.Errorf("%s has %v", path, info.Mode().Perm())
				}
				kinds = append(kinds, entry.Name())
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, kind := range []string{
				"history.jsonl", "workflow.yaml", "activity.jsonl", "index.sqlite", "index.sqlite.lock", ".lock", ".saving", "versions", "drafts",
				"workflow-1.json", "settings.json", "keys.json", "all.zip", "b.zip", ".crash.txt",
			} {
				if !slices.Contains(kinds, kind) {
					t.Errorf("there is no %s: the walk saw less than there is to see", kind)
				}
			}
		})
	}
}

// serveFor has a draft kept and keys entered over HTTP, while the files that SQLite keeps beside the index are there, and then
// crashes the program.
func serveFor(t *testing.T, home, umask string) {
	t.Helper()
	s := &stage{t: t, folder: filepath.Join(home, "ana"), umask: umask, secrets: planted{}}
	r := s.serve("token-of-the-test")
	for path, body := range map[string]string{
		"/services/v1/admin/drafts":   `{"draft_id": "workflow-1", "workflow_id": 1, "yaml_content": "a: 1", "prompt": ""}`,
		"/services/v1/admin/settings": `{"s3_access_key_id": "planted", "s3_secret_access_key": "planted"}`,
	} {
		if status, answer := r.ask("PUT", path, body); status != 200 {
			t.Fatalf("%s: %d %s", path, status, answer)
		}
	}
	for _, beside := range []string{"-wal", "-shm"} {
		info, err := os.Stat(filepath.Join(s.folder, "workflow_files", "index.sqlite"+beside))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("index.sqlite%s: %v, %v", beside, info, err)
		}
	}
	r.crash()
}
