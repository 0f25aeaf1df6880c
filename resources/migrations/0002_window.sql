-- What the list searches and filters by beside the invoice's own columns: one row per document,
-- kept in the same transaction as what it is derived from.
CREATE TABLE listing (
    invoice_id INTEGER PRIMARY KEY REFERENCES invoices (id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    news_on TEXT,
    search TEXT NOT NULL
) STRICT;

CREATE INDEX listing_by_status ON listing (status, invoice_id);

INSERT INTO listing (invoice_id, status, news_on, search)
SELECT
    id,
    CASE WHEN issued_at IS NULL THEN 'draft' ELSE 'issued' END,
    NULL,
    fold(concat_words(
        number, imported_number, buyer_name, buyer_siret,
        json_extract(content, '$.buyer.service_code'),
        json_extract(content, '$.commitment_number'), json_extract(content, '$.contract_number'),
        written_cents(gross_cents),
        (SELECT group_concat(description, ' ') FROM lines WHERE invoice_id = invoices.id)
    ))
FROM invoices;

UPDATE listing SET (status, news_on) = (
    SELECT
        CASE kind WHEN 'status' THEN events.status WHEN 'paid' THEN 'paid' ELSE 'deposited' END,
        on_day
    FROM events
    WHERE events.invoice_id = listing.invoice_id AND kind IN ('deposited', 'status', 'paid')
    ORDER BY on_day DESC, id DESC LIMIT 1
)
WHERE invoice_id IN (
    SELECT invoice_id FROM events WHERE kind IN ('deposited', 'status', 'paid')
);

-- News of a later day, or of the same day but recorded later, tells where the invoice stands.
CREATE TRIGGER listing_follows_events AFTER INSERT ON events
WHEN NEW.kind IN ('deposited', 'status', 'paid')
BEGIN
    UPDATE listing SET
        status = CASE NEW.kind
            WHEN 'status' THEN NEW.status WHEN 'paid' THEN 'paid' ELSE 'deposited' END,
        news_on = NEW.on_day
    WHERE invoice_id = NEW.invoice_id AND (news_on IS NULL OR news_on <= NEW.on_day);
END;

-- What was typed into a draft and does not read as a value yet, by field: nothing typed is lost.
CREATE TABLE typed (
    invoice_id INTEGER PRIMARY KEY REFERENCES invoices (id) ON DELETE CASCADE,
    content TEXT NOT NULL
) STRICT;

-- A series counts for one business: its name begins with the SIREN, so that UNIQUE (series, year,
-- series_count) holds for each business apart. What guards issued invoices stands aside meanwhile.
DROP TRIGGER invoices_never_updated;
DROP TRIGGER invoices_never_take_the_place;

UPDATE invoices SET series = coalesce(seller_siren, '') || ' ' || series WHERE series IS NOT NULL;

CREATE TRIGGER invoices_never_updated BEFORE UPDATE ON invoices
WHEN OLD.issued_at IS NOT NULL
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
