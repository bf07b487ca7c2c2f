package source

import "io"

// lineFeed gives a reader one line at a time, and counts how many it asked for.
type lineFeed struct {
	lines []string
	given int
	rest  string
}

func (f *lineFeed) Read(p []byte) (int, error) {
	if f.rest == "" {
		if f.given == len(f.lines) {
			return 0, io.EOF
		}
		f.rest = f.lines[f.given]
		f.given++
	}
	n := copy(p, f.rest)
	f.rest = f.rest[n:]
	return n, nil
}
