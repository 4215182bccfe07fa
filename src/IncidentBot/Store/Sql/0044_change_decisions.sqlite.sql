-- What people decided about a change that may have caused an incident; the newest counts.
CREATE TABLE change_decision (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    deploy_key   TEXT    NOT NULL,
    verdict      TEXT    NOT NULL,
    reason       TEXT    NULL,
    later_key    TEXT    NULL,
    entry        INTEGER NOT NULL,
    decided_at   TEXT    NOT NULL,
    decided_by   TEXT    NOT NULL,
    CONSTRAINT pk_change_decision PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_change_decision FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- Whether it was the change that stood first when the incident was over, with the scores at the declaration and at the end.
CREATE TABLE change_answer (
    workspace_id        TEXT    NOT NULL,
    incident            INTEGER NOT NULL,
    answer              TEXT    NOT NULL,
    deploy_key          TEXT    NOT NULL,
    score_declared      INTEGER NOT NULL,
    score_end           INTEGER NOT NULL,
    no_change_declared  INTEGER NOT NULL,
    no_change_end       INTEGER NOT NULL,
    answered_at         TEXT    NOT NULL,
    answered_by         TEXT    NOT NULL,
    CONSTRAINT pk_change_answer PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_change_answer FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- What the message about the changes shows: numbers, scores, and the message that asks; no words of people.
CREATE TABLE change_ranking (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    body         TEXT    NOT NULL,
    CONSTRAINT pk_change_ranking PRIMARY KEY (workspace_id, incident)
);
