package localstore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"workflow-designer/backend/workflow"
)

// What stands in the folders of a store, besides what a person sees at once: names that begin with a dot are of the system or
// of other tools and are passed over.
var (
	ownInRoot     = regexp.MustCompile(`^(companies|index\.sqlite.*)$`)
	ownInCompany  = regexp.MustCompile(`^(workflows|drafts|activity.*\.jsonl(\.new)?)$`)
	ownInWorkflow = regexp.MustCompile(`^(workflow\.yaml|workflow\.edited-.*|versions|history\.jsonl|history\.damaged\.jsonl|renumber\.json)(\.new)?$`)
	ownInVersions = regexp.MustCompile(`^[0-7][0-9A-HJKMNP-TV-Z]{25}\.yaml(\.new)?$`)
	ownInDrafts   = regexp.MustCompile(`^(workflow-[0-9]+|new-[0-9A-Z]{26})\.json(\.damaged|\.new)?$`)
)

// Foreign gives what stands in the folders of a company and is not the program's, as slashed paths below the root. It is never
// read or changed by the program.
func (s *Store) Foreign(company workflow.CompanyID) ([]string, error) {
	var found []string
	look := func(folder string, own func(fs.DirEntry) bool) error {
		entries, err := os.ReadDir(filepath.Join(s.root, filepath.FromSlash(folder)))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return explain("look for foreign files", filepath.Join(s.root, filepath.FromSlash(folder)), err)
		}
		for _, entry := range entries {
			if name := entry.Name(); !strings.HasPrefix(name, ".") && !own(entry) {
				found = append(found, strings.TrimPrefix(folder+"/"+name, "./"))
			}
		}
		return nil
	}
	named := func(pattern *regexp.Regexp) func(fs.DirEntry) bool {
		return func(entry fs.DirEntry) bool { return pattern.MatchString(entry.Name()) }
	}
	home := strings.TrimSuffix(workflow.CompanyPrefix(company), "/")
	workflows := strings.TrimSuffix(workflow.WorkflowsPrefix(company), "/")
	err := errors.Join(
		look(".", named(ownInRoot)),
		look(home, named(ownInCompany)),
		look(home+"/drafts", named(ownInDrafts)),
		look(workflows, func(entry fs.DirEntry) bool {
			_, err := workflow.ParseID(entry.Name())
			return err == nil && entry.IsDir() || strings.HasPrefix(entry.Name(), packFile)
		}),
	)
	if err != nil {
		return nil, err
	}
	places, err := s.places(company)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		folder := strings.TrimSuffix(p.ref.Folder(), "/")
		if err := errors.Join(look(folder, named(ownInWorkflow)), look(folder+"/versions", named(ownInVersions))); err != nil {
			return nil, err
		}
	}
	return found, nil
}
