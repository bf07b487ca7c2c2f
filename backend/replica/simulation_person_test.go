package replica_test

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/replica"
	"workflow-designer/backend/workflow"
)

// operate does one thing that people do.
func (p *person) operate() {
	switch n := p.random.IntN(100); {
	case n < 42:
		p.edit()
	case n < 50:
		p.tryOut()
	case n < 55:
		p.delete()
	case n < 60:
		p.restore()
	case n < 67:
		p.tag()
	case n < 75:
		p.decide()
	default:
		p.sync()
	}
}

// workflows are those of this laptop that are not deleted, or, with deleted, those that are.
func (p *person) workflows(deleted bool) []catalog.Workflow {
	all, err := p.laptop.Index.Workflows(context.Background(), company, p.store.Address(), true)
	if !p.must(err) {
		return nil
	}
	all = slices.DeleteFunc(all, func(w catalog.Workflow) bool { return w.Deleted != deleted })
	slices.SortFunc(all, func(a, b catalog.Workflow) int { return int(a.Ref.ID - b.Ref.ID) })
	return all
}

func (p *person) any(deleted bool) (catalog.Workflow, bool) {
	all := p.workflows(deleted)
	if len(all) == 0 {
		return catalog.Workflow{}, false
	}
	return all[p.random.IntN(len(all))], true
}

func (p *person) edit() {
	w, there := p.any(false)
	live := len(p.workflows(false)) + len(p.workflows(true))
	if !there || live < simWorkflows && p.random.IntN(8) == 0 {
		id, err := p.laptop.Index.NextID(context.Background(), company)
		if p.must(err) {
			p.save(ref(id), workflow.Version{WorkflowUID: fmt.Sprintf("%s-%d", p.name, p.saved)}, p.change(""))
		}
		return
	}
	_, text, err := p.laptop.Files.Get(context.Background(), w.Ref, "")
	if p.must(err) {
		p.save(w.Ref, p.onTopOf(w), p.change(string(text)))
	}
}

func (p *person) onTopOf(w catalog.Workflow) workflow.Version {
	return workflow.Version{ParentUID: w.LatestUID, WorkflowUID: w.UID}
}

// change gives one key of a text another value, now and then one that others choose too.
func (p *person) change(text string) []byte {
	if text == "" {
		return yamlOf("", []string{"name=" + p.name, fmt.Sprintf("k0=%d", p.random.IntN(1000))})
	}
	key := p.random.IntN(simKeys)
	return yamlOf(text, []string{fmt.Sprintf("k%d=%d", key, p.random.IntN(1000))})
}

// save saves as the use case does: it is kept first, then sent.
func (p *person) save(ref workflow.Ref, v workflow.Version, text []byte) {
	ctx := context.Background()
	v.Ref, v.UID, v.Author, v.CreatedAt, v.Deleted = ref, p.newUID(), p.name, p.now(), text == nil
	base := v.ParentUID
	if v.MergedUID != "" {
		base = v.MergedUID // a decision goes on top of theirs, and is saved on top of ours
	}
	_, err := p.laptop.Save(ctx, v, text, base)
	if workflow.CodeOf(err) == workflow.CodeIndexFailed || err == nil {
		p.acked[v.UID] = &kept{text: text, deletion: text == nil}
	}
	if !p.must(err) {
		return
	}
	p.figures.saves++
	if p.offline == 0 {
		_, err := p.replica().Workflow(ctx, ref)
		p.expected(err)
	}
}

// expected lets errors of the network pass.
func (p *person) expected(err error) {
	p.t.Helper()
	switch code := workflow.CodeOf(err); code {
	case "":
	case workflow.CodeBucketUnreachable, workflow.CodeBucketTimeout, workflow.CodeUnclear, workflow.CodeStaleParent:
		p.figures.failed++
	default:
		if !p.mortal.dead {
			p.t.Fatalf("%s: %v", p.name, err)
		}
	}
}

func (p *person) delete() {
	if p.random.IntN(3) > 0 {
		if w, there := p.any(true); there { // brought back
			versions, err := p.laptop.Index.Versions(context.Background(), w.Ref, p.store.Address())
			if !p.must(err) {
				return
			}
			for _, v := range versions {
				if _, text, err := p.laptop.Files.Get(context.Background(), w.Ref, string(v.UID)); err == nil {
					p.save(w.Ref, p.onTopOf(w), text)
					return
				}
			}
		}
		return
	}
	if w, there := p.any(false); there {
		p.figures.deletions++
		p.save(w.Ref, p.onTopOf(w), nil)
	}
}

func (p *person) restore() {
	w, there := p.any(false)
	if !there {
		return
	}
	versions, err := p.laptop.Index.Versions(context.Background(), w.Ref, p.store.Address())
	if !p.must(err) {
		return
	}
	old := versions[p.random.IntN(len(versions))]
	if _, text, err := p.laptop.Files.Get(context.Background(), w.Ref, string(old.UID)); err == nil {
		p.figures.restores++
		p.save(w.Ref, p.onTopOf(w), text)
	}
}

// tag gives the latest version a tag that nobody else gives.
func (p *person) tag() {
	ctx := context.Background()
	w, there := p.any(false)
	if !there {
		return
	}
	v, err := p.laptop.Index.Version(ctx, w.Ref, p.store.Address(), "")
	if !p.must(err) || len(v.Tags) >= workflow.MaxTags-simLaptops {
		return
	}
	for name, uid := range p.tagged {
		if uid == v.UID && strings.HasPrefix(name, p.name) {
			return // one from each person, so that a version never has too many
		}
	}
	p.figures.tags++
	name := fmt.Sprintf("%s-%d", p.name, p.figures.tags)
	err = p.laptop.SetTags(ctx, w.Ref, v.UID, append(v.Tags, workflow.Tag{Name: name}), p.name, p.now())
	if p.must(err) {
		p.tagged[name] = v.UID
	}
}

// decide ends a conflict.
func (p *person) decide() {
	for _, w := range p.workflows(false) {
		if w.Conflict != nil {
			p.resolve(w)
			return
		}
	}
}

func (p *person) resolve(w catalog.Workflow) {
	ctx := context.Background()
	_, mine, err := p.laptop.Files.Get(ctx, w.Ref, "")
	if !p.must(err) {
		return
	}
	_, theirs, err := p.laptop.Files.Get(ctx, w.Ref, string(w.Conflict.Theirs))
	if !p.must(err) {
		return
	}
	text := [][]byte{mine, theirs, p.change(string(mine))}[p.random.IntN(3)]
	p.figures.decisions++
	p.save(w.Ref, workflow.Version{ParentUID: w.Conflict.Theirs, MergedUID: w.LatestUID, WorkflowUID: w.UID}, text)
}

func (p *person) sync() {
	if p.offline > 0 {
		return
	}
	p.figures.syncs++
	report, err := p.replica().Sync(context.Background(), replica.Request{AcceptDeletions: true, Aside: true})
	p.expected(err)
	for _, f := range report.Failures {
		p.expected(f.Err)
	}
}
