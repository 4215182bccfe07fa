CREATE TABLE incident (
    workspace_id TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    platform     TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    severity     INTEGER NOT NULL,
    status       TEXT    NOT NULL,
    visibility   TEXT    NOT NULL,
    started_by   TEXT    NOT NULL,
    services     TEXT    NOT NULL,
    roles        TEXT    NOT NULL,
    impact       TEXT    NULL,
    channel      TEXT    NULL,
    channel_name TEXT    NULL,
    announced    INTEGER NOT NULL,
    start_reply  TEXT    NULL,
    impact_start TEXT    NULL,
    detected     TEXT    NULL,
    declared     TEXT    NULL,
    mitigated    TEXT    NULL,
    resolved     TEXT    NULL,
    closed       TEXT    NULL,
    CONSTRAINT pk_incident PRIMARY KEY (workspace_id, number)
);

CREATE UNIQUE INDEX ux_incident_channel ON incident (workspace_id, channel) WHERE channel IS NOT NULL;
CREATE INDEX ix_incident_status ON incident (workspace_id, status, number);

CREATE TABLE incident_fact (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    happened_at  TEXT    NOT NULL,
    by_person    TEXT    NULL,
    body         TEXT    NOT NULL,
    CONSTRAINT pk_incident_fact PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_incident_fact FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
