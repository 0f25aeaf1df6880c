-- Which column of a published list means what, kept by the headings it was chosen for.
CREATE TABLE list_columns (
    shape TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    chosen_at TEXT NOT NULL
) STRICT;
