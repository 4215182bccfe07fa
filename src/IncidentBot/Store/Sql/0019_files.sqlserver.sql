-- Files of captured messages; each content is stored once in its workspace.
CREATE TABLE file_content (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    sha256       NVARCHAR(64)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    size         BIGINT        NOT NULL,
    content      VARBINARY(MAX) NOT NULL,
    CONSTRAINT pk_file_content PRIMARY KEY (workspace_id, sha256)
);

CREATE TABLE timeline_file (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    channel      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ts           NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    file_id      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    place        INT           NOT NULL,
    name         NVARCHAR(MAX) NOT NULL,
    media_type   NVARCHAR(200) NOT NULL,
    state        NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    problem      NVARCHAR(500) NULL,
    sha256       NVARCHAR(64)  COLLATE Latin1_General_100_BIN2 NULL,
    size         BIGINT        NULL,
    attempts     INT           NOT NULL,
    CONSTRAINT pk_timeline_file PRIMARY KEY (workspace_id, incident, channel, ts, file_id),
    CONSTRAINT fk_timeline_file FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number),
    CONSTRAINT fk_timeline_file_content FOREIGN KEY (workspace_id, sha256) REFERENCES file_content (workspace_id, sha256)
);

CREATE INDEX ix_timeline_file_content ON timeline_file (workspace_id, sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX ix_timeline_file_id ON timeline_file (workspace_id, file_id);
