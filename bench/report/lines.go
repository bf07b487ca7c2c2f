package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// lines are what a command printed in the form of Go's benchmarks: by name, by metric.
type lines map[string]map[string]float64

// processors is what Go adds to a name when there is more than one.
var processors = regexp.MustCompile(`-\d+$`)

// readLines takes the lines of benchmarks out of all else that a command prints: BenchmarkNAME ROUNDS VALUE UNIT VALUE UNIT …
func readLines(printed string) (lines, error) {
	read := lines{}
	for line := range strings.Lines(printed) {
		words := strings.Fields(line)
		if len(words) < 4 || !strings.HasPrefix(words[0], "Benchmark") {
			continue
		}
		if _, err := strconv.Atoi(words[1]); err != nil {
			continue
		}
		name := processors.ReplaceAllString(strings.TrimPrefix(words[0], "Benchmark"), "")
		metrics := map[string]float64{}
		for pair := words[2:]; len(pair) > 0; pair = pair[2:] {
			if len(pair) == 1 {
				return nil, fmt.Errorf("%s has a value without a unit: %s", words[0], strings.TrimSpace(line))
			}
			value, err := strconv.ParseFloat(pair[0], 64)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", words[0], err)
			}
			metrics[pair[1]] = value
		}
		read[name] = metrics
	}
	return read, nil
}
