CREATE TABLE home_page (
    workspace_id TEXT NOT NULL,
    person       TEXT NOT NULL,
    opened_at    TEXT NOT NULL,
    looks_for    TEXT NULL,
    PRIMARY KEY (workspace_id, person)
);
