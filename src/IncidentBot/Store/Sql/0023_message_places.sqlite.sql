DROP INDEX ix_timeline_entry_place;
CREATE INDEX ix_timeline_entry_place ON timeline_entry (workspace_id, channel, ts, incident);
