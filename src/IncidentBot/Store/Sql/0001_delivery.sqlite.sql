CREATE TABLE inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id TEXT NOT NULL,
    platform TEXT NOT NULL,
    delivery_key TEXT NOT NULL,
    conversation TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT ck_inbox_state CHECK (state IN ('scheduled', 'waiting', 'done', 'dead')),
    accepted_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    lease_token TEXT NULL,
    lease_until TEXT NULL,
    last_error TEXT NULL,
    last_sentence TEXT NULL,
    done_at TEXT NULL,
    CONSTRAINT uq_inbox_delivery UNIQUE (workspace_id, platform, delivery_key)
);

CREATE INDEX ix_inbox_turn ON inbox (workspace_id, platform, conversation, id) WHERE state = 'waiting';
CREATE INDEX ix_inbox_leased ON inbox (workspace_id, platform, conversation, lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX ix_inbox_scheduled ON inbox (due_at) WHERE state = 'scheduled';
CREATE INDEX ix_inbox_dead ON inbox (done_at) WHERE state = 'dead';
CREATE INDEX ix_inbox_done ON inbox (done_at) WHERE done_at IS NOT NULL;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id TEXT NOT NULL,
    platform TEXT NOT NULL,
    effect_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    action TEXT NOT NULL,
    after_key TEXT NULL,
    target_key TEXT NULL,
    lane TEXT NULL,
    replaces TEXT NULL,
    urgency INTEGER NOT NULL,
    state TEXT NOT NULL CONSTRAINT ck_outbox_state CHECK (state IN ('scheduled', 'waiting', 'done', 'dead', 'superseded')),
    created_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    first_attempt_at TEXT NULL,
    sending INTEGER NOT NULL,
    unsettled INTEGER NOT NULL,
    lease_token TEXT NULL,
    lease_until TEXT NULL,
    last_error TEXT NULL,
    last_sentence TEXT NULL,
    done_at TEXT NULL,
    CONSTRAINT uq_outbox_effect UNIQUE (workspace_id, effect_key)
);

CREATE INDEX ix_outbox_lane ON outbox (workspace_id, lane, id) WHERE state = 'waiting' AND lane IS NOT NULL;
CREATE INDEX ix_outbox_free ON outbox (urgency, id) WHERE state = 'waiting' AND lane IS NULL;
CREATE INDEX ix_outbox_leased ON outbox (workspace_id, lane, lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX ix_outbox_scheduled ON outbox (due_at) WHERE state = 'scheduled';
CREATE INDEX ix_outbox_replaces ON outbox (workspace_id, replaces) WHERE replaces IS NOT NULL AND done_at IS NULL;
CREATE INDEX ix_outbox_dead ON outbox (done_at) WHERE state = 'dead';
CREATE INDEX ix_outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;

CREATE TABLE sent (
    workspace_id TEXT NOT NULL,
    effect_key TEXT NOT NULL,
    channel_id TEXT NULL,
    ts TEXT NULL,
    name TEXT NULL,
    sent_at TEXT NOT NULL,
    PRIMARY KEY (workspace_id, effect_key)
) WITHOUT ROWID;
