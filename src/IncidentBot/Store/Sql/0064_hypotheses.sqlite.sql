-- The order in which an incident's hypotheses are written: who was second decides again.
CREATE TABLE hypothesis_board (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    CONSTRAINT pk_hypothesis_board PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_hypothesis_board FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- What people think may have caused an incident. The words of one that was stated from a message leave with it.
CREATE TABLE hypothesis (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    state        TEXT    NOT NULL,
    hand_rank    INTEGER NULL,
    entry        INTEGER NOT NULL,
    terms        TEXT    NOT NULL,
    steps        TEXT    NOT NULL,
    stated_by    TEXT    NOT NULL,
    stated_at    TEXT    NOT NULL,
    channel      TEXT    NULL,
    ts           TEXT    NULL,
    permalink    TEXT    NULL,
    change_key   TEXT    NULL,
    CONSTRAINT pk_hypothesis PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_hypothesis FOREIGN KEY (workspace_id, incident) REFERENCES hypothesis_board (workspace_id, incident)
);

-- What a deleted message takes the words of.
CREATE INDEX ix_hypothesis_message ON hypothesis (workspace_id, channel, ts);

-- What happened to them; the body is empty where the words that it had were taken back by their author.
CREATE TABLE hypothesis_fact (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    hypothesis   INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    happened_at  TEXT    NOT NULL,
    by_person    TEXT    NULL,
    body         TEXT    NOT NULL,
    CONSTRAINT pk_hypothesis_fact PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_hypothesis_fact FOREIGN KEY (workspace_id, incident, hypothesis) REFERENCES hypothesis (workspace_id, incident, number)
);
