package secret_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"workflow-designer/backend/secret"
)

const planted = "wJalrXUtnFEMI-planted"

// hider keeps a key in an unexported field, where fmt cannot call the key's own methods.
type hider struct {
	key  secret.Text
	keys []secret.Text
	byID map[string]secret.Text
}

type shower struct {
	Key  secret.Text
	Next *secret.Text
}

func TestNoVerbPrintsTheText(t *testing.T) {
	key := secret.New(planted)
	values := map[string]any{
		"the key":             key,
		"a pointer":           &key,
		"a slice":             []secret.Text{key},
		"a map":               map[string]secret.Text{"key": key},
		"a map key":           map[secret.Text]int{key: 1},
		"an exported field":   shower{Key: key, Next: &key},
		"an unexported field": hider{key: key, keys: []secret.Text{key}, byID: map[string]secret.Text{"key": key}},
		"an any":              []any{key},
	}
	for name, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p", "%T", "%w"} {
			t.Run(name+" "+verb, func(t *testing.T) {
				printed := fmt.Sprintf(verb, value)

				hexed := fmt.Sprintf("%x", planted)
				if strings.Contains(printed, planted) || strings.Contains(strings.ToLower(printed), hexed) {
					t.Errorf("printed %s", printed)
				}
			})
		}
	}
}

func TestNoEncodingHoldsTheText(t *testing.T) {
	key := secret.New(planted)
	value := shower{Key: key, Next: &key}

	inJSON, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"Key":"[secret]","Next":"[secret]"}`; string(inJSON) != want {
		t.Errorf("JSON is %s, want %s", inJSON, want)
	}

	inXML, err := xml.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(inXML, []byte(planted)) {
		t.Errorf("XML is %s", inXML)
	}
}

func TestNoLogHoldsTheText(t *testing.T) {
	key := secret.New(planted)
	for name, handler := range map[string]func(*bytes.Buffer) slog.Handler{
		"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer

			slog.New(handler(&out)).Info("connecting",
				"key", key, "pointer", &key, "shown", shower{Key: key}, "kept", hider{key: key},
				slog.Group("g", "key", key), "err", fmt.Errorf("refused %v: %w", key, errors.New("no")))

			if strings.Contains(out.String(), planted) {
				t.Errorf("logged %s", out.String())
			}
			if !strings.Contains(out.String(), "[secret]") {
				t.Errorf("the log does not show that there is a key: %s", out.String())
			}
		})
	}
}

func TestOnlyRevealGivesTheText(t *testing.T) {
	if got := secret.New(planted).Reveal(); got != planted {
		t.Errorf("Reveal gives %q", got)
	}
}

func TestAnEmptyTextSaysThatThereIsNone(t *testing.T) {
	for name, empty := range map[string]secret.Text{"zero value": {}, "New of nothing": secret.New("")} {
		t.Run(name, func(t *testing.T) {
			if !empty.Empty() || empty.Reveal() != "" || fmt.Sprint(empty) != "" || empty != (secret.Text{}) {
				t.Errorf("empty %v, reveals %q, prints %q", empty.Empty(), empty.Reveal(), fmt.Sprint(empty))
			}
		})
	}
	if secret.New(planted).Empty() {
		t.Error("a text counts as empty")
	}
}

func TestEqualTextsAreEqual(t *testing.T) {
	if secret.New(planted) != secret.New(strings.Clone(planted)) {
		t.Error("the same text twice is not equal")
	}
	if secret.New(planted) == secret.New("another") {
		t.Error("different texts are equal")
	}
}
