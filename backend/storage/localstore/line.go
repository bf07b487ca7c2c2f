package localstore

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/workflow"
)

// The events of a journal. Events that this program does not know are passed over: a newer one may have written them.
const (
	eventVersion = "version"
	eventReceipt = "receipt"
)

// versionRecord is a version as its line holds it. The company and the number of the workflow are not in it: the
// folder says them, and a workflow may be renumbered.
type versionRecord struct {
	Number        int          `json:"number"`
	UID           workflow.UID `json:"uid"`
	ParentUID     workflow.UID `json:"parent_uid"`
	WorkflowUID   string       `json:"workflow_uid"`
	Name          string       `json:"name"`
	Author        string       `json:"author"`
	Comment       string       `json:"comment"`
	Prompt        string       `json:"prompt"`
	CreatedAt     time.Time    `json:"created_at"`
	Size          int64        `json:"size"`
	ContentSHA256 string       `json:"content_sha256"`
}

type receiptRecord struct {
	BucketID   string       `json:"bucket_id"`
	VersionUID workflow.UID `json:"version_uid"`
	VersionID  string       `json:"version_id"`
	ETag       string       `json:"etag"`
	PushedAt   time.Time    `json:"pushed_at"`
}

type versionLine struct {
	Event string `json:"event"`
	versionRecord
}

type receiptLine struct {
	Event string `json:"event"`
	receiptRecord
}

// line is what a line of a journal says: one of the two, or neither for an event that is not known.
type line struct {
	version *workflow.Version
	receipt *workflow.Receipt
}

func encodeVersion(v workflow.Version) ([]byte, error) {
	return encode(versionLine{eventVersion, versionRecord{
		Number: v.Number, UID: v.UID, ParentUID: v.ParentUID, WorkflowUID: v.WorkflowUID,
		Name: v.Name, Author: v.Author, Comment: v.Comment, Prompt: v.Prompt,
		CreatedAt: v.CreatedAt, Size: v.Size, ContentSHA256: v.ContentSHA256,
	}})
}

func encodeReceipt(r workflow.Receipt) ([]byte, error) {
	return encode(receiptLine{eventReceipt, receiptRecord{
		BucketID: r.BucketID, VersionUID: r.UID, VersionID: r.VersionID, ETag: r.ETag, PushedAt: r.PushedAt.UTC(),
	}})
}

// encode writes one line with its line break. JSON holds the line breaks of the texts as escapes.
func encode(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return text.Bytes(), nil
}

var errNotALine = errors.New("the line lacks what its event must say")

// parseLine reads a line without its line break. An error means that the line is damaged.
func parseLine(ref workflow.Ref, raw []byte) (line, error) {
	var all struct {
		Event string `json:"event"`
		versionRecord
		receiptRecord
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return line{}, nil // a damaged line that was blanked when the journal was mended
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		return line{}, err
	}
	switch v, r := all.versionRecord, all.receiptRecord; all.Event {
	case eventVersion:
		if !isUID(string(v.UID)) || v.Number < 1 || v.ContentSHA256 == "" {
			return line{}, errNotALine
		}
		return line{version: &workflow.Version{
			Ref: ref, UID: v.UID, ParentUID: v.ParentUID, WorkflowUID: v.WorkflowUID, Number: v.Number,
			Name: v.Name, Author: v.Author, Comment: v.Comment, Prompt: v.Prompt,
			CreatedAt: v.CreatedAt.UTC(), Size: v.Size, ContentSHA256: v.ContentSHA256,
		}}, nil
	case eventReceipt:
		if r.BucketID == "" || r.VersionUID == "" || r.VersionID == "" {
			return line{}, errNotALine
		}
		return line{receipt: &workflow.Receipt{
			BucketID: r.BucketID, UID: r.VersionUID, VersionID: r.VersionID, ETag: r.ETag, PushedAt: r.PushedAt.UTC(),
		}}, nil
	case "":
		return line{}, errNotALine
	default:
		return line{}, nil
	}
}

// isUID reports whether a text is a ULID in its one writing. Only such a text becomes part of a path.
func isUID(text string) bool {
	id, err := ulid.ParseStrict(text)
	return err == nil && id.String() == text
}
