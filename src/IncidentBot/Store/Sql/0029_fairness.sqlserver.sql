-- When somebody has started incidents, so that nobody starts too many at once.
CREATE INDEX ix_incident_fact_started ON incident_fact (workspace_id, by_person, happened_at) WHERE kind = N'IncidentStarted';

-- What waits until its channel is no longer archived.
CREATE INDEX ix_outbox_shelved ON outbox (workspace_id, last_error, due_at) WHERE state = N'scheduled' AND last_error IS NOT NULL;
