package activity_test

import (
	"testing"

	"workflow-designer/backend/activity"
)

// FuzzRead reads anything as a log: each line is kept as it stands, and a chain that is whole is only one that was written.
func FuzzRead(f *testing.F) {
	text, _, _ := activity.Mark{}.Append([]activity.Entry{{Action: activity.Created, Author: "Ana"}, {Action: activity.Deleted}})
	f.Add(string(text), "")
	f.Add(string(text)+string(text), string(text))
	f.Add("null\n\x00\n{}\n", `{"line":1,"before":"x","action":"y"}`+"\n")
	f.Fuzz(func(t *testing.T, text, lost string) {
		lines, to := activity.Mark{}.Read([]byte(text))
		size := 0
		for _, l := range lines {
			size += len(l.Text) + 1
		}
		if int64(size) != to.Size || to.Line != len(lines) || to.Size > int64(len(text)) {
			t.Fatalf("%d lines of %d bytes end at %+v", len(lines), size, to)
		}
		whole := len(activity.Verify(lines)) == 0
		gone, _ := activity.Mark{}.Read([]byte(lost))
		keep, _ := activity.Mend(gone, lines)
		if len(activity.Verify(keep)) != 0 {
			t.Fatalf("what is kept is no chain: %+v", keep)
		}
		if whole && len(gone) == 0 && len(keep) != len(lines) {
			t.Fatalf("of a whole chain %d of %d lines are kept", len(keep), len(lines))
		}
	})
}
