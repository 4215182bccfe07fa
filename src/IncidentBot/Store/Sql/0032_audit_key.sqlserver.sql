-- With a key, each link has a code over its hash that nobody can make without the key.
ALTER TABLE audit_link ADD key_id NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE audit_link ADD mac NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL;

CREATE INDEX ix_audit_link_key ON audit_link (workspace_id, incident, seq) WHERE kind = 'KeyBegan';

-- That a key began in every chain of a workspace, with a code of its own.
CREATE TABLE audit_key (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    key_id       NVARCHAR(40)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    done_at      DATETIME2     NOT NULL,
    mac          NVARCHAR(64)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_audit_key PRIMARY KEY (workspace_id, key_id)
);
