-- What was asked of monitoring for an incident, and what came of it: each round once, as evidence.
CREATE TABLE signal_check (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    reason       TEXT    NOT NULL,
    asked_at     TEXT    NOT NULL,
    window_from  TEXT    NOT NULL,
    window_to    TEXT    NOT NULL,
    found        TEXT    NOT NULL,
    CONSTRAINT pk_signal_check PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_signal_check FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
