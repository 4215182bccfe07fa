-- Who was told how an incident stands when they joined its channel: everybody once.
CREATE TABLE catchup (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    person       NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    told_at      DATETIME2(7)  NOT NULL,
    CONSTRAINT pk_catchup PRIMARY KEY (workspace_id, incident, person)
);
