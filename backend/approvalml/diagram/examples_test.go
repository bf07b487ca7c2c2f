package diagram_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

var update = flag.Bool("update", false, "write what the edits of testdata/edits come to")

// TestEditsByExample makes the edits of testdata/edits. A file has a text and, for each edit, what becomes of it: the lines that
// change, as diff shows them, or why it is refused. Each is made on the text as it is on top, and again with its line endings
// turned into those of Windows. Texts with <CR> have them already.
func TestEditsByExample(t *testing.T) {
	files, err := filepath.Glob("testdata/edits/*.txt")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		written, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(string(written), "\n== ")
		before := strings.TrimSuffix(parts[0], "\n") + "\n"
		told := []string{strings.TrimRight(parts[0], "\n") + "\n"}
		for _, part := range parts[1:] {
			title, _, _ := strings.Cut(part, "\n")
			told = append(told, title+"\n\n"+outcome(t, before, editOf(t, title)))
			windows := strings.ReplaceAll(before, "\n", "\r\n")
			if got := outcome(t, windows, editOf(t, title)); title+"\n\n"+got != told[len(told)-1] {
				t.Errorf("%s, %s: with the line endings of Windows it becomes\n%s", file, title, got)
			}
		}
		result := strings.Join(told, "\n== ")
		if *update {
			if err := os.WriteFile(file, []byte(result), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		for i, part := range parts[1:] {
			if strings.TrimSpace(part) != strings.TrimSpace(told[i+1]) {
				t.Errorf("%s:\n%s\nbut it is\n%s", file, part, told[i+1])
			}
		}
	}
}

// editOf reads an edit: its name, and the fields that it takes.
func editOf(t *testing.T, line string) diagram.Edit {
	t.Helper()
	do, rest, _ := strings.Cut(line, " ")
	e := diagram.Edit{Do: do}
	for rest != "" {
		name, more, ok := strings.Cut(rest, "=")
		field := reflect.ValueOf(&e).Elem().FieldByName(name)
		if !ok || !field.IsValid() {
			t.Fatalf("%q: no field %q", line, name)
		}
		quoted, err := strconv.QuotedPrefix(more)
		value := quoted
		if err != nil {
			value, _, _ = strings.Cut(more, " ")
			quoted = value
		} else if value, err = strconv.Unquote(quoted); err != nil {
			t.Fatal(err)
		}
		switch field.Kind() {
		case reflect.Int:
			n, err := strconv.Atoi(value)
			if err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			field.SetInt(int64(n))
		case reflect.Pointer:
			field.Set(reflect.ValueOf(&value))
		default:
			field.SetString(value)
		}
		rest = strings.TrimPrefix(more[len(quoted):], " ")
	}
	return e
}

// outcome is what becomes of a text: the lines that change, each with its number before, or why it is refused.
func outcome(t *testing.T, before string, e diagram.Edit) string {
	t.Helper()
	doc := model.Read(before)
	result, err := diagram.Apply(doc, e)
	var refusal *edit.Refusal
	switch {
	case errors.As(err, &refusal):
		return "refused (" + refusal.Code + "): " + refusal.Message.String() + " " + refusal.Hint.String() + "\n"
	case err != nil:
		t.Fatal(err)
	}
	after := source.Apply(before, result.Edits...)
	if report := model.Read(after); !report.Tree.Readable() {
		t.Errorf("%s: cannot be read any more:\n%s", show(e), after)
	}
	var b strings.Builder
	if result.Select != "" {
		b.WriteString("select " + result.Select + "\n")
	}
	if after == before {
		b.WriteString("nothing changes\n")
	}
	was, now := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	for _, line := range differ(was, now) {
		b.WriteString(line)
	}
	return b.String()
}

// differ lists the lines that go and those that come, by the longest sequence that both have.
func differ(was, now []string) (lines []string) {
	common := make([][]int, len(was)+1)
	for i := range common {
		common[i] = make([]int, len(now)+1)
	}
	for i := len(was) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			if was[i] == now[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	marked := func(mark string, number int, line string) {
		lines = append(lines, strings.TrimRight(mark+" "+strconv.Itoa(number)+" | "+strings.TrimRight(line, "\r\n"), " ")+"\n")
	}
	for i, j := 0, 0; i < len(was) || j < len(now); {
		switch {
		case i < len(was) && j < len(now) && was[i] == now[j]:
			i, j = i+1, j+1
		case j == len(now) || i < len(was) && common[i+1][j] >= common[i][j+1]:
			marked("-", i+1, was[i])
			i++
		default:
			marked("+", j+1, now[j])
			j++
		}
	}
	return lines
}
