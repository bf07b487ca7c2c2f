package designer_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/workflow"
)

// put writes a file and the folders that it needs, and gives its path.
func put(t *testing.T, text string, path ...string) string {
	t.Helper()
	file := filepath.Join(path...)
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// held gives the names of the files that a review found, and of those that it refused with their codes.
func held(review designer.ImportReview) (found, refused []string) {
	for _, item := range review.Items {
		found = append(found, item.File)
	}
	for _, r := range review.Refused {
		refused = append(refused, r.File+" "+string(r.Code))
	}
	return found, refused
}

func TestFilesOfThisComputerAreReadByTheirPaths(t *testing.T) {
	d := designertest.Local(t)
	folder := t.TempDir()
	path := put(t, "name: Leave\n", folder, "leave.yaml")
	review, err := d.ReviewFiles(t.Context(), []string{filepath.Join(folder, "none.yaml"), path})
	found, refused := held(review)
	if err != nil || !slices.Equal(found, []string{"leave.yaml"}) || !slices.Equal(refused, []string{"none.yaml invalid_content"}) {
		t.Errorf("the review found %q and refused %q, %v", found, refused, err)
	}
}

func TestAFolderIsReadWithWhatIsBelowIt(t *testing.T) {
	d := designertest.Local(t)
	folder, elsewhere := t.TempDir(), t.TempDir()
	outside := put(t, "name: Outside\n", elsewhere, "outside.yaml")
	given := filepath.Join(folder, "given")
	for _, name := range []string{"b.yaml", "a/B.YML", "a/deep/er/c.yaml", "readme.txt", "yaml", ".hidden.yaml", ".git/d.yaml", "e.yaml.bak"} {
		put(t, "name: "+name+"\n", given, filepath.FromSlash(name))
	}
	put(t, "no zip", given, "broken.zip")
	for link, to := range map[string]string{"file.yaml": outside, "folder": elsewhere, "round": given} {
		if err := os.Symlink(to, filepath.Join(given, link)); err != nil {
			t.Fatal(err)
		}
	}
	review, err := d.ReviewFiles(t.Context(), []string{given, outside})
	found, _ := held(review)
	// broken.zip does not begin as a zip does, so it is a text like any other.
	want := []string{"given/a/B.YML", "given/a/deep/er/c.yaml", "given/b.yaml", "given/broken.zip", "outside.yaml"}
	if err != nil || !slices.Equal(found, want) || len(review.Refused) != 0 {
		t.Errorf("the review found %q, want %q, and refused %+v, %v", found, want, review.Refused, err)
	}
	if review.Items[2].Name != "b.yaml" {
		t.Errorf("b.yaml was read as %+v", review.Items[2])
	}

	// What a person names themselves may be a link to a folder.
	review, err = d.ReviewFiles(t.Context(), []string{filepath.Join(given, "folder")})
	if found, _ := held(review); err != nil || !slices.Equal(found, []string{"folder/outside.yaml"}) {
		t.Errorf("through a link it found %q, %v", found, err)
	}
}

func TestAFolderThatCannotBeTakenInSaysWhy(t *testing.T) {
	d := designertest.Local(t)
	folder := t.TempDir()
	put(t, "nothing to import", folder, "empty", "readme.txt")
	put(t, "name: Near\n", folder, "deep", "near.yaml")
	put(t, "name: Far\n", folder, "deep", strings.Repeat("a/", 16), "far.yaml")
	review, err := d.ReviewFiles(t.Context(), []string{filepath.Join(folder, "empty"), filepath.Join(folder, "deep")})
	found, refused := held(review)
	if err != nil || !slices.Equal(found, []string{"deep/near.yaml"}) || !slices.Equal(refused, []string{"empty invalid_content", "deep too_large"}) {
		t.Errorf("the review found %q and refused %q, %v", found, refused, err)
	}
	for _, r := range review.Refused {
		if r.Hint == "" || !strings.Contains(r.Message.String(), r.File) {
			t.Errorf("%s says %q, %q", r.File, r.Message, r.Hint)
		}
	}

	for i := range 2001 {
		put(t, "name: A\n", folder, "many", fmt.Sprintf("%04d.yaml", i))
	}
	if _, err := d.ReviewFiles(t.Context(), []string{filepath.Join(folder, "many")}); workflow.CodeOf(err) != workflow.CodeTooLarge {
		t.Errorf("2001 files say %v", err)
	}
}

func TestAZipThatCannotBeReadToItsEndIsNotSaidToBeUnwritable(t *testing.T) {
	pulled := &workflow.Error{Code: workflow.CodeInvalidContent, Message: "leave.zip cannot be read.", Hint: "Choose a file that you may read."}
	for name, why := range map[string]error{"of a file": pulled, "of a connection": io.ErrUnexpectedEOF} {
		d := designertest.Local(t)
		given := []io.Reader{io.MultiReader(strings.NewReader("PK\x03\x04 and nothing more"), iotest.ErrReader(why))}
		review, err := d.ReviewImport(t.Context(), func() (string, io.Reader, error) {
			if len(given) == 0 {
				return "", nil, io.EOF
			}
			next := given[0]
			given = nil
			return "leave.zip", next, nil
		})
		if errors.Is(why, pulled) {
			if err != nil || len(review.Refused) != 1 || review.Refused[0].Message != pulled.Message {
				t.Errorf("%s: the review refused %+v, %v", name, review.Refused, err)
			}
		} else if !errors.Is(err, why) || workflow.CodeOf(err) != workflow.CodeInternal {
			t.Errorf("%s: the review says %v", name, err)
		}
	}
}
