CREATE TABLE deploy_pull (
    workspace_id NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT            NOT NULL,
    number       INT            NOT NULL,
    asked_at     DATETIMEOFFSET NOT NULL,
    window_from  DATETIMEOFFSET NOT NULL,
    window_to    DATETIMEOFFSET NOT NULL,
    problems     NVARCHAR(MAX)  NOT NULL,
    CONSTRAINT pk_deploy_pull PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_deploy_pull FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE TABLE deploy (
    workspace_id NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT            NOT NULL,
    deploy_key   NVARCHAR(300)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    pull         INT            NOT NULL,
    live_at      DATETIMEOFFSET NOT NULL,
    service      NVARCHAR(MAX)  NOT NULL,
    environment  NVARCHAR(MAX)  NULL,
    ref_name     NVARCHAR(MAX)  NOT NULL,
    description  NVARCHAR(MAX)  NULL,
    url          NVARCHAR(MAX)  NULL,
    made_by      NVARCHAR(MAX)  NULL,
    CONSTRAINT pk_deploy PRIMARY KEY (workspace_id, incident, deploy_key),
    CONSTRAINT fk_deploy FOREIGN KEY (workspace_id, incident, pull) REFERENCES deploy_pull (workspace_id, incident, number)
);
