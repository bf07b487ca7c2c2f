package designer

import (
	"context"
	"sync"
)

// completing does in the background what a clone, or an index that was made anew, left for later.
type completing struct {
	turn chan struct{} // holds one value while somebody does it

	filling sync.Mutex // one at a time

	mu     sync.Mutex // guards that nothing begins after Close
	group  sync.WaitGroup
	ending context.Context
	end    context.CancelFunc
}

func (c *completing) begin() {
	c.turn = make(chan struct{}, 1)
	c.ending, c.end = context.WithCancel(context.Background())
}

// stop ends what is done in the background, and waits until it has.
func (c *completing) stop() {
	c.mu.Lock()
	c.end()
	c.mu.Unlock()
	c.group.Wait()
}

// complete gives every workflow its files and finds out what the texts say that came many at once. It is quick when there is
// nothing to do. What fails is tried again after the next sync.
func (d *Designer) complete(ctx context.Context) error {
	select {
	case d.completing.turn <- struct{}{}:
		defer func() { <-d.completing.turn }()
	case <-ctx.Done():
		return nil // what is left is not what the caller asked for
	}
	s, _ := d.inForce()
	checked, err := d.laptop.Complete(ctx, s.CompanyID)
	d.Log.Debug("completed what many at once left", "checked", checked, "error", err)
	if checked > 0 {
		d.audience.tell(Event{Kind: "workflow", What: "checked"})
	}
	return err
}

// completeLater is complete and Fill in the background, until Close. Nobody waits for it; the next sync tells what is wrong, and
// every answer of Search how much is left.
func (d *Designer) completeLater() {
	d.completing.mu.Lock()
	defer d.completing.mu.Unlock()
	if d.completing.ending.Err() == nil {
		d.completing.group.Go(func() {
			_ = d.complete(d.completing.ending)
			_ = d.Fill(d.completing.ending)
		})
	}
}

// Fill makes every workflow findable; until then the answers of Search say how many are not. It goes on in the background by
// itself, and is for those who cannot come back later.
func (d *Designer) Fill(ctx context.Context) error {
	d.completing.filling.Lock()
	defer d.completing.filling.Unlock()
	s, _ := d.inForce()
	filled, err := d.laptop.Fill(ctx, s.CompanyID)
	d.Log.Debug("made findable", "workflows", filled, "error", err)
	if filled > 0 {
		d.audience.tell(Event{Kind: "workflow", What: "checked"})
	}
	return err
}
