-- Sync in both directions. A journal now holds versions that this computer never saved itself: in what order they stand is no
-- longer what number they have, some never were the latest here, of some the text is elsewhere, and some say that the
-- workflow was deleted.

-- The order of a history, from 1; numbers are what people call versions by, and two may have the same.
ALTER TABLE workflow_versions RENAME COLUMN number TO position;
ALTER TABLE workflow_versions ADD COLUMN number INTEGER NOT NULL DEFAULT 0; -- 0 when nobody knows
ALTER TABLE workflow_versions ADD COLUMN merged_uid TEXT NOT NULL DEFAULT ''; -- the second parent; empty for most
ALTER TABLE workflow_versions ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1));
ALTER TABLE workflow_versions ADD COLUMN beside INTEGER NOT NULL DEFAULT 0 CHECK (beside IN (0, 1)); -- never the latest here
ALTER TABLE workflow_versions ADD COLUMN text_here INTEGER NOT NULL DEFAULT 1 CHECK (text_here IN (0, 1));
UPDATE workflow_versions SET number = position;

-- Whether the latest version is a deletion; which two versions wait for a person to bring them together, empty for none;
-- and whether somebody else's version was taken in that nobody has opened here yet.
ALTER TABLE approval_workflows ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1));
ALTER TABLE approval_workflows ADD COLUMN conflict_mine TEXT NOT NULL DEFAULT '';
ALTER TABLE approval_workflows ADD COLUMN conflict_theirs TEXT NOT NULL DEFAULT '';
ALTER TABLE approval_workflows ADD COLUMN unseen INTEGER NOT NULL DEFAULT 0 CHECK (unseen IN (0, 1));

-- Which bucket holds which version under which id, and how: '' as a version of the workflow's object or its delete marker,
-- 'side' beside it, 'dropped' not at all because it need not. A deletion has no ETag.
CREATE TABLE bucket_receipts (
    bucket_id   TEXT NOT NULL CHECK (bucket_id <> ''),
    version_uid TEXT NOT NULL REFERENCES workflow_versions (version_uid) ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('', 'side', 'dropped')),
    version_id  TEXT NOT NULL CHECK (version_id <> '' OR kind = 'dropped'),
    etag        TEXT NOT NULL,
    pushed_at   TEXT NOT NULL,
    PRIMARY KEY (bucket_id, version_uid, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO bucket_receipts SELECT bucket_id, version_uid, '', version_id, etag, pushed_at FROM receipts;
DROP TABLE receipts;
CREATE INDEX bucket_receipts_by_version ON bucket_receipts (version_uid);
CREATE INDEX bucket_receipts_by_version_id ON bucket_receipts (version_id);

-- When it was last listed what stands beside the workflows of a bucket; NULL for never.
ALTER TABLE buckets ADD COLUMN sides_at TEXT;

-- What stood as the latest of a workflow in a bucket when it was last looked at, and is known here: a listing that says
-- the same needs no further request. last_modified is as the listing gives it, NULL while no listing has.
-- history_of is the id of the latest version of which all that is below it is known here; empty for never.
CREATE TABLE bucket_heads (
    bucket_id     TEXT    NOT NULL CHECK (bucket_id <> ''),
    company_id    INTEGER NOT NULL,
    workflow_id   INTEGER NOT NULL,
    version_uid   TEXT    NOT NULL,
    version_id    TEXT    NOT NULL,
    etag          TEXT    NOT NULL, -- empty for a delete marker
    size          INTEGER NOT NULL, -- bytes
    last_modified TEXT,
    history_of    TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (bucket_id, company_id, workflow_id)
) STRICT, WITHOUT ROWID;

-- The tags that people on this computer want a version to have, as a JSON list by name.
CREATE TABLE version_tags (
    version_uid TEXT NOT NULL PRIMARY KEY REFERENCES workflow_versions (version_uid) ON DELETE CASCADE,
    tags        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The tags that a bucket was last known to have on a version: base for certain, sent written after that and not seen since.
CREATE TABLE bucket_tags (
    bucket_id   TEXT NOT NULL CHECK (bucket_id <> ''),
    version_uid TEXT NOT NULL REFERENCES workflow_versions (version_uid) ON DELETE CASCADE,
    base        TEXT NOT NULL,
    sent        TEXT, -- NULL when nothing was
    PRIMARY KEY (bucket_id, version_uid)
) STRICT, WITHOUT ROWID;

-- The last runs of sync, for the person who wonders what it did.
CREATE TABLE sync_runs (
    id              INTEGER PRIMARY KEY,
    bucket_address  TEXT    NOT NULL,
    started_at      TEXT    NOT NULL,
    ended_at        TEXT    NOT NULL,
    pushed          INTEGER NOT NULL,
    pulled          INTEGER NOT NULL,
    merged          INTEGER NOT NULL,
    conflicts       INTEGER NOT NULL,
    bytes           INTEGER NOT NULL,
    failure_code    TEXT    NOT NULL, -- empty when it went well
    failure_message TEXT    NOT NULL,
    failure_hint    TEXT    NOT NULL
) STRICT;

-- A thing may be done to one version more than once, at another time.
CREATE TABLE activity_log (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    at            TEXT    NOT NULL,
    admin_user_id TEXT    NOT NULL, -- the author; empty when another tool did not say
    action        TEXT    NOT NULL,
    company_id    INTEGER NOT NULL,
    workflow_id   INTEGER NOT NULL,
    version_uid   TEXT    NOT NULL,
    detail        TEXT    NOT NULL, -- the version's comment, or what was changed
    UNIQUE (version_uid, action, at)
) STRICT;
INSERT INTO activity_log SELECT id, at, admin_user_id, action, company_id, workflow_id, version_uid, detail
FROM admin_activity_log;
DROP TABLE admin_activity_log;
ALTER TABLE activity_log RENAME TO admin_activity_log;
CREATE INDEX admin_activity_log_by_time ON admin_activity_log (company_id, at DESC);
