package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// locked is what package-lock.json says of a package.
type locked struct {
	Version          string
	License          string
	Integrity        string
	Dev              bool
	Dependencies     map[string]string
	PeerDependencies map[string]string
}

// npmPackages are the packages that the page is made of and those that they need, which is what stands in the lock file and is not
// for development alone. npm sbom would leave out a package that is needed for both, such as Svelte.
func npmPackages(project string) ([]part, error) {
	frontend := filepath.Join(project, "frontend")
	lock, err := readLock(frontend)
	if err != nil {
		return nil, err
	}
	var parts []part
	for _, path := range slices.Sorted(maps.Keys(lock)) {
		about := lock[path]
		if path == "" || about.Dev {
			continue
		}
		p := part{kind: "npm", name: path[strings.LastIndex(path, folder)+len(folder):], version: about.Version}
		if err := p.read(filepath.Join(frontend, filepath.FromSlash(path)), ""); err != nil {
			return nil, err
		}
		if about.License != "" {
			if len(p.licences) > 0 && !slices.Contains(p.licences, about.License) {
				return nil, fmt.Errorf("%s says that its licence is %s, and brings the text of %s", p.name, about.License, strings.Join(p.licences, ", "))
			}
			p.add(about.License)
		}
		parts = append(parts, p)
	}
	return parts, nil
}

const folder = "node_modules/"

func readLock(frontend string) (map[string]locked, error) {
	text, err := os.ReadFile(filepath.Join(frontend, "package-lock.json"))
	if err != nil {
		return nil, err
	}
	var lock struct{ Packages map[string]locked }
	err = json.Unmarshal(text, &lock)
	return lock.Packages, err
}

// pageBill is the bill of materials of the page.
func pageBill(project string) (bill, error) {
	lock, err := readLock(filepath.Join(project, "frontend"))
	if err != nil {
		return bill{}, err
	}
	ref := func(path string) string {
		name := path[strings.LastIndex(path, folder)+len(folder):]
		return "pkg:npm/" + strings.Replace(name, "@", "%40", 1) + "@" + lock[path].Version
	}
	b := bill{Format: "CycloneDX", Metadata: metadata{Component: component{Ref: "page"}}}
	for path, about := range lock {
		if about.Dev {
			continue
		}
		d := dependency{Ref: "page"}
		if path != "" {
			content, err := digest(about.Integrity)
			if err != nil {
				return bill{}, fmt.Errorf("%s: %w", path, err)
			}
			d.Ref = ref(path)
			b.Components = append(b.Components, component{
				Ref: d.Ref, PackageURL: d.Ref, Type: "library", Scope: "required", Version: about.Version,
				Name:   path[strings.LastIndex(path, folder)+len(folder):],
				Hashes: []hash{{Algorithm: "SHA-512", Content: content}},
			})
		}
		for name := range about.Dependencies {
			found, is := resolve(lock, path, name)
			if !is {
				return bill{}, fmt.Errorf("%s needs %s, which is not in the lock file", path, name)
			}
			d.DependsOn = append(d.DependsOn, ref(found))
		}
		for name := range about.PeerDependencies { // some of which are optional
			if found, is := resolve(lock, path, name); is && !lock[found].Dev {
				d.DependsOn = append(d.DependsOn, ref(found))
			}
		}
		b.Dependencies = append(b.Dependencies, d)
	}
	return b, nil
}

// resolve finds the package that another one means by a name, as Node does: next to it or further up.
func resolve(lock map[string]locked, from, name string) (path string, is bool) {
	for {
		path = strings.TrimPrefix(from+"/"+folder+name, "/")
		if _, is := lock[path]; is || from == "" {
			return path, is
		}
		from = strings.TrimSuffix(from[:strings.LastIndex(from, folder)], "/")
	}
}

func digest(integrity string) (string, error) {
	_, encoded, is := strings.Cut(integrity, "sha512-")
	sum, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || !is {
		return "", fmt.Errorf("its digest is not SHA-512: %q", integrity)
	}
	return hex.EncodeToString(sum), nil
}
