-- What a link covers beside its own words: the rows of the record after it, and the words that it erases. Older links have none.
ALTER TABLE audit_link ADD COLUMN covers TEXT NULL;

-- Salts of rows that were taken onto the trail together; each goes with the words of its row.
CREATE TABLE audit_salt (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    place        INTEGER NOT NULL,
    subject      TEXT    NOT NULL,
    salt         TEXT    NOT NULL,
    CONSTRAINT pk_audit_salt PRIMARY KEY (workspace_id, incident, seq, place)
);

-- The incidents of the whole store in the order in which their chains began; each names the one before it.
CREATE TABLE audit_store (
    place        INTEGER NOT NULL,
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    CONSTRAINT pk_audit_store PRIMARY KEY (place),
    CONSTRAINT ux_audit_store UNIQUE (workspace_id, incident)
);

-- The incidents of former versions, until their records are taken onto the trail as they are.
CREATE TABLE audit_pending (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    CONSTRAINT pk_audit_pending PRIMARY KEY (workspace_id, incident)
);

INSERT INTO audit_pending (workspace_id, incident) SELECT workspace_id, number FROM incident;
