package jsonata_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/jsonata"
)

func TestWhatGoesFurtherIsToldApartFromAMistake(t *testing.T) {
	for text, beyond := range map[string]bool{
		"$map(items, function($i) { $i.price })": true,
		"items^(price)":                          true,
		"items{what: price}":                     true,
		"$now()":                                 true,
		"($x := 1; $x + 1)":                      true,
		"[1..3]":                                 true,
		"$match(reason, /a/)":                    true,
		"**.price":                               true,
		"items.*":                                true,
		"$sum":                                   true,
		strings.Repeat("(", 200) + "1":           true,
		strings.Repeat("a", 17<<10):              true,
		"":                                       false,
		"  ":                                     false,
		"amount >":                               false,
		"amount > > 1":                           false,
		"'open":                                  false,
		"`open":                                  false,
		"$sum()":                                 false,
		"a ~ b":                                  false,
		"§":                                      false,
		`"\q"`:                                   false,
	} {
		_, bad := jsonata.Parse(text)
		if bad == nil || bad.Message == "" || bad.At < 0 || bad.At > len(text) {
			t.Errorf("%.40q is understood: %+v", text, bad)
		} else if bad.Beyond != beyond {
			t.Errorf("%.40q: beyond is %v, %s", text, bad.Beyond, bad.Message)
		}
	}
}

func TestWhatHasNoValueSaysWhy(t *testing.T) {
	for _, text := range []string{"amount / 0", "amount > 'x'", "$sum(names)", "-reason"} {
		expression, bad := jsonata.Parse(text)
		if bad != nil {
			t.Fatal(bad)
		}
		_, _, bad = expression.Evaluate(map[string]any{"amount": 1.0, "names": []any{"a"}, "reason": "x"})
		if bad == nil || bad.Message == "" || bad.Beyond {
			t.Errorf("%s: %+v", text, bad)
		}
	}
}

func TestTheNamesAreThoseOfTheForm(t *testing.T) {
	for text, want := range map[string][]string{
		"reason != 'other'":                   {"reason"},
		"$sum(items[].total)":                 {"items"},
		"$sum(items.(price * count)) + tax":   {"items", "tax"},
		"items[price > limit].total":          {"items"},
		"items[price > $$.limit].total":       {"items", "limit"},
		"$.amount > 1 ? a.b : c & c":          {"amount", "a", "c"},
		"items.price ~> $sum()":               {"items"},
		"[a, 'b', `c d`]":                     {"a", "c d"},
		"not_a_word and true or null = empty": {"not_a_word", "empty"},
		"1 + 2":                               nil,
	} {
		expression, bad := jsonata.Parse(text)
		if bad != nil {
			t.Fatalf("%s: %v", text, bad)
		}
		if got := expression.Names(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestATangleEndsInAnError(t *testing.T) {
	list := make([]any, 3000)
	for i := range list {
		list[i] = map[string]any{"n": float64(i)}
	}
	expression, bad := jsonata.Parse("items[$count($$.items[n < $$.items[0].n]) > 0]")
	if bad != nil {
		t.Fatal(bad)
	}
	if _, _, bad := expression.Evaluate(map[string]any{"items": list}); bad == nil || !bad.Beyond {
		t.Errorf("nine million looks end with %v", bad)
	}
}

func TestATextOfAnyKindNeverPanics(t *testing.T) {
	words := []string{
		"items", "[", "]", ".", "$", "$$", "(", ")", "price", "$sum(", "$count(", ",", "'x'", "1", "-", "+", "/", "?", ":", "=", "!=", "<",
		"and", "or", "in", "&", "~>", "$join(", "$substring(", "$round(", "[]", "[-1]", "null", "true", "`a b`", "{", ":=", "\\", "é", "$append(",
	}
	random := rand.New(rand.NewPCG(7, 7))
	on := map[string]any{"items": []any{map[string]any{"price": 2.0}, "x", nil, []any{[]any{}}}, "price": "5", "a b": map[string]any{}}
	understood := 0
	for range 200_000 {
		var b strings.Builder
		for range 1 + random.IntN(8) {
			b.WriteString(words[random.IntN(len(words))])
			if random.IntN(3) == 0 {
				b.WriteByte(' ')
			}
		}
		expression, bad := jsonata.Parse(b.String())
		if (expression == nil) == (bad == nil) {
			t.Fatalf("%q: exactly one of the results must be nil", b.String())
		}
		if bad != nil {
			continue
		}
		understood++
		if _, _, bad := expression.Evaluate(on); bad != nil && bad.Message == "" {
			t.Fatalf("%q fails without a word", b.String())
		}
		expression.Names()
	}
	if understood < 1000 {
		t.Errorf("only %d texts were understood", understood)
	}
}

func FuzzEvaluate(f *testing.F) {
	for _, seed := range []string{"$sum(items[].total)", "a != 'b' and c > 1", "items[-1].x & 'y'", "a ? b : c", "$join(x, ',')", "x ~> $sum()"} {
		f.Add(seed)
	}
	on := map[string]any{"items": []any{map[string]any{"total": 2.0}}, "a": "b", "x": []any{1.0}}
	f.Fuzz(func(t *testing.T, text string) {
		expression, bad := jsonata.Parse(text)
		if (expression == nil) == (bad == nil) {
			t.Fatal("exactly one of the results must be nil")
		}
		if bad != nil {
			return
		}
		if _, _, bad := expression.Evaluate(on); bad != nil && bad.Message == "" {
			t.Fatal("no message")
		}
	})
}
