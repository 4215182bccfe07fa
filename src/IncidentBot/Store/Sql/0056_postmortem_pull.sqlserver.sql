-- Which drafts were put into a repository: a row when it is asked for, so that what was written is known again after a crash, and a row
-- with the pull request once it is done.
CREATE TABLE postmortem_pull (
    workspace_id NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT            NOT NULL,
    number       INT            NOT NULL,
    repository   NVARCHAR(200)  NOT NULL,
    path         NVARCHAR(400)  NOT NULL,
    version      INT            NOT NULL,
    content_name NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    pull         INT            NULL,
    url          NVARCHAR(2000) NULL,
    noted_at     DATETIME2(7)   NOT NULL,
    CONSTRAINT pk_postmortem_pull PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_postmortem_pull FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
