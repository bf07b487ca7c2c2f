package designer

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

// IndexFile is the name of the SQLite index below LOCAL_STORAGE_PATH.
const IndexFile = "index.sqlite"

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
	Log      *slog.Logger // debug messages only; errors are returned
}

// Designer is the program without a transport. Its methods are safe for concurrent use, and several processes may work
// on the same data folder. Every error is presentable: a *workflow.Error is in its chain.
type Designer struct {
	Options
	local *localstore.Store
	index *catalog.Catalog

	// Settings may change while the program runs; mu guards which ones are in force and the bucket they name.
	mu       sync.RWMutex
	settings settings.Settings
	bucket   *remote // nil when nothing but the laptop keeps versions

	pushing sync.Mutex // one push at a time; another process is held off by the bucket's conditional writes
}

// Open reads the settings, opens the data folder and brings the index up to date with it. It does not talk to a bucket.
func Open(ctx context.Context, options Options) (*Designer, error) {
	loaded, err := options.Settings.Load()
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	local, err := localstore.Open(loaded.LocalStoragePath)
	if err != nil {
		return nil, fmt.Errorf("open data folder: %w", err)
	}
	index, err := catalog.Open(ctx, filepath.Join(loaded.LocalStoragePath, IndexFile))
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	d := &Designer{Options: options, local: local, index: index}
	if path := index.SetAside(); path != "" {
		d.Log.Debug("the index was damaged and is rebuilt", "kept", path)
	}
	if err := d.use(ctx, loaded); err != nil {
		return nil, closeAfter(index, err)
	}
	return d, nil
}

// Close ends the use of the data folder. Whatever was acknowledged before is on disk already.
func (d *Designer) Close() error { return d.index.Close() }

func closeAfter(index *catalog.Catalog, err error) error {
	// The reason for closing is what the person must read; a failing Close would only hide it.
	_ = index.Close()
	return err
}

// use puts settings in force: it finds the bucket they name and fills the outbox with what that bucket lacks.
func (d *Designer) use(ctx context.Context, s settings.Settings) error {
	bucket := newRemote(s, d.index, d.Now)
	d.mu.Lock()
	d.settings, d.bucket = s, bucket
	d.mu.Unlock()
	if err := d.catchUpAll(ctx); err != nil {
		return err
	}
	if bucket == nil {
		return nil
	}
	_, err := d.index.Enqueue(ctx, s.CompanyID, bucket.address)
	return err
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
