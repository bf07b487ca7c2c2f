package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

var (
	systems  = []string{"linux", "windows", "darwin"}
	programs = []string{".", "./backend/cmd/workflow-designer"}
)

// goModules are the modules of which a program for any system has a package, and the standard library as "std".
func goModules(ctx context.Context, project string) ([]part, error) {
	found := map[string]*part{}
	read := map[string]bool{} // folders
	for _, system := range systems {
		packages, err := linked(ctx, project, system)
		if err != nil {
			return nil, fmt.Errorf("what is linked on %s: %w", system, err)
		}
		for _, p := range packages {
			if err := takeIn(found, read, p); err != nil {
				return nil, err
			}
		}
	}
	std, err := standardLibrary(ctx)
	if err != nil {
		return nil, err
	}
	found[std.name] = std
	parts := make([]part, 0, len(found))
	for _, name := range slices.Sorted(maps.Keys(found)) {
		p := found[name]
		slices.SortFunc(p.texts, func(a, b text) int { return strings.Compare(a.file, b.file) })
		parts = append(parts, *p)
	}
	return parts, nil
}

// goPackage is what go list says of a package.
type goPackage struct {
	Dir    string
	Module *struct {
		Path, Version, Dir string
		Main               bool
		Replace            *struct{ Path string }
	}
}

// linked are the packages of both programs for a system. No compiler is needed to say so, not even where C is linked.
func linked(ctx context.Context, project, system string) ([]goPackage, error) {
	args := append([]string{"list", "-deps", "-e", "-tags", "desktop,production,webkit2_41", "-json=Dir,Module"}, programs...)
	list := exec.CommandContext(ctx, "go", args...)
	list.Dir = project
	list.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1", "GOFLAGS=")
	out, err := output(list)
	if err != nil {
		return nil, err
	}
	var packages []goPackage
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		if p.Module != nil && !p.Module.Main {
			packages = append(packages, p)
		}
	}
}

// takeIn reads what stands in the folders from a package up to its module.
func takeIn(found map[string]*part, read map[string]bool, p goPackage) error {
	if p.Module.Replace != nil {
		return fmt.Errorf("%s is replaced by %s, and would be named wrong", p.Module.Path, p.Module.Replace.Path)
	}
	m := found[p.Module.Path]
	if m == nil {
		m = &part{kind: "golang", name: p.Module.Path, version: p.Module.Version}
		found[p.Module.Path] = m
	}
	for dir := p.Dir; !read[dir]; dir = filepath.Dir(dir) {
		read[dir] = true
		shown, err := filepath.Rel(p.Module.Dir, dir)
		if err != nil {
			return err
		}
		shown = filepath.ToSlash(shown)
		if shown == "." {
			shown = ""
		}
		if err := m.read(dir, shown); err != nil {
			return err
		}
		if shown == "" {
			break
		}
	}
	return nil
}

func standardLibrary(ctx context.Context) (*part, error) {
	out, err := output(exec.CommandContext(ctx, "go", "env", "GOROOT", "GOVERSION"))
	if err != nil {
		return nil, err
	}
	root, version, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	std := &part{kind: "golang", name: "std", version: version}
	return std, std.read(root, "")
}

func output(cmd *exec.Cmd) ([]byte, error) {
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, complaint.String())
	}
	return out, nil
}
