package bucketstore

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/minio/minio-go/v7/pkg/s3utils"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

const (
	// pingEvery is how often the bucket is asked to send something while nothing happens, in seconds. The head of its answer
	// comes with the first of that, so this is also how long it takes to know that one is followed.
	pingEvery = "2"
	// longestHint is more than MinIO writes of one event.
	longestHint = 4 << 20
)

var _ storage.Follower = (*Store)(nil)

// Follow implements storage.Follower with MinIO's own way to listen to a bucket, which needs nothing set up there. It is one
// request whose answer goes on; it is asked for without minio-go, which connects again by itself and says neither when it is
// connected nor that it was not.
func (s *Store) Follow(ctx context.Context, company workflow.CompanyID) iter.Seq2[workflow.Ref, error] {
	return func(yield func(workflow.Ref, error) bool) {
		call, w := watch(ctx)
		answer, err := s.listen(call, company)
		if err != nil {
			yield(workflow.Ref{}, s.explainListening(w, err))
			return
		}
		defer func() { _ = answer.Body.Close() }()
		if !yield(workflow.Ref{}, nil) {
			return
		}
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, longestHint)
		for lines.Scan() {
			refs, err := hints(company, lines.Bytes())
			if err != nil {
				yield(workflow.Ref{}, s.notS3(err))
				return
			}
			for _, ref := range refs {
				if !yield(ref, nil) {
					return
				}
			}
		}
		err = lines.Err()
		if err == nil {
			err = io.ErrUnexpectedEOF // it is never done by itself
		}
		if ended := ctx.Err(); ended != nil {
			err = ended
		}
		yield(workflow.Ref{}, s.explain(w, err, listening))
	}
}

const listening = "tell what changes"

// errNoEvents: the bucket takes the question for another.
var errNoEvents = errors.New("no stream of events")

func (s *Store) listen(ctx context.Context, company workflow.CompanyID) (*http.Response, error) {
	endpoint := url.URL{Host: s.host}
	if s.google || s3utils.IsAmazonEndpoint(endpoint) || s3utils.IsGoogleEndpoint(endpoint) {
		return nil, errNoEvents
	}
	answer, err := s.ask(ctx, http.MethodGet, "", url.Values{
		"events": {"s3:ObjectCreated:*", "s3:ObjectRemoved:*"}, // changes of tags are among the first
		"prefix": {workflow.CompanyPrefix(company)}, "suffix": {""}, "ping": {pingEvery},
	}, nil)
	if err != nil {
		return nil, err
	}
	switch kind := answer.Header.Get("Content-Type"); {
	case strings.HasPrefix(kind, "text/event-stream"):
		return answer, nil
	case strings.Contains(kind, "xml"): // it has listed the objects
		err = errNoEvents
	default:
		err = s.notS3(fmt.Errorf("events came as %q", kind))
	}
	return nil, errors.Join(err, answer.Body.Close())
}

func (s *Store) explainListening(w *witness, err error) error {
	unknown := []int{http.StatusBadRequest, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented}
	explained := s.explain(w, err, listening)
	answer, _ := asAnswer(err)
	refused := workflow.CodeOf(explained) == workflow.CodeBucketFailed && slices.Contains(unknown, answer.StatusCode)
	if !refused && !errors.Is(err, errNoEvents) {
		return explained
	}
	return &workflow.Error{
		Code:    workflow.CodeNotSupported,
		Message: words.F("%s does not say by itself when something changes.", s.host),
		Hint:    "Nothing need be done: the program asks now and then.",
		Err:     err,
	}
}

// hints reads the workflows that a line of events is about; none when it only says that the connection stands.
func hints(company workflow.CompanyID, line []byte) ([]workflow.Ref, error) {
	if len(strings.TrimSpace(string(line))) == 0 {
		return nil, nil
	}
	var events struct {
		Records []struct {
			S3 struct {
				Object struct {
					Key string `json:"key"`
				} `json:"object"`
			} `json:"s3"`
		}
	}
	if err := json.Unmarshal(line, &events); err != nil {
		return nil, fmt.Errorf("read an event: %w", err)
	}
	var refs []workflow.Ref
	for _, record := range events.Records {
		key, err := url.QueryUnescape(record.S3.Object.Key)
		if err != nil {
			return nil, fmt.Errorf("read the key of an event: %w", err)
		}
		if ref, ok := workflow.ParseKey(key); ok && ref.Company == company {
			refs = append(refs, ref)
		} else if ref, ok := workflow.ParseScenariosKey(key); ok && ref.Company == company {
			refs = append(refs, ref)
		} else if ref, _, ok := parseSideKey(company, key); ok {
			refs = append(refs, ref)
		}
	}
	return refs, nil
}
