-- What was asked of monitoring for an incident, and what came of it: each round once, as evidence.
CREATE TABLE signal_check (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       INT           NOT NULL,
    reason       NVARCHAR(20)  NOT NULL,
    asked_at     DATETIME2(7)  NOT NULL,
    window_from  DATETIME2(7)  NOT NULL,
    window_to    DATETIME2(7)  NOT NULL,
    found        NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_signal_check PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_signal_check FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
