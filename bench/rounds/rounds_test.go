package rounds

import (
	"slices"
	"testing"
	"time"
)

func TestWaysAreComparedWithinEachRound(t *testing.T) {
	// Given a machine that is ten times as slow in the second round.
	var r Rounds
	for _, slow := range []time.Duration{time.Millisecond, 10 * time.Millisecond} {
		r.Add("ours", 3*slow)
		r.Add("bare", 2*slow)
	}
	if got := r.ratios(t, "ours", "bare"); !slices.Equal(got, []float64{1.5, 1.5}) {
		t.Errorf("got %v", got)
	}
	if got := r.took["bare"]; !slices.Equal(got, []float64{2, 20}) {
		t.Errorf("got %v ms", got)
	}
}

func TestAPartOfTheValuesLiesBelow(t *testing.T) {
	values := []float64{5, 1, 4, 2, 3}
	for share, want := range map[float64]float64{0: 1, 0.25: 2, 0.5: 3, 0.75: 4, 1: 5} {
		if got := Part(values, share); got != want {
			t.Errorf("%v of them: got %v, want %v", share, got, want)
		}
	}
	if got := Part(nil, 0.5); got != 0 {
		t.Errorf("of none: %v", got)
	}
	if !slices.Equal(values, []float64{5, 1, 4, 2, 3}) {
		t.Error("the values were put into another order")
	}
}
