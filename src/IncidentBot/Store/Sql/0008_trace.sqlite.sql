ALTER TABLE inbox ADD COLUMN trace_parent TEXT NULL;

ALTER TABLE outbox ADD COLUMN trace_parent TEXT NULL;
