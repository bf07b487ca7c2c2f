package source_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/approvalml/source"
)

func TestProblemsNameTheLineAndWhatToDo(t *testing.T) {
	const head = "name: Leave\nform:\n  fields: []\n"
	for name, c := range map[string]struct {
		text         string
		line, column int
		says         string
	}{
		"nothing":                  {"", 1, 1, "no workflow here"},
		"only comments":            {"# later\n\n# more\n", 1, 1, "no workflow here"},
		"an empty document":        {"---\n", 1, 1, "no workflow here"},
		"a list":                   {"\n- name: x\n", 2, 1, "This is a list"},
		"a text":                   {"please approve", 1, 1, "This is a single text"},
		"a tab":                    {head + "workflow:\n\tstart: {}\n", 5, 1, "tabs"},
		"a tab on the first line":  {"\tname: x\n", 1, 1, "tabs"},
		"a list left open":         {head + "tags: [a, b\nnext: 1\n", 4, 7, "[ is not closed"},
		"a group left open":        {"name: x\nform: {fields: []\n", 2, 7, "{ is not closed"},
		"open after a closed list": {"a: [1,\n  2]\nb: [1, 2\nc: 3\n", 3, 4, "[ is not closed"},
		"a quote left open":        {head + "note: \"open\nlast: x\n", 4, 7, "never closed"},
		"an apostrophe":            {head + "note: 'it's'\nlast: x\n", 4, 11, "quotes are closed"},
		"words behind a quote":     {head + "a: [1,\n  2]\nnote: \"x\" y\nlast: x\n", 6, 11, "does not fit"},
		"a colon too many":         {head + "  note: a: b\n", 4, 10, "colon too many"},
		"no colon":                 {head + "workflow\nlast: x\n", 4, 1, "colon is missing"},
		"a wrong indent":           {head + "    - name: x\n   type: y\nlast: x\n", 4, 5, "does not fit"},
		"an outdented key":         {head + "w:\n    a: 1\n  b: 2\n", 6, 3, "does not fit"},
		"a key in a list":          {"- a\n- b\nname: x\n", 3, 1, "does not fit the list"},
		"a dash behind a key":      {head + "w: - a\n", 4, 4, "cannot begin here"},
		"an at sign":               {head + "mail: @ann\n", 4, 7, "cannot begin with this character"},
		"an unknown alias":         {head + "note: *important\nlast: x\n", 4, 7, "behind *"},
		"emphasis":                 {head + "note: *important*\nlast: x\n", 4, 7, "cannot begin with *"},
		"an unknown escape":        {head + "path: \"C:\\q\"\nlast: x\n", 4, 10, "backslash"},
		"a control character":      {head + "a: x\x01y\nlast: x\n", 4, 5, "invisible control character"},
		"Latin-1":                  {head + "a: Cong\xe9s\nlast: x\n", 4, 8, "not UTF-8"},
		"UTF-16":                   {"\xff\xfen\x00:\x001\x00", 1, 1, "not UTF-8"},
		"a key twice":              {"name: x\nform: {}\nname: y\n", 3, 1, `"name" stands twice`},
		"a step twice": {
			"workflow:\n  check: {type: end}\n  'check': {type: end}\n", 3, 3, `"check" stands twice`,
		},
		"a key twice in a list":    {"a:\n  - é: {x: 1, x: 2}\n", 2, 15, `"x" stands twice`},
		"a second document":        {"name: x\n---\nname: y\n", 2, 1, "second document"},
		"an empty second document": {"name: x\n---\n", 2, 1, "second document"},
		"a broken second document": {"name: x\n---\ny: [\n", 3, 4, "not closed"},
	} {
		t.Run(name, func(t *testing.T) {
			tree := source.Read(c.text)

			found := false
			for _, problem := range tree.Problems {
				at := tree.Text.Position(problem.Span.Start)
				says := problem.Message.String() + " " + problem.Hint.String()
				found = found || at.Line == c.line && at.Column == c.column && strings.Contains(says, c.says)
				if strings.Contains(says, "yaml:") || !strings.HasSuffix(problem.Message.String(), ".") {
					t.Errorf("the sentence is %q", problem.Message)
				}
			}
			if !found {
				t.Errorf("got %+v\nwant line %d, column %d: … %s …", tree.Problems, c.line, c.column, c.says)
			}
		})
	}
}

// Each text is about 1 MiB, the most that a version holds, and would freeze or fill the memory of a careless reader.
func TestHostileTextsAreAnswered(t *testing.T) {
	const size = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [x, x]\n")
	for i := range 100 {
		fmt.Fprintf(&bomb, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i, i)
	}
	var merges strings.Builder
	merges.WriteString("a0: &a0 {k0: v}\n")
	for i := 0; merges.Len() < size-100; i++ {
		fmt.Fprintf(&merges, "a%d: &a%d {<<: [*a%d, *a%d], k%d: v}\n", i+1, i+1, i, i, i+1)
	}
	var deep strings.Builder
	for i := 0; deep.Len() < size-5000; i++ {
		deep.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	for name, text := range map[string]string{
		"merges of merges":                merges.String(),
		"many merges":                     "a: &a {k: v}\n" + fill("- <<: *a\n"),
		"deep indentation":                deep.String(),
		"one broken line after the other": fill("x: [\n"),
		"quotes":                          fill("\""),
		"apostrophes":                     fill("'"),
		"quoted line breaks":              "a: '" + fill("\n"),
		"anchors and aliases":             "a: &a x\nb: [" + fill("*a, ") + "]",
		"one long line":                   fill("a "),
		"colons":                          fill(": "),
		"flow colons":                     "{" + fill(":"),
		"flow questions":                  "[" + fill("?"),
		"percent":                         fill("%"),
		"pipes":                           fill("|\n"),
		"exclamation":                     fill("!a "),
		"carriage returns":                fill("\r"),
		"wide":                            fill("\u2028"),
		"blank lines in a text":           "a: |\n" + fill(" \n"),
		"open lists":                      fill("["),
		"open groups":                     fill("{a: "),
		"nested dashes":                   fill("- "),
		"nested questions":                fill("? "),
		"anchors":                         fill("- &a x\n"),
		"comments":                        fill("#\n"),
		"tags":                            fill("!"),
		"documents":                       fill("---\n"),
		"the same key":                    fill("a: b\n"),
		"broken at the end":               fill("- b\n") + "x: [",
		"one long quote":                  "a: \"" + fill("x\n"),
		"one long key":                    strings.Repeat("k", 900) + ": 1\n" + strings.Repeat("k", 900) + ": 2\n",
		"aliases of aliases":              bomb.String(),
	} {
		t.Run(name, func(t *testing.T) {
			before := time.Now()
			tree := source.Read(text)
			if took := time.Since(before); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
			for _, problem := range tree.Problems {
				if len(problem.Message) > 300 {
					t.Fatalf("a message has %d bytes", len(problem.Message))
				}
			}
		})
	}
}
