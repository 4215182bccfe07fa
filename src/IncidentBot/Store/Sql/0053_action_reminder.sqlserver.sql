-- Until when a person wants to hear nothing of their overdue action items.
CREATE TABLE action_snooze (
    workspace_id  NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    person        NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    snoozed_until DATETIME2(7)  NOT NULL,
    CONSTRAINT pk_action_snooze PRIMARY KEY (workspace_id, person)
);
