package condition_test

import (
	"errors"
	"reflect"
	"testing"

	"workflow-designer/backend/approvalml/condition"
)

func TestValuesAreThoseOfPython(t *testing.T) {
	for text, want := range map[string]any{
		"1 == 1.0": true, "'1' != 1": true, "'1' == 1": false, "True == 1": true, "True + True": 2.0, "1 < 2 < 3": true,
		"1 < 3 < 2": false, "3 > 2 > 'x' or True": errors.ErrUnsupported, "1 > 2 > 'x'": false, "'a' < 'b'": true, "'Z' < 'a'": true,
		"'' == None": false, "None == None": true, "[1] == (1,)": false, "(1, 2) == (1.0, 2)": true, "[1, 2] < [1, 3]": true,
		"0 or 5": true, "0 or ''": false, "1 and 'x'": true, "not []": true, "not 'x'": false, "False and 1/0": false,
		"True or missing": true, "'b' in 'abc'": true, "2 in (1, 2)": true, "2.0 in [1, 2]": true, "'x' not in ['y']": true,
		"7 / 2": 3.5, "-7 % 3": 2.0, "7 % -3": -2.0, "-7.5 % 2": 0.5, "2 + 3 * 4 - 1": 13.0, "(2 + 3) * 4": 20.0, "'ab' * 2": "abab",
		"'a' + 'b'": "ab", "[1] + [2]": []any{1.0, 2.0}, "len('grüß')": 4.0, "len([1, 2])": 2.0, "str(5)": "5", "str(10/2)": "5.0",
		"str(True)": "True", "str(1e16)": "1e+16", `str([1, 'a', None])`: "[1, 'a', None]", "int(' 1_2 ')": 12.0, "int(-1.9)": -1.0,
		"int(True)": 1.0, "float('1e3')": 1000.0, "bool('')": false, "abs(-3)": 3.0, "min(3, 1, 2)": 1.0, "max([1, 5])": 5.0,
		"max('abc')": "c", "sum([1, 2.5])": 3.5, "sum((1, 2), 10)": 13.0, "round(2.5)": 2.0, "round(3.5)": 4.0, "round(2.675, 2)": 2.67,
		"round(1250, -2)": 1200.0, "round(1350, -2)": 1400.0, "round(-1250.0, -2)": -1200.0, "0.1 + 0.2 == 0.3": false,
		"9007199254740993 == 9007199254740992": false, `'\x41\101\u00e9\n' == 'AAé' + "\n"`: true, `'\d' == r'\d'`: true, "- -5": 5.0,
		"amount": 12.5, "form.amount == amount": true, "${form.amount}": 12.5, "items.amount": []any{5.0, 7.0}, "sum(items.amount)": 12.0,
		"items.what": []any{"pen", nil}, "requestor.department": "it", "'${form.category}' == 'a'": true, "'${form.none}'": "${form.none}",
		"'x' in tags": true, "str(days)": "3", "'days: ${form.days}'": "days: 3",
		"amount > '5'": errors.ErrUnsupported, "None > 1": errors.ErrUnsupported, "1/0": errors.ErrUnsupported, "1 % 0": errors.ErrUnsupported,
		"missing": errors.ErrUnsupported, "1 in 'abc'": errors.ErrUnsupported, "1 in 5": errors.ErrUnsupported, "'a' + 1": errors.ErrUnsupported,
		"len(5)": errors.ErrUnsupported, "int('x')": errors.ErrUnsupported, "min([])": errors.ErrUnsupported, "sum('ab')": errors.ErrUnsupported,
		"upper('a')": errors.ErrUnsupported, "name.upper()": errors.ErrUnsupported, "len()": errors.ErrUnsupported, "-'a'": errors.ErrUnsupported,
		"'a' * 9999999999": errors.ErrUnsupported, "[1] < ['a']": errors.ErrUnsupported, "requestor.boss": errors.ErrUnsupported,
	} {
		got, err := parsed(t, text).Evaluate(values())
		if failing, ok := want.(error); ok && errors.Is(failing, errors.ErrUnsupported) {
			if bad, ok := errors.AsType[*condition.EvaluationError](err); !ok || bad.Message == "" || bad.Span.End > len(text) {
				t.Errorf("%s: %v, %v; want an error with a place", text, got, err)
			}
			continue
		}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, %v; want %v", text, got, err, want)
		}
	}
}

func TestAllKindsOfNumbersAreTaken(t *testing.T) {
	for _, value := range []any{5, int8(5), int64(5), uint(5), uint64(5), float32(5), 5.0} {
		holds, err := parsed(t, "x == 5 and str(x) == '5'").Holds(map[string]any{"x": value})
		if !holds || err != nil {
			t.Errorf("%T: %v, %v", value, holds, err)
		}
	}
	if _, err := parsed(t, "x == 5").Holds(map[string]any{"x": struct{}{}}); err == nil {
		t.Error("a struct is taken")
	}
}

func TestATangleOfListsEndsInAnError(t *testing.T) {
	tangle := []any{}
	for range 60 {
		tangle = []any{tangle, tangle}
	}
	other := []any{}
	for range 60 {
		other = []any{other, other}
	}
	if _, err := parsed(t, "a == b").Holds(map[string]any{"a": tangle, "b": other}); err == nil {
		t.Error("2^60 comparisons were made")
	}
}
