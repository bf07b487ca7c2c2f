// Package settings finds out how the program is set up: from the environment, else a .env file in the working
// directory, else the settings file that the settings page writes, else the defaults. Keys that are entered in the
// app go to the keyring of the computer, or to a file that only the person can read.
package settings

import (
	"workflow-designer/backend/secret"
	"workflow-designer/backend/workflow"
)

// StorageType says where versions are kept.
type StorageType string

// The storage types. StorageGCS is a bucket of Google Cloud Storage, whose protocol is another one than S3's.
const (
	StorageLocal StorageType = "local"
	StorageS3    StorageType = "s3"
	StorageGCS   StorageType = "gcs"
)

// Source says where a setting comes from.
type Source string

// The sources, the strongest first.
const (
	SourceEnvironment Source = "environment"
	SourceEnvFile     Source = "env_file"
	SourceSettings    Source = "settings" // the settings file or, for keys, where they are kept
	SourceDefault     Source = "default"
)

// fixed reports that the app cannot change a setting from this source.
func (s Source) fixed() bool { return s == SourceEnvironment || s == SourceEnvFile }

// The settings by name, as Settings.Sources and the settings file have them.
const (
	StorageTypeName      = "storage_type"
	EndpointURLName      = "s3_endpoint_url"
	AccessKeyIDName      = "s3_access_key_id"
	SecretAccessKeyName  = "s3_secret_access_key"
	BucketNameName       = "s3_bucket_name"
	RegionName           = "s3_region"
	UseSSLName           = "s3_use_ssl"
	LocalStoragePathName = "local_storage_path"
	DebugName            = "debug"
	CompanyIDName        = "company_id"
	AuthorName           = "designer_author"
)

// Where keys are kept when they were entered in the app; Settings.KeysKeptIn may also name a fixed Source.
const (
	KeptInKeyring = "keyring"
	KeptInFile    = "file"
)

// Settings are the settings in force. They were checked; only the keys may be missing.
type Settings struct {
	StorageType      StorageType
	EndpointURL      string // scheme, host and perhaps port; no slash at the end
	AccessKeyID      secret.Text
	SecretAccessKey  secret.Text
	BucketName       string
	Region           string
	LocalStoragePath string // absolute
	Debug            bool
	CompanyID        workflow.CompanyID
	Author           string
	Model            Model
	// Sources has every setting by its name.
	Sources map[string]Source
	// KeysKeptIn is keyring, file, environment, env_file, or empty when there are no keys.
	KeysKeptIn string
	// KeysProblem says why the keys that were entered in the app could not be read; nil when they could. The settings
	// stand all the same, so that the settings page opens.
	KeysProblem *workflow.Error `json:"-"`
	// File is the path of the settings file, whether it exists or not; empty when the person has no settings folder.
	File string

	resolved resolved // what the fields were made from; of keys only the origin
}

// Change is what the settings page may change. A nil field keeps its value, an empty one goes back to the default;
// an empty key removes the key.
type Change struct {
	StorageType     *string
	EndpointURL     *string
	BucketName      *string
	Region          *string
	AccessKeyID     *secret.Text
	SecretAccessKey *secret.Text
	CompanyID       *int64
	Author          *string
	Model           ModelChange
}

// address is where the keys are for. Keys that were entered for one address are never used with another.
func (s Settings) address() string { return s.EndpointURL + "/" + s.BucketName }
