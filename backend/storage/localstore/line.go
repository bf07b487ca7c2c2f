package localstore

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/workflow"
)

// line is what a line of a journal says: one of these, or none for an event that is not known.
type line struct {
	version    *noted
	receipt    *workflow.Receipt
	text       *textRecord
	conflict   *workflow.Conflict // the zero Conflict: it was closed
	tags       *workflow.TagSet
	bucketTags *workflow.BucketTags
	renumbered *workflow.Renumbering

	scenario        *workflow.KeptScenario
	bucketScenarios *workflow.BucketScenarios
}

// noted is a version as the journal says it, and where.
type noted struct {
	workflow.Known
	before  workflow.UID // the version that it stands before; empty: at the end
	learned bool
	span    workflow.JournalSpan
}

func encodeVersion(n noted) ([]byte, error) {
	v := n.Version
	return encode(eventVersion, versionRecord{
		Number: v.Number, UID: v.UID, ParentUID: v.ParentUID, WorkflowUID: v.WorkflowUID,
		Name: v.Name, Author: v.Author, Comment: v.Comment, Prompt: v.Prompt,
		CreatedAt: v.CreatedAt, Size: v.Size, ContentSHA256: v.ContentSHA256, MergedUID: v.MergedUID, Deleted: v.Deleted,
		Generator: v.Generator,
		Learned:   n.learned, Beside: n.Beside, BeforeUID: n.before, TextElsewhere: n.TextElsewhere, Action: n.Action,
	})
}

func encodeReceipt(r workflow.Receipt) ([]byte, error) {
	return encode(eventReceipt, receiptRecord{
		BucketID: r.BucketID, VersionUID: r.UID, Kind: r.Kind, VersionID: r.VersionID, ETag: r.ETag, PushedAt: r.PushedAt.UTC(),
	})
}

// encode writes one line with its line break. JSON holds the line breaks of the texts as escapes.
func encode(event string, record any) ([]byte, error) {
	var text bytes.Buffer
	text.WriteString(eventIs + event + `",`)
	begin := text.Len()
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(record); err != nil {
		return nil, err
	}
	whole := text.Bytes()
	return append(whole[:begin], whole[begin+1:]...), nil // the record without its brace
}

// eventIs begins every line that this program writes.
const eventIs = `{"event":"`

// eventOf gives the event of a line; empty when it has none.
func eventOf(raw []byte) (string, error) {
	if rest, ok := bytes.CutPrefix(raw, []byte(eventIs)); ok {
		if i := bytes.IndexAny(rest, `"\`); i >= 0 && rest[i] == '"' {
			return string(rest[:i]), nil
		}
	}
	var any struct {
		Event string `json:"event"`
	}
	err := json.Unmarshal(raw, &any)
	return any.Event, err
}

var errNotALine = errors.New("the line lacks what its event must say")

// parseLine reads a line without its line break. An error means that the line is damaged.
func parseLine(ref workflow.Ref, raw []byte) (line, error) {
	if len(bytes.TrimSpace(raw)) == 0 {
		return line{}, nil // a damaged line that was blanked when the journal was mended
	}
	event, err := eventOf(raw)
	if err != nil {
		return line{}, err
	}
	switch event {
	case "":
		return line{}, errNotALine
	case eventVersion:
		return parseVersion(ref, raw)
	case eventReceipt:
		return parseReceipt(raw)
	default:
		return parseOther(event, raw)
	}
}

func parseVersion(ref workflow.Ref, raw []byte) (line, error) {
	var v versionRecord
	if err := json.Unmarshal(raw, &v); err != nil {
		return line{}, err
	}
	if !isUID(string(v.UID)) || v.Number < 1 || (v.ContentSHA256 == "" && !v.Deleted && !v.TextElsewhere) {
		return line{}, errNotALine
	}
	said := workflow.Version{
		Ref: ref, UID: v.UID, ParentUID: v.ParentUID, MergedUID: v.MergedUID, WorkflowUID: v.WorkflowUID, Number: v.Number,
		Deleted: v.Deleted, Name: v.Name, Author: v.Author, Comment: v.Comment, Prompt: v.Prompt, Generator: v.Generator,
		CreatedAt: v.CreatedAt.UTC(), Size: v.Size, ContentSHA256: v.ContentSHA256,
	}
	known := workflow.Known{Version: said, Beside: v.Beside, TextElsewhere: v.TextElsewhere && !v.Deleted, Action: v.Action}
	return line{version: &noted{Known: known, before: v.BeforeUID, learned: v.Learned}}, nil
}

func parseReceipt(raw []byte) (line, error) {
	var r receiptRecord
	if err := json.Unmarshal(raw, &r); err != nil {
		return line{}, err
	}
	receipt := workflow.Receipt{
		BucketID: r.BucketID, UID: r.VersionUID, Kind: r.Kind, VersionID: r.VersionID, ETag: r.ETag, PushedAt: r.PushedAt.UTC(),
	}
	switch {
	case !saysEnough(receipt):
		return line{}, errNotALine
	case !slices.Contains(receiptKinds, r.Kind):
		return line{}, nil // as an event that is not known
	}
	return line{receipt: &receipt}, nil
}

var receiptKinds = []workflow.ReceiptKind{workflow.ReceiptVersion, workflow.ReceiptSide, workflow.ReceiptDropped}

// saysEnough reports whether a receipt names a bucket, a version, and what the bucket has of it.
func saysEnough(r workflow.Receipt) bool {
	return r.BucketID != "" && r.UID != "" && (r.VersionID != "" || r.Kind == workflow.ReceiptDropped)
}

func parseOther(event string, raw []byte) (line, error) {
	switch event {
	case eventText:
		var r textRecord
		err := json.Unmarshal(raw, &r)
		return line{text: &r}, whole(err, r.VersionUID != "" && r.ContentSHA256 != "")
	case eventConflict:
		var r conflictRecord
		err := json.Unmarshal(raw, &r)
		return line{conflict: &workflow.Conflict{Mine: r.MineUID, Theirs: r.TheirsUID}}, whole(err, r.TheirsUID != "")
	case eventConflictClosed:
		return line{conflict: &workflow.Conflict{}}, whole(json.Unmarshal(raw, &conflictClosedRecord{}), true)
	case eventTags:
		var r tagsRecord
		err := json.Unmarshal(raw, &r)
		return line{tags: &workflow.TagSet{UID: r.VersionUID, Tags: r.Tags, By: r.By, At: r.At.UTC()}}, whole(err, r.VersionUID != "")
	case eventBucketTags:
		var r bucketTagsRecord
		err := json.Unmarshal(raw, &r)
		said := workflow.BucketTags{BucketID: r.BucketID, UID: r.VersionUID, Base: r.Base, Sent: r.Sent}
		return line{bucketTags: &said}, whole(err, r.BucketID != "" && r.VersionUID != "")
	case eventScenario:
		var r scenarioRecord
		if err := json.Unmarshal(raw, &r); err != nil {
			return line{}, err
		}
		return line{scenario: &r.Kept}, r.Kept.Check()
	case eventBucketScenarios:
		var r bucketScenariosRecord
		err := json.Unmarshal(raw, &r)
		said := workflow.BucketScenarios{BucketID: r.BucketID, ETag: r.ETag, SHA256: r.SHA256}
		return line{bucketScenarios: &said}, whole(err, r.BucketID != "")
	case eventRenumbered:
		var r renumberedRecord
		err := json.Unmarshal(raw, &r)
		return line{renumbered: &workflow.Renumbering{From: r.From, To: r.To, At: r.At.UTC()}}, whole(err, r.From > 0 && r.To > 0)
	}
	return line{}, whole(nil, json.Valid(raw))
}

func whole(err error, complete bool) error {
	if err == nil && !complete {
		return errNotALine
	}
	return err
}

// isUID reports whether a text is a ULID in its one writing. Only such a text becomes part of a path.
func isUID(text string) bool {
	id, err := ulid.ParseStrict(text)
	return err == nil && id.String() == text
}
