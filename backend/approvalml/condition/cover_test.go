package condition_test

import (
	"fmt"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/condition"
)

func list(t *testing.T, texts ...string) []*condition.Expression {
	t.Helper()
	var conditions []*condition.Expression
	for _, text := range texts {
		if text == "" {
			conditions = append(conditions, nil)
			continue
		}
		conditions = append(conditions, parsed(t, text))
	}
	return conditions
}

func TestCover(t *testing.T) {
	for _, c := range []struct{ conditions, dead, gap string }{
		{"amount < 1000 | amount > 1000", "", "amount is 1000"},
		{"amount <= 1000 | amount < 500", "1 by [0]", "amount is 1001"},
		{"amount < 500 | amount >= 500 and amount <= 1000 | amount <= 1000", "2 by [0 1]", "amount is 1001"},
		{"amount <= 1000 | amount > 1000", "", ""},
		{"amount <= 1000 | amount > 1000 | flag", "2 by [0 1]", ""},
		{"0 <= amount < 10 | amount >= 10", "", "amount is -1"},
		{"amount > 5 and amount < 3 | amount > 5", "0 never", "amount is 5"},
		{"days < 10 | days > 9", "", ""},
		{"days < 40", "", ""},
		{"days > 30 | days >= 0 | days == 3.5", "0 never; 2 never", ""},
		{"level == 'low' | level == 'high' | amount > 5", "2 by [0 1]", ""},
		{"category == 'a' | category in ['b', 'c']", "", "category is empty"},
		{"category == 'a' | category == 'b'", "", "category is 'c'"},
		{"category == 'a' | category != 'a' | flag", "2 by [0 1]", ""},
		{"category not in ['a'] | category == 'b'", "1 by [0]", "category is 'a'"},
		{"not category | category", "", ""},
		{"category == 'd'", "0 never", "whatever is filled in"},
		{"flag | not flag", "", ""},
		{"flag == True | flag == False | amount > 5", "2 by [0 1]", ""},
		{"flag and amount > 10 | not flag", "", "flag is true and amount is 10"},
		{"name == 'x' | name != 'x'", "", ""},
		{"name == 'x' | name == 'y'", "", "name is something else"},
		{"name < 'm' | name > 'm'", "", "name is 'm'"},
		{"day < '2026-01-01' | day > '2026-01-01'", "", "day is '2026-01-01'"},
		{"day <= '2026-01-01' | day >= '2026-01-02'", "", ""},
		{"'x' in tags | 'x' not in tags", "", ""},
		{"'x' in tags | 'y' in tags | 'x' in tags and 'y' in tags", "2 by [0]", "tags is ['z']"},
		{"amount == None | amount != None", "", ""},
		{"amount > 1 | amount <= 1 | amount == None", "", ""},
		{"amount > 1 | amount <= 1 | not amount", "", ""},
		{"requestor.department == 'it' | requestor.department != 'it'", "", ""},
		{"${form.amount} > 5 | amount > 6", "1 by [0]", "amount is 5"},
		{"True | flag", "1 by [0]", ""},
		{"amount + 1 > 5 | not amount + 1 > 5 | flag", "2 by [0 1]", "?"},
		{"amount / days > 5 | not amount / days > 5 | flag", "", "?"},
		{"amount > days | amount > days and flag | flag", "1 by [0]", "?"},
		{"amount > 5 |  | amount > 6", "2 by [0]", "?"},
		{"len(level) > 3 | level == 'high'", "1 by [0]", "level is 'low'"},
		{"amount > 'x' | flag", "0 never", "flag is false"},
		{"unknown > 5 | unknown <= 5", "", ""},
		{"unknown == 'a'", "", "unknown is something else"},
		{"(amount > 5) == True | amount > 5", "", "?"},
	} {
		var texts []string
		for _, text := range strings.Split(c.conditions, "|") {
			texts = append(texts, strings.TrimSpace(text))
		}
		coverage := condition.Cover(list(t, texts...), form)
		var dead []string
		for _, choice := range coverage.Dead {
			words := fmt.Sprintf("%d by %v", choice.Index, choice.By)
			if choice.Contradiction {
				words = fmt.Sprintf("%d never", choice.Index)
			}
			dead = append(dead, words)
		}
		gap := ""
		switch {
		case coverage.Gap != nil:
			gap = coverage.Gap.Words.String()
		case !coverage.Exact:
			gap = "?"
		}
		if got := strings.Join(dead, "; "); got != c.dead || gap != c.gap {
			t.Errorf("%s:\n got dead %q, gap %q\nwant dead %q, gap %q", c.conditions, got, gap, c.dead, c.gap)
		}
	}
}

func TestCoverGivesUpInsteadOfHanging(t *testing.T) {
	// Given conditions of many fields whose combinations cannot all be tried,
	var texts []string
	for i := range 40 {
		texts = append(texts, fmt.Sprintf("(a%d == 1 or b%d == 1) and (c%d == 1 or a%d == 2)", i, i, i, (i+1)%40))
	}
	var all []string
	for i := range 40 {
		all = append(all, fmt.Sprintf("(a%d == 1 or c%d == 2)", i, i))
	}
	texts = append(texts, strings.Join(all, " and "))
	// when they are covered, then it ends, and what it claims is sound.
	coverage := condition.Cover(list(t, texts...), nil)
	for _, choice := range coverage.Dead {
		t.Errorf("choice %d is called dead", choice.Index)
	}
}

func TestRegions(t *testing.T) {
	write := func(regions []condition.Region) string {
		var b strings.Builder
		for _, r := range regions {
			low, high, left, right := "", "", "(", ")"
			if r.Low != nil {
				low = fmt.Sprint(*r.Low)
			}
			if r.High != nil {
				high = fmt.Sprint(*r.High)
			}
			if r.LowClosed {
				left = "["
			}
			if r.HighClosed {
				right = "]"
			}
			fmt.Fprintf(&b, "%s%s..%s%s:%d ", left, low, high, right, r.Choice)
		}
		return strings.TrimSpace(b.String())
	}
	for _, c := range []struct{ field, conditions, want string }{
		{"amount", "amount < 1000 | amount > 1000", "(..1000):0 [1000..1000]:-1 (1000..):1"},
		{"amount", "amount <= 1000 | amount <= 5000", "(..1000]:0 (1000..5000]:1 (5000..):-1"},
		{"days", "days > 3", "[0..3]:-1 (3..30]:0"},
		{"amount", "True", "(..):0"},
		{"unknown", "10 < unknown < 20", "(..10]:-1 (10..20):0 [20..):-1"},
		{"amount", "amount > 5 | flag", "no"},
		{"amount", "amount + 1 > 5", "no"},
		{"category", "category == 'a'", "no"},
		{"amount", "days > 5", "no"},
	} {
		regions, ok := condition.Regions(list(t, strings.Split(c.conditions, " | ")...), c.field, form)
		got := write(regions)
		if !ok {
			got = "no"
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.conditions, got, c.want)
		}
	}
}
