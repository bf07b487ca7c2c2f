-- Scenarios: the cases that a workflow is tried out with after each save.

-- Those of a workflow, also deleted ones, as one document: what a bucket has, byte for byte. A workflow without has no row.
CREATE TABLE workflow_scenarios (
    company_id  INTEGER NOT NULL,
    workflow_id INTEGER NOT NULL,
    document    TEXT    NOT NULL,
    sha256      TEXT    NOT NULL, -- of the document
    PRIMARY KEY (company_id, workflow_id),
    FOREIGN KEY (company_id, workflow_id) REFERENCES approval_workflows ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What a bucket was last known to have of them: the etag of its document, and the hash of ours when both said the same.
CREATE TABLE bucket_scenarios (
    bucket_id   TEXT    NOT NULL CHECK (bucket_id <> ''),
    company_id  INTEGER NOT NULL,
    workflow_id INTEGER NOT NULL,
    etag        TEXT    NOT NULL, -- empty for no document
    sha256      TEXT    NOT NULL,
    PRIMARY KEY (bucket_id, company_id, workflow_id),
    FOREIGN KEY (company_id, workflow_id) REFERENCES approval_workflows ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX bucket_scenarios_by_workflow ON bucket_scenarios (company_id, workflow_id);
