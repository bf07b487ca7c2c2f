package bucketstore

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"io"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// note holds the texts of a version that do not fit its metadata. Notes are named by their hash and never change, so
// versions with the same texts share one.
type note struct {
	Prompt  string `json:"prompt"`
	Comment string `json:"comment"`
	Author  string `json:"author,omitempty"` // only when the metadata has it cut
	Name    string `json:"name,omitempty"`   // the same
}

const (
	// maxNote bounds what is read of a note: a prompt and comment of the largest request, with every byte escaped.
	maxNote = 8 << 20
	// cachedNotes is more than a screen of a history needs, and little memory.
	cachedNotes = 256
)

func (n note) encode() []byte {
	text, err := json.Marshal(n)
	if err != nil {
		panic(err) // four strings always encode
	}
	return text
}

func (n note) hash() string { return workflow.SHA256(n.encode()) }

// fill gives a version the texts that its metadata has cut or left out.
func (n note) fill(v *workflow.Version) {
	v.Prompt, v.Comment = n.Prompt, n.Comment
	if n.Author != "" {
		v.Author = n.Author
	}
	if n.Name != "" {
		v.Name = n.Name
	}
}

func noteKey(company workflow.CompanyID, hash string) string {
	return workflow.CompanyPrefix(company) + "notes/" + hash + ".json"
}

// writeNote puts a note where the version that needs it will look for it. A note that is there already is the same one.
func (s *Store) writeNote(ctx context.Context, company workflow.CompanyID, n note) error {
	return s.create(ctx, noteKey(company, n.hash()), n.encode(), "save the version's note")
}

// readNote reads a note once: it cannot change.
func (s *Store) readNote(ctx context.Context, company workflow.CompanyID, hash string) (note, error) {
	key := noteKey(company, hash)
	if raw, err := hex.DecodeString(hash); err != nil || len(raw) != 32 {
		return note{}, damaged("of the version", "its note has no proper name")
	}
	s.mu.Lock()
	n, ok := s.notes[key]
	s.mu.Unlock()
	if ok {
		return n, nil
	}

	text, err := s.readSmall(ctx, key, maxNote, "read the version's note")
	if answered(err, minio.NoSuchKey) {
		return note{}, damaged(key, "it is gone")
	}
	if err != nil {
		return note{}, err
	}
	if workflow.SHA256(text) != hash {
		return note{}, damaged(key, "its text does not belong to its name")
	}
	if err := json.Unmarshal(text, &n); err != nil {
		return note{}, damaged(key, "it is not JSON")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.notes) >= cachedNotes {
		clear(s.notes)
	}
	s.notes[key] = n
	return n, nil
}

// readSmall reads a whole object of at most limit bytes. The error of an object that is not there is the store's own, so
// that the caller can say what is missing.
func (s *Store) readSmall(ctx context.Context, key string, limit int64, doing words.Text) ([]byte, error) {
	return s.readSmallVersion(ctx, key, "", limit, doing)
}

func (s *Store) readSmallVersion(ctx context.Context, key, id string, limit int64, doing words.Text) ([]byte, error) {
	ctx, w := watch(ctx)
	body, _, _, err := s.reader.GetObject(ctx, s.bucket, key, minio.GetObjectOptions{VersionID: id})
	if answered(err, minio.NoSuchKey) {
		return nil, err
	}
	if err != nil {
		return nil, s.explain(w, err, doing)
	}
	defer func() { _ = body.Close() }()
	text, err := io.ReadAll(io.LimitReader(body, limit+1))
	if err != nil {
		return nil, s.explain(w, err, doing)
	}
	if int64(len(text)) > limit {
		return nil, damaged(key, words.F("it has more than %d bytes", limit))
	}
	return text, nil
}

// create writes a small JSON object unless the key has one, which is no error.
func (s *Store) create(ctx context.Context, key string, text []byte, doing words.Text) error {
	conditional := s.conditional()
	for {
		options := minio.PutObjectOptions{ContentType: "application/json"}
		if conditional {
			options.SetMatchETagExcept("*")
		} else if there, err := s.exists(ctx, key, doing); err != nil || there {
			return err
		}
		w, err := s.insist(ctx, func(ctx context.Context) error {
			_, err := s.write(ctx, key, text, options)
			return err
		})
		switch {
		case answered(err, minio.PreconditionFailed):
			return nil
		case answered(err, minio.NotImplemented) && conditional:
			conditional = false // Connect has not found out yet, and the server says so itself
		default:
			return s.explain(w, err, doing)
		}
	}
}

func (s *Store) exists(ctx context.Context, key string, doing words.Text) (bool, error) {
	ctx, w := watch(ctx)
	_, err := s.reader.StatObject(ctx, s.bucket, key, minio.StatObjectOptions{})
	if answered(err, minio.NoSuchKey) {
		return false, nil
	}
	return err == nil, s.explain(w, err, doing)
}
