-- Files of captured messages; each content is stored once in its workspace.
CREATE TABLE file_content (
    workspace_id TEXT    NOT NULL,
    sha256       TEXT    NOT NULL,
    size         INTEGER NOT NULL,
    content      BLOB    NOT NULL,
    CONSTRAINT pk_file_content PRIMARY KEY (workspace_id, sha256)
);

CREATE TABLE timeline_file (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    channel      TEXT    NOT NULL,
    ts           TEXT    NOT NULL,
    file_id      TEXT    NOT NULL,
    place        INTEGER NOT NULL,
    name         TEXT    NOT NULL,
    media_type   TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    problem      TEXT    NULL,
    sha256       TEXT    NULL,
    size         INTEGER NULL,
    attempts     INTEGER NOT NULL,
    CONSTRAINT pk_timeline_file PRIMARY KEY (workspace_id, incident, channel, ts, file_id),
    CONSTRAINT fk_timeline_file FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number),
    CONSTRAINT fk_timeline_file_content FOREIGN KEY (workspace_id, sha256) REFERENCES file_content (workspace_id, sha256)
);

CREATE INDEX ix_timeline_file_content ON timeline_file (workspace_id, sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX ix_timeline_file_id ON timeline_file (workspace_id, file_id);
