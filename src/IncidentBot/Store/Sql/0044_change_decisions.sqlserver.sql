-- What people decided about a change that may have caused an incident; the newest counts.
CREATE TABLE change_decision (
    workspace_id NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT            NOT NULL,
    number       INT            NOT NULL,
    deploy_key   NVARCHAR(300)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    verdict      NVARCHAR(20)   NOT NULL,
    reason       NVARCHAR(MAX)  NULL,
    later_key    NVARCHAR(300)  COLLATE Latin1_General_100_BIN2 NULL,
    entry        INT            NOT NULL,
    decided_at   DATETIME2(7)   NOT NULL,
    decided_by   NVARCHAR(MAX)  NOT NULL,
    CONSTRAINT pk_change_decision PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_change_decision FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- Whether it was the change that stood first when the incident was over, with the scores at the declaration and at the end.
CREATE TABLE change_answer (
    workspace_id        NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident            INT            NOT NULL,
    answer              NVARCHAR(20)   NOT NULL,
    deploy_key          NVARCHAR(300)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    score_declared      INT            NOT NULL,
    score_end           INT            NOT NULL,
    no_change_declared  INT            NOT NULL,
    no_change_end       INT            NOT NULL,
    answered_at         DATETIME2(7)   NOT NULL,
    answered_by         NVARCHAR(MAX)  NOT NULL,
    CONSTRAINT pk_change_answer PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_change_answer FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- What the message about the changes shows: numbers, scores, and the message that asks; no words of people.
CREATE TABLE change_ranking (
    workspace_id NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT            NOT NULL,
    version      INT            NOT NULL,
    body         NVARCHAR(MAX)  NOT NULL,
    CONSTRAINT pk_change_ranking PRIMARY KEY (workspace_id, incident)
);
