// Package nearest finds the word that somebody most likely meant.
package nearest

import (
	"strings"
	"unicode"
)

// limits of what is compared: longer words and lists are no slips of the pen, and the search stays fast.
const (
	maxLength = 64
	maxWords  = 2000
)

// Of is the one of the words that is nearest to a word that is none of them; ok is false when none is near enough to be
// meant, or when the word is one of them. A slip is a letter too much, too few or wrong, or two neighbours exchanged: short words may
// have one, longer ones up to one in three letters. Capitals, hyphens, underscores and spaces count as no difference.
// Of several equally near ones it is the first. It compares at most 64 letters with at most 2,000 words.
func Of(word string, among []string) (nearest string, ok bool) {
	var room, space [maxLength]rune
	wanted, ok := plain(room[:0], word)
	if !ok {
		return "", false
	}
	ok = false
	// Distances are doubled, so that a difference that does not count still loses against none.
	best := 2*allowed(len(wanted)) + 2
	for _, candidate := range among[:min(len(among), maxWords)] {
		if candidate == word {
			return "", false
		}
		letters, short := plain(space[:0], candidate)
		if !short || abs(len(letters)-len(wanted))*2 >= best {
			continue
		}
		d := 2 * distance(wanted, letters, best/2)
		if len(candidate) != len(word) || !strings.EqualFold(candidate, word) {
			d++
		}
		if d < best {
			best, nearest, ok = d, candidate, true
		}
	}
	return nearest, ok
}

func allowed(letters int) int {
	switch {
	case letters < 3:
		return 0
	case letters < 6:
		return 1
	default:
		return min(letters/3, 4)
	}
}

// plain leaves out what people do not mean when they spell a name; ok is false when nothing is left, or too much.
func plain(letters []rune, word string) (plain []rune, ok bool) {
	for _, r := range word {
		switch r {
		case '_', '-', ' ':
		default:
			if len(letters) == maxLength {
				return nil, false
			}
			letters = append(letters, unicode.ToLower(r))
		}
	}
	return letters, len(letters) > 0
}

// distance is that of Damerau and Levenshtein, with exchanged neighbours that are not touched again. Beyond a limit it is
// only known to be larger.
func distance(a, b []rune, limit int) int {
	var rows [3][maxLength + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	smallest := 0
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		// An exchange reaches back two rows, so both have to be beyond the limit.
		if least > limit && smallest > limit {
			return limit + 1
		}
		smallest = least
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func abs(n int) int { return max(n, -n) }
