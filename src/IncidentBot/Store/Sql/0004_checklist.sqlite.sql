CREATE TABLE checklist (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    shown_phase  TEXT    NULL,
    CONSTRAINT pk_checklist PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_checklist FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE TABLE checklist_step (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    position     INTEGER NOT NULL,
    step         TEXT    NOT NULL,
    phase        TEXT    NOT NULL,
    words        TEXT    NOT NULL,
    hint         TEXT    NULL,
    is_question  INTEGER NOT NULL,
    is_pinned    INTEGER NOT NULL,
    state        TEXT    NOT NULL,
    done_by      TEXT    NULL,
    done_at      TEXT    NULL,
    answer       TEXT    NULL,
    CONSTRAINT pk_checklist_step PRIMARY KEY (workspace_id, incident, position),
    CONSTRAINT ux_checklist_step UNIQUE (workspace_id, incident, step),
    CONSTRAINT fk_checklist_step FOREIGN KEY (workspace_id, incident) REFERENCES checklist (workspace_id, incident)
);

CREATE TABLE checklist_fact (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    happened_at  TEXT    NOT NULL,
    by_person    TEXT    NOT NULL,
    body         TEXT    NOT NULL,
    CONSTRAINT pk_checklist_fact PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_checklist_fact FOREIGN KEY (workspace_id, incident) REFERENCES checklist (workspace_id, incident)
);
