package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// release is what a bill of materials is for.
type release struct {
	version string
	commit  string
	at      time.Time
}

type bill struct {
	Schema       string       `json:"$schema,omitempty"`
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Serial       string       `json:"serialNumber,omitempty"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Timestamp  string     `json:"timestamp,omitempty"`
	Component  component  `json:"component"`
	Properties []property `json:"properties,omitempty"`
}

type component struct {
	Ref        string     `json:"bom-ref"`
	Type       string     `json:"type"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Scope      string     `json:"scope,omitempty"`
	Hashes     []hash     `json:"hashes,omitempty"`
	Licences   []licensed `json:"licenses,omitempty"`
	PackageURL string     `json:"purl,omitempty"`
	References []any      `json:"externalReferences,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type licensed struct {
	Licence struct {
		ID string `json:"id"`
	} `json:"license"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn,omitempty"`
}

// bills reads those of the programs, which cyclonedx-gomod wrote, and makes that of the page.
func bills(project string, files []string) ([]bill, error) {
	page, err := pageBill(project)
	if err != nil {
		return nil, err
	}
	all := []bill{page}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var b bill
		if err := json.Unmarshal(text, &b); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if b.Format != "CycloneDX" || len(b.Components) == 0 {
			return nil, fmt.Errorf("%s is no bill of materials in CycloneDX, or an empty one", file)
		}
		all = append(all, b)
	}
	return all, nil
}

// merge brings bills together into one, which is the same for the same release: its time is the commit's. Each component gets the
// licences that were found in its files.
func merge(of release, parts []part, bills []bill) ([]byte, error) {
	root := "workflow-designer@" + of.version
	known := map[string]part{}
	for _, p := range parts {
		known[p.kind+" "+p.name+" "+p.version] = p
	}
	components, needs := map[string]component{}, map[string][]string{root: nil}
	for _, b := range bills {
		for _, c := range b.Components {
			kind, _, _ := strings.Cut(strings.TrimPrefix(c.PackageURL, "pkg:"), "/")
			p, is := known[kind+" "+c.Name+" "+c.Version]
			if !is {
				return nil, fmt.Errorf("%s %s is no part of what is shipped", c.Name, c.Version)
			}
			c.Licences = licencesFor(p)
			components[c.Ref] = c
		}
		for _, d := range b.Dependencies {
			if d.Ref == b.Metadata.Component.Ref {
				d.Ref = root
			}
			needs[d.Ref] = append(needs[d.Ref], d.DependsOn...)
		}
	}
	whole := bill{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", Spec: "1.6", Version: 1,
		Serial: uuid.NewSHA1(uuid.NameSpaceOID, []byte(root+" "+of.commit)).URN(),
		Metadata: metadata{
			Timestamp: of.at.Format(time.RFC3339),
			Component: component{
				Ref: root, Type: "application", Name: "workflow-designer", Version: of.version,
				PackageURL: "pkg:generic/" + root, Licences: licencesFor(part{licences: []string{"Apache-2.0"}}),
			},
			Properties: []property{{Name: "workflow-designer:commit", Value: of.commit}},
		},
	}
	for _, ref := range slices.Sorted(maps.Keys(components)) {
		whole.Components = append(whole.Components, components[ref])
	}
	for _, ref := range slices.Sorted(maps.Keys(needs)) {
		on := slices.Clone(needs[ref])
		slices.Sort(on)
		whole.Dependencies = append(whole.Dependencies, dependency{Ref: ref, DependsOn: slices.Compact(on)})
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(whole)
	return out.Bytes(), err
}

func licencesFor(p part) []licensed {
	all := make([]licensed, len(p.licences))
	for i, name := range p.licences {
		all[i].Licence.ID = name
	}
	return all
}
