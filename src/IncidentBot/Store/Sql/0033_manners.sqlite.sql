-- How many reminders have gone out since somebody last said something.
ALTER TABLE update_reminder ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0;

-- Which message announces an incident in each place; another one once the first is gone.
CREATE TABLE announcement (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    place        INTEGER NOT NULL,
    effect_key   TEXT    NOT NULL,
    CONSTRAINT pk_announcement PRIMARY KEY (workspace_id, incident, place),
    CONSTRAINT fk_announcement FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
