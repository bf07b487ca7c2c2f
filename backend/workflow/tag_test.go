package workflow_test

import (
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/workflow"
)

func tags(names ...string) []workflow.Tag {
	list := []workflow.Tag{}
	for _, n := range names {
		name, value, _ := strings.Cut(n, "=")
		list = append(list, workflow.Tag{Name: name, Value: value})
	}
	return list
}

func TestTagsOfTwoPeopleComeTogether(t *testing.T) {
	for _, test := range []struct {
		name                     string
		base, mine, theirs, want []workflow.Tag
	}{
		{"nothing changed", tags("a"), tags("a"), tags("a"), tags("a")},
		{"both added", tags(), tags("mine"), tags("theirs"), tags("mine", "theirs")},
		{"both added the same", tags(), tags("a"), tags("a"), tags("a")},
		{"I removed", tags("a", "b"), tags("b"), tags("a", "b"), tags("b")},
		{"they removed", tags("a", "b"), tags("a", "b"), tags("a"), tags("a")},
		{"I removed, they added", tags("a"), tags(), tags("a", "b"), tags("b")},
		{"both gave a value", tags("a=1"), tags("a=2"), tags("a=3"), tags("a=2")},
		{"they gave a value", tags("a=1"), tags("a=1"), tags("a=3"), tags("a=3")},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := workflow.MergeTags(test.base, test.mine, test.theirs); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestTagsThatABucketRefusesAreRefusedBefore(t *testing.T) {
	for _, name := range []string{"", "a&b", "a\nb", "Prüfung", strings.Repeat("x", 129), "50%"} {
		if err := workflow.CheckTag(workflow.Tag{Name: name}); workflow.CodeOf(err) != workflow.CodeInvalidRequest {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"approved", "Review 2026", "v1.2/final", "a@b:c"} {
		if err := workflow.CheckTag(workflow.Tag{Name: name}); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := workflow.CheckTags(tags("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11")); workflow.CodeOf(err) != workflow.CodeInvalidRequest {
		t.Errorf("eleven tags: %v", err)
	}
}
