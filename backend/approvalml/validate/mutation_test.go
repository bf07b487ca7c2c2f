package validate_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/analysis"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/approvalml/validate"
)

// inserts are what a slip of the hand, or of a generator, may leave in a file.
var inserts = []string{
	" ", "\t", "\n", ":", "-", "- ", "#", "'", "\"", "[", "]", "{", "}", "*x", "&x ", "!", "|", ">", "true", "null", "5", "2024-02-30", "${form.x}",
	"name: x\n", "<<: *x\n", "\r\n", "é", "🏝", "\x00", "\xff", "\u2028", "---\n", "continue_to: nowhere\n", "type: approval\n", "[a, b]", "{a: b}",
}

// edited is a text after a few random edits of the kinds that people make.
func edited(r *rand.Rand, text string) string {
	for range 1 + r.IntN(3) {
		lines := strings.SplitAfter(text, "\n")
		i, j := r.IntN(len(lines)), r.IntN(len(lines))
		block := lines[i:min(i+1+r.IntN(12), len(lines))]
		at := r.IntN(len(text) + 1)
		end := min(at+r.IntN(8), len(text))
		switch r.IntN(8) {
		case 0:
			text = text[:at] + inserts[r.IntN(len(inserts))] + text[at:]
		case 1:
			text = text[:at] + text[end:]
		case 2:
			text = text[:at] + inserts[r.IntN(len(inserts))] + text[end:]
		case 3: // a line goes
			text = strings.Join(append(append([]string{}, lines[:i]...), lines[i+1:]...), "")
		case 4: // two lines change places
			lines[i], lines[j] = lines[j], lines[i]
			text = strings.Join(lines, "")
		case 5: // a block stands twice
			text = strings.Join(lines[:j], "") + strings.Join(block, "") + strings.Join(lines[j:], "")
		case 6: // a block moves to the right
			for k := range block {
				block[k] = "  " + block[k]
			}
			text = strings.Join(lines, "")
		default: // a block moves to the left
			for k := range block {
				block[k] = strings.TrimPrefix(block[k], "  ")
			}
			text = strings.Join(lines, "")
		}
	}
	return text
}

func TestEveryFindingStandsInsideOfAnyText(t *testing.T) {
	const edits = 2000
	files, err := filepath.Glob("../../templates/yaml/*.yaml")
	if err != nil || len(files) < 8 {
		t.Fatalf("only %d files: %v", len(files), err)
	}
	r := rand.New(rand.NewPCG(20, 24))
	for i := range edits {
		original, err := os.ReadFile(files[i%len(files)])
		if err != nil {
			t.Fatal(err)
		}
		text := edited(r, string(original))
		doc := model.Read(text)
		for _, d := range append(validate.Check(doc), analysis.Check(doc)...) {
			mustStandInside(t, text, doc, d)
		}
	}
}

func mustStandInside(t *testing.T, text string, doc *model.Document, d diagnostic.Diagnostic) {
	t.Helper()
	if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) {
		t.Fatalf("%+v lies outside of\n%s", d, text)
	}
	if strings.Contains(doc.Tree.Text.Slice(d.Span), "\n") {
		t.Fatalf("%+v reaches over the end of its line in\n%s", d, text)
	}
	if d.Message == "" || d.Severity != diagnostic.Find(d.Code).Severity {
		t.Fatalf("%+v says nothing, or is not as bad as its rule", d)
	}
	if d.Fix == nil {
		return
	}
	mended := source.Apply(text, d.Fix.Edits...) // panics when edits overlap or lie outside
	if mended == text {
		t.Fatalf("the fix %q changes nothing in\n%s", d.Fix.Title, text)
	}
	if doc.Tree.Readable() && !source.Read(mended).Readable() {
		t.Fatalf("after the fix %q nobody can read\n%s", d.Fix.Title, text)
	}
}
