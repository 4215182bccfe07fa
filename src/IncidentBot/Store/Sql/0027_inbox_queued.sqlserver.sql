ALTER TABLE inbox ADD queued BIT NOT NULL CONSTRAINT df_inbox_queued DEFAULT 1;

DROP INDEX ix_inbox_turn ON inbox;
CREATE INDEX ix_inbox_turn ON inbox (workspace_id, platform, conversation, id) WHERE state = N'waiting' AND queued = 1;
CREATE INDEX ix_inbox_unqueued ON inbox (id) WHERE queued = 0;
