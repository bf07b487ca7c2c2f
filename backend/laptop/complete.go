package laptop

import (
	"context"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/workflow"
)

// Complete does what was left for later when many workflows came at once: the activity log is followed, each gets its own folder
// and files, and it is found out what their texts say. They can be read and changed before. checked is how many texts were looked at. It can be stopped
// at any point and called again.
func (l *Laptop) Complete(ctx context.Context, company workflow.CompanyID) (checked int, err error) {
	if err := l.FollowLog(ctx, company); err != nil {
		return 0, err
	}
	if err := l.Files.Unpack(ctx, company); err != nil {
		return 0, err
	}
	for {
		some, err := l.Index.Unchecked(ctx, company, classSize)
		if err != nil || len(some) == 0 {
			return checked, err
		}
		saves := make([]catalog.Save, 0, len(some))
		for _, v := range some {
			save := catalog.Save{Known: v, StepCount: -1}
			_, content, err := l.Files.Get(ctx, v.Ref, string(v.UID))
			switch {
			case err == nil:
				save = describe(v, content)
			case ctx.Err() != nil:
				return checked, err
			case workflow.CodeOf(err) == workflow.CodeWorkflowNotFound:
				// A power failure may take what is not flushed. Once the index forgets it the next sync brings it again.
				if err := l.Index.Forget(ctx, v.Ref); err != nil {
					return checked, err
				}
				continue
			} // else it is damaged, which is doctor's to report
			saves = append(saves, save)
		}
		if err := l.Index.Checked(ctx, saves); err != nil {
			return checked, err
		}
		checked += len(saves)
	}
}
