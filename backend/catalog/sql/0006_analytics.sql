-- How many steps a version's text has, -1 while nobody knows. Versions that were saved before are looked at afterwards, as those of
-- a large bucket are.
ALTER TABLE workflow_versions ADD COLUMN step_count INTEGER NOT NULL DEFAULT -1;
UPDATE workflow_versions SET checked = 0 WHERE text_here AND NOT deleted;

-- What versions changed, as JSON, so that it is found out once: versions never change.
CREATE TABLE version_changes (
    version_uid TEXT    NOT NULL PRIMARY KEY REFERENCES workflow_versions (version_uid) ON DELETE CASCADE,
    revision    INTEGER NOT NULL, -- of the way in which it is found out
    changes     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
