package source_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"workflow-designer/backend/approvalml/source"
)

// long is the longest of the real files, its lines repeated below keys of their own until there are as many as asked for.
func long(b *testing.B, lines int) string {
	b.Helper()
	text, err := os.ReadFile("../../templates/yaml/employee_onboarding.yaml")
	if err != nil {
		b.Fatal(err)
	}
	part := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	var all []string
	for copies := 1; len(all) < lines; copies++ {
		all = append(all, fmt.Sprintf("copy_%d:", copies))
		for _, line := range part {
			all = append(all, "  "+line)
		}
	}
	return strings.Join(all[:lines], "\n")
}

func BenchmarkRead(b *testing.B) {
	for _, lines := range []int{3_000, 10_000} {
		text := long(b, lines)
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				source.Read(text)
			}
		})
	}
}

func BenchmarkReadBroken(b *testing.B) {
	text := long(b, 10_000) + "\nx: [\n"
	b.ReportAllocs()
	for b.Loop() {
		source.Read(text)
	}
}

// BenchmarkBareDecode is what reading is measured against: the common decoder, which knows no spans.
func BenchmarkBareDecode(b *testing.B) {
	for _, lines := range []int{3_000, 10_000} {
		text := []byte(long(b, lines))
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var node yaml.Node
				if err := yaml.Unmarshal(text, &node); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
