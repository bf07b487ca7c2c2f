package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const project = "../.."

func TestEveryPartMayBeShipped(t *testing.T) {
	// Given what is in the programs for every system, and in the page
	parts, err := shipped(t.Context(), project)
	if err != nil {
		t.Fatal(err)
	}
	// Then each part has a licence that is on the list
	if err := allowed(parts); err != nil {
		t.Error(err)
	}
	// and those are among them that only some systems have, and that are needed for development as well
	for _, wanted := range []string{
		"golang std", "golang modernc.org/sqlite", "golang github.com/wailsapp/wails/v2",
		"golang github.com/godbus/dbus/v5", "golang github.com/wailsapp/go-webview2", "npm svelte", "npm @fontsource-variable/inter",
	} {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.kind+" "+p.name == wanted }) {
			t.Errorf("%s is missing", wanted)
		}
	}
	// and the notices name each of them, with its licences and its texts
	text := string(notices(parts))
	for _, p := range parts {
		if !strings.Contains(text, p.called()) || !strings.Contains(text, p.version) {
			t.Errorf("the notices say nothing of %s", p.name)
		}
		for _, file := range p.texts {
			if !strings.Contains(text, p.called()+" "+p.version+": "+file.file) {
				t.Errorf("the notices have no %s of %s", file.file, p.name)
			}
		}
	}
	if !strings.Contains(text, "Permission is hereby granted") || !strings.Contains(text, "SIL OPEN FONT LICENSE") {
		t.Error("the notices lack the texts")
	}
}

func TestEveryPackageOfThePageIsKnown(t *testing.T) {
	// Given what Vite says of which the page is made
	written, err := os.ReadFile(filepath.Join(project, "frontend", "dist", ".vite", "parts.json"))
	if err != nil {
		t.Fatalf("build the page with make page: %v", err)
	}
	var files map[string]struct{ Modules []string }
	if err := json.Unmarshal(written, &files); err != nil {
		t.Fatal(err)
	}
	page, err := pageBill(project)
	if err != nil {
		t.Fatal(err)
	}
	// Then each package in it stands in its bill of materials
	seen := map[string]bool{}
	for _, f := range files {
		for _, module := range f.Modules {
			if name, is := strings.CutPrefix(module, folder); is {
				seen[name] = true
			}
		}
	}
	for name := range seen {
		if !slices.ContainsFunc(page.Components, func(c component) bool { return c.Name == name }) {
			t.Errorf("%s is in the page and not in its bill", name)
		}
	}
	if len(seen) < 20 {
		t.Errorf("the page has only %d packages", len(seen))
	}
}

func TestALicenceIsKnownByItsText(t *testing.T) {
	for text, want := range map[string]string{
		"MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining\r\na copy of this software ... The above copyright\nnotice and this permission notice shall": "MIT",
		"GNU GENERAL PUBLIC LICENSE\nVersion 3":                                                             "GPL",
		"This is under the GNU Affero General Public License":                                               "GPL",
		"GNU LESSER GENERAL PUBLIC LICENSE":                                                                 "GPL",
		"Eclipse Public License - v 2.0":                                                                    "EPL",
		"Mozilla Public License Version 2.0 ... or the GNU General Public License":                          "MPL-2.0",
		"Apache License, Version 2.0; or, at your option, the GNU General\nPublic License":                  "Apache-2.0, GPL",
		"Redistribution and use in source and binary forms, with or without":                                "BSD-2-Clause",
		"Redistribution and use in source and binary forms ... to endorse or promote products derived from": "BSD-3-Clause",
		"All rights reserved. Ask us first.":                                                                "",
	} {
		if got := strings.Join(licencesOf(text), ", "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestWhatMayNotBeShippedIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"GNU GENERAL PUBLIC LICENSE":         "GPL, which is not on the list",
		"Mozilla Public License Version 2.0": "MPL-2.0, which is not on the list",
		"All rights reserved. Ask us first.": "a licence that nobody knows, in LICENSE",
		"":                                   "a licence that nobody knows, in LICENSE",
		"Apache License Version 2.0, or the EPL: see": "", // a name alone says nothing
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "LICENSE"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		p := part{kind: "npm", name: "left-pad", version: "1.0.0"}
		if err := p.read(dir, ""); err != nil {
			t.Fatal(err)
		}
		err := allowed([]part{p})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
	if err := allowed([]part{{kind: "npm", name: "left-pad"}}); err == nil || !strings.Contains(err.Error(), "no licence") {
		t.Errorf("without a licence: got %v", err)
	}
}

func TestABillIsTheSameForTheSameRelease(t *testing.T) {
	parts := []part{
		{kind: "golang", name: "example.com/a", version: "v1.0.0", licences: []string{"MIT"}},
		{kind: "golang", name: "example.com/b", version: "v1.0.0", licences: []string{"Apache-2.0", "ISC"}},
	}
	a := component{Ref: "pkg:golang/example.com/a@v1.0.0?type=module", PackageURL: "pkg:golang/example.com/a@v1.0.0", Name: "example.com/a", Version: "v1.0.0"}
	b := component{Ref: "pkg:golang/example.com/b@v1.0.0?type=module", PackageURL: "pkg:golang/example.com/b@v1.0.0", Name: "example.com/b", Version: "v1.0.0"}
	program := func(needs ...component) bill {
		d := dependency{Ref: "program"}
		for _, c := range needs {
			d.DependsOn = append(d.DependsOn, c.Ref)
		}
		return bill{Metadata: metadata{Component: component{Ref: "program"}}, Components: needs, Dependencies: []dependency{d}}
	}
	of := release{version: "1.2.3", commit: "c0ffee", at: time.Unix(1_764_000_000, 0).UTC()}

	// When the bills of two programs are brought together, in either order
	one, err := merge(of, parts, []bill{program(a), program(b, a)})
	if err != nil {
		t.Fatal(err)
	}
	other, err := merge(of, parts, []bill{program(b, a), program(a)})
	if err != nil {
		t.Fatal(err)
	}
	// Then they are the same, with each component once, and of another commit it is another
	if !bytes.Equal(one, other) {
		t.Errorf("got %s and %s", one, other)
	}
	var whole bill
	if err := json.Unmarshal(one, &whole); err != nil {
		t.Fatal(err)
	}
	if len(whole.Components) != 2 || len(whole.Components[1].Licences) != 2 || len(whole.Dependencies[0].DependsOn) != 2 {
		t.Errorf("got %s", one)
	}
	of.commit = "decaf"
	if later, err := merge(of, parts, []bill{program(a)}); err != nil || strings.Contains(string(later), whole.Serial) {
		t.Errorf("got %s, %v", later, err)
	}
	// and what nobody knows of is refused
	b.Version = "v2.0.0"
	if got, err := merge(of, parts, []bill{program(b)}); err == nil {
		t.Errorf("got %s", got)
	}
}
