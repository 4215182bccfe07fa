-- How many reminders have gone out since somebody last said something.
ALTER TABLE update_reminder ADD unanswered INT NOT NULL CONSTRAINT df_update_reminder_unanswered DEFAULT 0;

-- Which message announces an incident in each place; another one once the first is gone.
CREATE TABLE announcement (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    place        INT           NOT NULL,
    effect_key   NVARCHAR(300) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_announcement PRIMARY KEY (workspace_id, incident, place),
    CONSTRAINT fk_announcement FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
