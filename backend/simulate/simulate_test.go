package simulate_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/simulate"
)

var update = flag.Bool("update", false, "write the goldens anew; read them before you commit them")

// examples are the real files and the templates.
func examples(t testing.TB) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range []string{"../approvalml/testdata/real/*.yaml", "../templates/yaml/*.yaml", "testdata/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s has no files: %v", pattern, err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimSuffix(filepath.Base(file), ".yaml")
			if strings.Contains(pattern, "templates") {
				name = "template_" + name
			}
			texts[name] = string(content)
		}
	}
	return texts
}

func workflowOf(text string) *simulate.Workflow { return simulate.Of(model.Read(text)) }

// golden compares a text with a file below testdata, or writes it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	file = filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs (see it with -update):\n%s", file, firstDifference(string(want), got))
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		a, b := "", ""
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, a, b)
		}
	}
	return ""
}

// told is a run as somebody reads it.
func told(run simulate.Run) string {
	var b strings.Builder
	s := run.State()
	for _, e := range s.Trail {
		fmt.Fprintf(&b, "%s  %s\n", e.At.Format("Mon 02 Jan 15:04"), e.Words)
	}
	b.WriteString("\noutbox\n")
	for _, m := range s.Outbox {
		fmt.Fprintf(&b, "%s  %s to %s <%s>: %s | %s\n", m.At.Format("Mon 02 Jan 15:04"), m.Kind, m.Name, m.To, m.Subject, strings.ReplaceAll(m.Body.String(), "\n", " / "))
	}
	b.WriteString("\nwalked\n")
	for _, w := range s.Ways {
		fmt.Fprintf(&b, "%s -> %s\n", w.Way, w.To)
	}
	return b.String()
}
