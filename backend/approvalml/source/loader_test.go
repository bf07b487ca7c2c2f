package source_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/source"
)

// The verdicts are those of PyYAML's safe loader with the booleans of YAML 1.2, as the public reference sets it up.
func TestWhatTheLoaderTakes(t *testing.T) {
	for _, text := range []string{
		"a: b\n...\n", "--- \na: b", "%YAML 1.1\n---\na: b", "%FOO x\n---\na: b", "%TAG !x! tag:yaml.org,2002:\n---\na: !x!str 1", "? a\n: b",
		"a: ! 12", "a: !<tag:yaml.org,2002:str> 1", "a: !!set {b, c}", "a: !!omap [b: 1]", "a: !!binary aGk=", "a: !!bool ON", "=: b", "a: !!null x",
		"<<: {a: b}", "<<: []", "<<: !x {a: b}", "a: &b\nc: *b", "1: a\n2024-01-31: b\n~: c", "a: {b, c: , ? d}", "a: [b: c, ? d : e, ? f]",
		"a: b#c", "a: b:c", "a: -b", "a: 'b\n\n  c'", "a: \"b\\\n  c\"", "a:\n- b\n-\n- - c", "a: 0b1010_1", "a: 12:30:45.5", "a: \"\\/\"",
		"{\"a\":b}", "a: b\rc: d", "a: b\u2028c: d", "\ufeffa: b", "a: !!timestamp 2024-1-1", "a: !!int \"0o7\"",
		strings.Repeat("k", 1000) + ": v", "a: &b d",
	} {
		if tree := source.Read(text); !tree.Readable() {
			t.Errorf("%q is refused: %+v", text, tree.Problems)
		}
	}
	for text, kind := range map[string]source.ProblemKind{
		"a:\tb": source.Syntax, "a: b\t": source.Syntax, "a: &b 1\nc: &b 2": source.BadAnchor, "a: *b": source.BadAnchor, "a: &b [*b]": source.BadAnchor,
		"? [a]\n: b": source.BadKey, "a: {[b]: c}": source.BadKey, "a: !x b": source.BadTag, "a: !x!y b": source.Syntax, "a: !!python/none b": source.BadTag,
		"a: =": source.BadTag, "a: <<": source.BadTag, "- a": source.NotAMapping, "!!set {a}": source.NotAMapping, "a: 2024-13-01": source.BadTag,
		"a: 0b_": source.BadTag, "a: !!int x": source.BadTag, "a: !!binary a": source.BadTag, "a: !!omap [b]": source.BadTag, "a: !!map []": source.BadTag,
		"<<: a": source.BadMerge, "<<: [a]": source.BadMerge, "a: \x7f": source.BadCharacter, "%YAML 2.0\n---\na: b": source.Syntax,
		"%YAML 1.1\na: b": source.Syntax, "a: b\n--- c": source.TwoDocuments, "a: b\n...\nc": source.TwoDocuments, "...\na: b": source.Syntax,
		": b": source.Syntax, "a: b: c": source.Syntax, "a: ]": source.Syntax, "a: |x\n  b": source.Syntax, "a: &b&c d": source.Syntax,
		"a: 'b\n---\nc'": source.Syntax, "a: \"\\q\"": source.Syntax, "a: \"\\x4\"": source.Syntax, "a: [b, , c]": source.Syntax, "a: {b c: d e: f}": source.Syntax,
		"a: 2024-01-01 10:00:00 +25:00":        source.BadTag,
		strings.Repeat("k", 1025) + ": v":      source.Syntax,
		"a: " + strings.Repeat("9", 4301):      source.BadTag,
		"a: " + strings.Repeat("[", 500) + "b": source.TooDeep,
	} {
		tree := source.Read(text)
		if tree.Readable() || tree.Problems[0].Kind != kind || tree.Problems[0].Hint == "" {
			t.Errorf("%.40q: %+v, want the kind %d", text, tree.Problems, kind)
		}
	}
}

func TestTagsAreThoseOfTheLoader(t *testing.T) {
	for value, want := range map[string]source.Tag{
		"yes": source.String, "on": source.String, "true": source.Bool, "TRUE": source.Bool, "tRue": source.String, "'true'": source.String,
		"1.0": source.Float, "1": source.Int, "1e5": source.String, "1.0e+5": source.Float, "0x1F": source.Int, "08": source.String, "1_000": source.Int,
		"1:30": source.Int, "1:30.5": source.Float, ".inf": source.Float, "-.NAN": source.String, "2024-01-31": source.Timestamp, "2024-1-1": source.String,
		"2024-1-1 1:00:00": source.Timestamp, "~": source.Null, "NULL": source.Null, "nULL": source.String, "": source.Null, "\"\"": source.String,
		"! '1'": source.Int, "!!str 1": source.String, "!!float 1": source.Float, "!!int '1'": source.Int, "!!bool yes": source.Bool, "<": source.String,
		"|\n  1": source.String, "!!binary aGk=": source.Binary, "'<<'": source.String, "\"=\"": source.String, "+1": source.Int, "'-'": source.String,
	} {
		tree := source.Read("a: " + value + "\n")
		if got := tree.Root.Get("a").Tag; got != want {
			t.Errorf("%q is %d, want %d", value, got, want)
		}
	}
}

func TestMergedKeysComeInTheLoadersOrder(t *testing.T) {
	tree := source.Read("a: &a {k: 1, l: 1}\nb: &b {l: 2, m: 2}\nc:\n  x: own\n  <<: [*a, *b]\n  <<: {n: 3, k: 3}\n  m: own\n")
	var got []string
	for _, e := range tree.Root.Get("c").All() {
		got = append(got, e.Key.Value+"="+e.Value.Value)
	}
	if want := "l=1 m=own k=3 n=3 x=own"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, " "), want)
	}
	if tree.Root.Get("c").Get("l").Value != "1" {
		t.Error("a merged key is not found")
	}
}
