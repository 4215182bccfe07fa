-- A draft that people have edited keeps the text of the record that it was merged from; where there is none, the draft is that text.
ALTER TABLE postmortem ADD machine_text NVARCHAR(MAX) NULL;
-- Who made the version, and of which one; the bot where nobody is named.
ALTER TABLE postmortem ADD made_by NVARCHAR(MAX) NULL;
ALTER TABLE postmortem ADD made_from INT NULL;

-- How far the postmortem of an incident is. Whoever writes a draft counts the number up, so that two cannot do so at once.
CREATE TABLE postmortem_state (
    workspace_id      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident          INT           NOT NULL,
    number            INT           NOT NULL,
    stage             NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    published_version INT           NULL,
    published_at      DATETIME2(7)  NULL,
    published_by      NVARCHAR(MAX) NULL,
    remind_step       INT           NOT NULL,
    remind_at         DATETIME2(7)  NULL,
    CONSTRAINT pk_postmortem_state PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_postmortem_state FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
