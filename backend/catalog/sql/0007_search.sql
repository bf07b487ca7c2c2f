-- What the workflows say, for those who look for one: of each that is not deleted one row of words without case and diacritics,
-- of its name, of prompt and YAML of its latest version, and of the comments of all versions. The first letter of a word says of
-- which of these it is, or that it stands for company, label or author; see query.Document. The texts are not kept here: the
-- files have them. Beginnings of words have an index of their own, because what is typed is searched letter by letter.
-- A row's number is the millisecond in which its workflow was saved last, and 2 bits to tell those of one apart: what was saved
-- last is found first without sorting.
CREATE VIRTUAL TABLE search_texts USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3 4 5 6 7 8 9'
);

-- The workflow's row in search_texts, NULL for none; whether that row tells less than what is known by now, and must be
-- written again; and the labels in the latest version's text, as a JSON list.
ALTER TABLE approval_workflows ADD COLUMN document INTEGER;
ALTER TABLE approval_workflows ADD COLUMN stale INTEGER NOT NULL DEFAULT 1 CHECK (stale IN (0, 1));
ALTER TABLE approval_workflows ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';
CREATE UNIQUE INDEX approval_workflows_by_document ON approval_workflows (document) WHERE document IS NOT NULL;
CREATE INDEX approval_workflows_stale ON approval_workflows (company_id, last_saved_at) WHERE stale;
