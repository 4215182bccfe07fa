CREATE TABLE postmortem (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    assembled_at TEXT    NOT NULL,
    markdown     TEXT    NOT NULL,
    CONSTRAINT pk_postmortem PRIMARY KEY (workspace_id, incident, version),
    CONSTRAINT fk_postmortem FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
