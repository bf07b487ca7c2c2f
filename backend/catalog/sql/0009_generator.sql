-- What proposed a version's text before a person accepted and saved it: empty where a person wrote it.
ALTER TABLE workflow_versions ADD COLUMN generator TEXT NOT NULL DEFAULT '';
