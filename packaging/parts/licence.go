package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// part is something of others that is shipped.
type part struct {
	kind     string // "golang" or "npm", as in a package URL
	name     string
	version  string
	licences []string // by their names in SPDX, all of which hold; sorted
	texts    []text
	unknown  []string // files that look like a licence, and say none that is known
}

// text is a file that tells of a licence, or must be handed on with it.
type text struct {
	file string // from the part's folder on, with slashes
	body string
}

// mayShip are the licences that a part may have: all of them ask for no more than to be named.
var mayShip = []string{
	"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "OFL-1.1", "Unlicense", "blessing",
}

func (p part) allowed() error {
	called := fmt.Sprintf("%s %s (%s)", p.name, p.version, p.kind)
	switch {
	case len(p.unknown) > 0:
		return fmt.Errorf("%s has a licence that nobody knows, in %s", called, strings.Join(p.unknown, ", "))
	case len(p.licences) == 0:
		return fmt.Errorf("%s has no licence", called)
	}
	for _, name := range p.licences {
		if !slices.Contains(mayShip, name) {
			return fmt.Errorf("%s has the licence %s, which is not on the list", called, name)
		}
	}
	return nil
}

var (
	handedOn = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|notice|patents|ofl)([-._].*)?$`)
	// What goes along with a licence and is none itself.
	beside = regexp.MustCompile(`(?i)^(notice|patents|licen[cs]e-3rd-party)`)
	// What is not in a program, whatever its name.
	elsewhere = regexp.MustCompile(`(?i)(\.(go|js|ts|json)|-logo)$`)
)

// read takes in what the folder of a part says of licences; shown is the folder's name in the part, "" for its root.
func (p *part) read(dir, shown string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !handedOn.MatchString(e.Name()) || elsewhere.MatchString(e.Name()) {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		file := e.Name()
		if shown != "" {
			file = shown + "/" + file
		}
		p.texts = append(p.texts, text{file: file, body: string(body)})
		if beside.MatchString(e.Name()) {
			continue
		}
		found := licencesOf(string(body))
		if len(found) == 0 {
			p.unknown = append(p.unknown, file)
		}
		p.add(found...)
	}
	return nil
}

func (p *part) add(licences ...string) {
	p.licences = append(p.licences, licences...)
	slices.Sort(p.licences)
	p.licences = slices.Compact(p.licences)
}

// sayings are how each licence is known in a text without case, punctuation and line breaks.
var sayings = []struct {
	name    string
	has     []string
	hasNot  []string
	exclude []string // licences that are not meant where this one is found: it only speaks of them
}{
	{name: "MPL-2.0", has: []string{"mozilla public license version 2 0"}, exclude: []string{"GPL"}},
	{name: "EPL", has: []string{"eclipse public license"}},
	{name: "GPL", has: []string{"general public license"}},
	{name: "Apache-2.0", has: []string{"apache license version 2 0"}},
	{
		name: "MIT",
		has:  []string{"permission is hereby granted free of charge to any person obtaining a copy of this software", "above copyright notice and this permission notice"},
	},
	{
		name:   "MIT-0",
		has:    []string{"permission is hereby granted free of charge to any person obtaining a copy of this software"},
		hasNot: []string{"this permission notice"},
	},
	{
		name: "ISC",
		has:  []string{"distribute this software for any purpose with or without fee is hereby granted provided that the above copyright notice"},
	},
	{
		name:   "0BSD",
		has:    []string{"distribute this software for any purpose with or without fee is hereby granted"},
		hasNot: []string{"provided that the above copyright notice"},
	},
	{name: "BSD-3-Clause", has: []string{"redistribution and use in source and binary forms", "to endorse or promote products derived from"}},
	{name: "BSD-2-Clause", has: []string{"redistribution and use in source and binary forms"}, hasNot: []string{"to endorse or promote"}},
	{name: "OFL-1.1", has: []string{"sil open font license version 1 1"}},
	{name: "Unlicense", has: []string{"this is free and unencumbered software released into the public domain"}},
	{name: "blessing", has: []string{"all of the code and documentation in sqlite has been dedicated to the public domain"}},
}

var noLetter = regexp.MustCompile(`[^a-z0-9]+`)

// licencesOf finds the licences that a text holds, by their names in SPDX, but "GPL" and "EPL" for any of these.
func licencesOf(body string) []string {
	plain := noLetter.ReplaceAllString(strings.ToLower(body), " ")
	says := func(s string) bool { return strings.Contains(plain, s) }
	var found, excluded []string
	for _, l := range sayings {
		all := true
		for _, s := range l.has {
			all = all && says(s)
		}
		if all && !slices.ContainsFunc(l.hasNot, says) && !slices.Contains(excluded, l.name) {
			found = append(found, l.name)
			excluded = append(excluded, l.exclude...)
		}
	}
	slices.Sort(found)
	return found
}
