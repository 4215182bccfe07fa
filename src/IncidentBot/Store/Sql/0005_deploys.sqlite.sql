CREATE TABLE deploy_pull (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    asked_at     TEXT    NOT NULL,
    window_from  TEXT    NOT NULL,
    window_to    TEXT    NOT NULL,
    problems     TEXT    NOT NULL,
    CONSTRAINT pk_deploy_pull PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_deploy_pull FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE TABLE deploy (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    deploy_key   TEXT    NOT NULL,
    pull         INTEGER NOT NULL,
    live_at      TEXT    NOT NULL,
    service      TEXT    NOT NULL,
    environment  TEXT    NULL,
    ref_name     TEXT    NOT NULL,
    description  TEXT    NULL,
    url          TEXT    NULL,
    made_by      TEXT    NULL,
    CONSTRAINT pk_deploy PRIMARY KEY (workspace_id, incident, deploy_key),
    CONSTRAINT fk_deploy FOREIGN KEY (workspace_id, incident, pull) REFERENCES deploy_pull (workspace_id, incident, number)
);
