-- Which nudges people turned off or on in an incident; the last choice about a nudge counts.
CREATE TABLE nudge_choice (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    nudge        TEXT    NOT NULL,
    choice       TEXT    NOT NULL,
    chosen_by    TEXT    NOT NULL,
    chosen_at    TEXT    NOT NULL,
    CONSTRAINT pk_nudge_choice PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_nudge_choice FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- Which nudges a team turned off or on for good; choices are counted for each nudge: the last counts, and the former ones stay.
CREATE TABLE nudge_setting (
    workspace_id TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    nudge        TEXT    NOT NULL,
    choice       TEXT    NOT NULL,
    chosen_by    TEXT    NOT NULL,
    chosen_at    TEXT    NOT NULL,
    CONSTRAINT pk_nudge_setting PRIMARY KEY (workspace_id, nudge, number)
);
