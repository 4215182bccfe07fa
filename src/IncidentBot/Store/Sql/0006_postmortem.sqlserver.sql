CREATE TABLE postmortem (
    workspace    NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT            NOT NULL,
    version      INT            NOT NULL,
    assembled_at DATETIMEOFFSET NOT NULL,
    markdown     NVARCHAR(MAX)  NOT NULL,
    CONSTRAINT pk_postmortem PRIMARY KEY (workspace, incident, version),
    CONSTRAINT fk_postmortem FOREIGN KEY (workspace, incident) REFERENCES incident (workspace, number)
);
