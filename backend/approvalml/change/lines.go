package change

import "strings"

// mostSteps bounds the work of comparing two texts by lines; beyond it the rest counts as changed.
const mostSteps = 1000

// matchLines pairs the lines of two texts: for each line of after the index of the same line of before, -1 for none. It finds
// a shortest way from one to the other (Myers) when that takes few steps.
func matchLines(before, after []string) []int {
	pairs := make([]int, len(after))
	for i := range pairs {
		pairs[i] = -1
	}
	from, b, a := 0, len(before), len(after)
	for from < min(b, a) && before[from] == after[from] {
		pairs[from] = from
		from++
	}
	for b > from && a > from && before[b-1] == after[a-1] {
		b--
		a--
		pairs[a] = b
	}
	n, m := b-from, a-from
	if n == 0 || m == 0 {
		return pairs
	}
	most := min(n+m, mostSteps)
	ends := make([]int, 2*most+3) // how far each diagonal reaches in before
	var trace [][]int
	for d := 0; d <= most; d++ {
		trace = append(trace, append([]int(nil), ends[most+1-d:most+2+d]...))
		for k := -d; k <= d; k += 2 {
			x := ends[most+1+k-1] + 1
			if k == -d || k != d && ends[most+1+k-1] < ends[most+1+k+1] {
				x = ends[most+1+k+1]
			}
			for x < n && x-k < m && before[from+x] == after[from+x-k] {
				x++
			}
			ends[most+1+k] = x
			if x >= n && x-k >= m {
				walkBack(trace, d, n, m, from, pairs)
				return pairs
			}
		}
	}
	return pairs
}

// walkBack reads the pairs off the ends that each number of steps reached.
func walkBack(trace [][]int, d, x, y, from int, pairs []int) {
	for ; d > 0; d-- {
		ends := trace[d] // diagonals -d to d, as they were before step d
		k := x - y
		at := func(k int) int {
			if i := k + d; i >= 0 && i < len(ends) {
				return ends[i]
			}
			return 0
		}
		before := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			before = k + 1
		}
		px := at(before)
		py := px - before
		for x > px && y > py {
			x--
			y--
			pairs[from+y] = from + x
		}
		x, y = px, py
	}
	for x > 0 && y > 0 {
		x--
		y--
		pairs[from+y] = from + x
	}
}

// lines are the lines of a text with their ends.
func lines(text string) []string {
	all := strings.SplitAfter(text, "\n")
	if all[len(all)-1] == "" {
		all = all[:len(all)-1]
	}
	return all
}

// stretch is a part of three texts: the same in all, or changed on a side.
type stretch struct{ base, mine, theirs string }

// stretches cuts three texts into parts at the lines that all three share.
func stretches(base, mine, theirs string) []stretch {
	b, m, t := lines(base), lines(mine), lines(theirs)
	inMine, inTheirs := inverted(matchLines(b, m), len(b)), inverted(matchLines(b, t), len(b))
	var all []stretch
	var bi, mi, ti int
	cut := func(be, me, te int) {
		if be > bi || me > mi || te > ti {
			all = append(all, stretch{
				strings.Join(b[bi:be], ""), strings.Join(m[mi:me], ""), strings.Join(t[ti:te], ""),
			})
		}
		bi, mi, ti = be, me, te
	}
	for i := range b {
		if inMine[i] >= 0 && inTheirs[i] >= 0 {
			cut(i, inMine[i], inTheirs[i])
			cut(i+1, inMine[i]+1, inTheirs[i]+1)
		}
	}
	cut(len(b), len(m), len(t))
	return all
}

func inverted(pairs []int, n int) []int {
	back := make([]int, n)
	for i := range back {
		back[i] = -1
	}
	for i, p := range pairs {
		if p >= 0 {
			back[p] = i
		}
	}
	return back
}

// one is the stretch when at most one side changed it; ok is false when both did.
func (s stretch) one() (text string, ok bool) {
	switch {
	case s.theirs == s.base, s.theirs == s.mine:
		return s.mine, true
	case s.mine == s.base:
		return s.theirs, true
	}
	return "", false
}

// mergeComments merges the lines above an entry. Where both sides changed them, both stay.
func mergeComments(base, mine, theirs string) string {
	if text, ok := (stretch{base, mine, theirs}).one(); ok {
		return text
	}
	var b strings.Builder
	for _, s := range stretches(base, mine, theirs) {
		text, ok := s.one()
		if !ok {
			text = s.mine + s.theirs
		}
		b.WriteString(text)
	}
	return b.String()
}
