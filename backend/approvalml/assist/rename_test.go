package assist_test

import (
	"os"
	"path/filepath"
	"testing"

	"workflow-designer/backend/approvalml/assist"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

func TestRenamingBackGivesTheSameBytes(t *testing.T) {
	files, _ := filepath.Glob("../../templates/yaml/*.yaml")
	if len(files) < 8 {
		t.Fatalf("only %d files", len(files))
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(content)
		doc := model.Read(text)
		var places []source.Span
		for _, s := range doc.Steps {
			places = append(places, s.Key.Span)
		}
		for _, f := range doc.Fields {
			places = append(places, f.NameNode.Span)
			for _, c := range f.Columns {
				places = append(places, c.NameNode.Span)
			}
		}
		for _, s := range doc.Sections {
			places = append(places, s.IDNode.Span)
		}
		for _, place := range places {
			symbol := assist.SymbolAt(doc, place.Start)
			if symbol == nil || doc.Tree.Text.Slice(symbol.Definition) != symbol.Name {
				t.Fatalf("%s: no symbol at %v: %+v", file, place, symbol)
			}
			for _, use := range symbol.Uses {
				if doc.Tree.Text.Slice(use) != symbol.Name {
					t.Errorf("%s: %s is used at %q", file, symbol.Name, doc.Tree.Text.Slice(use))
				}
			}
			edits, err := assist.Rename(doc, place.Start, symbol.Name+"_renamed")
			if err != nil || len(edits) != 1+len(symbol.Uses) {
				t.Errorf("%s: renaming %s: %d edits for %d uses, %v", file, symbol.Name, len(edits), len(symbol.Uses), err)
				continue
			}
			there := model.Read(source.Apply(text, edits...))
			edits, err = assist.Rename(there, edits[0].Span.Start, symbol.Name)
			if err != nil {
				t.Errorf("%s: renaming %s back: %v", file, symbol.Name, err)
			} else if source.Apply(there.Text(), edits...) != text {
				t.Errorf("%s: renaming %s and back changed the text", file, symbol.Name)
			}
		}
	}
}

func TestTheOutlineStaysInsideTheText(t *testing.T) {
	files, _ := filepath.Glob("../../templates/yaml/*.yaml")
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		items := assist.Outline(model.Read(string(content)))
		if len(items) < 4 {
			t.Errorf("%s: %d items", file, len(items))
		}
		inside(t, file, items, len(content))
	}
}

func inside(t *testing.T, file string, items []assist.OutlineItem, length int) {
	t.Helper()
	for _, item := range items {
		if item.Select.Start < item.Span.Start || item.Select.End > item.Span.End || item.Span.End > length || item.Name == "" {
			t.Errorf("%s: %+v", file, item)
		}
		inside(t, file, item.Children, length)
	}
}
