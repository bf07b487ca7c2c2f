package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

func read(t testing.TB, s *serving, request *http.Request) []byte {
	t.Helper()
	request.Header.Set("Authorization", "Bearer "+token)
	answer, err := s.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %s %v", request.URL, answer.Status, text, err)
	}
	return text
}

// recover starts the program again and looks at all that it has; deep reads every text. It counts what was done of that of which
// no answer was heard.
func (w *world) recover(deep bool) (done, undone int) {
	w.Helper()
	if w.p == nil {
		w.p = w.serve(w)
	}
	count := func(d, u int, err error) {
		w.Helper()
		done, undone = done+d, undone+u
		if err != nil {
			w.Errorf("killed while %s: %v", w.now, err)
		}
	}
	w.look(deep)
	if w.server == nil {
		d, u, lost := w.settle(true)
		count(d, u, lostAs(lost))
	} else {
		d, u, lost := w.settle(false)
		count(d, u, lostAs(lost))
		w.syncs()
		w.look(deep)
		d, u, lost = w.settle(true)
		count(d, u, lostAs(lost))
		w.bucketHasTheSame()
		clear(w.both)
	}
	for fact, value := range w.readFacts() {
		count(w.is(fact, value))
	}
	w.nothingIsLeft()
	w.doctor()
	if deep {
		w.eachVersionIsLoggedOnce()
	}
	if w.Failed() {
		w.FailNow()
	}
	return done, undone
}

func lostAs(lost []string) error {
	if len(lost) == 0 {
		return nil
	}
	return fmt.Errorf("acknowledged and lost: %s", strings.Join(lost, "\n"))
}

// look compares the list and each history with the book.
func (w *world) look(deep bool) {
	w.Helper()
	var list struct {
		Workflows []designer.WorkflowSummary `json:"workflows"`
	}
	w.asks("GET", admin+"/workflows", nil, &list)
	ids := map[workflow.ID]bool{}
	for id := range w.flows {
		ids[id] = true
	}
	for _, row := range list.Workflows {
		ids[row.WorkflowID] = true
	}
	for id := range ids {
		w.lookAt(id, deep)
	}
}

func (w *world) lookAt(id workflow.ID, deep bool) {
	w.Helper()
	fails := func(err error) {
		w.Helper()
		if err != nil {
			w.Errorf("killed while %s: workflow %d: %v", w.now, id, err)
		}
	}
	var list designer.VersionList
	w.asks("GET", fmt.Sprintf("%s/workflows/%d/versions", admin, id), nil, &list)
	slices.Reverse(list.Versions) // the oldest first
	before, colleague := w.flows[id], slices.Contains(w.bens, id)
	var now, latest []workflow.UID
	var news []kept
	for _, v := range list.Versions {
		now = append(now, v.LocalID)
		if v.IsLatest {
			latest = append(latest, v.LocalID)
		}
		known := w.versions[v.LocalID]
		if known == nil {
			n := w.open(id, v)
			news = append(news, n)
			continue
		}
		fails(same(known.summary, v, colleague))
		known.summary = v
		if deep || w.random.IntN(20) == 0 {
			if again := w.open(id, v); again.text != known.text || again.prompt != known.prompt {
				fails(fmt.Errorf("version %d has another text or prompt than before", v.Number))
			}
		}
	}
	for _, uid := range before {
		if !slices.Contains(now, uid) {
			fails(fmt.Errorf("version %+v is lost", w.versions[uid].summary))
		}
	}
	if len(before) == 0 {
		var texts []string
		for _, v := range news {
			texts = append(texts, v.text)
		}
		fails(w.newFlow(id, texts))
	} else {
		for _, v := range news {
			fails(w.newVersion(v))
		}
	}
	for _, v := range news {
		w.versions[v.summary.LocalID] = &v
		for _, wish := range w.wishes {
			if wish.said != nil && wish.said.LocalID == v.summary.LocalID {
				fails(same(*wish.said, v.summary, wish.colleague))
			}
		}
	}
	w.flows[id] = now
	if len(latest) != 1 {
		fails(fmt.Errorf("%d versions are the latest", len(latest)))
		return
	}
	w.fileIsLatest(id, w.versions[latest[0]])
}

// open reads one version.
func (w *world) open(id workflow.ID, v designer.VersionSummary) kept {
	w.Helper()
	if v.Deleted {
		return kept{flow: id, summary: v}
	}
	var detail designer.VersionDetail
	w.asks("GET", fmt.Sprintf("%s/workflows/%d/versions/%s", admin, id, v.LocalID), nil, &detail)
	return kept{id, v, detail.Prompt, detail.YAMLContent}
}

// fileIsLatest compares workflow.yaml with the latest version.
func (w *world) fileIsLatest(id workflow.ID, latest *kept) {
	w.Helper()
	text, err := os.ReadFile(w.data("companies", "1", "workflows", fmt.Sprint(id), "workflow.yaml"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if !latest.summary.Deleted && !slices.Contains(w.bens, id) { // what was cloned is in a pack
			w.Errorf("killed while %s: workflow %d has no workflow.yaml", w.now, id)
		}
	case err != nil:
		w.Error(err)
	case latest.summary.Deleted:
		w.Errorf("killed while %s: workflow %d is deleted and has a workflow.yaml", w.now, id)
	case string(text) != latest.text:
		w.Errorf("killed while %s: workflow %d: workflow.yaml is not the latest version", w.now, id)
	}
}

// readFacts reads all else that the book has.
func (w *world) readFacts() map[string]string {
	w.Helper()
	facts := map[string]string{}
	for fact := range w.facts {
		facts[fact] = "" // unless it is there
	}
	for uid, v := range w.versions {
		if len(v.summary.Tags) > 0 {
			facts["tags of "+string(uid)] = tagsAs(v.summary.Tags)
		}
	}
	var drafts struct {
		Drafts []workflow.Draft `json:"drafts"`
	}
	w.asks("GET", admin+"/drafts", nil, &drafts)
	for _, d := range drafts.Drafts {
		facts["draft "+d.DraftID] = draftAs(d)
	}
	for _, id := range w.own {
		all := w.flows[id]
		if _, known := facts[scenariosOf(id)]; known && w.versions[all[len(all)-1]].summary.Deleted {
			delete(facts, scenariosOf(id)) // they come back with it
		} else if known {
			facts[scenariosOf(id)] = scenariosAs(w.scenarios(id))
		}
	}
	if _, known := facts["author"]; known {
		var settings designer.SettingsView
		w.asks("GET", admin+"/settings", nil, &settings)
		facts["author"] = settings.Author
	}
	return facts
}

func tagsAs(tags []workflow.Tag) string {
	var all []string
	for _, t := range tags {
		all = append(all, t.Name+"="+t.Value)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func draftAs(d workflow.Draft) string { return d.YAMLContent + "\n" + d.Prompt + "\n" + d.Comment }

func scenariosOf(id workflow.ID) string { return fmt.Sprintf("scenarios of %d", id) }

func (w *world) scenarios(id workflow.ID) []designer.KeptScenario {
	w.Helper()
	var list designer.ScenarioList
	w.asks("GET", fmt.Sprintf("%s/workflows/%d/scenarios", admin, id), nil, &list)
	return list.Scenarios
}

func scenariosAs(all []designer.KeptScenario) string {
	var names []string
	for _, s := range all {
		names = append(names, s.Scenario.Name)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// nothingIsLeft asserts that no file tells of what was interrupted, and no text was put beside.
func (w *world) nothingIsLeft() {
	w.Helper()
	err := filepath.WalkDir(w.data(), func(path string, entry fs.DirEntry, err error) error {
		name := entry.Name()
		if err != nil || name == ".saving" {
			return err
		}
		if filepath.Base(filepath.Dir(path)) == ".saving" || strings.Contains(name, ".unfinished") || strings.Contains(name, ".edited") ||
			strings.Contains(name, ".damaged") && !strings.HasPrefix(name, "index.sqlite.damaged") || strings.HasSuffix(name, ".older") {
			w.Errorf("killed while %s: %s is left", w.now, path)
		}
		return nil
	})
	if err != nil {
		w.Error(err)
	}
}

// doctor asserts that the storage check finds nothing but the text of a save that was never said to be one.
func (w *world) doctor() {
	w.Helper()
	report := w.storageCheck()
	for range 5 { // a machine with much to do may let the bucket be late
		if !slices.ContainsFunc(report.Checks, func(c storage.Check) bool { return c.Code == workflow.CodeBucketTimeout }) {
			break
		}
		report = w.storageCheck()
	}
	for _, check := range report.Checks {
		switch {
		case check.Status == storage.CheckOK, check.Status == storage.CheckSkipped, check.ID == "local_space":
		case check.ID == "local_unfinished" && len(w.unfinished) > 0:
		default:
			w.Errorf("killed while %s: doctor finds %s %s: %s %s %s", w.now, check.ID, check.Status, check.Detail, check.Code, check.Message)
		}
	}
}

func (w *world) storageCheck() (report designer.StorageReport) {
	w.Helper()
	command := w.command(w.Context(), "doctor", "--json")
	var errs bytes.Buffer
	command.Stderr = &errs
	said, err := command.Output()
	if broken := json.Unmarshal(said, &report); broken != nil {
		w.Fatalf("killed while %s: doctor says %s%s and ends with %v", w.now, said, &errs, err)
	}
	return report
}

// eachVersionIsLoggedOnce asserts that the activity log tells of each version, and no version twice.
func (w *world) eachVersionIsLoggedOnce() {
	w.Helper()
	var state designer.ActivityLogState
	w.asks("GET", admin+"/activity/log", nil, &state)
	if !state.OK {
		w.Errorf("killed while %s: the activity log is %+v", w.now, state)
	}
	logged := map[workflow.UID]int{}
	for before := ""; ; {
		var page designer.ActivityPage
		w.asks("GET", admin+"/activity?limit=500&before="+before, nil, &page)
		for _, entry := range page.Entries {
			if strings.HasPrefix(string(entry.Action), "workflow.") && entry.Action != "workflow.renumbered" {
				logged[entry.VersionID]++
			}
		}
		if before = page.Next; before == "" {
			break
		}
	}
	for uid, v := range w.versions {
		if n := logged[uid]; n != 1 && !slices.Contains(w.bens, v.flow) {
			w.Errorf("killed while %s: version %d of workflow %d is in the activity log %d times", w.now, v.summary.Number, v.flow, n)
		}
	}
}
