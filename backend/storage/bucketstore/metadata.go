package bucketstore

import (
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"workflow-designer/backend/workflow"
)

// The names of a version's user metadata, without "X-Amz-Meta-".
const (
	metaVersionUID    = "version-uid"
	metaParentUID     = "parent-uid"
	metaWorkflowUID   = "workflow-uid"
	metaName          = "workflow-name"
	metaAuthor        = "author"
	metaCreatedAt     = "created-at"
	metaContentSHA256 = "content-sha256"
	metaComment       = "comment"
	metaPrompt        = "prompt"
	metaNoteSHA256    = "note-sha256"
)

const (
	metaPrefix = "X-Amz-Meta-"
	// maxMetadata is how many bytes S3 takes for all names and values; servers count the prefix as well.
	maxMetadata = 2048
	// Longer texts are cut in the metadata and stand in full in the note. Percent-encoding triples what is not ASCII: with
	// these limits everything but the prompt fits in every case.
	maxComment      = 256
	maxAuthor       = 128
	maxWorkflowName = 128
)

// describe gives the user metadata of a version, ASCII only, and the note that holds what does not fit: nil when all does.
func describe(v workflow.Version) (map[string]string, *note, error) {
	meta := map[string]string{}
	set := func(name, value string) {
		if value != "" { // servers differ over empty values; a name that is missing reads as one
			meta[name] = encode(value)
		}
	}
	set(metaVersionUID, string(v.UID))
	set(metaParentUID, string(v.ParentUID))
	set(metaWorkflowUID, v.WorkflowUID)
	set(metaContentSHA256, v.ContentSHA256)
	if !v.CreatedAt.IsZero() {
		set(metaCreatedAt, v.CreatedAt.UTC().Format(time.RFC3339Nano))
	}
	name, author, comment := cut(v.Name, maxWorkflowName), cut(v.Author, maxAuthor), cut(v.Comment, maxComment)
	set(metaName, name)
	set(metaAuthor, author)
	set(metaComment, comment)

	rest := &note{Prompt: v.Prompt, Comment: v.Comment}
	if name != v.Name {
		rest.Name = v.Name
	}
	if author != v.Author {
		rest.Author = v.Author
	}
	needed := comment != v.Comment || name != v.Name || author != v.Author
	room := maxMetadata - weigh(meta)
	if needed {
		room -= noteWeight
	}
	if prompt := encode(v.Prompt); prompt != "" {
		if len(metaPrefix)+len(metaPrompt)+len(prompt) <= room {
			meta[metaPrompt] = prompt
		} else {
			needed = true
		}
	}
	if !needed {
		rest = nil
	} else {
		meta[metaNoteSHA256] = rest.hash()
	}
	if weight := weigh(meta); weight > maxMetadata {
		return nil, nil, &workflow.Error{
			Code:    workflow.CodeInvalidRequest,
			Message: "The ids of the version are too long for a bucket.",
			Hint:    "Save the workflow again as a new version.",
			Err:     fmt.Errorf("%d bytes of metadata, at most %d", weight, maxMetadata),
		}
	}
	return meta, rest, nil
}

const noteWeight = len(metaPrefix) + len(metaNoteSHA256) + 64

// weigh counts metadata as servers do.
func weigh(meta map[string]string) int {
	weight := 0
	for name, value := range meta {
		weight += len(metaPrefix) + len(name) + len(value)
	}
	return weight
}

// recall reads what describe wrote, as far as it is there, and the hash of the note. Names are in any case and without
// prefix. A value that is not percent-encoded, another tool's, stands for itself.
func recall(ref workflow.Ref, raw map[string]string) (v workflow.Version, noteHash string) {
	meta := make(map[string]string, len(raw))
	for name, value := range raw {
		meta[strings.ToLower(name)] = decode(value)
	}
	v = workflow.Version{
		Ref:           ref,
		UID:           workflow.UID(meta[metaVersionUID]),
		ParentUID:     workflow.UID(meta[metaParentUID]),
		WorkflowUID:   meta[metaWorkflowUID],
		Name:          meta[metaName],
		Author:        meta[metaAuthor],
		Comment:       meta[metaComment],
		Prompt:        meta[metaPrompt],
		ContentSHA256: meta[metaContentSHA256],
	}
	if at, err := time.Parse(time.RFC3339Nano, meta[metaCreatedAt]); err == nil {
		v.CreatedAt = at.UTC()
	}
	return v, meta[metaNoteSHA256]
}

// encode makes a text one ASCII word. Blanks are encoded too, because servers trim and join them, and so is "?", because
// minio-go decodes what looks like RFC 2047.
func encode(text string) string { return url.PathEscape(text) }

func decode(value string) string {
	if text, err := url.PathUnescape(value); err == nil && utf8.ValidString(text) {
		return text
	}
	return value
}

// cut gives at most limit bytes of a text and never a part of a character.
func cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}
