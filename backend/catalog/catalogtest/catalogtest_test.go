package catalogtest_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"workflow-designer/backend/catalog/catalogtest"
	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
)

func TestTheProgramGoesOnWithTheIndexOfEachSchema(t *testing.T) {
	for schema := 1; schema < catalogtest.Schemas(t); schema++ {
		t.Run(strconv.Itoa(schema), func(t *testing.T) {
			// given what a program of that schema left
			ctx, folder := context.Background(), t.TempDir()
			d, err := designer.Open(ctx, designertest.Options(t, folder, nil))
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range []string{"name: One\n", "name: Two\n"} {
				if _, err := d.SaveVersion(ctx, designer.SaveVersionRequest{YAMLContent: text, Prompt: "p"}); err != nil {
					t.Fatal(err)
				}
			}
			info, err := d.Info(ctx)
			if err != nil {
				t.Fatal(err)
			}
			index := filepath.Join(info.LocalStoragePath, "index.sqlite")
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			catalogtest.Older(t, index, schema)

			// when this program opens it
			again := designertest.Open(t, folder, nil)

			// then the index was upgraded, not made anew, and tells the same
			if _, err := os.Stat(index + ".backup-" + strconv.Itoa(schema)); err != nil {
				t.Error(err)
			}
			list, err := again.Workflows(ctx)
			if err != nil || len(list) != 2 || list[0].Name != "Two" || list[0].VersionCount != 1 {
				t.Errorf("it has %+v, %v", list, err)
			}
		})
	}
}
