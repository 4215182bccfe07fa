-- With a key, each link has a code over its hash that nobody can make without the key.
ALTER TABLE audit_link ADD COLUMN key_id TEXT NULL;
ALTER TABLE audit_link ADD COLUMN mac TEXT NULL;

CREATE INDEX ix_audit_link_key ON audit_link (workspace_id, incident, seq) WHERE kind = 'KeyBegan';

-- That a key began in every chain of a workspace, with a code of its own.
CREATE TABLE audit_key (
    workspace_id TEXT NOT NULL,
    key_id       TEXT NOT NULL,
    done_at      TEXT NOT NULL,
    mac          TEXT NOT NULL,
    CONSTRAINT pk_audit_key PRIMARY KEY (workspace_id, key_id)
);
