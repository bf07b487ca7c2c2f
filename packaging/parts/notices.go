package main

import (
	"bytes"
	"fmt"
	"strings"
)

const line = "--------------------------------------------------------------------------------\n"

// notices is what is handed on with the programs: who made the parts, under which licences, and these with their texts. A text
// that is the same for several of them stands there once.
func notices(parts []part) []byte {
	var b bytes.Buffer
	b.WriteString("Workflow Designer is under the Apache License, version 2.0. Its programs contain what is listed here, each\n" +
		"under a licence of its own. Not each part is in each program, nor on each system.\n\n")
	for _, p := range parts {
		fmt.Fprintf(&b, "%-52s %-40s %s\n", p.called(), p.version, strings.Join(p.licences, ", "))
	}
	type group struct {
		body string
		of   []string
	}
	groups, at := []*group{}, map[string]*group{}
	for _, p := range parts {
		for _, t := range p.texts {
			body := unixLines(t.body)
			key := strings.Join(strings.Fields(body), " ")
			if at[key] == nil {
				at[key] = &group{body: body}
				groups = append(groups, at[key])
			}
			at[key].of = append(at[key].of, fmt.Sprintf("%s %s: %s", p.called(), p.version, t.file))
		}
	}
	for _, g := range groups {
		b.WriteString("\n" + line + strings.Join(g.of, "\n") + "\n" + line + "\n" + g.body + "\n")
	}
	return b.Bytes()
}

func (p part) called() string {
	if p.kind == "golang" && p.name == "std" {
		return "Go's standard library"
	}
	return p.name
}

func unixLines(body string) string {
	body = strings.TrimPrefix(strings.ReplaceAll(body, "\r\n", "\n"), "\ufeff")
	lines := strings.Split(strings.Trim(body, "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return strings.Join(lines, "\n")
}
