package condition_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/condition"
)

// comesOut tells whether a condition comes out as it is wanted.
func comesOut(w condition.Wanted, values map[string]any) bool {
	holds, err := w.Condition.Holds(values)
	return (holds && err == nil) == w.Holds
}

func TestSolveAgreesWithTryingAllValues(t *testing.T) {
	fields := condition.Fields{"amount": form["amount"], "category": form["category"], "flag": form["flag"], "name": form["name"]}
	r := rand.New(rand.NewPCG(3, 5))
	impossible, narrowed := 0, 0
	for range 2000 {
		// Given random conditions that shall hold, or shall not,
		var wanted []condition.Wanted
		var texts []string
		for range 1 + r.IntN(5) {
			text := randomCondition(r, 2)
			w := condition.Wanted{Condition: parsed(t, text), Holds: r.IntN(2) == 0}
			wanted = append(wanted, w)
			texts = append(texts, text)
		}
		label := strings.Join(texts, " | ")
		// when every point of the grid is tried,
		possible := func(only []int) bool {
			found := false
			eachPoint(func(point map[string]any) {
				found = found || !slices.ContainsFunc(only, func(i int) bool { return !comesOut(wanted[i], point) })
			})
			return found
		}
		all := make([]int, len(wanted))
		for i := range all {
			all[i] = i
		}
		// then there is a solution exactly when a point has them all,
		solution, told := condition.Solve(wanted, fields)
		if !told || solution.Never == possible(all) {
			t.Fatalf("told %v, never %v: %v %s", told, solution.Never, wanted, label)
		}
		if solution.Never {
			impossible++
			// what contradicts is impossible, and nothing of it can be spared,
			if possible(solution.Against) {
				t.Fatalf("%v does not contradict: %s", solution.Against, label)
			}
			for i := range solution.Against {
				if without := slices.Delete(slices.Clone(solution.Against), i, i+1); !possible(without) {
					t.Fatalf("%v has more than contradicts: %s", solution.Against, label)
				}
			}
			continue
		}
		// its values satisfy all, with whatever stands for names that may hold anything,
		values := map[string]any{"amount": 50.0, "category": "a", "flag": true, "name": "k"}
		for name, value := range solution.Values {
			values[name] = value
		}
		for i, w := range wanted {
			if !comesOut(w, values) {
				t.Fatalf("%v does not satisfy %d of %s", values, i, label)
			}
			// and the clauses of what comes out come out where they say something of what holds.
			for _, clause := range w.Clauses() {
				if w.Holds && !comesOut(clause, values) {
					t.Fatalf("%v satisfies %q and not its part %q", values, w.Condition.Text(), clause.Condition.Text())
				}
			}
		}
		// Every point with all of them lies in the ranges.
		ranges := condition.Ranges(wanted, fields)
		narrowed += len(ranges)
		for _, found := range ranges {
			eachPoint(func(point map[string]any) {
				if point["category"] != "" && !slices.ContainsFunc(wanted, func(w condition.Wanted) bool { return !comesOut(w, point) }) && !within(found, point[found.Path[0]]) {
					t.Fatalf("%v is not within %+v: %s", point, found, label)
				}
			})
		}
	}
	if impossible < 100 || narrowed < 1000 {
		t.Fatalf("the sample says little: %d impossible, %d ranges", impossible, narrowed)
	}
}

func within(r condition.Range, value any) bool {
	if value == nil || value == "" {
		return true // None and '' are two ways to hand one emptiness over
	}
	if number, ok := value.(float64); ok {
		return slices.ContainsFunc(r.Stretches, func(s condition.Stretch) bool {
			low, hasLow := s.Low.(float64)
			high, hasHigh := s.High.(float64)
			return (!hasLow || number > low || s.LowClosed && number == low) && (!hasHigh || number < high || s.HighClosed && number == high)
		})
	}
	if r.Path[0] == "name" {
		return true // texts in their order are told by one of each stretch
	}
	return r.Other || slices.Contains(r.Values, value)
}

func TestRangesAreToldByTheirEnds(t *testing.T) {
	for _, c := range []struct {
		conditions []string
		want       condition.Stretch
	}{
		{[]string{"amount > 100", "amount <= 200.5"}, condition.Stretch{Low: 100.0, High: 200.5, HighClosed: true}},
		{[]string{"amount >= 100", "amount < 200"}, condition.Stretch{Low: 100.0, High: 200.0, LowClosed: true}},
		{[]string{"amount == 7"}, condition.Stretch{Low: 7.0, High: 7.0, LowClosed: true, HighClosed: true}},
		{[]string{"when > '2026-01-31'", "when <= '2026-03-01'"}, condition.Stretch{Low: "2026-01-31", High: "2026-03-01", HighClosed: true}},
	} {
		fields := condition.Fields{"amount": {Kind: condition.Number}, "when": {Kind: condition.Date, Required: true}}
		var wanted []condition.Wanted
		for _, text := range c.conditions {
			wanted = append(wanted, condition.Wanted{Condition: parsed(t, text), Holds: true})
		}
		ranges := condition.Ranges(wanted, fields)
		if len(ranges) != 1 || len(ranges[0].Stretches) != 1 || ranges[0].Stretches[0] != c.want {
			t.Errorf("%v gives %+v", c.conditions, ranges)
		}
	}
}

func TestWhatCannotBeDecidedIsSaid(t *testing.T) {
	fields := condition.Fields{"a": {Kind: condition.Number}, "b": {Kind: condition.Number}}
	solution, told := condition.Solve([]condition.Wanted{
		{Condition: parsed(t, "a > b"), Holds: true}, {Condition: parsed(t, "a > 5"), Holds: true}, {Condition: nil, Holds: true},
	}, fields)
	if !told || solution.Never || solution.Exact || solution.Values["a"] != 6.0 {
		t.Errorf("got %+v, %v", solution, told)
	}
	// the same thing cannot hold and not hold
	solution, told = condition.Solve([]condition.Wanted{{Condition: parsed(t, "a > b"), Holds: true}, {Condition: parsed(t, "a>b"), Holds: false}}, fields)
	if !told || !solution.Never || !slices.Equal(solution.Against, []int{0, 1}) {
		t.Errorf("got %+v, %v", solution, told)
	}
	if clauses := (condition.Wanted{Condition: parsed(t, "(a > 1 and b > 2) and not a == 3"), Holds: true}).Clauses(); len(clauses) != 3 || clauses[1].Condition.Text() != "b > 2" {
		t.Errorf("the clauses are %v", clauses)
	}
	if clauses := (condition.Wanted{Condition: parsed(t, "a > 1 or b > 2"), Holds: false}).Clauses(); len(clauses) != 2 || clauses[0].Holds {
		t.Errorf("the clauses are %v", clauses)
	}
}
