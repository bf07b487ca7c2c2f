package workflow

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"time"
	"unicode/utf8"

	"workflow-designer/backend/words"
)

// MaxContent is the largest YAML text of a version, in bytes: 1 MiB.
const MaxContent = 1 << 20

// MaxGenerator is the longest name of a generator, in bytes.
const MaxGenerator = 40

// Version is what is known of one saved version, without its text. It is immutable; what a store adds (its own
// version id, whether it is the latest) is not part of it.
type Version struct {
	Ref         Ref
	UID         UID    // made by the laptop that saved; empty for a version that another tool wrote
	ParentUID   UID    // the version it goes on top of; empty for the first, and where another tool wrote it
	MergedUID   UID    // the other parent: the version that this one brings together with ParentUID; empty for most
	WorkflowUID string // UUID of the workflow, the same in all its versions
	// Number is what people call the version by, from 1. It is one more than the number of the version it goes on top of,
	// so two versions that were saved at the same time have the same. 0 is not known: another tool wrote it.
	Number  int
	Deleted bool   // it says that the workflow was deleted here; it has no text, no size and no hash
	Name    string // the name a person gave the workflow; empty when the YAML's own name stands
	Author  string
	Comment string
	Prompt  string
	// Generator is what proposed the text before a person accepted and saved it, "offline" for the one without a model; at most
	// MaxGenerator bytes, and empty where a person wrote the text.
	Generator     string
	CreatedAt     time.Time // UTC, by the clock of the laptop that saved
	Size          int64     // bytes of YAML
	ContentSHA256 string    // of the YAML, lower-case hex; empty when nobody has said it and the text is not here
}

// SHA256 is the hash of a text as Version.ContentSHA256 holds it.
func SHA256(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// CheckContent refuses a text that cannot be a version: an empty one, one with a NUL byte, one that is not
// UTF-8 (all CodeInvalidContent), or one above MaxContent (CodeTooLarge). Any other text is a version, valid YAML or not.
func CheckContent(content []byte) error {
	switch {
	case len(content) > MaxContent:
		return TooLarge(int64(len(content)))
	case len(bytes.TrimSpace(content)) == 0:
		return &Error{
			Code:    CodeInvalidContent,
			Message: "The YAML is empty.",
			Hint:    "Write the workflow or choose a template, then save.",
		}
	case bytes.IndexByte(content, 0) >= 0:
		return &Error{
			Code:    CodeInvalidContent,
			Message: words.F("The YAML has a NUL byte at offset %d.", bytes.IndexByte(content, 0)),
			Hint:    "Remove the NUL byte: it cannot be part of a text.",
		}
	case !utf8.Valid(content):
		return &Error{
			Code:    CodeInvalidContent,
			Message: words.F("The YAML is not UTF-8 text: the byte at offset %d is not.", firstInvalid(content)),
			Hint:    "Save the file as UTF-8 and try again.",
		}
	}
	return nil
}

// TooLarge says that a text of so many bytes is above MaxContent.
func TooLarge(size int64) error {
	return &Error{
		Code:    CodeTooLarge,
		Message: words.F("The YAML has %d bytes; a version holds at most %d.", size, MaxContent),
		Hint:    "Split the process into several workflows.",
	}
}

// CheckNote refuses a prompt, comment, name or author with a NUL byte or that is not UTF-8: CodeInvalidContent.
func CheckNote(field words.Text, text string) error {
	if !utf8.ValidString(text) || bytes.IndexByte([]byte(text), 0) >= 0 {
		return &Error{
			Code:    CodeInvalidContent,
			Message: words.F("The %s is not plain UTF-8 text.", field),
			Hint:    "Type it again, without control characters.",
		}
	}
	return nil
}

// CheckGenerator refuses a name of a generator above MaxGenerator (CodeInvalidRequest), and what CheckNote does.
func CheckGenerator(name string) error {
	if len(name) > MaxGenerator {
		return &Error{
			Code:    CodeInvalidRequest,
			Message: words.F("The name of the generator has %d bytes; it may have at most %d.", len(name), MaxGenerator),
			Hint:    "Give the generator a shorter name.",
		}
	}
	return CheckNote("generator", name)
}

func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(b)
}
