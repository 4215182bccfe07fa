CREATE TABLE timeline_entry (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       INT           NOT NULL,
    happened_at  DATETIME2     NOT NULL,
    recorded_at  DATETIME2     NOT NULL,
    kind         NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    author       NVARCHAR(MAX) NOT NULL,
    captured_by  NVARCHAR(MAX) NOT NULL,
    words        NVARCHAR(MAX) NOT NULL,
    channel      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    ts           NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    permalink    NVARCHAR(MAX) NULL,
    CONSTRAINT pk_timeline_entry PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_timeline_entry FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE UNIQUE INDEX ux_timeline_entry_message ON timeline_entry (workspace_id, incident, channel, ts) WHERE ts IS NOT NULL;

CREATE TABLE timeline_change (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    entry        INT           NOT NULL,
    number       INT           NOT NULL,
    field        NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    former       NVARCHAR(MAX) NOT NULL,
    latest       NVARCHAR(MAX) NOT NULL,
    changed_at   DATETIME2     NOT NULL,
    changed_by   NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_timeline_change PRIMARY KEY (workspace_id, incident, entry, number),
    CONSTRAINT fk_timeline_change FOREIGN KEY (workspace_id, incident, entry) REFERENCES timeline_entry (workspace_id, incident, number)
);
