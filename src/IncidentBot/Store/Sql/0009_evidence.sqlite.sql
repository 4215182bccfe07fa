CREATE TABLE evidence (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    effect_key   TEXT    NOT NULL,
    channel      TEXT    NOT NULL,
    ts           TEXT    NOT NULL,
    permalink    TEXT    NULL,
    CONSTRAINT pk_evidence PRIMARY KEY (workspace_id, effect_key),
    CONSTRAINT fk_evidence FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE INDEX ix_evidence_incident ON evidence (workspace_id, incident);

ALTER TABLE timeline_entry ADD COLUMN effect_key TEXT NULL;
