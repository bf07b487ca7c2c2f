package designer_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/laptop"
	"workflow-designer/backend/templates"
	"workflow-designer/backend/workflow"
)

// The words of generated workflows, in the two languages of our users.
var (
	departments = strings.Fields(`finance procurement legal sales marketing operations logistics engineering security compliance audit
		warehouse maintenance research facilities treasury payroll training quality production keuangan pengadaan gudang pemasaran
		hukum kepatuhan produksi mutu pelatihan armada kepegawaian umum teknologi perencanaan`)
	subjects = strings.Fields(`laptop travel vendor contract invoice budget leave overtime visa badge server licence vehicle meeting
		room uniform gift donation reimbursement onboarding exit transfer promotion discount refund credit shipment pallet
		perjalanan cuti lembur anggaran kontrak tagihan pembayaran pemasok kendaraan seragam pinjaman perlengkapan sewa`)
	acts   = strings.Fields("approval request review change renewal pengajuan persetujuan peninjauan perubahan perpanjangan")
	people = strings.Fields(`ana budi citra dewi eko farah gita hadi indah joko kartika lestari maya nanda oki putri rina sari tono
		umar vina wahyu yuni zaki elena jonas priya mateo noor ingrid`)
)

func pick(r *rand.Rand, words []string) string { return words[r.IntN(len(words))] }

// generated is the n-th workflow: a template in which a team has changed names, amounts and people, and left remarks.
func generated(r *rand.Rand, n int) (v workflow.Version, text string) {
	all := templates.List()
	template := all[n%len(all)]
	department, subject := pick(r, departments), pick(r, subjects)
	name := fmt.Sprintf("%s%s %s %s", strings.ToUpper(department[:1]), department[1:], subject, pick(r, acts))
	if r.IntN(3) == 0 {
		name += fmt.Sprintf(" %d", 2015+r.IntN(12))
	}
	lines := strings.Split(template.YAML, "\n")
	for i, line := range lines {
		switch {
		case strings.HasPrefix(line, "name:"):
			lines[i] = fmt.Sprintf("name: %s\ntags: [%s]", name, department)
		case strings.HasPrefix(line, "    approver: ") && r.IntN(2) == 0:
			lines[i] = fmt.Sprintf("    approver: %s.%s@%s.example", pick(r, people), pick(r, people), department)
		case r.IntN(12) == 0 && strings.TrimSpace(line) != "":
			lines[i] = fmt.Sprintf("%s # %s %s, %s %d", line, pick(r, subjects), pick(r, acts), pick(r, departments), r.IntN(100_000))
		}
	}
	if r.IntN(20) == 0 {
		lines = append(lines, "unknown_key: 1", "")
	}
	v = workflow.Version{
		Number: 1, Author: pick(r, people), Comment: "First version, as " + pick(r, departments) + " asked for it",
		Prompt: fmt.Sprintf("When somebody asks for %s, the %s manager approves. Above %d the director of %s decides. %s",
			subject, department, 100*r.IntN(900), pick(r, departments), template.Prompt),
		CreatedAt: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * 5 * time.Minute),
	}
	return v, strings.Join(lines, "\n")
}

// benchFolders names, in the environment, the folder where the data folders of benchmarks are kept from one to the next: to fill one
// with 100,000 workflows takes minutes. Without it each benchmark fills its own.
const benchFolders = "BENCH_FOLDERS"

// findable gives a data folder with so many generated workflows, all of them findable. What it has beyond those a benchmark
// before this one saved.
func findable(b *testing.B, many int) string {
	b.Helper()
	kept := os.Getenv(benchFolders)
	if kept == "" {
		folder := b.TempDir()
		fillFolder(b, folder, many)
		return folder
	}
	folder := filepath.Join(kept, fmt.Sprint(many))
	filled := folder + ".filled"
	_, err := os.Stat(filled)
	if errors.Is(err, fs.ErrNotExist) {
		err = os.RemoveAll(folder) // one that was being filled when somebody stopped it
		if err == nil {
			fillFolder(b, folder, many)
			err = os.WriteFile(filled, nil, 0o600)
		}
	}
	if err != nil {
		b.Fatal(err)
	}
	return folder
}

// fillFolder puts workflows into a data folder, as a clone does, and makes them findable.
func fillFolder(b *testing.B, folder string, many int) {
	b.Helper()
	ctx := context.Background()
	l, err := laptop.Open(ctx, folder)
	if err != nil {
		b.Fatal(err)
	}
	if err := l.Use(ctx, 1, ""); err != nil {
		b.Fatal(err)
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range 128 {
		group.Go(func() {
			for n := int(next.Add(1)); n <= many; n = int(next.Add(1)) {
				ref := workflow.Ref{Company: 1, ID: workflow.ID(n)}
				v, text := generated(rand.New(rand.NewPCG(uint64(n), 1)), n)
				v.Ref, v.UID, v.WorkflowUID = ref, workflow.UID(ulid.Make().String()), uuid.NewString()
				if err := l.Learn(ctx, laptop.Lesson{Ref: ref, Bulk: true, Learnt: []laptop.Learned{{
					Version: v, Content: []byte(text),
					Receipt: workflow.Receipt{BucketID: "b", UID: v.UID, VersionID: fmt.Sprint(n), ETag: "e", PushedAt: v.CreatedAt},
				}}}); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	if _, err := l.Complete(ctx, 1); err != nil {
		b.Fatal(err)
	}
	if filled, err := l.Fill(ctx, 1); err != nil || filled != many {
		b.Fatal(filled, err)
	}
	if err := l.Close(); err != nil {
		b.Fatal(err)
	}
}
