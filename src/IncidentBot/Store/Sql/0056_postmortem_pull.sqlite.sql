-- Which drafts were put into a repository: a row when it is asked for, so that what was written is known again after a crash, and a row
-- with the pull request once it is done.
CREATE TABLE postmortem_pull (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    repository   TEXT    NOT NULL,
    path         TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    content_name TEXT    NOT NULL,
    pull         INTEGER NULL,
    url          TEXT    NULL,
    noted_at     TEXT    NOT NULL,
    CONSTRAINT pk_postmortem_pull PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_postmortem_pull FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
