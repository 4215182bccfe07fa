CREATE TABLE checklist (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    version      BIGINT        NOT NULL,
    shown_phase  NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT pk_checklist PRIMARY KEY (workspace_id, incident),
    CONSTRAINT fk_checklist FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE TABLE checklist_step (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    position     INT           NOT NULL,
    step         NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    phase        NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    words        NVARCHAR(MAX) NOT NULL,
    hint         NVARCHAR(MAX) NULL,
    is_question  BIT           NOT NULL,
    is_pinned    BIT           NOT NULL,
    state        NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    done_by      NVARCHAR(MAX) NULL,
    done_at      DATETIME2     NULL,
    answer       NVARCHAR(MAX) NULL,
    CONSTRAINT pk_checklist_step PRIMARY KEY (workspace_id, incident, position),
    CONSTRAINT ux_checklist_step UNIQUE (workspace_id, incident, step),
    CONSTRAINT fk_checklist_step FOREIGN KEY (workspace_id, incident) REFERENCES checklist (workspace_id, incident)
);

CREATE TABLE checklist_fact (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    number       BIGINT        NOT NULL,
    kind         NVARCHAR(50)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    happened_at  DATETIME2     NOT NULL,
    by_person    NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    body         NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_checklist_fact PRIMARY KEY (workspace_id, incident, number),
    CONSTRAINT fk_checklist_fact FOREIGN KEY (workspace_id, incident) REFERENCES checklist (workspace_id, incident)
);
