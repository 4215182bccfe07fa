-- The message that the words of an entry were split from: when it is deleted, they go with it.
ALTER TABLE timeline_entry ADD COLUMN split_channel TEXT NULL;
ALTER TABLE timeline_entry ADD COLUMN split_ts TEXT NULL;
