package jsonata_test

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"

	"workflow-designer/backend/approvalml/jsonata"
)

type outcome struct {
	Value any
	None  bool
	Error string
}

// What is evaluated here is what the reference gives; what is not is said to be beyond, never given another value.
func TestValuesAreThoseOfTheReference(t *testing.T) {
	raw, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var reference struct {
		On          map[string]any
		Expressions map[string]outcome
	}
	if err := json.Unmarshal(raw, &reference); err != nil {
		t.Fatal(err)
	}
	const atLeast, mostBeyond = 200, 10
	evaluated, beyond := 0, []string{}
	for text, want := range reference.Expressions {
		expression, bad := jsonata.Parse(text)
		var value any
		var found bool
		if bad == nil {
			value, found, bad = expression.Evaluate(reference.On)
		}
		switch {
		case bad != nil && bad.Beyond:
			beyond = append(beyond, text)
			continue
		case (bad != nil) != (want.Error != ""):
			t.Errorf("%s: fails with %v, the reference with %q", text, bad, want.Error)
		case bad == nil && (found == want.None || !reflect.DeepEqual(value, want.Value)):
			t.Errorf("%s: %#v (%v), want %+v", text, value, found, want)
		}
		evaluated++
	}
	if evaluated < atLeast || len(beyond) > mostBeyond {
		t.Errorf("%d evaluated, beyond: %q", evaluated, beyond)
	}
}
