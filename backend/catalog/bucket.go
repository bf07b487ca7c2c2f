package catalog

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Bucket is what is known of the bucket at an address.
type Bucket struct {
	Address           string
	ID                string    // UUID in its sentinel; empty while it was never read
	ConditionalWrites bool      // the probe found that conditions of a write are honoured
	CreateOverMarker  bool      // the probe found that a create succeeds over a delete marker
	ProbedAt          time.Time // zero for never
	SyncedAt          time.Time // when everything was last seen to be there; zero for never
	SidesAt           time.Time // when it was last listed what stands beside the workflows; zero for never
}

// Bucket gives what is known of the bucket at an address: nothing but the address when it was never connected to.
func (c *Catalog) Bucket(ctx context.Context, address string) (Bucket, error) {
	b := Bucket{Address: address}
	var probed, synced, sides sql.NullString
	err := c.read.QueryRowContext(ctx, `
		SELECT bucket_id, conditional_writes, create_over_marker, probed_at, synced_at, sides_at
		FROM buckets WHERE address = ?`,
		address).Scan(&b.ID, &b.ConditionalWrites, &b.CreateOverMarker, &probed, &synced, &sides)
	if errors.Is(err, sql.ErrNoRows) {
		return b, nil
	}
	if err == nil {
		b.ProbedAt, err = parseOptionalTime(probed)
	}
	if err == nil {
		b.SyncedAt, err = parseOptionalTime(synced)
	}
	if err == nil {
		b.SidesAt, err = parseOptionalTime(sides)
	}
	if err != nil {
		return Bucket{}, fail("read what is known of the bucket", err)
	}
	return b, nil
}

// SaveBucket keeps what is known of a bucket, in place of what was. When the id at the address changed, other receipts
// count than before: Enqueue must follow.
func (c *Catalog) SaveBucket(ctx context.Context, b Bucket) error {
	return c.change(ctx, "keep what is known of the bucket", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO buckets (address, bucket_id, conditional_writes, create_over_marker, probed_at, synced_at, sides_at)
			VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (address) DO UPDATE SET bucket_id = excluded.bucket_id,
			    conditional_writes = excluded.conditional_writes, create_over_marker = excluded.create_over_marker,
			    probed_at = excluded.probed_at, synced_at = excluded.synced_at,
			    sides_at = excluded.sides_at`,
			b.Address, b.ID, b.ConditionalWrites, b.CreateOverMarker, optionalTime(b.ProbedAt), optionalTime(b.SyncedAt),
			optionalTime(b.SidesAt))
		return err
	})
}

// SidesListed notes when it was listed what stands beside the workflows of a bucket.
func (c *Catalog) SidesListed(ctx context.Context, address string, at time.Time) error {
	return c.change(ctx, "note a listing", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE buckets SET sides_at = ? WHERE address = ?", timeText(at), address)
		return err
	})
}

// Synced notes when everything was seen to be in a bucket.
func (c *Catalog) Synced(ctx context.Context, address string, at time.Time) error {
	return c.change(ctx, "note a sync", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE buckets SET synced_at = ? WHERE address = ?", timeText(at), address)
		return err
	})
}
