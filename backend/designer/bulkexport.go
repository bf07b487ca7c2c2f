package designer

import (
	"archive/zip"
	"context"
	"fmt"
	"os"
	"strings"
	"unicode"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/workflow"
)

// export writes the texts of all items into one zip, each exactly as it was saved. Those that cannot be had are left out, and
// their items say why.
func (b *bulk) export(ctx context.Context) error {
	return b.progress.keepFile("workflows.zip", func(f *os.File) error {
		archive := zip.NewWriter(f)
		names := map[string]bool{}
		written := 0
		err := b.each(ctx, func(ctx context.Context, ref workflow.Ref, target BulkTarget) (catalog.Version, error) {
			v, err := b.find(ctx, ref, target.VersionID)
			if err != nil {
				return v, err
			}
			if v.Deleted {
				return v, &workflow.Error{
					Code: workflow.CodeInvalidRequest, Message: "This version is a deletion: it has no text.", Hint: "Export the version before it.",
				}
			}
			content, err := b.content(ctx, v)
			if err != nil {
				return v, err
			}
			w, err := b.laptop.Index.Workflow(ctx, ref, b.bucket.addressOrNone())
			if err != nil {
				return v, err
			}
			entry, err := archive.CreateHeader(&zip.FileHeader{
				Name: unused(names, FileName(w.Name, v.Number)), Method: zip.Deflate, Modified: v.CreatedAt,
			})
			if err != nil {
				return v, fileTrouble(err)
			}
			written++
			_, err = entry.Write(content)
			return v, fileTrouble(err)
		})
		if err != nil {
			return err
		}
		if written == 0 {
			return &workflow.Error{
				Code:    workflow.CodeNotFound,
				Message: "None of them could be exported, so there is no file.",
				Hint:    "Look at why each failed.",
			}
		}
		return fileTrouble(archive.Close())
	})
}

// FileName is what a text is saved under: purchase-request-v3.yaml. A version whose number is 0 is named after its workflow
// alone. It has letters, digits and dashes only, so that every file system takes it.
func FileName(name string, number int) string {
	var b strings.Builder
	dash := false
	for _, r := range strings.ToLower(name) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			dash = b.Len() > 0
			continue
		}
		if b.Len() > 80 {
			break
		}
		if dash {
			b.WriteByte('-')
			dash = false
		}
		b.WriteRune(r)
	}
	if b.Len() == 0 {
		b.WriteString("workflow")
	}
	if number > 0 {
		fmt.Fprintf(&b, "-v%d", number)
	}
	return b.String() + ".yaml"
}

// unused gives a name that no other entry has: two workflows may be called the same.
func unused(names map[string]bool, name string) string {
	free := name
	for n := 2; names[free]; n++ {
		free = fmt.Sprintf("%s-%d.yaml", strings.TrimSuffix(name, ".yaml"), n)
	}
	names[free] = true
	return free
}
