package edit_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

func TestFormatTidiesTheLayout(t *testing.T) {
	format := func(t *source.Tree) ([]source.Edit, error) { return edit.Format(t), nil }
	check(t, []example{
		{
			"indentation", "a:\n    # one\n    b:   1   # two\n    c:\n        -   d: 1\n            e: 2\n        # three\n        -   f\n",
			"a:\n  # one\n  b: 1   # two\n  c:\n    - d: 1\n      e: 2\n    # three\n    - f\n", format,
		},
		{"compact lists", "a:\n- b\n-   c\nd:\n  - e\nf:\n- g\n", "a:\n- b\n- c\nd:\n- e\nf:\n- g\n", format},
		{"blank lines and ends", "a: 1  \n\n \n\nb: 2 # c  \n\n\n", "a: 1\n\nb: 2 # c\n", format},
		{"final newline", "a: 1\nb: 2", "a: 1\nb: 2\n", format},
		{"literal", "a:\n    b: |\n      x  \n\n\n        y\n    c: |2\n       z\n", "a:\n  b: |\n    x  \n\n\n      y\n  c: |2\n     z\n", format},
		{"quotes over lines", "a:\n    b: \"x  \n\n\n     y\"\n    c: 1\n", "a:\n  b: \"x  \n\n\n     y\"\n  c: 1\n", format},
		{"plain over lines", "a:\n    b: x\n      y  \n\n\n      z\n", "a:\n  b: x\n    y\n\n\n    z\n", format},
		{"brackets", "a:\n    b: [1,\n        2, {c:   3} ]\n", "a:\n  b: [1,\n      2, {c: 3} ]\n", format},
		{"value below its key", "a:\n        x\nb: 1\n", "a:\n  x\nb: 1\n", format},
		{"markers", "\ufeff%YAML 1.1\n---  \na:   1\n...\n", "\ufeff%YAML 1.1\n---\na: 1\n...\n", format},
		{"a text that keeps its ending", "a: |+\n    x\n\n\n", "a: |+\n  x\n\n\n", format},
		{"comment below a literal", "a:\n    b: |\n        x\n    # c\n    d: 1\n", "a:\n  b: |\n    x\n  # c\n  d: 1\n", format},
		{"nothing to do", "a: 1\n\nb:\n  - c\n", "a: 1\n\nb:\n  - c\n", format},
	})
}

func TestFormatLeavesWhatItCannotRead(t *testing.T) {
	for _, text := range []string{"a: [", "", "# nothing\n", "a: 1\n---\nb: 2\n"} {
		if edits := edit.Format(source.Read(text)); edits != nil {
			t.Errorf("%q: %+v", text, edits)
		}
	}
}

func TestTheTemplatesAreTidy(t *testing.T) {
	documents(t, newGenerator(1), 0, func(text string) {
		if edits := edit.Format(source.Read(text)); len(edits) > 0 {
			t.Errorf("%q", source.Apply(text, edits...))
		}
	})
}

func TestFormatDoesNothingTwice(t *testing.T) {
	g := newGenerator(7)
	for range 2000 {
		text := g.document()
		tree := source.Read(text)
		once := source.Apply(text, edit.Format(tree)...)
		after := source.Read(once)
		if !edit.Same(tree.Root, after.Root) {
			t.Fatalf("from\n%s\nto\n%s", text, once)
		}
		if strings.Join(commentsIn(text), "\n") != strings.Join(commentsIn(once), "\n") {
			t.Fatalf("comments: from\n%s\nto\n%s", text, once)
		}
		if twice := source.Apply(once, edit.Format(after)...); twice != once {
			t.Fatalf("from\n%s\nonce\n%s\ntwice\n%s", text, once, twice)
		}
	}
}
