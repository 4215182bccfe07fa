-- The role that a step waits for, and the status from which on nobody needs it any more.
ALTER TABLE checklist_step ADD settled_by NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE checklist_step ADD asked_until NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NULL;

-- What each person last ticked in each state of the boxes: whoever ticks again meanwhile is compared with that.
CREATE TABLE checklist_seen (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    boxes        NVARCHAR(150) COLLATE Latin1_General_100_BIN2 NOT NULL,
    person_id    NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    seen_at      DATETIME2     NOT NULL,
    ticked       NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_checklist_seen PRIMARY KEY (workspace_id, incident, boxes, person_id),
    CONSTRAINT fk_checklist_seen FOREIGN KEY (workspace_id, incident) REFERENCES checklist (workspace_id, incident)
);
