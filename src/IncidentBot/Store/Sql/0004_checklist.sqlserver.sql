CREATE TABLE checklist (
    workspace   NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident    INT           NOT NULL,
    version     BIGINT        NOT NULL,
    shown_phase NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT pk_checklist PRIMARY KEY (workspace, incident),
    CONSTRAINT fk_checklist FOREIGN KEY (workspace, incident) REFERENCES incident (workspace, number)
);

CREATE TABLE checklist_step (
    workspace   NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident    INT            NOT NULL,
    position    INT            NOT NULL,
    step        NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    phase       NVARCHAR(20)   COLLATE Latin1_General_100_BIN2 NOT NULL,
    words       NVARCHAR(MAX)  NOT NULL,
    hint        NVARCHAR(MAX)  NULL,
    is_question BIT            NOT NULL,
    is_pinned   BIT            NOT NULL,
    state       NVARCHAR(20)   COLLATE Latin1_General_100_BIN2 NOT NULL,
    done_by     NVARCHAR(MAX)  NULL,
    done_at     DATETIME2      NULL,
    answer      NVARCHAR(MAX)  NULL,
    CONSTRAINT pk_checklist_step PRIMARY KEY (workspace, incident, position),
    CONSTRAINT ux_checklist_step UNIQUE (workspace, incident, step),
    CONSTRAINT fk_checklist_step FOREIGN KEY (workspace, incident) REFERENCES checklist (workspace, incident)
);

CREATE TABLE checklist_fact (
    workspace   NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident    INT            NOT NULL,
    number      BIGINT         NOT NULL,
    kind        NVARCHAR(50)   COLLATE Latin1_General_100_BIN2 NOT NULL,
    happened_at DATETIME2      NOT NULL,
    by_person   NVARCHAR(100)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    body        NVARCHAR(MAX)  NOT NULL,
    CONSTRAINT pk_checklist_fact PRIMARY KEY (workspace, incident, number),
    CONSTRAINT fk_checklist_fact FOREIGN KEY (workspace, incident) REFERENCES checklist (workspace, incident)
);
