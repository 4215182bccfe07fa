CREATE TABLE postmortem (
    workspace    TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    assembled_at TEXT    NOT NULL,
    markdown     TEXT    NOT NULL,
    CONSTRAINT pk_postmortem PRIMARY KEY (workspace, incident, version),
    CONSTRAINT fk_postmortem FOREIGN KEY (workspace, incident) REFERENCES incident (workspace, number)
);
