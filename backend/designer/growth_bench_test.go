package designer_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/workflow"
	"workflow-designer/bench/rounds"
)

// BenchmarkGrowth is how what a person does costs more with more workflows. A round starts the program and asks for the list, then
// lists, opens, searches and saves in a program that runs. At the end, once, the index is deleted and made anew.
func BenchmarkGrowth(b *testing.B) {
	for _, many := range []int{100, 1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("workflows=%d", many), func(b *testing.B) { grown(b, many) })
	}
}

func grown(b *testing.B, many int) {
	folder := findable(b, many)
	ctx := context.Background()
	p := programOn(b, folder, nil)
	d := designertest.Open(b, folder, map[string]string{"LOCAL_STORAGE_PATH": folder})
	random := rand.New(rand.NewPCG(1, uint64(many)))
	asked := questions()
	var r rounds.Rounds
	var now, most []float64
	for b.Loop() {
		var s served
		r.Time(b, "start", func() (err error) {
			s, err = p.serve()
			return err
		})
		memory, peak, err := s.memory()
		if err == nil {
			err = s.stop()
		}
		if err != nil {
			b.Fatal(err)
		}
		now, most = append(now, memory), append(most, peak)

		r.Time(b, "list", func() error {
			list, err := d.Workflows(ctx)
			if err == nil && len(list) < many {
				err = fmt.Errorf("%d workflows", len(list))
			}
			return err
		})
		for range 10 {
			id := random.Int64N(int64(many)) + 1
			var opened designer.VersionDetail
			r.Time(b, "open", func() (err error) {
				if opened, err = d.Version(ctx, workflow.ID(id), ""); err == nil {
					_, err = designer.Language{}.Diagram(opened.YAMLContent)
				}
				return err
			})
			r.Time(b, "save", func() error {
				_, err := d.SaveVersion(ctx, designer.SaveVersionRequest{
					WorkflowID: &id, YAMLContent: opened.YAMLContent + "# saved again\n", Prompt: opened.Prompt, VersionComment: "Again",
				})
				return err
			})
			r.Time(b, "search", func() error {
				_, err := d.Search(ctx, asked[random.IntN(len(asked))], 20)
				return err
			})
		}
	}
	if err := d.Close(); err != nil {
		b.Fatal(err)
	}
	remake(b, &r, folder, many)
	r.Report(b)
	b.ReportMetric(rounds.Part(now, 0.5), "MB/memory")
	b.ReportMetric(rounds.Part(most, 0.5), "MB/peak")
}

// remake deletes the index, and makes it anew from the journals until the list can be asked for, and then until all is findable.
func remake(b *testing.B, r *rounds.Rounds, folder string, many int) {
	b.Helper()
	left, err := filepath.Glob(filepath.Join(folder, laptop.IndexFile+"*"))
	if err != nil {
		b.Fatal(err)
	}
	for _, file := range left {
		if err := os.Remove(file); err != nil {
			b.Fatal(err)
		}
	}
	var l *laptop.Laptop
	r.Time(b, "remake", func() (err error) {
		if l, err = laptop.Open(b.Context(), folder); err == nil {
			err = l.Use(b.Context(), 1, "")
		}
		return err
	})
	r.Time(b, "findable", func() error {
		filled, err := l.Fill(b.Context(), 1)
		if err == nil && filled != many {
			err = fmt.Errorf("%d became findable", filled)
		}
		return err
	})
	if err := l.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkVersions is how what a person does with one workflow costs more with more versions of it. Each version is the
// largest template with another amount in it.
func BenchmarkVersions(b *testing.B) {
	for _, many := range []int{10, 100, 1_000} {
		b.Run(fmt.Sprintf("versions=%d", many), func(b *testing.B) { versioned(b, many) })
	}
}

func versioned(b *testing.B, many int) {
	ctx := context.Background()
	d := designertest.Local(b)
	random := rand.New(rand.NewPCG(1, uint64(many)))
	_, text := generated(random, 1)
	saved := 0
	save := func(id *int64) error {
		saved++
		_, err := d.SaveVersion(ctx, designer.SaveVersionRequest{
			WorkflowID: id, YAMLContent: fmt.Sprintf("%s# Change %d\n", text, saved), Prompt: "p", VersionComment: "c",
		})
		return err
	}
	one := int64(1)
	for saved < many {
		id := &one
		if saved == 0 {
			id = nil
		}
		if err := save(id); err != nil {
			b.Fatal(err)
		}
	}
	var r rounds.Rounds
	for b.Loop() {
		var list designer.VersionList
		r.Time(b, "list", func() (err error) {
			list, err = d.Versions(ctx, 1)
			if err == nil && len(list.Versions) != saved {
				err = fmt.Errorf("%d versions", len(list.Versions))
			}
			return err
		})
		old := list.Versions[random.IntN(len(list.Versions))].VersionID
		r.Time(b, "save", func() error { return save(&one) })
		r.Time(b, "compare", func() error {
			_, err := d.Compare(ctx, designer.CompareRequest{WorkflowID: 1, BeforeID: old, AfterID: list.Versions[0].VersionID})
			return err
		})
		r.Time(b, "restore", func() error {
			_, err := d.RestoreVersion(ctx, 1, old)
			saved++
			return err
		})
	}
	r.Report(b)
}
