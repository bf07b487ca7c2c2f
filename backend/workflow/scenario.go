package workflow

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"workflow-designer/backend/words"
)

const (
	// MaxScenarios is how many scenarios one workflow may have.
	MaxScenarios = 500
	// MaxScenario is the largest scenario, in bytes of JSON.
	MaxScenario = 256 << 10
	// MaxScenariosDocument is the largest document of scenarios that is read, in bytes.
	MaxScenariosDocument = 64 << 20

	// rememberedStates is how many of its earlier states a scenario remembers at least. One that was forgotten is not lost over
	// that: met again it stands beside the others.
	rememberedStates = 200
)

// KeptScenario is a case that a workflow is tried out with, as it is kept: with what it needs to be brought together with what
// others made of it meanwhile, in any order and more than once. One that was deleted is kept without a state.
type KeptScenario struct {
	ID UID `json:"id"` // for good, whatever it is called
	// States are what nobody has replaced or deleted: more than one when several people changed it without knowing of each
	// other. The first stands, the others wait for a look.
	States []ScenarioState `json:"states"`
	// Seen are the revisions that States was made with knowledge of, sorted; its own are among them.
	Seen []UID `json:"seen"`
}

// ScenarioState is a scenario as somebody saved it.
type ScenarioState struct {
	Revision UID             `json:"revision"`
	Turn     int             `json:"turn"` // larger than those of all states that it was made with knowledge of
	SavedAt  time.Time       `json:"saved_at"`
	Author   string          `json:"author"`
	Case     json.RawMessage `json:"scenario"` // what package simulate runs
}

// BucketScenarios is what a bucket was last known to have as scenarios of a workflow.
type BucketScenarios struct {
	BucketID string
	ETag     string // of the document; empty for none
	SHA256   string // of what was kept here when both had the same
}

// MergeScenarios brings two sets of scenarios together. Whatever order sets are brought together in, they come to the same. The
// result is sorted by id.
func MergeScenarios(a, b []KeptScenario) []KeptScenario {
	merged := map[UID]KeptScenario{}
	for _, s := range slices.Concat(a, b) {
		if before, known := merged[s.ID]; known {
			s = MergeScenario(before, s)
		}
		merged[s.ID] = s
	}
	all := make([]KeptScenario, 0, len(merged))
	for _, s := range merged {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b KeptScenario) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// MergeScenario brings two of one scenario together. What either has and the other has never seen stays; what one has seen and not
// kept was replaced or deleted there.
func MergeScenario(a, b KeptScenario) KeptScenario {
	merged := KeptScenario{ID: a.ID, States: append(a.unsettledBy(b), b.unsettledBy(a)...), Seen: slices.Concat(a.Seen, b.Seen)}
	merged.order()
	return merged
}

// unsettledBy gives the states that the other has too, or has never seen.
func (s KeptScenario) unsettledBy(other KeptScenario) []ScenarioState {
	var all []ScenarioState
	for _, state := range s.States {
		if other.has(state.Revision) || !slices.Contains(other.Seen, state.Revision) {
			all = append(all, state)
		}
	}
	return all
}

func (s KeptScenario) has(revision UID) bool {
	return slices.ContainsFunc(s.States, func(state ScenarioState) bool { return state.Revision == revision })
}

// order gives it its one writing.
func (s *KeptScenario) order() {
	slices.SortFunc(s.States, func(a, b ScenarioState) int {
		return cmp.Or(cmp.Compare(b.Turn, a.Turn), cmp.Compare(b.Revision, a.Revision))
	})
	s.States = append([]ScenarioState{}, slices.CompactFunc(s.States, func(a, b ScenarioState) bool { return a.Revision == b.Revision })...)
	seen := slices.Clone(s.Seen)
	for _, state := range s.States {
		seen = append(seen, state.Revision)
	}
	slices.Sort(seen)
	seen = slices.Compact(seen)
	surplus := len(seen) - rememberedStates
	s.Seen = slices.DeleteFunc(seen, func(revision UID) bool {
		if surplus <= 0 || s.has(revision) {
			return false
		}
		surplus--
		return true
	})
}

// Deleted reports whether nothing is left of it.
func (s KeptScenario) Deleted() bool { return len(s.States) == 0 }

// Latest is the state that stands; the zero state of a deleted one.
func (s KeptScenario) Latest() ScenarioState {
	if s.Deleted() {
		return ScenarioState{}
	}
	return s.States[0]
}

// Aside are the states besides the latest that say something else.
func (s KeptScenario) Aside() []ScenarioState {
	var all []ScenarioState
	for _, state := range s.States {
		if !bytes.Equal(state.Case, s.States[0].Case) {
			all = append(all, state)
		}
	}
	return all
}

// Next is a scenario as somebody who saw all of it saves it, in place of its states of those revisions and of what says the same.
func (s KeptScenario) Next(state ScenarioState, replaces ...UID) KeptScenario {
	next := KeptScenario{ID: s.ID, Seen: slices.Clone(s.Seen)}
	for _, old := range s.States {
		state.Turn = max(state.Turn, old.Turn+1)
	}
	for _, old := range s.States {
		if !slices.Contains(replaces, old.Revision) && !bytes.Equal(state.Case, old.Case) {
			next.States = append(next.States, old)
		}
	}
	next.States = append(next.States, state)
	next.order()
	return next
}

// Without is a scenario as somebody who saw all of it deletes it.
func (s KeptScenario) Without() KeptScenario {
	gone := KeptScenario{ID: s.ID, Seen: slices.Clone(s.Seen)}
	gone.order()
	return gone
}

// Same reports whether two say the same.
func (s KeptScenario) Same(other KeptScenario) bool {
	return s.ID == other.ID && slices.Equal(s.Seen, other.Seen) &&
		slices.EqualFunc(s.States, other.States, func(a, b ScenarioState) bool { return a.Revision == b.Revision })
}

// NewScenarios gives what of merged is not so in known.
func NewScenarios(known, merged []KeptScenario) []KeptScenario {
	var news []KeptScenario
	for _, m := range merged {
		if !slices.ContainsFunc(known, m.Same) {
			news = append(news, m)
		}
	}
	return news
}

const (
	scenariosFormat        = "workflow-designer-scenarios"
	scenariosFormatVersion = 1
)

type scenariosDocument struct {
	Format        string         `json:"format"`
	FormatVersion int            `json:"format_version"`
	Scenarios     []KeptScenario `json:"scenarios"`
}

// EncodeScenarios writes the document that holds the scenarios of a workflow. Two sets that are the same have the same document.
func EncodeScenarios(all []KeptScenario) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	doc := scenariosDocument{Format: scenariosFormat, FormatVersion: scenariosFormatVersion, Scenarios: MergeScenarios(all, nil)}
	if err := encoder.Encode(doc); err != nil {
		panic(err) // every Case is JSON
	}
	return text.Bytes()
}

// DecodeScenarios reads such a document; none is no scenarios. CodeDamaged: it is none, or was written by a newer program.
func DecodeScenarios(text []byte) ([]KeptScenario, error) {
	if len(text) == 0 {
		return nil, nil
	}
	var doc scenariosDocument
	err := json.Unmarshal(text, &doc)
	if err == nil && doc.Format == scenariosFormat && doc.FormatVersion > scenariosFormatVersion {
		return nil, &Error{
			Code: CodeDamaged, Message: "The scenarios were saved by a newer version of the program.",
			Hint: "Bring this program up to date. The scenarios are as they were.",
		}
	}
	if err != nil || doc.Format != scenariosFormat {
		return nil, &Error{
			Code: CodeDamaged, Message: "The scenarios cannot be read: they were changed by another program.",
			Hint: "Bring an older version of the file scenarios.json back, or remove the file: each computer still has its scenarios.", Err: err,
		}
	}
	for i := range doc.Scenarios {
		if err := doc.Scenarios[i].Check(); err != nil {
			return nil, err
		}
	}
	return MergeScenarios(doc.Scenarios, nil), nil
}

// Check refuses a scenario that cannot be kept, and gives what it holds its one writing. CodeDamaged: it lacks what it must say.
// CodeTooLarge.
func (s *KeptScenario) Check() error {
	if s.ID == "" || len(s.Seen) == 0 {
		return unreadableScenario(nil)
	}
	for i := range s.States {
		if err := s.States[i].check(); err != nil {
			return err
		}
	}
	s.order()
	return nil
}

func (s *ScenarioState) check() error {
	if s.Revision == "" || len(s.Case) == 0 {
		return unreadableScenario(nil)
	}
	if len(s.Case) > MaxScenario {
		return &Error{
			Code: CodeTooLarge, Message: words.F("A scenario has at most %d KiB.", MaxScenario>>10), Hint: "Put less into its form.",
		}
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, s.Case); err != nil {
		return unreadableScenario(err)
	}
	s.SavedAt, s.Case = s.SavedAt.UTC(), compact.Bytes()
	return CheckNote("author", s.Author)
}

func unreadableScenario(cause error) error {
	return &Error{Code: CodeDamaged, Message: "A scenario lacks what it must say.", Hint: "Save the scenario again.", Err: cause}
}
