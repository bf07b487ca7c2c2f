package designer

import (
	"context"
	"sync"
)

// completing does in the background what a clone left for later.
type completing struct {
	mu     sync.Mutex // one at a time
	group  sync.WaitGroup
	ending context.Context
	end    context.CancelFunc
}

// complete gives every workflow its files and finds out what the texts say that came many at once. It is quick when there is
// nothing to do. What fails is tried again after the next sync, and nobody has to wait for it.
func (d *Designer) complete(ctx context.Context) {
	d.completing.mu.Lock()
	defer d.completing.mu.Unlock()
	s, _ := d.inForce()
	checked, err := d.laptop.Complete(ctx, s.CompanyID)
	d.Log.Debug("completed what many at once left", "checked", checked, "error", err)
	if checked > 0 {
		d.audience.tell(Event{Kind: "workflow", What: "checked"})
	}
}

// completeLater is complete in the background, until Close.
func (d *Designer) completeLater() {
	d.completing.group.Go(func() { d.complete(d.completing.ending) })
}
