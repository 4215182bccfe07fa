-- What a source was told of something whose state only all of it shows, such as the statuses of a deployment; in the source's own words.
CREATE TABLE change_history (
    history_key TEXT    NOT NULL,
    scope       TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    received_at TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    CONSTRAINT pk_change_history PRIMARY KEY (history_key)
);

CREATE INDEX ix_change_history_scope ON change_history (scope, received_at);

CREATE INDEX ix_change_history_time ON change_history (received_at);
