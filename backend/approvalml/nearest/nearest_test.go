package nearest_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/nearest"
)

func TestWhatWasMeant(t *testing.T) {
	names := []string{"manager_review", "finance_review", "amount", "end", "hr", "item_count"}
	for _, c := range []struct{ written, meant string }{
		{"manger_review", "manager_review"},
		{"manager-review", "manager_review"},
		{"ManagerReview", "manager_review"},
		{"fiance_reivew", "finance_review"},
		{"amuont", "amount"},
		{"amounts", "amount"},
		{"Amount", "amount"},
		{"ned", "end"},
		{"HR", "hr"},
		{"itemcount", "item_count"},
		{"it", ""},
		{"legal", ""},
		{"amount", ""}, // is one of them
		{"", ""},
		{strings.Repeat("amount", 20), ""},
	} {
		got, ok := nearest.Of(c.written, names)
		if got != c.meant || ok != (c.meant != "") {
			t.Errorf("nearest of %q is %q, %v; want %q", c.written, got, ok, c.meant)
		}
	}
}

func TestTheNearerOneWins(t *testing.T) {
	if got, _ := nearest.Of("amout_total", []string{"amount_totals", "amount_total"}); got != "amount_total" {
		t.Errorf("got %q", got)
	}
	if got, _ := nearest.Of("Amount", []string{"a_mount", "amount"}); got != "amount" {
		t.Errorf("a difference in capitals alone is the smallest: got %q", got)
	}
}

func TestNothingToChooseFrom(t *testing.T) {
	if got, ok := nearest.Of("amount", nil); ok || got != "" {
		t.Errorf("got %q, %v", got, ok)
	}
}
