-- The order in which an incident's whys and factors are written: who was second decides again.
CREATE TABLE cause_tree (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    version      BIGINT        NOT NULL,
    CONSTRAINT pk_cause_tree PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_cause_tree FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- Why an incident could happen, as people say; a why may stand under another one.
CREATE TABLE cause (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       INT           NOT NULL,
    version      INT           NOT NULL,
    kind         NVARCHAR(20)  NOT NULL,
    under_number INT           NULL,
    place        INT           NOT NULL,
    words        NVARCHAR(MAX) NOT NULL,
    category     NVARCHAR(20)  NULL,
    added_by     NVARCHAR(MAX) NOT NULL,
    added_at     DATETIME2(7)  NOT NULL,
    evidence     NVARCHAR(MAX) NOT NULL,
    is_withdrawn BIT           NOT NULL,
    CONSTRAINT pk_cause PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_cause FOREIGN KEY (workspace_id, incident) REFERENCES cause_tree (workspace_id, incident)
);

-- What happened to them; the body is empty where the words that it had were taken back by their author.
CREATE TABLE cause_fact (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       BIGINT        NOT NULL,
    cause        INT           NOT NULL,
    kind         NVARCHAR(50)  NOT NULL,
    happened_at  DATETIME2(7)  NOT NULL,
    by_person    NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    body         NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_cause_fact PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_cause_fact FOREIGN KEY (workspace_id, incident, cause) REFERENCES cause (workspace_id, incident, number)
);
