//go:build packaged

package packaging

import (
	"debug/buildinfo"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestTheBillOfMaterialsIsComplete(t *testing.T) {
	text, err := os.ReadFile(one(t, "*.cdx.json"))
	if err != nil {
		t.Fatal(err)
	}
	var bom struct {
		BOMFormat, SpecVersion, SerialNumber string
		Metadata                             struct {
			Timestamp string
			Component struct {
				Ref     string `json:"bom-ref"`
				Version string
			}
		}
		Components []struct {
			Ref                 string `json:"bom-ref"`
			Name, Version, PURL string
			Licenses            []struct{ License struct{ ID string } }
			Hashes              []struct{ Alg, Content string }
		}
		Dependencies []struct {
			Ref       string
			DependsOn []string
		}
	}
	if err := json.Unmarshal(text, &bom); err != nil {
		t.Fatal(err)
	}
	if bom.BOMFormat != "CycloneDX" || bom.SpecVersion != "1.6" || !regexp.MustCompile(`^urn:uuid:[0-9a-f-]{36}$`).MatchString(bom.SerialNumber) {
		t.Errorf("got %s %s %s", bom.BOMFormat, bom.SpecVersion, bom.SerialNumber)
	}
	if is := built(t); bom.Metadata.Component.Version != is.Version || bom.Metadata.Timestamp[:10] != is.BuiltAt[:10] {
		t.Errorf("it is for %+v of %s, the programs are %+v", bom.Metadata.Component, bom.Metadata.Timestamp, is)
	}

	// Each component has a licence, and is needed by something.
	in, refs := map[string]bool{}, map[string]bool{bom.Metadata.Component.Ref: true}
	for _, c := range bom.Components {
		kind, _, _ := strings.Cut(strings.TrimPrefix(c.PURL, "pkg:"), "/")
		in[kind+" "+c.Name+" "+c.Version] = true
		if refs[c.Ref] {
			t.Errorf("%s stands there twice", c.Ref)
		}
		refs[c.Ref] = true
		if len(c.Licenses) == 0 || c.Licenses[0].License.ID == "" {
			t.Errorf("%s has no licence", c.Ref)
		}
		if c.Name != "std" && (len(c.Hashes) == 0 || c.Hashes[0].Content == "") {
			t.Errorf("%s has no digest", c.Ref)
		}
	}
	needed := map[string]bool{}
	for _, d := range bom.Dependencies {
		if !refs[d.Ref] {
			t.Errorf("%s has needs and is no component", d.Ref)
		}
		for _, on := range d.DependsOn {
			if needed[on] = true; !refs[on] {
				t.Errorf("%s needs %s, which is no component", d.Ref, on)
			}
		}
	}

	// Every module of the programs is in it,
	for _, name := range []string{"workflow-designer", "workflow-designer-desktop"} {
		program, err := buildinfo.ReadFile(filepath.Join(*programs, name))
		if err != nil {
			t.Fatal(err)
		}
		if len(program.Deps) < 20 || !in["golang std "+program.GoVersion] {
			t.Errorf("%s has %d modules of %s", name, len(program.Deps), program.GoVersion)
		}
		for _, m := range program.Deps {
			if !in["golang "+m.Path+" "+m.Version] {
				t.Errorf("%s has %s %s, which the bill has not", name, m.Path, m.Version)
			}
		}
	}
	// and every package of the page.
	lock, err := os.ReadFile("../frontend/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var locked struct {
		Packages map[string]struct {
			Version string
			Dev     bool
		}
	}
	if err := json.Unmarshal(lock, &locked); err != nil {
		t.Fatal(err)
	}
	const modules = "node_modules/"
	for path, p := range locked.Packages {
		if path != "" && !p.Dev {
			name := path[strings.LastIndex(path, modules)+len(modules):]
			if !in["npm "+name+" "+p.Version] {
				t.Errorf("the bill has no %s %s", name, p.Version)
			}
		}
	}
}
