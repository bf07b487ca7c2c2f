package validate_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/validate"
)

var verdictLine = regexp.MustCompile(`^# (valid|invalid line (\d+)): .+\n`)

// Each document of the corpus tries one rule, which its first line says together with the verdict. The verdicts were taken
// from the public reference implementation (dickyj-grc/ApprovalML, commit fc74f23); the line is where a person would look.
func TestTheCorpusGetsTheReferencesVerdicts(t *testing.T) {
	const atLeast = 150
	files, err := filepath.Glob("testdata/corpus/*.yaml")
	if err != nil || len(files) < atLeast {
		t.Fatalf("only %d documents: %v", len(files), err)
	}
	verdicts := map[bool]int{}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			said := verdictLine.FindStringSubmatch(string(text))
			if said == nil {
				t.Fatal("the first line says no verdict")
			}
			doc := model.Read(string(text))

			found := errorsOf(validate.Check(doc))

			valid := said[1] == "valid"
			verdicts[valid]++
			if valid != (len(found) == 0) {
				t.Fatalf("want %s, got %+v", said[1], found)
			}
			if valid {
				return
			}
			want, err := strconv.Atoi(said[2])
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range found {
				if doc.Tree.Text.LineAt(d.Span.Start) == want {
					return
				}
			}
			t.Errorf("no error is on line %d: %+v", want, found)
		})
	}
	if verdicts[true] < atLeast/3 || verdicts[false] < atLeast/2 {
		t.Errorf("%d valid and %d invalid documents", verdicts[true], verdicts[false])
	}
}

func errorsOf(found []diagnostic.Diagnostic) []diagnostic.Diagnostic {
	var errors []diagnostic.Diagnostic
	for _, d := range found {
		if d.Severity == diagnostic.Error {
			errors = append(errors, d)
		}
	}
	return errors
}
