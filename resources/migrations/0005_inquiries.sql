-- What a body was asked for, when, by which way, and what it answered. A body whose SIRET is what
-- is asked for is told by its name, folded.
CREATE TABLE inquiries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    asked_of TEXT NOT NULL,
    sent_on TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('letter', 'email', 'phone')),
    asked TEXT NOT NULL,
    documents TEXT NOT NULL,
    text TEXT NOT NULL,
    answered_on TEXT,
    answer TEXT
) STRICT;

CREATE INDEX inquiries_by_body ON inquiries (asked_of, id);
