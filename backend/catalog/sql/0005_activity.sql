-- The activity log is a file of each company from now on, companies/{c}/activity.jsonl, in which each line carries the hash of the
-- line before. This table follows it, line by line, so that it can be searched; what was in the table before is written to the
-- file once.

-- What an older program logged, until it is in the file.
CREATE TABLE unchained_activity (
    at            TEXT    NOT NULL,
    admin_user_id TEXT    NOT NULL,
    action        TEXT    NOT NULL,
    company_id    INTEGER NOT NULL,
    workflow_id   INTEGER NOT NULL,
    workflow_uid  TEXT    NOT NULL, -- empty when the workflow was gone
    version_uid   TEXT    NOT NULL,
    version       INTEGER NOT NULL, -- its number; 0 when not known
    detail        TEXT    NOT NULL
) STRICT;
INSERT INTO unchained_activity
SELECT a.at, a.admin_user_id, a.action, a.company_id, a.workflow_id, COALESCE(v.workflow_uid, ''), a.version_uid,
    COALESCE(v.number, 0), a.detail
FROM admin_activity_log a LEFT JOIN workflow_versions v ON v.version_uid = a.version_uid ORDER BY a.id;
DROP TABLE admin_activity_log;

CREATE TABLE admin_activity_log (
    company_id    INTEGER NOT NULL,
    line          INTEGER NOT NULL, -- number of the line in the file, from 1
    at            TEXT    NOT NULL, -- when it was done
    logged_at     TEXT    NOT NULL, -- when this computer wrote it down
    admin_user_id TEXT    NOT NULL, -- who did it; empty when nobody knows
    action        TEXT    NOT NULL,
    workflow_id   INTEGER NOT NULL, -- its number then; 0 when it concerns none
    workflow_uid  TEXT    NOT NULL,
    version_uid   TEXT    NOT NULL,
    version       INTEGER NOT NULL, -- its number; 0 when not known
    detail        TEXT    NOT NULL,
    sha256        TEXT    NOT NULL, -- of the text
    text          TEXT    NOT NULL, -- the line as it is in the file, without its line break
    PRIMARY KEY (company_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX admin_activity_log_by_time ON admin_activity_log (company_id, at DESC, line DESC);
CREATE INDEX admin_activity_log_by_workflow ON admin_activity_log (company_id, workflow_uid, at DESC);

-- How far each file was followed, and how much of it was on the disk for certain: what a file lacks of that was taken away.
CREATE TABLE activity_marks (
    company_id INTEGER NOT NULL PRIMARY KEY,
    size       INTEGER NOT NULL, -- bytes
    line       INTEGER NOT NULL, -- number of the last line
    sha256     TEXT    NOT NULL, -- of the last line
    flushed    INTEGER NOT NULL  -- bytes
) STRICT;

-- Lines that a file had and has not any more, until they are added again.
CREATE TABLE lost_activity (
    company_id INTEGER NOT NULL,
    line       INTEGER NOT NULL,
    sha256     TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    PRIMARY KEY (company_id, sha256)
) STRICT, WITHOUT ROWID;
