package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"workflow-designer/backend/catalog/catalogtest"
	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// starts are acts whose processes are killed from their first moment on: a program while it starts, and commands.
var starts = []act{
	{name: "upgrading the index", more: 3, cold: true, do: func(w *world, k *killer) {
		const logIsAFile = 5 // before, the index was the only place of the activity log
		catalogtest.Older(w, w.data("index.sqlite"), logIsAFile+w.random.IntN(catalogtest.Schemas(w)-logIsAFile))
		w.starts(k)
	}},
	{name: "making the index anew", cold: true, do: func(w *world, k *killer) {
		for _, suffix := range []string{"", "-wal", "-shm"} {
			if err := os.Remove(w.data("index.sqlite" + suffix)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				w.Fatal(err)
			}
		}
		w.starts(k)
	}},
	{name: "setting a damaged index aside", cold: true, do: func(w *world, k *killer) {
		index, err := os.OpenFile(w.data("index.sqlite"), os.O_WRONLY, 0)
		if err == nil {
			_, err = index.WriteAt(bytes.Repeat([]byte("damage"), 200), 0)
			err = errors.Join(err, index.Close())
		}
		if err != nil {
			w.Fatal(err)
		}
		w.starts(k)
	}},
	{name: "starting", cold: true, do: (*world).starts},
	{name: "a command that saves", more: 1, cold: true, do: func(w *world, k *killer) {
		id, text := w.any(w.own), w.text()
		wish := w.wish(wish{flow: id, texts: []string{text}, comment: "by a command"})
		var saved designer.SavedVersion
		if w.commands(k, &saved, "save", w.written(text), "--workflow", fmt.Sprint(id), "--comment", "by a command") {
			wish.heard(&saved)
		}
	}},
	{name: "a command that tags", cold: true, do: func(w *world, k *killer) {
		v := w.anyVersion(w.any(w.own))
		fact, name := "tags of "+string(v.summary.LocalID), fmt.Sprintf("command-%d", w.random.IntN(4))
		tags := []workflow.Tag{{Name: name}}
		for _, tag := range v.summary.Tags {
			if tag.Name != name {
				tags = append(tags, tag)
			}
		}
		w.wants(fact, tagsAs(tags))
		if w.commands(k, nil, "tag", fmt.Sprint(v.flow), string(v.summary.LocalID), name) {
			w.keeps(fact)
		}
	}},
	{name: "a command that imports", more: 1, cold: true, do: func(w *world, k *killer) {
		var wishes []*wish
		for _, texts := range w.archived {
			wishes = append(wishes, w.wish(wish{isNew: true, texts: texts, comment: "*", prompt: "*"}))
		}
		if w.commands(k, nil, "import", filepath.Join(w.folder, "archive.zip")) {
			for _, wish := range wishes {
				wish.heard(nil)
			}
		}
	}},
	{name: "a command that mends", cold: true, do: func(w *world, k *killer) { w.commands(k, nil, "doctor", "--fix") }},
	{name: "one of two programs", more: 1, cold: true, do: func(w *world, k *killer) {
		w.p = w.serve(w)
		ids := w.some(w.own, 2)
		type save struct {
			text string
			said designer.SavedVersion
		}
		var others []save
		saves := func() error {
			number := int64(ids[0])
			s := save{text: fmt.Sprintf("name: Beside\ndescription: %d of %p\n", len(others), k)}
			err := w.p.send("POST", admin+"/workflows/save-version", "application/json",
				asJSON(w, designer.SaveVersionRequest{WorkflowID: &number, YAMLContent: s.text}), &s.said)
			if err == nil {
				others = append(others, s)
			}
			return err
		}
		ended := make(chan error)
		go func() {
			for {
				err := saves()
				if err == nil && begun(k.dead) {
					err = saves() // what the other has left does not hold it up
				} else if err == nil {
					continue
				}
				ended <- err
				return
			}
		}()
		text := w.text()
		wish := w.wish(wish{flow: ids[1], texts: []string{text}, comment: "beside"})
		var saved designer.SavedVersion
		if w.commands(k, &saved, "save", w.written(text), "--workflow", fmt.Sprint(ids[1]), "--comment", "beside") {
			wish.heard(&saved)
		}
		if err := <-ended; err != nil {
			w.Fatalf("the program that was not killed cannot save: %v", err)
		}
		for _, s := range others {
			w.wish(wishOf(ids[0], s.text)).heard(&s.said)
		}
	}},
}

func wishOf(id workflow.ID, text string) wish { return wish{flow: id, texts: []string{text}} }

// follows starts a program that is killed while it gets what the bucket has.
func (w *world) follows(k *killer) {
	heard := w.during(k, func() (err error) {
		if w.p, err = w.begin(w, k.watch); err != nil {
			return err
		}
		return w.p.send("POST", admin+"/sync", "", nil, nil)
	})
	if heard {
		k.kill()
	}
}

// starts starts a program that is killed while it starts, or soon after.
func (w *world) starts(k *killer) {
	k.changes = 1 + k.changes%4 // it is over soon
	heard := w.during(k, func() error {
		p, err := w.begin(w, k.watch)
		w.p = p
		return err
	})
	if heard {
		k.kill()
	}
}

// commands runs a command that is killed; true when it had said all that it has to say.
func (w *world) commands(k *killer, answer any, arguments ...string) bool {
	w.Helper()
	command := w.command(w.Context(), append(arguments, "--json")...)
	var said, errs bytes.Buffer
	command.Stdout, command.Stderr = &said, &errs
	if command.Start() != nil {
		w.Fatal(command.Err)
	}
	k.watch(command.Process)
	heard := w.during(k, func() error {
		err := command.Wait()
		if err != nil && !begun(k.dead) && errs.Len() > 0 {
			w.Errorf("%v says %s", arguments, &errs)
		}
		return err
	})
	k.kill()
	if heard && answer != nil {
		if err := json.Unmarshal(said.Bytes(), answer); err != nil {
			w.Fatalf("%v says %s: %v", arguments, &said, err)
		}
	}
	return heard
}

// written gives a file with a text.
func (w *world) written(text string) string {
	path := filepath.Join(w.folder, "text.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.Fatal(err)
	}
	return path
}
