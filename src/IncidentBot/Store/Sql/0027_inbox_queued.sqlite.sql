ALTER TABLE inbox ADD COLUMN queued INTEGER NOT NULL DEFAULT 1;

DROP INDEX ix_inbox_turn;
CREATE INDEX ix_inbox_turn ON inbox (workspace_id, platform, conversation, id) WHERE state = 'waiting' AND queued = 1;
CREATE INDEX ix_inbox_unqueued ON inbox (id) WHERE queued = 0;
