package replica_test

import (
	"context"
	"fmt"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/workflow"
)

// teamBucket is the bucket that a team shares: as their computers see it, and as other tools do.
type teamBucket interface {
	tools
	// removeScenarios removes the document of the scenarios of a workflow.
	removeScenarios(ref workflow.Ref)
	// reach gives the bucket as one computer sees it.
	reach() storage.Bucket
	// nameOf is what a reader may call a version id: "mem-3" is the third that the bucket has made.
	nameOf(id string) string
	// idOf is the version id with that name.
	idOf(name string) string
}

// tools are what others do to a bucket than the program. No condition is asked for.
type tools interface {
	// upload writes a text on top, of which nothing else is known.
	upload(ref workflow.Ref, content []byte)
	// copyTo puts a version on top of a workflow, be it another one, with all that is known of it.
	copyTo(ref, from workflow.Ref, id string)
	// remove puts a delete marker on top.
	remove(ref workflow.Ref)
	// purge removes versions for good.
	purge(ref workflow.Ref, ids ...string)
	// goBack removes what is newer than a version for good.
	goBack(ref workflow.Ref, id string)
	// suspend turns versioning off, and on again with false.
	suspend(off bool)
}

// inMemory is a bucket in memory, whose ids are their own names.
type inMemory struct {
	*team
	store *memstore.Store
}

func newInMemory(t *team) teamBucket { return inMemory{t, memstore.New()} }

func (b inMemory) reach() storage.Bucket                   { return b.store }
func (b inMemory) nameOf(id string) string                 { return id }
func (b inMemory) idOf(name string) string                 { return name }
func (b inMemory) upload(ref workflow.Ref, content []byte) { b.store.Upload(ref, content) }
func (b inMemory) remove(ref workflow.Ref)                 { b.store.Delete(ref) }
func (b inMemory) purge(ref workflow.Ref, ids ...string)   { b.store.Purge(ref, ids...) }
func (b inMemory) goBack(ref workflow.Ref, id string)      { b.store.GoBack(ref, id) }
func (b inMemory) suspend(off bool)                        { b.store.Suspend(off) }

func (b inMemory) copyTo(ref, from workflow.Ref, id string) {
	b.t.Helper()
	ctx := context.Background()
	e, content, err := b.store.Get(ctx, from, id)
	if err != nil {
		b.t.Fatal(err)
	}
	var base storage.Base
	for latest, err := range b.store.Versions(ctx, ref) {
		if err != nil {
			b.t.Fatal(err)
		}
		base = latest.Base()
		break
	}
	e.Ref = ref
	if _, err := b.store.Put(ctx, e.Version, content, base); err != nil {
		b.t.Fatal(err)
	}
}

// tool does what a line of a script says of another tool.
func (t *team) tool(verb string, args []string) {
	t.t.Helper()
	if verb == "suspend" || verb == "resume" {
		t.bucket.suspend(verb == "suspend")
		return
	}
	r := ref(t.number(args[0]))
	switch verb {
	case "upload":
		t.bucket.upload(r, yamlOf("", args[1:]))
	case "copy":
		from := r
		if len(args) > 2 {
			from = ref(t.number(args[2]))
		}
		t.bucket.copyTo(r, from, t.bucket.idOf(args[1]))
	case "delete":
		t.bucket.remove(r)
	case "purge":
		var ids []string
		for _, name := range args[1:] {
			ids = append(ids, t.bucket.idOf(name))
		}
		t.bucket.purge(r, ids...)
	case "goback":
		t.bucket.goBack(r, t.bucket.idOf(args[1]))
	default:
		t.t.Fatal(fmt.Errorf("there is no act of tools %q", verb))
	}
}

func (b inMemory) removeScenarios(ref workflow.Ref) { b.store.RemoveScenarios(ref) }
