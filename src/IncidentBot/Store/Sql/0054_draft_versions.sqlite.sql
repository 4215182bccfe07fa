-- A draft that people have edited keeps the text of the record that it was merged from; where there is none, the draft is that text.
ALTER TABLE postmortem ADD COLUMN machine_text TEXT NULL;
-- Who made the version, and of which one; the bot where nobody is named.
ALTER TABLE postmortem ADD COLUMN made_by TEXT NULL;
ALTER TABLE postmortem ADD COLUMN made_from INTEGER NULL;

-- How far the postmortem of an incident is. Whoever writes a draft counts the number up, so that two cannot do so at once.
CREATE TABLE postmortem_state (
    workspace_id      TEXT    NOT NULL,
    incident          INTEGER NOT NULL,
    number            INTEGER NOT NULL,
    stage             TEXT    NOT NULL,
    published_version INTEGER NULL,
    published_at      TEXT    NULL,
    published_by      TEXT    NULL,
    remind_step       INTEGER NOT NULL,
    remind_at         TEXT    NULL,
    CONSTRAINT pk_postmortem_state PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_postmortem_state FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
