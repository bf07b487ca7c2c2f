package designer

import (
	"time"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// SyncState says where a version or workflow stands between this computer and the bucket.
type SyncState string

// The sync states.
const (
	SyncLocal    SyncState = "local"    // no bucket is set up; kept on this computer
	SyncPending  SyncState = "pending"  // safe on this computer, waits to be sent
	SyncSynced   SyncState = "synced"   // in the bucket
	SyncConflict SyncState = "conflict" // waits for a decision: the bucket has another version on top of its base
)

// Problem is an error as a person and a script see it.
type Problem struct {
	Code    workflow.Code `json:"code"`
	Message words.Text    `json:"message"`
	Hint    words.Text    `json:"hint"`
}

// TemplateSummary names a quick template.
type TemplateSummary struct {
	ID          string     `json:"id"`
	Name        words.Text `json:"name"`
	Description words.Text `json:"description"`
	Category    string     `json:"category"`
}

// Template is a quick template with its texts.
type Template struct {
	TemplateSummary
	Prompt string `json:"prompt"`
	YAML   string `json:"yaml"`
}

// WorkflowSummary is a row of the workflow list.
type WorkflowSummary struct {
	WorkflowID   workflow.ID `json:"workflow_id"`
	Name         string      `json:"name"`
	S3FilePath   string      `json:"s3_file_path"`
	LastSavedAt  time.Time   `json:"last_saved_at"`
	SyncState    SyncState   `json:"sync_state"`
	PendingCount int         `json:"pending_count"` // versions that wait to be sent
	VersionCount int         `json:"version_count"`
	Number       int         `json:"number"` // of the latest version; 0 when not known
	LastAuthor   string      `json:"last_author"`
	RemoteChange bool        `json:"remote_change"` // somebody else's version was taken in that was not opened here yet
	Deleted      bool        `json:"deleted"`
	Labels       []string    `json:"labels"` // in the order of the text
	Validity                 // of the latest version
}

// SaveVersionRequest asks for a new version.
type SaveVersionRequest struct {
	WorkflowID      *int64 `json:"workflow_id"` // nil creates a workflow
	YAMLContent     string `json:"yaml_content"`
	Prompt          string `json:"prompt"`
	VersionComment  string `json:"version_comment"`
	Generator       string `json:"generator"`         // what proposed the text; empty when a person wrote it
	ParentVersionID string `json:"parent_version_id"` // when set, must still be the latest, unless Merge
	// Merge keeps the text on top of its parent when that is no longer the latest, and brings both together: by itself when
	// they change different places, else they wait for a decision. The answer is what came of it.
	Merge bool    `json:"merge"`
	Name  *string `json:"name"` // nil keeps the name
}

// VersionSummary is a row of a version list.
type VersionSummary struct {
	VersionID      string         `json:"version_id"` // the bucket's when the version is there, else LocalID
	LocalID        workflow.UID   `json:"local_id"`   // finds the version for good
	ParentID       workflow.UID   `json:"parent_id"`  // local id of the version that it goes on top of; empty for the first
	MergedID       workflow.UID   `json:"merged_id"`  // of the one that it brings together with its parent; empty for most
	Number         int            `json:"number"`     // 1 is the first; two that were saved at the same time have the same; 0 when not known
	Size           int64          `json:"size"`       // bytes of YAML
	IsLatest       bool           `json:"is_latest"`
	LastModified   time.Time      `json:"last_modified"`
	VersionComment string         `json:"version_comment"`
	Author         string         `json:"author"`
	Generator      string         `json:"generator"` // what proposed the text; empty when a person wrote it
	SyncState      SyncState      `json:"sync_state"`
	Deleted        bool           `json:"deleted"`   // it says that the workflow was deleted; it has no text
	Beside         bool           `json:"beside"`    // it never was the latest here: it lost a race, or stands against ours
	TextHere       bool           `json:"text_here"` // false: the text is fetched from the bucket when it is opened
	Foreign        bool           `json:"foreign"`   // another tool wrote it
	Tags           []workflow.Tag `json:"tags"`      // by name
	Validity
}

// Validity says what was found in a version's text when it was saved.
type Validity struct {
	YAMLError    string `json:"yaml_error"` // why the text is not YAML; empty when it is
	IsValid      bool   `json:"is_valid"`   // no errors: a runtime takes it
	ErrorCount   int    `json:"error_count"`
	WarningCount int    `json:"warning_count"`
}

// SavedVersion answers a save.
type SavedVersion struct {
	WorkflowID workflow.ID `json:"workflow_id"`
	Name       string      `json:"name"`
	S3FilePath string      `json:"s3_file_path"`
	VersionSummary
	SyncError *Problem `json:"sync_error,omitempty"` // why the version waits to be sent
	// Scenarios is what came of trying the version out with the workflow's scenarios; left out when there are none.
	Scenarios *ScenarioOutcome `json:"scenarios,omitempty"`
}

// VersionList is the history of a workflow, newest first.
type VersionList struct {
	WorkflowID workflow.ID      `json:"workflow_id"`
	Name       string           `json:"name"`
	Versions   []VersionSummary `json:"versions"`
	Complete   bool             `json:"complete"` // everything that the bucket has is in the list
}

// VersionDetail is one version with its texts.
type VersionDetail struct {
	WorkflowID workflow.ID `json:"workflow_id"`
	Name       string      `json:"name"`
	S3FilePath string      `json:"s3_file_path"`
	VersionSummary
	YAMLContent string `json:"yaml_content"`
	Prompt      string `json:"prompt"`
}

// StorageReport is the outcome of the storage check.
type StorageReport struct {
	OK        bool            `json:"ok"` // nothing failed; there may be warnings
	CheckedAt time.Time       `json:"checked_at"`
	TookMS    int64           `json:"took_ms"`
	Checks    []storage.Check `json:"checks"`
}

// SettingsView is what the settings page shows. Keys are never in it, only whether there are any.
type SettingsView struct {
	StorageType      string `json:"storage_type"`
	S3EndpointURL    string `json:"s3_endpoint_url"`
	S3BucketName     string `json:"s3_bucket_name"`
	S3Region         string `json:"s3_region"`
	S3AccessKeyIDSet bool   `json:"s3_access_key_id_set"`
	S3SecretSet      bool   `json:"s3_secret_access_key_set"`
	KeysKeptIn       string `json:"keys_kept_in"` // keyring, file, environment, env_file, or empty
	LocalStoragePath string `json:"local_storage_path"`
	CompanyID        int64  `json:"company_id"`
	Author           string `json:"designer_author"`
	Debug            bool   `json:"debug"`
	ModelSettings
	// Sources says where each setting comes from: environment, env_file, settings or default, by JSON name. What
	// comes from the environment or the .env file cannot be changed in the app.
	Sources map[string]string `json:"sources"`
}

// SettingsInput is what the settings page sends. A nil field keeps its value; an empty key removes it.
type SettingsInput struct {
	StorageType       *string `json:"storage_type"`
	S3EndpointURL     *string `json:"s3_endpoint_url"`
	S3BucketName      *string `json:"s3_bucket_name"`
	S3Region          *string `json:"s3_region"`
	S3AccessKeyID     *string `json:"s3_access_key_id"`
	S3SecretAccessKey *string `json:"s3_secret_access_key"`
	CompanyID         *int64  `json:"company_id"`
	Author            *string `json:"designer_author"`

	ModelEndpointURL *string `json:"model_endpoint_url"`
	ModelName        *string `json:"model_name"`
	ModelAPIKey      *string `json:"model_api_key"`
	ModelInputPrice  *string `json:"model_input_price"`  // US dollars for a million tokens
	ModelOutputPrice *string `json:"model_output_price"` // US dollars for a million tokens
	ModelTimeout     *string `json:"model_timeout"`      // seconds
	ModelAllowHTTP   *bool   `json:"model_allow_http"`
}

// AppInfo is what the frame of the window shows.
type AppInfo struct {
	Version          string `json:"version"`
	Commit           string `json:"commit"`
	BuiltAt          string `json:"built_at"`
	CompanyID        int64  `json:"company_id"`
	Author           string `json:"author"`
	LocalStoragePath string `json:"local_storage_path"`
	SettingsFile     string `json:"settings_file"`
}
