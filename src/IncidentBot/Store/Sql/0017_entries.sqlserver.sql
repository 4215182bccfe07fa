-- The message that the words of an entry were split from: when it is deleted, they go with it.
ALTER TABLE timeline_entry ADD split_channel NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE timeline_entry ADD split_ts NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL;
