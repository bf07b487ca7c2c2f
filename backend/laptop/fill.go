package laptop

import (
	"context"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/workflow"
)

// fillSize is how many workflows are made findable in one transaction: a save waits no longer than for one.
const fillSize = 32

// Fill makes the workflows of a company findable of which the search does not know yet what they say: all of them after a clone, or
// when the index was made anew. The newest come first. filled is how many there were. It can be stopped at any point and
// called again, and several processes may do it at once.
func (l *Laptop) Fill(ctx context.Context, company workflow.CompanyID) (filled int, err error) {
	for {
		some, err := l.Index.Stale(ctx, company, fillSize)
		if err != nil || len(some) == 0 {
			return filled, err
		}
		saves := make([]catalog.Save, 0, len(some))
		for _, v := range some {
			if ctx.Err() != nil {
				return filled, ctx.Err()
			}
			save := catalog.Save{Known: v}
			// Of a text that is not here or is damaged the rest is found.
			if _, content, err := l.Files.Get(ctx, v.Ref, string(v.UID)); err == nil {
				save.Text, save.Labels = content, approvalml.Labels(model.Read(string(content)))
			} else if ctx.Err() != nil {
				return filled, err
			}
			saves = append(saves, save)
		}
		if err := l.Index.Fill(ctx, saves); err != nil {
			return filled, err
		}
		filled += len(saves)
	}
}
