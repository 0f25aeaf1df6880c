-- An invoice that was sent elsewhere keeps the very file that was sent, where it came as one: it
-- stands among its files under a role of its own. A CHECK is changed by a table in its place, which
-- gets its index and triggers again.
DROP TRIGGER files_never_deleted;

CREATE TABLE invoice_files_with_originals (
    invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('facturx', 'portal-pdf', 'attachment', 'original')),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES files (sha256),
    PRIMARY KEY (invoice_id, role, position)
) STRICT, WITHOUT ROWID;

INSERT INTO invoice_files_with_originals SELECT * FROM invoice_files;

DROP TABLE invoice_files;

ALTER TABLE invoice_files_with_originals RENAME TO invoice_files;

CREATE INDEX invoice_files_by_file ON invoice_files (sha256);

-- An issued invoice may get another file (its page for the portal), never lose or change one.
CREATE TRIGGER invoice_files_never_replaced BEFORE INSERT ON invoice_files
WHEN EXISTS (
    SELECT 1 FROM invoice_files AS kept JOIN invoices ON invoices.id = kept.invoice_id
    WHERE kept.invoice_id = NEW.invoice_id AND kept.role = NEW.role
    AND kept.position = NEW.position AND invoices.issued_at IS NOT NULL
)
BEGIN SELECT RAISE(ABORT, 'issued'); END;

CREATE TRIGGER invoice_files_never_updated BEFORE UPDATE ON invoice_files
WHEN EXISTS (
    SELECT 1 FROM invoices
    WHERE id IN (OLD.invoice_id, NEW.invoice_id) AND issued_at IS NOT NULL
)
BEGIN SELECT RAISE(ABORT, 'issued'); END;

CREATE TRIGGER invoice_files_never_deleted BEFORE DELETE ON invoice_files
WHEN EXISTS (SELECT 1 FROM invoices WHERE id = OLD.invoice_id AND issued_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'issued'); END;

-- Only what was sent elsewhere has an original: what is made here is its own.
CREATE TRIGGER invoice_files_original_of_past BEFORE INSERT ON invoice_files
WHEN NEW.role = 'original'
AND NOT EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id AND past = 1)
BEGIN SELECT RAISE(ABORT, 'past'); END;

CREATE TRIGGER files_never_deleted BEFORE DELETE ON files
WHEN EXISTS (SELECT 1 FROM events WHERE sha256 = OLD.sha256)
OR EXISTS (SELECT 1 FROM invoices WHERE own_page = OLD.sha256 AND issued_at IS NOT NULL)
OR EXISTS (
    SELECT 1 FROM invoice_files JOIN invoices ON invoices.id = invoice_files.invoice_id
    WHERE invoice_files.sha256 = OLD.sha256 AND invoices.issued_at IS NOT NULL
)
BEGIN SELECT RAISE(ABORT, 'kept'); END;
