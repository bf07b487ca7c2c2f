-- The catalogue of what the journals on this computer hold. Everything but the facts about buckets and what went
-- wrong while sending can be read again from the journals. Times are UTC text in RFC 3339 with nine digits of
-- fraction, so that they sort as text.

-- One row per workflow, so that the list of workflows and a search need not read the journals.
CREATE TABLE approval_workflows (
    company_id         INTEGER NOT NULL,
    workflow_id        INTEGER NOT NULL,
    workflow_uid       TEXT    NOT NULL, -- stays when the number changes
    name               TEXT    NOT NULL, -- as shown: given by a person, else from the YAML, else "Workflow N"
    s3_file_path       TEXT    NOT NULL, -- key of the latest version, in every store
    prompt             TEXT    NOT NULL, -- of the latest version
    last_saved_at      TEXT    NOT NULL, -- when the latest version was saved
    latest_version_uid TEXT    NOT NULL,
    journal_size       INTEGER NOT NULL, -- bytes of journal that these rows tell of
    PRIMARY KEY (company_id, workflow_id)
) STRICT;

CREATE INDEX approval_workflows_by_time ON approval_workflows (company_id, last_saved_at DESC, workflow_id DESC);

-- One row per saved version, so that a history is listed without reading a file per version. The key keeps the rows of
-- a workflow side by side: listing 1,000 versions reads few pages. The reference is checked at the end of the
-- transaction: a workflow's row is computed from its versions.
CREATE TABLE workflow_versions (
    version_uid    TEXT    NOT NULL UNIQUE,
    company_id     INTEGER NOT NULL,
    workflow_id    INTEGER NOT NULL,
    number         INTEGER NOT NULL, -- 1 is the first version of the workflow on this computer
    parent_uid     TEXT    NOT NULL, -- empty for the first
    workflow_uid   TEXT    NOT NULL,
    name           TEXT    NOT NULL, -- given by a person; empty when the YAML's own stands
    author         TEXT    NOT NULL,
    created_at     TEXT    NOT NULL,
    size           INTEGER NOT NULL, -- bytes of YAML
    content_sha256 TEXT    NOT NULL,
    yaml_name      TEXT    NOT NULL, -- the name in the YAML; empty when there is none
    yaml_error     TEXT    NOT NULL, -- why the text is not YAML; empty when it is
    comment        TEXT    NOT NULL,
    PRIMARY KEY (company_id, workflow_id, number),
    FOREIGN KEY (company_id, workflow_id) REFERENCES approval_workflows (company_id, workflow_id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- The prompts that are not empty, apart from the versions: they are long, and a list of versions does without them.
CREATE TABLE version_prompts (
    version_uid TEXT NOT NULL PRIMARY KEY REFERENCES workflow_versions (version_uid) ON DELETE CASCADE,
    prompt      TEXT NOT NULL CHECK (prompt <> '')
) STRICT;

-- What is known of each bucket this computer was connected to, so that the probe runs once and a bucket is
-- recognised under another address, or as another one under the same address.
CREATE TABLE buckets (
    address            TEXT    NOT NULL PRIMARY KEY,
    bucket_id          TEXT    NOT NULL, -- UUID in the bucket's sentinel; empty while it was never read
    conditional_writes INTEGER NOT NULL CHECK (conditional_writes IN (0, 1)),
    create_over_marker INTEGER NOT NULL CHECK (create_over_marker IN (0, 1)),
    probed_at          TEXT,             -- NULL for never
    synced_at          TEXT              -- when everything was last seen to be there; NULL for never
) STRICT, WITHOUT ROWID;

CREATE INDEX buckets_by_id ON buckets (bucket_id);

-- Which bucket holds which version under which id: the base of the next push, and how an id that a bucket gave
-- finds the version.
CREATE TABLE receipts (
    bucket_id   TEXT NOT NULL CHECK (bucket_id <> ''),
    version_uid TEXT NOT NULL REFERENCES workflow_versions (version_uid) ON DELETE CASCADE,
    version_id  TEXT NOT NULL CHECK (version_id <> ''),
    etag        TEXT NOT NULL CHECK (etag <> ''),
    pushed_at   TEXT NOT NULL,
    PRIMARY KEY (bucket_id, version_uid)
) STRICT, WITHOUT ROWID;

CREATE INDEX receipts_by_version ON receipts (version_uid);
CREATE INDEX receipts_by_version_id ON receipts (version_id);

-- The versions that wait to be sent to the configured bucket, so that a restart knows what is left to do and why the
-- last attempt failed.
CREATE TABLE outbox (
    version_uid     TEXT    NOT NULL PRIMARY KEY REFERENCES workflow_versions (version_uid) ON DELETE CASCADE,
    bucket_address  TEXT    NOT NULL,
    attempts        INTEGER NOT NULL DEFAULT 0,  -- counted before each: after a crash the bucket may have the version
    failure_code    TEXT    NOT NULL DEFAULT '', -- empty when no attempt failed
    failure_message TEXT    NOT NULL DEFAULT '',
    failure_hint    TEXT    NOT NULL DEFAULT '',
    failed_at       TEXT                         -- NULL when no attempt failed
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_by_address ON outbox (bucket_address);

-- Who changed what and when, as the specification asks for. A row outlives the workflow it tells of; one per
-- version and action, so that reading the journals again does not double it.
CREATE TABLE admin_activity_log (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    at            TEXT    NOT NULL,
    admin_user_id TEXT    NOT NULL, -- the author
    action        TEXT    NOT NULL, -- workflow.created or workflow.version_saved
    company_id    INTEGER NOT NULL,
    workflow_id   INTEGER NOT NULL,
    version_uid   TEXT    NOT NULL,
    detail        TEXT    NOT NULL, -- the version's comment
    UNIQUE (version_uid, action)
) STRICT;

CREATE INDEX admin_activity_log_by_time ON admin_activity_log (company_id, at DESC);
