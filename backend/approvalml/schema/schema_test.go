package schema_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
)

// each visits every group of the table once.
func each(visit func(*schema.Object)) {
	seen := map[*schema.Object]bool{}
	var walk func(*schema.Type)
	var object func(*schema.Object)
	walk = func(t *schema.Type) {
		if t == nil {
			return
		}
		object(t.Object)
		walk(t.Items)
		for _, option := range t.Options {
			walk(option)
		}
	}
	object = func(o *schema.Object) {
		if o == nil || seen[o] {
			return
		}
		seen[o] = true
		visit(o)
		for _, p := range o.Properties {
			walk(p.Type)
		}
		if o.Prefix != nil {
			walk(o.Prefix.Type)
		}
	}
	object(schema.Process())
}

func TestEveryKeyIsExplained(t *testing.T) {
	each(func(o *schema.Object) {
		for _, p := range o.Properties {
			if p.Type == nil || !strings.HasSuffix(p.Doc.String(), ".") {
				t.Errorf("%s of a %s: type %v, doc %q", p.Key, o.Name, p.Type, p.Doc)
				continue
			}
			if o.Property(p.Key) != p {
				t.Errorf("%s of a %s stands twice", p.Key, o.Name)
			}
			for _, w := range p.Type.Words {
				if w.Doc == "" {
					t.Errorf("the word %s of %s has no doc", w.Value, p.Key)
				}
			}
		}
	})
}

func TestKeysAreForTypesThatExist(t *testing.T) {
	for _, o := range []*schema.Object{schema.Step(), schema.Field()} {
		for _, p := range o.Properties {
			for _, kind := range p.For {
				if o.Property("type").Type.Word(kind) == nil {
					t.Errorf("%s of a %s is for %s, which there is not", p.Key, o.Name, kind)
				}
			}
		}
	}
}

func TestAnOutcomeOfOnesOwnIsKnown(t *testing.T) {
	if p := schema.Step().Property("on_send_back"); p == nil || p != schema.Step().Prefix {
		t.Errorf("on_send_back is %+v", p)
	}
	for _, key := range []string{"on_", "onward", ""} {
		if p := schema.Step().Property(key); p != nil {
			t.Errorf("%q is %+v", key, p)
		}
	}
}

const text = `name: N
form:
  layout:
    sections:
      - id: s
        grid: [[amount]]
  fields:
    - name: amount
      type: select
      options:
        - {value: a, label: A}
        - b
  footer:
    columns: [[amount]]
workflow:
  start:
    type: decision
    approver: {email: a@example.com}
    on_other: {continue_to: end}
    default:
      continue_to:
`

func TestLocate(t *testing.T) {
	process := source.Read(text).Root
	for _, c := range []struct {
		path   source.Path
		object string // the group that is expected, empty for none
		key    string // the property that leads there, empty for none
		kind   schema.Kind
	}{
		{source.At(), "workflow", "", schema.Group},
		{source.At("name"), "", "name", schema.Text},
		{source.At("form"), "form", "form", schema.Group},
		{source.At("form", "fields"), "", "fields", schema.List},
		{source.At("form", "fields", 0), "field", "", schema.Group},
		{source.At("form", "fields", 0, "type"), "", "type", schema.Words},
		{source.At("form", "fields", 0, "options"), "", "options", schema.List},
		{source.At("form", "fields", 0, "options", 0), "option", "", schema.Map},
		{source.At("form", "fields", 0, "options", 1), "", "", schema.Text},
		{source.At("form", "layout", "sections", 0, "grid", 0, 0), "", "", schema.Text},
		{source.At("form", "footer"), "page zone", "footer", schema.Group},
		{source.At("workflow", "start"), "step", "", schema.Group},
		{source.At("workflow", "start", "approver"), "approver of a step", "approver", schema.Group},
		{source.At("workflow", "start", "on_other", "continue_to"), "", "continue_to", schema.Text},
		{source.At("workflow", "start", "on_reject"), "what happens next", "on_reject", schema.Group},
		{source.At("workflow", "new"), "step", "", schema.Group},
	} {
		place := schema.Locate(process, c.path)
		object, key := "", ""
		if place.Object != nil {
			object = place.Object.Name.String()
		}
		if place.Property != nil {
			if key = place.Property.Key; key == "on_" {
				key = "on_other"
			}
		}
		if place.Type == nil || place.Type.Kind != c.kind || object != c.object || key != c.key {
			t.Errorf("%s: object %q, key %q, type %+v", c.path, object, key, place.Type)
		}
	}
	for _, path := range []source.Path{source.At("nonsense"), source.At("nonsense", 3, "x"), source.At("name", "x"), source.At("workflow", 0)} {
		if place := schema.Locate(process, path); place != (schema.Place{}) {
			t.Errorf("%s: %+v", path, place)
		}
	}
	if place := schema.Locate(nil, source.At("workflow", "x", "type")); place.Type == nil || place.Type.Kind != schema.Words {
		t.Errorf("without a document: %+v", place)
	}
}

func TestAnOlderFormIsAMapOfFields(t *testing.T) {
	process := source.Read("form:\n  amount: {type: currency}\n  kind: {type: text}\n").Root
	if place := schema.Locate(process, source.At("form", "amount")); place.Object != schema.Field() {
		t.Errorf("%+v", place)
	}
}

func TestJSONIsASchema(t *testing.T) {
	var whole map[string]any
	if err := json.Unmarshal(schema.JSON(), &whole); err != nil {
		t.Fatal(err)
	}
	definitions, ok := whole["$defs"].(map[string]any)
	if !ok || definitions["step"] == nil || definitions["field"] == nil {
		t.Fatalf("definitions: %v", definitions)
	}
	var check func(any)
	check = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if to, ok := v["$ref"].(string); ok && definitions[strings.TrimPrefix(to, "#/$defs/")] == nil {
				t.Errorf("%s leads nowhere", to)
			}
			for _, inner := range v {
				check(inner)
			}
		case []any:
			for _, inner := range v {
				check(inner)
			}
		}
	}
	check(whole)
	if !bytes.Equal(schema.JSON(), schema.JSON()) {
		t.Error("not the same bytes twice")
	}
}
