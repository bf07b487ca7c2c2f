package replica

import (
	"crypto/sha256"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// Another tool may write to the bucket: an object without metadata of ours, or with that of another version, because it was
// copied. Such a version is identified by the id that the bucket gave it, and every computer derives the same UID from that.

// derivedUID is the UID of a version that has none of its own. It begins with the time of the version, in whole seconds: that
// is what every kind of answer tells.
func derivedUID(bucketID, key, versionID string, at time.Time) workflow.UID {
	sum := sha256.Sum256([]byte(strings.Join([]string{bucketID, key, versionID}, "\x00")))
	var id ulid.ULID
	copy(id[6:], sum[:10])
	// A time that a ULID cannot hold is left out.
	_ = id.SetTime(uint64(max(at.Unix(), 0)) * 1000)
	return workflow.UID(id.String())
}

// derivedWorkflowUID is the UUID of a workflow that another tool made.
func derivedWorkflowUID(bucketID, key string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(bucketID+"/"+key)).String()
}

// claim is what this computer knows of the UID that a version in the bucket says it has.
type claim struct {
	known     bool
	here      bool   // of the same workflow
	versionID string // under which the bucket is known to have it; empty when it is not
	hash      string // of its text; empty when nobody knows
}

// isItself tells whether an entry is the version that its metadata names, and not a copy of it by another tool.
func (c claim) isItself(e storage.Entry) bool {
	switch {
	case !c.known:
		return true
	case !c.here:
		return false
	case c.versionID != "":
		return c.versionID == e.ID
	default: // it waits to be sent, or was and no answer came
		return c.hash == "" || e.ContentSHA256 == "" || c.hash == e.ContentSHA256
	}
}

// claims are the versions that are being taken in, each by the workflow in which it was met first. Of two objects that say they
// are the same version one is its copy, also while the index has neither.
type claims struct {
	mu sync.Mutex
	of map[workflow.UID]workflow.Ref
}

// stake claims a version for a workflow, and gives the one that has it.
func (c *claims) stake(uid workflow.UID, by workflow.Ref) workflow.Ref {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[workflow.UID]workflow.Ref{}
	}
	if first, claimed := c.of[uid]; claimed {
		return first
	}
	c.of[uid] = by
	return by
}

// drop ends the claims of a workflow: what became of them is in the index.
func (c *claims) drop(uids []workflow.UID, by workflow.Ref) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, uid := range uids {
		if c.of[uid] == by {
			delete(c.of, uid)
		}
	}
}

// complete gives a foreign version what every version must have. The parent of a version without one is what stood below it.
func complete(e storage.Entry, bucketID string, below workflow.UID, workflowUID string) storage.Entry {
	if e.UID == "" {
		e.UID = derivedUID(bucketID, e.Ref.Key(), e.ID, e.LastModified)
	}
	if e.ParentUID == "" || e.ParentUID == e.UID {
		e.ParentUID = below
	}
	if e.WorkflowUID == "" {
		e.WorkflowUID = workflowUID
	}
	if e.WorkflowUID == "" {
		e.WorkflowUID = derivedWorkflowUID(bucketID, e.Ref.Key())
	}
	if e.CreatedAt.IsZero() {
		e.CreatedAt = e.LastModified.UTC().Truncate(time.Second)
	}
	for _, text := range []*string{&e.Name, &e.Author, &e.Comment, &e.Prompt, &e.Generator} {
		if !utf8.ValidString(*text) || strings.ContainsRune(*text, 0) {
			*text = strings.ReplaceAll(strings.ToValidUTF8(*text, "\uFFFD"), "\x00", "\uFFFD")
		}
	}
	return e
}
