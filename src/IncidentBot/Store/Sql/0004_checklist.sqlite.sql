CREATE TABLE checklist (
    workspace   TEXT    NOT NULL,
    incident    INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    shown_phase TEXT    NULL,
    CONSTRAINT pk_checklist PRIMARY KEY (workspace, incident),
    CONSTRAINT fk_checklist FOREIGN KEY (workspace, incident) REFERENCES incident (workspace, number)
);

CREATE TABLE checklist_step (
    workspace   TEXT    NOT NULL,
    incident    INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    step        TEXT    NOT NULL,
    phase       TEXT    NOT NULL,
    words       TEXT    NOT NULL,
    hint        TEXT    NULL,
    is_question INTEGER NOT NULL,
    is_pinned   INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    done_by     TEXT    NULL,
    done_at     TEXT    NULL,
    answer      TEXT    NULL,
    CONSTRAINT pk_checklist_step PRIMARY KEY (workspace, incident, position),
    CONSTRAINT ux_checklist_step UNIQUE (workspace, incident, step),
    CONSTRAINT fk_checklist_step FOREIGN KEY (workspace, incident) REFERENCES checklist (workspace, incident)
);

CREATE TABLE checklist_fact (
    workspace   TEXT    NOT NULL,
    incident    INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    happened_at TEXT    NOT NULL,
    by_person   TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    CONSTRAINT pk_checklist_fact PRIMARY KEY (workspace, incident, number),
    CONSTRAINT fk_checklist_fact FOREIGN KEY (workspace, incident) REFERENCES checklist (workspace, incident)
);
