package designer

import (
	"context"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// SaveVersion keeps a text as the newest version of a workflow, or of a new one. When it returns without an error the
// version is durable on the laptop. With a bucket set up it has also been sent, or the answer's SyncState is pending
// and its SyncError says why; that is not an error of the save.
//
// CodeInvalidContent, CodeTooLarge: the text cannot be a version. CodeWorkflowNotFound: no such workflow.
// CodeVersionNotFound: no such parent. CodeStaleParent: the parent is not the latest any more.
func (d *Designer) SaveVersion(ctx context.Context, request SaveVersionRequest) (SavedVersion, error) {
	if err := checkSave(request); err != nil {
		return SavedVersion{}, err
	}
	s, bucket := d.inForce()
	v := workflow.Version{
		UID: d.NewUID(), Author: s.Author, Comment: request.VersionComment, Prompt: request.Prompt, Generator: request.Generator,
		CreatedAt: d.Now().UTC(),
	}
	if request.Name != nil {
		v.Name = *request.Name
	}
	var ref workflow.Ref
	var err error
	if request.WorkflowID == nil {
		ref, err = d.saveFirst(ctx, s.CompanyID, v, []byte(request.YAMLContent))
	} else {
		ref, err = d.saveNext(ctx, s.CompanyID, v, request)
	}
	if err != nil {
		return SavedVersion{}, err
	}

	d.Log.Debug("saved", "workflow", ref.ID, "version", v.UID)
	saved, err := d.sent(ctx, bucket, ref, v.UID)
	if err != nil || !request.Merge || saved.IsLatest || saved.SyncState == SyncConflict {
		return saved, err
	}
	return d.saved(ctx, workflow.Ref{Company: s.CompanyID, ID: saved.WorkflowID}, "", bucket, saved.SyncError)
}

// sent sends a version that was just kept, as long as a person waits for that, and says where it stands then.
func (d *Designer) sent(ctx context.Context, bucket *remote, ref workflow.Ref, uid workflow.UID) (SavedVersion, error) {
	var problem *Problem
	if bucket != nil {
		pushCtx, cancel := context.WithTimeout(ctx, pushDeadline)
		defer cancel()
		outcome, err := d.settle(pushCtx, bucket, ref)
		switch {
		case err != nil:
			problem = problemOf(err)
		case outcome.Conflict:
			problem = problemOf(waitsForDecision())
		}
	}
	return d.saved(context.WithoutCancel(ctx), ref, uid, bucket, problem)
}

func waitsForDecision() error {
	return &workflow.Error{
		Code:    workflow.CodeConflict,
		Message: "Somebody else saved this workflow meanwhile and changed the same places. Both versions are kept.",
		Hint:    "Open the conflict and decide place by place; until then everybody goes on with what they have.",
	}
}

func checkSave(request SaveVersionRequest) error {
	if request.WorkflowID != nil {
		if _, err := workflow.CheckID(*request.WorkflowID); err != nil {
			return err
		}
	}
	if err := workflow.CheckContent([]byte(request.YAMLContent)); err != nil {
		return err
	}
	if err := workflow.CheckNote("prompt", request.Prompt); err != nil {
		return err
	}
	if err := workflow.CheckNote("comment", request.VersionComment); err != nil {
		return err
	}
	if err := workflow.CheckGenerator(request.Generator); err != nil {
		return err
	}
	if request.Name != nil {
		if err := workflow.CheckNote("name", *request.Name); err != nil {
			return err
		}
	}
	return nil
}

// saveFirst makes a workflow with the next free number. Another process may take the number first; then the next is tried.
func (d *Designer) saveFirst(ctx context.Context, company workflow.CompanyID, v workflow.Version, content []byte) (workflow.Ref, error) {
	v.WorkflowUID = d.NewUUID()
	id, err := d.laptop.Index.NextID(ctx, company)
	if err != nil {
		return workflow.Ref{}, err
	}
	for ; id <= workflow.MaxID; id++ {
		v.Ref = workflow.Ref{Company: company, ID: id}
		_, err := d.laptop.Save(ctx, v, content, "")
		if workflow.CodeOf(err) == workflow.CodeStaleParent {
			continue
		}
		return v.Ref, err
	}
	return workflow.Ref{}, everyNumberTaken()
}

func everyNumberTaken() error {
	return &workflow.Error{
		Code:    workflow.CodeInvalidID,
		Message: "Every workflow number of this company is taken.",
		Hint:    "Work for another company: set COMPANY_ID.",
	}
}

// saveNext puts a version on top of the latest one, which must be the request's parent when it names one.
func (d *Designer) saveNext(ctx context.Context, company workflow.CompanyID, v workflow.Version, request SaveVersionRequest) (workflow.Ref, error) {
	ref := workflow.Ref{Company: company, ID: workflow.ID(*request.WorkflowID)}
	v.Ref = ref
	named := v.Name
	// Another process may save between reading the latest and writing on top of it. Without a parent in the request
	// the version then goes on top of that one: all versions are kept, and the request did not ask for more.
	for {
		if err := d.laptop.Follow(ctx, ref); err != nil {
			return ref, err
		}
		latest, parent, err := d.latest(ctx, ref, request)
		if err != nil {
			return ref, err
		}
		v.ParentUID, v.WorkflowUID, v.Name = parent, latest.WorkflowUID, named
		if request.Name == nil {
			v.Name = latest.Name
		}
		_, err = d.laptop.Save(ctx, v, []byte(request.YAMLContent), latest.UID)
		if workflow.CodeOf(err) != workflow.CodeStaleParent {
			return ref, err
		}
	}
}

// latest gives the latest version and what the request's text goes on top of. CodeStaleParent: that is another version, and
// the request does not ask to bring both together, or there is no bucket from which the other one came.
func (d *Designer) latest(ctx context.Context, ref workflow.Ref, request SaveVersionRequest) (catalog.Version, workflow.UID, error) {
	v, err := d.laptop.Index.Version(ctx, ref, "", request.ParentVersionID)
	if err != nil || v.IsLatest {
		return v, v.UID, err
	}
	if _, bucket := d.inForce(); request.Merge && bucket != nil {
		latest, err := d.laptop.Index.Version(ctx, ref, "", "")
		return latest, v.UID, err
	}
	return v, "", &workflow.Error{
		Code:    workflow.CodeStaleParent,
		Message: words.F("Version %d is no longer the latest: a newer version of this workflow was saved meanwhile.", v.Number),
		Hint:    "Look at the newer version, then save on top of it. Your text is not lost.",
	}
}

// saved says where a version stands. Its workflow may have got another number meanwhile.
func (d *Designer) saved(ctx context.Context, ref workflow.Ref, uid workflow.UID, bucket *remote, problem *Problem) (SavedVersion, error) {
	if uid == "" { // the latest
		v, err := d.laptop.Index.Version(ctx, ref, bucket.addressOrNone(), "")
		if err != nil {
			return SavedVersion{}, err
		}
		uid = v.UID
	}
	where, known, err := d.laptop.Index.Find(ctx, uid, "")
	if err != nil {
		return SavedVersion{}, err
	}
	if known {
		ref = where.Ref
	}
	w, err := d.laptop.Index.Workflow(ctx, ref, bucket.addressOrNone())
	if err != nil {
		return SavedVersion{}, err
	}
	v, err := d.laptop.Index.Version(ctx, ref, bucket.addressOrNone(), string(uid))
	if err != nil {
		return SavedVersion{}, err
	}
	saved := SavedVersion{
		WorkflowID: ref.ID, Name: w.Name, S3FilePath: ref.Key(),
		VersionSummary: summarize(v, w.Conflict, bucket != nil), SyncError: problem,
	}
	if v.Deleted {
		return saved, nil
	}
	saved.Scenarios, err = d.outcome(ctx, ref, func() (string, error) {
		content, err := d.laptop.Files.Text(v.Ref, v.Version)
		return string(content), err
	})
	if err != nil {
		// The version is kept all the same; whoever looks at its scenarios is told.
		d.Log.Debug("did not try a saved version out", "error", err)
	}
	return saved, nil
}

func problemOf(err error) *Problem {
	p := workflow.Presentable(err)
	return &Problem{Code: p.Code, Message: p.Message, Hint: p.Hint}
}
