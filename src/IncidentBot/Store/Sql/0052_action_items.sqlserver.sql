-- What is to be done after an incident. Its words leave with the message that they came from.
CREATE TABLE action_item (
    workspace_id     NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident         INT            NOT NULL,
    number           INT            NOT NULL,
    version          INT            NOT NULL,
    words            NVARCHAR(MAX)  NOT NULL,
    owner            NVARCHAR(MAX)  NULL,
    owner_id         NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NULL,
    due_on           NVARCHAR(10)   NULL,
    kind             NVARCHAR(20)   NULL,
    horizon          NVARCHAR(20)   NULL,
    done_when        NVARCHAR(MAX)  NULL,
    state            NVARCHAR(20)   COLLATE Latin1_General_100_BIN2 NOT NULL,
    reason           NVARCHAR(MAX)  NULL,
    settled_by       NVARCHAR(MAX)  NULL,
    settled_at       DATETIME2(7)   NULL,
    channel          NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NULL,
    ts               NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NULL,
    permalink        NVARCHAR(MAX)  NULL,
    opened_by        NVARCHAR(MAX)  NOT NULL,
    opened_at        DATETIME2(7)   NOT NULL,
    issue_repository NVARCHAR(200)  COLLATE Latin1_General_100_BIN2 NULL,
    issue_number     INT            NULL,
    issue            NVARCHAR(MAX)  NULL,
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
    workspace_id NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT            NOT NULL,
    action       INT            NOT NULL,
    number       INT            NOT NULL,
    kind         NVARCHAR(50)   NOT NULL,
    happened_at  DATETIME2(7)   NOT NULL,
    by_person    NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NULL,
    body         NVARCHAR(MAX)  NOT NULL,
    CONSTRAINT pk_action_fact PRIMARY KEY (workspace_id, incident, action, number),
    CONSTRAINT fk_action_fact FOREIGN KEY (workspace_id, incident, action) REFERENCES action_item (workspace_id, incident, number)
);
