package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"time"
)

// A result is what one bench printed when it was run last.
type result struct {
	At      time.Time `json:"at"`
	Commit  string    `json:"commit"`
	Took    seconds   `json:"took_seconds"`
	Load    load      `json:"load"`
	Machine machine   `json:"machine"`
	Note    string    `json:"note,omitempty"` // what else a reader must know of how this was run
	Lines   lines     `json:"lines"`
}

type seconds float64

// results are by the name of the bench. They are kept, so that one bench can be run again without the others.
type results map[string]result

func readResults(path string) (results, error) {
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return results{}, nil
	}
	if err != nil {
		return nil, err
	}
	all := results{}
	return all, json.Unmarshal(content, &all)
}

func (all results) write(path string) error {
	var content bytes.Buffer
	encoder := json.NewEncoder(&content)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "\t")
	if err := encoder.Encode(all); err != nil {
		return err
	}
	return os.WriteFile(path, content.Bytes(), 0o600)
}

// find gives a value, and the middle half of its rounds where it has one.
func (all results) find(line, metric string) (v value, there bool) {
	for _, r := range all {
		metrics, ok := r.Lines[line]
		if !ok {
			continue
		}
		if v.median, there = metrics[metric]; there {
			v.low, v.spread = metrics[metric+":low"]
			v.high = metrics[metric+":high"]
			return v, true
		}
	}
	return value{}, false
}

// value is the median of the rounds.
type value struct {
	median, low, high float64
	spread            bool // low and high, the middle half of the rounds, are known
}
