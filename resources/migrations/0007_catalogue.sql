-- What the user sells, at which price: chosen while an invoice is written. Prices and rates are
-- decimal text; the folded texts tell an item again, whatever its case, accents and spaces.
CREATE TABLE catalogue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT,
    description TEXT NOT NULL,
    details TEXT,
    unit TEXT,
    unit_price TEXT NOT NULL,
    vat_category TEXT,
    vat_rate TEXT,
    folded_reference TEXT UNIQUE,
    folded_description TEXT NOT NULL
) STRICT;

CREATE INDEX catalogue_by_description ON catalogue (folded_description);

-- What a table of bodies or prices changed when it was brought in, as it was before and as it was
-- left, so that it can be put back where the user did not change it since.
CREATE TABLE record_imports (
    import_id INTEGER PRIMARY KEY REFERENCES imports (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('bodies', 'prices')),
    content TEXT NOT NULL
) STRICT;
