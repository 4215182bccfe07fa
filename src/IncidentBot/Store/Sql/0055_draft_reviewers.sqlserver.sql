-- Who was asked to review the postmortem of an incident, and which draft they approved.
CREATE TABLE postmortem_reviewer (
    workspace_id     NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident         INT           NOT NULL,
    person_id        NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    person           NVARCHAR(MAX) NOT NULL,
    asked_at         DATETIME2(7)  NOT NULL,
    asked_by         NVARCHAR(MAX) NOT NULL,
    approved_version INT           NULL,
    approved_at      DATETIME2(7)  NULL,
    CONSTRAINT pk_postmortem_reviewer PRIMARY KEY (workspace_id, incident, person_id),
    CONSTRAINT fk_postmortem_reviewer FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
