-- Everything that was learned of a message is only added; what the entry is follows from all of it, in whatever order it arrived.
CREATE TABLE timeline_sign (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    channel      TEXT    NOT NULL,
    ts           TEXT    NOT NULL,
    sign         TEXT    NOT NULL,
    person       TEXT    NOT NULL,
    happened_at  TEXT    NOT NULL,
    is_on        INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    by_person    TEXT    NOT NULL,
    CONSTRAINT pk_timeline_sign PRIMARY KEY (workspace_id, incident, channel, ts, sign, person, happened_at, is_on),
    CONSTRAINT fk_timeline_sign FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE TABLE timeline_revision (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    channel      TEXT    NOT NULL,
    ts           TEXT    NOT NULL,
    written_at   TEXT    NOT NULL,
    told_at      TEXT    NOT NULL,
    is_edit      INTEGER NOT NULL,
    words        TEXT    NOT NULL,
    CONSTRAINT pk_timeline_revision PRIMARY KEY (workspace_id, incident, channel, ts, written_at, told_at, is_edit),
    CONSTRAINT fk_timeline_revision FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

CREATE TABLE timeline_removal (
    workspace_id TEXT    NOT NULL,
    incident     INTEGER NOT NULL,
    channel      TEXT    NOT NULL,
    ts           TEXT    NOT NULL,
    removed_at   TEXT    NOT NULL,
    posted_at    TEXT    NOT NULL,
    author       TEXT    NOT NULL,
    is_text_kept INTEGER NOT NULL,
    CONSTRAINT pk_timeline_removal PRIMARY KEY (workspace_id, incident, channel, ts),
    CONSTRAINT fk_timeline_removal FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);

-- By what the older entries were captured is not known, so nothing withdraws them.
INSERT INTO timeline_sign (workspace_id, incident, channel, ts, sign, person, happened_at, is_on, kind, by_person)
SELECT workspace_id, incident, channel, ts, 'record', '', recorded_at, 1, kind, captured_by FROM timeline_entry WHERE channel IS NOT NULL AND ts IS NOT NULL;
