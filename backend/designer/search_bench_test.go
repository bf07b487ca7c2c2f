package designer_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/templates"
	"workflow-designer/backend/workflow"
)

// manyFindable is how many workflows the search is measured on.
const manyFindable = 100_000

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

// fillFolder puts workflows into a data folder, as a clone does, and gives how long it takes to make one findable, in ms.
func fillFolder(b *testing.B, folder string, many int) float64 {
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
	begin := time.Now()
	if filled, err := l.Fill(ctx, 1); err != nil || filled != many {
		b.Fatal(filled, err)
	}
	took := time.Since(begin)
	if err := l.Close(); err != nil {
		b.Fatal(err)
	}
	return float64(took.Microseconds()) / 1000 / float64(many)
}

// questions are what people type: names letter by letter, several words, words in a row, filters, and what is nowhere.
func questions() []string {
	var all []string
	for _, typed := range []string{"finance travel", "persetujuan", "approver", "keuangan cuti", "notification", "warehouse"} {
		for n := 1; n <= len(typed); n++ {
			all = append(all, typed[:n])
		}
	}
	return append(all,
		"department manager", "on_reject", "continue_to", "total_amount 1000", "visa pallet badge uniform", "sewa kendaraan perpanjangan",
		`"finance director"`, `"director of hukum"`, `"the director of legal decides" overtime`, "priya.maya@legal.example", "2021 gudang",
		"label:finance", "label:legal contract", "author:ana", "author:budi visa", "in:name approval", "in:prompt manager", "in:comment audit",
		"in:yaml decision", "label:audit author:zaki in:yaml timeout", "has:problems", "has:problems label:hukum", "98765", "zzz", "approval zzz",
		"über", "type", "description workflow form fields", "e", "o a e i",
	)
}

// BenchmarkSearch is the time of a search over 100,000 workflows, from the question to the snippets, in ms.
func BenchmarkSearch(b *testing.B) {
	folder := b.TempDir()
	filled := fillFolder(b, folder, manyFindable)
	d := designertest.Open(b, folder, map[string]string{"LOCAL_STORAGE_PATH": folder})
	ctx := context.Background()
	asked := questions()
	r := rand.New(rand.NewPCG(1, 2))
	var took []time.Duration
	slowest := map[string]time.Duration{}
	runtime.GC()
	for b.Loop() {
		r.Shuffle(len(asked), func(i, j int) { asked[i], asked[j] = asked[j], asked[i] })
		for _, question := range asked {
			found := 0
			t := timed(b, func() error {
				answer, err := d.Search(ctx, question, 20)
				if err == nil && answer.Unread > 0 {
					err = fmt.Errorf("%d are not findable", answer.Unread)
				}
				found = len(answer.Results)
				return err
			})
			if found == 0 && !strings.Contains(question, "zzz") && question != "über" {
				b.Fatalf("%s finds nothing", question)
			}
			took = append(took, t)
			slowest[question] = max(slowest[question], t)
		}
	}
	slices.Sort(took)
	at := func(share float64) float64 {
		return float64(took[int(share*float64(len(took)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(at(0.5), "ms/p50")
	b.ReportMetric(at(0.95), "ms/p95")
	b.ReportMetric(at(1), "ms/max")
	b.ReportMetric(filled, "ms/filled")
	for question, t := range slowest {
		if t > 30*time.Millisecond {
			b.Logf("%s: %v", question, t)
		}
	}
}
