ALTER TABLE incident ADD last_update NVARCHAR(MAX) NULL;

CREATE TABLE update_reminder (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       INT           NOT NULL,
    due_at       DATETIME2(7)  NULL,
    stopped      BIT           NOT NULL,
    CONSTRAINT pk_update_reminder PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_update_reminder FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
