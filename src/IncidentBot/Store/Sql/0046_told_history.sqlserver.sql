-- What a source was told of something whose state only all of it shows, such as the statuses of a deployment; in the source's own words.
CREATE TABLE change_history (
    history_key NVARCHAR(300) COLLATE Latin1_General_100_BIN2 NOT NULL,
    scope       NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    version     INT           NOT NULL,
    received_at DATETIME2(7)  NOT NULL,
    body        NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_change_history PRIMARY KEY (history_key)
);

CREATE INDEX ix_change_history_scope ON change_history (scope, received_at);

CREATE INDEX ix_change_history_time ON change_history (received_at);
