CREATE TABLE inbox (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_inbox PRIMARY KEY,
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    platform NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    delivery_key NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    conversation NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    kind NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    body NVARCHAR(MAX) NOT NULL,
    state NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT ck_inbox_state CHECK (state IN (N'scheduled', N'waiting', N'done', N'dead')),
    accepted_at DATETIME2(7) NOT NULL,
    due_at DATETIME2(7) NOT NULL,
    attempts INT NOT NULL,
    lease_token NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NULL,
    lease_until DATETIME2(7) NULL,
    last_error NVARCHAR(200) NULL,
    last_sentence NVARCHAR(1000) NULL,
    done_at DATETIME2(7) NULL,
    CONSTRAINT uq_inbox_delivery UNIQUE (workspace_id, platform, delivery_key)
);

CREATE INDEX ix_inbox_turn ON inbox (workspace_id, platform, conversation, id) WHERE state = N'waiting';
CREATE INDEX ix_inbox_leased ON inbox (workspace_id, platform, conversation, lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX ix_inbox_scheduled ON inbox (due_at) WHERE state = N'scheduled';
CREATE INDEX ix_inbox_dead ON inbox (done_at) WHERE state = N'dead';
CREATE INDEX ix_inbox_done ON inbox (done_at) WHERE done_at IS NOT NULL;

CREATE TABLE outbox (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_outbox PRIMARY KEY,
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    platform NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    effect_key NVARCHAR(300) COLLATE Latin1_General_100_BIN2 NOT NULL,
    kind NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    action NVARCHAR(MAX) NOT NULL,
    after_key NVARCHAR(300) COLLATE Latin1_General_100_BIN2 NULL,
    target_key NVARCHAR(300) COLLATE Latin1_General_100_BIN2 NULL,
    lane NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    replaces NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    urgency INT NOT NULL,
    state NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT ck_outbox_state CHECK (state IN (N'scheduled', N'waiting', N'done', N'dead', N'superseded')),
    created_at DATETIME2(7) NOT NULL,
    due_at DATETIME2(7) NOT NULL,
    attempts INT NOT NULL,
    first_attempt_at DATETIME2(7) NULL,
    sending BIT NOT NULL,
    unsettled BIT NOT NULL,
    lease_token NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NULL,
    lease_until DATETIME2(7) NULL,
    last_error NVARCHAR(200) NULL,
    last_sentence NVARCHAR(1000) NULL,
    done_at DATETIME2(7) NULL,
    CONSTRAINT uq_outbox_effect UNIQUE (workspace_id, effect_key)
);

CREATE INDEX ix_outbox_lane ON outbox (workspace_id, lane, id) WHERE state = N'waiting' AND lane IS NOT NULL;
CREATE INDEX ix_outbox_free ON outbox (urgency, id) WHERE state = N'waiting' AND lane IS NULL;
CREATE INDEX ix_outbox_leased ON outbox (workspace_id, lane, lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX ix_outbox_scheduled ON outbox (due_at) WHERE state = N'scheduled';
CREATE INDEX ix_outbox_replaces ON outbox (workspace_id, replaces) WHERE replaces IS NOT NULL AND done_at IS NULL;
CREATE INDEX ix_outbox_dead ON outbox (done_at) WHERE state = N'dead';
CREATE INDEX ix_outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;

CREATE TABLE sent (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    effect_key NVARCHAR(300) COLLATE Latin1_General_100_BIN2 NOT NULL,
    channel_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    ts NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    name NVARCHAR(200) NULL,
    sent_at DATETIME2(7) NOT NULL,
    CONSTRAINT pk_sent PRIMARY KEY (workspace_id, effect_key)
);
