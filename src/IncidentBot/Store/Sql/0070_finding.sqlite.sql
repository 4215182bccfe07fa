-- What capabilities found out for others to use, such as how a third party did; only ever added.
CREATE TABLE finding (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    finding_key  TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    verdict      TEXT    NOT NULL,
    words        TEXT    NOT NULL,
    found_at     TEXT    NOT NULL,
    since_at     TEXT    NULL,
    link         TEXT    NULL,
    entry        INTEGER NULL,
    CONSTRAINT pk_finding PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_finding FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
