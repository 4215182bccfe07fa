-- When somebody has started incidents, so that nobody starts too many at once.
CREATE INDEX ix_incident_fact_started ON incident_fact (workspace_id, by_person, happened_at) WHERE kind = N'IncidentStarted';
