package replica_test

import (
	"fmt"
	"strings"
	"testing"

	"workflow-designer/backend/replica"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// In the scripts 7#2 is version 2 of workflow 7; a ? says that sending it was begun before.
func TestPlan(t *testing.T) {
	for _, tt := range []struct{ name, pending, bases, want string }{
		{"nothing waits", "", "7=a", ""},
		{"a new workflow", "7#1", "", "7#1 new"},
		{"a version on top of what the bucket has", "7#4", "7=a", "7#4 on a"},
		{"a chain, the oldest first", "7#3 7#1 7#2", "", "7#1 new, 7#2 on the previous, 7#3 on the previous"},
		{"a chain on top of what the bucket has", "7#5 7#4", "7=a", "7#4 on a, 7#5 on the previous"},
		{
			"workflows one after the other, by number", "10#1 9#2 10#2 9#1", "9=a",
			"9#1 on a, 9#2 on the previous, 10#1 new, 10#2 on the previous",
		},
		{"begun before", "7#1? 7#2", "", "7#1 new look first, 7#2 on the previous"},
		{"a base of another workflow says nothing", "7#1", "8=b", "7#1 new"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tell(replica.Plan(parsePending(t, tt.pending), parseBases(tt.bases)))
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestPlanLeavesItsInputAsItIs(t *testing.T) {
	pending := parsePending(t, "9#1 7#1")
	replica.Plan(pending, nil)
	if pending[0].Version.Ref.ID != 9 {
		t.Error("the pending versions were sorted in place")
	}
}

func parsePending(t *testing.T, script string) []workflow.Pending {
	t.Helper()
	var all []workflow.Pending
	for word := range strings.FieldsSeq(script) {
		var p workflow.Pending
		if strings.HasSuffix(word, "?") {
			p.Attempts = 1
		}
		p.Version.Ref.Company = 1
		if _, err := fmt.Sscanf(word, "%d#%d", &p.Version.Ref.ID, &p.Version.Number); err != nil {
			t.Fatalf("%s: %v", word, err)
		}
		all = append(all, p)
	}
	return all
}

func parseBases(script string) map[workflow.ID]storage.Base {
	bases := map[workflow.ID]storage.Base{}
	for word := range strings.FieldsSeq(script) {
		number, id, _ := strings.Cut(word, "=")
		ref, _ := workflow.ParseID(number)
		bases[ref] = storage.Base{ID: id, ETag: "etag of " + id}
	}
	return bases
}

func tell(steps []replica.Step) string {
	var all []string
	for _, s := range steps {
		text := fmt.Sprintf("%d#%d ", s.Version.Ref.ID, s.Version.Number)
		switch {
		case s.OnPrevious:
			text += "on the previous"
		case s.Base == storage.Base{}:
			text += "new"
		default:
			text += "on " + s.Base.ID
		}
		if s.LookFirst {
			text += " look first"
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}
