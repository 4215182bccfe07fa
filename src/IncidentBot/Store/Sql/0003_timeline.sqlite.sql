CREATE TABLE timeline_entry (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    happened_at  TEXT    NOT NULL,
    recorded_at  TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    author       TEXT    NOT NULL,
    captured_by  TEXT    NOT NULL,
    words        TEXT    NOT NULL,
    channel      TEXT    NULL,
    ts           TEXT    NULL,
    permalink    TEXT    NULL,
    CONSTRAINT pk_timeline_entry PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_timeline_entry FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE UNIQUE INDEX ux_timeline_entry_message ON timeline_entry (workspace_id, incident, channel, ts) WHERE ts IS NOT NULL;

CREATE TABLE timeline_change (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    entry        INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    field        TEXT    NOT NULL,
    former       TEXT    NOT NULL,
    latest       TEXT    NOT NULL,
    changed_at   TEXT    NOT NULL,
    changed_by   TEXT    NOT NULL,
    CONSTRAINT pk_timeline_change PRIMARY KEY (workspace_id, incident, entry, number),
    CONSTRAINT fk_timeline_change FOREIGN KEY (workspace_id, incident, entry) REFERENCES timeline_entry (workspace_id, incident, number)
);
