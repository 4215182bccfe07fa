-- What alert bots wrote of services lately, one row for each service that a message names; kept briefly, since an incident takes what
-- concerns it onto its own record. A message that was deleted keeps its key, so that a late edit doesn't bring its words back.
CREATE TABLE alert_message (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    channel      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ts           NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    service      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    happened_at  DATETIME2(7)  NOT NULL,
    edited_at    DATETIME2(7)  NULL,
    bot          NVARCHAR(200) NOT NULL,
    words        NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_alert_message PRIMARY KEY (workspace_id, channel, ts, service)
);

CREATE INDEX ix_alert_message_service ON alert_message (workspace_id, service, happened_at);

CREATE INDEX ix_alert_message_time ON alert_message (happened_at);

-- What alert bots wrote of an incident's services before it was noticed; the words are empty where the bot took them back.
CREATE TABLE early_sign (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    channel      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ts           NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    happened_at  DATETIME2(7)  NOT NULL,
    edited_at    DATETIME2(7)  NULL,
    bot          NVARCHAR(200) NOT NULL,
    services     NVARCHAR(MAX) NOT NULL,
    words        NVARCHAR(MAX) NOT NULL,
    permalink    NVARCHAR(MAX) NULL,
    CONSTRAINT pk_early_sign PRIMARY KEY (workspace_id, incident, channel, ts),
    CONSTRAINT fk_early_sign FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE INDEX ix_early_sign_message ON early_sign (workspace_id, channel, ts, incident);
