-- What a body was asked for, when, by which way, and what it answered.
CREATE TABLE inquiries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    siret TEXT NOT NULL,
    sent_on TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('letter', 'email', 'phone')),
    asked TEXT NOT NULL,
    answered_on TEXT,
    answer TEXT
) STRICT;

CREATE INDEX inquiries_by_body ON inquiries (siret, id);
