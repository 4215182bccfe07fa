CREATE TABLE sweep (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    seen_at      DATETIME2     NULL,
    older_from   NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    since_before BIT           NOT NULL,
    CONSTRAINT pk_sweep PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_sweep FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

INSERT INTO sweep (workspace_id, incident, since_before) SELECT workspace_id, number, 1 FROM incident;

CREATE TABLE mention (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    channel      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ts           NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    heard_at     DATETIME2     NOT NULL,
    CONSTRAINT pk_mention PRIMARY KEY (workspace_id, channel, ts)
);
