package condition_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/condition"
)

// grid are all values that the random conditions can tell apart, one field by one.
var grid = []struct {
	field  string
	values []any
}{
	{"amount", []any{-5.0, 0.0, 50.0, 100.0, 150.0, 200.0, 250.0, 300.0, 350.0}},
	{"category", []any{"a", "b", "c", nil, ""}},
	{"flag", []any{true, false}},
	{"name", []any{"", "k", "m", "p", "t", "z"}},
}

func randomAtom(r *rand.Rand) string {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	order := pick("<", "<=", ">", ">=", "==", "!=")
	number := func() string { return pick("0", "100", "200", "300") }
	option := func() string { return pick("'a'", "'b'", "'c'") }
	switch r.IntN(11) {
	case 0, 1, 2:
		return "amount " + order + " " + number()
	case 3:
		return number() + " " + pick("<", "<=") + " amount " + pick("<", "<=") + " " + number()
	case 4:
		return "category " + pick("==", "!=") + " " + option()
	case 5:
		return "category " + pick("in", "not in") + " [" + option() + ", " + option() + "]"
	case 6:
		return pick("flag", "not flag", "flag == True", "flag != True", "True")
	case 7:
		return "name " + pick("<", ">=", "==", "!=") + " " + pick("'m'", "'t'")
	case 8:
		return "amount in (" + number() + ", " + number() + ")"
	case 9:
		return "category " + pick("==", "!=") + " None"
	}
	return number() + " " + order + " amount"
}

func randomCondition(r *rand.Rand, depth int) string {
	if depth == 0 || r.IntN(3) == 0 {
		return randomAtom(r)
	}
	switch r.IntN(5) {
	case 0:
		return "not (" + randomCondition(r, depth-1) + ")"
	case 1, 2:
		return "(" + randomCondition(r, depth-1) + ") and (" + randomCondition(r, depth-1) + ")"
	}
	return "(" + randomCondition(r, depth-1) + ") or (" + randomCondition(r, depth-1) + ")"
}

// eachPoint calls see with every point of the grid.
func eachPoint(see func(map[string]any)) {
	point := map[string]any{}
	var fix func(int)
	fix = func(i int) {
		if i == len(grid) {
			see(point)
			return
		}
		for _, value := range grid[i].values {
			point[grid[i].field] = value
			fix(i + 1)
		}
	}
	fix(0)
}

func TestCoverAgreesWithTryingAllValues(t *testing.T) {
	fields := condition.Fields{"amount": form["amount"], "category": form["category"], "flag": form["flag"], "name": form["name"]}
	r := rand.New(rand.NewPCG(7, 11))
	dead, gaps, exact := 0, 0, 0
	for range 2000 {
		// Given a random list of choices,
		var list []*condition.Expression
		var texts []string
		for range 1 + r.IntN(5) {
			text := randomCondition(r, 2)
			texts = append(texts, text)
			list = append(list, parsed(t, text))
		}
		label := strings.Join(texts, " | ")
		// when every point of the grid goes to the first choice that holds,
		wins := make([]bool, len(list))
		satisfiable := make([]bool, len(list))
		holdsAt := make([][]bool, len(list))
		gap := false
		eachPoint(func(point map[string]any) {
			won := false
			for i, expression := range list {
				holds, err := expression.Holds(point)
				holds = holds && err == nil
				holdsAt[i] = append(holdsAt[i], holds)
				if satisfiable[i] = satisfiable[i] || holds; holds && !won {
					wins[i], won = true, true
				}
			}
			gap = gap || !won && point["category"] != "" // None and '' are one emptiness, of which a gap needs one
		})
		// then the reasoning says the same.
		coverage := condition.Cover(list, fields)
		if !coverage.Exact {
			t.Fatalf("not exact: %s", label)
		}
		exact++
		if (coverage.Gap != nil) != gap {
			t.Fatalf("gap %+v, but trying says %v: %s", coverage.Gap, gap, label)
		}
		claimed := map[int]condition.DeadChoice{}
		for _, choice := range coverage.Dead {
			claimed[choice.Index] = choice
		}
		for i := range list {
			choice, isDead := claimed[i]
			if isDead == wins[i] || choice.Contradiction && satisfiable[i] {
				t.Fatalf("choice %d: dead %v %+v, but it wins %v: %s", i, isDead, choice, wins[i], label)
			}
			if isDead && !choice.Contradiction {
				for point := range holdsAt[i] {
					taken := !holdsAt[i][point]
					for _, by := range choice.By {
						taken = taken || holdsAt[by][point]
					}
					if !taken {
						t.Fatalf("choice %d is not taken by %v: %s", i, choice.By, label)
					}
				}
			}
		}
		dead += len(claimed)
		if gap {
			gaps++
			for i, expression := range list {
				if holds, err := expression.Holds(coverage.Gap.Values); holds && err == nil {
					t.Fatalf("choice %d holds in the gap %v: %s", i, coverage.Gap.Values, label)
				}
			}
		}
	}
	if dead < 100 || gaps < 100 || exact-gaps < 100 {
		t.Fatalf("the sample says little: %d dead, %d gaps of %d", dead, gaps, exact)
	}
}

func parsed(t testing.TB, text string) *condition.Expression {
	t.Helper()
	expression, bad := condition.Parse(text)
	if bad != nil {
		t.Fatalf("%q: %v at %v", text, bad, bad.Span)
	}
	return expression
}

func BenchmarkCover(b *testing.B) {
	scale := func(write func(int) string) []*condition.Expression {
		var list []*condition.Expression
		for i := range 200 {
			list = append(list, parsed(b, write(i)))
		}
		return list
	}
	for _, c := range []struct {
		name string
		list []*condition.Expression
	}{
		{"rising", scale(func(i int) string { return fmt.Sprintf("amount <= %d", i*100) })},
		{"bands", scale(func(i int) string { return fmt.Sprintf("%d <= amount < %d", i*100, i*100+100) })},
		{"dead", scale(func(i int) string { return fmt.Sprintf("amount > %d", i*100) })},
		{"two fields", scale(func(i int) string {
			return fmt.Sprintf("amount > %d and category == '%c'", 20000-i*100, 'a'+rune(i%3))
		})},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				condition.Cover(c.list, form)
			}
		})
	}
}
