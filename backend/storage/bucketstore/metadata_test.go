package bucketstore

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"workflow-designer/backend/workflow"
)

func TestMetadataHoldsAnyVersionWithinTheLimits(t *testing.T) {
	texts := map[string]string{
		"empty":              "",
		"one blank":          " ",
		"short":              "Adds the finance step",
		"quotes and breaks":  "says \"yes\", 'no'\r\n\tand `maybe`; 100 %",
		"looks encoded":      "a%20b+c =?UTF-8?B?YQ==?= %zz",
		"256 bytes":          strings.Repeat("x", 256),
		"257 bytes":          strings.Repeat("x", 257),
		"257 bytes of runes": strings.Repeat("ä", 128) + "x",
		"emoji":              strings.Repeat("👩🏽‍💼", 40),
		"10,000 blanks":      strings.Repeat(" ", 10_000),
		"20,000 runes":       strings.Repeat("财务部 👩🏽‍💼\n", 2_000),
	}
	for promptName, prompt := range texts {
		for otherName, other := range texts {
			t.Run("prompt of "+promptName+", others of "+otherName, func(t *testing.T) {
				holds(t, version(prompt, other, other, other))
			})
		}
	}
}

func TestMetadataHoldsRandomVersions(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("ab %?=+/\"\n\t\r\u00a0äß财👩‍\U0010ffff\u2028~.-_")
	text := func(longest int) string {
		runes := make([]rune, random.IntN(longest))
		for i := range runes {
			runes[i] = alphabet[random.IntN(len(alphabet))]
		}
		return string(runes)
	}
	for range 2_000 {
		holds(t, version(text(700), text(300), text(100), text(100)))
	}
}

func version(prompt, comment, author, name string) workflow.Version {
	return workflow.Version{
		Ref:           workflow.Ref{Company: workflow.MaxID, ID: workflow.MaxID},
		UID:           "01ARZ3NDEKTSV4RRFFQ69G5FAV",
		ParentUID:     "01ARZ3NDEKTSV4RRFFQ69G5FAW",
		MergedUID:     "01ARZ3NDEKTSV4RRFFQ69G5FAX",
		Number:        math.MaxInt32,
		WorkflowUID:   "d9428888-122b-11e1-b85c-61cd3cbb3210",
		Name:          name,
		Author:        author,
		Comment:       comment,
		Prompt:        prompt,
		Generator:     cut(name, workflow.MaxGenerator),
		CreatedAt:     time.Date(2026, time.March, 1, 9, 30, 15, 123456789, time.UTC),
		ContentSHA256: workflow.SHA256([]byte("a: 1\n")),
	}
}

// holds asserts that metadata and note together give the version back, that the metadata is within the limits of every
// server, and that there is a note only when it is needed.
func holds(t *testing.T, given workflow.Version) {
	t.Helper()
	meta, rest, err := describe(given)
	if err != nil {
		t.Fatal(err)
	}

	bytes := 0
	for name, value := range meta {
		bytes += len("X-Amz-Meta-") + len(name) + len(value)
		if value == "" || strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' || r == '?' }) {
			t.Errorf("%s has the value %q, want one printable ASCII word", name, value)
		}
	}
	if bytes > 2048 {
		t.Errorf("the metadata has %d bytes, at most 2048 are allowed", bytes)
	}
	if comment := decode(meta[metaComment]); !strings.HasPrefix(given.Comment, comment) || !utf8.ValidString(comment) ||
		len(comment) > 256 || (len(comment) < 253 && comment != given.Comment) {
		t.Errorf("the comment is cut to %q", comment)
	}
	if (rest != nil) != (meta[metaNoteSHA256] != "") {
		t.Errorf("note %v, its hash in the metadata %q", rest, meta[metaNoteSHA256])
	}
	inFull := decode(meta[metaPrompt]) == given.Prompt && decode(meta[metaComment]) == given.Comment &&
		decode(meta[metaAuthor]) == given.Author && decode(meta[metaName]) == given.Name
	if inFull != (rest == nil) {
		t.Errorf("the metadata alone is complete: %v; there is a note: %v", inFull, rest != nil)
	}

	got, hash := recall(given.Ref, meta)
	if rest != nil {
		if rest.hash() != hash {
			t.Errorf("the metadata names the note %s, its hash is %s", hash, rest.hash())
		}
		rest.fill(&got)
	}
	if got != given {
		t.Errorf("read back:\n%+v\nwant:\n%+v", got, given)
	}
}

func TestMetadataRefusesIDsThatDoNotFit(t *testing.T) {
	v := version("", "", "", "")
	v.WorkflowUID = strings.Repeat("x", 2_000)

	_, _, err := describe(v)

	if workflow.CodeOf(err) != workflow.CodeInvalidRequest {
		t.Errorf("got %v", err)
	}
}

func TestMetadataOfAnotherToolStandsForItself(t *testing.T) {
	v, hash := recall(workflow.Ref{Company: 1, ID: 2}, map[string]string{
		"Author": "100% me", "COMMENT": "%ff", "created-at": "yesterday", "mtime": "1700000000",
	})

	if v.Author != "100% me" || v.Comment != "%ff" || !v.CreatedAt.IsZero() || v.UID != "" || hash != "" {
		t.Errorf("got %+v, note %q", v, hash)
	}
}

func TestNamesThatOtherToolsHaveForPromptAndComment(t *testing.T) {
	for name, test := range map[string]struct {
		meta            map[string]string
		prompt, comment string
	}{
		"prompt and comment":       {map[string]string{"Prompt": "Do it", "Comment": "100%25"}, "Do it", "100%25"},
		"version_comment":          {map[string]string{"Version_comment": "First"}, "", "First"},
		"version-comment":          {map[string]string{"Version-Comment": "First"}, "", "First"},
		"comment comes first":      {map[string]string{"version-comment": "b", "version_comment": "c", "comment": "a"}, "", "a"},
		"encoded as RFC 2047":      {map[string]string{"comment": "=?UTF-8?Q?Pr=C3=BCfung?=", "prompt": "=?utf-8?b?5LyB?="}, "企", "Prüfung"},
		"raw Latin-1":              {map[string]string{"comment": "Pr\xfcfung"}, "", "Pr\ufffdfung"},
		"percent-encoded and ours": {map[string]string{"version-uid": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "comment": "a%20b"}, "", "a b"},
	} {
		t.Run(name, func(t *testing.T) {
			v, _ := recall(workflow.Ref{Company: 1, ID: 2}, test.meta)

			if v.Prompt != test.prompt || v.Comment != test.comment {
				t.Errorf("prompt %q and comment %q, want %q and %q", v.Prompt, v.Comment, test.prompt, test.comment)
			}
		})
	}
}

func TestValuesThatCannotBeOursAreDropped(t *testing.T) {
	for _, uid := range []string{
		"../../etc/passwd", "01arz3ndektsv4rrffq69g5fav", "01ARZ3NDEKTSV4RRFFQ69G5FA", "81ARZ3NDEKTSV4RRFFQ69G5FAV",
		"01ARZ3NDEKTSV4RRFFQ69G5FAU\n", "01ARZ3NDEKTSV4RRFFQ69G5FAI", " 01ARZ3NDEKTSV4RRFFQ69G5FAV",
	} {
		v, _ := recall(workflow.Ref{Company: 1, ID: 2}, map[string]string{
			"version-uid": uid, "parent-uid": uid, "merged-uid": uid, "content-sha256": strings.Repeat("G", 64), "version-number": "-1",
		})
		if v.UID != "" || v.ParentUID != "" || v.MergedUID != "" || v.ContentSHA256 != "" || v.Number != 0 {
			t.Errorf("of %q it keeps %+v", uid, v)
		}
	}
	for number, want := range map[string]int{"1": 1, "2147483647": math.MaxInt32, "0": 0, "2147483648": 0, "1e3": 0, "x": 0} {
		if v, _ := recall(workflow.Ref{}, map[string]string{"version-number": number}); v.Number != want {
			t.Errorf("the number %q is read as %d, want %d", number, v.Number, want)
		}
	}
}
