package designer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"workflow-designer/backend/laptop"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

// pushDeadline bounds how long a save waits for the bucket. The version is safe on the laptop before; what is not
// sent in that time stays pending.
const pushDeadline = 4 * time.Second

// Build says which program this is.
type Build struct {
	Version string
	Commit  string
	BuiltAt string // RFC 3339, empty when unknown
}

// Options is what Open needs from the outside world.
type Options struct {
	Settings *settings.Loader
	Build    Build
	Now      func() time.Time
	NewUID   func() workflow.UID // a new ULID, later than every earlier one
	NewUUID  func() string
	Log      *slog.Logger  // debug messages only; errors are returned
	Recent   func() string // the last of these messages, for a support bundle; nil: they are not kept
}

// Designer is the program without a transport. Its methods are safe for concurrent use, and several processes may work
// on the same data folder. Every error is presentable: a *workflow.Error is in its chain.
type Designer struct {
	Options
	laptop *laptop.Laptop

	// Settings may change while the program runs; mu guards which ones are in force and the bucket they name.
	mu       sync.RWMutex
	settings settings.Settings
	bucket   *remote // nil when nothing but the laptop keeps versions

	syncing  sync.Mutex // one run of sync at a time; saves do not wait for it
	audience audience

	completing completing
	jobs       jobs
	lookout    lookout
	reviews    reviews
	words      knownWords
}

// Open reads the settings, opens the data folder and brings the index up to date with it. It does not talk to a bucket.
func Open(ctx context.Context, options Options) (*Designer, error) {
	loaded, err := options.Settings.Load()
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	l, err := laptop.Open(ctx, loaded.LocalStoragePath)
	if err != nil {
		return nil, err
	}
	d := &Designer{Options: options, laptop: l}
	d.completing.begin()
	d.jobs.begin()
	d.lookout.begin()
	if path := l.Index.SetAside(); path != "" {
		d.Log.Debug("the index was damaged and is rebuilt", "kept", path)
	}
	if err := d.use(ctx, loaded); err != nil {
		// The reason for closing is what the person must read; a failing Close would only hide it.
		_ = d.Close()
		return nil, err
	}
	d.completeLater() // a kill may have left something
	return d, nil
}

// Close ends the use of the data folder. Whatever was acknowledged before is on disk already.
func (d *Designer) Close() error {
	d.lookout.close()
	d.jobs.stop()
	err := errors.Join(d.reviews.close(), d.jobs.close())
	d.completing.stop()
	return errors.Join(err, d.laptop.Close())
}

// use puts settings in force: it finds the bucket they name and fills the outbox with what that bucket lacks.
func (d *Designer) use(ctx context.Context, s settings.Settings) error {
	bucket := d.newRemote(s)
	d.mu.Lock()
	d.settings, d.bucket = s, bucket
	d.mu.Unlock()
	return d.laptop.Use(ctx, s.CompanyID, bucket.addressOrNone())
}

// inForce gives the settings and the bucket that a use case works with from beginning to end.
func (d *Designer) inForce() (settings.Settings, *remote) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.settings, d.bucket
}

// Info tells the frame of the window which program this is and for whom it works.
func (d *Designer) Info(context.Context) (AppInfo, error) {
	s, _ := d.inForce()
	return AppInfo{
		Version: d.Build.Version, Commit: d.Build.Commit, BuiltAt: d.Build.BuiltAt,
		CompanyID: int64(s.CompanyID), Author: s.Author,
		LocalStoragePath: s.LocalStoragePath, SettingsFile: s.File,
	}, nil
}
