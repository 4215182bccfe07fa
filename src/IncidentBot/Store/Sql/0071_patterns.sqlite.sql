-- Which patterns people don't want to see in an incident, or want to see again; the last choice about a pattern counts.
CREATE TABLE pattern_choice (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    pattern      TEXT    NOT NULL,
    choice       TEXT    NOT NULL,
    chosen_by    TEXT    NOT NULL,
    chosen_at    TEXT    NOT NULL,
    CONSTRAINT pk_pattern_choice PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_pattern_choice FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- What the message about the patterns says, so that it is edited only if it would say anything else.
CREATE TABLE pattern_board (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    shown        TEXT    NOT NULL,
    CONSTRAINT pk_pattern_board PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_pattern_board FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
