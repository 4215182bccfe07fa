-- Which nudges people turned off or on in an incident; the last choice about a nudge counts.
CREATE TABLE nudge_choice (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       INT           NOT NULL,
    nudge        NVARCHAR(20)  NOT NULL,
    choice       NVARCHAR(20)  NOT NULL,
    chosen_by    NVARCHAR(MAX) NOT NULL,
    chosen_at    DATETIME2(7)  NOT NULL,
    CONSTRAINT pk_nudge_choice PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_nudge_choice FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- Which nudges a team turned off or on for good; choices are counted for each nudge: the last counts, and the former ones stay.
CREATE TABLE nudge_setting (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    number       INT           NOT NULL,
    nudge        NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    choice       NVARCHAR(20)  NOT NULL,
    chosen_by    NVARCHAR(MAX) NOT NULL,
    chosen_at    DATETIME2(7)  NOT NULL,
    CONSTRAINT pk_nudge_setting PRIMARY KEY (workspace_id, nudge, number)
);
