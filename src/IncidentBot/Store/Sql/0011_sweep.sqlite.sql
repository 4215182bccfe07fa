CREATE TABLE sweep (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    seen_at      TEXT    NULL,
    older_from   TEXT    NULL,
    since_before INTEGER NOT NULL,
    CONSTRAINT pk_sweep PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_sweep FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

INSERT INTO sweep (workspace_id, incident, since_before) SELECT workspace_id, number, 1 FROM incident;

CREATE TABLE mention (
    workspace_id TEXT NOT NULL,
    channel      TEXT NOT NULL,
    ts           TEXT NOT NULL,
    heard_at     TEXT NOT NULL,
    CONSTRAINT pk_mention PRIMARY KEY (workspace_id, channel, ts)
);
