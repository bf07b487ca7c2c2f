package designer_test

import (
	"context"
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

const disputed = `name: Purchase
form:
  fields:
    - name: amount
      type: number
      label: Amount
    - name: supplier
      type: text
      label: Supplier
      validation:
        pattern: "a b"
workflow:
  review:
    name: Review
    type: decision
    approver: ann@example.com
    timeout: 2_days
    on_approve:
      continue_to: done
    on_reject:
      continue_to: done
      notify_requestor: "Request denied by the board"
  done:
    name: Done
    type: end
`

func replaced(t *testing.T, pairs ...string) string {
	t.Helper()
	text := disputed
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("%q is not in the text", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

// dispute is two people who changed the same three places of workflow 1, and one of their own each. It waits for ben.
func dispute(t *testing.T) (ana, ben *designer.Designer, mine, theirs string) {
	t.Helper()
	ana, ben = colleagues(t)
	save(t, ana, designer.SaveVersionRequest{YAMLContent: disputed})
	syncAll(t, ben)
	theirs = replaced(t, "ann@", "amy@", "by the board", "by the board. Decided by ${approver.name}", `"a b"`, `"a b{2}"`, "2_days", "3_days")
	mine = replaced(t, "ann@", "bob@", "by the board", "by the board. Ask again", `"a b"`, `"a b*"`, "label: Supplier", "label: Shop")
	save(t, ana, on(1, theirs))
	request := on(1, mine)
	request.Prompt = "p"
	if saved := save(t, ben, request); saved.SyncState != designer.SyncConflict {
		t.Fatalf("nothing clashes: %+v %+v", saved, saved.SyncError)
	}
	return ana, ben, mine, theirs
}

func conflict(t *testing.T, d *designer.Designer) designer.ConflictDetail {
	t.Helper()
	detail, err := d.Conflict(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return detail
}

func resolution(detail designer.ConflictDetail, choices ...designer.Choice) designer.Resolution {
	return designer.Resolution{Choices: choices, MineID: detail.Mine.LocalID, TheirsID: detail.Theirs.LocalID}
}

const (
	approverAt = "workflow.review.approver"
	noticeAt   = "workflow.review.on_reject.notify_requestor"
	patternAt  = "form.fields[1].validation.pattern"
)

func TestWhatWaitsIsShownWithBothSidesAndWhatFitsTogether(t *testing.T) {
	// Given two versions that clash
	_, ben, mine, theirs := dispute(t)

	// When ben looks at them
	detail := conflict(t, ben)

	// Then he sees both texts, their base, every place, and what needs no decision
	if detail.BaseYAML != disputed || detail.MineYAML != mine || detail.TheirsYAML != theirs || detail.Base == nil || detail.Base.Number != 1 {
		t.Errorf("the texts are not those: %+v", detail)
	}
	if detail.Mine.Author != "Ben" || detail.Theirs.Author != "Ana" || detail.Mine.SyncState != designer.SyncConflict || !detail.Theirs.Beside {
		t.Errorf("mine %+v theirs %+v", detail.Mine, detail.Theirs)
	}
	places := map[string]designer.ConflictPlace{}
	for _, p := range detail.Merge.Places {
		places[p.Path] = p
	}
	p := places[approverAt]
	if len(places) != 3 || p.What.String() != "the approver of Review" || *p.Mine != "bob@example.com" || *p.Theirs != "amy@example.com" ||
		p.Take != designer.TakeNone || p.Both != nil || p.Problem != nil || p.Line != 16 || p.EndLine != 16 ||
		p.MineWords.String() != "You set the approver of Review to bob@example.com" {
		t.Errorf("the approver: %+v", p)
	}
	if both := places[noticeAt].Both; both == nil || *both != `"Request denied by the board. Ask again. Decided by ${approver.name}"` {
		t.Errorf("both of the notice: %v", both)
	}
	if both := places[patternAt].Both; both != nil {
		t.Errorf("both patterns together are none, and %s is offered", *both)
	}
	merged := detail.Merge.Merged
	if len(merged) != 2 || merged[0].From != "mine" || merged[0].Kind != "changed" || merged[1].From != "theirs" || !strings.Contains(merged[1].Words.String(), "3_days") {
		t.Errorf("merged %+v", merged)
	}
	if !detail.Merge.Report.IsValid || len(detail.Merge.Origins) != 5 {
		t.Errorf("%+v %+v", detail.Merge.Report, detail.Merge.Origins)
	}
	// And the list of all has the same places
	rows, err := ben.Conflicts(context.Background())
	if err != nil || len(rows) != 3 || rows[1].Path != approverAt || rows[1].Name != "Purchase" || rows[1].WorkflowID != 1 {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestWhatIsDecidedIsSavedOnTopOfBoth(t *testing.T) {
	// Given two versions that clash
	ctx := context.Background()
	ana, ben, _, _ := dispute(t)
	detail := conflict(t, ben)
	events, stop := ben.Listen()
	defer stop()

	// When ben decides one place with theirs, one with an edit, one with both
	choices := []designer.Choice{
		{Path: approverAt, Take: designer.TakeTheirs},
		{Path: patternAt, Take: designer.TakeEdit, Text: `"[a-z]+"`},
		{Path: noticeAt, Take: designer.TakeBoth},
	}
	want := replaced(t, "ann@", "amy@", "by the board", "by the board. Ask again. Decided by ${approver.name}", `"a b"`, `"[a-z]+"`,
		"2_days", "3_days", "label: Supplier", "label: Shop")
	preview, err := ben.MergePreview(ctx, 1, choices)
	if err != nil || preview.ResultYAML != want {
		t.Fatalf("%v\n%s", err, preview.ResultYAML)
	}
	for _, p := range preview.Places {
		if p.Take == designer.TakeNone || p.Problem != nil {
			t.Errorf("%s is open: %+v", p.Path, p.Problem)
		}
	}
	saved, err := ben.ResolveConflict(ctx, 1, resolution(detail, choices...))

	// Then a version with both as its parents is saved and sent, and nothing waits any more
	if err != nil || saved.SyncState != designer.SyncSynced || saved.SyncError != nil || saved.Number != 3 || !saved.IsLatest ||
		saved.ParentID != detail.Theirs.LocalID || saved.MergedID != detail.Mine.LocalID || saved.VersionComment != "Merged with version 2 by Ana." {
		t.Fatalf("saved %+v %+v, %v", saved, saved.SyncError, err)
	}
	if got := latest(t, ben, 1); got.YAMLContent != want || got.Prompt != "p" {
		t.Errorf("saved\n%s", got.YAMLContent)
	}
	if status, err := ben.SyncStatus(ctx); err != nil || status.ConflictCount != 0 || status.State != designer.StandingSynced {
		t.Errorf("status %+v, %v", status, err)
	}
	if rows, err := ben.Conflicts(ctx); err != nil || len(rows) != 0 {
		t.Errorf("%+v, %v", rows, err)
	}
	if _, err := ben.Conflict(ctx, 1); workflow.CodeOf(err) != workflow.CodeNotFound {
		t.Errorf("what was decided still waits: %v", err)
	}
	told := false
	for len(events) > 0 {
		e := <-events
		told = told || e.What == "resolved" && e.WorkflowID == 1 && e.Name == "Purchase" && e.Author == "Ben"
	}
	if !told {
		t.Error("nobody was told")
	}
	// And ana has exactly that
	syncAll(t, ana)
	if got := latest(t, ana, 1); got.YAMLContent != want || got.VersionID != saved.VersionID {
		t.Errorf("ana has\n%s", got.YAMLContent)
	}
}

func TestADecisionOfTheWholeIsSavedAsItIs(t *testing.T) {
	ana, ben, _, _ := dispute(t)
	request := resolution(conflict(t, ben))
	text := "name: Something else\r\n"
	request.YAMLContent, request.VersionComment = &text, "Begun anew"
	saved, err := ben.ResolveConflict(context.Background(), 1, request)
	if err != nil || saved.VersionComment != "Begun anew" || saved.SyncState != designer.SyncSynced {
		t.Fatalf("%+v, %v", saved, err)
	}
	syncAll(t, ana)
	if got := latest(t, ana, 1); got.YAMLContent != text {
		t.Errorf("ana has %q", got.YAMLContent)
	}
}

func TestWhatCannotBeDecidedIsRefusedAndNothingIsSaved(t *testing.T) {
	// Given two versions that clash
	ctx := context.Background()
	_, ben, mine, _ := dispute(t)
	detail := conflict(t, ben)
	all := func(approver designer.Choice) []designer.Choice {
		approver.Path = approverAt
		return []designer.Choice{approver, {Path: patternAt, Take: designer.TakeMine}, {Path: noticeAt, Take: designer.TakeMine}}
	}
	zero := ""
	for name, c := range map[string]struct {
		change func(*designer.Resolution)
		code   workflow.Code
		says   string
	}{
		"a place is open":       {func(r *designer.Resolution) { r.Choices = r.Choices[1:] }, workflow.CodeInvalidRequest, "One place waits"},
		"an edit is no value":   {func(r *designer.Resolution) { r.Choices = all(designer.Choice{Take: designer.TakeEdit, Text: `"a`}) }, workflow.CodeInvalidRequest, "approver of Review cannot be taken"},
		"both is not offered":   {func(r *designer.Resolution) { r.Choices = all(designer.Choice{Take: designer.TakeBoth}) }, workflow.CodeInvalidRequest, "do not fit"},
		"an unknown way":        {func(r *designer.Resolution) { r.Choices = all(designer.Choice{Take: "neither"}) }, workflow.CodeInvalidRequest, `"neither"`},
		"other versions":        {func(r *designer.Resolution) { r.TheirsID = detail.Base.LocalID }, workflow.CodeStaleParent, "meanwhile"},
		"no versions":           {func(r *designer.Resolution) { r.MineID = "" }, workflow.CodeStaleParent, "meanwhile"},
		"an empty text":         {func(r *designer.Resolution) { r.YAMLContent = &zero }, workflow.CodeInvalidContent, "empty"},
		"a comment that is not": {func(r *designer.Resolution) { r.VersionComment = "a\x00" }, workflow.CodeInvalidContent, "comment"},
	} {
		t.Run(name, func(t *testing.T) {
			request := resolution(detail, all(designer.Choice{Take: designer.TakeMine})...)
			c.change(&request)
			_, err := ben.ResolveConflict(ctx, 1, request)
			if shown := workflow.Presentable(err); workflow.CodeOf(err) != c.code || !strings.Contains(shown.Message.String(), c.says) || shown.Hint == "" {
				t.Errorf("%v", err)
			}
		})
	}
	if got := latest(t, ben, 1); got.YAMLContent != mine || conflict(t, ben).Mine.LocalID != detail.Mine.LocalID {
		t.Errorf("something was saved: %+v", got)
	}
	if _, err := ben.Conflict(ctx, 9); workflow.CodeOf(err) != workflow.CodeWorkflowNotFound {
		t.Errorf("an unknown workflow: %v", err)
	}
}

func TestWhoSavesMeanwhileIsNotPassedOver(t *testing.T) {
	// Given that ben looks at two versions
	ctx := context.Background()
	ana, ben, mine, theirs := dispute(t)
	detail := conflict(t, ben)
	takeMine := func(detail designer.ConflictDetail) (choices []designer.Choice) {
		for _, p := range detail.Merge.Places {
			choices = append(choices, designer.Choice{Path: p.Path, Take: designer.TakeMine})
		}
		return choices
	}

	// When ana saves once more, and ben's computer hears of it, before he has decided
	save(t, ana, on(1, strings.Replace(theirs, "amy@", "eve@", 1)))
	syncAll(t, ben)
	_, err := ben.ResolveConflict(ctx, 1, resolution(detail, takeMine(detail)...))

	// Then he is told, and sees what she has now
	if workflow.CodeOf(err) != workflow.CodeStaleParent {
		t.Fatalf("%v", err)
	}
	again := conflict(t, ben)
	if *again.Merge.Places[1].Theirs != "eve@example.com" || again.Theirs.Number != 3 || again.Base.Number != 1 {
		t.Fatalf("%+v", again.Merge.Places)
	}

	// When he saves a version of his own instead, it is what waits
	own := save(t, ben, on(1, strings.Replace(mine, "bob@", "ben@", 1)))
	if _, err := ben.ResolveConflict(ctx, 1, resolution(again, takeMine(again)...)); workflow.CodeOf(err) != workflow.CodeStaleParent {
		t.Errorf("%v", err)
	}
	last := conflict(t, ben)
	if last.Mine.LocalID != own.LocalID || *last.Merge.Places[1].Mine != "ben@example.com" {
		t.Fatalf("%+v", last.Mine)
	}
	saved, err := ben.ResolveConflict(ctx, 1, resolution(last, takeMine(last)...))
	if err != nil || saved.Number != 4 || saved.SyncState != designer.SyncSynced {
		t.Errorf("%+v, %v", saved, err)
	}
}

func TestADecisionIsSafeWithoutTheBucket(t *testing.T) {
	// Given two versions that clash, and a bucket that cannot be reached
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	proxy := server.Proxy(t)
	ana := designertest.Open(t, t.TempDir(), settingsFor(server, server.Endpoint, bucket))
	ben := designertest.Open(t, t.TempDir(), settingsFor(server, proxy.URL, bucket))
	save(t, ana, designer.SaveVersionRequest{YAMLContent: disputed})
	syncAll(t, ben)
	save(t, ana, on(1, replaced(t, "ann@", "amy@")))
	save(t, ben, on(1, replaced(t, "ann@", "bob@")))
	proxy.Refuse()

	// When ben decides
	detail := conflict(t, ben)
	saved, err := ben.ResolveConflict(context.Background(), 1, resolution(detail, designer.Choice{Path: approverAt, Take: designer.TakeTheirs}))

	// Then it is kept and waits, and goes out with the next sync
	if err != nil || saved.SyncState != designer.SyncPending || saved.SyncError == nil || saved.SyncError.Code != workflow.CodeBucketUnreachable {
		t.Fatalf("%+v %+v, %v", saved, saved.SyncError, err)
	}
	if status, err := ben.SyncStatus(context.Background()); err != nil || status.ConflictCount != 0 {
		t.Errorf("%+v, %v", status, err)
	}
	proxy.Forward()
	syncAll(t, ben)
	syncAll(t, ana)
	if got := latest(t, ana, 1); got.LocalID != saved.LocalID || got.YAMLContent != replaced(t, "ann@", "amy@") {
		t.Errorf("ana has %+v", got)
	}
}

func TestWhatFitsTogetherButIsNoGoodIsForAPersonToSee(t *testing.T) {
	// Given that one takes away what the other newly relies on
	ctx := context.Background()
	lines := func(items string) string {
		return replaced(t, "    - name: supplier\n", "    - name: goods\n      type: line_items\n      label: Goods\n"+items+
			"      item_fields:\n        - name: price\n          type: currency\n          label: Price\n    - name: supplier\n")
	}
	ana, ben := colleagues(t)
	save(t, ana, designer.SaveVersionRequest{YAMLContent: lines("      min_items: 1\n")})
	syncAll(t, ben)
	theirs, mine := lines("      min_items: 1\n      max_items: 5\n"), lines("")
	save(t, ana, on(1, theirs))
	if saved := save(t, ben, on(1, mine)); saved.SyncState != designer.SyncConflict {
		t.Fatalf("it was merged: %+v", saved)
	}

	// When ben looks at it
	detail := conflict(t, ben)

	// Then no place clashes, the result tells what is wrong with it, and he can save one of the two as it is
	merge := detail.Merge
	if len(merge.Places) != 0 || len(merge.Merged) != 2 || merge.Report.IsValid || merge.ResultYAML != lines("      max_items: 5\n") {
		t.Fatalf("%+v\n%s", merge, merge.ResultYAML)
	}
	rows, err := ben.Conflicts(ctx)
	if err != nil || len(rows) != 1 || rows[0].Path != "" || *rows[0].Mine != mine || *rows[0].Theirs != theirs || rows[0].MineWords != "You changed the text" {
		t.Errorf("%+v, %v", rows, err)
	}
	request := resolution(detail)
	request.YAMLContent = &detail.TheirsYAML
	if saved, err := ben.ResolveConflict(ctx, 1, request); err != nil || saved.SyncState != designer.SyncSynced || !saved.IsValid {
		t.Errorf("%+v, %v", saved, err)
	}
}
