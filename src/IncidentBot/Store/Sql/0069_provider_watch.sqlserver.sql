-- How the third parties of an open incident were when their pages were last asked; the version orders whoever writes.
CREATE TABLE provider_watch (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    version      INT           NOT NULL,
    body         NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_provider_watch PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_provider_watch FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
