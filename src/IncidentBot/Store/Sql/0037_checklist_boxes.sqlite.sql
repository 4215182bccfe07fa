-- The role that a step waits for, and the status from which on nobody needs it any more.
ALTER TABLE checklist_step ADD COLUMN settled_by TEXT NULL;
ALTER TABLE checklist_step ADD COLUMN asked_until TEXT NULL;

-- What each person last ticked in each state of the boxes: whoever ticks again meanwhile is compared with that.
CREATE TABLE checklist_seen (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    boxes        TEXT    NOT NULL,
    person_id    TEXT    NOT NULL,
    seen_at      TEXT    NOT NULL,
    ticked       TEXT    NOT NULL,
    CONSTRAINT pk_checklist_seen PRIMARY KEY (workspace_id, incident, boxes, person_id),
    CONSTRAINT fk_checklist_seen FOREIGN KEY (workspace_id, incident) REFERENCES checklist (workspace_id, incident)
);
