CREATE TABLE evidence (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    effect_key   NVARCHAR(300) COLLATE Latin1_General_100_BIN2 NOT NULL,
    channel      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ts           NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    permalink    NVARCHAR(MAX) NULL,
    CONSTRAINT pk_evidence PRIMARY KEY (workspace_id, effect_key),
    CONSTRAINT fk_evidence FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE INDEX ix_evidence_incident ON evidence (workspace_id, incident);

ALTER TABLE timeline_entry ADD effect_key NVARCHAR(300) COLLATE Latin1_General_100_BIN2 NULL;
