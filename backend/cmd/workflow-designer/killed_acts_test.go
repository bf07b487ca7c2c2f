package main

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"slices"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/designer"
	"workflow-designer/backend/simulate"
	"workflow-designer/backend/workflow"
)

// act is something that the program does when it is killed.
type act struct {
	name    string
	more    int // how many times more often it is done than others
	answers int // that may come before the moment of the kill begins
	// cold acts begin without a program that serves, and start the process themselves.
	cold  bool
	given func(*world)
	do    func(*world, *killer) // asks until no answer comes
}

// acts are what one asks a program for that serves.
var acts = []act{
	{name: "saving", more: 2, answers: 4, do: func(w *world, k *killer) {
		for {
			id, text := int64(w.any(w.own)), w.text()
			request := designer.SaveVersionRequest{WorkflowID: &id, YAMLContent: text, VersionComment: fmt.Sprintf("change %d", w.n), Prompt: "a prompt"}
			wish := w.wish(wish{flow: workflow.ID(id), texts: []string{text}, comment: request.VersionComment, prompt: request.Prompt})
			var saved designer.SavedVersion
			if !w.request(k, "POST", admin+"/workflows/save-version", request, &saved) {
				return
			}
			wish.heard(&saved)
		}
	}},
	{name: "creating", answers: 2, do: func(w *world, k *killer) {
		for {
			text := w.text()
			wish := w.wish(wish{isNew: true, texts: []string{text}})
			var saved designer.SavedVersion
			if !w.request(k, "POST", admin+"/workflows/save-version", designer.SaveVersionRequest{YAMLContent: text}, &saved) {
				return
			}
			wish.heard(&saved)
		}
	}},
	{name: "restoring", answers: 2, given: (*world).bringsBack, do: func(w *world, k *killer) {
		for {
			id := w.any(w.own)
			v := w.older(id)
			wish := w.wish(wish{flow: id, texts: []string{v.text}, comment: "*", prompt: v.prompt})
			var saved designer.SavedVersion
			if !w.request(k, "POST", fmt.Sprintf("%s/workflows/%d/versions/%s/restore", admin, id, v.summary.LocalID), nil, &saved) {
				return
			}
			wish.heard(&saved)
		}
	}},
	{name: "tagging", answers: 4, do: func(w *world, k *killer) {
		for {
			id := w.any(w.own)
			v := w.anyVersion(id)
			tags := w.tags()
			fact := "tags of " + string(v.summary.LocalID)
			w.wants(fact, tagsAs(tags))
			path := fmt.Sprintf("%s/workflows/%d/versions/%s/tags", admin, id, v.summary.LocalID)
			if !w.request(k, "PUT", path, map[string]any{"tags": tags}, nil) {
				return
			}
			w.keeps(fact)
		}
	}},
	{name: "deleting and bringing back", answers: 3, do: func(w *world, k *killer) {
		for {
			id := w.any(w.own[draftFlows:])
			latest := w.latestText(id)
			deletion := w.wish(wish{flow: id, deletes: true, comment: "*"})
			var saved designer.SavedVersion
			if !w.request(k, "DELETE", fmt.Sprintf("%s/workflows/%d", admin, id), nil, &saved) {
				return
			}
			deletion.heard(&saved)
			back := w.wish(wish{flow: id, texts: []string{latest.text}, comment: "*", prompt: "*"})
			saved = designer.SavedVersion{}
			if !w.request(k, "POST", fmt.Sprintf("%s/workflows/%d/undelete", admin, id), nil, &saved) {
				return
			}
			back.heard(&saved)
		}
	}, given: (*world).bringsBack},
	{name: "keeping drafts", answers: 5, do: func(w *world, k *killer) {
		for {
			draft := workflow.Draft{WorkflowID: w.any(w.own[:draftFlows]), YAMLContent: w.text(), Prompt: "p", Comment: fmt.Sprintf("draft %d", w.n)}
			fact := fmt.Sprintf("draft workflow-%d", draft.WorkflowID)
			if w.random.IntN(4) == 0 {
				w.wants(fact, "")
				if !w.request(k, "DELETE", fmt.Sprintf("%s/drafts/workflow-%d", admin, draft.WorkflowID), nil, nil) {
					return
				}
			} else {
				w.wants(fact, draftAs(draft))
				if !w.request(k, "PUT", admin+"/drafts", draft, nil) {
					return
				}
			}
			w.keeps(fact)
		}
	}},
	{name: "keeping scenarios", answers: 3, do: func(w *world, k *killer) {
		for {
			id := w.any(w.own[draftFlows:])
			fact, path := scenariosOf(id), fmt.Sprintf("%s/workflows/%d/scenarios", admin, id)
			now := w.scenarios(id)
			if len(now) > 3 {
				w.wants(fact, scenariosAs(now[1:]))
				if !w.request(k, "DELETE", path+"/"+string(now[0].ID), nil, nil) {
					return
				}
			} else {
				w.n++
				s := simulate.Scenario{Name: fmt.Sprintf("scenario-%d", w.n), Form: map[string]any{"amount": 3}}
				w.wants(fact, scenariosAs(append(slices.Clone(now), designer.KeptScenario{ScenarioState: designer.ScenarioState{Scenario: s}})))
				if !w.request(k, "POST", path, map[string]any{"scenario": s}, nil) {
					return
				}
			}
			w.keeps(fact)
		}
	}, given: (*world).bringsBack},
	{name: "changing settings", answers: 3, do: func(w *world, k *killer) {
		for {
			w.n++
			author := fmt.Sprintf("Author %d", w.n)
			w.wants("author", author)
			if !w.request(k, "PUT", admin+"/settings", map[string]any{"designer_author": author}, nil) {
				return
			}
			w.keeps("author")
		}
	}},
	{name: "labelling many", more: 1, answers: 1, do: func(w *world, k *killer) {
		for {
			request := designer.BulkRequest{Do: designer.BulkLabel, Labels: []string{fmt.Sprintf("label %d", w.random.IntN(40))}}
			var wishes []*wish
			for _, id := range w.some(w.own[draftFlows:], 5) {
				request.Items = append(request.Items, designer.BulkTarget{WorkflowID: int64(id)})
				latest := w.latestText(id)
				if text := w.relabelled(latest.text, request.Labels[0]); text != latest.text {
					wishes = append(wishes, w.wish(wish{flow: id, texts: []string{text}, comment: "*", prompt: latest.prompt}))
				}
			}
			if !w.bulk(k, request, wishes) {
				return
			}
		}
	}, given: (*world).bringsBack},
	{name: "tagging many", answers: 1, do: func(w *world, k *killer) {
		for {
			request := designer.BulkRequest{Do: designer.BulkTag}
			var facts []string
			for _, id := range w.some(w.own, 5) {
				v := w.anyVersion(id)
				tags := w.tags()
				now := slices.Clone(v.summary.Tags) // a tag that is there stays as it is
				for _, tag := range tags {
					if !slices.ContainsFunc(now, func(t workflow.Tag) bool { return t.Name == tag.Name }) {
						now = append(now, tag)
					}
				}
				request.Items = append(request.Items, designer.BulkTarget{WorkflowID: int64(id), VersionID: string(v.summary.LocalID), Tags: tags})
				fact := "tags of " + string(v.summary.LocalID)
				w.wants(fact, tagsAs(now))
				facts = append(facts, fact)
			}
			if !w.job(k, admin+"/bulk", request) {
				return
			}
			for _, fact := range facts {
				w.keeps(fact)
			}
			w.look(false)
		}
	}},
	{name: "deleting many", answers: 1, do: func(w *world, k *killer) {
		for {
			ids := w.some(w.own[draftFlows:], 4)
			for _, do := range []designer.JobKind{designer.BulkDelete, designer.BulkUndelete} {
				request := designer.BulkRequest{Do: do}
				var wishes []*wish
				for _, id := range ids {
					request.Items = append(request.Items, designer.BulkTarget{WorkflowID: int64(id)})
					if do == designer.BulkDelete {
						wishes = append(wishes, w.wish(wish{flow: id, deletes: true, comment: "*"}))
					} else {
						wishes = append(wishes, w.wish(wish{flow: id, texts: []string{w.latestText(id).text}, comment: "*", prompt: "*"}))
					}
				}
				if !w.bulk(k, request, wishes) {
					return
				}
			}
		}
	}, given: (*world).bringsBack},
	{name: "restoring many", answers: 1, do: func(w *world, k *killer) {
		for {
			request := designer.BulkRequest{Do: designer.BulkRestore}
			var wishes []*wish
			for _, id := range w.some(w.own[draftFlows:], 4) {
				v := w.older(id)
				request.Items = append(request.Items, designer.BulkTarget{WorkflowID: int64(id), VersionID: string(v.summary.LocalID)})
				wishes = append(wishes, w.wish(wish{flow: id, texts: []string{v.text}, comment: "*", prompt: "*"}))
			}
			if !w.bulk(k, request, wishes) {
				return
			}
		}
	}, given: (*world).bringsBack},
	{name: "importing an archive", more: 1, answers: 0, do: func(w *world, k *killer) {
		for {
			review := w.review()
			request := designer.ImportRequest{}
			var wishes []*wish
			for _, item := range review.Items {
				request.Items = append(request.Items, designer.ImportChoice{Index: item.Index, As: designer.ImportAsWorkflow})
				wishes = append(wishes, w.wish(wish{isNew: true, texts: w.archived[int(item.WorkflowID)-1], comment: "*", prompt: "*"}))
			}
			if !w.job(k, admin+"/imports/"+review.ImportID, request) {
				return
			}
			for _, wish := range wishes {
				wish.heard(nil)
			}
			w.look(false)
		}
	}},
}

// anyVersion is a version with a text, of a workflow as the book has it.
func (w *world) anyVersion(id workflow.ID) *kept {
	all := w.flows[id]
	for {
		if v := w.versions[all[w.random.IntN(len(all))]]; !v.summary.Deleted && v.summary.TextHere {
			return v
		}
	}
}

// older is such a version with another text than the latest.
func (w *world) older(id workflow.ID) *kept {
	latest := w.latestText(id)
	for {
		if v := w.anyVersion(id); v.text != latest.text {
			return v
		}
	}
}

// latestText is the newest version of a workflow that has a text, also of what was saved since the last look.
func (w *world) latestText(id workflow.ID) *kept {
	var list designer.VersionList
	w.asks("GET", fmt.Sprintf("%s/workflows/%d/versions", admin, id), nil, &list)
	for _, v := range list.Versions {
		if !v.Deleted && !v.Beside {
			opened := w.open(id, v)
			return &opened
		}
	}
	w.Fatalf("workflow %d has no text", id)
	return nil
}

// bringsBack brings back what a kill has left deleted.
func (w *world) bringsBack() {
	for _, id := range w.own {
		all := w.flows[id]
		if w.versions[all[len(all)-1]].summary.Deleted {
			back := w.wish(wish{flow: id, texts: []string{w.latestText(id).text}, comment: "*", prompt: "*"})
			var saved designer.SavedVersion
			w.asks("POST", fmt.Sprintf("%s/workflows/%d/undelete", admin, id), nil, &saved)
			back.heard(&saved)
		}
	}
}

func (w *world) tags() []workflow.Tag {
	var tags []workflow.Tag
	for _, name := range []string{"approved", "reviewed", "live", "tested"}[w.random.IntN(4):] {
		tags = append(tags, workflow.Tag{Name: name, Value: fmt.Sprint(w.random.IntN(1000))})
	}
	return tags
}

// relabelled is a text with one label more, as the program says.
func (w *world) relabelled(text, label string) string {
	now, err := approvalml.Relabel(text, []string{label}, nil)
	if err != nil {
		w.Fatal(err)
	}
	return now
}

// review sends the archive and gives what is in it.
func (w *world) review() designer.ImportReview {
	w.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "archive.zip")
	if err == nil {
		_, err = part.Write(w.archive)
	}
	if err == nil {
		err = form.Close()
	}
	var review designer.ImportReview
	if err == nil {
		err = w.p.send("POST", admin+"/imports", form.FormDataContentType(), body.Bytes(), &review)
	}
	w.survives(err)
	if len(review.Items) != len(w.archived) {
		w.Fatalf("the review says %+v", review)
	}
	return review
}
