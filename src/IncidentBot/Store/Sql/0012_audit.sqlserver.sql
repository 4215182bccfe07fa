-- The chain holds hashes alone; what they are of stands in rows that may be erased.
CREATE TABLE audit_link (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    seq          BIGINT        NOT NULL,
    happened_at  DATETIME2     NOT NULL,
    kind         NVARCHAR(50)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    subject      NVARCHAR(210) COLLATE Latin1_General_100_BIN2 NOT NULL,
    by_person    NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    source       NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    words_hash   NVARCHAR(64)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    hash         NVARCHAR(64)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_audit_link PRIMARY KEY (workspace_id, incident, seq)
);

CREATE TABLE audit_words (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    seq          BIGINT        NOT NULL,
    subject      NVARCHAR(210) COLLATE Latin1_General_100_BIN2 NOT NULL,
    salt         NVARCHAR(64)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    words        NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_audit_words PRIMARY KEY (workspace_id, incident, seq)
);
