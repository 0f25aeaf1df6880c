-- What the user knows of a body stands beside what the lists say of it: the names of the data that
-- are the user's own, and the day on which all of it was last said to be right.
ALTER TABLE bodies ADD COLUMN mine TEXT NOT NULL DEFAULT '';
ALTER TABLE bodies ADD COLUMN checked_on TEXT;

-- Until now every body was entered by hand, with all that is said of it.
UPDATE bodies SET
    checked_on = as_of,
    mine = trim(
        'name payment_days'
        || CASE WHEN street IS NULL THEN '' ELSE ' street' END
        || CASE WHEN postcode IS NULL THEN '' ELSE ' postcode' END
        || CASE WHEN city IS NULL THEN '' ELSE ' city' END
        || CASE WHEN requires IS NULL THEN '' ELSE ' requires' END
    );
