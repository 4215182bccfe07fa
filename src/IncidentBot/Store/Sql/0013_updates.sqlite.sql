ALTER TABLE incident ADD COLUMN last_update TEXT NULL;

CREATE TABLE update_reminder (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    due_at       TEXT    NULL,
    stopped      INTEGER NOT NULL,
    CONSTRAINT pk_update_reminder PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_update_reminder FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
