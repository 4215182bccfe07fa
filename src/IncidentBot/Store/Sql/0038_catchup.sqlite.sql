-- Who was told how an incident stands when they joined its channel: everybody once.
CREATE TABLE catchup (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    person       TEXT    NOT NULL,
    told_at      TEXT    NOT NULL,
    PRIMARY KEY (workspace_id, incident, person)
);
