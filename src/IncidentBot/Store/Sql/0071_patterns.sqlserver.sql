-- Which patterns people don't want to see in an incident, or want to see again; the last choice about a pattern counts.
CREATE TABLE pattern_choice (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       INT           NOT NULL,
    pattern      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    choice       NVARCHAR(20)  NOT NULL,
    chosen_by    NVARCHAR(MAX) NOT NULL,
    chosen_at    DATETIME2(7)  NOT NULL,
    CONSTRAINT pk_pattern_choice PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_pattern_choice FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- What the message about the patterns says, so that it is edited only if it would say anything else.
CREATE TABLE pattern_board (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    shown        NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_pattern_board PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_pattern_board FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
