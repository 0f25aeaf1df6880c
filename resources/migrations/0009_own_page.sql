-- The page that a person made elsewhere: the draft keeps it, and it leaves in place of ours.
ALTER TABLE invoices ADD COLUMN own_page TEXT REFERENCES files (sha256);

CREATE INDEX invoices_by_own_page ON invoices (own_page);

DROP TRIGGER files_never_deleted;

CREATE TRIGGER files_never_deleted BEFORE DELETE ON files
WHEN EXISTS (SELECT 1 FROM events WHERE sha256 = OLD.sha256)
OR EXISTS (SELECT 1 FROM invoices WHERE own_page = OLD.sha256 AND issued_at IS NOT NULL)
OR EXISTS (
    SELECT 1 FROM invoice_files JOIN invoices ON invoices.id = invoice_files.invoice_id
    WHERE invoice_files.sha256 = OLD.sha256 AND invoices.issued_at IS NOT NULL
)
BEGIN SELECT RAISE(ABORT, 'kept'); END;
