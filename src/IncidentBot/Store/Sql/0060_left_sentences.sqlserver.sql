-- Sentences of the postmortem that somebody left as they are although they seem to blame people, so that they are not named again.
CREATE TABLE left_sentence (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       INT           NOT NULL,
    words        NVARCHAR(MAX) NOT NULL,
    reason       NVARCHAR(MAX) NOT NULL,
    left_by      NVARCHAR(MAX) NOT NULL,
    left_at      DATETIME2(7)  NOT NULL,
    CONSTRAINT pk_left_sentence PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_left_sentence FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
