CREATE TABLE postmortem (
    workspace_id NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT            NOT NULL,
    version      INT            NOT NULL,
    assembled_at DATETIMEOFFSET NOT NULL,
    markdown     NVARCHAR(MAX)  NOT NULL,
    CONSTRAINT pk_postmortem PRIMARY KEY (workspace_id, incident, version),
    CONSTRAINT fk_postmortem FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
