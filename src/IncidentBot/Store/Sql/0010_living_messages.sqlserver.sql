-- Everything that was learned of a message is only added; what the entry is follows from all of it, in whatever order it arrived.
CREATE TABLE timeline_sign (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    channel      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ts           NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    sign         NVARCHAR(110) COLLATE Latin1_General_100_BIN2 NOT NULL,
    person       NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    happened_at  DATETIME2     NOT NULL,
    is_on        BIT           NOT NULL,
    kind         NVARCHAR(20)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    by_person    NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_timeline_sign PRIMARY KEY NONCLUSTERED (workspace_id, incident, channel, ts, sign, person, happened_at, is_on),
    CONSTRAINT fk_timeline_sign FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE TABLE timeline_revision (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    channel      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ts           NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    written_at   DATETIME2     NOT NULL,
    told_at      DATETIME2     NOT NULL,
    is_edit      BIT           NOT NULL,
    words        NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_timeline_revision PRIMARY KEY (workspace_id, incident, channel, ts, written_at, told_at, is_edit),
    CONSTRAINT fk_timeline_revision FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE TABLE timeline_removal (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident     INT           NOT NULL,
    channel      NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ts           NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    removed_at   DATETIME2     NOT NULL,
    posted_at    DATETIME2     NOT NULL,
    author       NVARCHAR(MAX) NOT NULL,
    is_text_kept BIT           NOT NULL,
    CONSTRAINT pk_timeline_removal PRIMARY KEY (workspace_id, incident, channel, ts),
    CONSTRAINT fk_timeline_removal FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- By what the older entries were captured is not known, so nothing withdraws them.
INSERT INTO timeline_sign (workspace_id, incident, channel, ts, sign, person, happened_at, is_on, kind, by_person)
SELECT workspace_id, incident, channel, ts, N'record', N'', recorded_at, 1, kind, captured_by FROM timeline_entry WHERE channel IS NOT NULL AND ts IS NOT NULL;
