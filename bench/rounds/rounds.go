// Package rounds compares several ways to do the same work. They are done in turn, because machines are noisy, and compared
// within each round; what is told is the median of the rounds with the middle half of them, in the form of Go's benchmarks:
//
//	ms/WAY WAY/OTHER       the median
//	ms/WAY:low :high       the middle half
package rounds

import (
	"slices"
	"testing"
	"time"
)

// Rounds is how long each way took in each round. The zero value has none.
type Rounds struct {
	took map[string][]float64 // in ms
}

// Time does the work one way, once, and counts how long that takes.
func (r *Rounds) Time(b *testing.B, way string, do func() error) {
	b.Helper()
	begin := time.Now()
	err := do()
	took := time.Since(begin)
	if err != nil {
		b.Fatal(way, err)
	}
	r.Add(way, took)
}

// Add counts a round of a way that was timed elsewhere.
func (r *Rounds) Add(way string, took time.Duration) {
	if r.took == nil {
		r.took = map[string][]float64{}
	}
	r.took[way] = append(r.took[way], float64(took)/float64(time.Millisecond))
}

// Report tells how long each way took.
func (r *Rounds) Report(b *testing.B) {
	b.ReportMetric(0, "ns/op") // it would count all ways together
	for way, took := range r.took {
		report(b, "ms/"+way, took)
	}
}

// Compare tells how many times as long a way took as the other.
func (r *Rounds) Compare(b *testing.B, way, other string) {
	b.Helper()
	report(b, way+"/"+other, r.ratios(b, way, other))
}

func (r *Rounds) ratios(b testing.TB, way, other string) []float64 {
	b.Helper()
	ours, theirs := r.took[way], r.took[other]
	if len(ours) == 0 || len(ours) != len(theirs) {
		b.Fatalf("%d rounds of %s, %d of %s", len(ours), way, len(theirs), other)
	}
	ratios := make([]float64, len(ours))
	for i := range ours {
		ratios[i] = ours[i] / theirs[i]
	}
	return ratios
}

func report(b *testing.B, unit string, values []float64) {
	b.ReportMetric(Part(values, 0.5), unit)
	b.ReportMetric(Part(values, 0.25), unit+":low")
	b.ReportMetric(Part(values, 0.75), unit+":high")
}

// Part is the value below which this share of all lies, from 0 to 1; of no values it is 0.
func Part(values []float64, share float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[int(share*float64(len(sorted)-1)+0.5)]
}
