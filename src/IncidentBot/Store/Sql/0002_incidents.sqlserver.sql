CREATE TABLE incident (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    number       INT           NOT NULL,
    version      BIGINT        NOT NULL,
    platform     NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    title        NVARCHAR(400) NOT NULL,
    severity     INT           NOT NULL,
    status       NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    visibility   NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    started_by   NVARCHAR(MAX) NOT NULL,
    services     NVARCHAR(MAX) NOT NULL,
    roles        NVARCHAR(MAX) NOT NULL,
    impact       NVARCHAR(MAX) NULL,
    channel      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    channel_name NVARCHAR(200) NULL,
    announced    BIT           NOT NULL,
    start_reply  NVARCHAR(MAX) NULL,
    impact_start DATETIME2     NULL,
    detected     DATETIME2     NULL,
    declared     DATETIME2     NULL,
    mitigated    DATETIME2     NULL,
    resolved     DATETIME2     NULL,
    closed       DATETIME2     NULL,
    CONSTRAINT pk_incident PRIMARY KEY (workspace_id, number)
);

CREATE UNIQUE INDEX ux_incident_channel ON incident (workspace_id, channel) WHERE channel IS NOT NULL;
CREATE INDEX ix_incident_status ON incident (workspace_id, status, number);

CREATE TABLE incident_fact (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       BIGINT        NOT NULL,
    kind         NVARCHAR(50)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    happened_at  DATETIME2     NOT NULL,
    by_person    NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    body         NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_incident_fact PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_incident_fact FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
