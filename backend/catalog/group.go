package catalog

import (
	"context"
	"database/sql"
	"sync"
)

// Writers that come while one writes are written together: a transaction costs as much as what most of them change.

// writer is a change under way. write may run more than once.
type writer struct {
	ctx   context.Context
	doing string
	write func(tx *sql.Tx) error
	done  chan error
}

// group gathers those who write at the same time.
type group struct {
	mu      sync.Mutex
	waiting []*writer
	open    bool // somebody writes
}

// enter has a writer's change made, by whoever writes now or else by its own caller.
func (g *group) enter(w *writer, together func([]*writer)) error {
	g.mu.Lock()
	g.waiting = append(g.waiting, w)
	if g.open {
		g.mu.Unlock()
		return <-w.done
	}
	g.open = true
	for len(g.waiting) > 0 {
		all := g.waiting
		g.waiting = nil
		g.mu.Unlock()
		together(all)
		g.mu.Lock()
	}
	g.open = false
	g.mu.Unlock()
	return <-w.done
}

// change runs write in one transaction, which takes the write lock at its beginning: two processes queue, and neither finds
// at its end that the other was first. Others may share the transaction; write runs again, by itself, when one of them fails.
func (c *Catalog) change(ctx context.Context, doing string, write func(tx *sql.Tx) error) error {
	w := &writer{ctx: ctx, doing: doing, write: write, done: make(chan error, 1)}
	return c.writers.enter(w, c.together)
}

func (c *Catalog) together(all []*writer) {
	if len(all) > 1 && c.shared(all) == nil {
		for _, w := range all {
			w.done <- nil
		}
		return
	}
	for _, w := range all {
		err := c.transact(w.ctx, w.write)
		if err != nil {
			err = fail(w.doing, err)
		}
		w.done <- err
	}
}

// shared makes several changes, all or none.
func (c *Catalog) shared(all []*writer) error {
	for _, w := range all {
		if err := w.ctx.Err(); err != nil {
			return err
		}
	}
	// One who gives up must not take the others along.
	return c.transact(context.WithoutCancel(all[0].ctx), func(tx *sql.Tx) error {
		for _, w := range all {
			if err := w.write(tx); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *Catalog) transact(ctx context.Context, write func(tx *sql.Tx) error) error {
	tx, err := c.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := write(tx); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}
