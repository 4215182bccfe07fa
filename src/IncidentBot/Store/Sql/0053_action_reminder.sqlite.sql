-- Until when a person wants to hear nothing of their overdue action items.
CREATE TABLE action_snooze (
    workspace_id  TEXT NOT NULL,
    person        TEXT NOT NULL,
    snoozed_until TEXT NOT NULL,
    CONSTRAINT pk_action_snooze PRIMARY KEY (workspace_id, person)
);
