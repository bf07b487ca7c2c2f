package designer

import (
	"context"
	"path/filepath"

	"workflow-designer/backend/laptop"
)

// Migration says what opening the data folder did to its index.
type Migration struct {
	Index      string `json:"index"`       // path of the index
	FromSchema int    `json:"from_schema"` // 0: there was none, or it was damaged and is kept under set_aside
	ToSchema   int    `json:"to_schema"`
	Backup     string `json:"backup"` // path of the copy that was made before; empty when none was needed
	SetAside   string `json:"set_aside"`
	// WorkflowCount is how many workflows it has, deleted ones too.
	WorkflowCount int `json:"workflow_count"`
}

// Migration says what was done to bring the index up to date when the program was opened.
func (d *Designer) Migration(ctx context.Context) (Migration, error) {
	s, _ := d.inForce()
	done := d.laptop.Index.Upgrade()
	here, err := d.laptop.Index.Workflows(ctx, s.CompanyID, "", true)
	return Migration{
		Index: filepath.Join(d.laptop.Folder(), laptop.IndexFile), FromSchema: done.From, ToSchema: done.To, Backup: done.Backup,
		SetAside: d.laptop.Index.SetAside(), WorkflowCount: len(here),
	}, err
}
