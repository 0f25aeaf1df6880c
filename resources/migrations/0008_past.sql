-- A past invoice was sent before this program was there, or by another: it keeps number and date,
-- counts like an issued one and changes as little. Since nothing here gave it its number, it may be
-- taken out again.
ALTER TABLE invoices ADD COLUMN past INTEGER NOT NULL DEFAULT 0 CHECK (past IN (0, 1));

DROP TRIGGER invoices_never_deleted;

CREATE TRIGGER invoices_never_deleted BEFORE DELETE ON invoices
WHEN OLD.issued_at IS NOT NULL AND OLD.past = 0
BEGIN SELECT RAISE(ABORT, 'issued'); END;

-- Past is what has a number that none of the series here gave, or nothing: what a series gave stays.
CREATE TRIGGER invoices_past_were_numbered BEFORE UPDATE ON invoices
WHEN NEW.past = 1
AND (NEW.issued_at IS NULL OR NEW.year IS NULL OR NEW.series IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'past'); END;

-- The series asks for them at every invoice.
CREATE INDEX invoices_past ON invoices (year, seller_siren) WHERE past = 1;

CREATE TRIGGER invoices_past_come_whole BEFORE INSERT ON invoices
WHEN NEW.past = 1
BEGIN SELECT RAISE(ABORT, 'past'); END;
