-- The order in which an incident's hypotheses are written: who was second decides again.
CREATE TABLE hypothesis_board (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    version      BIGINT        NOT NULL,
    CONSTRAINT pk_hypothesis_board PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_hypothesis_board FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- What people think may have caused an incident. The words of one that was stated from a message leave with it.
CREATE TABLE hypothesis (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       INT           NOT NULL,
    version      INT           NOT NULL,
    state        NVARCHAR(20)  NOT NULL,
    hand_rank    INT           NULL,
    entry        INT           NOT NULL,
    terms        NVARCHAR(MAX) NOT NULL,
    steps        NVARCHAR(MAX) NOT NULL,
    stated_by    NVARCHAR(MAX) NOT NULL,
    stated_at    DATETIME2(7)  NOT NULL,
    channel      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    ts           NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    permalink    NVARCHAR(MAX) NULL,
    change_key   NVARCHAR(300) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT pk_hypothesis PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_hypothesis FOREIGN KEY (workspace_id, incident) REFERENCES hypothesis_board (workspace_id, incident)
);

-- What a deleted message takes the words of.
CREATE INDEX ix_hypothesis_message ON hypothesis (workspace_id, channel, ts);

-- What happened to them; the body is empty where the words that it had were taken back by their author.
CREATE TABLE hypothesis_fact (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       BIGINT        NOT NULL,
    hypothesis   INT           NOT NULL,
    kind         NVARCHAR(50)  NOT NULL,
    happened_at  DATETIME2(7)  NOT NULL,
    by_person    NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    body         NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_hypothesis_fact PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_hypothesis_fact FOREIGN KEY (workspace_id, incident, hypothesis) REFERENCES hypothesis (workspace_id, incident, number)
);
