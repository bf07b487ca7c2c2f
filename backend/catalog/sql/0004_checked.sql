-- Whether it is known what a version's text says: of what a large bucket gives that is found out afterwards.
ALTER TABLE workflow_versions ADD COLUMN checked INTEGER NOT NULL DEFAULT 1 CHECK (checked IN (0, 1));
CREATE INDEX workflow_versions_unchecked ON workflow_versions (company_id, workflow_id) WHERE NOT checked;
