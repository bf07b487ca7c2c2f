package designer_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage"
)

func TestWhatAnInterruptedSaveLeftIsNoDisagreementOfTheIndex(t *testing.T) {
	for name, test := range map[string]struct {
		number, left string
		history      storage.CheckStatus
	}{
		"a workflow without a version": {"2", "", storage.CheckOK},
		"half a line of a new one":     {"2", `{"event":"version","num`, storage.CheckWarning},
		"half a line of another":       {"1", `{"event":"version","num`, storage.CheckWarning},
	} {
		t.Run(name, func(t *testing.T) {
			// given a workflow, and what a save left that was killed
			folder := t.TempDir()
			d := designertest.Open(t, folder, nil)
			save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
			info, err := d.Info(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			journal := filepath.Join(info.LocalStoragePath, "companies", "1", "workflows", test.number, "history.jsonl")
			if err := os.MkdirAll(filepath.Join(filepath.Dir(journal), "versions"), 0o700); err != nil {
				t.Fatal(err)
			}
			file, err := os.OpenFile(journal, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
			if err == nil {
				_, err = file.WriteString(test.left)
			}
			if err == nil {
				err = file.Close()
			}
			if err != nil {
				t.Fatal(err)
			}

			// when the program starts again
			again := designertest.Open(t, folder, nil)
			report, err := again.Doctor(context.Background(), false)
			if err != nil {
				t.Fatal(err)
			}

			// then only half a line is worth a word, and nothing has failed
			for _, check := range report.Checks {
				switch {
				case check.ID == "local_history" && check.Status != test.history:
					t.Errorf("%s is %s, want %s", check.ID, check.Status, test.history)
				case check.ID == "index" && (check.Status != storage.CheckOK || check.Detail.String() != "1 workflows"):
					t.Errorf("the index is %s: %s %s", check.Status, check.Message, check.Detail)
				}
			}
		})
	}
}
