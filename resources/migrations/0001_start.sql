-- The user's database. Amounts are whole cents; prices, quantities and rates live as decimal text
-- inside the JSON of their line. An invoice keeps its id from the first draft to the archive.

CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at TEXT NOT NULL
) STRICT;

CREATE TABLE files (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;

CREATE TABLE seller (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    content TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE bodies (
    siret TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    street TEXT,
    postcode TEXT,
    city TEXT,
    country TEXT NOT NULL,
    kind TEXT,
    requires TEXT CHECK (requires IN ('none', 'service', 'commitment', 'either', 'both')),
    works_only INTEGER NOT NULL,
    active INTEGER NOT NULL,
    payment_days INTEGER NOT NULL,
    source TEXT NOT NULL,
    as_of TEXT
) STRICT;

CREATE TABLE services (
    siret TEXT NOT NULL REFERENCES bodies (siret) ON DELETE CASCADE,
    code TEXT NOT NULL,
    name TEXT,
    active INTEGER NOT NULL,
    requires_commitment INTEGER NOT NULL,
    PRIMARY KEY (siret, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL
) STRICT;

CREATE TABLE invoices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL DEFAULT 1,
    import_id INTEGER REFERENCES imports (id),
    imported_number TEXT,
    source_digest TEXT,
    content TEXT NOT NULL,
    -- Given on issue, together and once.
    issued_at TEXT,
    number TEXT,
    seller_siren TEXT,
    year INTEGER,
    series TEXT,
    series_count INTEGER,
    -- What lists show and sort by, derived from the content.
    kind TEXT NOT NULL,
    issue_date TEXT,
    due_date TEXT,
    buyer_siret TEXT,
    buyer_name TEXT,
    currency TEXT NOT NULL,
    net_cents INTEGER NOT NULL,
    vat_cents INTEGER NOT NULL,
    gross_cents INTEGER NOT NULL,
    due_cents INTEGER NOT NULL,
    CHECK ((issued_at IS NULL) = (number IS NULL)),
    UNIQUE (seller_siren, year, number),
    UNIQUE (series, year, series_count)
) STRICT;

CREATE INDEX invoices_by_import ON invoices (import_id);
CREATE INDEX invoices_by_imported_number ON invoices (imported_number);
CREATE INDEX invoices_by_source ON invoices (source_digest);
CREATE INDEX invoices_by_number ON invoices (number);
CREATE INDEX invoices_by_date ON invoices (issue_date, id);

CREATE TABLE lines (
    invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    description TEXT,
    net_cents INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice_files (
    invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('facturx', 'portal-pdf', 'attachment')),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES files (sha256),
    PRIMARY KEY (invoice_id, role, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX invoice_files_by_file ON invoice_files (sha256);

-- Events outlive what they are about: a draft may be deleted, its history stays.
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invoice_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    by TEXT NOT NULL,
    on_day TEXT NOT NULL,
    status TEXT,
    flow TEXT,
    note TEXT,
    file TEXT,
    sha256 TEXT REFERENCES files (sha256)
) STRICT;

CREATE INDEX events_by_invoice ON events (invoice_id, id);
CREATE INDEX events_by_file ON events (sha256);

-- What is issued stays as it is. Each table has its three triggers; the one before INSERT stops
-- REPLACE and upsert even on a connection that has recursive triggers off.

CREATE TRIGGER invoices_never_updated BEFORE UPDATE ON invoices
WHEN OLD.issued_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'issued'); END;

CREATE TRIGGER invoices_never_deleted BEFORE DELETE ON invoices
WHEN OLD.issued_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'issued'); END;

CREATE TRIGGER invoices_never_replaced BEFORE INSERT ON invoices
WHEN EXISTS (
    SELECT 1 FROM invoices
    WHERE issued_at IS NOT NULL
    AND (
        id = NEW.id
        OR (seller_siren = NEW.seller_siren AND year = NEW.year AND number = NEW.number)
        OR (series = NEW.series AND year = NEW.year AND series_count = NEW.series_count)
    )
)
BEGIN SELECT RAISE(ABORT, 'issued'); END;

CREATE TRIGGER invoices_never_take_the_place BEFORE UPDATE ON invoices
WHEN EXISTS (
    SELECT 1 FROM invoices
    WHERE issued_at IS NOT NULL AND id <> OLD.id
    AND (
        id = NEW.id
        OR (seller_siren = NEW.seller_siren AND year = NEW.year AND number = NEW.number)
        OR (series = NEW.series AND year = NEW.year AND series_count = NEW.series_count)
    )
)
BEGIN SELECT RAISE(ABORT, 'issued'); END;

CREATE TRIGGER lines_never_added BEFORE INSERT ON lines
WHEN EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id AND issued_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'issued'); END;

CREATE TRIGGER lines_never_updated BEFORE UPDATE ON lines
WHEN EXISTS (
    SELECT 1 FROM invoices
    WHERE id IN (OLD.invoice_id, NEW.invoice_id) AND issued_at IS NOT NULL
)
BEGIN SELECT RAISE(ABORT, 'issued'); END;

CREATE TRIGGER lines_never_deleted BEFORE DELETE ON lines
WHEN EXISTS (SELECT 1 FROM invoices WHERE id = OLD.invoice_id AND issued_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'issued'); END;

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

CREATE TRIGGER files_never_replaced BEFORE INSERT ON files
WHEN EXISTS (SELECT 1 FROM files WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'kept'); END;

CREATE TRIGGER files_never_updated BEFORE UPDATE ON files
BEGIN SELECT RAISE(ABORT, 'kept'); END;

CREATE TRIGGER files_never_deleted BEFORE DELETE ON files
WHEN EXISTS (SELECT 1 FROM events WHERE sha256 = OLD.sha256)
OR EXISTS (
    SELECT 1 FROM invoice_files JOIN invoices ON invoices.id = invoice_files.invoice_id
    WHERE invoice_files.sha256 = OLD.sha256 AND invoices.issued_at IS NOT NULL
)
BEGIN SELECT RAISE(ABORT, 'kept'); END;

CREATE TRIGGER events_never_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'kept'); END;

CREATE TRIGGER events_never_updated BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'kept'); END;

CREATE TRIGGER events_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'kept'); END;
