package source_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"workflow-designer/backend/approvalml/source"
)

// walk visits every node, keys included.
func walk(n *source.Node, visit func(*source.Node)) {
	visit(n)
	for _, e := range n.Entries {
		walk(e.Key, visit)
		walk(e.Value, visit)
	}
	for _, item := range n.Items {
		walk(item, visit)
	}
}

const everything = "# first\r\n--- # the document\n" +
	"plain: a b # comment\n" +
	"several: first\n  second\n\n  third # end\n" +
	"single: 'it''s' \n" +
	"double: \"a \\\" # b\"\n" +
	"literal: |\n  one\n\n  two\n# outside\n" +
	"keep: |+\n  one\n\n\n" +
	"indented: |2\n    one\n  two\n" +
	"folded: >-\n  one\n  two\n\n" +
	"empty:\n" +
	"anchor: &a\n" +
	"tagged: !!str 12\n" +
	"both: &b !!str  x y\n" +
	"alias: *b\n" +
	"list:\n- one\n-  two: 2\n   three: [a, 'b', {c: d, e}, ]\n-\n- - x\n  - y\n" +
	"flow: {a: 1, # why\n  b: [1,\n 2], \"c\":3, d}\n" +
	"pair: [k: v, ? q : w]\n" +
	"größe: \"weiß 🏝\" # 请假\n" +
	"请: {假: 🏝, b: c}\n" +
	"last: done"

func TestEveryNodeIsWrittenWhereItsSpanSays(t *testing.T) {
	tree := source.Read(everything)
	if len(tree.Problems) > 0 {
		t.Fatalf("problems: %+v", tree.Problems)
	}
	walk(tree.Root, func(n *source.Node) {
		if n.Parent == nil || n.Kind == source.Alias {
			return
		}
		written := tree.Text.Slice(n.Span)
		if strings.TrimSpace(written) != written && n.Style != source.Literal {
			t.Errorf("%s is written %q", n.Path(), written)
		}
		if n.Kind == source.Scalar && n.Style != source.Literal && n.Style != source.Folded {
			var value yaml.Node
			if err := yaml.Unmarshal([]byte(written), &value); err != nil {
				t.Errorf("%s is written %q: %v", n.Path(), written, err)
			} else if len(value.Content) > 0 && value.Content[0].Value != n.Value {
				t.Errorf("%s is written %q, which is %q and not %q", n.Path(), written, value.Content[0].Value, n.Value)
			}
		}
	})
	for path, want := range map[string]string{
		"several": "first\n  second\n\n  third", "literal": "|\n  one\n\n  two", "keep": "|+\n  one\n\n",
		"indented": "|2\n    one\n  two", "folded": ">-\n  one\n  two", "empty": "", "anchor": "&a", "both": "&b !!str  x y", "alias": "*b",
		"flow": "{a: 1, # why\n  b: [1,\n 2], \"c\":3, d}", "pair": "[k: v, ? q : w]", "größe": "\"weiß 🏝\"", "请": "{假: 🏝, b: c}",
		"list": "- one\n-  two: 2\n   three: [a, 'b', {c: d, e}, ]\n-\n- - x\n  - y", "last": "done",
	} {
		if got := tree.Text.Slice(tree.Root.Get(path).Span); got != want {
			t.Errorf("%s is written %q, want %q", path, got, want)
		}
	}
}

func TestTheRealFilesAreReadWhole(t *testing.T) {
	files, _ := filepath.Glob("../../templates/yaml/*.yaml")
	if len(files) < 8 {
		t.Fatalf("only %d files", len(files))
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree := source.Read(string(text))
		if len(tree.Problems) > 0 {
			t.Errorf("%s: %+v", file, tree.Problems)
		}
	}
}
