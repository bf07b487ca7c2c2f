package bucketstore

import (
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
		WorkflowUID:   "d9428888-122b-11e1-b85c-61cd3cbb3210",
		Name:          name,
		Author:        author,
		Comment:       comment,
		Prompt:        prompt,
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
