-- What capabilities found out for others to use, such as how a third party did; only ever added.
CREATE TABLE finding (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       INT           NOT NULL,
    finding_key  NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    subject      NVARCHAR(200) NOT NULL,
    verdict      NVARCHAR(20)  NOT NULL,
    words        NVARCHAR(MAX) NOT NULL,
    found_at     DATETIME2(7)  NOT NULL,
    since_at     DATETIME2(7)  NULL,
    link         NVARCHAR(MAX) NULL,
    entry        INT           NULL,
    CONSTRAINT pk_finding PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_finding FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
