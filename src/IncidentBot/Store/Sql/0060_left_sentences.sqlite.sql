-- Sentences of the postmortem that somebody left as they are although they seem to blame people, so that they are not named again.
CREATE TABLE left_sentence (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    words        TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    left_by      TEXT    NOT NULL,
    left_at      TEXT    NOT NULL,
    CONSTRAINT pk_left_sentence PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_left_sentence FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
