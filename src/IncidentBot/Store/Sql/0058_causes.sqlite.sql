-- The order in which an incident's whys and factors are written: who was second decides again.
CREATE TABLE cause_tree (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    CONSTRAINT pk_cause_tree PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_cause_tree FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- Why an incident could happen, as people say; a why may stand under another one.
CREATE TABLE cause (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    under_number INTEGER NULL,
    place        INTEGER NOT NULL,
    words        TEXT    NOT NULL,
    category     TEXT    NULL,
    added_by     TEXT    NOT NULL,
    added_at     TEXT    NOT NULL,
    evidence     TEXT    NOT NULL,
    is_withdrawn INTEGER NOT NULL,
    CONSTRAINT pk_cause PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_cause FOREIGN KEY (workspace_id, incident) REFERENCES cause_tree (workspace_id, incident)
);

-- What happened to them; the body is empty where the words that it had were taken back by their author.
CREATE TABLE cause_fact (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    cause        INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    happened_at  TEXT    NOT NULL,
    by_person    TEXT    NULL,
    body         TEXT    NOT NULL,
    CONSTRAINT pk_cause_fact PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_cause_fact FOREIGN KEY (workspace_id, incident, cause) REFERENCES cause (workspace_id, incident, number)
);
