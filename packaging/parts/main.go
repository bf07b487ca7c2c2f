// Command parts says what of others is in the programs that are shipped, on every system: the Go modules that are linked and the
// npm packages of the page, each with its licence.
//
//	parts notices FILE                               their licences with their texts
//	parts sbom VERSION COMMIT SECONDS FILE BOM...    a bill of materials in CycloneDX, of the page and the programs' own bills
//
// It runs in the project's folder, and reads the module cache and frontend/node_modules; no network is needed. Where a part has no
// licence, or one that is not on the list, it fails.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	parts, err := shipped(ctx, ".")
	if err != nil {
		return err
	}
	if err := allowed(parts); err != nil {
		return err
	}
	switch {
	case len(args) == 2 && args[0] == "notices":
		return os.WriteFile(args[1], notices(parts), 0o644)
	case len(args) >= 6 && args[0] == "sbom":
		seconds, err := strconv.ParseInt(args[3], 10, 64)
		if err != nil {
			return err
		}
		all, err := bills(".", args[5:])
		if err != nil {
			return err
		}
		whole, err := merge(release{version: args[1], commit: args[2], at: time.Unix(seconds, 0).UTC()}, parts, all)
		if err != nil {
			return err
		}
		return os.WriteFile(args[4], whole, 0o644)
	}
	return errors.New("say: parts notices FILE, or parts sbom VERSION COMMIT SECONDS FILE BOM")
}

// shipped is all that of others is in the programs, in the order of kind and name.
func shipped(ctx context.Context, project string) ([]part, error) {
	modules, err := goModules(ctx, project)
	if err != nil {
		return nil, err
	}
	packages, err := npmPackages(project)
	if err != nil {
		return nil, err
	}
	return append(modules, packages...), nil
}

// allowed fails with every part that may not be shipped.
func allowed(parts []part) error {
	var errs []error
	for _, p := range parts {
		if err := p.allowed(); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
