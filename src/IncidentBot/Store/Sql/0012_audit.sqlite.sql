-- The chain holds hashes alone; what they are of stands in rows that may be erased.
CREATE TABLE audit_link (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    happened_at  TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    by_person    TEXT    NOT NULL,
    source       TEXT    NOT NULL,
    words_hash   TEXT    NOT NULL,
    hash         TEXT    NOT NULL,
    CONSTRAINT pk_audit_link PRIMARY KEY (workspace_id, incident, seq)
);

CREATE TABLE audit_words (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    subject      TEXT    NOT NULL,
    salt         TEXT    NOT NULL,
    words        TEXT    NOT NULL,
    CONSTRAINT pk_audit_words PRIMARY KEY (workspace_id, incident, seq)
);
