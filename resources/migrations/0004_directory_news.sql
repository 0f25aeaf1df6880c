-- What a new list of the State's changed for the bodies that the user bills, until it was seen.
CREATE TABLE body_news (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    siret TEXT NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    service TEXT,
    before TEXT,
    after TEXT,
    -- What the user had entered or corrected instead.
    mine TEXT,
    seen_at TEXT
) STRICT;

CREATE INDEX body_news_by_body ON body_news (siret, id);

-- What the list before said, from just before another takes over until that news is kept: a power
-- cut in between loses none.
CREATE TABLE pending_news (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    content TEXT NOT NULL
) STRICT;

-- Two entries of one body made one: what is gone is kept whole, so that it can come back.
CREATE TABLE body_merges (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kept TEXT NOT NULL,
    gone TEXT NOT NULL,
    content TEXT NOT NULL,
    undone_at TEXT
) STRICT;

-- What was billed to a body is asked for: its drafts, its services and references used last.
CREATE INDEX invoices_by_buyer ON invoices (buyer_siret, id);
