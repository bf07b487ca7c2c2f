package bucketstore

import (
	"fmt"
	"mime"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"workflow-designer/backend/workflow"
)

// The names of a version's user metadata, without "X-Amz-Meta-".
const (
	metaVersionUID    = "version-uid"
	metaParentUID     = "parent-uid"
	metaMergedUID     = "merged-uid"
	metaWorkflowUID   = "workflow-uid"
	metaNumber        = "version-number"
	metaName          = "workflow-name"
	metaAuthor        = "author"
	metaCreatedAt     = "created-at"
	metaContentSHA256 = "content-sha256"
	metaComment       = "comment"
	metaPrompt        = "prompt"
	metaGenerator     = "generator"
	metaNoteSHA256    = "note-sha256"
)

const (
	metaPrefix = "X-Amz-Meta-"
	// maxMetadata is how many bytes S3 takes for all names and values; servers count the prefix as well.
	maxMetadata = 2048
	// Longer texts are cut in the metadata and stand in full in the note. Percent-encoding triples what is not ASCII: with
	// these limits everything but the prompt fits in every case.
	maxComment      = 256
	maxAuthor       = 100
	maxWorkflowName = 100
)

// otherComments are names that other tools have for a comment; the first that is there stands.
var otherComments = []string{metaComment, "version-comment", "version_comment"}

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
	set(metaMergedUID, string(v.MergedUID))
	set(metaWorkflowUID, v.WorkflowUID)
	if v.Number != 0 {
		set(metaNumber, strconv.Itoa(v.Number))
	}
	set(metaContentSHA256, v.ContentSHA256)
	if !v.CreatedAt.IsZero() {
		set(metaCreatedAt, v.CreatedAt.UTC().Format(time.RFC3339Nano))
	}
	name, author, comment := cut(v.Name, maxWorkflowName), cut(v.Author, maxAuthor), cut(v.Comment, maxComment)
	set(metaName, name)
	set(metaAuthor, author)
	set(metaComment, comment)
	set(metaGenerator, cut(v.Generator, workflow.MaxGenerator))

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
// prefix. Without our version-uid it is another tool's: then a value stands for itself.
func recall(ref workflow.Ref, raw map[string]string) (v workflow.Version, noteHash string) {
	meta := make(map[string]string, len(raw))
	for name, value := range raw {
		meta[strings.ToLower(name)] = value
	}
	read := decodeForeign
	if meta[metaVersionUID] != "" {
		read = decode
	}
	for name, value := range meta {
		meta[name] = read(value)
	}
	v = workflow.Version{
		Ref:           ref,
		UID:           uid(meta[metaVersionUID]),
		ParentUID:     uid(meta[metaParentUID]),
		MergedUID:     uid(meta[metaMergedUID]),
		WorkflowUID:   meta[metaWorkflowUID],
		Name:          meta[metaName],
		Author:        meta[metaAuthor],
		Prompt:        meta[metaPrompt],
		Generator:     cut(meta[metaGenerator], workflow.MaxGenerator),
		ContentSHA256: meta[metaContentSHA256],
	}
	for _, name := range otherComments {
		if v.Comment == "" {
			v.Comment = meta[name]
		}
	}
	if number, err := strconv.ParseInt(meta[metaNumber], 10, 32); err == nil && number > 0 {
		v.Number = int(number)
	}
	if !sha256Pattern.MatchString(v.ContentSHA256) {
		v.ContentSHA256 = ""
	}
	if at, err := time.Parse(time.RFC3339Nano, meta[metaCreatedAt]); err == nil {
		v.CreatedAt = at.UTC()
	}
	return v, meta[metaNoteSHA256]
}

var (
	uidPattern    = regexp.MustCompile(`^[0-7][0-9A-HJKMNP-TV-Z]{25}$`) // a ULID in its one writing
	sha256Pattern = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// uid is empty for what cannot be the UID of a version: UIDs become names of files.
func uid(text string) workflow.UID {
	if !uidPattern.MatchString(text) {
		return ""
	}
	return workflow.UID(text)
}

// encode makes a text one ASCII word. Blanks are encoded too, because servers trim and join them, and so is "?", because
// minio-go decodes what looks like RFC 2047.
func encode(text string) string { return url.PathEscape(text) }

func decode(value string) string {
	if text, err := url.PathUnescape(value); err == nil && utf8.ValidString(text) {
		return text
	}
	return decodeForeign(value)
}

// decodeForeign reads the value of another tool. What is not ASCII stands in it as RFC 2047 says, or raw, in any encoding.
func decodeForeign(value string) string {
	if text, err := new(mime.WordDecoder).DecodeHeader(value); err == nil {
		value = text
	}
	return strings.ToValidUTF8(value, "\ufffd")
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
