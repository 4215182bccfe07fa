-- How the third parties of an open incident were when their pages were last asked; the version orders whoever writes.
CREATE TABLE provider_watch (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    body         TEXT    NOT NULL,
    CONSTRAINT pk_provider_watch PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_provider_watch FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
