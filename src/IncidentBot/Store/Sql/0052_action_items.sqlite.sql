-- What is to be done after an incident. Its words leave with the message that they came from.
CREATE TABLE action_item (
    workspace_id     TEXT    NOT NULL,
    incident         INTEGER NOT NULL,
    number           INTEGER NOT NULL,
    version          INTEGER NOT NULL,
    words            TEXT    NOT NULL,
    owner            TEXT    NULL,
    owner_id         TEXT    NULL,
    due_on           TEXT    NULL,
    kind             TEXT    NULL,
    horizon          TEXT    NULL,
    done_when        TEXT    NULL,
    state            TEXT    NOT NULL,
    reason           TEXT    NULL,
    settled_by       TEXT    NULL,
    settled_at       TEXT    NULL,
    channel          TEXT    NULL,
    ts               TEXT    NULL,
    permalink        TEXT    NULL,
    opened_by        TEXT    NOT NULL,
    opened_at        TEXT    NOT NULL,
    issue_repository TEXT    NULL,
    issue_number     INTEGER NULL,
    issue            TEXT    NULL,
    CONSTRAINT pk_action_item PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_action_item FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- The open ones of everybody.
CREATE INDEX ix_action_item_open ON action_item (workspace_id, state, incident, number);

-- The open ones of one person.
CREATE INDEX ix_action_item_owner ON action_item (workspace_id, owner_id, state, incident, number);

-- What a deleted message takes the words of.
CREATE INDEX ix_action_item_message ON action_item (workspace_id, channel, ts);

-- What an issue belongs to.
CREATE INDEX ix_action_item_issue ON action_item (issue_repository, issue_number);

-- What happened to action items; the body of those whose words were removed is empty.
CREATE TABLE action_fact (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    action       INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    happened_at  TEXT    NOT NULL,
    by_person    TEXT    NULL,
    body         TEXT    NOT NULL,
    CONSTRAINT pk_action_fact PRIMARY KEY (workspace_id, incident, action, number),
    CONSTRAINT fk_action_fact FOREIGN KEY (workspace_id, incident, action) REFERENCES action_item (workspace_id, incident, number)
);
