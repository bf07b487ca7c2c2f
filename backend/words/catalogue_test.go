package words_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/words"
)

const module = "workflow-designer/backend/"

// TestEveryMessageIsTranslated reads every package for constants that are messages, as the compiler sees them, and compares
// them with the files of the catalogue.
func TestEveryMessageIsTranslated(t *testing.T) {
	source := readSource(t)
	for _, wrong := range source.wrong {
		t.Error(wrong)
	}

	catalogue := map[string]string{}
	files, err := filepath.Glob("id/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there is no catalogue", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range words.Messages(string(text)) {
			if _, twice := catalogue[m.English]; twice {
				t.Errorf("%s: %q is there twice", file, m.English)
			}
			catalogue[m.English] = m.Said
			if _, used := source.found[m.English]; !used {
				t.Errorf("%s: nothing says %q", file, m.English)
			}
			if want, got := placeholders(m.English), placeholders(m.Said); !slices.Equal(want, got) {
				t.Errorf("%s: %q has the placeholders %v, its translation %v", file, m.English, want, got)
			}
		}
	}
	var missing []string
	for english, place := range source.found {
		if _, found := catalogue[english]; !found && hasWords(english) {
			missing = append(missing, place.room+"\t"+strings.ReplaceAll(english, "\n", `\n`)+"\t"+place.at)
		}
	}
	slices.Sort(missing)
	for _, m := range missing {
		part := strings.Split(m, "\t")
		t.Errorf("id/%s.txt has no Indonesian of %q (%s)", part[0], part[1], part[2])
	}
	if list := os.Getenv("WORDS_MISSING"); list != "" {
		if err := os.WriteFile(list, []byte(strings.Join(missing, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

type place struct{ room, at string }

type source struct {
	found map[string]place
	wrong []string
}

type listed struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	Standard                bool
}

func readSource(t *testing.T) source {
	t.Helper()
	var stderr bytes.Buffer
	list := exec.CommandContext(t.Context(), "go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,Standard", "../cmd/workflow-designer", "../desktop")
	list.Stderr = &stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err, stderr.String())
	}
	exports := map[string]string{}
	var ours []listed
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := decoder.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		exports[p.ImportPath] = p.Export
		if strings.HasPrefix(p.ImportPath, module) && p.ImportPath != module+"words" && !strings.HasSuffix(p.ImportPath, "test") {
			ours = append(ours, p)
		}
	}
	set := token.NewFileSet()
	imports := importer.ForCompiler(set, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	all := source{found: map[string]place{}}
	for _, p := range ours {
		var files []*ast.File
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(set, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
		if _, err := (&types.Config{Importer: imports}).Check(p.ImportPath, set, files, info); err != nil {
			t.Fatal(err)
		}
		all.read(set, files, info, strings.ReplaceAll(strings.TrimPrefix(p.ImportPath, module), "/", "-"))
	}
	return all
}

func isText(t types.Type) bool {
	named, ok := t.(*types.Named)
	return ok && named.Obj().Name() == "Text" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == module+"words"
}

func (s *source) read(set *token.FileSet, files []*ast.File, info *types.Info, room string) {
	at := func(n ast.Node) string {
		p := set.Position(n.Pos())
		return fmt.Sprintf("%s/%s:%d", strings.ReplaceAll(room, "-", "/"), filepath.Base(p.Filename), p.Line)
	}
	refuse := func(n ast.Node, why string) { s.wrong = append(s.wrong, at(n)+": "+why) }
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			of, known := info.Types[e]
			if known && of.Value != nil && isText(of.Type) {
				if english := constant.StringVal(of.Value); english != "" {
					if _, found := s.found[english]; !found {
						s.found[english] = place{room, at(n)}
					}
				}
				return false
			}
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if n.Op == token.ADD && known && isText(of.Type) {
					refuse(n, "messages are glued; make one of them an argument of words.F")
				}
			case *ast.CallExpr:
				s.call(n, info, refuse)
			}
			return true
		})
	}
}

// call looks at conversions, and at what F is called with.
func (s *source) call(n *ast.CallExpr, info *types.Info, refuse func(ast.Node, string)) {
	fun := info.Types[n.Fun]
	if fun.IsType() && len(n.Args) == 1 {
		arg := info.Types[n.Args[0]]
		basic, plain := fun.Type.Underlying().(*types.Basic)
		if isText(arg.Type) && !isText(fun.Type) && plain && basic.Kind() == types.String {
			refuse(n, "a message is not converted: it is printed with String or said with In")
		}
		return
	}
	sel, ok := n.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	of, ok := sel.X.(*ast.Ident)
	if !ok || of.Name != "words" || sel.Sel.Name != "F" || !isText(fun.Type.(*types.Signature).Results().At(0).Type()) {
		return
	}
	format := info.Types[n.Args[0]]
	if format.Value == nil {
		refuse(n, "the format is not a constant")
		return
	}
	if n.Ellipsis.IsValid() {
		return
	}
	if want, got := len(placeholders(constant.StringVal(format.Value))), len(n.Args)-1; want != got || got == 0 {
		refuse(n, fmt.Sprintf("the format has %d placeholders and %d arguments", want, got))
	}
	for _, arg := range n.Args[1:] {
		if of := info.Types[arg]; of.Value != nil && of.Value.Kind() == constant.String && !isText(of.Type) &&
			hasWords(constant.StringVal(of.Value)) {
			if _, named := arg.(*ast.BasicLit); named {
				refuse(arg, "an argument in words is a message too: words.Text("+of.Value.String()+")")
			}
		}
	}
}

var verb = regexp.MustCompile(`%(\[(\d+)\])?([-+# 0.0-9]*)(\[(\d+)\])?([a-zA-Z%])`)

// placeholders lists what a format takes, in the order of the arguments: "1 d".
func placeholders(format string) []string {
	var list []string
	next := 0
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[6] == "%" {
			continue
		}
		next++
		if n := m[2] + m[5]; n != "" {
			_, _ = fmt.Sscan(n, &next)
		}
		list = append(list, fmt.Sprintf("%d %s", next, m[6]))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

var letters = regexp.MustCompile(`\p{L}{2}`)

// hasWords tells what is to be translated from signs and placeholders alone.
func hasWords(english string) bool { return letters.MatchString(verb.ReplaceAllString(english, "")) }
