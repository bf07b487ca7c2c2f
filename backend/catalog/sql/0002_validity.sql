-- How many findings a version's text has, so that lists say which versions are valid without reading them. A journal_size
-- of -1 makes the program read every journal once more, and fills these in for versions saved before. A later
-- change of the language's rules needs a migration with that UPDATE alone.
ALTER TABLE workflow_versions ADD COLUMN error_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE workflow_versions ADD COLUMN warning_count INTEGER NOT NULL DEFAULT 0;

UPDATE approval_workflows SET journal_size = -1;
